// An agency at its daily work: talents in the table, a new one with its person, offerings.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { contractToSign } from '../market.mjs';
import { until } from '../walker.mjs';

const named = (walker, role, zh, en) => walker.page.getByRole(role, { name: walker.say(zh, en), exact: true });

/** A press while the list still unfolds may miss the option: it counts once the field shows it. */
async function choose(page, select, text) {
  const option = page.locator('.el-select-dropdown__item:visible').filter({ hasText: text }).first();
  await until(async () => {
    if (!(await option.isVisible())) await select.click();
    await option.click({ timeout: 2000 }).catch(() => undefined);
    await page.waitForTimeout(200);
    return select.locator('.el-select__placeholder').filter({ hasText: text }).isVisible();
  }, `${text} was not chosen`);
}

async function talentsInTheTable(walker) {
  const { page } = walker;
  await walker.open('/agency/talents');
  const first = page.locator('tbody tr').first();
  await first.waitFor();
  await walker.stop('talents');
  await walker.checkTexts();

  // By keyboard alone: Enter edits, Tab saves and goes on, Escape leaves.
  const title = first.locator('.edit-cell').first();
  await title.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type(walker.say('改过的名称', 'A changed title'));
  await page.keyboard.press('Tab');
  await page.locator('tbody select:focus').waitFor();
  await page.keyboard.press('Escape');
  await title.getByText(walker.say('改过的名称', 'A changed title')).waitFor();
  const number = await first.getByRole('link').innerText();
  const kept = async () => (await walker.call('agency', 'GET', `/v1/supplies/${number}`)).body;
  const wanted = walker.say('改过的名称', 'A changed title');
  await until(async () => (await kept()).title === wanted, 'the title was not kept');

  // What the server refuses stays in its cell with the reason.
  const years = first.locator('.edit-cell').nth(2);
  await years.getByRole('button').first().click();
  await page.keyboard.type('99');
  await page.keyboard.press('Enter');
  await years.getByRole('alert').waitFor();
  await walker.stop('refused-cell');
  await years.getByRole('button', { name: walker.say('放弃', 'Drop it') }).click();

  // Somebody else changes the row first.
  const before = await kept();
  const other = { body: { summary: '另一程序的改动' }, etag: `"${before.version}"` };
  assert.equal((await walker.call('agency', 'PATCH', `/v1/supplies/${before.id}`, other)).status, 200);
  await page.route('**/v1/supplies/*', (route) =>
    route.request().method() === 'PATCH' ? route.continue({ headers: { ...route.request().headers(), 'if-match': `"${before.version}"` } }) : route.continue(),
  );
  await years.getByRole('button').first().click();
  await page.keyboard.type('7');
  await page.keyboard.press('Enter');
  await years.getByText(walker.say('刚被他人修改', 'Somebody has just changed')).waitFor();
  await page.unroute('**/v1/supplies/*');
  await years.getByRole('button', { name: walker.say('重试', 'Try again') }).click();
  await until(async () => (await kept()).experience_years === 7, 'the years were not kept');
  assert.equal((await kept()).summary, '另一程序的改动');

  // Two at once.
  const boxes = page.locator('tbody input[type=checkbox]');
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.getByRole('button', { name: walker.say('撤回', 'Withdraw') }).click();
  await page.getByText(walker.say('已处理', ' done, ')).waitFor();
  await walker.stop('several');
}

