// An agency that has bid: explains a low price, mends a defect of form, challenges an award and complains about the
// answer until it is decided, defends itself against an exclusion, and gives its final offer in a consultation.
import assert from 'node:assert/strict';
import { startConsultation } from '../consultation.mjs';
import { agencies, listOf, memberOf, offices, supervisor } from '../market.mjs';

const named = (walker, role, zh, en) => walker.page.getByRole(role, { name: walker.say(zh, en), exact: true });
const confirm = (walker, zh, en) =>
  walker.page.getByRole('dialog').getByRole('button', { name: walker.say(zh, en), exact: true }).click();

async function actAs(walker, member) {
  if (walker.actor === member.login.email) return;
  if (walker.actor) await walker.logOut();
  await walker.logInAs(member.login);
  walker.actor = member.login.email;
}

async function atPhoneWidth(walker, name) {
  const { page } = walker;
  await page.setViewportSize({ width: 375, height: 780 });
  await walker.fits(name);
  await walker.stop(`phone-${name}`);
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** The first bid of any agency that is such, with its tender. */
async function findBid(walker, fits) {
  for await (const member of agencies(walker)) {
    for (const bid of await listOf(member, '/v1/bids')) {
      if (bid.state !== 'submitted') continue;
      const tender = (await member.call('GET', `/v1/tenders/${bid.tender_id}`)).body;
      if (await fits(bid, tender, member)) return { member, bid, tender };
    }
  }
  return assert.fail('no agency of the demonstration has such a bid');
}

async function explainLowPrice(walker) {
  const { page } = walker;
  const { member, bid, tender } = await findBid(walker, (one) => one.abnormally_low && !one.justification);
  await actAs(walker, member);
  await walker.open(`/agency/tenders/${tender.id}/bid`);
  await named(walker, 'button', '说明低价理由', 'Justify the low price').click();
  const text = page.getByRole('dialog').locator('#field-justification');
  await text.fill('自有讲师与场地，无需外聘；上一年度同类项目成本单附后。');
  // Closed by mistake and the page loaded anew: what was written is there.
  await page.getByRole('dialog').getByText(walker.say('草稿已保存', 'Draft kept')).waitFor();
  await page.reload();
  await named(walker, 'button', '说明低价理由', 'Justify the low price').click();
  assert.match(await text.inputValue(), /^自有讲师/);
  await walker.stop('justifying');
  await confirm(walker, '说明低价理由', 'Justify the low price');
  await page.getByText(walker.say('已作说明', 'Justified')).waitFor();
  assert.match((await member.must('GET', `/v1/bids/${bid.id}`)).justification, /^自有讲师/);
  await walker.stop('justified');
  await walker.checkTexts();
}

/** A member of the panel asks every bidder of a tender in evaluation; one of them answers. */
async function askedTender(walker) {
  for await (const office of offices(walker)) {
    for (const tender of await listOf(office, '/v1/tenders')) {
      if (tender.phase !== 'opened') continue;
      const seats = (await office.must('GET', `/v1/tenders/${tender.id}/panel`)).items;
      const sits = async (member) => {
        const holder = (await member.must('GET', '/v1/identity')).member_id;
        return seats.some((seat) => seat.state === 'declared' && seat.holder_id === holder);
      };
      for await (const member of agencies(walker)) {
        if (!(await sits(member))) continue;
        const bids = (await member.must('GET', `/v1/tenders/${tender.id}/panel/bids`)).items;
        for (const { lot, bidder } of bids) {
          const defect = '授权委托书未加盖公章，请补正。';
          await member.must('POST', `/v1/tenders/${tender.id}/corrections`, { body: { lot, bidder, defect } });
        }
        if (bids.length > 0) return { tender, asker: member };
      }
    }
  }
  return assert.fail('no tender of the demonstration is being evaluated');
}

async function mendForm(walker) {
  const { page } = walker;
  const { tender, asker } = await askedTender(walker);
  const { member } = await findBid(walker, (bid) => bid.tender_id === tender.id);
  await actAs(walker, member);
  await walker.open(`/agency/tenders/${tender.id}/bid`);
  await page.getByText('授权委托书未加盖公章，请补正。').first().waitFor();
  await walker.stop('correction-asked');
  await named(walker, 'button', '提交补正', 'Send the correction').first().click();
  await confirm(walker, '提交补正', 'Send the correction');
  await page.getByRole('dialog').locator('.fault').first().waitFor();
  await page.getByRole('dialog').locator('#field-answer').fill('现附加盖公章的授权委托书。');
  await page
    .getByRole('dialog')
    .locator('input[type=file]')
    .setInputFiles({ name: '授权委托书.pdf', mimeType: 'application/pdf', buffer: Buffer.from('signed') });
  await page.getByRole('dialog').locator('code').waitFor();
  await walker.stop('correcting');
  await confirm(walker, '提交补正', 'Send the correction');
  await page.getByText('现附加盖公章的授权委托书。').waitFor();
  const read = (await asker.must('GET', `/v1/tenders/${tender.id}/corrections`)).items;
  const answered = read.find((each) => each.state === 'answered');
  assert.equal(answered.documents[0].title, '授权委托书.pdf');
  await atPhoneWidth(walker, 'correction');
}

/** Challenges the award, is refused, complains, and sees the decision come in. */
async function challengeToTheEnd(walker) {
  const { page } = walker;
  const office = await supervisor(walker);
  const { region } = await office.must('GET', `/v1/organisations/${office.id}`);
  const part = region.replace(/(00)+$/, '');
  const { member, tender } = await findBid(
    walker,
    async (bid, of, own) =>
      of.phase === 'standstill' &&
      of.region.startsWith(part) &&
      of.awards.every((each) => each.supplier_id !== own.id) &&
      (await listOf(own, '/v1/remedies')).every((each) => each.tender_id !== of.id),
  );
  const buyer = await memberOf(offices(walker), tender.buyer_id);
  await actAs(walker, member);
  await walker.open(`/agency/tenders/${tender.id}/bid`);
  await named(walker, 'button', '提出质疑', 'Challenge').click();
  await confirm(walker, '提出质疑', 'Challenge');
  await page.getByRole('dialog').locator('.fault').first().waitFor();
  await walker.stop('challenge-faults');
  await page.getByRole('dialog').locator('#field-grounds').fill('服务方案评分与评审标准不符\n未说明扣分理由');
  await page.getByRole('dialog').locator('#field-facts').fill('我方方案逐项响应，见附件。');
  await page
    .getByRole('dialog')
    .locator('input[type=file]')
    .setInputFiles({ name: '对照表.pdf', mimeType: 'application/pdf', buffer: Buffer.from('table') });
  await page.getByRole('dialog').locator('code').waitFor();
  await walker.stop('challenging');
  await confirm(walker, '提出质疑', 'Challenge');
  const card = page.locator('article').filter({ hasText: '未说明扣分理由' }).first();
  await card.waitFor();
  await walker.stop('challenged');
  const [filed] = (await listOf(member, '/v1/remedies')).filter((each) => each.tender_id === tender.id);
  assert.deepEqual(filed.grounds, ['服务方案评分与评审标准不符', '未说明扣分理由']);
  assert.equal(filed.subject, 'result');

  // The buyer answers; the page hears of it.
  await buyer.must('POST', `/v1/remedies/${filed.id}/answer`, {
    body: { text: '评分依据见评审报告。', upheld: false, reasons: ['评分符合评审标准'] },
    etag: `"${filed.version}"`,
  });
  await card.getByText('评分依据见评审报告。').waitFor();
  await card.getByRole('button', { name: walker.say('提起投诉', 'Complain'), exact: true }).click();
  await page.getByRole('dialog').locator('#field-request').fill('请求重新评审。');
  await walker.stop('complaining');
  await confirm(walker, '提起投诉', 'Complain');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  const complaints = await listOf(office, '/v1/remedies');
  const complaint = complaints.find((each) => each.earlier_id === filed.id);
  assert.deepEqual(complaint.grounds, filed.grounds);

  // From the list of all of one's own: taken up, decided.
  await page.locator('.shell-side a[href="/agency/remedies"]').click();
  await page.getByText(complaint.number).waitFor();
  const taken = await office.must('POST', `/v1/remedies/${complaint.id}/accept`, {
    body: { suspends: true },
    etag: `"${complaint.version}"`,
  });
  await page.getByText(walker.say('已受理', 'Taken up')).first().waitFor();
  await walker.stop('complaint-taken-up');
  await walker.checkTexts();
  await office.must('POST', `/v1/remedies/${complaint.id}/decide`, {
    body: { upheld: true, measure: 'evaluate_again', reasons: ['评审未说明扣分理由'] },
    etag: `"${taken.version}"`,
  });
  await page.getByText('评审未说明扣分理由').waitFor();

  const proposed = await office.must('POST', '/v1/exclusions', {
    body: { supplier_id: member.id, ground: 'collusion', facts: '两份投标文件出自同一台电脑。', months: 12 },
  });
  await page.getByText(proposed.number).waitFor();
  await named(walker, 'button', '陈述申辩', 'Defend').click();
  await page.getByRole('dialog').locator('#field-text').fill('文件由同一家打印店制作。');
  await confirm(walker, '陈述申辩', 'Defend');
  await page.getByText('文件由同一家打印店制作。').waitFor();
  await walker.stop('remedies');
  await walker.checkTexts();
  await atPhoneWidth(walker, 'remedies');
}

async function finalOffer(walker, { supplier, tender, ask, end }) {
  const { page } = walker;
  await actAs(walker, supplier);
  await walker.open(`/agency/tenders/${tender}/bid`);
  await page.locator('.result').first().waitFor();
  await ask();
  // The open page hears that final offers are asked for: a price, and nothing else.
  const form = page.locator('form').filter({ has: page.locator('#field-price') }).first();
  await form.waitFor();
  assert.equal(await form.locator('#field-quality_response, input[type=file]').count(), 0);
  await form.locator('#field-price').fill('870000.00');
  await form.getByRole('button', { name: walker.say('密封并提交', 'Seal and submit') }).click();
  await page.getByText(walker.say('已提交最终报价', 'Final offer given')).waitFor();
  await page.getByText(walker.say('签名已核验', 'signature checked')).nth(1).waitFor();
  await walker.stop('final-offer');
  await end();
  await page.getByText(walker.say('最终报价 ¥870,000.00', 'Final offer ¥870,000.00')).waitFor();
  await walker.stop('final-offer-opened');
  await walker.checkTexts();
  await atPhoneWidth(walker, 'final-offer');
}

export async function walk(walker) {
  // It needs some seconds of its own, in which the rest goes on.
  const consultation = startConsultation(walker);
  consultation.catch(() => undefined);
  await explainLowPrice(walker);
  await mendForm(walker);
  await challengeToTheEnd(walker);
  await finalOffer(walker, await consultation);
}
