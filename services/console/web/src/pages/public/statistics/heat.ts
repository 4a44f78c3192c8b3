// Figures by row and column with a step of colour each. The colour repeats what the number says and is never
// all there is.

export interface GapCell {
    region: string;
    region_name_zh: string;
    region_name_en: string;
    occupation: string;
    occupation_name_zh: string;
    occupation_name_en: string;
    demands: number;
    posts: number;
    supplies: number;
    /** Left out where there is nobody to divide by. */
    posts_per_hundred_supplies?: number | null;
    open_days_p50?: number | null;
    open_days_p90?: number | null;
}

export interface ServiceGap {
    region: string;
    region_name_zh: string;
    region_name_en: string;
    category: string;
    stage: string;
    offerings: number;
    providers: number;
    providers_whole: number;
}

export interface Place {
    path: string;
    query: Record<string, string>;
}

export interface Heading {
    key: string;
    name: string;
    /** Where a closer look is. */
    to?: Place;
}

export interface HeatCell {
    text: string;
    /** 0, none, to 5, the strongest. */
    step: number;
    title: string;
    /** What rows are sorted by. */
    value: number;
    /** The search for what was counted. */
    to?: Place;
}

export interface Order {
    /** The column's key; empty: the rows' own order. */
    by: string;
    falling: boolean;
}

/** The rows by one column's values; equal ones, and those with no cell, keep their order, the latter at the end. */
export function inOrder(
    rows: Heading[],
    order: Order,
    valueOfRow: (row: Heading, column: string) => number | undefined,
): Heading[] {
    if (!order.by) return order.falling ? [...rows].reverse() : rows;
    const sign = order.falling ? -1 : 1;
    return rows
        .map((row) => ({ row, value: valueOfRow(row, order.by) }))
        .sort((a, b) =>
            a.value === undefined || b.value === undefined
                ? Number(a.value === undefined) - Number(b.value === undefined)
                : sign * (a.value - b.value),
        )
        .map((each) => each.row);
}

export const measures = ['shortage', 'posts', 'supplies', 'open_days'] as const;
export type Measure = (typeof measures)[number];

export const steps = 5;
/** Posts for each hundred talents from which a step begins: twice as many posts as talents is the third. */
export const shortageFrom = [50, 100, 200, 400];

export function valueOf(cell: GapCell, measure: Measure): number | null {
    if (measure === 'shortage') return cell.posts_per_hundred_supplies ?? null;
    return measure === 'open_days' ? (cell.open_days_p50 ?? null) : cell[measure];
}

/** Posts and nobody for them is the strongest step; no posts is none. */
export function shortageStep(cell: GapCell): number {
    if (cell.posts === 0) return 0;
    const ratio = cell.posts_per_hundred_supplies ?? null;
    if (ratio === null) return steps;
    return 1 + shortageFrom.filter((from) => ratio >= from).length;
}

/** The step of a value among all: each step has about as many of the values above nothing. */
export function rankStep(value: number | null, all: (number | null)[]): number {
    if (value === null || value === 0) return 0;
    const known = all.filter((each): each is number => each !== null && each > 0);
    const below = known.filter((each) => each < value).length;
    return 1 + Math.min(steps - 1, Math.floor((below / known.length) * steps));
}

/** Few providers are the gap: none is the strongest step. */
export function providerStep(providers: number): number {
    return Math.max(0, steps - providers);
}

/** A region above this one; undefined above a province. GB/T 2260: two digits a step. */
export function regionAbove(code: string): string | undefined {
    if (code.endsWith('0000')) return undefined;
    return code.endsWith('00') ? `${code.slice(0, 2)}0000` : `${code.slice(0, 4)}00`;
}

/** 1 province, 2 city, 3 county. */
export const levelOf = (code: string) => (code.endsWith('0000') ? 1 : code.endsWith('00') ? 2 : 3);

export const isCounty = (code: string) => !code.endsWith('00');

export function occupationAbove(code: string): string | undefined {
    const at = code.lastIndexOf('-');
    return at < 0 ? undefined : code.slice(0, at);
}
/** 4-04-05-01 is an occupation itself, with nothing inside. */
export const isOccupation = (code: string) => code.split('-').length >= 4;

/** The values of one side of a table, in the order in which they come first. */
export function distinct<T>(items: T[], keyOf: (item: T) => string): T[] {
    const seen = new Set<string>();
    return items.filter((item) => {
        const key = keyOf(item);
        if (seen.has(key)) return false;
        seen.add(key);
        return true;
    });
}
