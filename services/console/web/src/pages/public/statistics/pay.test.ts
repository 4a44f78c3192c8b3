import { describe, expect, it } from 'vitest';
import { boxOf, charted, type PayCell } from './pay';

const yuan = (amount: number) => ({ amount: `${amount}.00`, currency: 'CNY' });
const cell = (value: string, median: number): PayCell => ({
    value,
    name_zh: '',
    name_en: '',
    suppressed: false,
    n: 20,
    p10: yuan(median - 200),
    p25: yuan(median - 100),
    p50: yuan(median),
    p75: yuan(median + 100),
    p90: yuan(median + 200),
});
const suppressed: PayCell = { value: 'x', name_zh: '', name_en: '', suppressed: true };

describe('boxes', () => {
    it('run from P10 to P90', () => {
        expect(boxOf(cell('a', 9000))).toEqual([8800, 8900, 9000, 9100, 9200]);
    });
    it('are none where the cell is suppressed, or lacks a figure', () => {
        expect(boxOf(suppressed)).toBeUndefined();
        expect(boxOf({ ...cell('a', 9000), p75: undefined })).toBeUndefined();
    });
    it('stand by their medians, months in their order', () => {
        const cells = [cell('a', 5000), suppressed, cell('b', 9000), cell('c', 7000)];
        expect(charted(cells, false).map((each) => each.value)).toEqual(['b', 'c', 'a']);
        expect(charted(cells, true).map((each) => each.value)).toEqual(['a', 'b', 'c']);
        expect(
            charted(
                Array.from({ length: 60 }, (_, at) => cell(String(at), at * 10 + 999)),
                false,
            ),
        ).toHaveLength(24);
    });
});
