// @vitest-environment node
import { createHash, webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
    contentOf,
    digest,
    firstWrong,
    isSigned,
    netstrings,
    statementOf,
    type Entry,
    type SignedHead,
} from './chain';
import fixture from './fixture.json';

// Node 18 has it under another name.
if (!globalThis.crypto) Object.defineProperty(globalThis, 'crypto', { value: webcrypto });

const { head, entries } = fixture as unknown as { head: SignedHead; entries: Entry[] };
const before = entries[0]!.hash;
const following = entries.slice(1);
const changed = (change: (copy: Entry[]) => void): Entry[] => {
    const copy = structuredClone(following);
    change(copy);
    return copy;
};

describe('netstrings', () => {
    it('count bytes', () => {
        expect(netstrings('abc', 12)).toBe('3:abc,2:12,');
        expect(netstrings('标', '')).toBe('3:标,0:,');
    });
    it('are hashed as another implementation does', async () => {
        const texts = ['talent-part-1', 'facts', '标段', '', '7'];
        const expected = createHash('sha256')
            .update(netstrings(...texts), 'utf8')
            .digest('hex');
        expect(await digest(...texts)).toBe(expected);
    });
});

describe('a head that a server signed', () => {
    it('says what its fields say, and is signed', async () => {
        expect(statementOf(head)).toBe(head.statement);
        expect(await isSigned(head)).toBe(true);
    });
    it('is refused with any field changed', async () => {
        expect(await isSigned({ ...head, sequence: head.sequence + 1 })).toBe(false);
        expect(await isSigned({ ...head, hash: head.hash.replace(/^./, '0') })).toBe(
            head.hash.startsWith('0'),
        );
        expect(await isSigned({ ...head, at: '2026-01-01T00:00:00.000Z' })).toBe(false);
    });
});

describe('entries of a server', () => {
    it('follow from one another', async () => {
        expect(await firstWrong(before, following)).toBeUndefined();
        for (const entry of entries) expect(await contentOf(entry)).toBe(entry.content_sha256);
    });
    it('do not, with one left out, moved or changed', async () => {
        expect(await firstWrong(before, following.slice(1))).toBe(following[1]!.sequence);
        expect(await firstWrong('0'.repeat(64), following)).toBe(following[0]!.sequence);
        const shown = following.findIndex((entry) => entry.parts?.facts.values);
        expect(shown).toBeGreaterThanOrEqual(0);
        const told = changed((copy) => {
            copy[shown]!.parts!.facts.values!.type = 'tender.cancelled';
        });
        expect(await firstWrong(before, told)).toBe(following[shown]!.sequence);
    });
});
