// Writes tests/corpora/sealing/vectors.json anew: node make_vectors.mjs > vectors.json
// Boxes are random, so their vectors are opened; everything else follows from its inputs.
import { commitmentOf, contentOf, digestOf, hex, openBox, publicKeyOf, seal, sha256, sodium, split, statementOf }
  from './sealing.mjs';

const seedOf = (text) => Uint8Array.from(Buffer.from(sha256(Buffer.from(text)), 'hex'));
const secret = seedOf('tender secret');
const tender = '0192f3a4-5b6c-7d8e-9fa0-b1c2d3e4f506';
const organisation = '0192f3a4-5b6c-7d8e-9fa0-b1c2d3e4f507';
const content = contentOf({
  tender, organisation, lot: 1, price: '76543.21', quality: '方案\n第二行', documents: [
    { title: '技术方案.pdf', sha256: sha256(Buffer.from('document')), bytes: 8 }], salt: '00112233445566778899aabbccddeeff',
});
const { sealed, sha256: box_sha256 } = seal(content, publicKeyOf(secret));
const pads = [1, 2, 3].map((n) => seedOf(`pad ${n}`));
const shares = split(secret, pads);
const signer = sodium.crypto_sign_seed_keypair(seedOf('signing key'));
const receipt = {
  origin: sha256(Buffer.from('first entry')), tender_id: tender, bid_id: '0192f3a4-5b6c-7d8e-9fa0-b1c2d3e4f508',
  organisation_id: organisation, sha256: box_sha256, received_at: '2026-03-20T08:59:59.999Z', sequence: 1234,
  public_key: hex(signer.publicKey), version: 1,
};
receipt.signature = hex(sodium.crypto_sign_detached(Buffer.from(statementOf(receipt)), signer.privateKey));
const hashes = [
  { bid_id: receipt.bid_id, sha256: box_sha256, received_at: receipt.received_at, withdrawn: false },
  { bid_id: tender, sha256: sha256(Buffer.from('other')), received_at: '2026-03-20T09:00:00.000Z', withdrawn: true },
];
if (openBox(sealed, hex(secret)) !== content) throw new Error('the box does not open');
console.log(JSON.stringify({
  tender_id: tender,
  organisation_id: organisation,
  secret_key: hex(secret),
  public_key: publicKeyOf(secret),
  content,
  sealed,
  sealed_sha256: box_sha256,
  pads: pads.map(hex),
  shares: shares.map(hex),
  commitments: shares.map((share, i) => commitmentOf(tender, i + 1, share)),
  receipt,
  statement: statementOf(receipt),
  hashes,
  hashes_digest: digestOf(hashes),
}, null, 2));
