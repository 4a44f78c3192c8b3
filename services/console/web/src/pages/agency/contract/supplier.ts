// What a supplier can do next with a milestone and an invoice. The server decides; this says what is worth showing.
import type { Schema } from '@/api/client';
import { fenOf, moneyOfFen } from '@/forms';

type Milestone = Pick<Schema<'milestone'>, 'state' | 'payable_amount' | 'invoiced_amount'>;
type Invoice = Pick<Schema<'invoice'>, 'paid_amount' | 'refunded_amount'>;

export const mayBeSubmitted = (one: Milestone) =>
    ['scheduled', 'rejected', 'partly_accepted'].includes(String(one.state));

/** What is payable and not invoiced yet; undefined where nothing is. */
export function toInvoice(one: Milestone) {
    const rest = fenOf(one.payable_amount) - fenOf(one.invoiced_amount);
    return rest > 0n ? moneyOfFen(rest) : undefined;
}

/** What was paid and not returned; undefined where nothing is. */
export function toRefund(one: Invoice) {
    const rest = fenOf(one.paid_amount) - fenOf(one.refunded_amount);
    return rest > 0n ? moneyOfFen(rest) : undefined;
}
