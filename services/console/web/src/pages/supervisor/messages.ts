import { inBoth } from '@/i18n/pairs';

export default inBoth({
    menu: {
        complaints: ['投诉处理', 'Complaints'],
        exclusions: ['行政处罚', 'Exclusions'],
        audit: ['审计', 'Audit'],
    },
    flags: ['风险提示 {n} / {all} 项。', '{n} of {all} red flags raised.'],
    rests: ['采购活动暂停至 {at}', 'The procurement rests until {at}'],
    complaints: {
        title: ['投诉处理', 'Complaints'],
        hint: [
            '五个工作日内审查是否受理，三十个工作日内作出处理决定。',
            'Taken up or returned within five working days, decided within thirty.',
        ],
    },
    exclusions: {
        title: ['行政处罚', 'Exclusions'],
        hint: ['在规定期限内禁止参加政府采购。', 'Suppliers that may not take part for a time.'],
    },
});
