// A framework agreement for two suppliers, found by an open tender, and two call-offs under it: a
// competition of its members, and a direct one. Each becomes a contract that is delivered and paid.
import assert from 'node:assert/strict';

import { check_agreement } from './agreement.mjs';
import { expect_refusal, scenario, tell, yuan } from './market.mjs';
import { award, bid, contract, deliver_and_pay, evaluate, make_officers, milestones_of, open, publish, score, seat_panel, tender_text,
  wait_for_signing_key } from './procedure.mjs';

const framework_terms = { framework: { ceiling: yuan('1000000.00'), months: 12, suppliers_max: 2 } };

const call_off_text = (market, framework, amount, named) => tender_text(market, {
  days: 5,
  method: 'framework_call_off',
  framework_id: framework,
  invited_supplier_ids: named,
  budget: yuan(amount),
  lots: [{ number: 1, title: '一次服务', budget: yuan(amount) }],
});

await scenario('A framework with two call-offs', async (market) => {
  tell('Three agencies bid for a framework; the two best become its members.');
  const office = await market.office('杭州市人力资源和社会保障局', 1);
  const qiantang = await market.agency('钱塘人力资源有限公司', 4);
  const yuhang = await market.agency('余杭人才服务有限公司', 5);
  const xihu = await market.agency('西湖人才测评有限公司', 6);
  const university = await market.university('杭州大学', 7);
  const officers = await make_officers(market, office, office, office);
  const tender = await publish(market, office, officers, tender_text(market, framework_terms));
  await market.pass({ hours: 2 });
  await wait_for_signing_key(market);
  const best = bid(market, qiantang, tender, { price: '900000.00', plan: '钱塘方案' });
  bid(market, yuhang, tender, { price: '920000.00', plan: '余杭方案' });
  bid(market, xihu, tender, { price: '950000.00', plan: '西湖方案' });
  await market.pass({ days: 22 });
  open(market, office, officers, tender);
  const panel = await seat_panel(office, university, tender, 4);
  await score(panel, tender, { 钱塘方案: 9200, 余杭方案: 9000, 西湖方案: 7000 });
  await evaluate(office, panel, tender);
  const notice = await award(office, tender, best);
  await market.pass({ days: 20 });
  const framework = await office.step(notice, 'framework');
  assert.deepEqual(framework.members.map((each) => each.supplier_id), [qiantang.id, yuhang.id]);

  // From the call-off's notice to its payment.
  const call_off = async (amount, named, bids) => {
    const called = await publish(market, office, officers, call_off_text(market, framework.id, amount, named));
    await market.pass({ hours: 2 });
    await expect_refusal(xihu.ask('POST', `${called}/bids`, { lot: 1, price: yuan('1.00') }, { 'Idempotency-Key': called }),
      'forbidden');
    const receipts = bids.map(({ who, ...offer }) => bid(market, who, called, offer));
    await market.pass({ days: 5 });
    open(market, office, officers, called);
    const points = Object.fromEntries(bids.map((each, place) => [each.plan, 9000 - 500 * place]));
    const members = await seat_panel(office, university, called, 2);
    await score(members, called, points);
    await evaluate(office, members, called);
    const won = await award(office, called, receipts[0]);
    await market.pass({ days: 20 });
    const made = await contract(office, bids[0].who, won,
      { milestones: [{ title: '一次服务', percent_basis_points: 10000, due_on: market.day({ days: 60 }) }] });
    const [all] = await milestones_of(office, made);
    assert.equal(await deliver_and_pay(office, bids[0].who, all), bids[0].price);
  };

  tell('The first call-off is a competition of the members; who is none cannot bid.');
  await call_off('600000.00', [], [
    { who: yuhang, price: '500000.00', plan: '余杭：秋季方案' },
    { who: qiantang, price: '560000.00', plan: '钱塘：秋季方案' },
  ]);

  tell('The second goes directly to a member; beyond the ceiling there is none.');
  const left = (await office.get(`/v1/frameworks/${framework.id}`)).left_to_call_off;
  assert.equal(left.amount, '500000.00');
  await call_off('480000.00', [qiantang.id], [{ who: qiantang, price: '470000.00', plan: '钱塘：冬季方案' }]);
  assert.equal((await office.get(`/v1/frameworks/${framework.id}`)).left_to_call_off.amount, '30000.00');
  const beyond = await office.post('/v1/tenders', call_off_text(market, framework.id, '30000.01', [qiantang.id]));
  await office.post(`/v1/tenders/${beyond.id}/key`,
    { officers: officers.map((each) => ({ opening_key_id: each.opening_key_id })) });
  await expect_refusal(office.try_step(`/v1/tenders/${beyond.id}`, 'publish'), 'amount-exceeded');

  tell('Journal, ledger and open data agree.');
  await check_agreement(market, { tampered_min: 11, require: ['tender', 'award', 'contract', 'implementation'] });
});
