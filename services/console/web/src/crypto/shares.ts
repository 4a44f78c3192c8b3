// The tender's secret, split among three officers of whom two give it (docs/sealed-bids.md).
import { base64url, fromBase64url, fromHex, hex, netstrings, randomBytes } from './bytes';
import { openBox, publicKeyOf, sealBox } from './box';
import { sha256OfText } from './hash';

const half = 32;

const xor = (left: Uint8Array, right: Uint8Array) => left.map((byte, at) => byte ^ (right[at] ?? 0));

/** For each pair of the three a random pad: one has the pad, the other the secret XOR the pad. */
export function split(secret: Uint8Array, pads = [0, 1, 2].map(() => randomBytes(half))): Uint8Array[] {
    const shares: number[][] = [[], [], []];
    const pairs = [
        [0, 1],
        [0, 2],
        [1, 2],
    ] as const;
    pairs.forEach(([left, right], at) => {
        const pad = pads[at]!;
        shares[left]!.push(...pad);
        shares[right]!.push(...xor(secret, pad));
    });
    return shares.map((each) => Uint8Array.from(each));
}

/** Numbers from 1, the first smaller. */
export function join(first: number, one: Uint8Array, second: number, other: Uint8Array): Uint8Array {
    const part = (share: Uint8Array, own: number, of: number) => {
        const at = of < own ? of - 1 : of - 2;
        return share.slice(at * half, at * half + half);
    };
    return xor(part(one, first, second), part(other, second, first));
}

export function commitmentOf(tender: string, officer: number, share: Uint8Array): Promise<string> {
    return sha256OfText(netstrings('talent-opening-share-1', tender, officer, hex(share)));
}

export interface SealedShare {
    number: number;
    sealed_share: string;
    commitment: string;
}

/** The share to release, or undefined where it is not the one that the tender commits to. */
export async function openShare(
    tender: string,
    sealed: SealedShare,
    secret: string,
): Promise<string | undefined> {
    let share: Uint8Array;
    try {
        share = openBox(fromBase64url(sealed.sealed_share), fromHex(secret.trim().toLowerCase()));
    } catch {
        return undefined;
    }
    return (await commitmentOf(tender, sealed.number, share)) === sealed.commitment ? hex(share) : undefined;
}

interface Officer {
    id: string;
    public_key: string;
}

/** What POST /v1/tenders/{id}/key takes for a key of the buyer's own making, whose secret nobody keeps. */
export async function makeTenderKey(tender: string, officers: Officer[]) {
    const secret = randomBytes(half);
    const shares = split(secret);
    const body = {
        officers: await Promise.all(
            officers.map(async (officer, at) => ({
                opening_key_id: officer.id,
                sealed_share: base64url(sealBox(shares[at]!, fromHex(officer.public_key))),
                commitment: await commitmentOf(tender, at + 1, shares[at]!),
            })),
        ),
        public_key: publicKeyOf(secret),
    };
    for (const each of [secret, ...shares]) each.fill(0);
    return body;
}
