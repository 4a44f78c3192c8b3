// The office that supervises procurement: a complaint comes in while it looks, is taken up with a suspension and
// decided; another is returned; a supplier is to be excluded, defends itself, and is excluded.
import assert from 'node:assert/strict';
import { atPhoneWidth, command, pick, wordsOf } from '../steps.mjs';

const daysAhead = (days) => new Date(Date.now() + days * 86_400_000).toISOString();

async function done(answer, status = 200) {
  const made = await answer;
  assert.equal(made.status, status, JSON.stringify(made.body));
  return made;
}
async function step(walker, who, object, name, body) {
  const { etag } = await done(walker.call(who, 'GET', object));
  return (await done(walker.call(who, 'POST', `${object}/${name}`, { etag, body }))).body;
}

/** A procurement published just now, so that the term to challenge its documents runs on every day. */
async function publishTender(walker, title) {
  const office = (method, path, how) => walker.call('government_office', method, path, how);
  const { body } = await done(office('GET', '/v1/tenders?limit=200'));
  const older = body.items.find((each) => each.published_at);
  const { officers } = (await done(office('GET', `/v1/tenders/${older.id}/key`))).body;
  const money = { amount: '1000000.00', currency: 'CNY' };
  const made = await done(
    office('POST', '/v1/tenders', {
      body: {
        title,
        description: '全年校园招聘会的组织与服务',
        region: '330100',
        method: 'open',
        budget: money,
        lots: [{ number: 1, title: '全部服务', budget: money }],
        items: [{ description: '招聘会', quantity: 12, unit: '场' }],
        criteria: [
          { code: 'price', title: '价格', kind: 'price', weight: 40 },
          { code: 'plan', title: '服务方案', kind: 'quality', weight: 60 },
        ],
        deadline_at: daysAhead(30),
      },
    }),
    201,
  );
  const tender = `/v1/tenders/${made.body.id}`;
  await done(
    office('POST', `${tender}/key`, {
      body: { officers: officers.map((each) => ({ opening_key_id: each.opening_key_id })) },
    }),
    201,
  );
  await step(walker, 'government_office', tender, 'publish');
  return tender;
}

/** A bidder's challenge, which the office rejects, and the complaint that follows it. */
async function complain(walker, tender, ground) {
  const file = async (body) => (await done(walker.call('agency', 'POST', `${tender}/remedies`, { body }), 201)).body;
  const about = { subject: 'documents', grounds: [ground], facts: '采购文件第三章的评审因素指向特定供应商。' };
  const challenge = await file({ kind: 'challenge', ...about });
  await step(walker, 'government_office', `/v1/remedies/${challenge.id}`, 'answer', {
    text: '评审因素与采购需求相符。',
    upheld: false,
    reasons: ['评审因素不含特定供应商的条件'],
  });
  const supervisor = walker.supervisor;
  return file({ kind: 'complaint', ...about, earlier_id: challenge.id, supervisor_id: supervisor, request: '责令修改采购文件。' });
}

const cardOf = (walker, number) => walker.page.getByRole('article').filter({ hasText: number });

