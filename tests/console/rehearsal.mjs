// A procurement from its notice to its award in under a minute: everybody in it is a test organisation, whose days
// take a second. What a walk does not click itself is done here, by the API.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { until } from './walker.mjs';

const web = new URL('../../services/console/web/', import.meta.url);
const require = createRequire(new URL('package.json', web));
const sodium = require('libsodium-wrappers');

const password = 'correct-horse-battery-staple';
const dayMs = 1000;
const daysToBid = 20;
/** For what lies between the reckoning of the deadline and the last bid. */
const spareMs = 14_000;
const yuan = (amount) => ({ amount, currency: 'CNY' });

/** Credit codes of their own for everybody: the check digit as GB 32100 has it. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
function creditCode(kind, number) {
  const body = `${kind}330100DEM2${String(number).padStart(5, '0')}`.slice(0, 17);
  const sum = [...body].reduce((total, each, at) => total + alphabet.indexOf(each) * (3 ** at % 31), 0);
  return body + alphabet[(31 - (sum % 31)) % 31];
}

const busy = [429, 503];
const tryAgainMs = 300;
const patienceMs = 30_000;
/** A server that is busy, as one with many walks at once is, is asked again. */
async function untilTaken(ask) {
  const until = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (!busy.includes(answer.status) || Date.now() > until) return answer;
    await new Promise((resolve) => setTimeout(resolve, tryAgainMs));
  }
}

async function done(answer, status) {
  const one = await answer;
  assert.equal(one.status, status, JSON.stringify(one.body));
  return one.body;
}

export class Rehearsal {
  constructor(walker) {
    this.walker = walker;
    this.origin = walker.server.origin;
  }

  /** `who`: an API key, or somebody's session. */
  call(who, method, target, body, etag) {
    if (typeof who === 'string') return untilTaken(() => this.walker.call('', method, target, { key: who, body, etag }));
    return untilTaken(async () => {
      const answer = await fetch(this.origin + target, {
        method,
        headers: {
          Cookie: who.cookie,
          'X-CSRF-Token': who.token,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(method === 'POST' ? { 'Idempotency-Key': randomUUID() } : {}),
          ...(etag ? { 'If-Match': etag } : {}),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      return { status: answer.status, etag: answer.headers.get('ETag') ?? '', body: await answer.json() };
    });
  }

  async session({ email, password: secret }) {
    const answer = await untilTaken(() =>
      fetch(`${this.origin}/v1/sessions`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ email, password: secret }),
      }),
    );
    assert.equal(answer.status, 201);
    const { csrf_token: token } = await answer.json();
    return { token, cookie: answer.headers.get('Set-Cookie').split(';')[0] };
  }

  /** A command on the version that is there now. */
  async step(key, object, step, body) {
    const { etag } = await this.call(key, 'GET', object);
    return done(this.call(key, 'POST', `${object}/${step}`, body, etag), 200);
  }

  /** An organisation with an administrator, verified. */
  async organisation(number, kind, name, capabilities = []) {
    const email = `admin@r${number}.demo.example`;
    const made = await done(
      this.call('', 'POST', '/v1/organisations', {
        organisation: {
          kind,
          capabilities,
          name,
          credit_code: creditCode(kind === 'government_office' ? '11' : '91', number),
          region: '330100',
          legal_representative: `代表${number}`,
          phone: `0571-8800${number}`,
          address: `文三路${number}号`,
          test: true,
        },
        administrator: { name: `管理员${number}`, email, password },
      }),
      201,
    );
    const session = await this.session({ email, password });
    const roles = ['administrator', 'manager', 'finance'];
    const { secret } = await done(this.call(session, 'POST', '/v1/api_keys', { name: 'integration', roles }), 201);
    await this.step(secret, `/v1/organisations/${made.id}`, 'submit');
    await this.step(this.walker.server.demo.operator, `/v1/organisations/${made.id}`, 'verify');
    return { id: made.id, name, key: secret, email, password };
  }

  /** A person of an organisation who works in the browser. */
  async member(of, name, number) {
    const email = `member${number}@r.demo.example`;
    const body = { name, email, roles: ['manager'], password };
    const made = await done(this.call(of.key, 'POST', '/v1/members', body), 201);
    return { id: made.id, name, email, password };
  }

  /** A person of an organisation who works by the API. */
  async person(of, name) {
    const made = await done(this.call(of.key, 'POST', '/v1/api_keys', { name, roles: ['manager'] }), 201);
    return { id: made.api_key.id, key: made.secret };
  }

  async prepare() {
    await sodium.ready;
    [this.office, this.university, ...this.bidders] = await Promise.all([
      this.organisation(2001, 'government_office', '演练采购办公室'),
      this.organisation(2004, 'agency', '演练师范大学', ['university']),
      this.organisation(2002, 'agency', '演练甲人力资源有限公司', ['hr_company']),
      this.organisation(2003, 'agency', '演练乙人才服务有限公司', ['hr_company']),
      this.organisation(2005, 'agency', '演练丙人才测评有限公司', ['hr_company']),
    ]);
    this.officers = await Promise.all(
      ['主任', '纪检', '公证'].map(async (label) => {
        const { key } = await this.person(this.office, label);
        const { publicKey, privateKey } = sodium.crypto_box_keypair();
        const body = { label, public_key: sodium.to_hex(publicKey) };
        const { id } = await done(this.call(key, 'POST', '/v1/opening_keys', body), 201);
        return { key, id, publicKey, privateKey };
      }),
    );
    return this;
  }

