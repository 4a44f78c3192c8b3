// Bad input over HTTP, from the bid to the payment: each is refused with a documented problem, or
// has the consequence that is documented, and nothing of it is kept. README.md beside this file has
// the table of cases; what is there and what is tried here are the same, which is checked.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { base64url, contentOf, fromBase64url, publicKeyOf, seal, sha256, sodium } from '../../client/sealing.mjs';
import { check_agreement } from './agreement.mjs';
import { Client, expect_refusal, scenario, tell, yuan } from './market.mjs';
import { agree, award, bid, contract, id_of, invoice, make_officers, milestones_of, open, publish, score, seat_panel, submit,
  tender_text, wait_for_signing_key } from './procedure.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const cases = new Map(); // case → what becomes of it

/// A case that is refused: the problem's name, and the places that it names.
async function refused(name, problem, answering, ...pointers) {
  await expect_refusal(answering, problem, ...pointers);
  assert.ok(existsSync(join(here, '../../../docs/problems', `${problem}.md`)), `${problem} has no page`);
  cases.set(name, `[${problem}](../../../docs/problems/${problem}.md)${pointers.length > 0 ? ` at \`${pointers.join('`, `')}\`` : ''}`);
}
/// A case that is no error, or shows only later.
function becomes(name, consequence, holds) {
  assert.ok(holds, `${name}: not ${consequence}`);
  cases.set(name, consequence);
}

let keys_made = 0;
const new_key = () => ({ 'Idempotency-Key': `refusals-${(keys_made += 1)}` });

/// A request whose body ends in the middle, as when a line breaks.
function half_sent(market, path, key, body) {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(market.server);
    const socket = connect(Number(port), hostname, () => {
      socket.write(`POST ${path} HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${key}\r\n` +
        'Content-Type: application/json\r\nIdempotency-Key: half\r\n' +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body.slice(0, body.length / 2)}`);
      setTimeout(() => { socket.destroy(); resolve(); }, 100);
    });
  });
}

