// An open tender with two lots and three bidders, from the notice to the last fen: sealed bids, a
// panel of five, two awards, two contracts; one is paid as agreed, the other late, after a dispute,
// and with a part held back.
import assert from 'node:assert/strict';

import { check_agreement } from './agreement.mjs';
import { expect_refusal, scenario, tell, yuan } from './market.mjs';
import { award, bid, check_listed, clocks_of, contract, deliver_and_pay, evaluate, holds_soon, invoice, make_officers, milestones_of, open, pay, publish,
  score, seat_panel, submit, tender_text, wait_for_signing_key } from './procedure.mjs';

const two_lots = {
  lots: [
    { number: 1, title: '招聘会', budget: yuan('600000.00') },
    { number: 2, title: '人才测评', budget: yuan('400000.00') },
  ],
  items: [
    { description: '招聘会', quantity: 12, unit: '场', lot: 1 },
    { description: '测评', quantity: 500, unit: '人', lot: 2 },
  ],
};

await scenario('An open tender with two lots and three bidders', async (market) => {
  tell('An office, two offices whose people help to open, three agencies and a university are in the market.');
  const office = await market.office('杭州市人力资源和社会保障局', 1);
  const audit = await market.office('杭州市审计局', 2);
  const finance = await market.office('杭州市财政局', 3);
  const qiantang = await market.agency('钱塘人力资源有限公司', 4);
  const yuhang = await market.agency('余杭人才服务有限公司', 5);
  const xihu = await market.agency('西湖人才测评有限公司', 6);
  const university = await market.university('杭州大学', 7);
  const officers = await make_officers(market, office, audit, finance);

  tell('The office publishes the tender; 22 days are left to bid, and an answer binds for all.');
  const tender = await publish(market, office, officers, tender_text(market, two_lots));
  const asked = await qiantang.post(`${tender}/questions`, { text: '预计每场有多少人参加？' });
  for (const who of [office, qiantang])
    await holds_soon(async () => (await clocks_of(who, `/v1/questions/${asked.id}`)).some((one) => one.due === asked.answer_due.due));
  await office.step(`/v1/questions/${asked.id}`, 'answer', { answer: '约二百人' });
  for (const who of [office, qiantang]) await holds_soon(async () => (await clocks_of(who, `/v1/questions/${asked.id}`)).length === 0);
  await expect_refusal(qiantang.ask('POST', `${tender}/bids`, { lot: 1, price: yuan('1.00') },
    { 'Idempotency-Key': 'early' }), 'bidding-closed');

  tell('Three bidders seal six bids; each has a receipt that it can check.');
  await market.pass({ hours: 2 });
  await wait_for_signing_key(market);
  const receipts = {
    qiantang1: bid(market, qiantang, tender, { lot: 1, price: '540000.00', plan: '钱塘：招聘会方案' }),
    qiantang2: bid(market, qiantang, tender, { lot: 2, price: '390000.00', plan: '钱塘：测评方案' }),
    yuhang1: bid(market, yuhang, tender, { lot: 1, price: '580000.00', plan: '余杭：招聘会方案' }),
    yuhang2: bid(market, yuhang, tender, { lot: 2, price: '395000.00', plan: '余杭：测评方案' }),
    xihu1: bid(market, xihu, tender, { lot: 1, price: '590000.00', plan: '西湖：招聘会方案' }),
    xihu2: bid(market, xihu, tender, { lot: 2, price: '360000.00', plan: '西湖：测评方案' }),
  };
  await expect_refusal(office.ask('GET', `${tender}/bids`), 'bid-sealed');

  tell('After the deadline two officers and the office open the bids; every box is on the list.');
  await market.pass({ days: 22 });
  assert.equal(open(market, office, officers, tender).state, 'opened');
  for (const receipt of Object.values(receipts)) check_listed(market, receipt);

  tell('A panel of five, four of them from outside, scores plans whose authors it does not know.');
  const panel = await seat_panel(office, university, tender, 4);
  await score(panel, tender, {
    '钱塘：招聘会方案': 9000, '余杭：招聘会方案': 8500, '西湖：招聘会方案': 7000,
    '钱塘：测评方案': 8000, '余杭：测评方案': 7500, '西湖：测评方案': 9200,
  });
  await evaluate(office, panel, tender);

  tell('Each lot goes to its best bid; nothing is signed within the standstill.');
  const first = await award(office, tender, receipts.qiantang1);
  const second = await award(office, tender, receipts.xihu2);
  const one_milestone = [{ title: '全部测评', percent_basis_points: 10000, due_on: market.day({ days: 50 }) }];
  await expect_refusal(office.try_step(second, 'contract', { milestones: one_milestone }), 'standstill-running');

  tell('After the standstill both contracts come into force, are published and filed.');
  await market.pass({ days: 20 });
  const fairs = await contract(office, qiantang, first, { milestones: [
    { title: '上半年招聘会', percent_basis_points: 5000, due_on: market.day({ days: 60 }) },
    { title: '下半年招聘会', percent_basis_points: 5000, due_on: market.day({ days: 200 }) },
  ] });
  const tests = await contract(office, xihu, second, { milestones: one_milestone, payment_terms: {
    penalty_basis_points_per_day: 50, penalty_cap_basis_points: 1000,
    retention_basis_points: 500, warranty_until: market.day({ days: 120 }),
  } });
  for (const each of [fairs, tests]) {
    await office.step(each, 'publish');
    await office.step(each, 'file');
  }
  assert.equal((await office.get(tender)).state, 'contracted');

  tell('The fairs: both halves are delivered and paid in time; two more fairs are added under the law’s ten percent.');
  const [spring, autumn] = await milestones_of(office, fairs);
  assert.equal(await deliver_and_pay(office, qiantang, spring), '270000.00');
  const added = await office.post(`${fairs}/amendments`, { rationale: '增加两场',
    added_milestones: [{ title: '加场', amount: yuan('54000.00'), due_on: market.day({ days: 200 }) }] });
  await qiantang.step(`/v1/amendments/${added.id}`, 'agree');
  assert.equal(await deliver_and_pay(office, qiantang, autumn), '270000.00');
  const extra = (await milestones_of(office, fairs))[2];
  assert.equal(await deliver_and_pay(office, qiantang, extra), '54000.00');
  assert.equal((await office.get(fairs)).state, 'completed');

  tell('The tests: submitted late, accepted in two parts, with a penalty and five percent held back.');
  const [testing] = await milestones_of(office, tests);
  await market.pass({ days: 34 }); // due after 30 days: 50 from the award, 20 of which had passed
  await submit(xihu, testing);
  const part = await office.step(testing, 'accept_partly', { accepted_amount: yuan('200000.00'), reasons: ['第二批未完成'] });
  assert.notEqual(part.penalty_amount.amount, '0.00');
  await submit(xihu, testing);
  const accepted = await office.step(testing, 'accept');
  const bill = await invoice(xihu, testing, accepted.payable_amount.amount);

  tell('The office disputes a part, pays the rest too late with interest, and the supplier concedes half.');
  await office.step(bill, 'dispute', { amount: yuan('20000.00'), reasons: ['十份报告缺页'] });
  await market.pass({ days: 40 });
  const late = await office.get(bill);
  assert.notEqual(late.interest.amount, '0.00');
  await pay(office, bill, late.outstanding.amount);
  await xihu.step(bill, 'concede', { amount: yuan('10000.00') });
  await office.step(bill, 'withdraw_dispute');
  const rest = await office.get(bill);
  await pay(office, bill, rest.outstanding.amount);
  assert.equal((await office.get(bill)).state, 'paid');
  await xihu.once(`${bill}/refunds`, { amount: yuan('500.00'), reason: '多付' });

  tell('When the warranty is over, what was held back is released and paid.');
  await market.pass({ days: 60 });
  const released = await xihu.step(testing, 'release_retention');
  assert.equal(released.retained_amount.amount, '0.00');
  const held = await invoice(xihu, testing, '18000.00'); // five percent of 360,000.00
  await pay(office, held, '18000.00');
  await expect_refusal(office.ask('POST', `${held}/payments`, { amount: yuan('0.01') }, { 'Idempotency-Key': 'again' }),
    'amount-exceeded');

  tell('Journal, ledger and open data agree.');
  await check_agreement(market, { tampered_min: 11, require: ['tender', 'award', 'contract', 'contractAmendment', 'implementation'] });
});
