// The operator: judges what waits and what is on the market, looks after organisations, words and the market's gaps,
// reviews an appeal, and follows an object through the journal.
import assert from 'node:assert/strict';
import { memberOf, offices, operator } from '../market.mjs';
import { until } from '../walker.mjs';
import { planned, reviewerOf, step, without, yuan } from './subcontractor.mjs';

/** Approves one listing and rejects one organisation with the keyboard alone. */
async function judge(walker) {
  const { page } = walker;
  const items = page.locator('[data-item]');
  for (const kind of ['demands', 'supplies']) {
    await walker.open(`/operator/queue?kind=${kind}`);
    await items.first().waitFor();
    const waiting = await items.count();
    await items.first().focus();
    await page.keyboard.press('v');
    await items.nth(waiting - 1).waitFor({ state: 'detached' });
  }
  await walker.stop('queue-talents');
  await walker.open('/operator/queue?kind=organisations');
  await items.first().waitFor();
  const organisations = await items.count();
  await items.first().focus();
  await page.keyboard.press('j');
  const rejected = await page.locator('[data-item]:focus h2').innerText();
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog');
  await dialog.locator('textarea').fill('法定代表人与营业执照不一致');
  await walker.stop('reject');
  await dialog.getByRole('button').last().click();
  await items.nth(organisations - 1).waitFor({ state: 'detached' });
  assert.equal(await page.getByRole('heading', { name: rejected }).count(), 0, 'the rejected organisation is gone');
}

/** A talent and an offering taken off the market and put back, by keyboard; the offering's number. */
async function suspend(walker) {
  const { page } = walker;
  const dialog = page.getByRole('dialog');
  const items = page.locator('[data-item]');
  await walker.open('/operator/listings');
  let number;
  for (const market of ['supplies', 'offerings']) {
    const searched = page.waitForResponse((answer) => answer.url().includes(`/v1/search/${market}`));
    await page.locator('main select').selectOption(market);
    const { items: found } = await (await searched).json();
    const at = 1;
    const { id, title } = found[at];
    number = found[at].number;
    await items.nth(at).filter({ hasText: number }).waitFor();
    await items.first().focus();
    await page.keyboard.press('j');
    await page.keyboard.press('r');
    await dialog.locator('textarea').fill('描述与资质不符，请更正后再上架');
    if (market === 'offerings') await walker.stop('suspend');
    await dialog.getByRole('button').last().click();
    await dialog.waitFor({ state: 'hidden' });
    await items.nth(at).locator('.approve').waitFor();
    const state = async () => (await walker.call('operator', 'GET', `/v1/${market}/${id}`)).body.state;
    assert.equal(await state(), 'suspended', title);
    await walker.stop(`suspended-${market}`);
    await page.locator(`[data-item]:focus`, { hasText: number }).waitFor();
    await page.keyboard.press('v');
    await items.nth(at).locator('.reject').waitFor();
    assert.equal(await state(), 'published', title);
  }
  await page.locator('main input').fill(number);
  await page.keyboard.press('Enter');
  await until(async () => (await items.count()) === 1, 'a number finds its listing alone');
  return number;
}

/** An agency with its licences, suspended with a reason and reinstated. */
async function organisations(walker) {
  const { page } = walker;
  const say = walker.say.bind(walker);
  const all = (await walker.call('operator', 'GET', '/v1/organisations?status=verified&limit=200')).body.items;
  const one = all.filter((each) => each.kind === 'agency')[0];
  const row = page.locator('tbody tr', { hasText: one.credit_code });
  const status = page.locator('main select').first();
  const stateNow = async () => (await walker.call('operator', 'GET', `/v1/organisations/${one.id}`)).body.status;
  await walker.open('/operator/organisations');
  await status.selectOption('verified');
  await page.locator('tbody tr').first().waitFor();
  while ((await row.count()) === 0) {
    const before = await page.locator('tbody tr').count();
    await page.getByRole('button', { name: say('加载更多', 'Load more'), exact: true }).click();
    await page.locator('tbody tr').nth(before).waitFor();
  }
  await row.getByText(say('有效期至', 'until')).first().waitFor();
  await walker.settled();
  await walker.stop('organisations');
  const dialog = page.getByRole('dialog');
  await row.getByRole('button', { name: say('停用', 'Suspend'), exact: true }).click();
  await dialog.locator('textarea').fill('许可证被吊销');
  await dialog.getByRole('button', { name: say('停用', 'Suspend'), exact: true }).click();
  await row.waitFor({ state: 'detached' });
  assert.equal(await stateNow(), 'suspended');
  await status.selectOption('suspended');
  await row.getByText('许可证被吊销').waitFor();
  await row.getByRole('button', { name: say('恢复', 'Reinstate'), exact: true }).click();
  await dialog.getByRole('button', { name: say('恢复', 'Reinstate'), exact: true }).click();
  await row.waitFor({ state: 'detached' });
  assert.equal(await stateNow(), 'verified');
}

