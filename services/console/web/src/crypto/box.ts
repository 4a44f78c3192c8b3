// libsodium's sealed boxes (crypto_box_seal), in JavaScript alone: the page's policy forbids WebAssembly.
// X25519, HSalsa20, XSalsa20-Poly1305, and a nonce that is BLAKE2b of both public keys.
import { hsalsa, xsalsa20poly1305 } from '@noble/ciphers/salsa';
import { x25519 } from '@noble/curves/ed25519';
import { blake2b } from '@noble/hashes/blake2b';
import { hex, randomBytes } from './bytes';

const keyBytes = 32;
const nonceBytes = 24;

const sigma = new TextEncoder().encode('expand 32-byte k');
const words = (bytes: Uint8Array) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return Uint32Array.from({ length: bytes.byteLength / 4 }, (_unused, at) => view.getUint32(at * 4, true));
};

/** The key that both sides of a box reckon: HSalsa20 of their Diffie-Hellman secret. */
function sharedKey(secret: Uint8Array, publicKey: Uint8Array): Uint8Array {
    const made = new Uint32Array(8);
    hsalsa(words(sigma), words(x25519.getSharedSecret(secret, publicKey)), new Uint32Array(4), made);
    const key = new Uint8Array(keyBytes);
    const view = new DataView(key.buffer);
    made.forEach((word, at) => view.setUint32(at * 4, word, true));
    return key;
}

function nonceOf(ephemeral: Uint8Array, receiver: Uint8Array): Uint8Array {
    return blake2b.create({ dkLen: nonceBytes }).update(ephemeral).update(receiver).digest();
}

export interface KeyPair {
    publicKey: Uint8Array;
    secretKey: Uint8Array;
}

export function makeKeyPair(): KeyPair {
    const secretKey = randomBytes(keyBytes);
    return { publicKey: x25519.getPublicKey(secretKey), secretKey };
}

export const publicKeyOf = (secret: Uint8Array): string => hex(x25519.getPublicKey(secret));

export function sealBox(message: Uint8Array, receiver: Uint8Array): Uint8Array {
    const { publicKey, secretKey } = makeKeyPair();
    const key = sharedKey(secretKey, receiver);
    const box = xsalsa20poly1305(key, nonceOf(publicKey, receiver)).encrypt(message);
    const sealed = new Uint8Array(publicKey.length + box.length);
    sealed.set(publicKey);
    sealed.set(box, publicKey.length);
    secretKey.fill(0);
    key.fill(0);
    return sealed;
}

/** Throws where the box is not for this secret, or was changed. */
export function openBox(sealed: Uint8Array, secret: Uint8Array): Uint8Array {
    const ephemeral = sealed.slice(0, keyBytes);
    const nonce = nonceOf(ephemeral, x25519.getPublicKey(secret));
    return xsalsa20poly1305(sharedKey(secret, ephemeral), nonce).decrypt(sealed.slice(keyBytes));
}
