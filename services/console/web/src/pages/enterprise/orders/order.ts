// What an order is and what its buyer may do with it in each state. The server decides; this says which
// buttons are worth showing.
import type { PathOf, Schema } from '@/api/client';

export type Order = Schema<'order'> & {
    id: string;
    number: string;
    version: number;
    state: 'placed' | 'accepted' | 'declined' | 'delivered' | 'accepted_by_buyer' | 'disputed' | 'closed';
    price_model: 'fixed' | 'per_head' | 'percent_of_salary' | 'quote';
};
export type Review = Schema<'review'> & { id: string; side: 'buyer' | 'seller'; published: boolean };

export interface BuyerCommand {
    name: 'confirm' | 'withdraw' | 'accept_delivery' | 'dispute' | 'close';
    target: PathOf<'post'>;
    /** The other side is told why. */
    reason: boolean;
}

const commands: Record<BuyerCommand['name'], BuyerCommand> = {
    confirm: { name: 'confirm', target: '/v1/orders/{id}/confirm', reason: false },
    withdraw: { name: 'withdraw', target: '/v1/orders/{id}/withdraw', reason: true },
    accept_delivery: { name: 'accept_delivery', target: '/v1/orders/{id}/accept_delivery', reason: false },
    dispute: { name: 'dispute', target: '/v1/orders/{id}/dispute', reason: true },
    close: { name: 'close', target: '/v1/orders/{id}/close', reason: false },
};

export function buyerCommands(order: Pick<Order, 'state' | 'price_model' | 'price_total'>): BuyerCommand[] {
    switch (order.state) {
        case 'placed':
            // A quote binds nobody until the buyer has seen and confirmed it.
            return order.price_model === 'quote' && order.price_total
                ? [commands.confirm, commands.withdraw]
                : [commands.withdraw];
        case 'delivered':
            return [commands.accept_delivery, commands.dispute];
        case 'accepted_by_buyer':
        case 'disputed':
            return [commands.close];
        default:
            return [];
    }
}

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
