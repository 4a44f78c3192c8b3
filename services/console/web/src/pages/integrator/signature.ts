// Signatures of Standard Webhooks (standardwebhooks.com, "v1"): HMAC-SHA-256 of "id.timestamp.body" under the
// secret's bytes, in base64. By the browser itself; nothing is sent anywhere.

const oldestSeconds = 300;

const fromBase64 = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const toBase64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));

export interface Message {
    secret: string;
    id: string;
    timestamp: string;
    body: string;
}

/** Throws where the secret is no base64. */
export async function sign({ secret, id, timestamp, body }: Message): Promise<string> {
    const bytes = fromBase64(secret.trim().replace(/^whsec_/, ''));
    const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, [
        'sign',
    ]);
    const text = new TextEncoder().encode(`${id.trim()}.${timestamp.trim()}.${body}`);
    return `v1,${toBase64(new Uint8Array(await crypto.subtle.sign('HMAC', key, text)))}`;
}

export type Finding = 'holds' | 'differs' | 'tooOld' | 'noTimestamp' | 'noSecret' | 'noSignature';

/** What a receiver finds: a header may hold several signatures, while a secret is being replaced. */
export async function check(message: Message, signatures: string, nowSeconds: number): Promise<Finding> {
    if (!/^\d+$/.test(message.timestamp.trim())) return 'noTimestamp';
    let expected: string;
    try {
        expected = await sign(message);
    } catch {
        return 'noSecret';
    }
    const given = signatures.trim().split(/\s+/).filter(Boolean);
    if (!given.some((each) => each.startsWith('v1,'))) return 'noSignature';
    if (!given.includes(expected)) return 'differs';
    return Math.abs(nowSeconds - Number(message.timestamp)) > oldestSeconds ? 'tooOld' : 'holds';
}
