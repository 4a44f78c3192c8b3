import { expect, it } from 'vitest';
import { milestoneLines, paymentTermsOf } from './request';

it('reads milestones, one a line', () => {
    expect(milestoneLines('上半年服务 50% 2027-06-30\n\n 下半年，含验收, 49.99 %，2027-12-31 ')).toEqual([
        { title: '上半年服务', percent_basis_points: 5000, due_on: '2027-06-30' },
        { title: '下半年，含验收', percent_basis_points: 4999, due_on: '2027-12-31' },
    ]);
});
it('keeps a line that it cannot read, for the server to refuse by its place', () => {
    expect(milestoneLines('全部')).toEqual([{ title: '全部', percent_basis_points: 0, due_on: '' }]);
});
it('has no terms where none were given', () => {
    expect(paymentTermsOf({ payment_calendar_days: undefined })).toBeUndefined();
    expect(paymentTermsOf({ payment_calendar_days: 30, title: 'x' })).toEqual({ payment_calendar_days: 30 });
});
