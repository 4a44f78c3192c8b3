import { expect, it } from 'vitest';
import { lawText } from './laws';

it('names laws as they are called in China', () => {
    expect(lawText('Government Procurement Law Implementing Regulation, art. 52', 'zh')).toBe(
        '《政府采购法实施条例》第52条',
    );
    expect(lawText('platform rule, after Government Procurement Law, art. 52', 'zh')).toBe(
        '平台规则，参照《政府采购法》第52条',
    );
    expect(lawText('Administrative Penalty Law (2021), art. 64 and 85', 'zh')).toBe(
        '《行政处罚法》第64条、第85条',
    );
});
it('leaves English alone', () => {
    expect(lawText('Government Procurement Law, art. 53', 'en')).toBe('Government Procurement Law, art. 53');
});