async function newTalent(walker) {
  const { page } = walker;
  await named(walker, 'link', '新建人才', 'New talent').click();
  await page.waitForURL('**/talents/new');
  await named(walker, 'button', '保存', 'Save').click();
  await page.locator('.fault').first().waitFor();
  await walker.stop('talent-faults');
  await page.locator('#field-title').fill(walker.say('资深软件工程师', 'Senior software engineer'));
  await page.getByRole('combobox', { name: walker.say('职业', 'Occupation'), exact: true }).fill('软件工程师');
  await page.locator('.el-select-dropdown__item:visible').filter({ hasText: '2-02-10-03' }).click();
  await page.locator('#field-summary').fill('八年分布式系统经验。');
  // The line breaks, the tab is closed: nothing is lost.
  await page.getByText(walker.say('草稿已保存', 'Draft kept')).waitFor();
  await page.reload();
  await page.getByText(walker.say('已恢复', 'has been restored')).waitFor();
  assert.equal(await page.locator('#field-summary').inputValue(), '八年分布式系统经验。');
  await named(walker, 'button', '保存', 'Save').click();
  await page.waitForURL((url) => /talents\/[0-9a-f-]{36}/.test(url.pathname));
  await page.locator('#field-name').fill('演示人');
  await page.locator('#field-phone').fill('13800138000');
  await named(walker, 'button', '保存个人信息', 'Save the personal record').click();
  await named(walker, 'button', '删除个人信息', 'Erase the personal record').waitFor();
  await page.locator('#field-text_version').fill('2026-01');
  await page.locator('#field-evidence').fill('档案室 12 号柜');
  const consent = page.locator('form').filter({ has: page.locator('#field-text_version') });
  await choose(page, consent.locator('.el-select'), walker.say('招聘', 'Recruitment'));
  await named(walker, 'button', '记录同意', 'Record the consent').click();
  await page.locator('.consents li').waitFor();
  await walker.stop('talent');
  await walker.checkTexts();
}

async function offerings(walker) {
  const { page } = walker;
  await walker.open('/agency/offerings');
  await page.locator('tbody tr').first().waitFor();
  await walker.stop('offerings');
  await page.locator('tbody tr a').first().click();
  await page.locator('#field-title').waitFor();
  await walker.stop('offering');
}

async function bid(walker) {
  const { page } = walker;
  await page.locator('.shell-side a[href="/agency/tenders"]').click();
  await page.locator('article').first().waitFor();
  await page.locator('article summary').first().click();
  await walker.stop('tenders');
  await walker.checkTexts();
  const { body } = await walker.call('agency', 'GET', '/v1/tenders/matches?limit=50');
  const open = body.items
    .map((each) => each.tender)
    .find((one) => Date.parse(one.open_at) <= Date.now() && Date.now() < Date.parse(one.deadline_at));
  assert.ok(open, 'the demonstration market has no tender to bid for');
  await page.locator(`article a[href$="/${open.id}/bid"]`).click();
  await page.waitForURL('**/bid');
  const form = page.locator('form').filter({ has: page.locator('#field-price') }).first();
  await form.waitFor();
  await walker.stop('bid');
  await walker.checkTexts();

  await form.getByRole('button', { name: walker.say('密封并提交', 'Seal and submit') }).click();
  await form.locator('.fault').first().waitFor();
  await form.locator('#field-price').fill('123456.78');
  await form.locator('#field-quality_response').fill('方案绝密：八人团队，驻场服务。');
  await form.locator('input[type=file]').setInputFiles({ name: '技术方案.pdf', mimeType: 'application/pdf', buffer: Buffer.from('plan') });
  await form.locator('code').first().waitFor();
  let sent = '';
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith(`/v1/tenders/${open.id}/bids`)) sent = request.postData();
  });
  // The answer of the first gets lost: the same box under the same key is one bid.
  let lost = 0;
  await page.route('**/bids', async (route) => {
    if (route.request().method() !== 'POST' || lost++ > 0) return route.continue();
    await route.fetch();
    return route.abort('connectionreset');
  });
  await form.getByRole('button', { name: walker.say('密封并提交', 'Seal and submit') }).click();
  await until(() => lost >= 2, 'the lost answer was not asked for again');
  const { sha256 } = JSON.parse(sent);
  const receipt = page.locator('.receipt').filter({ hasText: sha256 });
  await receipt.getByText(walker.say('签名已核验', 'signature checked')).waitFor();
  await page.unroute('**/bids');
  // Nothing of it left the browser in plain form.
  assert.deepEqual(Object.keys(JSON.parse(sent)).sort(), ['lot', 'sealed', 'sha256']);
  assert.ok(!sent.includes('123456') && !sent.includes('绝密'));
  const own = (await walker.call('agency', 'GET', '/v1/bids?limit=200')).body.items.filter(
    (each) => each.tender_id === open.id && each.state === 'submitted',
  );
  assert.equal(own.length, 1);
  assert.equal(own[0].sealed_sha256, sha256);
  assert.equal(own[0].sealed_by, 'bidder');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    named(walker, 'button', '下载', 'Download').first().click(),
  ]);
  assert.equal(JSON.parse(readFileSync(await download.path(), 'utf8')).sha256, JSON.parse(sent).sha256);
  await walker.stop('bid-sent');

  if (Date.parse(open.questions_until) > Date.now()) {
    await page.locator('#field-text').fill(walker.say('驻场人数是否可以调整？', 'May the number of people on site change?'));
    await named(walker, 'button', '提交提问', 'Ask').click();
    await page.getByText(walker.say('（待答复）', '(not answered yet)')).first().waitFor();
  }
  await named(walker, 'button', '撤回投标', 'Withdraw the bid').click();
  await page.getByRole('dialog').getByRole('button', { name: walker.say('撤回投标', 'Withdraw the bid') }).click();
  await page.locator('.result').getByText(walker.say('已撤回', 'Withdrawn')).waitFor();
}

