// The government office: writes a request, opens bids with an officer of another organisation, accepts a
// milestone. Its officers' secrets are the demonstration's.
import assert from 'node:assert/strict';

const itemsOf = async (walker, path) => (await walker.call('government_office', 'GET', path)).body.items;

async function writeRequest(walker) {
  const { page } = walker;
  await walker.open('/office/tenders/new');
  await page.locator('#field-title').fill('人才服务外包项目');
  await page.locator('#field-budget').fill('1000000.00');
  await walker.stop('wizard');
  const next = page.getByRole('button', { name: walker.say('下一步', 'Next'), exact: true });
  await page.locator('fieldset').nth(0).locator('input').first().fill('全部服务');
  await page.locator('fieldset').nth(0).locator('input').nth(1).fill('1000000.00');
  await page.locator('fieldset').nth(1).locator('input').first().fill('招聘会');
  await page.locator('fieldset').nth(1).locator('input').nth(2).fill('场');
  for (const step of ['method', 'eligibility', 'criteria', 'documents', 'dates', 'officers', 'review']) {
    await page.locator('.steps button').nth(['what', 'method', 'eligibility', 'criteria', 'documents', 'dates', 'officers', 'review'].indexOf(step)).click();
    await page.locator('.step h2').waitFor();
    await page.waitForTimeout(300);
    await walker.stop(`wizard-${step}`);
  }
  assert.ok(await next.count() === 0, 'the review is the last step');
}

async function release(walker, tender, secret) {
  const { page } = walker;
  await page.locator('input[type=password]').fill(secret);
  await page.getByRole('button', { name: walker.say('释放我的份额', 'Release my share') }).click();
  await page.getByText(walker.say('份额已释放', 'The share is released')).waitFor();
}

async function openBids(walker) {
  const { page } = walker;
  const tender = (await itemsOf(walker, '/v1/tenders?limit=50')).find((each) => each.phase === 'bidding_closed');
  await walker.logIn('operator');
  await walker.open(`/account/duties/tenders/${tender.id}`);
  await walker.stop('duty');
  await release(walker, tender, walker.server.demo.opening_secrets.operator);
  await page.getByRole('button', { name: walker.say('退出登录', 'Log out') }).click();
  await walker.logIn('government_office');
  await walker.open(`/office/tenders/${tender.id}?part=opening`);
  await release(walker, tender, walker.server.demo.opening_secrets.government_office);
  await page.getByLabel(walker.say('见证单位', 'Organisation')).first().fill('公证处');
  await page.getByLabel(walker.say('身份（如公证员）', 'Capacity (such as notary)')).first().fill('公证员');
  await walker.stop('opening');
  await page.getByRole('button', { name: walker.say('开标', 'Open the bids'), exact: true }).last().click();
  await page.getByRole('heading', { name: walker.say('开标记录', 'Protocol') }).waitFor();
  await walker.stop('opened');
}

export async function walk(walker) {
  const { page } = walker;
  await openBids(walker);
  await walker.open('/office/tenders');
  await walker.stop('tenders');
  await writeRequest(walker);
  const tenders = await itemsOf(walker, '/v1/tenders?limit=50');
  const standstill = tenders.find((each) => each.phase === 'standstill');
  for (const part of ['notice', 'questions', 'changes', 'evaluation', 'award', 'remedies']) {
    await walker.open(`/office/tenders/${standstill.id}?part=${part}`);
    await page.waitForTimeout(500);
    await walker.stop(`tender-${part}`);
  }
  await walker.checkTexts();
  const contracts = (await itemsOf(walker, '/v1/contracts?limit=50')).filter((each) => each.state === 'in_force');
  for (const contract of contracts) {
    const milestones = await itemsOf(walker, `/v1/contracts/${contract.id}/milestones`);
    if (!milestones.some((each) => each.state === 'submitted')) continue;
    await walker.open(`/office/contracts/${contract.id}`);
    await page.getByRole('button', { name: walker.say('验收合格', 'Accept'), exact: true }).first().click();
    await page.locator('.el-dialog').getByRole('button', { name: walker.say('验收合格', 'Accept'), exact: true }).click();
    await page.locator('.el-dialog').waitFor({ state: 'hidden' });
    await page.waitForTimeout(500);
    await walker.stop('contract');
    break;
  }
  for (const name of ['contracts', 'remedies', 'clocks', 'ledger']) {
    await walker.open(`/office/${name}`);
    await page.waitForTimeout(400);
    await walker.stop(name);
  }
  await page.setViewportSize({ width: 375, height: 760 });
  for (const path of ['tenders', 'tenders/new', `tenders/${standstill.id}?part=award`, `contracts/${contracts[0].id}`]) {
    await walker.open(`/office/${path}`);
    await page.waitForTimeout(400);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, `${path} scrolls sideways`);
  }
}
