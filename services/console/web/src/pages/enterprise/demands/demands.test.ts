import { describe, expect, it } from 'vitest';
import { moderatedWords } from '@/forms/moderation';
import { bodyOf, emptyForm, formOf, patchOf, type Form } from './body';
import { checklist, clausesOf, needs, probe, whileWriting, wholeProblem, type Judgement } from './law';

const money = (amount: string) => ({ amount, currency: 'CNY' });

/** RFC 7396, for fields that are no objects of their own. */
function merged(before: Form, patch: Form): Form {
    const after = { ...before };
    for (const [name, value] of Object.entries(patch)) {
        if (value === null) delete after[name];
        else after[name] = value;
    }
    return bodyOf(after);
}

const forms: Form[] = [
    {},
    { title: '会计', headcount: 2, pay_min: money('5000') },
    { title: '会计', headcount: 3, urgent: true, skills_required: ['java', 'sql'] },
    { title: '出纳', conditions: ' ', skills_required: [], pay_min: money('5000.5'), place: '文三路' },
];

describe('a change of a demand', () => {
    it('applied to what was there gives what the form has, for every pair of forms', () => {
        for (const before of forms) {
            for (const after of forms)
                expect(merged(formOf(before), patchOf(before, after))).toEqual(bodyOf(after));
        }
    });
    it('is empty where nothing changed', () => {
        for (const form of forms) expect(patchOf(form, { ...form })).toEqual({});
    });
    it('holds nothing that the server owns', () => {
        expect(bodyOf({ id: '1', state: 'draft', version: 3, title: '会计' })).toEqual({ title: '会计' });
    });
});

describe('a notice that asks about one text', () => {
    it('has all that the law needs, and ends within the ten years that the server allows', () => {
        const asked = probe({}, 'conditions', '限男性');
        expect(checklist(asked, undefined).every((need) => need.outcome === 'given')).toBe(true);
        const ahead = Date.parse(String(asked.expires_at)) - Date.now();
        expect(ahead).toBeGreaterThan(0);
        expect(ahead).toBeLessThan(10 * 365 * 86_400_000);
    });
});

describe('the list of what the law needs', () => {
    const judged: Judgement = {
        title: 'no',
        detail: '',
        faults: [
            { pointer: '/headcount', code: 'out_of_range', detail: '' },
            { pointer: '/place', code: 'needed_to_publish', detail: '' },
        ],
        wording: {},
    };
    it('fills itself, and what the server refuses is not given', () => {
        const outcomes = (form: Form) =>
            Object.fromEntries(checklist(form, judged).map((need) => [need.field, need.outcome]));
        expect(Object.values(outcomes({}))).toEqual(needs.map(() => 'missing'));
        const some = outcomes({ headcount: 0, place: '', work_content: '记账' });
        expect(some.headcount).toBe('refused');
        expect(some.place).toBe('missing');
        expect(some.work_content).toBe('given');
    });
    it('calls wrong only what was written, until publication is asked for', () => {
        expect(whileWriting(judged, { headcount: 0 })?.faults.map((fault) => fault.pointer)).toEqual([
            '/headcount',
        ]);
        expect(wholeProblem(judged)?.faults).toHaveLength(2);
        expect(whileWriting(undefined, {})).toBeUndefined();
    });
});

describe('clauses', () => {
    it('are the text in its order, without the signs between them', () => {
        expect(clausesOf('本科；仅限男性，会Excel。\n35岁以下')).toEqual([
            '本科',
            '仅限男性',
            '会Excel',
            '35岁以下',
        ]);
        expect(clausesOf('')).toEqual([]);
    });
    it('lose no letter', () => {
        const text = '负责记账、报税；参与预算。Work in a team, please!\n另：出差';
        const letters = (some: string) => some.replace(/[\s。；;！!？?，,、]/g, '');
        expect(letters(clausesOf(text).join(''))).toBe(letters(text));
    });
});

describe('a new form', () => {
    it('is shown for sixty days from today', () => {
        const form = emptyForm({ name: '甲', region: '330100' }, new Date('2026-11-22T08:00:00Z'));
        expect(form.expires_at).toBe('2027-01-21T18:00:00+08:00');
        expect(form.employer_name).toBe('甲');
    });
});

describe('words that wait for a moderator', () => {
    it('are read from the reason', () => {
        expect(moderatedWords('waiting for a moderator because of: 限男性, 35岁以下')).toEqual([
            '限男性',
            '35岁以下',
        ]);
        expect(moderatedWords('reported')).toEqual([]);
        expect(moderatedWords(undefined)).toEqual([]);
    });
});
