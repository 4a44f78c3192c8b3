// An agency as a general contractor's subcontractor: sees its package, delivers it twice, is accepted and paid,
// rates and is rated, and appeals until the rating is struck.
import assert from 'node:assert/strict';
import { agencies, listOf, memberOf, offices, operator, operatorOf, supervisor } from '../market.mjs';

const named = (walker, role, zh, en) => walker.page.getByRole(role, { name: walker.say(zh, en), exact: true });
export const yuan = (fen) => ({ amount: (fen / 100).toFixed(2), currency: 'CNY' });
const fen = (money) => Math.round(Number(money.amount) * 100);

/** A command on the version that is there now. */
export async function step(member, object, name, body) {
  const { version } = await member.must('GET', object);
  return member.must('POST', `${object}/${name}`, { body, etag: `"${version}"` });
}

async function sourced(group, seller, project, { title, price, due_on }) {
  const text = { category: 'hr_consulting', deliverable: `${title}报告`, acceptance_standard: '抽检合格率不低于 98%' };
  const body = { ...text, title, region: '330100', due_on, price: yuan(price) };
  const one = await group.must('POST', `${project}/packages`, { body });
  const offering = await seller.must('POST', '/v1/offerings', {
    body: {
      title: '咨询服务',
      description: '按约定交付',
      category: 'hr_consulting',
      regions: ['330000'],
      price_model: 'fixed',
      price: yuan(price),
      response_hours: 24,
      delivery_days: 60,
      terms: '验收后三十日内付清',
    },
  });
  const { version } = await step(seller, `/v1/offerings/${offering.id}`, 'publish');
  const source = { kind: 'order', offering_id: offering.id, offering_version: version };
  const { order_id: order } = await step(group, `/v1/packages/${one.id}`, 'source', source);
  await step(seller, `/v1/orders/${order}`, 'accept', {});
  return `/v1/packages/${one.id}`;
}

/** Who reviews an appeal: the nearest operator without a part in it, else the supervising office. */
export async function reviewerOf(walker, appeal) {
  const all = [await supervisor(walker), await operatorOf(walker, '330100')];
  const found = all.find((each) => each?.id === appeal.reviewer_id);
  assert.ok(found, 'nobody of the demonstration reviews the appeal');
  return found;
}

/** Agencies that have no package yet. */
export async function without(walker, count) {
  const found = [];
  for await (const one of agencies(walker)) {
    if (found.length < count && (await listOf(one, '/v1/projects')).length === 0) found.push(one);
  }
  return found;
}

/** A project of the group's contract in two packages, one of them ours; not started yet. */
export async function planned(walker, group, own, other) {
  const taken = (await listOf(group, '/v1/projects')).map((each) => each.contract_id);
  const contract = (await listOf(group, '/v1/contracts')).find(
    (each) => each.state === 'in_force' && each.fee_basis_points > 0 && !taken.includes(each.id),
  );
  assert.ok(contract, 'the group of the demonstration has no contract without a project');
  const milestones = (await group.must('GET', `/v1/contracts/${contract.id}/milestones`)).items;
  const { id } = await group.must('POST', `/v1/contracts/${contract.id}/project`, { body: {} });
  const project = `/v1/projects/${id}`;
  const { fee, version } = await group.must('GET', project);
  const whole = fen(contract.price);
  const [first, second] = [Math.floor(whole * 0.6), Math.floor(whole * 0.3)];
  const margin = yuan(whole - first - second - fen(fee));
  const edited = await fetch(walker.server.origin + project, {
    method: 'PATCH',
    headers: {
      Authorization: `Bearer ${walker.server.demo.operator}`,
      'Content-Type': 'application/merge-patch+json',
      'If-Match': `"${version}"`,
    },
    body: JSON.stringify({ margin }),
  });
  assert.equal(edited.status, 200, await edited.text());
  const due_on = milestones.at(-1).due_on;
  const ours = await sourced(group, own, project, { title: '人才测评', price: first, due_on });
  await sourced(group, other, project, { title: '培训', price: second, due_on });
  return { project, ours, buyer: contract.buyer_id, price: first };
}

async function deliver(walker, file) {
  const { page } = walker;
  const dialog = page.getByRole('dialog');
  await named(walker, 'button', '交付', 'Deliver').click();
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: file, mimeType: 'application/pdf', buffer: Buffer.from(file) });
  await dialog.locator('code').waitFor();
  if (file === '报告.pdf') await walker.stop('delivering');
  await dialog.getByRole('button', { name: walker.say('交付', 'Deliver'), exact: true }).click();
  await page.getByText(walker.say('期限届满', 'After the term')).waitFor();
}

