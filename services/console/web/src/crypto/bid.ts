// A bid's content, its seal and its receipt, as docs/sealed-bids.md has them.
import { ed25519 } from '@noble/curves/ed25519';
import { base64url, fromBase64url, fromHex, hex, netstrings, randomBytes, textOf, utf8 } from './bytes';
import { openBox, sealBox } from './box';
import { sha256, sha256OfText, type HashedFile } from './hash';

const blockBytes = 4096;
export const contentBytesMax = 196_608;

export interface BidContent {
    tender: string;
    organisation: string;
    lot: number;
    price: string;
    quality: string;
    documents: HashedFile[];
    salt?: string;
}

/** Compact JSON, members in this order. */
export function contentOf(bid: BidContent): string {
    return JSON.stringify({
        format: 'talent-sealed-bid-1',
        tender_id: bid.tender,
        organisation_id: bid.organisation,
        lot: bid.lot,
        price: { amount: bid.price, currency: 'CNY' },
        quality_response: bid.quality,
        documents: bid.documents.map(({ title, sha256: digest, bytes }) => ({
            title,
            sha256: digest,
            bytes,
        })),
        salt: bid.salt ?? hex(randomBytes(16)),
    });
}

/** ISO/IEC 7816-4: a byte 0x80, then zeros up to the block. */
export function pad(bytes: Uint8Array): Uint8Array {
    const padded = new Uint8Array((Math.floor(bytes.length / blockBytes) + 1) * blockBytes);
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    return padded;
}

export function unpad(bytes: Uint8Array): Uint8Array {
    const end = bytes.lastIndexOf(0x80);
    if (end < 0 || bytes.slice(end + 1).some((byte) => byte !== 0)) throw new RangeError('not padded');
    return bytes.slice(0, end);
}

export interface SealedBid {
    sealed: string;
    sha256: string;
}

/** Throws RangeError where the content is longer than a bid may be. */
export async function sealBid(content: string, publicKey: string): Promise<SealedBid> {
    const padded = pad(utf8(content));
    if (padded.length > contentBytesMax) throw new RangeError('too long');
    const box = sealBox(padded, fromHex(publicKey));
    return { sealed: base64url(box), sha256: await sha256(box) };
}

export const openBid = (sealed: string, secret: string): string =>
    textOf(unpad(openBox(fromBase64url(sealed), fromHex(secret))));

export interface Receipt {
    origin: string;
    tender_id: string;
    bid_id: string;
    organisation_id: string;
    sha256: string;
    received_at: string;
    sequence: number;
    public_key: string;
    signature: string;
}

export const statementOf = (receipt: Receipt): string =>
    netstrings(
        'talent-bid-receipt-1',
        receipt.origin,
        receipt.tender_id,
        receipt.bid_id,
        receipt.organisation_id,
        receipt.sha256,
        Date.parse(receipt.received_at),
        receipt.sequence,
        receipt.public_key,
    );

export type ReceiptFault = 'signature' | 'otherBox' | 'unknownKey';

/** What is wrong with a receipt; nothing where it stands. */
export function receiptFaults(
    receipt: Receipt,
    sha256OfBox: string | undefined,
    keys: string[],
): ReceiptFault[] {
    const faults: ReceiptFault[] = [];
    let holds = false;
    try {
        holds = ed25519.verify(
            fromHex(receipt.signature),
            utf8(statementOf(receipt)),
            fromHex(receipt.public_key),
        );
    } catch {
        // A key or signature of another form is no signature.
    }
    if (!holds) faults.push('signature');
    if (sha256OfBox !== undefined && sha256OfBox !== receipt.sha256) faults.push('otherBox');
    if (!keys.includes(receipt.public_key)) faults.push('unknownKey');
    return faults;
}

export interface BidHash {
    sha256: string;
    received_at: string;
    withdrawn: boolean;
}

/** Of the list of all bids, as the protocol of the opening has it. */
export const digestOf = (hashes: BidHash[]): Promise<string> =>
    sha256OfText(
        netstrings(
            'talent-bid-hashes-1',
            ...hashes.flatMap((one) => [one.sha256, Date.parse(one.received_at), one.withdrawn ? 1 : 0]),
        ),
    );
