// The pay statistics, as box plots and as tables.
import type { Money } from '@/format';

export interface PayCell {
    value: string;
    name_zh: string;
    name_en: string;
    suppressed: boolean;
    n?: number;
    p10?: Money;
    p25?: Money;
    p50?: Money;
    p75?: Money;
    p90?: Money;
}

export interface PayAnswer {
    group: string;
    n_min: number;
    total: PayCell;
    cells: PayCell[];
}

export const percentiles = ['p10', 'p25', 'p50', 'p75', 'p90'] as const;
export const groups = ['occupation', 'region', 'experience', 'month'] as const;
export type Group = (typeof groups)[number];

/** The five numbers of a box; undefined where the cell is suppressed. */
export function boxOf(cell: PayCell): number[] | undefined {
    if (cell.suppressed) return undefined;
    const numbers = percentiles.map((each) => Number(cell[each]?.amount ?? NaN));
    return numbers.some((each) => Number.isNaN(each)) ? undefined : numbers;
}

const boxesAtMost = 24;

/** The cells that a chart has room for: those shown, of the most listings, in their own order. */
export function charted(cells: PayCell[], ordered: boolean): PayCell[] {
    const shown = cells.filter((cell) => boxOf(cell) !== undefined);
    if (ordered) return shown.slice(-boxesAtMost);
    return [...shown].sort((a, b) => median(b) - median(a)).slice(0, boxesAtMost);
}
const median = (cell: PayCell) => Number(cell.p50?.amount ?? 0);

export interface Month {
    month: string;
    published: number;
    filled: number;
    closed: number;
    withdrawn: number;
}
