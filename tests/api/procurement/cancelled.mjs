// A tender that is cancelled while bids are sealed: everybody is told why, the bids are never read,
// and neither ledger nor record has anything of them.
import assert from 'node:assert/strict';

import { check_agreement } from './agreement.mjs';
import { expect_refusal, is_told, scenario, tell } from './market.mjs';
import { bid, make_officers, publish, tender_text, wait_for_signing_key } from './procedure.mjs';

await scenario('A cancelled tender', async (market) => {
  tell('Two agencies have bid.');
  const office = await market.office('杭州市人力资源和社会保障局', 1);
  const qiantang = await market.agency('钱塘人力资源有限公司', 4);
  const yuhang = await market.agency('余杭人才服务有限公司', 5);
  const officers = await make_officers(market, office, office, office);
  const tender = await publish(market, office, officers, tender_text(market));
  await market.pass({ hours: 2 });
  await wait_for_signing_key(market);
  const bids = [[qiantang, bid(market, qiantang, tender, { price: '900000.00', plan: '钱塘方案' })],
    [yuhang, bid(market, yuhang, tender, { price: '920000.00', plan: '余杭方案' })]];

  tell('The office cancels, and says why.');
  await expect_refusal(office.try_step(tender, 'cancel', { reasons: [] }), 'invalid-fields', '/reasons');
  assert.equal((await office.step(tender, 'cancel', { reasons: ['预算取消'] })).state, 'cancelled');

  tell('Each bidder reads the reason with its bid; nobody opens or reads it any more.');
  for (const [who, receipt] of bids) {
    const lapsed = await who.get(`/v1/bids/${receipt.bid_id}`);
    assert.equal(lapsed.state, 'lapsed');
    assert.deepEqual(lapsed.state_reasons, ['预算取消']);
    await is_told(who, `/v1/bids/${receipt.bid_id}`, ['bid.lapsed']);
  }
  await market.pass({ days: 23 });
  await expect_refusal(office.try_step(tender, 'open', { witnesses: [] }), 'wrong-state');
  await expect_refusal(qiantang.ask('POST', `${tender}/bids`, { lot: 1, price: { amount: '1.00', currency: 'CNY' } },
    { 'Idempotency-Key': 'late' }), 'bidding-closed');

  tell('Journal, ledger and open data agree: a cancelled tender, no award, no account.');
  await check_agreement(market, { tampered_min: 3, require: ['tender', 'tenderCancellation'] });
});
