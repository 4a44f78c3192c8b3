import { expect, it } from 'vitest';
import { etagOf, fenOf, given, hundredthsOf, linesOf, moneyOfFen } from '.';

it('reads lines', () => {
    expect(linesOf(' a \r\n\n b')).toEqual(['a', 'b']);
    expect(linesOf(undefined)).toEqual([]);
});
it('reads points by their digits', () => {
    for (let value = 0; value <= 10000; ++value) expect(hundredthsOf((value / 100).toFixed(2))).toBe(value);
    for (const wrong of ['', '100.01', '-1', '8,5', 'x', '1.234'])
        expect(hundredthsOf(wrong)).toBeUndefined();
});
it('leaves out what was not given', () => {
    expect(given({ a: '', b: [], c: 0, d: false, e: null, f: 'x' })).toEqual({ c: 0, d: false, f: 'x' });
});
it('reckons money in whole fen, there and back', () => {
    for (const amount of ['0.00', '0.01', '12345678901234.56', '-3.05']) {
        expect(moneyOfFen(fenOf({ amount })).amount).toBe(amount);
    }
    expect(fenOf({ amount: '5' })).toBe(500n);
});
it('quotes a version', () => {
    expect(etagOf({ version: 3 })).toBe('"3"');
    expect(etagOf(undefined)).toBe('');
});
