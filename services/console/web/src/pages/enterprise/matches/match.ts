// What the matches of a demand hold.
import { read } from '@/api/client';
import type { Offering, Supply } from '@/api/listings';
import type { Explanation } from '@/components/matching/facts';

export interface TalentMatch {
    listing: Supply;
    explanation: Explanation;
}

export interface Matches {
    total: number;
    items: TalentMatch[];
    unranked: TalentMatch[];
}

export interface OfferingMatch {
    offering: Offering;
    explanation: Explanation;
}

/** The API ranks no further. */
export const rankedMost = 50;

export async function matchesOf(demand: string): Promise<Matches> {
    const query = { limit: rankedMost };
    return (await read<Matches>('/v1/demands/{id}/matches', { path: { id: demand }, query })).data;
}

async function explain(demand: string, supply: string): Promise<Explanation> {
    const path = { id: demand, supply_id: supply };
    return (await read<Explanation>('/v1/demands/{id}/matches/{supply_id}', { path })).data;
}

/** A talent by id or spoken number; a pair is explained by id alone. */
export async function pairOf(demand: string, idOrNumber: string): Promise<TalentMatch> {
    const listing = (await read<Supply>('/v1/supplies/{id}', { path: { id: idOrNumber } })).data;
    return { listing, explanation: await explain(demand, listing.id) };
}
