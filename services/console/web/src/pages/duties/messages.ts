import { inBoth } from '@/i18n/pairs';

export default inBoth({
    menu: ['开标与评审', 'Opening and panel'],
    title: ['开标与评审', 'Opening and panel'],
    hint: [
        '您作为评审成员或开标人需要办理的事项。',
        'What you have to do as a member of a panel, or as an officer who opens bids.',
    ],
    none: ['目前没有待办事项', 'Nothing awaits you'],
    noneHint: [
        '被列为评审小组成员或开标人后，相关事项会显示在这里。',
        'Once you are seated on a panel or named to open bids, it is shown here.',
    ],
    since: ['可办理时间自', 'From'],
    due: ['逾期视为同意', 'Who says nothing by then agrees'],
    kinds: {
        declare_interests: ['声明利益关系', 'Declare your interests'],
        score_bids: ['评分（剩 {n} 项）', 'Score bids ({n} scores left)'],
        propose_consensus: ['提出评审结论（剩 {n} 项）', 'Propose the consensus ({n} left)'],
        confirm_consensus: [
            '确认评审结论或提出异议（剩 {n} 项）',
            'Confirm the consensus or dissent ({n} left)',
        ],
        deliver_report: ['提交评审报告', 'Deliver the evaluation report'],
        release_share: ['释放开标份额', 'Release your share for the opening'],
    },
    share: ['开标份额', 'Share of the opening'],
    shareHint: ['仅指定的三位开标人可用。', 'For the three officers alone.'],
    seat: ['我的席位', 'My seat'],
    noSeat: ['您不在本项目评审小组中。', 'You are not on the panel of this procurement.'],
});
