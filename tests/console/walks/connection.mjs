// What a person meets on any page: the keyboard and a screen reader, a line that breaks, a session that ends.
import assert from 'node:assert/strict';
import { until } from '../walker.mjs';

const keyboardAt = (page) => page.evaluate(() => document.activeElement?.outerHTML.slice(0, 80) ?? '');

/** Past the head by the keyboard; a new page takes the focus, is announced and names the window. */
async function moving(walker) {
  const { page } = walker;
  await walker.open('/');
  await page.keyboard.press('Tab');
  assert.match(await keyboardAt(page), /class="skip"/, 'the first stop is not the link past the head');
  await page.keyboard.press('Enter');
  assert.match(await keyboardAt(page), /id="content"/, 'the link does not lead to the content');

  const title = walker.say('供需地图', 'Supply and demand');
  await page.locator('#main-menu a[href="/gaps"]').click();
  await page.locator('main h1').getByText(title).waitFor();
  await until(async () => (await keyboardAt(page)).startsWith('<h1'), 'the new page does not take the focus');
  await until(async () => (await page.title()).startsWith(title), 'the window is not called as the page is');
  await page.locator('[role="status"].visually-hidden').filter({ hasText: title }).waitFor();

  // The language: every word and the document's own mark, without loading the page anew.
  const lang = () => page.evaluate(() => document.documentElement.lang);
  assert.equal(await lang(), walker.say('zh-CN', 'en'));
  await page.evaluate(() => {
    window.stayed = true;
  });
  await page.getByRole('button', { name: walker.say('切换到英文', 'Switch to Chinese') }).click();
  await page.locator('main h1').getByText(walker.say('Supply and demand', '供需地图')).waitFor();
  assert.equal(await lang(), walker.say('en', 'zh-CN'));
  await page.getByRole('button', { name: walker.say('Switch to Chinese', '切换到英文') }).click();
  await page.locator('main h1').getByText(title).waitFor();
  assert.equal(await page.evaluate(() => window.stayed), true, 'the page was loaded anew');

  await walker.open('/search/no-such-page');
  await page.getByText(walker.say('没有这个页面', 'There is no such page')).first().waitFor();
  await walker.stop('not-found');
  await walker.checkTexts();

  // On paper: the content without the head.
  await walker.open('/audit');
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.shell-header').isVisible(), false, 'the head is printed');
  assert.equal(await page.locator('main h1').isVisible(), true);
  await page.emulateMedia({ media: null });
}

/** The line breaks while somebody reads: they are told, and what they asked for comes when it is back. */
async function reading(walker) {
  const { page, context } = walker;
  await walker.open('/search/demands');
  await page.locator('article').first().waitFor();
  const before = await page.locator('article').count();
  await context.setOffline(true);
  await page.getByRole('button', { name: walker.say('加载更多', 'Load more') }).click();
  await page.getByText(walker.say('连接已断开', 'The connection is lost')).waitFor();
  await page.getByRole('alert').getByText(walker.say('连接不上服务器', 'The server cannot be reached')).waitFor();
  assert.equal(await page.locator('article').count(), before, 'what was read is gone');
  await walker.stop('offline');
  await context.setOffline(false);
  await page.locator('article').nth(before).waitFor();
  await page.getByText(walker.say('连接已断开', 'The connection is lost')).waitFor({ state: 'detached' });
}

const titleField = (walker) => walker.page.locator('#field-title');

/** The request arrives and its answer is lost: it is sent again under the same key, and carried out once. */
async function writing(walker, title) {
  const { page } = walker;
  await walker.open('/enterprise/demands/new');
  await titleField(walker).fill(title);
  const proposed = walker.say('按职位名称推荐的职业：', 'Occupations that the title suggests:');
  await page.getByRole('group', { name: proposed }).getByRole('button').first().click();
  const keys = [];
  await page.route('**/v1/demands', async (route) => {
    const request = route.request();
    if (request.method() !== 'POST') return route.fallback();
    keys.push(request.headers()['idempotency-key']);
    if (keys.length > 1) return route.continue();
    await route.fetch();
    return route.abort('connectionreset');
  });
  await page
    .locator('form')
    .getByRole('button', { name: walker.say('存为草稿', 'Save as a draft'), exact: true })
    .click();
  await page.waitForURL(/\/enterprise\/demands\/[0-9a-f-]{36}/);
  await page.unroute('**/v1/demands');
  assert.equal(keys.length, 2, 'the request was not sent again');
  assert.equal(keys[0], keys[1], 'it was sent again under another key');
  // As who is logged in: the same organisation.
  const { status, body } = await page.evaluate(async () => {
    const answer = await fetch('/v1/demands?limit=200');
    return { status: answer.status, body: await answer.json() };
  });
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(body.items.filter((each) => each.title === title).length, 1, 'it was carried out twice');
}

/** The session ends while somebody writes: after logging in again they are back, with what they wrote. */
async function sessionEnds(walker, title) {
  const { page, context } = walker;
  await walker.open('/enterprise/demands/new');
  await titleField(walker).fill(title);
  await page.getByText(walker.say('草稿已保存在本机', 'Draft kept on this device')).first().waitFor();
  await context.clearCookies();
  await page
    .locator('form')
    .getByRole('button', { name: walker.say('存为草稿', 'Save as a draft'), exact: true })
    .click();
  const told = page.getByRole('alert').filter({ hasText: walker.say('登录已过期', 'Your session has ended') });
  await told.first().waitFor();
  await walker.stop('session-ended');
  await told.getByRole('link', { name: walker.say('登录', 'Log in') }).click();
  await page.waitForURL(/\/login\?to=/);
  const login = walker.server.demo.logins.enterprise;
  await page.getByLabel(walker.say('电子邮箱', 'E-mail')).fill(login.email);
  await page.getByLabel(walker.say('密码', 'Password')).fill(login.password);
  await page.locator('main form').getByRole('button', { name: walker.say('登录', 'Log in') }).click();
  await page.waitForURL(/\/enterprise\/demands\/new/);
  await page.getByText(walker.say('已恢复', 'has been restored')).first().waitFor();
  assert.equal(await titleField(walker).inputValue(), title);
}

/** What happens while the line is broken is there afterwards: the stream goes on from the last entry. */
async function live(walker) {
  const { page, context } = walker;
  await walker.open('/integrator/feed');
  await page.getByText(walker.say('实时更新中', 'Live')).waitFor();
  const newest = async () => Number(await page.locator('tbody tr td').first().innerText());
  const before = await newest();
  const afters = [];
  page.on('request', (request) => {
    const after = new URL(request.url()).searchParams.get('after');
    if (request.url().includes('/v1/feed/stream')) afters.push(Number(after));
  });
  await context.setOffline(true);
  const made = await walker.call('agency', 'POST', '/v1/supplies', {
    body: { title: '断线时的供给', occupation: '2-02-10-03' },
  });
  assert.equal(made.status, 201);
  await context.setOffline(false);
  await until(async () => (await newest()) > before, 'what happened meanwhile is not shown');
  for (const after of afters) assert.ok(after >= before, `the stream went on from ${after}, not from ${before}`);
}

export async function walk(walker) {
  await moving(walker);
  await reading(walker);
  await walker.logIn('enterprise');
  await writing(walker, '断线测试工程师');
  await sessionEnds(walker, '会话过期测试工程师');
  await live(walker);
}
