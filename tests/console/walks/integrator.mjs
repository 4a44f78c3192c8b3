// Who connects a system: a key, a webhook, the reference tried, a signature checked, the feed as it comes.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { until } from '../walker.mjs';

/** The webhook's receiver of this walk is on this machine. */
export const settings = '[notices]\nlocal_targets = "allowed"\n';

const named = (walker, role, zh, en) => walker.page.getByRole(role, { name: walker.say(zh, en), exact: true });

async function keys(walker) {
  const { page } = walker;
  await walker.open('/integrator/keys');
  await page.locator('.table-box, .empty').first().waitFor();
  await walker.stop('keys');
  await walker.checkTexts();
  await page.locator('#field-name').fill('ERP');
  await page.getByRole('combobox', { name: walker.say('角色', 'Roles'), exact: true }).click({ force: true });
  await page.locator('.el-select-dropdown__item:visible').filter({ hasText: walker.say('经办', 'Manager') }).click();
  await page.keyboard.press('Escape');
  // As little as it needs, and not for ever.
  await page.getByRole('combobox', { name: walker.say('权限范围', 'Scopes'), exact: true }).click({ force: true });
  for (const scope of ['self', 'supply.read']) {
    await page.locator('.el-select-dropdown__item:visible').getByText(scope, { exact: true }).click();
  }
  await page.keyboard.press('Escape');
  await page.locator('#field-expires_at').fill('2031-05-01T09:00');
  await named(walker, 'button', '新建密钥', 'New key').click();
  const secret = await page.locator('.secret code').innerText();
  assert.match(secret, /^tp_live_/);
  await walker.stop('key-secret');
  assert.equal((await walker.call('agency', 'GET', '/v1/identity', { key: secret })).status, 200);
  assert.equal((await walker.call('agency', 'GET', '/v1/api_keys', { key: secret })).status, 403, 'it may more than its scopes');
  await page.locator('tbody tr').filter({ hasText: 'ERP' }).getByText('2031').waitFor();
  await named(walker, 'button', '已保存，收起', 'I have kept it').click();
  assert.equal(await page.getByText(secret).count(), 0);
  const row = page.locator('tbody tr').filter({ hasText: 'ERP' });
  await row.getByRole('button', { name: walker.say('吊销', 'Revoke') }).click();
  await page.getByRole('dialog').getByRole('button', { name: walker.say('吊销', 'Revoke') }).click();
  await row.getByText(walker.say('已吊销', 'Revoked')).waitFor();
  assert.equal((await walker.call('agency', 'GET', '/v1/identity', { key: secret })).status, 401);
}

