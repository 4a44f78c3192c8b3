// Framework agreements: their terms in the wizard, the agreement made of an award, a call-off written and published
// among its members. Everybody is a test organisation whose days take a second, so that nothing depends on the day.
import assert from 'node:assert/strict';
import { Rehearsal } from '../rehearsal.mjs';
import { atPhoneWidth, command } from '../steps.mjs';

const title = '演练招聘会服务框架协议';
const callOffTitle = '演练秋季招聘会';
const yuan = (amount) => ({ amount, currency: 'CNY' });
const settled = (page) => page.locator('main .el-skeleton').first().waitFor({ state: 'detached' });
const heading = (walker) => walker.page.locator('.step h2');

async function goOn(walker, zh, en) {
  await walker.page
    .getByRole('button', {
      name: walker.say('下一步', 'Next'),
      exact: true,
    })
    .click();
  await heading(walker)
    .filter({ hasText: walker.say(zh, en) })
    .waitFor();
}

/** The need, at the wizard's first step. */
async function describe({ page }, name) {
  const fieldset = (at) => page.locator('.step fieldset').nth(at);
  await page.locator('#field-title').fill(name);
  await page.locator('#field-description').fill('校园招聘会的组织与服务，含场地、宣传与到场企业的联络。');
  await page.locator('#field-budget').fill('500000.00');
  await fieldset(0).locator('input').nth(0).fill('全部服务');
  await fieldset(0).locator('input').nth(1).fill('500000.00');
  await fieldset(1).locator('input').nth(0).fill('招聘会');
  await fieldset(1).locator('input').nth(1).fill('4');
  await fieldset(1).locator('input').nth(2).fill('场');
}

/** What a framework settles is refused at its field, and the rest is not asked of any other procurement. */
async function terms(walker) {
  const { page } = walker;
  await walker.open('/office/frameworks');
  await page.getByText(walker.say('还没有框架协议', 'No framework agreements yet')).waitFor();
  await walker.stop('none');
  await walker.open('/office/tenders/new');
  await describe(walker, title);
  await goOn(walker, '采购方式', 'Method');
  const makes = page.getByLabel(walker.say('本次采购签订框架协议', 'Makes a framework agreement'));
  await makes.check();
  await page.locator('#field-months').fill('36');
  await page.locator('#field-suppliers_max').fill('2');
  await page
    .getByRole('button', {
      name: walker.say('下一步', 'Next'),
      exact: true,
    })
    .click();
  await page
    .locator('.field', { has: page.locator('#field-ceiling') })
    .locator('.fault')
    .waitFor();
  await walker.stop('terms-refused');
  await page.locator('#field-ceiling').fill('500000.00');
  await page.locator('#field-months').fill('24');
  await page.locator('#framework-call-off').selectOption('either');
  await atPhoneWidth(walker, 'terms');
  await goOn(walker, '资格条件', 'Eligibility');
  await walker.checkTexts();
}

/** The award of its procurement becomes the agreement once the standstill is over. */
async function establish(walker, tender) {
  const { page } = walker;
  const name = walker.say('签订框架协议', 'Establish the framework');
  await walker.open(`/office/tenders/${tender.id}?part=award`);
  await page.getByRole('button', { name, exact: true }).and(page.locator(':enabled')).waitFor();
  await walker.stop('to-establish');
  await command(walker, name);
  await page.waitForURL((url) => url.pathname.startsWith('/office/frameworks/'));
  await page.getByText(walker.say('还没有协议内采购', 'No call-offs yet')).waitFor();
  await walker.stop('framework');
  await atPhoneWidth(walker, 'framework');
  return new URL(page.url()).pathname;
}

/** From the agreement's page to the published call-off, by one member invited. */
async function callOff(walker, rehearsal, framework) {
  const { page } = walker;
  await page
    .getByRole('link', {
      name: walker.say('发起协议内采购', 'New call-off'),
    })
    .click();
  await page.locator('#field-title').waitFor();
  await describe(walker, callOffTitle);
  await goOn(walker, '采购方式', 'Method');
  const members = page.locator('.step fieldset').filter({ hasText: walker.say('邀请的入围供应商', 'Members invited') });
  assert.equal(await members.getByRole('checkbox').count(), 2, 'two suppliers are members');
  await members.getByRole('checkbox').first().check();
  await walker.stop('call-off');
  await atPhoneWidth(walker, 'call-off');
  await goOn(walker, '资格条件', 'Eligibility');
  await goOn(walker, '评审因素', 'Criteria');
  await page.locator('.step fieldset').nth(0).locator('input').first().fill('投标报价');
  await page.locator('.step fieldset').nth(1).locator('input').first().fill('服务方案');
  await goOn(walker, '采购文件', 'Documents');
  await goOn(walker, '日期与期限', 'Dates');
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  await page.locator('#field-deadline_at').fill(`${tomorrow}T17:00`);
  await page.locator('#field-standstill_working_days').focus();
  await goOn(walker, '开标人', 'Officers');
  for (let officer = 0; officer < 3; ++officer)
    await page.locator('.step fieldset [type=checkbox]').nth(officer).check();
  await goOn(walker, '核对发布', 'Review');
  await walker.stop('call-off-review');
  await page
    .getByRole('button', {
      name: walker.say('发布公告', 'Publish the notice'),
    })
    .click();
  await page.waitForURL((url) => /^\/office\/tenders\/[0-9a-f-]{36}$/.test(url.pathname));
  const id = new URL(page.url()).pathname.split('/').pop();
  const { body } = await rehearsal.call(rehearsal.office.key, 'GET', `/v1/tenders/${id}`);
  assert.equal(`/office/frameworks/${body.framework_id}`, framework);
  await walker.open(framework);
  await page.getByRole('link', { name: callOffTitle }).waitFor();
  await walker.stop('called-off');
}

export async function walk(walker) {
  const { page } = walker;
  const rehearsal = await new Rehearsal(walker).prepare();
  const tender = await rehearsal.procure({
    title,
    prices: ['900000.00', '950000.00', '980000.00'],
    framework: {
      ceiling: yuan('1000000.00'),
      months: 24,
      suppliers_max: 2,
      call_off: 'either',
    },
  });
  const awarded = rehearsal.award(tender);
  awarded.catch(() => undefined);
  await walker.logInAs(rehearsal.office);
  await terms(walker);
  await awarded;
  const framework = await establish(walker, tender);
  await callOff(walker, rehearsal, framework);
  await walker.open('/office/frameworks');
  await settled(page);
  await walker.stop('list');
  await atPhoneWidth(walker, 'list');
  await walker.open(framework);
  await command(walker, walker.say('终止协议', 'Terminate'), {
    textarea: '入围供应商均已退出',
  });
  await page.getByText('入围供应商均已退出').waitFor();
  await walker.stop('terminated');
  await walker.checkTexts();
}
