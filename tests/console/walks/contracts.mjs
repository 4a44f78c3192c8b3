// The office's contracts: what an agency delivered is accepted and its invoice paid; of two clerks at it the second is told that the other was first, reads what is there now,
// and goes on without typing again; and what the general contractor's agency delivered is rated, blind until the other
// side has spoken too.
import assert from 'node:assert/strict';
import { agencies, listOf, memberOf, offices, operator } from '../market.mjs';
import { atPhoneWidth, command } from '../steps.mjs';

/** A milestone that waits for acceptance. Which the demonstration has depends on the day: else the next is delivered. */
async function deliveredMilestone(contract, buyer, seller) {
  const milestones = (await buyer.must('GET', `/v1/contracts/${contract.id}/milestones`)).items;
  const waiting = milestones.find((each) => each.state === 'submitted');
  if (waiting) return waiting;
  const next = milestones.find((each) => each.state === 'scheduled');
  if (!next) return undefined;
  const { etag } = await seller.call('GET', `/v1/milestones/${next.id}`);
  const delivered = await seller.call('POST', `/v1/milestones/${next.id}/submit`, {
    etag,
    body: { evidence: [{ title: '阶段成果报告.pdf', sha256: 'ab'.repeat(32) }] },
  });
  return delivered.status === 200 ? delivered.body : undefined;
}

/** Accepts what an agency delivered, and pays the invoice that follows. */
async function acceptAndPay(walker, buyer) {
  const { page } = walker;
  const inForce = (await listOf(buyer, '/v1/contracts')).filter((each) => each.state === 'in_force');
  for (const contract of inForce) {
    const seller = await memberOf(agencies(walker), contract.supplier_id);
    const submitted = seller && (await deliveredMilestone(contract, buyer, seller));
    if (!submitted) continue;
    await walker.open(`/office/contracts/${contract.id}`);
    await command(walker, walker.say('验收合格', 'Accept'));
    await page.getByText(walker.say('已验收', 'accepted')).first().waitFor();
    const milestone = (await seller.call('GET', `/v1/milestones/${submitted.id}`)).body;
    const invoice = await seller.call('POST', `/v1/milestones/${submitted.id}/invoices`, {
      body: { amount: milestone.payable_amount, tax_invoice_number: '26332000000123456789' },
    });
    assert.equal(invoice.status, 201, JSON.stringify(invoice.body));
    // The page hears of the invoice by itself.
    await page.getByRole('heading', { name: invoice.body.number }).waitFor();
    await walker.stop('invoiced');
    // The contract may have an older invoice that is not paid yet.
    const its = page.getByRole('article').filter({ hasText: invoice.body.number });
    await command(walker, walker.say('付款', 'Pay'), { '#field-bank_reference': '20261123000017' }, its);
    await page.getByText('20261123000017').waitFor();
    await walker.stop('paid');
    const paid = await seller.call('GET', `/v1/invoices/${invoice.body.id}`);
    assert.equal(paid.body.state, 'paid');
    await atPhoneWidth(walker, 'paid');
    return;
  }
  assert.fail('no contract with an agency has a milestone to accept');
}

/** The office's contract that the group delivers, with a package that waits for acceptance. */
async function delivered(walker, group, buyer) {
  for (const project of await listOf(group, '/v1/projects')) {
    const contract = await group.must('GET', `/v1/contracts/${project.contract_id}`);
    if (contract.buyer_id !== buyer.id || contract.state !== 'in_force') continue;
    const packages = await listOf(group, `/v1/projects/${project.id}/packages`);
    const one = packages.find((each) => each.state === 'delivered');
    if (one) return { contract, one };
  }
  return assert.fail('the demonstration has a delivered package for the office');
}

