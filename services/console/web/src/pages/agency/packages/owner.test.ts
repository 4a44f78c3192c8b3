import { describe, expect, it } from 'vitest';
import { mayClaim, mayDeliver, toRate } from './owner';

const base = {
    title: '测评',
    category: 'hr_consulting' as const,
    region: '330100',
    price: { amount: '1.00', currency: 'CNY' as const },
    due_on: '2027-01-01',
};

describe('the owner of a work package', () => {
    it('delivers what was given to it or sent back', () => {
        const able = ['planned', 'sourced', 'delivered', 'accepted', 'rejected', 'cancelled'].filter(
            (state) => mayDeliver({ ...base, state: state as 'planned' }),
        );
        expect(able).toEqual(['sourced', 'rejected']);
    });

    it('claims the acceptance at the end of the inspection, not before', () => {
        const due = '2026-12-01T16:00:00.000Z';
        const delivered = {
            ...base,
            state: 'delivered' as const,
            clocks: [{ rule: 'inspect_package', due }],
        };
        expect(mayClaim(delivered, Date.parse(due) - 1)).toBe(false);
        expect(mayClaim(delivered, Date.parse(due))).toBe(true);
        expect(mayClaim({ ...delivered, state: 'accepted' }, Date.parse(due))).toBe(false);
        expect(mayClaim({ ...base, state: 'delivered' }, Date.parse(due))).toBe(false);
    });

    it('rates the other sides once, within thirty days, until the ratings are open', () => {
        const accepted_at = '2026-11-01T00:00:00.000Z';
        const accepted = { ...base, state: 'accepted' as const, accepted_at, buyer_id: 'b', owner_id: 'us' };
        const soon = Date.parse('2026-11-02T00:00:00Z');
        const sealed = { about_id: 'b', satisfaction: 5, by_id: 'us', state: 'sealed' as const };
        expect(toRate(accepted, [], 'us', soon)).toEqual(['b']);
        expect(toRate({ ...accepted, user_organisation_id: 'u' }, [sealed], 'us', soon)).toEqual(['u']);
        expect(toRate({ ...accepted, user_organisation_id: 'b' }, [], 'us', soon)).toEqual(['b']);
        expect(
            toRate(
                { ...accepted, user_organisation_id: 'u' },
                [{ ...sealed, state: 'published' }],
                'us',
                soon,
            ),
        ).toEqual([]);
        expect(toRate(accepted, [], 'us', Date.parse('2026-12-01T00:00:00Z'))).toEqual([]);
        expect(toRate({ ...base, state: 'delivered' }, [], 'us', soon)).toEqual([]);
        expect(toRate(accepted, [], 'contractor', soon)).toEqual([]);
    });
});
