// The talent group as general contractor: plans a project on a contract in force, is refused with everything that
// forbids the start, mends it, starts, orders from two agencies, accepts a delivery, pays, and sees both sides.
import assert from 'node:assert/strict';
import { atPhoneWidth, command, pick, wordsOf } from '../steps.mjs';

const password = 'correct-horse-battery-staple';
const category = 'hr_consulting';

/** A part of the price, in percent, to the fen. */
const part = (price, percent) => (Math.floor(Number(price) * percent) / 100).toFixed(2);
const yuan = (amount) => ({ amount, currency: 'CNY' });

async function done(answer, status = 200) {
  const made = await answer;
  assert.equal(made.status, status, JSON.stringify(made.body));
  return made;
}

/** A step at the version that is there, with somebody's key. */
async function step(walker, key, object, name, body) {
  const { etag } = await done(walker.call('', 'GET', object, { key }));
  return (await done(walker.call('', 'POST', `${object}/${name}`, { key, etag, body }))).body;
}

/** Another agency, since one alone may not carry the whole; its key. */
async function joinAgency(walker, name) {
  const { origin } = walker.server;
  const email = 'admin3003@example.cn';
  const headers = { 'Content-Type': 'application/json' };
  const registered = await fetch(`${origin}/v1/organisations`, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      organisation: {
        kind: 'agency',
        capabilities: ['consulting'],
        name,
        credit_code: '91330100900000003Q',
        region: '330100',
        legal_representative: '代表三',
        phone: '0571-88003003',
        address: '文三路3003号',
      },
      administrator: { name: '管理员', email, password },
    }),
  });
  assert.equal(registered.status, 201, await registered.clone().text());
  const { id } = await registered.json();
  const session = await fetch(`${origin}/v1/sessions`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ email, password }),
  });
  const { csrf_token: token } = await session.json();
  const made = await fetch(`${origin}/v1/api_keys`, {
    method: 'POST',
    headers: { ...headers, Cookie: session.headers.get('Set-Cookie').split(';')[0], 'X-CSRF-Token': token },
    body: JSON.stringify({ name: 'integration', roles: ['administrator', 'manager'] }),
  });
  const { secret: key } = await made.json();
  await step(walker, key, `/v1/organisations/${id}`, 'submit');
  await step(walker, walker.server.demo.operator, `/v1/organisations/${id}`, 'verify');
  return key;
}

async function offer(walker, key, title, price) {
  const made = await done(
    walker.call('', 'POST', '/v1/offerings', {
      key,
      body: {
        title,
        description: '按约定交付',
        category,
        regions: ['330000'],
        price_model: 'fixed',
        price: yuan(price),
        response_hours: 24,
        delivery_days: 60,
        terms: '验收后三十日内付清',
      },
    }),
    201,
  );
  return step(walker, key, `/v1/offerings/${made.body.id}`, 'publish');
}

const packageNamed = (walker, title) =>
  walker.page.getByRole('article').filter({ has: walker.page.getByRole('heading', { level: 3, name: title }) });

async function plan(walker, contract) {
  const { page } = walker;
  const { say } = wordsOf(walker);
  await walker.open('/operator/projects');
  const row = page.locator('section.card', { hasText: contract.number });
  await walker.stop('contracts');
  await command(walker, say('规划项目', 'Plan the project'), {}, row);
  await page.waitForURL((url) => /^\/operator\/projects\/[0-9a-f-]{36}$/.test(url.pathname));
  await page.getByText(say('还没有工作包', 'No packages yet')).waitFor();
  await walker.stop('planned');
  return new URL(page.url()).pathname.split('/').pop();
}

async function addPackage(walker, { title, price, day, deliverable = '', standard = '' }) {
  const { page } = walker;
  const { say } = wordsOf(walker);
  const name = say('增加工作包', 'Add a package');
  await page.getByRole('button', { name, exact: true }).click();
  const dialog = page.getByRole('dialog', { name });
  await dialog.locator('#field-title').fill(title);
  await pick(walker, dialog, '#field-category', say('人力资源咨询', 'HR consulting'));
  await dialog.locator('#field-price').fill(price);
  await dialog.locator('#field-due_on').fill(day);
  await dialog.locator('#field-deliverable').fill(deliverable);
  await dialog.locator('#field-acceptance_standard').fill(standard);
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await packageNamed(walker, title).waitFor();
}

