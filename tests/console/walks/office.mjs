// The government office: opens bids with an officer of another organisation, publishes a procurement, answers a
// question, awards, makes a contract and answers a challenge. The officers' secrets are the demonstration's.
import assert from 'node:assert/strict';
import { checkDocument } from '../documents.mjs';
import { agencies, supervisor } from '../market.mjs';
import { atPhoneWidth, command } from '../steps.mjs';

const itemsOf = async (walker, path) => (await walker.call('government_office', 'GET', path)).body.items;

/** A procurement from the need to its published notice; what is typed outlives the page. */
async function publishRequest(walker) {
  const { page } = walker;
  const fieldset = (at) => page.locator('.step fieldset').nth(at);
  const next = page.getByRole('button', { name: walker.say('下一步', 'Next'), exact: true });
  const heading = page.locator('.step h2');
  const goOn = async (to) => {
    await next.click();
    await heading.filter({ hasText: to }).waitFor();
  };
  await walker.open('/office/tenders/new');
  await next.click();
  await page.locator('.field', { has: page.locator('#field-title') }).locator('.fault').waitFor();
  await walker.stop('wizard-refused');
  await page.locator('#field-title').fill('人才服务外包项目');
  await page.locator('#field-description').fill('全年校园招聘会的组织与服务，含场地、宣传与到场企业的联络。');
  await page.locator('#field-budget').fill('1000000.00');
  await fieldset(0).locator('input').nth(0).fill('全部服务');
  await fieldset(0).locator('input').nth(1).fill('1000000.00');
  await fieldset(1).locator('input').nth(0).fill('招聘会');
  await fieldset(1).locator('input').nth(1).fill('12');
  await fieldset(1).locator('input').nth(2).fill('场');
  await walker.stop('wizard-what');
  await goOn(walker.say('采购方式', 'Method'));
  await page.locator('.step table').first().waitFor();
  await walker.stop('wizard-method');
  await goOn(walker.say('资格条件', 'Eligibility'));
  await walker.stop('wizard-eligibility');
  await goOn(walker.say('评审因素', 'Criteria'));
  await fieldset(0).locator('input').first().fill('投标报价');
  await fieldset(1).locator('input').first().fill('服务方案');
  assert.equal(await page.locator('.step [role=alert]').count(), 0, 'what is still to be filled in is no fault yet');
  await walker.stop('wizard-criteria');
  await page.reload();
  await heading.filter({ hasText: walker.say('评审因素', 'Criteria') }).waitFor();
  assert.equal(await fieldset(1).locator('input').first().inputValue(), '服务方案', 'the draft outlives the page');
  await goOn(walker.say('采购文件', 'Documents'));
  await page
    .locator('.step input[type=file]')
    .setInputFiles({ name: '采购文件.txt', mimeType: 'text/plain', buffer: Buffer.from('服务需求与合同草案') });
  await page.locator('.step code').waitFor();
  await walker.stop('wizard-documents');
  await goOn(walker.say('日期与期限', 'Dates'));
  await page.getByRole('button', { name: walker.say('采用', 'Take it'), exact: true }).click();
  await page.locator('.step table').waitFor();
  await walker.stop('wizard-dates');
  await goOn(walker.say('开标人', 'Officers'));
  for (let officer = 0; officer < 3; ++officer) await page.locator('.step fieldset [type=checkbox]').nth(officer).check();
  await walker.stop('wizard-officers');
  await goOn(walker.say('核对发布', 'Review'));
  await walker.stop('wizard-review');
  await page.getByRole('button', { name: walker.say('发布公告', 'Publish the notice') }).click();
  await page.waitForURL((url) => /^\/office\/tenders\/[0-9a-f-]{36}$/.test(url.pathname));
  await page.getByRole('heading', { name: '人才服务外包项目' }).waitFor();
  const notice = page.getByRole('link', { name: walker.say('公告 PDF', 'Notice as PDF') });
  await checkDocument(walker, notice, 'tender-notice', ['人才服务外包项目', '采购公告', '招聘会']);
  await walker.stop('published');
  const id = new URL(page.url()).pathname.split('/').pop();
  const seen = await walker.call('agency', 'GET', `/v1/tenders/${id}`);
  assert.equal(seen.status, 200, 'a bidder reads the notice');
  assert.equal(seen.body.phase, 'bidding');
  return id;
}

