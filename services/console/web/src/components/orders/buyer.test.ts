import { describe, expect, it } from 'vitest';
import type { Order } from './order';
import { buyerCommands } from './buyer';

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
});