/** A supplier's part of a contract: signs, submits with evidence, is accepted, invoices, is paid. */
async function contracts(walker) {
  const { page } = walker;
  const { contract, supplier, buyer } = await contractToSign(walker);
  if (supplier.login.email !== walker.server.demo.logins.agency.email) {
    await walker.logOut();
    await walker.logInAs(supplier.login);
  }
  await page.locator('.shell-side a[href="/agency/contracts"]').click();
  await page.locator('tbody tr').first().waitFor();
  await walker.stop('contracts');
  await walker.checkTexts();

  const dialog = page.getByRole('dialog');
  await page.locator(`a[href="/agency/contracts/${contract.id}"]`).click();
  await named(walker, 'button', '签署', 'Sign').click();
  await dialog.getByRole('button', { name: walker.say('签署', 'Sign'), exact: true }).click();
  const submitting = named(walker, 'button', '提交里程碑', 'Submit the milestone');
  await submitting.first().waitFor();
  await walker.stop('contract-signed');

  await submitting.first().click();
  await dialog.locator('input[type=file]').setInputFiles({ name: '成果.pdf', mimeType: 'application/pdf', buffer: Buffer.from('result') });
  await dialog.locator('code').waitFor();
  await walker.stop('contract-submitting');
  await dialog.getByRole('button', { name: walker.say('提交里程碑', 'Submit the milestone') }).click();
  await page.locator('article code').first().waitFor();
  const milestones = (await supplier.must('GET', `/v1/contracts/${contract.id}/milestones`)).items;
  const submitted = milestones.find((each) => each.state === 'submitted');
  assert.equal(submitted.evidence[0].title, '成果.pdf');

  // The office accepts it; the open page follows by itself.
  await buyer.must('POST', `/v1/milestones/${submitted.id}/accept`, { body: {}, etag: `"${submitted.version}"` });
  await named(walker, 'button', '开票', 'Invoice').click();
  await dialog.locator('#field-tax_invoice_number').fill('26332000000012345678');
  await dialog.getByRole('button', { name: walker.say('开票', 'Invoice') }).click();
  await page.getByText('26332000000012345678').waitFor();
  await walker.stop('contract-invoiced');
  const [invoice] = (await supplier.must('GET', `/v1/contracts/${contract.id}/invoices`)).items;
  await buyer.must('POST', `/v1/invoices/${invoice.id}/payments`, {
    body: { amount: invoice.amount, bank_reference: '2026112200001' },
  });
  await page.getByText('2026112200001').waitFor();
  await walker.stop('contract-paid');
  await walker.checkTexts();
  await atPhoneWidth(walker, 'contract');
  if (supplier.login.email !== walker.server.demo.logins.agency.email) {
    await walker.logOut();
    await walker.logIn('agency');
  }
}

