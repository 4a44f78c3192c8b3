import { describe, expect, it } from 'vitest';
import {
    distinct,
    inOrder,
    isCounty,
    isOccupation,
    occupationAbove,
    providerStep,
    rankStep,
    regionAbove,
    shortageStep,
    steps,
    valueOf,
    type GapCell,
} from './heat';

const cell = (posts: number, ratio: number | null) =>
    ({ posts, posts_per_hundred_supplies: ratio }) as GapCell;

describe('steps', () => {
    it('of shortage rise with posts for each talent', () => {
        expect([0, 49, 50, 100, 200, 400, 9999].map((ratio) => shortageStep(cell(1, ratio)))).toEqual([
            1, 1, 2, 3, 4, 5, 5,
        ]);
        expect(shortageStep(cell(3, null))).toBe(steps);
        // The server leaves a ratio out where there is nobody: that is the strongest too.
        expect(shortageStep({ posts: 3 } as GapCell)).toBe(steps);
        expect(valueOf({ posts: 3 } as GapCell, 'shortage')).toBeNull();
        expect(shortageStep(cell(0, null))).toBe(0);
    });
    it('of a rank never fall while the value rises, and reach from first to last', () => {
        const all = Array.from({ length: 40 }, (_, at) => at * at);
        const found = all.map((value) => rankStep(value, all));
        expect(found).toEqual([...found].sort((a, b) => a - b));
        expect(new Set(found)).toEqual(new Set([0, 1, 2, 3, 4, 5]));
        expect(rankStep(null, all)).toBe(0);
        expect(rankStep(7, [7])).toBe(1);
    });
    it('of providers: none is the strongest', () => {
        expect([0, 1, 4, 5, 80].map(providerStep)).toEqual([5, 4, 1, 0, 0]);
    });
});

describe('rows', () => {
    const rows = ['a', 'b', 'c', 'd'].map((key) => ({ key, name: key }));
    const values: Record<string, number | undefined> = { a: 2, b: undefined, c: 9, d: 2 };
    const keys = (by: string, falling: boolean) =>
        inOrder(rows, { by, falling }, (row) => values[row.key])
            .map((row) => row.key)
            .join('');
    it('are sorted by a column, those without a cell last either way', () => {
        expect(keys('x', true)).toBe('cadb');
        expect(keys('x', false)).toBe('adcb');
    });
    it('keep their own order, or turn it', () => {
        expect(keys('', false)).toBe('abcd');
        expect(keys('', true)).toBe('dcba');
    });
});

describe('codes', () => {
    it('lead up to what holds them', () => {
        expect(regionAbove('330106')).toBe('330100');
        expect(regionAbove('330100')).toBe('330000');
        expect(regionAbove('330000')).toBeUndefined();
        expect(isCounty('330106')).toBe(true);
        expect(occupationAbove('2-02-10')).toBe('2-02');
        expect(occupationAbove('2')).toBeUndefined();
        expect(isOccupation('2-02-10-03')).toBe(true);
    });
    it('stand once', () => {
        expect(distinct(['a', 'b', 'a'], (each) => each)).toEqual(['a', 'b']);
    });
});
