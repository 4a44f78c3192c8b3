// Held against the values that the server's tests and the reference client use.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { base64url, fromBase64url, fromHex, hex, randomBytes, textOf, utf8 } from './bytes';
import { makeKeyPair, openBox, publicKeyOf, sealBox } from './box';
import { sha256 } from './hash';
import { commitmentOf, join, makeTenderKey, openShare, split } from './shares';

interface Vectors {
    tender_id: string;
    secret_key: string;
    public_key: string;
    content: string;
    sealed: string;
    sealed_sha256: string;
    pads: string[];
    shares: string[];
    commitments: string[];
}
const known = JSON.parse(readFileSync('../../../tests/corpora/sealing/vectors.json', 'utf8')) as Vectors;

/** ISO/IEC 7816-4: an 0x80, then zeros. */
const unpad = (bytes: Uint8Array) => bytes.slice(0, bytes.lastIndexOf(0x80));

describe('the sealing of bids', () => {
    it('has the public key of the secret', () => {
        expect(publicKeyOf(fromHex(known.secret_key))).toBe(known.public_key);
    });
    it('opens the box that libsodium sealed', () => {
        const opened = openBox(fromBase64url(known.sealed), fromHex(known.secret_key));
        expect(textOf(unpad(opened))).toBe(known.content);
    });
    it('hashes as the receipt does', async () => {
        expect(await sha256(fromBase64url(known.sealed))).toBe(known.sealed_sha256);
    });
    it('seals what it opens, of every length', () => {
        const { publicKey, secretKey } = makeKeyPair();
        for (const length of [0, 1, 63, 64, 65, 4096]) {
            const message = randomBytes(length);
            expect(hex(openBox(sealBox(message, publicKey), secretKey))).toBe(hex(message));
        }
    });
    it('refuses a changed box', () => {
        const { publicKey, secretKey } = makeKeyPair();
        const box = sealBox(utf8('bid'), publicKey);
        box[40] = box[40]! ^ 1;
        expect(() => openBox(box, secretKey)).toThrow();
    });
});

describe('the shares', () => {
    it('are those of the vectors', async () => {
        const shares = split(fromHex(known.secret_key), known.pads.map(fromHex));
        expect(shares.map(hex)).toEqual(known.shares);
        for (const [at, share] of shares.entries()) {
            expect(await commitmentOf(known.tender_id, at + 1, share)).toBe(known.commitments[at]);
        }
    });
    it('give the secret, whichever two there are', () => {
        const shares = known.shares.map(fromHex);
        for (const [first, second] of [
            [1, 2],
            [1, 3],
            [2, 3],
        ] as const) {
            expect(hex(join(first, shares[first - 1]!, second, shares[second - 1]!))).toBe(known.secret_key);
        }
    });
    it('are opened by their officer and nobody else', async () => {
        const officers = [1, 2, 3].map(() => makeKeyPair());
        const made = await makeTenderKey(
            known.tender_id,
            officers.map((each, at) => ({ id: String(at), public_key: hex(each.publicKey) })),
        );
        const second = { ...made.officers[1]!, number: 2 };
        const third = { ...made.officers[2]!, number: 3 };
        const one = await openShare(known.tender_id, second, hex(officers[1]!.secretKey));
        const other = await openShare(known.tender_id, third, hex(officers[2]!.secretKey));
        expect(publicKeyOf(join(2, fromHex(one!), 3, fromHex(other!)))).toBe(made.public_key);
        expect(await openShare(known.tender_id, second, hex(officers[0]!.secretKey))).toBeUndefined();
        expect(
            await openShare(known.tender_id, { ...second, number: 1 }, hex(officers[1]!.secretKey)),
        ).toBeUndefined();
    });
});

it('base64url goes round', () => {
    for (let length = 0; length < 70; ++length) {
        const bytes = randomBytes(length);
        expect(hex(fromBase64url(base64url(bytes)))).toBe(hex(bytes));
    }
});
