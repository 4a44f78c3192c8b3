import { describe, expect, it } from 'vitest';
import { daysLeft, warningOf } from '.';

describe('a licence', () => {
    it('holds through its last day of Shanghai', () => {
        expect(daysLeft('2026-12-31', Date.parse('2026-12-31T23:59:59+08:00'))).toBe(0);
        expect(daysLeft('2026-12-31', Date.parse('2027-01-01T00:00:00+08:00'))).toBe(-1);
        expect(daysLeft('2026-12-31', Date.parse('2026-12-30T23:59:59+08:00'))).toBe(1);
    });
    it('is warned of ninety, sixty and thirty days before', () => {
        const at = (left: number) => Date.parse('2026-12-31T12:00:00+08:00') - left * 86_400_000;
        const expected = {
            91: 'fine',
            90: 'within90',
            61: 'within90',
            60: 'within60',
            31: 'within60',
            30: 'within30',
            0: 'within30',
            [-1]: 'over',
        };
        for (const [left, warning] of Object.entries(expected)) {
            expect(warningOf('2026-12-31', at(Number(left)))).toBe(warning);
        }
    });
});
