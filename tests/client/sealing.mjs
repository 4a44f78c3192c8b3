// Sealed bids as docs/sealed-bids.md describes them, in a client: shares none of the server's code.
// libsodium-wrappers comes from the build directory, or from where TALENT_NODE_MODULES says.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const modules = process.env.TALENT_NODE_MODULES ?? join(here, '../../build/codes/node_modules');
const require = createRequire(existsSync(modules) ? join(modules, 'any.js') : import.meta.url);
export const sodium = require('libsodium-wrappers');
await sodium.ready;

export const format = 'talent-sealed-bid-1';
const block = 4096;
const shareBytes = 64;

export const hex = (bytes) => sodium.to_hex(bytes);
export const fromHex = (text) => sodium.from_hex(text);
const url = sodium.base64_variants.URLSAFE_NO_PADDING;
export const base64url = (bytes) => sodium.to_base64(bytes, url);
export const fromBase64url = (text) => sodium.from_base64(text, url);
export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

export function netstrings(...texts) {
  return texts.map((each) => {
    const text = String(each);
    return `${Buffer.byteLength(text)}:${text},`;
  }).join('');
}

// -- bids --

/// What is sealed; members in this order, compact.
export function contentOf({ tender, organisation, lot, price, quality, documents, salt }) {
  return JSON.stringify({
    format,
    tender_id: tender,
    organisation_id: organisation,
    lot,
    price: { amount: price, currency: 'CNY' },
    quality_response: quality,
    documents,
    salt: salt ?? hex(sodium.randombytes_buf(16)),
  });
}

export function seal(content, publicKey) {
  const padded = sodium.pad(Buffer.from(content, 'utf8'), block);
  const box = sodium.crypto_box_seal(padded, fromHex(publicKey));
  return { sealed: base64url(box), sha256: sha256(box) };
}

export function openBox(sealed, secretKey) {
  const secret = fromHex(secretKey);
  const box = sodium.crypto_box_seal_open(fromBase64url(sealed), sodium.crypto_scalarmult_base(secret), secret);
  return Buffer.from(sodium.unpad(box, block)).toString('utf8');
}

// -- receipts --

export function statementOf(receipt) {
  return netstrings('talent-bid-receipt-1', receipt.origin, receipt.tender_id, receipt.bid_id,
    receipt.organisation_id, receipt.sha256, Date.parse(receipt.received_at), receipt.sequence,
    receipt.public_key);
}

/// What is wrong with it; nothing where it stands.
export function faultsOf(receipt, { box, knownKeys }) {
  const faults = [];
  const signed = sodium.crypto_sign_verify_detached(fromHex(receipt.signature),
    Buffer.from(statementOf(receipt), 'utf8'), fromHex(receipt.public_key));
  if (!signed) faults.push('the signature is not over what the receipt says');
  if (box !== undefined && sha256(box) !== receipt.sha256) faults.push('the receipt is for another box');
  if (knownKeys !== undefined && !knownKeys.includes(receipt.public_key))
    faults.push('the key that signed is not among /v1/audit/keys');
  return faults;
}

/// SHA-256 of the list of /v1/tenders/{id}/bid_hashes, as the protocol of the opening has it.
export function digestOf(hashes) {
  const texts = hashes.flatMap((one) => [one.sha256, Date.parse(one.received_at), one.withdrawn ? 1 : 0]);
  return sha256(netstrings('talent-bid-hashes-1', ...texts));
}

// -- the split secret --

const xor = (left, right) => left.map((byte, i) => byte ^ right[i]);

/// For each pair of the three a random pad: one has the pad, the other the secret XOR the pad.
export function split(secret, pads) {
  const shares = [[], [], []];
  let pair = 0;
  for (let left = 0; left < 3; ++left) {
    for (let right = left + 1; right < 3; ++right) {
      const pad = pads?.[pair++] ?? sodium.randombytes_buf(32);
      shares[left].push(...pad);
      shares[right].push(...xor(secret, pad));
    }
  }
  return shares.map((each) => Uint8Array.from(each));
}

/// Numbers from 1, the first smaller.
export function join2(first, firstShare, second, secondShare) {
  const part = (share, own, other) => {
    const half = other < own ? other - 1 : other - 2;
    return share.slice(half * 32, half * 32 + 32);
  };
  if (firstShare.length !== shareBytes || secondShare.length !== shareBytes) throw new Error('not a share');
  return xor(part(firstShare, first, second), part(secondShare, second, first));
}

export const publicKeyOf = (secret) => hex(sodium.crypto_scalarmult_base(secret));

export function commitmentOf(tender, number, share) {
  return sha256(netstrings('talent-opening-share-1', tender, number, hex(share)));
}

/// The body of POST /v1/tenders/{id}/key with a key of the client's making; the secret is wiped.
export function makeKey(tender, officers) {
  const secret = sodium.randombytes_buf(32);
  const shares = split(secret);
  const body = {
    officers: officers.map((officer, i) => ({
      opening_key_id: officer.id,
      sealed_share: base64url(sodium.crypto_box_seal(shares[i], fromHex(officer.public_key))),
      commitment: commitmentOf(tender, i + 1, shares[i]),
    })),
    public_key: publicKeyOf(secret),
  };
  for (const each of [secret, ...shares]) sodium.memzero(each);
  return body;
}

export function openShare(sealedShare, officerSecret) {
  const secret = fromHex(officerSecret);
  return sodium.crypto_box_seal_open(fromBase64url(sealedShare), sodium.crypto_scalarmult_base(secret), secret);
}

// -- the command line and HTTP --

/// `command --name value …` as {command, name: value}; a name given twice is a list.
export function readArguments(words) {
  const read = { command: words[0] };
  for (let i = 1; i < words.length; i += 2) {
    const name = words[i].replace(/^--/, '');
    if (words[i] === name || words[i + 1] === undefined) throw new Error(`what is ${words[i]}?`);
    read[name] = read[name] === undefined ? words[i + 1] : [].concat(read[name], words[i + 1]);
  }
  return read;
}

export async function ask(options, method, path, body, headers = {}) {
  const answered = await fetch(options.server + path, {
    method,
    headers: {
      ...(options.key ? { Authorization: `Bearer ${options.key}` } : {}),
      ...(body ? { 'Content-Type': 'application/json' } : {}),
      ...headers,
    },
    body: body ? JSON.stringify(body) : undefined,
  });
  const text = await answered.text();
  if (!answered.ok) throw new Error(`${method} ${path} answered ${answered.status} ${text}`);
  return JSON.parse(text);
}

export const knownKeysOf = async (options) =>
  (await ask({ server: options.server }, 'GET', '/v1/audit/keys')).items.map((each) => each.public_key);

export const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));
