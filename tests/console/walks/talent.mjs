// A talent, with the access key of their agency: what is held, who has seen it, and the rights to it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const phone = { width: 375, height: 812 };

export async function walk(walker) {
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

  await page.getByRole('button', { name: say('查看我的姓名与联系方式', 'Show my name and contact') }).click();
  await page.getByText('@people.demo.example').waitFor();
  await page.getByRole('button', { name: say('重新载入', 'Reload') }).click();
  await page.getByRole('cell', { name: say('查看', 'Read'), exact: true }).first().waitFor();
  await walker.stop('records');
  await walker.checkTexts();

  await press(walker, say('关闭个性化排序', 'Turn it off'));
  await page.getByText(say('已关闭：', 'Off:')).waitFor();
  await press(walker, say('撤回同意', 'Withdraw the consent'));
  await page.getByText(say(/\d 撤回$/, /^withdrawn /)).waitFor();

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: say('下载全部数据', 'Download everything') }).click();
  const file = JSON.parse(readFileSync(await (await downloading).path(), 'utf8'));
  assert.ok(JSON.stringify(file).includes('@people.demo.example'), 'the export has the record');

  await page.setViewportSize(phone);
  await page.waitForTimeout(200);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(wide, 0, `the page scrolls sideways by ${wide} pixels`);
  await walker.stop('records-phone');

  await press(walker, say('删除我的个人信息', 'Erase my personal data'));
  await page.getByText(say('已删除。', 'Erased.')).waitFor();
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  assert.ok(!kept.includes(walker.server.demo.talent), 'the key is kept nowhere');
}

/** A command that asks first. */
async function press(walker, label) {
  await walker.page.getByRole('button', { name: label }).first().click();
  await walker.page.getByRole('dialog').getByRole('button', { name: label }).click();
}
