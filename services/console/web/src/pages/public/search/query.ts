// A search as the page's address has it. The address is the only place where it is kept: back, forward and a
// link that is sent to somebody else show the same search. Its parameters have the API's names.
import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import type { Market } from '@/api/market';

export const filters = [
    'region',
    'occupation',
    'skill',
    'education',
    'experience',
    'employment',
    'industry',
    'stage',
    'category',
    'method',
    'progress',
    'organisation',
] as const;
export type Filter = (typeof filters)[number];

export const sorts = ['relevance', 'newest', 'pay_high', 'pay_low'] as const;
export type Sort = (typeof sorts)[number];

export const agesInDays = [1, 7, 30, 90] as const;

export interface SearchQuery {
    words: string;
    /** Parts of the words that are searched as typed. */
    literal: string[];
    /** Every word is searched as typed. */
    asTyped: boolean;
    chosen: Partial<Record<Filter, string[]>>;
    payMin: string;
    payMax: string;
    /** Published within so many days; 0: whenever. */
    days: number;
    sort: Sort;
}

const people: Filter[] = [
    'region',
    'occupation',
    'skill',
    'education',
    'experience',
    'employment',
    'industry',
];

/** What each market can be narrowed by, in the order shown. */
export const filtersOf: Record<Market, Filter[]> = {
    demands: people,
    supplies: people,
    offerings: ['region', 'stage', 'category'],
    tenders: ['region', 'method', 'progress'],
};

/** Levels that hold one another: several of them mean no more than the lowest. */
export const oneOnly: Filter[] = ['education', 'experience'];

function all(value: LocationQuery[string] | undefined): string[] {
    const values = Array.isArray(value) ? value : value === undefined ? [] : [value];
    return [...new Set(values.filter((each): each is string => typeof each === 'string' && each !== ''))];
}
const one = (value: LocationQuery[string] | undefined) => all(value)[0] ?? '';
const yuan = (text: string) => (/^\d{1,12}$/.test(text) ? text : '');

export function emptyQuery(): SearchQuery {
    return {
        words: '',
        literal: [],
        asTyped: false,
        chosen: {},
        payMin: '',
        payMax: '',
        days: 0,
        sort: 'relevance',
    };
}

export function queryFrom(market: Market, address: LocationQuery): SearchQuery {
    const chosen: SearchQuery['chosen'] = {};
    for (const filter of [...filtersOf[market], 'organisation' as const]) {
        const values = all(address[filter]);
        if (values.length > 0) chosen[filter] = values;
    }
    const sort = one(address.sort) as Sort;
    const days = Number(one(address.days));
    return {
        words: one(address.q),
        literal: all(address.literal),
        asTyped: one(address.interpret) === 'false',
        chosen,
        payMin: yuan(one(address.pay_min)),
        payMax: yuan(one(address.pay_max)),
        days: agesInDays.some((each) => each === days) ? days : 0,
        sort: sorts.includes(sort) ? sort : 'relevance',
    };
}

/** Only what differs from a search for everything. */
export function addressOf(query: SearchQuery): LocationQueryRaw {
    const address: LocationQueryRaw = {};
    if (query.words) address.q = query.words;
    if (query.literal.length > 0) address.literal = [...query.literal];
    if (query.asTyped) address.interpret = 'false';
    for (const filter of filters) {
        const values = query.chosen[filter];
        if (values && values.length > 0) address[filter] = [...values];
    }
    if (query.payMin) address.pay_min = query.payMin;
    if (query.payMax) address.pay_max = query.payMax;
    if (query.days > 0) address.days = String(query.days);
    if (query.sort !== 'relevance') address.sort = query.sort;
    return address;
}

const dayMs = 24 * 3600_000;

/** As the API takes it. */
export function parametersOf(
    market: Market,
    query: SearchQuery,
    now: number,
): Record<string, string | string[]> {
    const { days, ...rest } = addressOf(query) as Record<string, string | string[]>;
    const parameters = { ...rest, facets: filtersOf[market].join(',') };
    return {
        ...parameters,
        ...(query.words ? { highlight: 'true' } : {}),
        ...(days ? { published_since: new Date(now - Number(days) * dayMs).toISOString() } : {}),
    };
}

export function toggled(query: SearchQuery, filter: Filter, value: string): SearchQuery {
    const before = query.chosen[filter] ?? [];
    const kept = before.filter((each) => each !== value);
    const added =
        kept.length < before.length ? kept : oneOnly.includes(filter) ? [value] : [...before, value];
    return { ...query, chosen: { ...query.chosen, [filter]: added } };
}

/** How many conditions narrow the search, each value of a filter for one. */
export function narrowedBy(query: SearchQuery): number {
    const values = Object.values(query.chosen).reduce((sum, each) => sum + each.length, 0);
    return values + [query.payMin !== '', query.payMax !== '', query.days > 0].filter(Boolean).length;
}

export const isNarrowed = (query: SearchQuery) => narrowedBy(query) > 0;

/** The same words in another market: what only the old one knows is left out by queryFrom. */
export function elsewhere(query: SearchQuery): LocationQueryRaw {
    return addressOf({
        ...emptyQuery(),
        words: query.words,
        chosen: query.chosen.region ? { region: query.chosen.region } : {},
    });
}
