import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { faultCodes, faultText } from './faults';
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
    it('has the server’s words beside Chinese ones, or alone in English, where a code is unknown, a number is missing, or the page is English', () => {
        language.value = 'zh';
        const unknown = { pointer: '/x', code: 'never_heard_of', detail: 'is odd' };
        expect(faultText(unknown)).toBe('不符合要求（服务器原文：is odd）');
        const bare = { pointer: '/x', code: 'too_short', detail: 'is short' };
        expect(faultText(bare)).toBe('不符合要求（服务器原文：is short）');
        language.value = 'en';
        const needed = { pointer: '/pay_min', code: 'needed_to_publish', detail: 'states the basic pay' };
        expect(faultText(needed)).toBe('states the basic pay');
    });
});

/** The server's sources: every code that it names at a field or a query parameter. */
function codesOfTheServer(): Set<string> {
    const top = '../../..';
    const found = new Set<string>();
    const patterns = [
        /"\/[^"\n]*"[^;{}"]*,\s*"([a-z]+(?:_[a-z]+)*)"\s*,/g,
        /(?:refuse_field|invalid_query|add_fault|fail)\([^;"]*(?:"[^"]*"[^;"]*)?,\s*"([a-z]+(?:_[a-z]+)*)"\s*,\s*"/g,
        /\bfail\("([a-z]+(?:_[a-z]+)*)",\s*"[A-Z]/g,
    ];
    for (const folder of ['services', 'common']) {
        const names = readdirSync(join(top, folder), { recursive: true }) as string[];
        for (const name of names) {
            if (!name.endsWith('.cpp') || /node_modules|vocabulary|fields\.cpp|talentctl/.test(name))
                continue;
            const text = readFileSync(join(top, folder, name), 'utf8');
            for (const pattern of patterns) {
                for (const [, code] of text.matchAll(pattern)) if (code) found.add(code);
            }
        }
    }
    return found;
}

describe('the codes of the server', () => {
    it('are all said in Chinese', () => {
        const codes = codesOfTheServer();
        expect(codes.size).toBeGreaterThan(50);
        expect([...codes].filter((code) => !faultCodes.includes(code)).sort()).toEqual([]);
    });
});
