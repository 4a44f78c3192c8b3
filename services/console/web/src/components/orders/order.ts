// An order of an offering as both sides see it: its states, how far along it is, and its reviews.
import type { Schema } from '@/api/client';

export type Order = Schema<'order'> & {
    id: string;
    number: string;
    version: number;
    state: 'placed' | 'accepted' | 'declined' | 'delivered' | 'accepted_by_buyer' | 'disputed' | 'closed';
    price_model: 'fixed' | 'per_head' | 'percent_of_salary' | 'quote';
};
export type Review = Schema<'review'> & { id: string; side: 'buyer' | 'seller'; published: boolean };

export const mayBeReviewed = (state: Order['state']) => state === 'accepted_by_buyer' || state === 'closed';

const blindDays = 7;

/** When a review opens to all even if the other side writes nothing. */
export function opensAt(writtenAt: string): string {
    return new Date(new Date(writtenAt).getTime() + blindDays * 86_400_000).toISOString();
}

export const steps = ['placed', 'accepted', 'delivered', 'accepted_by_buyer', 'closed'] as const;

/** How far along the usual way an order is; what went another way stands where it left it. */
export function stepOf(order: Pick<Order, 'state' | 'accepted_at' | 'delivered_at'>): number {
    if (order.state === 'disputed') return steps.indexOf('delivered');
    if (order.state === 'declined') return steps.indexOf('placed');
    return steps.indexOf(order.state);
}
