// A panel agrees by real clocks: its member of the office speaks on what an expert proposed, confirms by keyboard,
// dissents with reasons, and proposes anew what the panel turned down. The tender is the demonstration's that was
// opened and not judged yet.
import assert from 'node:assert/strict';
import { agencies, memberOf, offices } from '../market.mjs';
import { atPhoneWidth, command } from '../steps.mjs';

const dissent = '方案未说明到场企业如何落实，分数偏高。';

async function officeOf(walker, { email }) {
  for await (const office of offices(walker)) if (office.login.email === email) return office;
  return assert.fail('the office is of the demonstration');
}

/** Whoever sits in the panel, the office's own member first. */
async function panelOf(walker, own, tender) {
  const seats = (await own.must('GET', `${tender}/panel`)).items.filter((each) => each.state !== 'replaced');
  const members = [];
  for (const seat of seats) {
    if (seat.organisation_id === own.id) members.unshift(own);
    else {
      const found = await memberOf(agencies(walker), seat.organisation_id);
      members.push(found ?? (await memberOf(offices(walker), seat.organisation_id)));
    }
  }
  assert.ok(members.every(Boolean), 'the demonstration knows everybody in the panel');
  return members;
}

/** The criteria, or their parts, that are given points. */
const scored = (tender) =>
  tender.criteria
    .filter((each) => each.kind === 'quality')
    .flatMap((each) => (each.sub_criteria?.length ? each.sub_criteria : [each]))
    .map((each) => each.code);

export async function walk(walker) {
  const { page } = walker;
  const { logins } = walker.server.demo;
  const own = await officeOf(walker, logins.government_office);
  const { id } = (await own.must('GET', '/v1/tenders?limit=200')).items.find((each) => each.phase === 'opened');
  const path = `/v1/tenders/${id}`;
  const tender = await own.must('GET', path);
  const members = await panelOf(walker, own, path);
  const bids = (await own.must('GET', `${path}/panel/bids`)).items;
  const cells = bids.flatMap(({ lot, bidder }) => scored(tender).map((criterion) => ({ lot, bidder, criterion })));
  for (const [at, member] of members.entries()) {
    for (const cell of cells) {
      const body = {
        ...cell,
        points_hundredths: 8000 + at * 100,
        reason: '方案完整',
      };
      const { status } = await member.call('POST', `${path}/scores`, {
        body,
      });
      assert.ok([201, 409].includes(status), `${status}: taken, or given already`);
    }
  }
  const [, expert, ...others] = members;
  const [first, second] = cells;
  const proposed = [];
  for (const cell of [first, second]) {
    const body = {
      ...cell,
      points_hundredths: 8300,
      reason: '按各成员打分的均值',
    };
    proposed.push(await expert.must('POST', `${path}/consensus`, { body }));
  }
  await walker.logIn('government_office');
  await walker.open('/account/duties');
  await page.locator(`main a[href$="/tenders/${id}"]`).first().waitFor();
  await walker.stop('duties');
  await walker.open(`/account/duties/tenders/${id}`);
  const table = page.getByRole('table', {
    name: walker.say('合议', 'Consensus'),
  });
  const rows = table.locator('tbody tr');
  const confirm = walker.say('同意', 'Confirm');
  const toDissent = walker.say('不同意', 'Dissent');
  await rows.first().getByRole('button', { name: confirm, exact: true }).waitFor();
  await walker.stop('to-speak');
  await atPhoneWidth(walker, 'to-speak');
  await rows.first().getByRole('button', { name: confirm, exact: true }).focus();
  await page.keyboard.press('Enter');
  const spoken = walker.say('您已表态', 'You have spoken');
  await rows.first().getByText(spoken).waitFor();
  await command(walker, toDissent, { textarea: dissent }, rows.nth(1));
  await rows.nth(1).getByText(spoken).waitFor();
  await rows.nth(1).getByText(dissent).waitFor();
  await walker.stop('spoken');
  const speak = (member, cell, proposal, stand) =>
    member.must('POST', `${path}/consensus/positions`, {
      body: {
        ...cell,
        proposal,
        stand,
        ...(stand === 'dissented' ? { reason: dissent } : {}),
      },
    });
  for (const member of others) {
    await speak(member, first, proposed[0].version, 'confirmed');
    await speak(member, second, proposed[1].version, 'dissented');
  }
  await rows.first().getByText(walker.say('已达成', 'Agreed')).waitFor();
  await rows.nth(1).getByText(walker.say('未通过', 'Rejected')).waitFor();
  await walker.stop('turned-down');
  const again = page.getByRole('region', { name: walker.say('待合议', 'To be agreed') }).locator('tbody tr');
  await command(
    walker,
    walker.say('提出合议意见', 'Propose the consensus'),
    { '#field-points_hundredths': '78', '#field-reason': '按异议意见下调' },
    again.first(),
  );
  await rows.nth(1).getByText('按异议意见下调').waitFor();
  await rows.nth(1).getByText(walker.say('待确认', 'Proposed')).waitFor();
  await walker.stop('proposed-anew');
  await walker.checkTexts();
}