async function bids_that_are_refused(market, { office, bidder, rival, tender }) {
  const send = (who, body, headers = new_key()) => who.ask('POST', `${tender}/bids`, body, headers);
  const plain = { lot: 1, price: yuan('900000.00'), quality_response: '方案' };
  const { public_key } = await office.get(`${tender}/key`);
  const sealed = (changes = {}, to = public_key) => ({ lot: 1, ...seal(contentOf({ tender: id_of(tender),
    organisation: bidder.id, lot: 1, price: '900000.00', quality: '方案', documents: [], ...changes }), to) });

  await refused('a bid before bids are taken', 'bidding-closed', send(bidder, plain));
  await market.pass({ hours: 2 });
  await refused('a bid without a credential', 'unauthenticated', send(new Client(market.server), plain));
  await refused('a bid with a key that nobody has', 'unauthenticated', send(new Client(market.server, 'tp_live_nobody'), plain));
  await refused('a bid without an idempotency key', 'idempotency-key-required', send(bidder, plain, {}));
  await refused('a bid of the buyer’s own', 'forbidden', send(office, plain));
  await refused('a bid of an officer’s organisation', 'conflict-of-interest', send(market.operator, plain));
  await refused('a bid for a lot that is none', 'invalid-fields', send(bidder, { ...plain, lot: 2 }), '/lot');
  await refused('a bid in plain and sealed at once', 'invalid-fields', send(bidder, { ...sealed(), ...plain }));
  await refused('a bid of nothing', 'invalid-fields', send(bidder, { lot: 1 }));
  await refused('a bid of a negative price', 'invalid-fields', send(bidder, { ...plain, price: yuan('-1.00') }), '/price/amount');
  await refused('a bid in another currency', 'invalid-fields', send(bidder, { ...plain, price: { amount: '1.00', currency: 'USD' } }),
    '/price/currency');
  const box = sealed();
  await refused('a sealed bid with another hash', 'seal-invalid', send(bidder, { ...box, sha256: '0'.repeat(64) }));
  await refused('a sealed bid that is no base64url', 'seal-invalid', send(bidder, { ...box, sealed: '!'.repeat(box.sealed.length) }));
  const half = fromBase64url(box.sealed).slice(0, 2000);
  await refused('a sealed bid of which half came', 'seal-invalid',
    send(bidder, { lot: 1, sealed: base64url(half), sha256: sha256(half) }));
  await half_sent(market, `${tender}/bids`, bidder.key, JSON.stringify(box));
  becomes('a request of which half came', 'nothing: no bid', (await bidder.all('/v1/bids')).length === 0);

  const first = await send(bidder, box, { 'Idempotency-Key': 'once' });
  assert.equal(first.status, 201, first.text);
  const again = await send(bidder, box, { 'Idempotency-Key': 'once' });
  becomes('a bid that is sent again under its key', 'the first receipt, byte for byte',
    again.text === first.text && again.headers.get('idempotent-replayed') === 'true');
  await refused('another bid under the same key', 'idempotency-key-reused', send(bidder, sealed(), { 'Idempotency-Key': 'once' }));
  const own = `/v1/bids/${first.document.bid_id}`;
  await refused('a look at another’s bid', 'not-found', rival.ask('GET', own));
  await refused('a withdrawal of another’s bid', 'not-found', rival.ask('POST', `${own}/withdraw`, undefined, { 'If-Match': '"1"' }));
  await refused('a look at another’s receipt', 'not-found', rival.ask('GET', `${own}/receipt`));
  await refused('the buyer’s look at the bids before the opening', 'bid-sealed', office.ask('GET', `${tender}/bids`));

  // These arrive like any other: nobody can see what is in them before the opening.
  const to_another_key = publicKeyOf(sodium.randombytes_buf(32));
  const wrong = {
    'a bid that is sealed to another key': sealed({}, to_another_key),
    'a bid that is sealed for another tender': sealed({ tender: '00000000-0000-7000-8000-000000000000' }),
    'a bid that is sealed for another lot': sealed({ lot: 9 }),
    'another’s box as one’s own': sealed({ organisation: rival.id }),
    'a sealed text that is no bid': { lot: 1, ...seal('{"format":"talent-sealed-bid-1"}', public_key) },
    'a sealed text that is no JSON': { lot: 1, ...seal('a bid of 900,000 yuan', public_key) },
  };
  return { wrong, first: first.document };
}

async function bids_that_fall(market, { bidder, tender }, wrong, institutes) {
  // Each from a bidder of its own, so that none replaces another.
  const sent = [];
  for (const [name, body] of Object.entries(wrong)) {
    const who = institutes.shift();
    const receipt = await who.post(`${tender}/bids`, body, new_key());
    sent.push({ name, who, path: `/v1/bids/${receipt.bid_id}` });
  }
  const doubled = await bidder.ask('POST', `${tender}/bids`, { lot: 1, price: yuan('890000.00'), quality_response: '方案二' }, new_key());
  assert.equal(doubled.status, 201, doubled.text);
  return { sent, second: doubled.document };
}

