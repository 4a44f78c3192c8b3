import { expect, it } from 'vitest';
import { beginning, differences, entryHash, firstBroken, type Chained } from './chain';

async function chainOf(count: number): Promise<Chained[]> {
    const entries: Chained[] = [];
    let before = beginning;
    for (let sequence = 1; sequence <= count; ++sequence) {
        const content_sha256 = sequence.toString(16).padStart(64, '0');
        const hash = await entryHash(before, sequence, content_sha256);
        entries.push({ sequence, hash, content_sha256 });
        before = hash;
    }
    return entries;
}

it('follows a chain, whole and in pieces', async () => {
    const entries = await chainOf(9);
    expect(await firstBroken(entries, beginning, 0)).toBeUndefined();
    expect(await firstBroken(entries.slice(4), entries[3]!.hash, 4)).toBeUndefined();
});
it('finds what was changed, taken out or moved', async () => {
    const entries = await chainOf(9);
    const changed = entries.map((each) => ({ ...each }));
    changed[5]!.content_sha256 = 'f'.repeat(64);
    expect(await firstBroken(changed, beginning, 0)).toBe(6);
    expect(await firstBroken([...entries.slice(0, 3), ...entries.slice(4)], beginning, 0)).toBe(4);
});
it('tells what differs and nothing else', () => {
    expect(differences({ a: 1, b: { c: 'x' }, d: [] }, { a: 1, b: { c: 'y' }, d: ['z'] })).toEqual([
        { path: 'b.c', before: 'x', after: 'y' },
        { path: 'd', before: '[]', after: undefined },
        { path: 'd.0', before: undefined, after: 'z' },
    ]);
    expect(differences(undefined, { a: 1 })).toEqual([{ path: 'a', before: undefined, after: '1' }]);
});