/** A seller's part of orders: accepts one and delivers it, declines another, reviews. */
async function orders(walker) {
  const { page } = walker;
  const dialog = page.getByRole('dialog');
  const offered = (await walker.call('agency', 'GET', '/v1/offerings?limit=100')).body.items.find(
    (each) => each.state === 'published' && each.price_model === 'fixed',
  );
  const place = async (note) => {
    const body = { offering_id: offered.id, offering_version: offered.version, quantity: 1, note };
    const placed = await walker.call('enterprise', 'POST', '/v1/orders', { body });
    assert.equal(placed.status, 201, JSON.stringify(placed.body));
    return placed.body.id;
  };
  const [taken, refused] = [await place('请在下周一前联系。'), await place('第二份。')];
  await page.locator('.shell-side a[href="/agency/orders"]').click();
  await page.locator(`a[href="/agency/orders/${taken}"]`).waitFor();
  await walker.stop('orders');
  await walker.checkTexts();
  await atPhoneWidth(walker, 'orders');

  await page.locator(`a[href="/agency/orders/${refused}"]`).click();
  await named(walker, 'button', '拒单', 'Decline').click();
  await dialog.getByRole('textbox').fill('本月档期已满，下月可接。');
  await dialog.getByRole('button', { name: walker.say('拒单', 'Decline') }).click();
  await page.getByText('本月档期已满，下月可接。').first().waitFor();
  const now = (await walker.call('enterprise', 'GET', `/v1/orders/${refused}`)).body;
  assert.deepEqual([now.state, now.declined_by, now.decline_reason], ['declined', 'seller', '本月档期已满，下月可接。']);
  await walker.stop('order-declined');

  await page.locator('.shell-side a[href="/agency/orders"]').click();
  await page.locator(`a[href="/agency/orders/${taken}"]`).click();
  await named(walker, 'button', '接单', 'Accept the order').click();
  await dialog.getByRole('button', { name: walker.say('接单', 'Accept the order') }).click();
  await named(walker, 'button', '交付', 'Deliver').click();
  await dialog.locator('#field-delivery_note').fill('成果报告一份。');
  await dialog.locator('input[type=file]').setInputFiles({ name: '报告.pdf', mimeType: 'application/pdf', buffer: Buffer.from('report') });
  await dialog.locator('code').waitFor();
  await walker.stop('order-delivering');
  await dialog.getByRole('button', { name: walker.say('交付', 'Deliver'), exact: true }).click();
  await page.locator('.hashes code').waitFor();
  await walker.stop('order-delivered');

  // The buyer accepts it; the open page follows by itself.
  const delivered = await walker.call('enterprise', 'GET', `/v1/orders/${taken}`);
  const accepted = await walker.call('enterprise', 'POST', `/v1/orders/${taken}/accept_delivery`, { etag: delivered.etag });
  assert.equal(accepted.status, 200, JSON.stringify(accepted.body));
  await page.getByRole('radio', { name: walker.say('5 星', '5 of 5') }).check();
  await page.getByLabel(walker.say('评语', 'What others should know')).fill('需求清楚，验收及时。');
  await named(walker, 'button', '提交评价', 'Send the review').click();
  await page.getByText(walker.say('对方尚未评价', 'The other side has not written yet')).waitFor();
  await walker.stop('order-reviewed');
  await walker.checkTexts();
  await atPhoneWidth(walker, 'order');
}

/** One's own bids with score, rank and reasons. */
async function bids(walker) {
  const { page } = walker;
  await page.locator('.shell-side a[href="/agency/bids"]').click();
  await page.locator('article').first().waitFor();
  const scored = page.locator('article').filter({ hasText: walker.say('综合得分', 'Total') }).first();
  await scored.locator('summary').click();
  await scored.getByRole('table').waitFor();
  await walker.stop('bids');
  await walker.checkTexts();
  await atPhoneWidth(walker, 'bids');
}

async function atPhoneWidth(walker, name) {
  const { page } = walker;
  await page.setViewportSize({ width: 375, height: 780 });
  await walker.fits(name);
  await walker.stop(`phone-${name}`);
  await page.setViewportSize({ width: 1280, height: 900 });
}

export async function walk(walker) {
  await walker.logIn('agency');
  await talentsInTheTable(walker);
  await newTalent(walker);
  await offerings(walker);
  await walker.page.locator('.shell-side a[href="/agency/licences"]').click();
  await walker.page.locator('.licences li').first().waitFor();
  await walker.stop('licences');
  await walker.checkTexts();
  await bid(walker);
  await bids(walker);
  await contracts(walker);
  await orders(walker);

  await walker.page.setViewportSize({ width: 375, height: 780 });
  for (const path of ['/agency/tenders', '/agency/talents']) {
    await walker.page.locator(`.shell-side a[href="${path}"]`).click();
    await walker.page.locator('main .card').nth(1).waitFor();
    await walker.fits(path);
    await walker.stop(`phone${path.replaceAll('/', '-')}`);
  }
}
