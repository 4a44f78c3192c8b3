// What the buyer may do with an order in each state. The server decides; this says which buttons are worth showing.
import type { PathOf } from '@/api/client';
import type { Order } from './order';

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