const dayAfter = (day, days) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** All that can be wrong with a plan at once, each fault at its place. */
async function beRefused(walker, { price, end }) {
  const { page } = walker;
  const { say } = wordsOf(walker);
  await addPackage(walker, { title: '人才测评', price: part(price, 95), day: dayAfter(end, 30) });
  await addPackage(walker, {
    title: '调研报告',
    price: part(price, 4),
    day: end,
    deliverable: '调研报告一份',
    standard: '抽检合格率不低于 98%',
  });
  // Own staff may not do what the market offers; what it had is kept with the package.
  const own = packageNamed(walker, '调研报告');
  const source = say('确定承接人', 'Give it an owner');
  await own.getByRole('button', { name: source, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: source });
  await dialog.getByRole('radio', { name: say('自有力量', 'Own staff') }).check();
  await dialog.locator('#field-justification').fill('集团研究部熟悉本地产业。');
  await walker.stop('own-work');
  await dialog.getByRole('button', { name: source, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await own.getByText(say('市场供给证据', 'Evidence of the gap')).waitFor();
  await command(walker, say('修改名称与费用', 'Edit title, fee, margin'), { '#field-fee': part(price, 9) });
  await page.getByRole('button', { name: say('启动', 'Start'), exact: true }).click();
  await page.getByText(say('还不能启动', 'It cannot start yet')).waitFor();
  const money = page.getByRole('region', { name: say('资金分配', 'Where the price goes') });
  await money.getByText(say('管理费超过地区上限', 'The fee is above the region’s cap')).waitFor();
  await money.getByText(say('构成转包', 'that is passing it on')).waitFor();
  await money.getByText(say('超过合同价', 'exceed the price')).waitFor();
  const first = packageNamed(walker, '人才测评');
  await first.getByText(say('没有写明验收标准', 'by what it is accepted')).waitFor();
  await first.getByText(say('还没有确定承接人', 'Nobody has taken it yet')).waitFor();
  await first.getByText(say('晚于合同最后一个里程碑', 'after the contract’s last milestone')).waitFor();
  await own.getByText(say('不得自行承担', 'own staff may not do it')).waitFor();
  await walker.stop('refused');
  await atPhoneWidth(walker, 'refused');
  await walker.checkTexts();
}

async function choose(walker, dialog, offering) {
  await dialog.getByRole('radio', { name: offering }).check();
}

async function mend(walker, { price, end, agency, other }) {
  const { page } = walker;
  const { say } = wordsOf(walker);
  const first = packageNamed(walker, '人才测评');
  await command(
    walker,
    say('修改工作包', 'Edit the package'),
    {
      '#field-price': part(price, 60),
      '#field-due_on': end,
      '#field-deliverable': '测评报告三百份',
      '#field-acceptance_standard': '抽检合格率不低于 98%',
    },
    first,
  );
  await first.getByText('测评报告三百份').waitFor();
  await command(walker, say('修改名称与费用', 'Edit title, fee, margin'), { '#field-fee': part(price, 4) });
  const firstOffer = await offer(walker, agency, '测评服务（全年）', part(price, 60));
  const secondOffer = await offer(walker, other, '产业调研服务', part(price, 30));

  const reassign = say('更换承接人', 'Reassign');
  const second = packageNamed(walker, '调研报告');
  await second.getByRole('button', { name: reassign, exact: true }).click();
  let dialog = page.getByRole('dialog', { name: reassign });
  await dialog.locator('#field-reasons').fill('市场上有机构提供该项服务');
  await choose(walker, dialog, secondOffer.title);
  await dialog.getByRole('button', { name: reassign, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });

  const source = say('确定承接人', 'Give it an owner');
  await first.getByRole('button', { name: source, exact: true }).click();
  dialog = page.getByRole('dialog', { name: source });
  await choose(walker, dialog, firstOffer.title);
  await walker.stop('sourcing');
  await dialog.getByRole('button', { name: source, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText(say('订单尚未被接受', 'The order is not accepted yet')).first().waitFor();
}

async function packagesOf(walker, project) {
  const { body } = await done(walker.call('operator', 'GET', `/v1/projects/${project}/packages?limit=200`));
  return new Map(body.items.map((each) => [each.title, each]));
}

/** The sellers say yes; the page hears of it, and what is left becomes the margin. */
async function start(walker, project, { agency, other }) {
  const { page } = walker;
  const { say } = wordsOf(walker);
  const packages = await packagesOf(walker, project);
  await step(walker, agency, `/v1/orders/${packages.get('人才测评').order_id}`, 'accept');
  await step(walker, other, `/v1/orders/${packages.get('调研报告').order_id}`, 'accept');
  await page.getByText(say('订单尚未被接受', 'The order is not accepted yet')).first().waitFor({ state: 'detached' });
  await page.getByRole('button', { name: say('将差额设为', 'as margin') }).click();
  await page.getByText(say('检查通过，可以启动', 'Nothing forbids the start')).waitFor();
  await walker.stop('ready');
  await page.getByRole('button', { name: say('启动', 'Start'), exact: true }).click();
  await page.getByRole('heading', { name: say('项目资金（上下游）', 'Both sides of the money') }).waitFor();
  await walker.stop('started');
}

async function acceptAndPay(walker, project, { agency }) {
  const { page } = walker;
  const { say } = wordsOf(walker);
  const survey = (await packagesOf(walker, project)).get('人才测评');
  await step(walker, agency, `/v1/packages/${survey.id}`, 'deliver', {
    evidence: [{ title: '测评报告.pdf', sha256: 'b'.repeat(64) }],
  });
  const first = packageNamed(walker, '人才测评');
  await first.getByText('测评报告.pdf').waitFor();
  await walker.stop('delivered');
  await command(walker, say('验收合格', 'Accept'), {}, first);
  await command(walker, say('付款', 'Pay'), { '#field-bank_reference': '20261123000018' }, first);
  const money = await done(walker.call('government_office', 'GET', `/v1/projects/${project}/money`)).catch(() => undefined);
  const owner = page.getByRole('region', { name: say('工作包', 'Work packages') }).getByRole('row', { name: '人才测评' });
  await owner.getByRole('cell', { name: '¥0.00', exact: true }).waitFor();
  if (money) assert.ok(money.body.downstream.packages.some((each) => each.paid.amount === survey.price.amount));
  await walker.stop('both-sides');
  await atPhoneWidth(walker, 'project');
  await walker.checkTexts();
}

export async function walk(walker) {
  const { body } = await done(walker.call('operator', 'GET', '/v1/contracts?limit=200'));
  const projects = (await done(walker.call('operator', 'GET', '/v1/projects?limit=200'))).body.items;
  const isFree = (contract) =>
    !projects.some((each) => each.contract_id === contract.id && each.state !== 'abandoned');
  const contract = body.items.find(
    (each) => each.state === 'in_force' && each.fee_basis_points >= 400 && isFree(each),
  );
  assert.ok(contract, 'the group has a contract in force that no project delivers yet');
  const milestones = await done(walker.call('operator', 'GET', `/v1/contracts/${contract.id}/milestones`));
  const price = contract.price.amount;
  const end = milestones.body.items.at(-1).due_on;
  const agency = walker.server.demo.agency;
  await walker.logIn('operator');
  // What is on the market is offered before own staff are put forward.
  const other = await joinAgency(walker, '杭州分包咨询有限公司');
  await offer(walker, other, '薪酬诊断', '30000.00');
  const project = await plan(walker, contract);
  await beRefused(walker, { price, end });
  await mend(walker, { price, end, agency, other });
  await start(walker, project, { agency, other });
  await acceptAndPay(walker, project, { agency });
}
