// The reasons of a match as the API gives them, and as people read them.
import { dayText, listSeparator, shortMoneyText } from '@/format';
import { nameOfCode } from '@/vocabulary';

export interface Fact {
    criterion: string;
    kind: 'hard' | 'soft';
    required: string[];
    offered: string[];
    source: 'declared' | 'verified';
    outcome: 'met' | 'partly' | 'unmet' | 'unknown';
    points: number;
    points_max: number;
}

export interface Explanation {
    rejected: boolean;
    failed: string[];
    /** Null: rejected, or the talent refuses to be ranked. */
    score: number | null;
    score_max: number;
    facts: Fact[];
}

type Translate = (key: string, values?: Record<string, unknown>) => string;

type Kind =
    | 'regions'
    | 'occupations'
    | 'skills'
    | 'education'
    | 'employment'
    | 'scope'
    | 'money'
    | 'years'
    | 'day'
    | 'category'
    | 'chain_stage'
    | 'price_model'
    | 'qualification_kind'
    | 'capabilities'
    | 'states.organisation'
    | 'hours'
    | 'workingDays'
    | 'plain';

const kinds: Record<string, Kind> = {
    region: 'regions',
    region_closeness: 'regions',
    coverage: 'regions',
    occupation: 'occupations',
    occupation_group: 'occupations',
    education: 'education',
    education_margin: 'education',
    employment: 'employment',
    scope: 'scope',
    required_skills: 'skills',
    preferred_skills: 'skills',
    pay: 'money',
    pay_fit: 'money',
    experience: 'years',
    availability: 'day',
    category: 'category',
    suitability: 'category',
    stage: 'chain_stage',
    licence: 'qualification_kind',
    qualifications: 'qualification_kind',
    capabilities: 'capabilities',
    standing: 'states.organisation',
    seller: 'states.organisation',
    price: 'price_model',
    response: 'hours',
    delivery: 'workingDays',
};

export const pointsText = (hundredths: number) =>
    hundredths % 100 === 0 ? String(hundredths / 100) : (hundredths / 100).toFixed(1);

/** One value of a criterion in words; what is no code of the list stays as it is. */
export function valueText(criterion: string, value: string, t: Translate): string {
    const kind = kinds[criterion] ?? 'plain';
    switch (kind) {
        case 'regions':
        case 'occupations':
        case 'skills':
            return nameOfCode(kind, value);
        case 'money':
            return /^-?\d+(\.\d+)?$/.test(value) ? shortMoneyText({ amount: value, currency: 'CNY' }) : value;
        case 'years':
            return t('match.years', { n: value });
        case 'hours':
            return /^\d+$/.test(value) ? t('match.hours', { n: value }) : value;
        case 'workingDays':
            return /^\d+$/.test(value) ? t('match.workingDays', { n: value }) : value;
        case 'day':
            return dayText(value);
        case 'plain':
            return value;
        default: {
            const key = `enums.${kind}.${value}`;
            const text = t(key);
            return text === key ? value : text;
        }
    }
}

/** `none` says that there is nothing, in words that suit the side. */
export function valuesText(
    criterion: string,
    values: string[],
    t: Translate,
    none = 'match.nothing',
): string {
    return values.length === 0
        ? t(none)
        : values.map((value) => valueText(criterion, value, t)).join(listSeparator());
}

/** What both have in common, what only one has: the rows of a comparison, in the first one's order. */
export function besideEachOther(
    one: Fact[],
    other: Fact[],
): { criterion: string; one?: Fact; other?: Fact }[] {
    const names = [...new Set([...one, ...other].map((fact) => fact.criterion))];
    const of = (facts: Fact[], name: string) => facts.find((fact) => fact.criterion === name);
    return names.map((criterion) => ({
        criterion,
        one: of(one, criterion),
        other: of(other, criterion),
    }));
}

/** Which of two facts speaks for its side; neither where they are alike. */
export function better(one: Fact | undefined, other: Fact | undefined): 'one' | 'other' | 'neither' {
    const rank = { unmet: 0, unknown: 1, partly: 2, met: 3 };
    const of = (fact: Fact | undefined) =>
        fact ? fact.points * 10 + rank[fact.outcome] + (fact.source === 'verified' ? 0.5 : 0) : -1;
    const difference = of(one) - of(other);
    return difference === 0 ? 'neither' : difference > 0 ? 'one' : 'other';
}

/** How far the facts carry: how many are met, partly met and so on. */
export function tally(facts: Fact[]): Record<Fact['outcome'], number> {
    const count = { met: 0, partly: 0, unmet: 0, unknown: 0 };
    for (const fact of facts) ++count[fact.outcome];
    return count;
}
