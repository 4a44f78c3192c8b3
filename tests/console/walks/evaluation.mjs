// The panel at work: an office seats it, an expert declares and scores, the panel agrees, a low price is explained, the
// report is delivered, the winner chosen, its standstill waited out. Everybody is a test organisation whose days take a
// second, so that nothing depends on the day.
import assert from 'node:assert/strict';
import { checkDocument } from '../documents.mjs';
import { Rehearsal } from '../rehearsal.mjs';
import { atPhoneWidth, command } from '../steps.mjs';
import { until } from '../walker.mjs';

const rowOf = (page, text) => page.locator('main tr').filter({ hasText: text });

/** The office seats one of its own and an expert; the other three come by the API, one of them tied to a bidder. */
async function seatPanel(walker, rehearsal, tender, people) {
  const { page } = walker;
  await walker.open(`/office/tenders/${tender.id}?part=evaluation`);
  const seat = walker.say('安排席位', 'Seat a member');
  const dialog = page.getByRole('dialog', { name: seat });
  await page.getByRole('button', { name: seat, exact: true }).click();
  await dialog.locator('select').selectOption({ label: people.own.name });
  await dialog.getByRole('button', { name: seat, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await rowOf(page, people.own.name).waitFor();
  await command(walker, seat, { '#field-holder_id': people.expert.id });
  await rowOf(page, rehearsal.university.name).waitFor();
  for (const person of people.others) {
    const body = { holder_id: person.id };
    const made = await rehearsal.call(rehearsal.office.key, 'POST', `${tender.path}/panel`, body);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    person.seat = made.body.id;
  }
  const [tied] = people.others;
  for (const person of people.others) {
    const interests = [{ organisation_id: rehearsal.bidders[0].id, nature: '曾任其顾问' }];
    await rehearsal.declare(person.key, person.seat, person === tied ? interests : []);
  }
  await page.getByText(walker.say('已安排 5 席，其中外部专家 4 席。', '5 seats, 4 of them experts from outside.')).waitFor();
  await walker.stop('seats');
  await atPhoneWidth(walker, 'seats');
}

/** A member declares before a bid is shown. */
async function declare(walker, tender, name) {
  const { page } = walker;
  await walker.open(`/account/duties/tenders/${tender.id}`);
  const declaring = walker.say('声明利害关系', 'Declare interests');
  const dialog = page.getByRole('dialog', { name: declaring });
  await page.getByRole('button', { name: declaring, exact: true }).click();
  await dialog.locator('#field-organisation_id').waitFor();
  if (name) await walker.stop(name);
  await dialog.getByRole('button', { name: declaring, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: declaring, exact: true }).waitFor({ state: 'detached' });
}

/** After the opening the tie shows; the seat goes to another, with reasons that outlive a closed dialog. */
async function replaceTied(walker, rehearsal, tender, people) {
  const { page } = walker;
  await walker.open(`/office/tenders/${tender.id}?part=evaluation`);
  const tie = page.getByText(walker.say('已声明利害关系：', 'Declared interest:'));
  await tie.waitFor();
  await walker.stop('tied');
  const row = page.locator('main tr').filter({ has: tie });
  const replace = walker.say('更换', 'Replace');
  const dialog = page.getByRole('dialog', { name: replace });
  await row.getByRole('button', { name: replace, exact: true }).click();
  await dialog.locator('#field-reasons').fill('与投标人有利害关系，应当回避');
  await dialog.getByText(walker.say('草稿已保存在本机', 'Draft kept on this device')).waitFor();
  await page.reload();
  await row.getByRole('button', { name: replace, exact: true }).click();
  assert.equal(await dialog.locator('#field-reasons').inputValue(), '与投标人有利害关系，应当回避');
  await dialog.locator('#field-holder_id').fill(people.substitute.id);
  await dialog.getByRole('button', { name: replace, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await row.getByText(walker.say('已更换', 'Replaced')).waitFor();
  const seats = (await rehearsal.call(rehearsal.office.key, 'GET', `${tender.path}/panel`)).body.items;
  const seat = seats.find((each) => each.holder_id === people.substitute.id);
  await rehearsal.declare(people.substitute.key, seat.id);
  people.others[0] = people.substitute;
}

/** The expert scores by the keyboard alone; the others have scored, so the consensus follows. */
async function score(walker, rehearsal, tender, people) {
  const { page } = walker;
  await walker.open(`/account/duties/tenders/${tender.id}`);
  await page.getByRole('heading', { name: walker.say('打分表', 'Score sheet') }).waitFor();
  for (const bidder of ['A', 'B', 'C']) {
    for (const [at, { key }] of [people.own, ...people.others].entries()) {
      await rehearsal.score(key, tender.path, bidder, 8000 + at * 200);
    }
  }
  await page.getByText(walker.say('合议在打分之后', 'The consensus follows the scores')).waitFor();
  const points = page.getByLabel(walker.say('打分（0–100）', 'Points (0–100)'));
  for (const typed of ['84', '82.5', '86']) {
    const left = await points.count();
    await points.first().focus();
    await page.keyboard.type(typed);
    await page.keyboard.press('Tab');
    await page.keyboard.type('场次与到场企业的安排具体可行');
    if (left === 3) {
      await walker.stop('scores');
      await atPhoneWidth(walker, 'scores');
    }
    await points.first().focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await until(async () => (await points.count()) < left, 'the points are not taken');
  }
}

/** One proposal is the expert's. Silence agrees after a day, which takes a second here: nobody clicks as fast. */
async function agree(walker, rehearsal, tender, people) {
  const { page } = walker;
  const propose = walker.say('提出合议意见', 'Propose the consensus');
  await page.getByRole('button', { name: propose, exact: true }).first().waitFor();
  await walker.stop('to-agree');
  const [first] = people.others;
  for (const bidder of ['B', 'C']) await rehearsal.agree(tender.path, bidder, 8400, first.key, [people.own.key]);
  const named = (bidder) => rowOf(page, walker.say(`投标人 ${bidder}`, `bidder ${bidder}`));
  const toPropose = page.getByRole('region', { name: walker.say('待合议', 'To be agreed') });
  const row = toPropose.locator('tr').filter({ hasText: walker.say('投标人 A', 'bidder A') });
  await command(walker, propose, { '#field-points_hundredths': '84', '#field-reason': '按各成员打分的均值' }, row);
  // The feed tells nobody of a panel's work: the page looks by itself.
  for (const bidder of ['A', 'B', 'C']) await named(bidder).getByText(walker.say('已达成', 'Agreed')).waitFor();
  await named('A').getByText(walker.say('您已表态', 'You have spoken')).waitFor();
  await walker.stop('agreed');
}

/** The office ends the evaluation; the lowest bidder explains its price. */
async function evaluate(walker, rehearsal, tender) {
  const { page } = walker;
  await walker.open(`/office/tenders/${tender.id}?part=evaluation`);
  await rowOf(page, walker.say('投标人 C', 'bidder C')).getByText(walker.say('已达成', 'Agreed')).waitFor();
  await walker.stop('consensus');
  await command(walker, walker.say('完成评审', 'Finish the evaluation'));
  await page.getByText(walker.say('报价异常低', 'Abnormally low')).waitFor();
  const low = (await rehearsal.call(rehearsal.office.key, 'GET', `${tender.path}/bids`)).body.items.find((each) => each.abnormally_low);
  assert.equal(low.organisation_id, rehearsal.bidders[2].id);
  await rehearsal.step(rehearsal.bidders[2].key, `/v1/bids/${low.id}`, 'justify', {
    justification: '我方自有场馆与企业资源库，不另付场地费。',
  });
  await page.reload();
  await page.getByText('我方自有场馆与企业资源库，不另付场地费。').waitFor();
  await walker.stop('evaluated');
  await atPhoneWidth(walker, 'evaluated');
  return low;
}

async function report(walker, tender) {
  const { page } = walker;
  await walker.open(`/account/duties/tenders/${tender.id}`);
  const deliver = walker.say('送交评审报告', 'Deliver the report');
  const dialog = page.getByRole('dialog', { name: deliver });
  await page.getByRole('button', { name: deliver, exact: true }).click();
  await dialog.locator('#field-summary').fill('推荐综合得分第一名为中标候选人；其报价异常低，已书面说明，理由成立。');
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: '评审报告.pdf', mimeType: 'application/pdf', buffer: Buffer.from('评审报告') });
  await dialog.locator('code').waitFor();
  await walker.stop('report');
  await dialog.getByRole('button', { name: deliver, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

async function awardAndWait(walker, rehearsal, tender) {
  const { page } = walker;
  await walker.open(`/office/tenders/${tender.id}?part=award`);
  await rowOf(page, rehearsal.bidders[2].name).getByRole('button', { name: walker.say('确定中标', 'Award') }).waitFor();
  await walker.stop('candidates');
  await atPhoneWidth(walker, 'candidates');
  await command(
    walker,
    walker.say('确定中标', 'Award'),
    { textarea: '综合得分最高；报价异常低已作说明，评审小组认为成立。' },
    rowOf(page, rehearsal.bidders[2].name),
  );
  const pdf = page.getByRole('link', { name: walker.say('中标公告 PDF', 'Award notice as PDF') });
  await pdf.waitFor();
  await checkDocument(walker, pdf, 'award-notice', [tender.title, '中标公告', rehearsal.bidders[2].name, '等待期']);
  // The standstill is over after seven of these days: the page offers the contract by itself.
  const contract = page.getByRole('button', { name: walker.say('拟定合同', 'Make the contract'), exact: true });
  await contract.and(page.locator(':enabled')).waitFor();
  await walker.stop('standstill-over');
}

/** To go on with fewer bidders is offered where too few bid, and nowhere else. */
async function fewBidders(walker, enough, few) {
  const { page } = walker;
  const name = walker.say('投标人不足仍继续', 'Go on with fewer bidders');
  const button = page.getByRole('button', { name, exact: true });
  await walker.open(`/office/tenders/${enough.id}?part=opening`);
  await page.getByRole('heading', { name: walker.say('开标记录', 'Protocol') }).waitFor();
  assert.equal(await button.count(), 0, 'three bid, as the law asks');
  await until(() => Date.now() > few.deadline + 500, 'the deadline passes');
  await walker.open(`/office/tenders/${few.id}?part=opening`);
  await page.getByText(walker.say('少于法定家数', 'Fewer than the law asks')).waitFor();
  await walker.stop('few-bidders');
  await command(walker, name, { '#field-reasons': '经财政部门批准，批准文号：杭财采〔2026〕7号' });
  await button.waitFor({ state: 'detached' });
}

export async function walk(walker) {
  const rehearsal = await new Rehearsal(walker).prepare();
  const { office, university } = rehearsal;
  const title = '演练校园招聘会项目';
  const people = {
    own: await rehearsal.member(office, '采购人代表', 1),
    expert: await rehearsal.member(university, '外部专家', 2),
    others: [],
    substitute: await rehearsal.person(university, '候补专家'),
  };
  for (let at = 0; at < 3; ++at) people.others.push(await rehearsal.person(university, `专家${at}`));
  const tender = await rehearsal.procure({ title, prices: ['900000.00', '950000.00', '500000.00'] });
  tender.title = title;
  const few = await rehearsal.procure({ title: '演练投标人不足项目', prices: ['900000.00', '950000.00'] });
  await walker.logInAs(office);
  await seatPanel(walker, rehearsal, tender, people);
  const expert = await walker.another();
  await expert.logInAs(people.expert);
  await declare(expert, tender, 'declaring');
  people.own.key = await rehearsal.session(people.own);
  const seats = (await rehearsal.call(office.key, 'GET', `${tender.path}/panel`)).body.items;
  await rehearsal.declare(people.own.key, seats.find((each) => each.holder_id === people.own.id).id);
  await rehearsal.open(tender);
  await replaceTied(walker, rehearsal, tender, people);
  await fewBidders(walker, tender, few);
  await score(expert, rehearsal, tender, people);
  await agree(expert, rehearsal, tender, people);
  await evaluate(walker, rehearsal, tender);
  await report(expert, tender);
  await awardAndWait(walker, rehearsal, tender);
  await walker.checkTexts();
  await expert.checkTexts();
}
