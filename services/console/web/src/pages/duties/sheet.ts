// Which points a member has to give: every quality criterion, or its parts, of every bid.
import type { Schema } from '@/api/client';

export interface Cell {
    lot: number;
    bidder: string;
    criterion: string;
    title: string;
    weight: number;
}

type Criterion = NonNullable<Schema<'tender'>['criteria']>[number];

export function scoredCriteria(criteria: Criterion[]): { code: string; title: string; weight: number }[] {
    return criteria
        .filter((each) => each.kind === 'quality')
        .flatMap((each) =>
            each.sub_criteria && each.sub_criteria.length > 0
                ? each.sub_criteria.map((part) => ({
                      code: part.code,
                      title: `${each.title} · ${part.title}`,
                      weight: part.weight,
                  }))
                : [{ code: each.code, title: each.title, weight: each.weight }],
        );
}

export function cellsOf(criteria: Criterion[], bids: { lot?: number; bidder?: string }[]): Cell[] {
    return bids.flatMap((bid) =>
        scoredCriteria(criteria).map((one) => ({
            lot: bid.lot ?? 0,
            bidder: bid.bidder ?? '',
            criterion: one.code,
            title: one.title,
            weight: one.weight,
        })),
    );
}

export const placeOf = (cell: { lot?: number; bidder?: string; criterion?: string }): string =>
    `${cell.lot} ${cell.bidder} ${cell.criterion}`;

type Consensus = Schema<'consensus'>;

/** What has no consensus yet, or one that the panel turned down: it is proposed, or proposed again. */
export function cellsToPropose(cells: Cell[], consensus: Consensus[]): Cell[] {
    return cells.filter(
        (cell) => !consensus.some((one) => one.state !== 'rejected' && placeOf(one) === placeOf(cell)),
    );
}

/** Whether this seat proposed what stands there now, or has confirmed it or dissented. */
export function hasSpoken(one: Consensus, seat: string): boolean {
    if (one.recorded_by === seat) return true;
    return (one.positions ?? []).some((each) => each.seat_id === seat && each.proposal === one.version);
}