async function evaluation_that_is_refused(market, { office, bidder, rival, university, tender }) {
  // Two of eight bids are left, and the law wants three: the finance department has approved.
  await office.step(tender, 'proceed', { reasons: ['杭财采〔2026〕7号'] });
  const members = [await office.person('采购人代表')];
  for (let i = 1; i <= 4; ++i) members.push(await university.person(`评审专家${i}`));
  const seats = [];
  for (const member of members) seats.push(await office.post(`${tender}/panel`, { holder_id: member.id }));
  const [one, tied] = members;
  const points = (changes = {}) => ({ lot: 1, bidder: 'A', criterion: 'plan', points_hundredths: 9000, reason: '完整', ...changes });
  const scores = (who, changes) => who.ask('POST', `${tender}/scores`, points(changes));

  await refused('a score before interests were declared', 'wrong-state', scores(one.client));
  const declare = (place, interests) => members[place].client.step(`/v1/panel_seats/${seats[place].id}`, 'declare', { interests });
  for (const place of members.keys())
    await declare(place, place === 1 ? [{ organisation_id: bidder.id, nature: '曾任顾问' }] : []);
  await refused('a score by a member who is tied to a bidder', 'conflict-of-interest', scores(tied.client));
  await refused('a score beside a member who is tied to a bidder', 'panel-incomplete', scores(one.client));
  await refused('an evaluation with a member who is tied to a bidder', 'evaluation-incomplete', office.try_step(tender, 'evaluate'));
  const successor = await university.person('评审专家5');
  await office.step(`/v1/panel_seats/${seats[1].id}`, 'replace', { holder_id: successor.id, reasons: ['与投标人有利害关系'] });
  const seat = (await office.all(`${tender}/panel`)).find((each) => each.holder_id === successor.id);
  await successor.client.step(`/v1/panel_seats/${seat.id}`, 'declare', { interests: [] });
  members[1] = successor;

  await refused('a score by a member who was replaced', 'not-found', scores(tied.client));
  await refused('a score by a bidder', 'not-found', scores(rival));
  await refused('a score by the office, which sits by its representative', 'forbidden', scores(office));
  await refused('a score of the price', 'invalid-fields', scores(one.client, { criterion: 'price' }), '/criterion');
  await refused('a score beyond a hundred points', 'invalid-fields', scores(one.client, { points_hundredths: 10001 }), '/points_hundredths');
  await refused('a score for a bidder that is none', 'invalid-fields', scores(one.client, { bidder: 'Z' }), '/bidder');
  const bids = await one.client.all(`${tender}/panel/bids`);
  const given = await scores(one.client, { bidder: bids[0].bidder });
  assert.equal(given.status, 201, given.text);
  await refused('a score that is given twice', 'duplicate', scores(one.client, { bidder: bids[0].bidder }));
  await refused('a consensus before everybody has scored', 'evaluation-incomplete',
    one.client.ask('POST', `${tender}/consensus`, points({ bidder: bids[0].bidder })));
  await refused('an evaluation before everybody has scored', 'evaluation-incomplete', office.try_step(tender, 'evaluate'));
  await refused('a member’s look at the bids by name', 'forbidden', one.client.ask('GET', `${tender}/bids`));
  for (const each of bids) {
    for (const [place, member] of members.entries()) {
      if (place === 0 && each === bids[0]) continue;
      await member.client.post(`${tender}/scores`, points({ bidder: each.bidder }));
    }
  }
  const proposal = await one.client.post(`${tender}/consensus`, points({ bidder: bids[0].bidder }));
  const position = (who, changes = {}) => who.ask('POST', `${tender}/consensus/positions`,
    { lot: 1, bidder: bids[0].bidder, criterion: 'plan', proposal: proposal.version, stand: 'confirmed', ...changes });
  await refused('a member’s confirmation of its own proposal', 'duplicate', position(one.client));
  await refused('a confirmation by the office, which sits by its representative', 'forbidden', position(office));
  await refused('a confirmation of a proposal that is none', 'conflict', position(members[2].client, { proposal: 2 }));
  await refused('a dissent without a reason', 'invalid-fields', position(members[2].client, { stand: 'dissented' }), '/reason');
  await refused('a consensus that one member alone has recorded', 'evaluation-incomplete', office.try_step(tender, 'evaluate'));
  for (const each of bids) await agree(members.map((member) => member.client), tender, points({ bidder: each.bidder }));
  await office.step(tender, 'evaluate');
  const one_bid = (await office.all(`${tender}/bids`)).find((each) => each.rank_in_lot === 1);
  await refused('an award before the panel’s report', 'evaluation-incomplete',
    office.try_step(tender, 'award', { bid_id: one_bid.id, reasons: ['好'] }));
  await one.client.post(`${tender}/evaluation_reports`, { summary: '推荐综合得分第一名' });
}

