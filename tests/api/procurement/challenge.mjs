// A consultation whose result is challenged: meanwhile nothing is signed; the buyer finds the
// challenge right, the award falls, and the next in rank gets the contract after a standstill of
// its own.
import assert from 'node:assert/strict';

import { check_agreement } from './agreement.mjs';
import { expect_refusal, is_told, scenario, tell } from './market.mjs';
import { award, bid, clocks_of, contract, deliver_and_pay, evaluate, holds_soon, make_officers, milestones_of, open, publish, score, seat_panel, settle_final_offers,
  tender_text, wait_for_signing_key } from './procedure.mjs';

// The law lets the price of services weigh 10 to 30 in a consultation.
const consultation = {
  method: 'consultation',
  days: 12,
  criteria: [
    { code: 'price', title: '价格', kind: 'price', weight: 20 },
    { code: 'plan', title: '服务方案', kind: 'quality', weight: 80 },
  ],
};

await scenario('A consultation with a challenge that changes the winner', async (market) => {
  tell('An office consults three agencies.');
  const office = await market.office('杭州市人力资源和社会保障局', 1);
  const qiantang = await market.agency('钱塘人力资源有限公司', 4);
  const yuhang = await market.agency('余杭人才服务有限公司', 5);
  const xihu = await market.agency('西湖人才测评有限公司', 6);
  const university = await market.university('杭州大学', 7);
  const officers = await make_officers(market, office, office, office);
  const tender = await publish(market, office, officers, tender_text(market, consultation));
  await market.pass({ hours: 2 });
  await wait_for_signing_key(market);
  const winner = bid(market, qiantang, tender, { price: '900000.00', plan: '钱塘方案' });
  const challenger = bid(market, yuhang, tender, { price: '920000.00', plan: '余杭方案' });
  const third = bid(market, xihu, tender, { price: '950000.00', plan: '西湖方案' });

  tell('After the consultation each gives a final price; a panel of three scores without seeing one.');
  await market.pass({ days: 12 });
  open(market, office, officers, tender);
  await settle_final_offers(market, office, officers, tender,
    [[qiantang, winner, '890000.00'], [yuhang, challenger, '910000.00'], [xihu, third, '940000.00']]);
  for (const [who, receipt] of [[qiantang, winner], [yuhang, challenger], [xihu, third]])
    await is_told(who, `/v1/bids/${receipt.bid_id}`, ['bid.opened', 'bid.final_offer_asked', 'bid.final_offer_opened']);
  const panel = await seat_panel(office, university, tender, 2);
  const unpriced = await panel[0].all(`${tender}/panel/bids`);
  assert.ok(unpriced.every((each) => each.price === undefined || each.price === null));

  tell('Who is asked to mend a defect of form has a day for it among its clocks, until it has answered.');
  const mended = unpriced.find((each) => each.quality_response === '余杭方案');
  const { id: defect } = await panel[0].post(`${tender}/corrections`, { lot: 1, bidder: mended.bidder, defect: '授权书缺签章日期' });
  await holds_soon(async () => (await clocks_of(yuhang, `/v1/corrections/${defect}`)).some((one) => one.rule === 'correct_formal_defect'));
  for (const who of [qiantang, office, university]) assert.deepEqual(await clocks_of(who, `/v1/corrections/${defect}`), []);
  await yuhang.step(`/v1/corrections/${defect}`, 'answer', { answer: '日期为投标当日。' });
  await holds_soon(async () => (await clocks_of(yuhang, `/v1/corrections/${defect}`)).length === 0);
  await score(panel, tender, { 钱塘方案: 9200, 余杭方案: 9000, 西湖方案: 7000 });

  tell('A member proposes other points anew: the same words change nothing, others are told to everybody else.');
  const agreed = (await panel[1].all(`${tender}/consensus`)).find((each) => each.points_hundredths === 9200);
  const { lot, bidder, criterion, reason } = agreed;
  const anew = (who, points_hundredths) => who.post(`${tender}/consensus`, { lot, bidder, criterion, reason, points_hundredths });
  assert.equal((await anew(panel[2], 9200)).version, agreed.version);
  const changed = await anew(panel[1], 9300);
  assert.equal(changed.version, agreed.version + 1);
  const seats = await office.all(`${tender}/panel`);
  const told_of = async (who) => (await who.all('/v1/inbox')).filter((one) => one.type === 'panel_seat.consensus_superseded');
  for (const who of [office, university]) {
    const own = seats.filter((seat) => seat.organisation_id === who.id && seat.id !== changed.recorded_by);
    await holds_soon(async () => (await told_of(who)).length === own.length);
    assert.deepEqual((await told_of(who)).map((one) => one.object_id).sort(), own.map((seat) => seat.id).sort());
  }
  for (const who of [qiantang, yuhang, xihu]) assert.deepEqual(await told_of(who), []);
  const silence = async (seat) => (await clocks_of(seat.organisation_id === office.id ? office : university, `/v1/panel/${seat.id}`))
    .filter((one) => one.rule === 'object_to_consensus');
  for (const seat of seats) {
    const asked = seat.id === changed.recorded_by ? 0 : 1;
    await holds_soon(async () => (await silence(seat)).length === asked);
    if (asked) assert.equal((await silence(seat))[0].due, changed.clock.due);
  }
  for (const member of [panel[0], panel[2]]) {
    await member.post(`${tender}/consensus/positions`, { lot, bidder, criterion, proposal: changed.version, stand: 'confirmed' });
  }
  for (const seat of seats) await holds_soon(async () => (await silence(seat)).length === 0);
  await evaluate(office, panel, tender);
  for (const [who, receipt] of [[qiantang, winner], [yuhang, challenger], [xihu, third]])
    await is_told(who, `/v1/bids/${receipt.bid_id}`, ['bid.evaluated']);
  const first = await award(office, tender, winner);

  tell('Each bidder is told of the award and until when it may challenge it; nobody else is.');
  for (const each of [qiantang, yuhang, xihu]) {
    await holds_soon(async () => (await each.get('/v1/inbox')).items.some((one) => one.type === 'award.made'));
    await holds_soon(async () => (await clocks_of(each, first)).some((one) => one.rule === 'file_challenge'));
  }
  assert.deepEqual((await university.get('/v1/inbox')).items.filter((one) => one.type === 'award.made'), []);
  assert.deepEqual(await clocks_of(university, first), []);

  tell('The second challenges the result within seven working days; the office can do nothing meanwhile.');
  const filed = await yuhang.post(`${tender}/remedies`, { kind: 'challenge', subject: 'result',
    grounds: ['中标人业绩材料不实'], facts: '所附合同与原件不符。' });
  const milestones = [{ title: '全部服务', percent_basis_points: 10000, due_on: market.day({ days: 200 }) }];
  for (const each of [office, yuhang])
    await holds_soon(async () => (await clocks_of(each, `/v1/remedies/${filed.id}`)).some((one) => one.rule === 'answer_challenge'));
  await market.pass({ days: 20 }); // the standstill is over, the challenge is not
  await holds_soon(async () => (await yuhang.get('/v1/inbox')).items.some((one) => one.type === 'clock.ended'));
  await holds_soon(async () => (await clocks_of(yuhang, first)).length === 0); // a term that is over is none
  await expect_refusal(office.try_step(first, 'contract', { milestones }), 'award-suspended');
  await expect_refusal(qiantang.try_step(`/v1/remedies/${filed.id}`, 'answer', { text: '不实', upheld: false, reasons: ['不实'] }),
    'forbidden');

  tell('The term for its answer is over: the challenger, and nobody else, has the term of a complaint; the answer begins it anew.');
  const challenge = `/v1/remedies/${filed.id}`;
  const complaint_term = async (who) => (await clocks_of(who, challenge)).find((one) => one.rule === 'file_complaint');
  await holds_soon(async () => (await complaint_term(yuhang)) !== undefined);
  const { clocks: running } = await yuhang.get(challenge);
  const lapsed = running.find((one) => one.rule === 'answer_challenge');
  const term = running.find((one) => one.rule === 'file_complaint');
  assert.equal((await complaint_term(yuhang)).due, term.due);
  assert.equal(Date.parse(lapsed.due) - Date.parse(term.start), 1);
  assert.equal(await complaint_term(office), undefined);
  const { address } = await yuhang.post('/v1/clock_subscriptions', { name: '日历' });
  const calendar = await (await fetch(market.server + address)).text();
  assert.ok(calendar.replaceAll('\r\n ', '').includes(`remedy-${filed.id}-file_complaint-`));

  tell('The office finds the challenge right: the award falls, the winner is out.');
  const answered = await office.step(`/v1/remedies/${filed.id}`, 'answer', { text: '经核实，业绩材料不实。', upheld: true,
    measure: 'choose_again', reasons: ['业绩材料不实'] });
  assert.equal(answered.state, 'upheld');
  assert.deepEqual(answered.clocks.map((one) => [one.rule, one.start]), [['file_complaint', answered.decided_at]]);
  await holds_soon(async () => (await complaint_term(yuhang))?.start === answered.decided_at);
  assert.deepEqual(await clocks_of(office, challenge), []);
  assert.equal((await office.get(first)).state, 'set_aside');
  await expect_refusal(office.try_step(tender, 'award', { bid_id: winner.bid_id, reasons: ['仍然最好'] }), 'invalid-fields', '/bid_id');

  tell('The next in rank is awarded, with a standstill of its own.');
  const second = await award(office, tender, challenger, ['排名第二，第一名被取消']);
  await expect_refusal(office.try_step(second, 'contract', { milestones }), 'standstill-running');
  await market.pass({ days: 20 });
  const made = await contract(office, yuhang, second, { milestones });
  const [all] = await milestones_of(office, made);
  assert.equal(await deliver_and_pay(office, yuhang, all), '910000.00');

  tell('The decision is public, without its facts; journal, ledger and open data agree.');
  const told = await market.operator.get(`${tender}/remedies`);
  assert.equal(told.items.length, 1);
  await check_agreement(market, { tampered_min: 11, require: ['award', 'awardCancellation', 'contract', 'implementation'] });
});
