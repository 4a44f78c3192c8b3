// The bytes of a file as text. Excel on a Chinese Windows writes GB18030, or UTF-8 with a byte order mark where
// told to; everything else writes UTF-8 without one.

export type Encoding = 'utf-8' | 'utf-8 BOM' | 'gb18030' | 'utf-16le' | 'utf-16be';

export interface Decoded {
    text: string;
    encoding: Encoding;
}

const startsWith = (bytes: Uint8Array, ...mark: number[]) => mark.every((byte, at) => bytes[at] === byte);

function tryAs(label: string, bytes: Uint8Array): string | undefined {
    try {
        return new TextDecoder(label, { fatal: true }).decode(bytes);
    } catch {
        return undefined;
    }
}

/** Undefined where the bytes are no text in any of these. */
export function decode(bytes: Uint8Array): Decoded | undefined {
    const as = (encoding: Encoding, text: string | undefined): Decoded | undefined =>
        text === undefined || text.includes('\0') ? undefined : { text, encoding };
    if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return as('utf-8 BOM', tryAs('utf-8', bytes));
    if (startsWith(bytes, 0xff, 0xfe)) return as('utf-16le', tryAs('utf-16le', bytes));
    if (startsWith(bytes, 0xfe, 0xff)) return as('utf-16be', tryAs('utf-16be', bytes));
    // Chinese text in GB18030 is hardly ever well-formed UTF-8; the other way round it often is.
    return as('utf-8', tryAs('utf-8', bytes)) ?? as('gb18030', tryAs('gb18030', bytes));
}