  /** Publishes a procurement and sends each bidder's price. `prices` are in the order of the bidders. */
  async procure({ title, prices, ...more }) {
    const deadline = Math.ceil((Date.now() + daysToBid * dayMs + spareMs) / 1000) * 1000;
    const tender = await done(
      this.call(this.office.key, 'POST', '/v1/tenders', {
        title,
        description: '全年校园招聘会的组织与服务。',
        region: '330100',
        method: 'open',
        budget: yuan('1000000.00'),
        lots: [{ number: 1, title: '全部服务', budget: yuan('1000000.00') }],
        items: [{ description: '招聘会', quantity: 12, unit: '场' }],
        criteria: [
          { code: 'price', title: '投标报价', kind: 'price', weight: 40 },
          { code: 'plan', title: '服务方案', kind: 'quality', weight: 60 },
        ],
        deadline_at: new Date(deadline).toISOString(),
        ...more,
      }),
      201,
    );
    const path = `/v1/tenders/${tender.id}`;
    const officers = this.officers.map((each) => ({ opening_key_id: each.id }));
    await done(this.call(this.office.key, 'POST', `${path}/key`, { officers }), 201);
    await this.step(this.office.key, path, 'publish');
    await Promise.all(
      prices.map((price, at) =>
        done(
          this.call(this.bidders[at].key, 'POST', `${path}/bids`, {
            lot: 1,
            price: yuan(price),
            quality_response: '我方将组织十二场招聘会，每场到会企业不少于八十家。',
          }),
          201,
        ),
      ),
    );
    return { id: tender.id, path, deadline };
  }

  /** Waits for the deadline; two officers release their shares, and the office opens. */
  async open({ id, path, deadline }) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, deadline + 100 - Date.now())));
    for (const { key, publicKey, privateKey } of this.officers.slice(0, 2)) {
      const own = await done(this.call(key, 'GET', `${path}/opening/share`), 200);
      const sealed = sodium.from_base64(own.sealed_share, sodium.base64_variants.URLSAFE_NO_PADDING);
      const share = sodium.to_hex(sodium.crypto_box_seal_open(sealed, publicKey, privateKey));
      await done(this.call(key, 'POST', `${path}/opening/shares`, { share }), 201);
    }
    const opened = await this.step(this.office.key, path, 'open', {
      witnesses: [{ organisation: '演练公证处', capacity: '公证员' }],
    });
    assert.equal(opened.phase, 'opened', id);
  }

  /** Somebody declares to be tied to nobody, or to one of the organisations. */
  declare(key, seat, interests = []) {
    return this.step(key, `/v1/panel_seats/${seat}`, 'declare', { interests });
  }

  score(key, path, bidder, points, reason = '方案完整') {
    return done(
      this.call(key, 'POST', `${path}/scores`, {
        lot: 1,
        bidder,
        criterion: 'plan',
        points_hundredths: points,
        reason,
      }),
      201,
    );
  }

  /** One proposes the points of a bidder, the others confirm. Who says nothing for a day, a second here, agrees. */
  async agree(path, bidder, points, proposer, others) {
    const place = { lot: 1, bidder, criterion: 'plan' };
    const body = { ...place, points_hundredths: points, reason: '按各成员打分的均值' };
    const { version: proposal } = await done(this.call(proposer, 'POST', `${path}/consensus`, body), 201);
    const position = { ...place, proposal, stand: 'confirmed' };
    for (const key of others) {
      const { status } = await this.call(key, 'POST', `${path}/consensus/positions`, position);
      assert.ok([201, 409].includes(status), `${status}: taken, or agreed meanwhile`);
    }
    await until(async () => {
      const { items } = await done(this.call(proposer, 'GET', `${path}/consensus`), 200);
      return items.find((each) => each.bidder === bidder).state === 'agreed';
    }, 'the panel agrees');
  }

  /** From the opening to the award of the first in rank, without a browser. */
  async award(tender) {
    const { path } = tender;
    const members = [];
    for (const of of [this.office, ...Array(4).fill(this.university)]) {
      const person = await this.person(of, '评委');
      const seat = await done(this.call(this.office.key, 'POST', `${path}/panel`, { holder_id: person.id }), 201);
      await this.declare(person.key, seat.id);
      members.push(person.key);
    }
    await this.open(tender);
    for (const key of members) {
      for (const bidder of ['A', 'B', 'C']) await this.score(key, path, bidder, 8500);
    }
    for (const bidder of ['A', 'B', 'C']) await this.agree(path, bidder, 8500, members[0], members.slice(1));
    await this.step(this.office.key, path, 'evaluate');
    await done(
      this.call(members[0], 'POST', `${path}/evaluation_reports`, { summary: '推荐综合得分第一名。' }),
      201,
    );
    const bids = (await done(this.call(this.office.key, 'GET', `${path}/bids`), 200)).items;
    const best = bids.find((each) => each.rank_in_lot === 1);
    const awarded = await this.step(this.office.key, path, 'award', { bid_id: best.id, reasons: ['综合得分最高'] });
    return awarded.awards[0];
  }
}
