// What receivers of webhooks are told of a procurement: every message is signed, says what the feed
// says, comes once, and never holds a secret or a price that is sealed or another's. On the way: a
// winner chosen by five clerks at the same instant, and what a bidder reads of the evaluation.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';

import { expect_refusal, holds_soon, is_told, scenario, tell, yuan } from './market.mjs';
import { evaluate, id_of, make_officers, open, publish, score, seat_panel, tender_text, wait_for_signing_key } from './procedure.mjs';

const lots = [1, 2, 3, 4];
const clerks_at_once = 5;

/// Somebody's address on this machine; keeps what comes.
class Receiver {
  static async of(who) {
    const made = new Receiver();
    made.who = who;
    made.messages = [];
    made.server = createServer((request, response) => {
      const parts = [];
      request.on('data', (part) => parts.push(part));
      request.on('end', () => {
        made.messages.push({ headers: request.headers, body: Buffer.concat(parts).toString('utf8') });
        response.writeHead(204).end();
      });
    });
    await new Promise((resolve) => { made.server.listen(0, '127.0.0.1', resolve); });
    made.before = await newest_of(who);
    const answered = await who.post('/v1/webhooks',
      { address: `http://127.0.0.1:${made.server.address().port}/hook`, enabled: true });
    made.secret = answered.secret;
    made.since = answered.webhook.id;
    return made;
  }

  get text() { return this.messages.map((each) => each.body).join('\n'); }
  close() { this.server.closeAllConnections(); this.server.close(); }
}

async function feed_of(who, after) {
  const all = [];
  for (let from = after; ;) {
    const page = await who.get(`/v1/feed?after=${from}&limit=1000`);
    if (page.entries.length === 0) return all;
    all.push(...page.entries);
    from = page.entries.at(-1).sequence;
  }
}
const newest_of = async (who) => (await feed_of(who, 0)).at(-1)?.sequence ?? 0;

