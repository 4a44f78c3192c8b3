// The reference client against tests/corpora/sealing/vectors.json, which the server's tests read too.
//   node check_vectors.mjs VECTORS
import assert from 'node:assert/strict';

import { commitmentOf, digestOf, faultsOf, fromBase64url, fromHex, hex, join2, openBox, publicKeyOf, readJson,
  seal, sha256, split, statementOf } from './sealing.mjs';

const known = readJson(process.argv[2]);
assert.equal(publicKeyOf(fromHex(known.secret_key)), known.public_key);
assert.equal(openBox(known.sealed, known.secret_key), known.content);
assert.equal(sha256(fromBase64url(known.sealed)), known.sealed_sha256);
assert.equal(openBox(seal(known.content, known.public_key).sealed, known.secret_key), known.content);

const shares = split(fromHex(known.secret_key), known.pads.map(fromHex));
assert.deepEqual(shares.map(hex), known.shares);
shares.forEach((share, i) => assert.equal(commitmentOf(known.tender_id, i + 1, share), known.commitments[i]));
for (const [first, second] of [[1, 2], [1, 3], [2, 3]])
  assert.equal(hex(join2(first, shares[first - 1], second, shares[second - 1])), known.secret_key);

assert.equal(statementOf(known.receipt), known.statement);
assert.deepEqual(faultsOf(known.receipt, { box: fromBase64url(known.sealed) }), []);
assert.equal(faultsOf({ ...known.receipt, sequence: 1235 }, {}).length, 1);
assert.equal(faultsOf(known.receipt, { box: fromBase64url('AAAA'), knownKeys: [] }).length, 2);
assert.equal(digestOf(known.hashes), known.hashes_digest);
console.log('the reference client agrees with the vectors');