/** A rating that its subject appeals against, and whoever reviews it. */
async function appealed(walker) {
  const group = await operator(walker);
  const [own, other] = await without(walker, 2);
  const { project, ours, buyer } = await planned(walker, group, own, other);
  await step(group, project, 'start');
  await step(own, ours, 'deliver', { evidence: [{ title: '报告.pdf', sha256: 'ab'.repeat(32) }] });
  await step(group, ours, 'accept', { note: '合格' });
  const rate = (by, about, more) => by.must('POST', `${ours}/ratings`, { body: { about_id: about, ...more } });
  const office = await memberOf(offices(walker), buyer);
  await rate(own, buyer, { satisfaction: 4 });
  const { id } = await rate(office, own.id, { satisfaction: 1, complaint: true, complaint_text: '讲师两次缺席' });
  await until(async () => (await own.call('GET', `/v1/ratings/${id}`)).body.state === 'published', 'the rating is open');
  const appeal = await step(own, `/v1/ratings/${id}`, 'appeal', { reasons: ['课时按合同计算没有缺少'] });
  return { id, reviewer: await reviewerOf(walker, appeal), own };
}

async function review(walker) {
  const { id, reviewer, own } = await appealed(walker);
  const other = await walker.another();
  const { page } = other;
  const say = walker.say.bind(walker);
  await other.logInAs(reviewer.login);
  await other.open('/operator/appeals');
  await page.getByText('讲师两次缺席').waitFor();
  await page.getByRole('button', { name: say('受理', 'Open the review'), exact: true }).click();
  await page.getByRole('button', { name: say('作出决定', 'Decide'), exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('#field-reasons').fill('签到表显示课时足额');
  await dialog.getByText(say('成立', 'Upheld'), { exact: true }).first().click();
  await other.stop('appeal');
  await dialog.getByRole('button', { name: say('作出决定', 'Decide'), exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('签到表显示课时足额').waitFor();
  await page.getByText(say('已撤销', 'Struck')).first().waitFor();
  await other.stop('appeal-decided');
  assert.equal((await own.call('GET', `/v1/ratings/${id}`)).body.state, 'struck');
}

/** A gap leads to the search for what is there. */
async function gaps(walker) {
  const { page } = walker;
  await walker.open('/operator/gaps');
  await walker.settled();
  await walker.stop('gaps');
  const link = page.locator('main tbody a').first();
  const category = await link.innerText();
  await link.click();
  await page.waitForURL((url) => url.pathname === '/search/offerings');
  const { searchParams } = new URL(page.url());
  assert.ok(searchParams.get('region') && searchParams.get('category'), page.url());
  await page.locator('main').getByText(category).first().waitFor();
}

/** The history of one object, found by the number that people say; the chain reckoned anew. */
async function journal(walker, number) {
  const { page } = walker;
  await walker.open('/operator/audit');
  await page.locator('main form input').first().fill(number);
  await page.getByRole('button', { name: walker.say('查询', 'Look'), exact: true }).click();
  const told = page.locator('main tbody tr');
  await told.filter({ hasText: 'offering.suspended' }).first().waitFor();
  await told.filter({ hasText: 'offering.reinstated' }).first().waitFor();
  await told.locator('summary').first().click();
  await told.locator('li').first().waitFor();
  await walker.stop('audit-object');
  await page.getByRole('button', { name: walker.say('核对哈希链', 'Check the chain') }).click();
  await page.getByText(walker.say('哈希链完整', 'The chain is whole')).waitFor();
}

export async function walk(walker) {
  const { page } = walker;
  await walker.logIn('operator');
  await judge(walker);
  const number = await suspend(walker);
  await organisations(walker);
  await review(walker);
  for (const name of ['queue', 'projects', 'words', 'appeals', 'audit']) {
    await walker.open(`/operator/${name}`);
    await walker.settled();
    await walker.stop(name);
  }
  await gaps(walker);
  await journal(walker, number);
  await walker.checkTexts();
  await page.setViewportSize({ width: 375, height: 760 });
  for (const name of ['queue', 'listings', 'organisations', 'projects', 'appeals', 'audit']) {
    await walker.open(`/operator/${name}`);
    await walker.settled();
    await walker.fits(name);
    await walker.stop(`${name}-phone`);
  }
}
