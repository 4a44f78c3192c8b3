// A consultation among test organisations, whose days take a second: published, bid for by three, opened; final
// offers are asked for and opened when a walk says so. The officers' side of it is the console's own code.
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { require, until } from './walker.mjs';

const biddingMs = 14_000; // ten days at least
const finalOffersMs = 30_000;
const password = 'correct-horse-battery-staple';

async function officersCode() {
  const entry = fileURLToPath(new URL('../../services/console/web/src/crypto/', import.meta.url));
  const built = require('esbuild').buildSync({
    stdin: {
      contents: "export * from './shares'; export * from './box'; export { hex } from './bytes';",
      resolveDir: entry,
      loader: 'ts',
    },
    bundle: true,
    format: 'esm',
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(built.outputFiles[0].text).toString('base64')}`);
}

function client(origin, headers) {
  return async (method, target, { body, etag } = {}) => {
    const answer = await fetch(origin + target, {
      method,
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(method === 'POST' ? { 'Idempotency-Key': randomUUID() } : {}),
        ...(etag ? { 'If-Match': etag } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${target}: ${answer.status} ${text}`);
    return { body: text ? JSON.parse(text) : undefined, answer };
  };
}

/** A command on the version that is there now. */
async function step(call, object, name, body) {
  const { version } = (await call('GET', object)).body;
  return (await call('POST', `${object}/${name}`, { body, etag: `"${version}"` })).body;
}

async function register({ origin, demo }, kind, capabilities, name, code, number) {
  const email = `admin${number}@example.cn`;
  const { body } = await client(origin, {})('POST', '/v1/organisations', {
    body: {
      organisation: {
        kind,
        capabilities,
        name,
        credit_code: code,
        region: '330100',
        legal_representative: `代表${number}`,
        phone: `0571-8800${number}`,
        address: `文三路${number}号`,
        test: true,
      },
      administrator: { name: '管理员', email, password },
    },
  });
  const { body: session, answer } = await client(origin, {})('POST', '/v1/sessions', { body: { email, password } });
  const Cookie = answer.headers.get('Set-Cookie').split(';')[0];
  const call = client(origin, { Cookie, 'X-CSRF-Token': session.csrf_token });
  await step(call, `/v1/organisations/${body.id}`, 'submit');
  await step(client(origin, { Authorization: `Bearer ${demo.operator}` }), `/v1/organisations/${body.id}`, 'verify');
  return { id: body.id, login: { email, password }, call };
}

async function makeOfficers({ origin }, office, { makeKeyPair, hex }) {
  const officers = [];
  for (let number = 1; number <= 3; ++number) {
    const { secret } = (
      await office.call('POST', '/v1/api_keys', { body: { name: `officer${number}`, roles: ['manager'] } })
    ).body;
    const call = client(origin, { Authorization: `Bearer ${secret}` });
    const { publicKey, secretKey } = makeKeyPair();
    const key = { label: `开标人${number}`, public_key: hex(publicKey) };
    const { id } = (await call('POST', '/v1/opening_keys', { body: key })).body;
    officers.push({ id, call, secret: hex(secretKey) });
  }
  return officers;
}

const yuan = (amount) => ({ amount, currency: 'CNY' });
const inMs = (ms) => new Date(Date.now() + ms).toISOString();

/** The bidder to act for, the tender, and what the buyer does when. */
export async function startConsultation({ server }) {
  const code = await officersCode();
  const office = await register(server, 'government_office', [], '演练采购办', '11330100900000001T', 2001);
  const bidders = [
    await register(server, 'agency', ['hr_company'], '演练人力', '91330100900000002M', 2002),
    await register(server, 'agency', ['hr_company'], '演练人才', '91330100900000003Q', 2003),
    await register(server, 'agency', ['hr_company'], '演练测评', '91330100900000005Y', 2005),
  ];
  const officers = await makeOfficers(server, office, code);
  const deadline = inMs(biddingMs);
  const { id } = (
    await office.call('POST', '/v1/tenders', {
      body: {
        title: '人才服务磋商项目',
        description: '全年招聘会',
        region: '330100',
        method: 'consultation',
        budget: yuan('1000000.00'),
        lots: [{ number: 1, title: '全部服务', budget: yuan('1000000.00') }],
        items: [{ description: '招聘会', quantity: 12, unit: '场' }],
        criteria: [
          { code: 'price', title: '价格', kind: 'price', weight: 30 },
          { code: 'plan', title: '服务方案', kind: 'quality', weight: 70 },
        ],
        deadline_at: deadline,
      },
    })
  ).body;
  const tender = `/v1/tenders/${id}`;
  await office.call('POST', `${tender}/key`, {
    body: { officers: officers.map((each) => ({ opening_key_id: each.id })) },
  });
  await step(office.call, tender, 'publish');
  const bids = [];
  for (const [at, bidder] of bidders.entries()) {
    const body = { lot: 1, price: yuan(`9${5 + at}0000.00`), quality_response: `方案${at + 1}` };
    bids.push((await bidder.call('POST', `${tender}/bids`, { body })).body.bid_id);
  }
  const over = async (instant) =>
    until(() => Date.now() > Date.parse(instant) + 50, `${instant} did not come`);
  const release = async () => {
    for (const officer of officers.slice(0, 2)) {
      const own = (await officer.call('GET', `${tender}/opening/share`)).body;
      const share = await code.openShare(id, own, officer.secret);
      await officer.call('POST', `${tender}/opening/shares`, { body: { share } });
    }
  };
  await over(deadline);
  await release();
  await step(office.call, tender, 'open', { witnesses: [{ organisation: '公证处', capacity: '公证员' }] });
  let last = '';
  return {
    supplier: bidders[0],
    tender: id,
    async ask() {
      last = inMs(finalOffersMs);
      await step(office.call, tender, 'ask_final_offers', { until: last });
      for (const at of [1, 2]) {
        const body = { lot: 1, price: yuan(`9${at}0000.00`) };
        await bidders[at].call('POST', `/v1/bids/${bids[at]}/final_offers`, { body });
      }
    },
    async end() {
      await over(last);
      await release();
      await step(office.call, tender, 'open_final_offers', { witnesses: [{ organisation: '公证处', capacity: '公证员' }] });
    },
  };
}
