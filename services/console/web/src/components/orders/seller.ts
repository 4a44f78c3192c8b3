// What an order's seller can do in each state. The server decides; this says which buttons are worth showing.
import type { Order } from './order';

type Known = Pick<Order, 'state' | 'price_model' | 'price_total'>;
export type SellerCommand = 'accept' | 'quote' | 'decline' | 'deliver';

export function sellerCommands(order: Known): SellerCommand[] {
    if (order.state === 'placed') return [order.price_model === 'quote' ? 'quote' : 'accept', 'decline'];
    return order.state === 'accepted' ? ['deliver'] : [];
}

/** Under which of agency.orders.waiting the next step is named. */
export const nextOf = (order: Known) =>
    order.state === 'placed' && order.price_model === 'quote' && order.price_total ? 'quoted' : order.state;

/** Whether it is the seller that has to do something. */
export const waitsForSeller = (order: Known) => ['placed', 'accepted'].includes(nextOf(order));