const whole = (market) => [{ title: '全部服务', percent_basis_points: 10000, due_on: market.day({ days: 200 }) }];

async function contract_that_is_refused(market, { office, bidder, rival, tender }, second) {
  await refused('an award of a bid that is none', 'invalid-fields', office.try_step(tender, 'award', { bid_id: tender.slice(-36), reasons: ['好'] }),
    '/bid_id');
  const notice = await award(office, tender, second);
  await refused('a second award of the same lot', 'wrong-state', office.try_step(tender, 'award', { bid_id: second.bid_id, reasons: ['好'] }));
  await refused('a contract within the standstill', 'standstill-running', office.try_step(notice, 'contract', { milestones: whole(market) }));
  await refused('an award that the buyer takes back from a winner who may sign', 'wrong-state',
    office.try_step(notice, 'fail', { reasons: ['改变主意'] }));
  await refused('an award that another declines', 'not-found', rival.try_step(notice, 'decline', { reasons: ['不'] }));
  const filed = await rival.post(`${tender}/remedies`, { kind: 'challenge', subject: 'result', grounds: ['评分有误'], facts: '见附件。' });
  await market.pass({ days: 20 });
  await refused('a contract while a challenge is pending', 'award-suspended', office.try_step(notice, 'contract', { milestones: whole(market) }));
  await office.step(`/v1/remedies/${filed.id}`, 'answer', { text: '评分无误。', upheld: false, reasons: ['评分无误'] });
  const uneven = [{ ...whole(market)[0], percent_basis_points: 5000 }, { ...whole(market)[0], percent_basis_points: 4999 }];
  await refused('milestones whose percentages sum to 99.99', 'invalid-fields', office.try_step(notice, 'contract', { milestones: uneven }), '/milestones');
  const made = await contract(office, bidder, notice, { milestones: whole(market) });
  await refused('an award that the winner withdraws from after signing', 'wrong-state', bidder.try_step(notice, 'decline', { reasons: ['太低'] }));
  await refused('an award that the buyer withdraws after signing', 'wrong-state', office.try_step(notice, 'fail', { reasons: ['不要了'] }));
  await refused('a tender that is cancelled after signing', 'wrong-state', office.try_step(tender, 'cancel', { reasons: ['不要了'] }));
  await refused('a contract that is signed twice', 'wrong-state', office.try_step(made, 'sign'));
  await refused('a contract that a stranger signs', 'not-found', rival.ask('POST', `${made}/sign`, undefined, { 'If-Match': '"1"' }));
  await refused('a second contract of the same award', 'wrong-state', office.try_step(notice, 'contract', { milestones: whole(market) }));
  await refused('a change of a contract that is in force', 'wrong-state', office.ask('PATCH', made, { terms: '另议' },
    { 'If-Match': `"${(await office.get(made)).version}"` }));
  return made;
}