async function decideComplaint(walker) {
  const { page } = walker;
  const { say } = wordsOf(walker);
  await walker.open('/supervisor/complaints');
  await page.getByText(say('没有询问、质疑或投诉', 'No inquiries, challenges or complaints')).waitFor();
  await walker.stop('none');
  const tender = await publishTender(walker, '校园招聘会服务采购');
  const complaint = await complain(walker, tender, '评审因素具有倾向性');
  // The page hears of it by itself.
  const card = cardOf(walker, complaint.number);
  await card.getByText('评审因素具有倾向性').waitFor();
  await card.getByRole('link', { name: '校园招聘会服务采购' }).waitFor();
  await walker.stop('received');
  const accept = say('受理', 'Take up');
  await card.getByRole('button', { name: accept, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: accept });
  await dialog.locator('.field', { has: page.locator('#field-suspends') }).locator('.el-switch').click();
  await walker.stop('take-up');
  await dialog.getByRole('button', { name: accept, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await card.getByText(say('采购活动暂停至', 'The procurement rests until')).waitFor();
  const rests = (await done(walker.call('agency', 'GET', tender))).body.suspensions;
  assert.equal(rests.length, 1, 'the procurement rests');
  assert.ok(Date.parse(rests[0].until) <= Date.now() + 31 * 86_400_000, 'for thirty days and the rest of this one at most');
  await walker.stop('suspended');
  await atPhoneWidth(walker, 'suspended');

  // What is written outlives the page; a decision without a measure is refused at its place.
  const decide = say('作出处理决定', 'Decide');
  await card.getByRole('button', { name: decide, exact: true }).click();
  const decision = page.getByRole('dialog', { name: decide });
  await decision.locator('#field-reasons').fill('评审因素与采购需求无关，具有倾向性');
  await decision.getByText(say('草稿已保存', /[Dd]raft kept/)).waitFor();
  await page.reload();
  await card.getByRole('button', { name: decide, exact: true }).click();
  assert.equal(await decision.locator('#field-reasons').inputValue(), '评审因素与采购需求无关，具有倾向性');
  await decision.locator('.field', { has: page.locator('#field-upheld') }).locator('.el-switch').click();
  await decision.getByRole('button', { name: decide, exact: true }).click();
  await decision.locator('.is-error', { has: page.locator('#field-measure') }).waitFor();
  await walker.stop('decision-refused');
  await pick(walker, decision, '#field-measure', say('修改采购文件', 'Amend the documents'));
  await decision.getByRole('button', { name: decide, exact: true }).click();
  await decision.waitFor({ state: 'hidden' });
  await card.getByText(say('修改采购文件', 'Amend the documents'), { exact: true }).waitFor();
  await walker.stop('decided');
  return tender;
}

async function returnComplaint(walker) {
  const { say } = wordsOf(walker);
  const tender = await publishTender(walker, '人才测评服务采购');
  const complaint = await complain(walker, tender, '资格条件不合理');
  const card = cardOf(walker, complaint.number);
  await card.waitFor();
  await command(walker, say('不予受理', 'Return'), { textarea: '投诉事项超出质疑事项的范围' }, card);
  await card.getByText('投诉事项超出质疑事项的范围').waitFor();
  await walker.stop('returned');
  await walker.checkTexts();
}

async function exclude(walker) {
  const { page } = walker;
  const { say } = wordsOf(walker);
  const { organisation } = (await done(walker.call('agency', 'GET', '/v1/identity'))).body;
  await walker.open('/supervisor/exclusions');
  const propose = say('拟定处罚', 'Propose an exclusion');
  await page.getByRole('button', { name: propose, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: propose });
  await dialog.getByRole('combobox', { name: say('供应商（与所办投诉有关的）', 'Supplier (of the complaints at hand)') }).selectOption({ label: organisation.name });
  await pick(walker, dialog, '#field-ground', say('捏造投诉', 'Fabricated complaint'));
  await dialog.locator('#field-facts').fill('投诉所附材料系伪造。');
  await walker.stop('propose');
  await dialog.getByRole('button', { name: propose, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  const card = page.getByRole('article').filter({ hasText: organisation.name });
  await card.getByText(say('陈述申辩', 'Defence')).first().waitFor();
  await walker.stop('proposed');
  const own = (await done(walker.call('agency', 'GET', '/v1/exclusions?own=true'))).body.items;
  const exclusion = own.find((each) => each.supplier_id === organisation.id && each.state === 'proposed');
  await step(walker, 'agency', `/v1/exclusions/${exclusion.id}`, 'defend', { text: '材料取自公开渠道，并非伪造。' });
  await card.getByText('材料取自公开渠道，并非伪造。').waitFor();
  await walker.stop('defended');
  const decide = say('作出决定', 'Decide');
  await card.getByRole('button', { name: decide, exact: true }).click();
  const decision = page.getByRole('dialog', { name: decide });
  await decision.locator('.field', { has: page.locator('#field-excluded') }).locator('.el-switch').click();
  await decision.locator('#field-reasons').fill('公安机关鉴定意见认定材料系伪造，申辩不成立');
  await decision.getByRole('button', { name: decide, exact: true }).click();
  await decision.waitFor({ state: 'hidden' });
  await card.getByText(say('禁入至', 'Until')).waitFor();
  await walker.stop('excluded');
  await atPhoneWidth(walker, 'exclusions');
  await walker.checkTexts();
}

export async function walk(walker) {
  await walker.logIn('procurement_supervisor');
  const { page } = walker;
  const { organisation } = await page.evaluate(async () => (await fetch('/v1/identity')).json());
  walker.supervisor = organisation.id;
  await decideComplaint(walker);
  await returnComplaint(walker);
  await exclude(walker);
  await walker.open('/supervisor/audit');
  await page.getByRole('table').first().waitFor();
  await walker.stop('audit');
}