/** The page shows the version before the other clerk's: as on a slow line, it has not heard of the change. */
async function twoClerks(walker, contract, buyer) {
  const { page } = walker;
  const target = `/v1/contracts/${contract.id}`;
  const suspend = walker.say('中止', 'Suspend');
  const reasons = '场地改造，暂停进场';
  await page.route('**/v1/feed/**', (route) => route.abort());
  await walker.open(`/office/contracts/${contract.id}`);
  await page.getByRole('button', { name: suspend, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: suspend });
  await dialog.locator('textarea').fill(reasons);
  const { etag } = await buyer.call('GET', target);
  const step = contract.filed_at ? 'publish' : 'file';
  const first = await buyer.call('POST', `${target}/${step}`, { etag });
  assert.equal(first.status, 200, JSON.stringify(first.body));
  const send = dialog.getByRole('button', { name: suspend, exact: true });
  await send.click();
  await dialog.getByText(walker.say('他人刚刚修改了这条记录', 'Somebody else has just changed this record')).waitFor();
  await walker.stop('changed-meanwhile');
  await dialog.getByRole('button', { name: walker.say('重新载入', 'Reload'), exact: true }).click();
  await dialog.getByRole('alert').waitFor({ state: 'detached' });
  assert.equal(await dialog.locator('textarea').inputValue(), reasons, 'what was typed stays');
  await send.click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText(walker.say('中止', 'Suspended')).first().waitFor();
  await page.unroute('**/v1/feed/**');
  const { body, etag: now } = await buyer.call('GET', target);
  assert.equal(body.state, 'suspended');
  await buyer.must('POST', `${target}/resume`, { etag: now, body: { reasons: ['场地已交付'] } });
}

async function rate(walker, contract, one) {
  const { page } = walker;
  await walker.open(`/office/contracts/${contract.id}`);
  const article = page.getByRole('article').filter({ has: page.getByRole('heading', { name: one.title }) });
  const name = walker.say('评价', 'Rate');
  const dialog = page.getByRole('dialog', { name });
  await article.getByRole('button', { name, exact: true }).click();
  await dialog.locator('.el-select').click();
  await page.locator('.el-select-dropdown__item:visible').filter({ hasText: '4' }).click();
  await dialog.locator('#field-comment').fill('响应及时，报告质量好。');
  await walker.stop('rating');
  await atPhoneWidth(walker, 'rating');
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await article.getByText(walker.say('未公开', 'Sealed')).waitFor();
  const edit = walker.say('修改评价', 'Edit the rating');
  const editing = page.getByRole('dialog', { name: edit });
  await article.getByRole('button', { name: edit, exact: true }).click();
  await editing.locator('#field-comment').fill('响应及时，报告质量很好。');
  await editing.getByRole('button', { name: edit, exact: true }).click();
  await editing.waitFor({ state: 'hidden' });
  await article.getByText('报告质量很好').waitFor();
  await walker.stop('sealed');
  return article;
}

export async function walk(walker) {
  const { page } = walker;
  const { email } = walker.server.demo.logins.government_office;
  let buyer;
  for await (const each of offices(walker)) if (each.login.email === email) buyer = each;
  const group = await operator(walker);
  const { contract, one } = await delivered(walker, group, buyer);
  const target = `/v1/packages/${one.id}`;
  const { etag } = await group.call('GET', target);
  await group.must('POST', `${target}/accept`, { etag, body: { note: '合格' } });
  await walker.logIn('government_office');
  await acceptAndPay(walker, buyer);
  const article = await rate(walker, contract, one);
  // The agency writes too: both are open at once, and the page hears of it.
  const owner = await memberOf(agencies(walker), one.owner_id);
  const said = { about_id: buyer.id, satisfaction: 5, comment: '需求清楚，验收及时。' };
  await owner.must('POST', `${target}/ratings`, { body: said });
  await article.getByText('需求清楚，验收及时。').waitFor();
  assert.equal(await article.getByRole('button').count(), 0, 'what is open is edited no more');
  await walker.stop('opened');
  await atPhoneWidth(walker, 'opened');
  await twoClerks(walker, contract, buyer);
  await page.reload();
  await walker.checkTexts();
}
