// Audit and exclusions, for the operator and the supervisor.
import { inBoth } from '../pairs';

export default inBoth({
    audit: {
        title: ['审计', 'Audit'],
        hint: [
            '每一次变更都在日志里，前后差异可查，哈希链可验。',
            'Every change is in the journal, with what it was before, chained by hashes.',
        ],
        check: ['核对哈希链', 'Check the chain'],
        checkHint: [
            '在浏览器里从第一条起逐条重算，不依赖服务器的结论。',
            'Reckoned anew in this browser, from the first entry on.',
        ],
        checked: ['已核对 {n} / {of}', '{n} of {of} checked'],
        whole: ['哈希链完整', 'The chain is whole'],
        broken: ['第 {n} 条与前一条不衔接', 'Entry {n} does not follow from the one before'],
        object: ['对象标识，或岗位、人才、服务的编号', 'Id of an object, or the number of a listing'],
        types: ['事件类型（逗号分隔）', 'Types (by commas)'],
        look: ['查询', 'Look'],
        cut: ['只显示最新 {n} 条', 'The newest {n} are shown'],
        entries: ['日志', 'Journal'],
        at: ['时间', 'At'],
        what: ['事件', 'Event'],
        who: ['机构', 'By'],
        change: ['变更', 'Change'],
        fields: ['{n} 处变更', '{n} fields'],
        none: ['没有可见的记录', 'No entries that you may see'],
        noneHint: ['换一个对象或类型。', 'Try another object or type.'],
    },
    exclusion: {
        title: ['禁止参加采购', 'Exclusions'],
        propose: ['拟定处罚', 'Propose an exclusion'],
        proposeHint: [
            '一至三年；供应商有五个工作日陈述申辩，之后才能决定。',
            'For one to three years; the supplier has five working days for its defence first.',
        ],
        supplier: ['供应商编号', 'Id of the supplier'],
        supplierKnown: ['供应商（与所办投诉有关的）', 'Supplier (of the complaints at hand)'],
        supplierOther: ['其他供应商', 'Another'],
        ground: ['事由', 'Ground'],
        months: ['期限（月）', 'Months'],
        until: ['禁入至', 'Until'],
        defence: ['陈述申辩', 'Defence'],
        decide: ['作出决定', 'Decide'],
        decideHint: ['决定公开。', 'The decision is public.'],
        exclude: ['予以禁入', 'Exclude'],
        lift: ['提前解除', 'Lift'],
        liftHint: ['说明理由后立即解除。', 'Ends at once, with reasons.'],
        none: ['没有被禁入的供应商', 'Nobody is excluded'],
        noneHint: ['监督部门的决定会列在这里。', 'Decisions of supervising offices are listed here.'],
    },
});
