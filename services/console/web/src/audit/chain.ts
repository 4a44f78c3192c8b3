// The journal's chain reckoned in the browser, as docs/audit.md has it, and what changed in an object.
import { netstrings } from '@/crypto/bytes';
import { sha256OfText } from '@/crypto/hash';

export const beginning = '0'.repeat(64);

export interface Chained {
    sequence: number;
    hash: string;
    content_sha256: string;
}

export const entryHash = (before: string, sequence: number, content: string): Promise<string> =>
    sha256OfText(netstrings('talent-entry-1', before, sequence, content));

/** The sequence of the first entry that does not follow from the one before; undefined where all do. */
export async function firstBroken(
    entries: Chained[],
    hashBefore: string,
    after: number,
): Promise<number | undefined> {
    let before = hashBefore;
    let expected = after;
    for (const entry of entries) {
        expected += 1;
        if (entry.sequence !== expected) return expected;
        if ((await entryHash(before, entry.sequence, entry.content_sha256)) !== entry.hash)
            return entry.sequence;
        before = entry.hash;
    }
    return undefined;
}

export interface Difference {
    path: string;
    before: string | undefined;
    after: string | undefined;
}

function leaves(value: unknown, path: string, into: Map<string, string>): void {
    if (value !== null && typeof value === 'object') {
        for (const [name, inner] of Object.entries(value))
            leaves(inner, path ? `${path}.${name}` : name, into);
        if (Object.keys(value).length === 0) into.set(path, Array.isArray(value) ? '[]' : '{}');
    } else {
        into.set(path, String(value));
    }
}

/** Field by field; what stayed the same is left out. */
export function differences(before: unknown, after: unknown): Difference[] {
    const old = new Map<string, string>();
    const fresh = new Map<string, string>();
    if (before !== undefined) leaves(before, '', old);
    if (after !== undefined) leaves(after, '', fresh);
    return [...new Set([...old.keys(), ...fresh.keys()])]
        .filter((path) => old.get(path) !== fresh.get(path))
        .map((path) => ({ path, before: old.get(path), after: fresh.get(path) }));
}
