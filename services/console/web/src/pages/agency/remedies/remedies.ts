// What a bidder may still do about a tender: which subjects are open, what can be taken back, and when a complaint
// follows a challenge. The server decides; this keeps away what it would refuse.
import type { Schema } from '@/api/client';

type Remedy = Schema<'remedy'>;
type Tender = Schema<'tender'>;

/** What an inquiry or a challenge can be about now; the procedure and its result concern who bid. */
export function subjectsOf(tender: Tender, hasBid: boolean): string[] {
    const subjects = tender.published_at ? ['documents'] : [];
    if (hasBid && tender.opened_at) subjects.push('process');
    if (hasBid && (tender.awards ?? []).length > 0) subjects.push('result');
    return subjects;
}

export const mayWithdraw = (one: Remedy, own: string | undefined): boolean =>
    one.complainant_id === own && ['filed', 'accepted'].includes(String(one.state));

/** After the answer, or once the time for it is over; a challenge has one complaint at a time. */
export function mayComplain(one: Remedy, own: string | undefined, all: Remedy[], now: number): boolean {
    if (one.kind !== 'challenge' || one.complainant_id !== own || one.state === 'withdrawn') return false;
    const followed = all.some(
        (each) => each.earlier_id === one.id && !['withdrawn', 'returned'].includes(String(each.state)),
    );
    if (followed) return false;
    if (one.decided_at) return true;
    const due = one.clocks?.[0]?.due;
    return due !== undefined && now >= Date.parse(due);
}
