// Sends items in batches. Each batch has an Idempotency-Key of its own that stays the same however often the
// batch is sent, so that a broken connection, or a page that was closed half way, makes nothing twice.
import { serverNow } from '@/api/clock';
import type { Fault, Problem } from '@/api/problem';

/** What a batch of the API holds at most. */
export const batchItems = 200;
/** Longest items first make a smaller batch: the API's limit, with room for the envelope. */
export const batchBytes = 3 * 1024 * 1024;
const batchesAtOnce = 2;
const firstPauseMs = 1000;
const longestPauseMs = 15_000;

/** As it goes over the line, at most. */
const bytesAtMost = (item: unknown) => JSON.stringify(item).length * 3;

/** No batch can hold it. */
export const fitsNoBatch = (item: unknown) => bytesAtMost(item) > batchBytes;

export interface Outcome {
    index: number;
    id?: string;
    number?: string;
    state?: string;
    problem?: { type: string; title: string; status: number; detail: string; errors: Fault[] };
}

export interface BatchAnswer {
    results: Outcome[];
    created: number;
    refused: number;
}

export interface Batch {
    /** Place of its first item among all. */
    from: number;
    items: unknown[];
}

/** In order; none has more items or bytes than the API takes. */
export function batchesOf(items: unknown[], bytesOf = bytesAtMost): Batch[] {
    const batches: Batch[] = [];
    let current: Batch = { from: 0, items: [] };
    let bytes = 0;
    items.forEach((item, at) => {
        const more = bytesOf(item);
        if (current.items.length === batchItems || (current.items.length > 0 && bytes + more > batchBytes)) {
            batches.push(current);
            current = { from: at, items: [] };
            bytes = 0;
        }
        current.items.push(item);
        bytes += more;
    });
    if (current.items.length > 0) batches.push(current);
    return batches;
}

export interface Sending {
    send: (batch: Batch, key: string) => Promise<BatchAnswer>;
    keyOf: (batchNumber: number) => string;
    /** An item's place among all and what became of it. */
    settled: (at: number, outcome: Outcome) => void;
    /** True while a batch waits for the connection or for its turn. */
    waiting: (is: boolean) => void;
    problemOf: (caught: unknown) => Problem;
    stopped: () => boolean;
    pause?: (ms: number) => Promise<void>;
}

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** No answer, or one that says to come again. */
export function passes(problem: Problem): boolean {
    const { status, kind } = problem;
    return kind === 'unreachable' || status === 429 || status === 502 || status === 503 || status === 504;
}

/** Ends when all are settled or it was stopped; throws what no repetition mends. */
export async function sendAll(batches: Batch[], how: Sending): Promise<void> {
    const pause = how.pause ?? sleep;
    let next = 0;
    let failed = false;

    async function sendOne(batch: Batch, key: string) {
        for (let wait = firstPauseMs; ; wait = Math.min(wait * 2, longestPauseMs)) {
            if (how.stopped() || failed) return;
            try {
                const answer = await how.send(batch, key);
                how.waiting(false);
                for (const each of answer.results) how.settled(batch.from + each.index, each);
                return;
            } catch (caught) {
                const problem = how.problemOf(caught);
                if (!passes(problem)) {
                    failed = true;
                    throw problem;
                }
                how.waiting(true);
                await pause(problem.retryAfterSeconds ? problem.retryAfterSeconds * 1000 : wait);
            }
        }
    }

    await Promise.all(
        Array.from({ length: batchesAtOnce }, async () => {
            for (let at = next++; at < batches.length; at = next++) {
                if (how.stopped() || failed) return;
                await sendOne(batches[at]!, how.keyOf(at));
            }
        }),
    );
}

const place = (organisation: string, digest: string, how: string) =>
    `talent.import.${organisation}.${how}.${digest.slice(0, 32)}`;

/** The name of an import that is under way: the same for the same file until it has ended. */
export function importName(organisation: string, digest: string, how: string): string {
    const at = place(organisation, digest, how);
    const kept = localStorage.getItem(at);
    if (kept) return kept;
    const made = crypto.randomUUID();
    localStorage.setItem(at, made);
    return made;
}

const endedPlace = (organisation: string, digest: string) =>
    `talent.imported.${organisation}.${digest.slice(0, 32)}`;

export function endImport(organisation: string, digest: string, how: string): void {
    localStorage.removeItem(place(organisation, digest, how));
    localStorage.setItem(endedPlace(organisation, digest), new Date(serverNow()).toISOString());
}

/** When this file was imported to its end in this browser, in whichever tab; else undefined. */
export function importedBefore(organisation: string, digest: string): string | undefined {
    return localStorage.getItem(endedPlace(organisation, digest)) ?? undefined;
}
