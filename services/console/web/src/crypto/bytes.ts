// Bytes and their texts on the wire: lower-case hexadecimal, base64url without padding, netstrings.

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

export const utf8 = (text: string): Uint8Array => encoder.encode(text);
export const textOf = (bytes: Uint8Array): string => decoder.decode(bytes);

export function hex(bytes: Uint8Array): string {
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function fromHex(text: string): Uint8Array {
    if (!/^([0-9a-f]{2})*$/.test(text)) throw new RangeError('not lower-case hexadecimal');
    return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

export function base64url(bytes: Uint8Array): string {
    let binary = '';
    for (const byte of bytes) binary += String.fromCharCode(byte);
    return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export function fromBase64url(text: string): Uint8Array {
    if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new RangeError('not base64url');
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** ns(a, b, …) of docs/audit.md: each text with its length in bytes. */
export function netstrings(...texts: (string | number)[]): string {
    return texts
        .map((each) => {
            const text = String(each);
            return `${utf8(text).length}:${text},`;
        })
        .join('');
}

export const randomBytes = (count: number): Uint8Array => crypto.getRandomValues(new Uint8Array(count));
