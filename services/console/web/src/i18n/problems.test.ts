import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Problem } from '@/api/problem';
import { language } from './language';
import { adviceOf, lineText, problemKinds, titleOf, titleText } from './problems';

const folder = '../../../docs/problems';
const pages = readdirSync(folder)
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .map((name) => name.replace('.md', ''));
const rows = [
    ...readFileSync(`${folder}/README.md`, 'utf8').matchAll(
        /^\| \[([a-z-]+)\]\([^)]*\) \| \d+ \| (.*?) \| (.*?) \|$/gm,
    ),
];

describe('what the server refuses', () => {
    it('has a title in both languages for every page of docs/problems, the one that stands there', () => {
        expect([...problemKinds].sort()).toEqual([...pages].sort());
        expect(rows.map(([, kind]) => kind).sort()).toEqual([...pages].sort());
        for (const [, kind = '', en = '', zh = ''] of rows) {
            const said = titleOf(kind);
            expect(said?.zh, kind).toBe(zh);
            expect(said?.en.replace(/’/g, "'"), kind).toBe(en.replace(/’/g, "'"));
        }
    });
    it('says what to do in the language that it is in', () => {
        for (const kind of problemKinds) {
            const said = adviceOf(kind);
            if (!said) continue;
            expect(said.zh).toMatch(/[\u4e00-\u9fff]/);
            expect(said.en).not.toMatch(/[\u4e00-\u9fff]/);
        }
    });
    it('follows the language when it is switched, and keeps the server’s words where it is not known', () => {
        const problem = new Problem({ type: '/problems/forbidden', title: '无权执行此操作' }, 403);
        language.value = 'en';
        expect(titleText(problem)).toBe('This credential may not do that');
        language.value = 'zh';
        expect(titleText(problem)).toBe('无权执行此操作');
        expect(titleText(new Problem({ type: '/problems/new', title: 'Something new' }, 400))).toBe(
            'Something new',
        );
    });
    it('fits in a line without a word of the other language', () => {
        const problem = new Problem({ type: '/problems/wrong-state', detail: 'it is withdrawn' }, 409);
        language.value = 'en';
        expect(lineText(problem)).toBe('The present state does not allow that: it is withdrawn');
        language.value = 'zh';
        expect(lineText(problem)).not.toMatch(/[a-z]/);
    });
});
