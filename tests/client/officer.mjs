// A buyer's and an officer's reference client. Prints JSON; ends non-zero with a sentence where
// something is wrong.
//   node officer.mjs keygen                                    a key pair; the secret stays here
//   node officer.mjs register --server URL --key API_KEY --label TEXT --public HEX
//   node officer.mjs name     --server URL --key API_KEY --tender ID --officer ID (three times)
//                             [--maker platform]               as the buyer, before the publication
//   node officer.mjs release  --server URL --key API_KEY --tender ID --secret HEX
//   node officer.mjs open     --server URL --key API_KEY --tender ID [--witness ORGANISATION:CAPACITY]…
import { ask, commitmentOf, hex, makeKey, openShare, publicKeyOf, readArguments, sodium }
  from './sealing.mjs';

const commands = {
  async keygen() {
    const secret = sodium.randombytes_buf(32);
    return { public_key: publicKeyOf(secret), secret_key: hex(secret) };
  },
  register(options) {
    return ask(options, 'POST', '/v1/opening_keys', { label: options.label, public_key: options.public });
  },
  async name(options) {
    const officers = [];
    for (const id of [].concat(options.officer ?? []))
      officers.push(await ask(options, 'GET', `/v1/opening_keys/${id}`));
    if (officers.length !== 3) throw new Error('three officers are named');
    const body = options.maker === 'platform'
      ? { officers: officers.map((each) => ({ opening_key_id: each.id })) }
      : makeKey(options.tender, officers);
    return ask(options, 'POST', `/v1/tenders/${options.tender}/key`, body);
  },
  async release(options) {
    const own = await ask(options, 'GET', `/v1/tenders/${options.tender}/opening/share`);
    const share = openShare(own.sealed_share, options.secret);
    if (commitmentOf(options.tender, own.number, share) !== own.commitment)
      throw new Error('the share is not the one that the tender commits to');
    return ask(options, 'POST', `/v1/tenders/${options.tender}/opening/shares`, { share: hex(share) });
  },
  async open(options) {
    const path = `/v1/tenders/${options.tender}`;
    const { version } = await ask(options, 'GET', path);
    const witnesses = [].concat(options.witness ?? []).map((each) => {
      const [organisation, capacity] = each.split(':');
      return { organisation, capacity };
    });
    return ask(options, 'POST', `${path}/open`, { witnesses }, { 'If-Match': `"${version}"` });
  },
};

try {
  const options = readArguments(process.argv.slice(2));
  const command = commands[options.command];
  if (!command) throw new Error(`one of ${Object.keys(commands).join(', ')}`);
  console.log(JSON.stringify(await command(options)));
} catch (fault) {
  console.error(`officer: ${fault.message}`);
  process.exit(1);
}
