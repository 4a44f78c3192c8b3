export default {
    zh: {
        home: {
            title: '区域人才市场',
            hint: '岗位、人才、服务与政府采购，在一个市场里公开可查。',
            totals: '市场概览',
            newest: { demands: '最新岗位', tenders: '最新采购' },
            occupations: '招聘最多的职业',
            skills: '需求最多的技能',
            gaps: '最紧缺的职业',
            toGaps: '查看供需地图',
            toPay: '查询薪酬',
            toAudit: '核对审计链',
        },
    },
    en: {
        home: {
            title: 'Regional talent market',
            hint: 'Jobs, talents, services and public procurement in one open market.',
            totals: 'The market at a glance',
            newest: { demands: 'Newest jobs', tenders: 'Newest tenders' },
            occupations: 'Occupations sought most',
            skills: 'Skills sought most',
            gaps: 'Where people are missing most',
            toGaps: 'Supply and demand',
            toPay: 'Pay explorer',
            toAudit: 'Check the audit chain',
        },
    },
};
