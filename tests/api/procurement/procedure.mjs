// What the people of a procurement do, one function for each act, over HTTP alone. Sealing, the
// checking of receipts and the opening are the reference client's (tests/client).
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { holds_soon, run_client, sha256Of, yuan } from './market.mjs';

// -- the notice --

/// A tender that takes bids from an hour on. `more` are members that differ.
export function tender_text(market, { days = 22, ...more } = {}) {
  return {
    title: '人才服务外包项目',
    description: '全年招聘会与人才测评服务',
    region: '330100',
    method: 'open',
    budget: yuan('1000000.00'),
    lots: [{ number: 1, title: '全部服务', budget: yuan('1000000.00') }],
    items: [{ description: '招聘会', quantity: 12, unit: '场' }],
    criteria: [
      { code: 'price', title: '价格', kind: 'price', weight: 40 },
      { code: 'plan', title: '服务方案', kind: 'quality', weight: 60 },
    ],
    open_at: market.in({ hours: 1 }),
    deadline_at: market.in({ days }),
    ...more,
  };
}

/// Three officers of these organisations, each with a key pair whose secret stays with them.
export async function make_officers(market, ...organisations) {
  const officers = [];
  for (const [place, organisation] of organisations.entries()) {
    const person = await organisation.person(`开标人${place + 1}`);
    const pair = run_client('officer.mjs', 'keygen');
    const registered = run_client('officer.mjs', 'register', '--server', market.server, '--key', person.client.key,
      '--label', `开标人${place + 1}`, '--public', pair.public_key);
    officers.push({ ...person, secret: pair.secret_key, opening_key_id: registered.id });
  }
  return officers;
}

/// Drafted, its officers named, published; the path of the tender.
export async function publish(market, office, officers, text) {
  const drafted = await office.post('/v1/tenders', text);
  const path = `/v1/tenders/${drafted.id}`;
  run_client('officer.mjs', 'name', '--server', market.server, '--key', office.key, '--tender', drafted.id,
    ...officers.flatMap((each) => ['--officer', each.opening_key_id]));
  const published = await office.step(path, 'publish');
  assert.equal(published.state, 'published');
  return path;
}

export const id_of = (path) => path.slice(path.lastIndexOf('/') + 1);

export { holds_soon };
/// The clocks of an object that run for the organisation.
export const clocks_of = async (who, object) => (await who.all('/v1/clocks')).filter((each) => each.object_id === id_of(object));

// -- bids --

/// Sealed at the bidder's, sent, and the receipt checked; the receipt.
export function bid(market, bidder, tender, { lot = 1, price, plan }) {
  const words = ['--server', market.server, '--tender', id_of(tender), '--organisation', bidder.id];
  const sealed = join(market.folder, `sealed-${bidder.id}-${lot}.json`);
  writeFileSync(sealed, JSON.stringify(
    run_client('bidder.mjs', 'seal', ...words, '--lot', lot, '--price', price, '--quality', plan)));
  const receipt = run_client('bidder.mjs', 'submit', ...words, '--key', bidder.key, '--sealed', sealed);
  const file = join(market.folder, `receipt-${receipt.bid_id}.json`);
  writeFileSync(file, JSON.stringify(receipt));
  run_client('bidder.mjs', 'check', '--server', market.server, '--receipt', file, '--sealed', sealed);
  return { ...receipt, file };
}

