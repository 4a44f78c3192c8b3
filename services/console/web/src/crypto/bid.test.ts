// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { publicKeyOf } from './box';
import { fromHex, fromBase64url } from './bytes';
import {
    contentOf,
    digestOf,
    openBid,
    pad,
    receiptFaults,
    sealBid,
    statementOf,
    unpad,
    type Receipt,
} from './bid';
import { sha256 } from './hash';

// The same values that the server and the reference client are held to.
const known = JSON.parse(
    readFileSync(new URL('../../../../../tests/corpora/sealing/vectors.json', import.meta.url), 'utf8'),
) as {
    tender_id: string;
    organisation_id: string;
    secret_key: string;
    public_key: string;
    content: string;
    sealed: string;
    sealed_sha256: string;
    receipt: Receipt;
    statement: string;
    hashes: { sha256: string; received_at: string; withdrawn: boolean }[];
    hashes_digest: string;
};

describe('a bid', () => {
    it('has the content of the vectors', () => {
        const { salt, documents } = JSON.parse(known.content);
        expect(
            contentOf({
                tender: known.tender_id,
                organisation: known.organisation_id,
                lot: 1,
                price: '76543.21',
                quality: '方案\n第二行',
                documents,
                salt,
            }),
        ).toBe(known.content);
    });
    it('of the vectors opens, and one sealed here opens again', async () => {
        expect(openBid(known.sealed, known.secret_key)).toBe(known.content);
        expect(await sha256(fromBase64url(known.sealed))).toBe(known.sealed_sha256);
        expect(publicKeyOf(fromHex(known.secret_key))).toBe(known.public_key);
        const made = await sealBid(known.content, known.public_key);
        expect(openBid(made.sealed, known.secret_key)).toBe(known.content);
        expect(fromBase64url(made.sealed).length).toBe(4096 + 48);
    });
    it('is padded to whole blocks, one at least', () => {
        for (const length of [0, 1, 4095, 4096, 4097, 8191]) {
            const padded = pad(new Uint8Array(length).fill(7));
            expect(padded.length % 4096).toBe(0);
            expect(padded.length).toBeGreaterThan(length);
            expect(unpad(padded).length).toBe(length);
        }
    });
    it('that is too long is refused here', async () => {
        await expect(sealBid('x'.repeat(196_608), known.public_key)).rejects.toThrow(RangeError);
    });
});

describe('a receipt', () => {
    const keys = [known.receipt.public_key];
    it('of the vectors stands', () => {
        expect(statementOf(known.receipt)).toBe(known.statement);
        expect(receiptFaults(known.receipt, known.sealed_sha256, keys)).toEqual([]);
    });
    it('does not stand where anything of it was changed', () => {
        for (const [name, value] of Object.entries({
            origin: '00',
            bid_id: known.tender_id,
            received_at: '2026-03-20T09:00:00.000Z',
            sequence: 1,
            signature: known.receipt.signature.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
        })) {
            expect(receiptFaults({ ...known.receipt, [name]: value }, undefined, keys)).toContain(
                'signature',
            );
        }
        expect(receiptFaults(known.receipt, '00', [])).toEqual(['otherBox', 'unknownKey']);
    });
    it('and the list of hashes have the digest of the protocol', async () => {
        expect(await digestOf(known.hashes)).toBe(known.hashes_digest);
    });
});
