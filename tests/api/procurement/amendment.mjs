// An amendment in mid-tender: every bid is invalidated, its bidder told; one is confirmed, one is
// replaced, one lapses. The deadline is moved by the law's days. What is awarded is what stands.
import assert from 'node:assert/strict';

import { check_agreement } from './agreement.mjs';
import { expect_refusal, is_told, scenario, tell } from './market.mjs';
import { award, bid, contract, deliver_and_pay, evaluate, make_officers, milestones_of, open, publish, score, seat_panel, tender_text,
  wait_for_signing_key } from './procedure.mjs';

await scenario('An amendment in mid-tender', async (market) => {
  tell('Three agencies have bid when half of the time is over.');
  const office = await market.office('杭州市人力资源和社会保障局', 1);
  const qiantang = await market.agency('钱塘人力资源有限公司', 4);
  const yuhang = await market.agency('余杭人才服务有限公司', 5);
  const xihu = await market.agency('西湖人才测评有限公司', 6);
  const university = await market.university('杭州大学', 7);
  const officers = await make_officers(market, office, office, office);
  const tender = await publish(market, office, officers, tender_text(market));
  await market.pass({ days: 10 });
  await wait_for_signing_key(market);
  const kept = bid(market, qiantang, tender, { price: '900000.00', plan: '钱塘方案' });
  const replaced = bid(market, yuhang, tender, { price: '920000.00', plan: '余杭方案' });
  const left = bid(market, xihu, tender, { price: '700000.00', plan: '西湖方案' });

  tell('The office amends the text: twelve days were left, fifteen are due, so the deadline moves.');
  const before = await office.get(tender);
  const amended = await office.step(tender, 'amend', { rationale: '增加测评人数', description: '全年招聘会与两次人才测评' });
  assert.equal(amended.amendment_number, 1);
  assert.ok(amended.deadline_at > before.deadline_at);
  const [written] = await market.operator.all(`${tender}/amendments`);
  assert.equal(written.text_before.description, before.description);

  tell('Each bidder, and nobody else, learns that its bid counts no more as it is.');
  for (const [who, receipt] of [[qiantang, kept], [yuhang, replaced], [xihu, left]]) {
    assert.equal((await who.get(`/v1/bids/${receipt.bid_id}`)).state, 'invalidated');
    await is_told(who, `/v1/bids/${receipt.bid_id}`, ['bid.invalidated']);
  }
  await expect_refusal(office.ask('GET', `/v1/bids/${kept.bid_id}`), 'not-found');

  tell('One confirms, one bids anew, one does nothing.');
  assert.equal((await qiantang.step(`/v1/bids/${kept.bid_id}`, 'confirm')).state, 'submitted');
  const anew = bid(market, yuhang, tender, { price: '880000.00', plan: '余杭新方案' });
  assert.equal((await yuhang.get(`/v1/bids/${replaced.bid_id}`)).state, 'withdrawn');
  await office.step(tender, 'extend', { rationale: '应要求延期', deadline_at: market.in({ days: 18 }) });
  for (const [who, receipt] of [[qiantang, kept], [yuhang, anew], [xihu, left]])
    await is_told(who, `/v1/bids/${receipt.bid_id}`, ['bid.deadline_extended']);

  tell('At the opening the unconfirmed bid lapses, unread.');
  await market.pass({ days: 18, hours: 1 });
  await expect_refusal(xihu.try_step(`/v1/bids/${left.bid_id}`, 'confirm'), 'bidding-closed');
  // Two are left, and the law wants three: the finance department has approved.
  await office.step(tender, 'proceed', { reasons: ['杭财采〔2026〕7号'] });
  open(market, office, officers, tender);
  assert.equal((await xihu.get(`/v1/bids/${left.bid_id}`)).state, 'lapsed');
  assert.equal((await office.all(`${tender}/bids`)).length, 2);
  await is_told(xihu, `/v1/bids/${left.bid_id}`, ['bid.lapsed']);
  for (const [who, receipt] of [[qiantang, kept], [yuhang, anew]])
    await is_told(who, `/v1/bids/${receipt.bid_id}`, ['bid.opened']);

  tell('The bid that came anew wins, and is delivered and paid.');
  const panel = await seat_panel(office, university, tender, 4);
  await score(panel, tender, { 钱塘方案: 8500, 余杭新方案: 9000 });
  await evaluate(office, panel, tender);
  const notice = await award(office, tender, anew);
  await market.pass({ days: 20 });
  const made = await contract(office, yuhang, notice,
    { milestones: [{ title: '全部服务', percent_basis_points: 10000, due_on: market.day({ days: 200 }) }] });
  const [all] = await milestones_of(office, made);
  assert.equal(await deliver_and_pay(office, yuhang, all), '880000.00');

  tell('Journal, ledger and open data agree.');
  await check_agreement(market, { tampered_min: 11, require: ['tender', 'tenderAmendment', 'award', 'contract'] });
});
