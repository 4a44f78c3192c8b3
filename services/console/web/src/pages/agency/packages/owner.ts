// What the owner of a work package may do with it, and whom it rates.
import type { Schema } from '@/api/client';

type Package = Schema<'work_package'>;
type Rating = Schema<'rating'>;

export const mayDeliver = (one: Package): boolean => ['sourced', 'rejected'].includes(String(one.state));

/** Until when the contractor inspects; after it the acceptance can be claimed. */
export const inspectionDue = (one: Package): number | undefined => {
    const due = one.clocks?.find((clock) => clock.rule === 'inspect_package')?.due;
    return one.state === 'delivered' && due !== undefined ? Date.parse(due) : undefined;
};

export function mayClaim(one: Package, now: number): boolean {
    const due = inspectionDue(one);
    return due !== undefined && now >= due;
}

const ratingDays = 30;

/** The other sides of an accepted package that we have not rated yet; nobody once the ratings are open. */
export function toRate(one: Package, ratings: Rating[], own: string, now: number): string[] {
    if (!one.accepted_at || now >= Date.parse(one.accepted_at) + ratingDays * 86_400_000) return [];
    if (ratings.some((each) => each.state !== 'sealed')) return [];
    const sides = [one.buyer_id, one.user_organisation_id, one.owner_id];
    if (!sides.includes(own)) return [];
    const written = ratings.filter((each) => each.by_id === own).map((each) => each.about_id);
    return [...new Set(sides)].filter(
        (side): side is string => side !== undefined && side !== own && !written.includes(side),
    );
}
