// What the interim regulation on the human-resources market (art. 24) asks of a job notice, as a list that
// fills itself while somebody writes. Whether it is enough, the server says: it judges the draft as if it were
// published and keeps nothing (a rehearsed import, which takes unfinished drafts as well).
import { post } from '@/api/client';
import { Problem, type Fault } from '@/api/problem';
import { bodyOf, isEmpty, type Form } from './body';

export const needs = [
    { name: 'employer', field: 'employer_name' },
    { name: 'headcount', field: 'headcount' },
    { name: 'conditions', field: 'conditions' },
    { name: 'work', field: 'work_content' },
    { name: 'place', field: 'place' },
    { name: 'pay', field: 'pay_min' },
    { name: 'expiry', field: 'expires_at' },
] as const;

/** The texts in which the operator's list of discriminatory words is looked for. */
export const judgedTexts = ['title', 'conditions', 'work_content', 'place', 'employer_name'] as const;

export interface Need {
    name: string;
    field: string;
    outcome: 'given' | 'missing' | 'refused';
}

export interface Judgement {
    /** What publication would be refused for. */
    faults: Fault[];
    title: string;
    detail: string;
    /** By field: the clauses that would send the notice to a moderator. */
    wording: Record<string, string[]>;
}

export function checklist(form: Form, judged: Judgement | undefined): Need[] {
    return needs.map(({ name, field }) => {
        if (isEmpty(form[field])) return { name, field, outcome: 'missing' };
        const refused = judged?.faults.some((fault) => fault.pointer === `/${field}`) ?? false;
        return { name, field, outcome: refused ? 'refused' : 'given' };
    });
}

const clauseEnds = /(?<=[。；;！!？?\n，,、])/;
const clausesMost = 150;

export function clausesOf(text: string): string[] {
    return text
        .split(clauseEnds)
        .map((clause) => clause.replace(/[\s。；;！!？?，,、]+$/, '').trim())
        .filter((clause) => clause.length > 0)
        .slice(0, clausesMost);
}

interface ImportAnswer {
    results: {
        index: number;
        state?: string;
        problem?: { type: string; title: string; status: number; detail: string; errors?: Fault[] };
    }[];
}

const shownForMs = 30 * 86_400_000;

/** A lawful notice that says nothing, for asking about one text alone. Its codes exist in every vocabulary. */
export function probe(form: Form, field: string, text: string): Form {
    return {
        title: '——',
        occupation: isEmpty(form.occupation) ? '2' : form.occupation,
        region: isEmpty(form.region) ? '330000' : form.region,
        employer_name: '——',
        headcount: 1,
        work_content: '——',
        conditions: '——',
        place: '——',
        pay_min: { amount: '1', currency: 'CNY' },
        expires_at: new Date(Date.now() + shownForMs).toISOString(),
        [field]: text.length < 2 ? `${text}——` : text,
    };
}

async function rehearse(items: Form[]): Promise<ImportAnswer['results']> {
    const answer = await post<ImportAnswer>('/v1/imports/demands', {
        body: { items, publish: true },
        dryRun: true,
    });
    return answer.data.results;
}

const goesToModeration = (result: ImportAnswer['results'][number] | undefined) =>
    result?.state === 'suspended';

async function clausesAtFault(form: Form, field: string): Promise<string[]> {
    const text = String(form[field] ?? '');
    const clauses = clausesOf(text);
    if (clauses.length < 2) return [text.trim()];
    const results = await rehearse(clauses.map((clause) => probe(form, field, clause)));
    const found = clauses.filter((_clause, at) => goesToModeration(results[at]));
    // A word that reaches over a comma is in no clause by itself.
    return found.length > 0 ? found : [text.trim()];
}

export async function judge(form: Form): Promise<Judgement> {
    const texts = judgedTexts.filter((field) => !isEmpty(form[field]));
    const [whole, ...each] = await rehearse([
        bodyOf(form),
        ...texts.map((field) => probe(form, field, String(form[field]))),
    ]);
    const wording: Record<string, string[]> = {};
    for (const [at, field] of texts.entries()) {
        if (goesToModeration(each[at])) wording[field] = await clausesAtFault(form, field);
    }
    return {
        faults: whole?.problem?.errors ?? [],
        title: whole?.problem?.title ?? '',
        detail: whole?.problem?.detail ?? '',
        wording,
    };
}

/** While somebody writes, only what they wrote is called wrong; what is missing stands in the checklist. */
export function whileWriting(judged: Judgement | undefined, form: Form): Problem | undefined {
    const faults = (judged?.faults ?? []).filter(
        (fault) => !isEmpty(form[fault.pointer.split('/')[1] ?? '']),
    );
    return faults.length > 0 ? new Problem({ errors: faults }, 422) : undefined;
}

export function wholeProblem(judged: Judgement | undefined): Problem | undefined {
    if (!judged || judged.faults.length === 0) return undefined;
    return new Problem({ title: judged.title, detail: judged.detail, errors: judged.faults }, 422);
}
