// The journal's chain, reckoned again in the browser (docs/audit.md has the formats): nothing here trusts what
// the server says of its own hashes.

export interface SignedHead {
    sequence: number;
    previous_sequence: number;
    hash: string;
    at: string;
    public_key: string;
    signature: string;
    origin: string;
    statement: string;
}

interface Part {
    sha256: string;
    salt?: string;
    values?: Record<string, string>;
}

export interface Entry {
    sequence: number;
    hash: string;
    content_sha256: string;
    withheld: boolean;
    parts?: Record<'facts' | 'actor' | 'before' | 'after', Part>;
}

const partNames = ['facts', 'actor', 'before', 'after'] as const;
/** The columns of a part, in the order in which they are hashed. */
const columns: Record<(typeof partNames)[number], string[]> = {
    facts: [
        'at',
        'type',
        'object_type',
        'object_id',
        'object_version',
        'visible',
        'region',
        'actor_audience',
        'actor_organisation',
        'reason',
    ],
    actor: ['parties', 'actor_member', 'actor_credential', 'request_id'],
    before: ['before_state'],
    after: ['after_state'],
};

const utf8 = new TextEncoder();

/** Netstrings one behind the other: a text's length in bytes, a colon, the text, a comma. */
export function netstrings(...texts: (string | number)[]): string {
    return texts
        .map((each) => String(each))
        .map((text) => `${utf8.encode(text).length}:${text},`)
        .join('');
}

const hex = (bytes: Uint8Array) => [...bytes].map((each) => each.toString(16).padStart(2, '0')).join('');

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(text.length / 2);
    for (let at = 0; at < bytes.length; ++at) bytes[at] = parseInt(text.slice(2 * at, 2 * at + 2), 16);
    return bytes;
}

/** Browsers reckon hashes on pages from a safe origin only: https, or the machine itself. */
export const canReckon = () => globalThis.crypto?.subtle !== undefined;

export async function digest(...texts: (string | number)[]): Promise<string> {
    const bytes = utf8.encode(netstrings(...texts));
    return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/** What the head's signature is over, from the head's fields. */
export function statementOf(head: SignedHead): string {
    return netstrings(
        'talent-journal-head-1',
        head.origin,
        head.sequence,
        head.previous_sequence,
        head.hash,
        Date.parse(head.at),
        head.public_key,
    );
}

/** Whether the signature is the key's over the statement; undefined where the browser has no Ed25519. */
export async function isSigned(head: SignedHead): Promise<boolean | undefined> {
    let key: CryptoKey;
    try {
        key = await crypto.subtle.importKey('raw', bytesOf(head.public_key), { name: 'Ed25519' }, false, [
            'verify',
        ]);
    } catch {
        return undefined;
    }
    return crypto.subtle.verify(
        { name: 'Ed25519' },
        key,
        bytesOf(head.signature),
        utf8.encode(statementOf(head)),
    );
}

/** The content's digest from the parts; those that are shown are hashed themselves. Empty: does not agree. */
export async function contentOf(entry: Entry): Promise<string> {
    if (!entry.parts) return entry.content_sha256;
    const digests: string[] = [];
    for (const name of partNames) {
        const { sha256, salt, values } = entry.parts[name];
        if (salt !== undefined && values !== undefined) {
            const reckoned = await digest(
                'talent-part-1',
                name,
                salt,
                ...columns[name].map((column) => values[column] ?? ''),
            );
            if (reckoned !== sha256) return '';
        }
        digests.push(sha256);
    }
    return digest('talent-content-1', ...digests);
}

/** The number of the first entry that does not fit, or undefined where all do. */
export async function firstWrong(before: string, entries: Entry[]): Promise<number | undefined> {
    let last = before;
    for (const entry of entries) {
        const content = await contentOf(entry);
        const hash = await digest('talent-entry-1', last, entry.sequence, content);
        if (content !== entry.content_sha256 || hash !== entry.hash) return entry.sequence;
        last = entry.hash;
    }
    return undefined;
}