/// Standard Webhooks, written from its text: the content is id, timestamp and body with dots between.
function signatureOf(secret, { headers, body }) {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const content = [headers['webhook-id'], headers['webhook-timestamp'], body].join('.');
  return `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
}

/// What was received is what the feed shows this organisation, each entry once, signed.
async function check_received(receiver) {
  const shown = async () => (await feed_of(receiver.who, receiver.before))
    .filter((one) => !one.withheld && one.object_id !== receiver.since);
  const wanted = await shown();
  assert.ok(wanted.length > 0);
  const came = () => new Set(receiver.messages.map((each) => JSON.parse(each.body).data.sequence));
  await holds_soon(() => wanted.every((one) => came().has(one.sequence)));
  const entries = new Map((await shown()).map((one) => [one.sequence, one]));
  const ids = new Set();
  const met = new Set();
  for (const message of receiver.messages) {
    assert.equal(message.headers['webhook-signature'], signatureOf(receiver.secret, message));
    assert.notEqual(message.headers['webhook-signature'],
      signatureOf(receiver.secret, { ...message, body: `${message.body} ` }));
    const { type, timestamp, data } = JSON.parse(message.body);
    if (data.object_id === receiver.since) continue;
    assert.deepEqual(data, entries.get(data.sequence), `sequence ${data.sequence}`);
    assert.equal(type, data.type);
    assert.equal(timestamp, data.at);
    ids.add(message.headers['webhook-id']);
    met.add(data.sequence);
  }
  assert.equal(ids.size, met.size, 'an entry came as two messages');
  return met.size;
}

/// As the API writes money, and as fen.
const forms_of = (amount) => [`"${amount}"`, new RegExp(`\\b${amount.replace('.', '')}\\b`)];
function holds_none(text, amounts, of) {
  for (const amount of amounts) {
    for (const form of forms_of(amount))
      assert.ok(!(form instanceof RegExp ? form.test(text) : text.includes(form)), `${of} was told ${amount}`);
  }
}

await scenario('What receivers are told', async (market) => {
  tell('Everybody has a receiver: the office, the bidders, the operator, and a university that bids for nothing.');
  const office = await market.office('杭州市人力资源和社会保障局', 1);
  const finance = await market.office('杭州市财政局', 2);
  await market.operator.step(`/v1/organisations/${finance.id}`, 'name_supervisor', { reasons: ['杭财〔2026〕1号'] });
  const bidders = [];
  for (const [place, name] of ['钱塘', '余杭', '西湖'].entries())
    bidders.push(await market.agency(`${name}人力资源有限公司`, 4 + place));
  const university = await market.university('杭州大学', 7);
  const officers = await make_officers(market, office, office, office);
  const receivers = [];
  for (const who of [office, finance, ...bidders, university, market.operator]) receivers.push(await Receiver.of(who));
  const receiver_of = (who) => receivers.find((each) => each.who === who);

  tell('Three bid for four lots, and the office gives more time.');
  const tender = await publish(market, office, officers, tender_text(market, { days: 22, budget: yuan('1000000.00'),
    lots: lots.map((number) => ({ number, title: `第${number}包`, budget: yuan('250000.00') })) }));
  await market.pass({ hours: 2 });
  await wait_for_signing_key(market);
  const bids = [];
  for (const lot of lots) {
    for (const [place, who] of bidders.entries()) {
      const price = `${213579 + lot * 1741 + place * 3163}.${17 + lot * 10 + place}`;
      const plan = `方案${lot}-${place}`;
      const receipt = await who.once(`${tender}/bids`, { lot, price: yuan(price), quality_response: plan });
      bids.push({ lot, who, price, plan, path: `/v1/bids/${receipt.bid_id}`, id: receipt.bid_id });
    }
  }
  const prices = bids.map((each) => each.price);
  await office.step(tender, 'extend', { rationale: '应要求延期', deadline_at: market.in({ days: 24 }) });
  for (const each of bids) await is_told(each.who, each.path, ['bid.deadline_extended']);
  for (const each of receivers) {
    await check_received(each);
    holds_none(each.text, prices, each.who.name);
  }

  tell('After the opening each knows its own prices; one bid is disqualified, and its bidder told why.');
  await market.pass({ days: 25 });
  open(market, office, officers, tender);
  const out = bids.find((each) => each.lot === 1 && each.who === bidders[2]);
  await office.step(out.path, 'disqualify', { reasons: ['未按要求签章'] });
  await is_told(out.who, out.path, ['bid.opened', 'bid.disqualified']);
  await office.step(tender, 'proceed', { reasons: ['杭财采〔2026〕7号'] });
  const panel = await seat_panel(office, university, tender, 4);
  await score(panel, tender, Object.fromEntries(bids.map((each) => [each.plan, each.who === bidders[0] ? 9000 : 8000])));
  await evaluate(office, panel, tender);
  for (const each of bids.filter((one) => one !== out)) await is_told(each.who, each.path, ['bid.opened', 'bid.evaluated']);
  for (const each of receivers) {
    await check_received(each);
    holds_none(each.text, bids.filter((one) => one.who !== each.who).map((one) => one.price), each.who.name);
  }

  for (const each of bids) // what is looked for is what would be found
    assert.throws(() => holds_none(receiver_of(each.who).text, [each.price], each.who.name));

  tell('Five clerks choose winners at the same instant: for each lot there is one award, and the others are told why not.');
  const clerks = [];
  for (let i = 0; i < clerks_at_once; ++i) clerks.push((await office.person(`经办人${i + 1}`)).client);
  for (const lot of lots) {
    const { version } = await office.get(tender);
    const choices = bids.filter((each) => each.lot === lot && each !== out);
    const answers = await Promise.all(clerks.map((clerk, place) => clerk.ask('POST', `${tender}/award`,
      { bid_id: choices[place % choices.length].id, reasons: ['综合考虑'] }, { 'If-Match': `"${version}"` })));
    const won = answers.filter((each) => each.status < 300);
    assert.equal(won.length, 1, answers.map((each) => each.text).join('\n'));
    for (const lost of answers.filter((each) => each.status >= 300)) {
      await expect_refusal(lost, 'stale-version');
      assert.equal(lost.document.detail, `The resource is at version ${version + 1}, the request names ${version}.`);
    }
    const { awards } = await office.get(tender);
    assert.equal(awards.filter((each) => each.lot === lot).length, 1);
    // Who reads the tender again and insists learns that the lot is decided.
    await expect_refusal(office.try_step(tender, 'award', { bid_id: choices[1].id, reasons: ['仍然'] }), 'wrong-state');
  }
  const made = (await feed_of(office, 0)).filter((one) => one.type === 'award.made');
  assert.equal(made.length, lots.length);

  tell('Each bidder reads its scores, rank and reasons and the notice of the award; the report stays the panel’s and the buyer’s.');
  assert.equal((await office.get(`${tender}/evaluation_reports`)).items.length, 1);
  for (const each of bids) {
    const own = await each.who.get(each.path);
    if (each === out) {
      assert.deepEqual(own.state_reasons, ['未按要求签章']);
    } else {
      assert.ok(own.rank_in_lot >= 1 && own.total_hundredths > 0);
      assert.deepEqual(own.score_lines.map((one) => one.criterion), ['price', 'plan']);
      assert.ok(own.score_lines.every((one) => one.reason.length > 0));
    }
    const notice = (await each.who.get(tender)).awards.find((one) => one.lot === each.lot);
    assert.ok(notice.standings.length >= 2 && notice.reasons.length > 0 && notice.supplier_name.length > 0);
    await expect_refusal(each.who.ask('GET', `${tender}/evaluation_reports`), 'not-found');
    await expect_refusal(each.who.ask('GET', `${tender}/consensus`), 'not-found');
    const another = bids.find((one) => one.lot === each.lot && one.who !== each.who);
    await expect_refusal(each.who.ask('GET', another.path), 'not-found');
  }

  tell('An exclusion is proposed: both sides are told of it and of its term, when it nears and when it is over.');
  const excluded = await finance.once('/v1/exclusions', { supplier_id: out.who.id, ground: 'collusion',
    facts: '两份投标文件出自同一台电脑。', months: 12 });
  const exclusion = `/v1/exclusions/${excluded.id}`;
  await is_told(out.who, exclusion, ['exclusion.proposed']);
  const told_of_term = async (who) => {
    const of_it = (await feed_of(who, receiver_of(who).before)).filter((one) => one.type?.startsWith('clock.')
      && one.after?.object_id === id_of(exclusion));
    const noticed = (await who.all('/v1/inbox')).map((one) => one.sequence);
    return of_it.filter((one) => noticed.includes(one.sequence)).map((one) => one.type);
  };
  const running = async (who) => (await who.all('/v1/clocks')).filter((each) => each.object_id === id_of(exclusion));
  for (const who of [out.who, finance]) await holds_soon(async () => (await running(who)).length === 1);
  const [clock] = await running(out.who);
  const left = (new Date(clock.due) - Date.now() - market.ahead) / 3_600_000;
  await market.pass({ hours: left - 1 });
  for (const who of [out.who, finance]) await holds_soon(async () => (await told_of_term(who)).length === 1);
  await market.pass({ hours: 2 });
  for (const who of [out.who, finance]) {
    await holds_soon(async () => (await told_of_term(who)).length === 2);
    assert.deepEqual(await told_of_term(who), ['clock.nearing', 'clock.overdue']);
  }
  await finance.step(exclusion, 'decide', { excluded: true, reasons: ['逾期未申辩'] });
  await is_told(out.who, exclusion, ['exclusion.proposed', 'exclusion.excluded']);

  tell('Every message was signed, agrees with the feed and came once; no secret and no other’s price is in any.');
  const secrets = [...market.people, market.operator].map((each) => each.key).concat(officers.map((each) => each.secret),
    officers.map((each) => each.client.key), panel.map((each) => each.key), receivers.map((each) => each.secret));
  for (const each of receivers) {
    const count = await check_received(each);
    for (const secret of secrets) assert.ok(!each.text.includes(secret), `${each.who.name} was told a secret`);
    const awarded = (await office.get(tender)).awards.map((one) => one.price.amount);
    if (bidders.includes(each.who) || each.who === university)
      holds_none(each.text, bids.filter((one) => one.who !== each.who && !awarded.includes(one.price)).map((one) => one.price),
        each.who.name);
    console.log(`     ${each.who.name}: ${count} messages`);
  }
  assert.ok(receiver_of(university).messages.length < receiver_of(bidders[0]).messages.length);
  receivers.forEach((each) => each.close());
});
