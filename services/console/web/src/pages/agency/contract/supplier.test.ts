import { expect, it } from 'vitest';
import { moneyOfFen } from '@/forms';
import { mayBeSubmitted, toInvoice, toRefund } from './supplier';

it('invoices no more than what is payable and not invoiced', () => {
    const milestone = (payable: bigint, invoiced: bigint) =>
        ({
            state: 'accepted',
            payable_amount: moneyOfFen(payable),
            invoiced_amount: moneyOfFen(invoiced),
        }) as const;
    expect(toInvoice(milestone(10_001n, 1n))).toEqual({ amount: '100.00', currency: 'CNY' });
    expect(toInvoice(milestone(10_001n, 10_001n))).toBeUndefined();
    expect(toInvoice({ state: 'scheduled' })).toBeUndefined();
});
it('returns no more than what was paid', () => {
    expect(toRefund({ paid_amount: moneyOfFen(300n), refunded_amount: moneyOfFen(100n) })?.amount).toBe(
        '2.00',
    );
    expect(toRefund({})).toBeUndefined();
});
it('submits what was not accepted whole and is not being inspected', () => {
    const open = (['scheduled', 'submitted', 'accepted', 'partly_accepted', 'rejected'] as const).filter(
        (state) => mayBeSubmitted({ state }),
    );
    expect(open).toEqual(['scheduled', 'partly_accepted', 'rejected']);
});
