// Listings on the market as the operator finds them, whichever market: by words, or one by its number.
import { post, read, type PathOf } from '@/api/client';
import { pathOfNumber } from '@/audit/objects';
import { etagOf } from '@/forms';

export const markets = ['demands', 'supplies', 'offerings'] as const;
export type Market = (typeof markets)[number];

export interface Listing {
    id: string;
    number: string;
    version: number;
    organisation_id: string;
    state: string;
    state_reason?: string;
    title: string;
    summary?: string;
    work_content?: string;
    description?: string;
    published_at?: string;
}
interface Found {
    items: Listing[];
    next: string | null;
}

/** What a number begins with says the market; words are looked for in the one that is chosen. */
export function marketOf(text: string, chosen: Market): Market {
    const path = pathOfNumber(text);
    return markets.find((market) => path === `/v1/${market}/{id}`) ?? chosen;
}

export async function found(market: Market, words: string, cursor: string | undefined): Promise<Found> {
    const text = words.trim();
    const byNumber = pathOfNumber(text);
    if (byNumber) {
        const { data } = await read<Listing>(byNumber, { path: { id: text.toUpperCase() } });
        return { items: [data], next: null };
    }
    const query = { q: text || undefined, limit: 20, cursor, sort: text ? undefined : 'newest' };
    return (await read<Found>('/v1/search/{market}', { path: { market }, query })).data;
}

export const textOf = (one: Listing): string => one.summary ?? one.work_content ?? one.description ?? '';

/** The listing as it is after it: the search learns of it a moment later. */
export async function judge(
    market: Market,
    one: Listing,
    verb: 'suspend' | 'reinstate',
    reason: string,
    idempotencyKey: string,
): Promise<Listing> {
    const { data } = await post<Listing>(`/v1/${market}/{id}/${verb}` as PathOf<'post'>, {
        path: { id: one.id },
        body: verb === 'suspend' ? { reason } : undefined,
        etag: etagOf(one),
        idempotencyKey,
    });
    return data;
}