/** The time for the inspection is over as the page sees it; the server knows better and says so. */
async function claimTooEarly(walker, ours) {
  const { page } = walker;
  await page.route(`**${ours}`, async (route) => {
    const answer = await route.fetch();
    const body = await answer.json();
    for (const clock of body.clocks ?? []) clock.due = '2026-01-01T00:00:00.000Z';
    await route.fulfill({ response: answer, json: body });
  });
  await page.reload();
  await named(walker, 'button', '主张视为验收', 'Claim the acceptance').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: walker.say('主张视为验收', 'Claim the acceptance') }).click();
  await dialog.getByRole('alert').waitFor();
  await walker.stop('claim-refused');
  await page.unroute(`**${ours}`);
  await page.reload();
  await page.locator('main .facts').first().waitFor();
}

async function ratings(walker, { group, ours, price, own, buyer }) {
  const { page } = walker;
  const dialog = page.getByRole('dialog');
  await step(group, ours, 'accept', { note: '合格' });
  await page.getByRole('heading', { name: walker.say('互评', 'Ratings') }).waitFor();
  await group.must('POST', `${ours}/payments`, { body: { amount: yuan(price), bank_reference: '2026112300018' } });
  await page.getByText('2026112300018').waitFor();

  await page.getByRole('button', { name: walker.say(/^评价/, /^Rate /) }).click();
  await dialog.locator('.el-select').click();
  await page.locator('.el-select-dropdown__item:visible').filter({ hasText: '4' }).click();
  await dialog.locator('#field-comment').fill('需求清楚，配合及时。');
  await walker.stop('rating');
  await dialog.getByRole('button', { name: walker.say(/^评价/, /^Rate /) }).click();
  await page.getByText(walker.say('未公开', 'Sealed')).waitFor();
  await walker.stop('rated');
  await walker.checkTexts();

  // The buyer writes too: both are open at once.
  const office = await memberOf(offices(walker), buyer);
  await office.must('POST', `${ours}/ratings`, {
    body: { about_id: own.id, satisfaction: 1, complaint: true, complaint_text: '讲师两次缺席', comment: '教材很好' },
  });
  await page.getByText('讲师两次缺席').waitFor();
  await named(walker, 'button', '提出申诉', 'Appeal').click();
  await dialog.locator('#field-reasons').fill('课时按合同计算没有缺少');
  await dialog.getByRole('button', { name: walker.say('提出申诉', 'Appeal'), exact: true }).click();
  await page.getByText('课时按合同计算没有缺少').waitFor();
  await walker.stop('appealed');
  const [appeal] = (await own.must('GET', '/v1/appeals?limit=200')).items;
  assert.notEqual(appeal.reviewer_id, group.id, 'who chose the deliverer does not judge it');
  const reviewer = await reviewerOf(walker, appeal);
  await step(reviewer, `/v1/appeals/${appeal.id}`, 'open');
  await step(reviewer, `/v1/appeals/${appeal.id}`, 'decide', { upheld: true, reasons: ['课时记录齐全'] });
  await page.getByText('课时记录齐全').first().waitFor();
  await page.getByText(walker.say('已撤销', 'Struck')).first().waitFor();
  await walker.stop('struck');
  await walker.checkTexts();
}

export async function walk(walker) {
  const { page } = walker;
  const group = await operator(walker);
  const [own, other] = await without(walker, 2);
  const { project, ours, price, buyer } = await planned(walker, group, own, other);
  await walker.logInAs(own.login);
  await page.locator('.shell-side a[href="/agency/packages"]').click();
  await page.getByText(walker.say('还没有承接工作包', 'No work packages yet')).waitFor();
  await walker.stop('none');
  // The project starts, and the package is there.
  await step(group, project, 'start');
  await page.getByRole('link', { name: '人才测评' }).click();
  await page.locator('main .facts').first().waitFor();
  await walker.stop('package');
  await walker.checkTexts();
  await deliver(walker, '报告.pdf');
  await step(group, ours, 'reject', { reasons: ['缺第三章'] });
  await page.getByText('缺第三章').waitFor();
  await walker.stop('rejected');
  await deliver(walker, '补充报告.pdf');
  await claimTooEarly(walker, ours);
  await ratings(walker, { group, ours, price, own, buyer });

  await page.setViewportSize({ width: 375, height: 780 });
  for (const name of ['package', 'packages']) {
    if (name === 'packages') await page.locator('.shell-side a[href="/agency/packages"]').click();
    await page.locator(name === 'packages' ? 'tbody tr' : 'main .facts').first().waitFor();
    await walker.fits(name);
    await walker.stop(`phone-${name}`);
  }
}
