import { describe, expect, it } from 'vitest';
import { buyerCommands, mayBeReviewed, opensAt, stepOf, type Order } from './order';

const states: Order['state'][] = [
    'placed',
    'accepted',
    'declined',
    'delivered',
    'accepted_by_buyer',
    'disputed',
    'closed',
];
const names = (state: Order['state'], model: Order['price_model'] = 'fixed', total?: string) =>
    buyerCommands({
        state,
        price_model: model,
        price_total: total ? { amount: total, currency: 'CNY' } : undefined,
    }).map((command) => command.name);

describe('what the buyer may do', () => {
    it('is what the server’s table of transitions gives the buyer', () => {
        expect(Object.fromEntries(states.map((state) => [state, names(state)]))).toEqual({
            placed: ['withdraw'],
            accepted: [],
            declined: [],
            delivered: ['accept_delivery', 'dispute'],
            accepted_by_buyer: ['close'],
            disputed: ['close'],
            closed: [],
        });
    });
    it('has the confirmation of a quote only once there is one', () => {
        expect(names('placed', 'quote')).toEqual(['withdraw']);
        expect(names('placed', 'quote', '100.00')).toEqual(['confirm', 'withdraw']);
    });
    it('ends in a review of what is finished', () => {
        expect(states.filter(mayBeReviewed)).toEqual(['accepted_by_buyer', 'closed']);
    });
});

describe('an order’s way', () => {
    it('never goes past where it was left', () => {
        const at = (state: Order['state']) => stepOf({ state });
        expect(at('declined')).toBe(at('placed'));
        expect(at('disputed')).toBe(at('delivered'));
        expect(at('closed')).toBe(4);
    });
});

describe('a blind review', () => {
    it('opens after seven days', () => {
        expect(opensAt('2026-11-22T08:00:00.000Z')).toBe('2026-11-29T08:00:00.000Z');
    });
});
