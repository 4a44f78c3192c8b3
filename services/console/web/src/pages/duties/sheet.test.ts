import { expect, it } from 'vitest';
import type { Schema } from '@/api/client';
import { standsOn } from '@/components/consensus';
import { cellsOf, cellsToPropose, hasSpoken, placeOf, scoredCriteria } from './sheet';

const criteria = [
    { code: 'price', title: 'P', kind: 'price' as const, weight: 30, sub_criteria: [] },
    { code: 'plan', title: 'Plan', kind: 'quality' as const, weight: 40, sub_criteria: [] },
    {
        code: 'team',
        title: 'Team',
        kind: 'quality' as const,
        weight: 30,
        sub_criteria: [
            { code: 'size', title: 'Size', weight: 10 },
            { code: 'skill', title: 'Skill', weight: 20 },
        ],
    },
];

it('asks for parts instead of what they are parts of, and never for the price', () => {
    expect(scoredCriteria(criteria).map((each) => each.code)).toEqual(['plan', 'size', 'skill']);
    expect(scoredCriteria(criteria).reduce((sum, each) => sum + each.weight, 0)).toBe(70);
});
it('has a cell for every bid and criterion, each at a place of its own', () => {
    const cells = cellsOf(criteria, [
        { lot: 1, bidder: 'A' },
        { lot: 1, bidder: 'B' },
    ]);
    expect(cells).toHaveLength(6);
    expect(new Set(cells.map(placeOf)).size).toBe(6);
});

const consensus = (state: string, version: number, positions: { seat_id: string; proposal: number }[] = []) =>
    ({
        lot: 1,
        bidder: 'A',
        criterion: 'plan',
        state,
        version,
        recorded_by: 'first',
        positions: positions.map((each) => ({ ...each, stand: 'confirmed' })),
    }) as unknown as Schema<'consensus'>;

it('asks again for what the panel turned down, and for nothing that stands', () => {
    const cells = cellsOf(criteria.slice(0, 2), [{ lot: 1, bidder: 'A' }]);
    expect(cellsToPropose(cells, [])).toHaveLength(1);
    expect(cellsToPropose(cells, [consensus('proposed', 1)])).toHaveLength(0);
    expect(cellsToPropose(cells, [consensus('agreed', 1)])).toHaveLength(0);
    expect(cellsToPropose(cells, [consensus('rejected', 1)])).toHaveLength(1);
});
it('knows who has spoken on the proposal that stands, and forgets what was said of an earlier one', () => {
    const one = consensus('proposed', 2, [
        { seat_id: 'second', proposal: 1 },
        { seat_id: 'third', proposal: 2 },
    ]);
    expect(['first', 'second', 'third'].map((seat) => hasSpoken(one, seat))).toEqual([true, false, true]);
    expect(standsOn(one)).toEqual({ confirmed: 2, dissented: 0 });
});