/** A bidder asks, the page hears of it, and the answer is for everybody. */
async function answerQuestion(walker, tender) {
  const { page } = walker;
  await walker.open(`/office/tenders/${tender}?part=questions`);
  await page.getByText(walker.say('还没有提问', 'No questions yet')).waitFor();
  const text = '招聘会的场地由采购人提供吗？';
  const asked = await walker.call('agency', 'POST', `/v1/tenders/${tender}/questions`, { body: { text } });
  assert.equal(asked.status, 201, JSON.stringify(asked.body));
  await page.getByText(text).waitFor();
  await command(walker, walker.say('答复', 'Answer'), { '#field-answer': '由供应商提供，费用计入报价。' });
  await page.getByText('由供应商提供，费用计入报价。').waitFor();
  await walker.stop('answered');
}

/** Awards to the next in rank, since the first has not explained a low price; contracts another's award. */
async function awardAndContract(walker, tenders) {
  const { page } = walker;
  const judged = tenders.find((each) => each.phase === 'evaluated');
  await walker.open(`/office/tenders/${judged.id}?part=award`);
  await page.getByText(walker.say('报价异常低', 'Abnormally low')).waitFor();
  await walker.stop('candidates');
  await command(walker, walker.say('确定中标', 'Award'), { textarea: '第一名报价异常低且未作说明，其余候选人中得分最高。' });
  const pdf = page.getByRole('link', { name: walker.say('中标公告 PDF', 'Award notice as PDF') });
  await pdf.waitFor();
  await walker.stop('awarded');
  await checkDocument(walker, pdf, 'award-notice', [judged.title, '公告', judged.number]);
  const over = tenders.find((each) => each.phase === 'standstill_over');
  await walker.open(`/office/tenders/${over.id}?part=award`);
  await command(walker, walker.say('拟定合同', 'Make the contract'), {
    '#field-terms': '乙方按采购文件与投标承诺提供服务，甲方按里程碑验收并付款。',
    '#field-milestones': '上半年服务 50% 2027-06-30\n下半年服务 50% 2027-12-31',
  });
  await page.waitForURL((url) => url.pathname.startsWith('/office/contracts/'));
  await command(walker, walker.say('签署', 'Sign'));
  await page.getByText(walker.say('等待供应商签署', 'The supplier is to sign')).first().waitFor();
  const printed = page.getByRole('link', { name: walker.say('合同 PDF', 'Contract as PDF') });
  await checkDocument(walker, printed, 'contract', [over.title, '合同', '乙方按采购文件与投标承诺提供服务']);
  await walker.stop('signed');
}

/** The second in rank challenges an award, the office answers, and a complaint suspends the procurement. */
async function answerChallenge(walker, tender) {
  const { page } = walker;
  const bids = await itemsOf(walker, `/v1/tenders/${tender.id}/bids`);
  const second = bids.find((each) => each.rank_in_lot === 2).organisation_id;
  let bidder;
  for await (const one of agencies(walker)) {
    if (one.id !== second) continue;
    bidder = one;
    break;
  }
  await walker.open('/office/remedies');
  await settled(page);
  const place = { subject: 'result', lot: 1, grounds: ['服务方案的评分有误'], facts: '我方方案的得分低于实际。' };
  const file = (body) => bidder.must('POST', `/v1/tenders/${tender.id}/remedies`, { body });
  const challenge = await file({ kind: 'challenge', request: '请重新评审服务方案', ...place });
  const card = page.getByRole('article').filter({ hasText: challenge.number });
  await card.getByText('服务方案的评分有误').waitFor();
  await walker.stop('challenged');
  await walker.open(`/office/tenders/${tender.id}?part=award`);
  await page.getByText(walker.say('因质疑或投诉自', 'Suspended for a challenge or complaint since')).waitFor();
  await walker.stop('suspended');
  await walker.open('/office/remedies');
  const name = walker.say('答复', 'Answer');
  const dialog = page.getByRole('dialog', { name });
  await card.getByRole('button', { name, exact: true }).click();
  await dialog.locator('#field-text').fill('各成员的打分与理由已逐项核对，评分符合评审办法。');
  await dialog.locator('#field-reasons').fill('评分与评审办法一致');
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await card.getByText('各成员的打分与理由已逐项核对').waitFor();
  const deciding = await supervisor(walker);
  const complaint = await file({ kind: 'complaint', earlier_id: challenge.id, supervisor_id: deciding.id, ...place });
  const { etag } = await deciding.call('GET', `/v1/remedies/${complaint.id}`);
  await deciding.must('POST', `/v1/remedies/${complaint.id}/accept`, { etag, body: { suspends: true } });
  await page.getByText(walker.say('暂停至', 'Suspended until')).waitFor();
  await walker.stop('complained');
}

