import { inBoth } from '@/i18n/pairs';

export default inBoth({
    remedy: {
        title: ['询问、质疑与投诉', 'Inquiries, challenges and complaints'],
        hint: [
            '对采购文件、过程或结果有疑问可询问；认为权益受损可在七个工作日内质疑；对答复不满可在十五个工作日内投诉。',
            'Inquire where something is unclear; challenge within seven working days where you are wronged; complain within fifteen working days of the answer.',
        ],
        pageHint: [
            '我方提出的询问、质疑与投诉，答复期限与处理结果。在投标工作台中提出新的。',
            'What we have filed, the terms of the answers, and what was decided. New ones are filed at the tender.',
        ],
        inquire: ['提出询问', 'Inquire'],
        inquireHint: [
            '采购人三个工作日内答复，询问不影响采购进程。',
            'The buyer answers within three working days; the procurement goes on.',
        ],
        challenge: ['提出质疑', 'Challenge'],
        challengeHint: [
            '采购人七个工作日内答复；答复前不得定标、签约。处理结果与理由公开，事实与材料仅双方可见。',
            'The buyer answers within seven working days; until then nothing is awarded or signed. The decision and its reasons are public, facts and files stay between you.',
        ],
        termHint: [
            '期限七个工作日：针对采购文件自公告起，针对过程自开标或评审结束起，针对结果自中标公告起。',
            'Seven working days: from the notice for the documents, from the opening or the end of the evaluation for the process, from the award notice for the result.',
        ],
        lot: ['标段', 'Lot'],
        lotHint: ['针对结果时必选；留空为整个项目。', 'Needed for the result; empty: the whole tender.'],
        grounds: ['理由', 'Grounds'],
        groundsHint: [
            '一行一条。之后投诉只能依据这里列出的理由。',
            'One a line. A later complaint can say only what stands here.',
        ],
        sameGrounds: ['投诉不得超出质疑的理由。', 'Only what the challenge said.'],
        factsHint: ['事实与法律依据；仅双方可见。', 'What happened, and the law; only the parties read it.'],
        files: ['证明材料（只提交哈希值，文件留在本机）', 'Evidence (only hashes are sent)'],
        withdraw: ['撤回', 'Withdraw'],
        withdrawHint: ['撤回后采购活动继续。', 'The procurement goes on.'],
        complain: ['提起投诉', 'Complain'],
        complainHint: [
            '投诉由本级监督管理部门（财政部门）处理：五个工作日内决定是否受理，三十个工作日内作出决定。',
            'The supervising office of the region takes it up or not within five working days, and decides within thirty.',
        ],
        toTender: ['查看采购项目', 'To the tender'],
        exclusion: ['拟限制参加政府采购', 'Exclusion from procurement'],
        proposedBy: ['告知机关', 'Proposed by'],
        ground: ['情形', 'Ground'],
        excludedUntil: ['禁止参加至', 'Excluded until'],
        defence: ['陈述申辩', 'Defence'],
        defend: ['陈述申辩', 'Defend'],
        defendHint: [
            '五个工作日内提交，之后才能作出决定。',
            'Within five working days; only then is it decided.',
        ],
    },
});
