// A bidder's reference client: seals a bid, submits it, checks its receipt. Prints JSON; ends
// non-zero with a sentence where something is wrong.
//   node bidder.mjs seal   --server URL --tender ID --organisation ID --price 900000.00 [--lot 1]
//                          [--quality TEXT] [--document TITLE:SHA256:BYTES]… [--key API_KEY]
//                          (the key is for a rehearsal, whose tenders only test organisations see)
//   node bidder.mjs submit …the same --key API_KEY [--idempotency TEXT] [--sealed FILE]
//                          FILE: what `seal` printed, sent as it is
//   node bidder.mjs check  --server URL --receipt FILE [--sealed FILE]
// and, once the deadline has passed, whether the box is on the published list:
//   node bidder.mjs listed --server URL --receipt FILE
import { randomUUID } from 'node:crypto';

import { ask, contentOf, digestOf, faultsOf, fromBase64url, knownKeysOf, readArguments, readJson, seal }
  from './sealing.mjs';

async function sealBid(options) {
  if (options.sealed) return readJson(options.sealed);
  const key = await ask(options, 'GET', `/v1/tenders/${options.tender}/key`);
  const documents = [].concat(options.document ?? []).map((each) => {
    const [title, sha256, bytes] = each.split(':');
    return { title, sha256, bytes: Number(bytes) };
  });
  const content = contentOf({
    tender: options.tender,
    organisation: options.organisation,
    lot: Number(options.lot ?? 1),
    price: options.price,
    quality: options.quality ?? '',
    documents,
  });
  return { lot: Number(options.lot ?? 1), ...seal(content, key.public_key) };
}

async function checkReceipt(options, receipt, sealed) {
  const box = sealed ? fromBase64url(sealed.sealed) : undefined;
  const faults = faultsOf(receipt, { box, knownKeys: await knownKeysOf(options) });
  if (faults.length > 0) throw new Error(faults.join('; '));
}

async function allHashes(options, tender) {
  const hashes = [];
  for (let cursor = ''; cursor != null;) {
    const page = await ask({ server: options.server }, 'GET',
      `/v1/tenders/${tender}/bid_hashes?limit=200${cursor && `&cursor=${cursor}`}`);
    hashes.push(...page.items);
    cursor = page.next;
  }
  return hashes;
}

const commands = {
  seal: sealBid,
  async submit(options) {
    const sealed = await sealBid(options);
    const receipt = await ask(options, 'POST', `/v1/tenders/${options.tender}/bids`, sealed,
      { 'Idempotency-Key': options.idempotency ?? randomUUID() });
    await checkReceipt(options, receipt, sealed);
    return receipt;
  },
  async check(options) {
    const receipt = readJson(options.receipt);
    await checkReceipt(options, receipt, options.sealed ? readJson(options.sealed) : undefined);
    return { stands: true };
  },
  async listed(options) {
    const receipt = readJson(options.receipt);
    const hashes = await allHashes(options, receipt.tender_id);
    const own = hashes.find((each) => each.sha256 === receipt.sha256);
    if (own === undefined) throw new Error('the bid is not on the published list');
    if (own.received_at !== receipt.received_at) throw new Error('the list has another instant');
    return { ...own, bids_digest: digestOf(hashes) };
  },
};

try {
  const options = readArguments(process.argv.slice(2));
  const command = commands[options.command];
  if (!command) throw new Error(`one of ${Object.keys(commands).join(', ')}`);
  console.log(JSON.stringify(await command(options)));
} catch (fault) {
  console.error(`bidder: ${fault.message}`);
  process.exit(1);
}