/** Everything that the page asked for is there. */
const settled = (page) => page.locator('main .el-skeleton').first().waitFor({ state: 'detached' });

/** Goes on by the tabulator: what is reached has the focus after a few steps. */
async function tabTo(page, place) {
  const atMost = 12;
  for (let step = 0; step < atMost; ++step) {
    if (await place.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail('the keyboard does not reach it');
}

async function release(walker, secret) {
  const { page } = walker;
  // By keyboard alone: the secret, and the button that comes after it.
  await page.locator('input[type=password]').focus();
  await page.keyboard.insertText(secret);
  const button = page.getByRole('button', { name: walker.say('释放我的份额', 'Release my share') });
  await tabTo(page, button);
  await page.keyboard.press('Enter');
  await page.getByText(walker.say('份额已释放', 'The share is released')).waitFor();
}

async function openBids(walker) {
  const { page } = walker;
  const tender = (await itemsOf(walker, '/v1/tenders?limit=50')).find((each) => each.phase === 'bidding_closed');
  await walker.logIn('operator');
  await walker.open('/account/duties');
  await page.getByText(tender.number).waitFor();
  await walker.stop('duties');
  await page.locator(`main a[href$="/tenders/${tender.id}"]`).click();
  await page.locator('input[type=password]').waitFor();
  await walker.stop('duty');
  await atPhoneWidth(walker, 'duty');
  await release(walker, walker.server.demo.opening_secrets.operator);
  await page.getByRole('button', { name: walker.say('退出登录', 'Log out') }).click();
  await walker.logIn('government_office');
  await walker.open(`/office/tenders/${tender.id}?part=opening`);
  await release(walker, walker.server.demo.opening_secrets.government_office);
  const witness = page.getByLabel(walker.say('见证单位', 'Organisation')).first();
  await witness.focus();
  await page.keyboard.insertText('公证处');
  await page.keyboard.press('Tab');
  await page.keyboard.insertText('公证员');
  const capacity = page.getByLabel(walker.say('身份（如公证员）', 'Capacity (such as notary)')).first();
  assert.equal(await capacity.inputValue(), '公证员');
  await walker.stop('opening');
  await atPhoneWidth(walker, 'opening');
  await capacity.focus();
  await tabTo(page, page.getByRole('button', { name: walker.say('开标', 'Open the bids'), exact: true }).last());
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: walker.say('开标记录', 'Protocol') }).waitFor();
  await walker.stop('opened');
  await atPhoneWidth(walker, 'opened');
}

export async function walk(walker) {
  const { page } = walker;
  await openBids(walker);
  await walker.open('/office/tenders');
  await walker.stop('tenders');
  await answerQuestion(walker, await publishRequest(walker));
  const tenders = await itemsOf(walker, '/v1/tenders?limit=50');
  const standstill = tenders.find((each) => each.phase === 'standstill');
  for (const part of ['notice', 'questions', 'changes', 'evaluation', 'award', 'remedies']) {
    await walker.open(`/office/tenders/${standstill.id}?part=${part}`);
    await settled(page);
    await walker.stop(`tender-${part}`);
  }
  await walker.checkTexts();
  await awardAndContract(walker, tenders);
  await answerChallenge(walker, standstill);
  for (const name of ['contracts', 'clocks', 'ledger']) {
    await walker.open(`/office/${name}`);
    await settled(page);
    await walker.stop(name);
  }
  await page.getByRole('button', { name: walker.say('明细', 'Statement'), exact: true }).first().click();
  await page.getByRole('heading', { name: walker.say('明细 ·', 'Statement ·') }).waitFor();
  await walker.stop('statement');
  await page.setViewportSize({ width: 375, height: 760 });
  for (const path of ['tenders', 'tenders/new', `tenders/${standstill.id}?part=award`, 'ledger']) {
    await walker.open(`/office/${path}`);
    await settled(page);
    await walker.fits(path);
    await walker.stop(`phone-${path.replace(standstill.id, 'award').replace(/[^a-z]+/g, '-')}`);
  }
}
