import { afterEach, describe, expect, it } from 'vitest';
import { faultText } from './faults';
import { language } from './language';

afterEach(() => {
    language.value = 'zh';
});

describe('what is wrong with a field', () => {
    it('is said in Chinese with the numbers of the server’s sentence', () => {
        language.value = 'zh';
        const range = { pointer: '/headcount', code: 'out_of_range', detail: 'must be from 1 to 100000' };
        expect(faultText(range)).toBe('须在 1 到 100000 之间');
        const needed = { pointer: '/pay_min', code: 'needed_to_publish', detail: 'states the basic pay' };
        expect(faultText(needed)).toBe('招聘信息应当写明基本劳动报酬');
    });
    it('keeps the server’s words where a code is unknown, a number is missing, or the page is English', () => {
        language.value = 'zh';
        const unknown = { pointer: '/x', code: 'never_heard_of', detail: 'is odd' };
        expect(faultText(unknown)).toBe('is odd');
        const bare = { pointer: '/x', code: 'too_short', detail: 'is short' };
        expect(faultText(bare)).toBe('is short');
        language.value = 'en';
        const needed = { pointer: '/pay_min', code: 'needed_to_publish', detail: 'states the basic pay' };
        expect(faultText(needed)).toBe('states the basic pay');
    });
});
