import { describe, expect, it } from 'vitest';
import { sourcingOf } from './sourcing';

const typed = {
    chosen: { offering_id: 'o', offering_version: 3 },
    quantity: 4,
    salary_base: { amount: '9000', currency: 'CNY' },
    justification: '只有本单位会做',
};

describe('the sourcing of a package', () => {
    it('sends nothing that its kind does not have, whatever was typed before', () => {
        expect(sourcingOf({ ...typed, origin: 'offering', model: 'fixed' })).toEqual({
            kind: 'order',
            offering_id: 'o',
            offering_version: 3,
        });
        expect(sourcingOf({ ...typed, origin: 'own_work' })).toEqual({
            kind: 'own_work',
            justification: '只有本单位会做',
        });
        expect(sourcingOf({ origin: 'award', chosen: { award_id: 'a', award_version: 1 } })).toEqual({
            kind: 'mini_tender',
            award_id: 'a',
            award_version: 1,
        });
        expect(sourcingOf({ origin: 'order', chosen: { order_id: 'r' } })).toEqual({
            kind: 'order',
            order_id: 'r',
        });
    });
    it('says how many and of what, where the price asks for it', () => {
        expect(sourcingOf({ ...typed, origin: 'offering', model: 'per_head' }).quantity).toBe(4);
        const share = sourcingOf({ ...typed, origin: 'offering', model: 'percent_of_salary' });
        expect(share.salary_base).toEqual(typed.salary_base);
    });
    it('asks for an order where nothing was chosen, so that the server names what is missing', () => {
        expect(sourcingOf({})).toEqual({ kind: 'order' });
    });
});
