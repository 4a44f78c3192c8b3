// Facets as lists: codes that lie within one another are shown from where they part, and what lies within a
// chosen one below it.
import type { FacetValue } from '@/api/market';
import type { Filter } from './query';

export interface FacetRow {
    value: FacetValue;
    depth: number;
}

const levels = [
    'none',
    'junior_secondary',
    'senior_secondary',
    'vocational',
    'college',
    'bachelor',
    'master',
    'doctorate',
];

/** The code that holds this one, by how the vocabulary is coded; undefined at the top. */
export function parentOf(filter: Filter, code: string): string | undefined {
    if (filter === 'region') {
        if (code === '000000') return undefined;
        if (code.endsWith('0000')) return '000000';
        return code.endsWith('00') ? `${code.slice(0, 2)}0000` : `${code.slice(0, 4)}00`;
    }
    if (filter === 'occupation') {
        const at = code.lastIndexOf('-');
        return at < 0 ? undefined : code.slice(0, at);
    }
    return undefined;
}

export function isWithin(filter: Filter, code: string, outer: string): boolean {
    for (let at = parentOf(filter, code); at !== undefined; at = parentOf(filter, at)) {
        if (at === outer) return true;
    }
    return false;
}

/** Of industries only the sections are shown: their codes do not tell in which section a division lies. */
function shown(filter: Filter, values: FacetValue[], chosen: string[]): FacetValue[] {
    if (filter === 'industry') {
        return values.filter((each) => /^[A-Z]$/.test(each.value) || chosen.includes(each.value));
    }
    const order =
        filter === 'education'
            ? (each: FacetValue) => levels.indexOf(each.value)
            : filter === 'experience'
              ? (each: FacetValue) => Number(each.value)
              : undefined;
    return order ? [...values].sort((a, b) => order(a) - order(b)) : values;
}

/** The smallest region that has everything that was found; empty where there is none below the country. */
export function regionOfAll(values: FacetValue[], total: number): string {
    const all = values.filter((each) => each.count === total && each.value !== '000000');
    return (
        all.find((each) => all.every((other) => !isWithin('region', other.value, each.value)))?.value ?? ''
    );
}

export function rowsOf(filter: Filter, all: FacetValue[], chosen: string[]): FacetRow[] {
    const values = shown(filter, all, chosen);
    const known = new Set(values.map((each) => each.value));
    const inside = new Map<string, FacetValue[]>();
    for (const each of values) {
        const parent = parentOf(filter, each.value);
        const place = parent !== undefined && known.has(parent) ? parent : '';
        inside.set(place, [...(inside.get(place) ?? []), each]);
    }
    const within = (code: string) => inside.get(code) ?? [];

    let level = within('');
    for (;;) {
        const only = level.length === 1 ? level[0] : undefined;
        if (!only || chosen.includes(only.value) || within(only.value).length === 0) break;
        level = within(only.value);
    }
    const rows: FacetRow[] = [];
    const add = (values: FacetValue[], depth: number) => {
        for (const value of values) {
            rows.push({ value, depth });
            const open = chosen.some((each) => each === value.value || isWithin(filter, each, value.value));
            if (open) add(within(value.value), depth + 1);
        }
    };
    add(level, 0);
    return rows;
}