async function money_that_is_refused(market, { office, bidder, rival }, made) {
  const [milestone] = await milestones_of(office, made);
  await refused('an acceptance of what was not submitted', 'wrong-state', office.try_step(milestone, 'accept'));
  await refused('a submission without evidence', 'invalid-fields', bidder.try_step(milestone, 'submit', { evidence: [] }), '/evidence');
  await submit(bidder, milestone);
  await refused('an acceptance by the supplier', 'forbidden', bidder.try_step(milestone, 'accept'));
  await refused('an acceptance in part of all of it', 'amount-exceeded',
    office.try_step(milestone, 'accept_partly', { accepted_amount: yuan('890000.00'), reasons: ['部分'] }));
  const { version } = await office.get(milestone);
  await refused('a decision that names no version', 'precondition-required', office.ask('POST', `${milestone}/accept`));
  await office.step(milestone, 'accept');
  await refused('a decision on a version that was changed', 'stale-version',
    office.ask('POST', `${milestone}/accept`, undefined, { 'If-Match': `"${version}"` }));
  await refused('an invoice beyond what was accepted', 'amount-exceeded', bidder.ask('POST', `${milestone}/invoices`, { amount: yuan('890000.01') }));
  await refused('an invoice by a stranger', 'not-found', rival.ask('POST', `${milestone}/invoices`, { amount: yuan('1.00') }));
  const bill = await invoice(bidder, milestone, '890000.00');
  const pay = (who, amount, key = new_key()) => who.ask('POST', `${bill}/payments`, { amount: yuan(amount) }, key);
  await refused('a payment without an idempotency key', 'idempotency-key-required', pay(office, '1.00', {}));
  await refused('a payment of nothing', 'invalid-fields', pay(office, '0.00'), '/amount/amount');
  await refused('a payment of a part of a fen', 'invalid-fields', pay(office, '0.001'), '/amount/amount');
  await refused('a payment beyond the invoice', 'amount-exceeded', pay(office, '890000.01'));
  await refused('a payment by the supplier', 'forbidden', pay(bidder, '1.00'));
  await refused('a payment by a stranger’s office', 'not-found', pay(market.people.find((each) => each.name === '杭州市审计局'), '1.00'));

  tell('Two clerks pay one invoice at the same instant, and one of them clicks twice.');
  const clicks = [{ 'Idempotency-Key': 'clerk-1' }, { 'Idempotency-Key': 'clerk-1' }, { 'Idempotency-Key': 'clerk-2' }];
  const answers = await Promise.all(clicks.map((key) => pay(office, '890000.00', key)));
  const paid = answers.filter((each) => each.status === 201);
  const payments = await office.all(`${bill}/payments`);
  becomes('an invoice that two clerks pay at the same instant', 'one payment; the other clerk is told amount-exceeded',
    payments.length === 1 && paid.length === (answers[2].status === 201 ? 1 : 2) &&
    answers.filter((each) => each.status !== 201).every((each) => each.text.includes('amount-exceeded')));
  await refused('a payment of what is paid', 'amount-exceeded', pay(office, '0.01'));
  await refused('a dispute of what is paid', 'wrong-state', office.try_step(bill, 'dispute', { amount: yuan('1.00'), reasons: ['迟'] }));
  await refused('a refund beyond what was paid', 'amount-exceeded', bidder.ask('POST', `${bill}/refunds`, { amount: yuan('890000.01'), reason: '多付' }, new_key()));
}

const publication_faults = {
  'criteria whose weights sum to 99': [{ criteria: [{ code: 'price', title: '价格', kind: 'price', weight: 40 },
    { code: 'plan', title: '方案', kind: 'quality', weight: 59 }] }, '/criteria'],
  'parts of a criterion that sum to less than it': [{ criteria: [{ code: 'price', title: '价格', kind: 'price', weight: 40 },
    { code: 'plan', title: '方案', kind: 'quality', weight: 60, sub_criteria: [{ code: 'a', title: '人员', weight: 59 }] }] },
  '/criteria/1/sub_criteria'],
  'a price that weighs less than the law asks': [{ criteria: [{ code: 'price', title: '价格', kind: 'price', weight: 9 },
    { code: 'plan', title: '方案', kind: 'quality', weight: 91 }] }, '/criteria'],
  'fewer days to bid than the law asks': [{ days: 19 }, '/deadline_at'],
  'lots beyond the budget': [{ lots: [{ number: 1, title: '全部', budget: yuan('1000000.01') }] }, '/lots'],
};

