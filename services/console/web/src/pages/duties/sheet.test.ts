import { expect, it } from 'vitest';
import { cellsOf, placeOf, scoredCriteria } from './sheet';

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
