// A tender and what belongs to it, as its public page reads them.
import type { Money } from '@/format';

export interface Clock {
    rule: string;
    start_event: string;
    start: string;
    due: string;
    amount: number;
    unit: 'working_days' | 'calendar_days' | 'hours';
    calendar_version: string;
    provisional: boolean;
}

export interface Award {
    id: string;
    lot: number;
    supplier_id: string;
    supplier_name: string;
    price: Money;
    reasons: string[];
    standings: { rank: number; supplier_name: string; total_hundredths: number }[];
    standstill?: Clock;
    standstill_until?: string;
    created_at: string;
    state: string;
    state_reasons: string[];
}

export interface Criterion {
    code: string;
    title: string;
    kind: 'price' | 'quality';
    weight: number;
    sub_criteria: { code: string; title: string; weight: number }[];
}

export interface Tender {
    id: string;
    number: string;
    buyer_id: string;
    state: string;
    state_reasons: string[];
    phase: string;
    region: string;
    title: string;
    description: string;
    method: string;
    budget?: Money;
    lots: { number: number; title: string; budget: Money; state: string; state_reasons: string[] }[];
    items: { description: string; quantity: number; unit: string; quantity_estimated: boolean }[];
    eligibility: { required_qualifications: string[]; capabilities: string[] };
    criteria: Criterion[];
    documents: { title: string; sha256: string; bytes: number }[];
    open_at?: string;
    deadline_at?: string;
    questions_until?: string;
    justification: string;
    amendment_number: number;
    published_at?: string;
    opened_at?: string;
    evaluated_at?: string;
    awarded_at?: string;
    suspensions: { reason: string; since: string; until?: string; lot?: number }[];
    clocks: Clock[];
    awards: Award[];
    invited_suppliers: unknown[];
}

export interface Question {
    id: string;
    state: 'asked' | 'answered' | 'left_unanswered';
    state_reasons: string[];
    text: string;
    answer?: string;
    created_at: string;
    settled_at?: string;
}

export interface Amendment {
    id: string;
    number: number;
    kind: 'amendment' | 'extension';
    rationale: string;
    changed: string[];
    deadline_before?: string;
    deadline_after?: string;
    extended_by_law?: boolean;
    created_at?: string;
}

export interface BidHash {
    bid_id: string;
    sha256: string;
    received_at: string;
    withdrawn: boolean;
}

/** "1.7 MB", for people. */
export function sizeText(bytes: number): string {
    const kilo = 1000;
    if (bytes < kilo) return `${bytes} B`;
    if (bytes < kilo * kilo) return `${(bytes / kilo).toFixed(0)} kB`;
    return `${(bytes / kilo / kilo).toFixed(1)} MB`;
}