/// The key that signs receipts is known to outsiders once the first head of the journal is signed.
export async function wait_for_signing_key(market) {
  for (let tries = 0; tries < 500; ++tries) {
    if ((await market.operator.get('/v1/audit/keys')).items.length > 0) return;
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
  throw new Error('no head of the journal was signed');
}

/// The bidder's box is on the list that everybody can read.
export function check_listed(market, receipt) {
  return run_client('bidder.mjs', 'listed', '--server', market.server, '--receipt', receipt.file);
}

/// Two of the three officers release their shares, and the office opens before a notary.
export function open(market, office, officers, tender) {
  for (const officer of officers.slice(1)) {
    run_client('officer.mjs', 'release', '--server', market.server, '--key', officer.client.key,
      '--tender', id_of(tender), '--secret', officer.secret);
  }
  return run_client('officer.mjs', 'open', '--server', market.server, '--key', office.key,
    '--tender', id_of(tender), '--witness', '公证处:公证员');
}

// -- the evaluation --

/// One of the office and experts from outside, each of whom declares that there is no tie.
export async function seat_panel(office, institute, tender, experts) {
  const members = [await office.person('采购人代表')];
  for (let i = 1; i <= experts; ++i) members.push(await institute.person(`评审专家${i}`));
  for (const member of members) {
    const seat = await office.post(`${tender}/panel`, { holder_id: member.id });
    await member.client.post(`/v1/panel_seats/${seat.id}/declare`, { interests: [] },
      { 'If-Match': `"${seat.version}"` });
  }
  return members.map((member) => member.client);
}

/// One member proposes the panel's consensus, and the others confirm it.
export async function agree(panel, tender, proposed) {
  const made = await panel[0].post(`${tender}/consensus`, proposed);
  const { lot, bidder, criterion, version } = made;
  for (const member of panel.slice(1)) {
    await member.post(`${tender}/consensus/positions`,
      { lot, bidder, criterion, proposal: version, stand: 'confirmed' });
  }
}

/// Every member gives a plan its points, then the panel agrees on them. `points` are by the plan's
/// text: the panel knows no names.
export async function score(panel, tender, points, criterion = 'plan') {
  const bids = await panel[0].all(`${tender}/panel/bids`);
  const scored = (each) => ({
    lot: each.lot,
    bidder: each.bidder,
    criterion,
    points_hundredths: points[each.quality_response],
    reason: '方案完整',
  });
  for (const member of panel) {
    for (const each of bids) await member.post(`${tender}/scores`, scored(each));
  }
  for (const each of bids) await agree(panel, tender, scored(each));
}

/// The buyer finishes the evaluation, and the panel delivers its report.
export async function evaluate(office, panel, tender) {
  assert.equal((await office.step(tender, 'evaluate')).state, 'evaluated');
  await panel[0].post(`${tender}/evaluation_reports`, { summary: '推荐综合得分第一名' });
}

/// The final offers of a consultation: asked for, given as sealed as the bids were, and opened by
/// two officers. `offers` are [bidder, receipt of the bid, price].
export async function settle_final_offers(market, office, officers, tender, offers) {
  await office.step(tender, 'ask_final_offers', { until: market.in({ days: 2 }) });
  for (const [bidder, receipt, price] of offers)
    await bidder.once(`/v1/bids/${receipt.bid_id}/final_offers`, { lot: receipt.lot ?? 1, price: yuan(price) });
  await market.pass({ days: 2, hours: 1 });
  for (const officer of officers.slice(1)) {
    run_client('officer.mjs', 'release', '--server', market.server, '--key', officer.client.key,
      '--tender', id_of(tender), '--secret', officer.secret);
  }
  await office.step(tender, 'open_final_offers', { witnesses: [{ organisation: '公证处', capacity: '公证员' }] });
}

// -- the award and the contract --

/// Awards a bid; the path of the notice.
export async function award(office, tender, receipt, reasons = ['综合得分最高']) {
  const decided = await office.step(tender, 'award', { bid_id: receipt.bid_id, reasons });
  const notice = decided.awards.find((each) => each.bid_id === receipt.bid_id && each.state === 'standing');
  return `/v1/awards/${notice.id}`;
}

/// The standstill is over: the contract is made, and both sign. The path of the contract.
export async function contract(office, supplier, notice, { milestones, payment_terms }) {
  const drafted = await office.step(notice, 'contract', { milestones, ...(payment_terms ? { payment_terms } : {}) });
  const path = `/v1/contracts/${drafted.id}`;
  await office.step(path, 'sign');
  assert.equal((await supplier.step(path, 'sign')).state, 'in_force');
  return path;
}

export async function milestones_of(office, contract_path) {
  const all = await office.all(`${contract_path}/milestones`);
  return all.sort((left, right) => left.place - right.place).map((each) => `/v1/milestones/${each.id}`);
}

export const submit = (supplier, milestone) => supplier.step(milestone, 'submit',
  { evidence: [{ title: '服务报告', sha256: sha256Of('a') }] });

/// Invoices all that is payable and not invoiced; the path of the invoice.
export async function invoice(supplier, milestone, amount) {
  const made = await supplier.post(`${milestone}/invoices`, { amount: yuan(amount) });
  return `/v1/invoices/${made.id}`;
}
export const pay = (office, bill, amount) => office.once(`${bill}/payments`, { amount: yuan(amount) });

/// Delivered, accepted as a whole, invoiced and paid.
export async function deliver_and_pay(office, supplier, milestone) {
  await submit(supplier, milestone);
  const accepted = await office.step(milestone, 'accept');
  const { amount } = accepted.payable_amount;
  await pay(office, await invoice(supplier, milestone, amount), amount);
  return amount;
}
