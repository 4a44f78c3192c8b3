import { expect, it } from 'vitest';
import { buyerCommands } from './buyer';
import { nextOf, sellerCommands, waitsForSeller } from './seller';

const price = { amount: '1.00', currency: 'CNY' } as const;
const states = [
    'placed',
    'accepted',
    'declined',
    'delivered',
    'accepted_by_buyer',
    'disputed',
    'closed',
] as const;

it('names a price only for what is quoted', () => {
    expect(sellerCommands({ state: 'placed', price_model: 'quote' })).toEqual(['quote', 'decline']);
    expect(sellerCommands({ state: 'placed', price_model: 'fixed', price_total: price })).toEqual([
        'accept',
        'decline',
    ]);
});
it('leaves the confirmation of a quote to the buyer', () => {
    const quoted = { state: 'placed', price_model: 'quote', price_total: price } as const;
    expect(nextOf(quoted)).toBe('quoted');
    expect(waitsForSeller(quoted)).toBe(false);
    expect(buyerCommands(quoted).map((each) => each.name)).toContain('confirm');
});
it('never lets an order wait for the seller without something to press', () => {
    for (const state of states) {
        const order = { state, price_model: 'fixed', price_total: price } as const;
        expect(waitsForSeller(order)).toBe(sellerCommands(order).length > 0);
    }
});
