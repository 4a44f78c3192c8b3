import { describe, expect, it } from 'vitest';
import { language } from '@/i18n/language';
import { dayText, instantOfShanghai, instantText, moneyText, shanghaiOfInstant, shortMoneyText } from '.';

describe('money', () => {
    it('is grouped by its digits, beyond what a floating-point number holds', () => {
        expect(moneyText({ amount: '90071992547409930.01', currency: 'CNY' })).toBe(
            '¥90,071,992,547,409,930.01',
        );
        expect(moneyText({ amount: '-1234.5', currency: 'CNY' })).toBe('−¥1,234.50');
        expect(shortMoneyText({ amount: '18000.00', currency: 'CNY' })).toBe('¥18,000');
        expect(shortMoneyText({ amount: '18000.01', currency: 'CNY' })).toBe('¥18,000.01');
        expect(moneyText(null)).toBe('');
    });
});

describe('instants', () => {
    it('are shown in Shanghai, the day before midnight in London', () => {
        language.value = 'zh';
        expect(instantText('2026-12-31T16:00:00.000Z')).toContain('2027/01/01 00:00');
        expect(dayText('2026-12-31T15:59:59.999Z')).toBe('2026/12/31');
        expect(dayText('2026-12-31')).toBe('2026/12/31');
    });
    it('go to the server and come back as they were typed', () => {
        for (const typed of ['2026-02-28T23:59', '2027-01-01T00:00', '2028-02-29T08:30']) {
            expect(shanghaiOfInstant(instantOfShanghai(typed))).toBe(typed);
        }
    });
});
