export default {
    zh: {
        notices: {
            title: '采购公告与结果',
            hint: '政府采购的公告、更正、中标、合同与终止，全部公开。',
            list: '采购项目',
            feed: '最新动态',
            atom: '订阅（Atom）',
            openData: '开放数据（OCDS）',
            procurement: '采购项目',
            kinds: {
                tender: '采购公告',
                amendment: '更正公告',
                award: '中标公告',
                contract: '合同公告',
                cancellation: '终止公告',
            },
        },
    },
    en: {
        notices: {
            title: 'Notices and awards',
            hint: 'Notices of public procurement, their amendments, awards, contracts and cancellations, open to all.',
            list: 'Procurements',
            feed: 'What happened last',
            atom: 'Subscribe (Atom)',
            openData: 'Open data (OCDS)',
            procurement: 'Procurement',
            kinds: {
                tender: 'Tender',
                amendment: 'Amendment',
                award: 'Award',
                contract: 'Contract',
                cancellation: 'Cancellation',
            },
        },
    },
};
