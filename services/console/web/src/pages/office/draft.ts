// A tender while it is written: what the wizard reckons, and at which step a fault of the server belongs.
import type { Fault } from '@/api/problem';
import { given } from '@/forms';
import type { Money } from '@/format';

export interface Lot {
    number: number;
    title: string;
    budget?: Money;
}
export interface Item {
    description: string;
    quantity?: number;
    unit: string;
    quantity_estimated?: boolean;
    lot?: number;
}
export interface SubCriterion {
    code: string;
    title: string;
    weight: number;
}
export interface Criterion extends SubCriterion {
    kind: 'price' | 'quality';
    sub_criteria: SubCriterion[];
}
export interface Draft {
    /** Once the server has it. */
    id: string;
    step: number;
    officers: string[];
    text: Record<string, unknown>;
    lots: Lot[];
    items: Item[];
    criteria: Criterion[];
    documents: { title: string; sha256: string; bytes?: number }[];
    invited: string;
}

export const steps = [
    'what',
    'method',
    'eligibility',
    'criteria',
    'documents',
    'dates',
    'officers',
    'review',
] as const;
export type Step = (typeof steps)[number];

const stepOfMember: Record<string, Step> = {
    title: 'what',
    description: 'what',
    region: 'what',
    budget: 'what',
    lots: 'what',
    items: 'what',
    method: 'method',
    invited_supplier_ids: 'method',
    justification: 'method',
    framework_id: 'method',
    framework: 'method',
    eligibility: 'eligibility',
    criteria: 'criteria',
    documents: 'documents',
    open_at: 'dates',
    deadline_at: 'dates',
    standstill_working_days: 'dates',
    officers: 'officers',
    public_key: 'officers',
};

export function stepOfFault(fault: Fault): Step {
    return stepOfMember[fault.pointer.split('/')[1] ?? ''] ?? 'review';
}

/** `framework`: of which agreement it is a call-off. */
export function emptyDraft(region: string, framework = ''): Draft {
    const how = framework ? { method: 'framework_call_off', framework_id: framework } : { method: 'open' };
    return {
        id: '',
        step: 0,
        officers: [],
        text: { ...how, region, standstill_working_days: 7 },
        lots: [{ number: 1, title: '' }],
        items: [{ description: '', quantity: 1, unit: '' }],
        criteria: [
            { code: 'price', title: '', kind: 'price', weight: 30, sub_criteria: [] },
            { code: 'quality', title: '', kind: 'quality', weight: 70, sub_criteria: [] },
        ],
        documents: [],
        invited: '',
    };
}

export const sumOf = (parts: { weight: number }[]): number =>
    parts.reduce((sum, each) => sum + (Number(each.weight) || 0), 0);

/** All weights are 100, and the parts of each criterion are its own weight. */
export function weightsAddUp(criteria: Criterion[]): boolean {
    return (
        sumOf(criteria) === 100 &&
        criteria.every(
            (each) => each.sub_criteria.length === 0 || sumOf(each.sub_criteria) === Number(each.weight),
        )
    );
}

/** A code that none of these has: quality_2, quality_3, … */
export function freshCode(stem: string, taken: string[]): string {
    for (let number = 2; ; ++number) {
        const code = `${stem}_${number}`;
        if (!taken.includes(code)) return code;
    }
}

/** The first instant that is late enough after whole calendar days: midnight of Shanghai after the last. */
export function earliestAfterDays(from: number, days: number): string {
    const shift = 8 * 3_600_000;
    const day = 86_400_000;
    const midnight = Math.floor((from + shift) / day) * day - shift;
    return new Date(midnight + (days + 1) * day).toISOString();
}

/** The body of POST and PATCH /v1/tenders. */
/** What a draft that the server has is changed to: its region was decided when it was begun. */
export function changesOf(draft: Draft): Record<string, unknown> {
    const body = bodyOf(draft);
    delete body.region;
    return body;
}

export function bodyOf(draft: Draft): Record<string, unknown> {
    const method = draft.text.method;
    const invites = ['selective', 'direct', 'consultation', 'framework_call_off'].includes(String(method));
    return given({
        ...draft.text,
        justification: method === 'direct' ? draft.text.justification : undefined,
        framework_id: method === 'framework_call_off' ? draft.text.framework_id : undefined,
        framework: method === 'open' ? draft.text.framework : undefined,
        lots: draft.lots.map((each) => given({ ...each })),
        items: draft.items.map((each) =>
            given({ ...each, lot: draft.lots.length > 1 ? each.lot : undefined }),
        ),
        criteria: draft.criteria.map((each) => given({ ...each })),
        documents: draft.documents,
        invited_supplier_ids: invites ? draft.invited.split(/[\s,，;；]+/).filter(Boolean) : undefined,
    });
}