async function notices_that_are_refused(market, office, officers) {
  for (const [name, [changes, pointer]] of Object.entries(publication_faults)) {
    const drafted = await office.post('/v1/tenders', tender_text(market, changes));
    await office.post(`/v1/tenders/${drafted.id}/key`, { officers: officers.map((each) => ({ opening_key_id: each.opening_key_id })) });
    await refused(`a tender with ${name}`, 'publication-refused', office.try_step(`/v1/tenders/${drafted.id}`, 'publish'), pointer);
  }
  const drafted = await office.post('/v1/tenders', tender_text(market));
  await refused('a tender without officers', 'publication-refused', office.try_step(`/v1/tenders/${drafted.id}`, 'publish'), '/key');
}

/// The cases of README.md and those that were tried are the same; TALENT_UPDATE_REFUSALS writes them.
function check_table() {
  const file = join(here, 'README.md');
  const text = readFileSync(file, 'utf8');
  const head = '| case | what becomes of it |\n|---|---|\n';
  const start = text.indexOf(head) + head.length;
  const rows = [...cases].map(([name, outcome]) => `| ${name} | ${outcome} |\n`).join('');
  const end = start + text.slice(start).search(/\n\n|$/);
  if (process.env.TALENT_UPDATE_REFUSALS) writeFileSync(file, text.slice(0, start) + rows + text.slice(end + 1));
  else assert.equal(text.slice(start, end + 1), rows, 'TALENT_UPDATE_REFUSALS=1 writes the table anew');
}

await scenario('Bad input', async (market) => {
  const office = await market.office('杭州市人力资源和社会保障局', 1);
  await market.office('杭州市审计局', 3);
  const bidder = await market.agency('钱塘人力资源有限公司', 4);
  const rival = await market.agency('余杭人才服务有限公司', 5);
  const university = await market.university('杭州大学', 6);
  const others = [];
  for (let serial = 11; serial <= 16; ++serial) others.push(await market.agency(`投标人${serial}`, serial));
  const officers = await make_officers(market, office, market.operator, office);

  tell('Notices that are refused.');
  await notices_that_are_refused(market, office, officers);
  const tender = await publish(market, office, officers, tender_text(market));
  const people = { office, bidder, rival, university, tender };

  tell('Bids that are refused, and bids that fall at the opening.');
  await wait_for_signing_key(market);
  const { wrong } = await bids_that_are_refused(market, people);
  const { sent, second } = await bids_that_fall(market, people, wrong, others);
  bid(market, rival, tender, { price: '950000.00', plan: '余杭方案' });
  await refused('an opening before the deadline', 'wrong-state', office.try_step(tender, 'open', { witnesses: [] }));
  await market.pass({ days: 22 });
  await refused('a bid after the deadline', 'bidding-closed',
    bidder.ask('POST', `${tender}/bids`, { lot: 1, price: yuan('1.00'), quality_response: '迟' }, new_key()));
  await refused('an opening by fewer than two officers', 'officers-missing', office.try_step(tender, 'open', { witnesses: [] }));
  open(market, office, officers, tender);
  for (const { name, who, path } of sent) {
    const fallen = await who.get(path);
    becomes(name, 'disqualified at the opening, with reasons that its bidder reads',
      fallen.state === 'disqualified' && fallen.state_reasons.length > 0);
  }
  const hashes = await office.all(`${tender}/bid_hashes`);
  becomes('a second bid of one bidder for a lot', 'it replaces the first, which is listed as withdrawn',
    hashes.length === 9 && hashes.filter((each) => each.withdrawn).length === 1);

  tell('Scores that are refused.');
  await evaluation_that_is_refused(market, people);
  tell('Awards and contracts that are refused.');
  const made = await contract_that_is_refused(market, people, second);
  tell('Deliveries and payments that are refused.');
  await money_that_is_refused(market, people, made);

  tell('Nothing of it was kept: journal, ledger and open data agree.');
  await check_agreement(market, { tampered_min: 11, require: ['tender', 'award', 'contract', 'implementation'] });
  check_table();
  console.log(`  ${cases.size} cases.`);
});
