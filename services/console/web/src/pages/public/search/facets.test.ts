import { describe, expect, it } from 'vitest';
import { isWithin, parentOf, regionOfAll, rowsOf } from './facets';

const values = (...codes: string[]) => codes.map((value, at) => ({ value, count: 100 - at }));
const told = (rows: ReturnType<typeof rowsOf>) =>
    rows.map((row) => `${'-'.repeat(row.depth)}${row.value.value}`);

describe('regions', () => {
    const found = values('000000', '330000', '330100', '330200', '330106', '330203');
    it('are shown from where they part', () => {
        expect(told(rowsOf('region', found, []))).toEqual(['330100', '330200']);
    });
    it('open below a chosen one, and below what holds a chosen one', () => {
        expect(told(rowsOf('region', found, ['330100']))).toEqual(['330100', '-330106', '330200']);
        expect(told(rowsOf('region', found, ['330203']))).toEqual(['330100', '330200', '-330203']);
    });
    it('show a single county', () => {
        expect(told(rowsOf('region', values('000000', '330000', '330100', '330106'), []))).toEqual([
            '330106',
        ]);
    });
    it('tell where everything is', () => {
        const counted = (...pairs: [string, number][]) => pairs.map(([value, count]) => ({ value, count }));
        const found = counted(['000000', 9], ['330000', 9], ['330100', 5]);
        expect(regionOfAll(found, 9)).toBe('330000');
        expect(regionOfAll(counted(['000000', 9], ['330100', 9], ['330000', 9]), 9)).toBe('330100');
        expect(regionOfAll(counted(['000000', 9], ['330000', 5], ['340000', 4]), 9)).toBe('');
        expect(regionOfAll([], 0)).toBe('');
    });
    it('lie within one another', () => {
        expect(isWithin('region', '330106', '330000')).toBe(true);
        expect(isWithin('region', '330106', '330106')).toBe(false);
        expect(isWithin('region', '340100', '330000')).toBe(false);
        expect(parentOf('region', '000000')).toBeUndefined();
    });
});

describe('others', () => {
    it('occupations by their classes', () => {
        const found = values('2', '2-02', '2-02-10', '4', '4-04');
        expect(told(rowsOf('occupation', found, ['2']))).toEqual(['2', '-2-02', '4']);
        expect(isWithin('occupation', '2-02-10-03', '2')).toBe(true);
    });
    it('levels from the lowest', () => {
        expect(told(rowsOf('education', values('doctorate', 'college', 'none'), []))).toEqual([
            'none',
            'college',
            'doctorate',
        ]);
        expect(told(rowsOf('experience', values('10', '0', '5'), []))).toEqual(['0', '5', '10']);
    });
    it('industries by sections, with what is chosen', () => {
        expect(told(rowsOf('industry', values('C', 'I', '64', '65'), ['64']))).toEqual(['C', 'I', '64']);
    });
    it('nothing found, nothing shown', () => {
        expect(rowsOf('region', [], ['330100'])).toEqual([]);
    });
});
