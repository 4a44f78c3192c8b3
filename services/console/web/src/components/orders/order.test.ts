import { describe, expect, it } from 'vitest';
import { mayBeReviewed, opensAt, stepOf, type Order } from './order';

const states: Order['state'][] = [
    'placed',
    'accepted',
    'declined',
    'delivered',
    'accepted_by_buyer',
    'disputed',
    'closed',
];

describe('an order', () => {
    it('may be reviewed once it is finished', () => {
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