/** Takes what is sent to it; what it took stays for the walk to look at. */
async function startReceiver() {
  const taken = [];
  const receiver = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (piece) => (body += piece));
    request.on('end', () => {
      taken.push({ headers: request.headers, body });
      response.end('ok');
    });
  });
  await new Promise((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  return { taken, address: `http://127.0.0.1:${receiver.address().port}/hook`, stop: () => receiver.close() };
}

/** As a receiver reckons it by the Standard Webhooks specification. */
function signatureOf(secret, { headers, body }) {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}

async function webhooks(walker, receiver) {
  const { page } = walker;
  await page.locator('.shell-side a[href="/integrator/webhooks"]').click();
  await page.locator('.hooks, .empty').first().waitFor();
  await page.locator('#field-address').fill('http://10.0.0.8/hook');
  await named(walker, 'button', '新建 Webhook', 'New webhook').click();
  await page.locator('.fault').first().waitFor();
  await walker.stop('webhook-refused');
  await page.locator('#field-address').fill(receiver.address);
  await page.locator('#field-events').fill('supply');
  await named(walker, 'button', '新建 Webhook', 'New webhook').click();
  const secret = await page.locator('.secret code').innerText();
  assert.match(secret, /^whsec_/);
  const made = await walker.call('agency', 'POST', '/v1/supplies', { body: { title: '一条新供给', occupation: '2-02-10-03' } });
  assert.equal(made.status, 201);
  await until(() => receiver.taken.length > 0, 'nothing was delivered');
  const [first] = receiver.taken;
  assert.ok(first.headers['webhook-signature'].split(' ').includes(signatureOf(secret, first)), 'the signature does not hold');
  await page.locator('.hooks a').first().click();
  await page.waitForURL('**/webhooks/*');
  // The answer is recorded a moment after it came.
  const again = page.locator('tbody tr').getByRole('button', { name: walker.say('重新投递', 'Deliver again') });
  await until(async () => {
    await named(walker, 'button', '重新载入', 'Reload').first().click();
    await page.locator('tbody tr').first().waitFor();
    return (await again.count()) > 0;
  }, 'the delivery is not shown as delivered');
  await again.first().click();
  await until(() => receiver.taken.length > 1, 'nothing was delivered again');
  const [, second] = receiver.taken;
  assert.equal(second.headers['webhook-id'], first.headers['webhook-id'], 'the receiver cannot tell that it is the same');
  await until(async () => {
    await named(walker, 'button', '重新载入', 'Reload').last().click();
    return (await page.getByRole('cell', { name: /200/ }).count()) > 1;
  }, 'the attempts are not shown');
  await walker.stop('webhook');
  await walker.checkTexts();
  await named(walker, 'button', '暂停', 'Pause').click();
  await named(walker, 'button', '启用', 'Enable').waitFor();
  return { secret, ...second };
}

async function reference(walker) {
  const { page } = walker;
  await page.locator('.shell-side a[href="/integrator/reference"]').click();
  await page.locator('.swagger-ui .opblock-tag').first().waitFor({ timeout: 30_000 });
  await walker.stop('reference');
  // Tried as who is logged in.
  const operation = page.locator('[id$="get_v1_identity"]');
  await page.locator('.opblock-tag[data-tag="identity"]').click();
  await operation.locator('button').first().click();
  await operation.getByRole('button', { name: 'Try it out' }).click();
  await operation.getByRole('button', { name: 'Execute' }).click();
  await operation.locator('.live-responses-table').getByText('"agency"').first().waitFor();
  await walker.stop('reference-tried');
}

async function signatures(walker, message) {
  const { page } = walker;
  await page.locator('.shell-side a[href="/integrator/signatures"]').click();
  await page.getByPlaceholder('whsec_…').fill('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
  await page.getByLabel('webhook-id').fill('msg_p5jXN8AQM9LWM0D4loKWxJek');
  await page.getByLabel('webhook-timestamp').fill('1614265330');
  await page.getByLabel(walker.say('消息正文', 'Body')).fill('{"test": 2432232314}');
  await page.getByText('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=').waitFor();
  await page.getByPlaceholder('v1,…').fill('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  await page.getByText(walker.say('5 分钟', '5 minutes')).waitFor();
  await walker.stop('signatures');
  // A message that was really sent holds; changed by a letter, it does not.
  await page.getByPlaceholder('whsec_…').fill(message.secret);
  await page.getByLabel('webhook-id').fill(message.headers['webhook-id']);
  await page.getByLabel('webhook-timestamp').fill(message.headers['webhook-timestamp']);
  await page.getByLabel(walker.say('消息正文', 'Body')).fill(message.body);
  await page.getByPlaceholder('v1,…').fill(message.headers['webhook-signature']);
  await page.locator('p.good').waitFor();
  await page.getByLabel(walker.say('消息正文', 'Body')).fill(`${message.body} `);
  await page.locator('p.bad').waitFor();
}

async function feed(walker) {
  const { page } = walker;
  await page.locator('.shell-side a[href="/integrator/feed"]').click();
  await page.getByText(walker.say('实时更新中', 'Live')).waitFor();
  const before = Number(await page.locator('tbody tr td').first().innerText());
  await walker.call('agency', 'POST', '/v1/supplies', { body: { title: '又一条供给', occupation: '2-02-10-03' } });
  for (let tries = 0; Number(await page.locator('tbody tr td').first().innerText()) === before; ++tries) {
    assert.ok(tries < 100, 'the feed did not show what happened');
    await page.waitForTimeout(100);
  }
  await walker.stop('feed');
  await walker.checkTexts();
}

export async function walk(walker) {
  await walker.logIn('agency');
  await keys(walker);
  const receiver = await startReceiver();
  const message = await webhooks(walker, receiver).finally(receiver.stop);
  await reference(walker);
  await signatures(walker, message);
  await feed(walker);

  await walker.page.setViewportSize({ width: 375, height: 780 });
  for (const name of ['keys', 'webhooks', 'signatures', 'feed']) {
    await walker.page.locator(`.shell-side a[href="/integrator/${name}"]`).click();
    await walker.page.waitForLoadState('networkidle').catch(() => undefined);
    await walker.fits(name);
    await walker.stop(`phone-${name}`);
  }
}
