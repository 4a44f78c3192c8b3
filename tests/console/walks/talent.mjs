// A talent, with the access key of their agency: reads and edits what is shown of them, says who may see their
// contact and sees who did, finds posts with reasons, and has everything held handed out and erased.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const phone = { width: 375, height: 812 };
const desk = { width: 1280, height: 900 };

async function enter(walker) {
  const { page } = walker;
  const say = walker.say.bind(walker);
  await walker.open('/login');
  await page.getByRole('link', { name: say('人才本人？', 'A talent?') }).click();
  await page.getByLabel(say('访问密钥', 'Access key')).fill(walker.server.demo.enterprise);
  await page.getByRole('button', { name: say('查看我的资料', 'Open my records') }).click();
  await page.getByText(say('这不是人才本人的密钥', 'This is no talent’s key')).waitFor();
  await walker.stop('key');
  await page.getByLabel(say('访问密钥', 'Access key')).fill(walker.server.demo.talent);
  await page.getByRole('button', { name: say('查看我的资料', 'Open my records') }).click();
  await page.getByRole('button', { name: say('修改资料', 'Edit'), exact: true }).waitFor();
}

/** The server's fault at the field, then one fact put right; others read it at once. */
async function edit(walker, supply) {
  const { page } = walker;
  const label = walker.say('修改资料', 'Edit');
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: label, exact: true }).click();
  const years = dialog.locator('#field-experience_years');
  await years.fill('9');
  const summary = dialog.locator('#field-summary');
  const kept = await summary.inputValue();
  await summary.fill('请致电13912345678');
  await dialog.getByRole('button', { name: label, exact: true }).click();
  await dialog.locator('.field-fault, .el-form-item__error, [role=alert]').first().waitFor();
  await walker.stop('edit-refused');
  await summary.fill(kept);
  await dialog.getByRole('button', { name: label, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(walker.say('9 年', '9 years')).first().waitFor();
  const { body } = await walker.call('talent', 'GET', `/v1/supplies/${supply}`);
  assert.equal(body.experience_years, 9);
  assert.equal(body.summary, kept, 'what was not meant is not changed');
  await press(walker, walker.say('撤回展示', 'Withdraw'));
  await page.getByRole('button', { name: walker.say('开始展示', 'Show it') }).waitFor();
  await press(walker, walker.say('开始展示', 'Show it'));
  await page.getByRole('button', { name: walker.say('撤回展示', 'Withdraw'), exact: true }).waitFor();
}

async function posts(walker) {
  const { page } = walker;
  const section = page.getByRole('region', { name: walker.say('适合我的岗位', 'Posts that suit me') });
  await section.getByRole('button').first().click();
  await section.getByRole('table').waitFor();
  await walker.stop('post-reasons');
  await page.getByText(walker.say('平台目前不接收个人投递', 'people cannot apply here themselves')).waitFor();
}

/** The contact is put right; every look stands in the list, and no request waits for an answer. */
async function contact(walker) {
  const { page } = walker;
  const say = walker.say.bind(walker);
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: say('查看我的姓名与联系方式', 'Show my name and contact') }).click();
  await page.getByText('@people.demo.example').waitFor();
  await page.getByRole('button', { name: say('更正', 'Correct') }).click();
  await dialog.locator('#field-phone').fill('19900001234');
  await dialog.getByRole('button', { name: say('更正', 'Correct') }).click();
  await page.getByText('19900001234').waitFor();
  await page.getByRole('cell', { name: say('查看', 'Read'), exact: true }).first().waitFor();
  await page.getByText(say('没有需要您逐次答复的请求', 'Nothing to answer one by one')).waitFor();
}

/** Ranking refused and allowed again; a consent withdrawn, and another given: an employer is refused, then not. */
async function decide(walker, supply) {
  const { page } = walker;
  const say = walker.say.bind(walker);
  await press(walker, say('关闭个性化排序', 'Turn it off'));
  await page.getByText(say('已关闭：', 'Off:')).waitFor();
  await page.getByRole('button', { name: say('开启个性化排序', 'Turn it on') }).click();
  await page.getByText(say('已开启：', 'On:')).waitFor();
  await press(walker, say('撤回同意', 'Withdraw the consent'));
  await page.getByText(say(/\d 撤回$/, /^withdrawn /)).waitFor();
  const reveal = () =>
    walker.call('enterprise', 'POST', `/v1/supplies/${supply}/reveal`, {
      body: { purpose: 'recruitment', note: '初步面谈' },
    });
  assert.ok((await reveal()).status >= 400, 'nobody sees the contact once the consent is withdrawn');
  await page.getByRole('button', { name: say('作出同意', 'Give a consent') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('.el-select').click();
  await page
    .locator('.el-select-dropdown__item:visible')
    .filter({ hasText: say('招聘', 'Recruitment') })
    .click();
  await walker.stop('consent');
  await dialog.getByRole('button', { name: say('作出同意', 'Give a consent') }).click();
  await dialog.waitFor({ state: 'detached' });
  const answer = await reveal();
  assert.ok(answer.status < 300, JSON.stringify(answer.body));
  await page.getByRole('button', { name: say('重新载入', 'Reload') }).click();
  await page.getByText('初步面谈').waitFor();
}

export async function walk(walker) {
  const { page } = walker;
  const say = walker.say.bind(walker);
  const own = await walker.call('talent', 'GET', '/v1/supplies');
  const supply = own.body.items[0].id;
  await enter(walker);
  await edit(walker, supply);
  await posts(walker);
  await contact(walker);
  await decide(walker, supply);
  await walker.stop('records');
  await walker.checkTexts();

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: say('下载全部数据', 'Download everything') }).click();
  const file = JSON.parse(readFileSync(await (await downloading).path(), 'utf8'));
  assert.ok(JSON.stringify(file).includes('@people.demo.example'), 'the export has the record');
  await page.getByRole('cell', { name: say('导出', 'Exported'), exact: true }).first().waitFor();

  await page.setViewportSize(phone);
  await walker.fits('records');
  await walker.stop('records-phone');
  await page.setViewportSize(desk);

  await press(walker, say('删除我的个人信息', 'Erase my personal data'));
  await page.getByText(say('已删除。', 'Erased.')).waitFor();
  const gone = await walker.call('talent', 'GET', `/v1/supplies/${supply}/personal_record`);
  assert.equal(gone.status, 404, 'nobody reads the record any more');
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  assert.ok(!kept.includes(walker.server.demo.talent), 'the key is kept nowhere');
  await page.getByRole('button', { name: say('退出', 'Leave'), exact: true }).click();
  await page.getByLabel(say('访问密钥', 'Access key')).waitFor();
}

/** A command that asks first. */
async function press(walker, label) {
  await walker.page.getByRole('button', { name: label, exact: true }).first().click();
  const dialog = walker.page.getByRole('dialog');
  await dialog.getByRole('button', { name: label, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}
