// An enterprise: writes a demand under the law's eyes, looks at its matches, orders a service and reviews it.
import assert from 'node:assert/strict';

const phone = { width: 375, height: 812 };
const desk = { width: 1280, height: 900 };

/** Whether the page itself scrolls sideways at phone width: only tables in their own box may. */
async function atPhoneWidth(walker, name) {
  const { page } = walker;
  await page.setViewportSize(phone);
  await walker.fits(name);
  await walker.stop(`${name}-phone`);
  await page.setViewportSize(desk);
}

async function choose(walker, label, option) {
  const { page } = walker;
  await page.getByLabel(label, { exact: true }).first().click();
  await page.locator('.el-select-dropdown:visible').getByText(option, { exact: true }).first().click();
}

async function writeDemand(walker) {
  const { page } = walker;
  const say = walker.say.bind(walker);
  await page
    .getByRole('link', { name: say('发布岗位', 'New demand') })
    .first()
    .click();
  await page.getByRole('heading', { level: 1, name: say('发布岗位', 'New demand') }).waitFor();

  // Publication is tried at once: everything that the law misses is named at its field, and nothing is sent.
  await page.getByLabel(say('职位名称', 'Job title')).fill('Java开发工程师');
  const proposals = page.getByRole('group', {
    name: say('按职位名称推荐的职业：', 'Occupations that the title suggests:'),
  });
  await proposals.getByRole('button').first().click();
  await page.getByText(say('还不能发布。', 'It cannot be published yet.')).waitFor();
  await page
    .locator('form')
    .getByRole('button', { name: say('发布', 'Publish'), exact: true })
    .click();
  await page.getByText(say('招聘信息应当写明基本劳动报酬', 'a job notice states the basic pay')).first().waitFor();
  await walker.stop('demand-refused');

  // What is wrong is mended; discriminatory wording is shown where it stands before anything is sent.
  await page.getByLabel(say('招聘人数', 'Headcount')).fill('2');
  await page.getByLabel(say('工作地点', 'Place of work')).fill('文三路 478 号华星时代广场');
  await page.getByLabel(say('最低月薪', 'Pay, at least')).fill('15000');
  await page.getByLabel(say('最高月薪', 'Pay, at most')).fill('28000');
  await page.getByLabel(say('工作内容', 'Work content')).fill('负责核心业务系统的后端开发与维护，参与架构设计与评审。');
  await page.getByLabel(say('任职条件', 'Conditions')).fill('熟悉 Java 与 Spring；限男性，35岁以下。');
  await page.getByText(say('可以提交，但会先转人工审核。', 'It can be sent, but a moderator looks first.')).waitFor();
  await page.getByText('限男性 · 35岁以下').first().waitFor();
  await walker.stop('demand-wording');

  // The line breaks while somebody writes: nothing is lost, not even by a reload afterwards.
  await walker.context.setOffline(true);
  await page
    .getByLabel(say('任职条件', 'Conditions'))
    .fill('熟悉 Java 与 Spring，三年以上后端经验，能独立排查线上问题。');
  await page.getByText(say('连接已断开，暂时无法核对', 'The connection is lost, so nothing can be checked')).waitFor();
  await walker.stop('demand-offline');
  await page
    .locator('form')
    .getByRole('button', { name: say('发布', 'Publish'), exact: true })
    .click();
  await page.getByText(say('连接不上服务器', 'The server cannot be reached')).first().waitFor();
  await walker.context.setOffline(false);
  await page.reload();
  await page.getByText(say('未提交的草稿，已恢复', 'that was not sent has been restored')).waitFor();
  assert.match(await page.getByLabel(say('任职条件', 'Conditions')).inputValue(), /能独立排查线上问题/);
  assert.equal(await page.getByLabel(say('最低月薪', 'Pay, at least')).inputValue(), '15000');
  await page
    .getByText(say('法定内容齐全，可以发布。', 'All that the law requires is there: it can be published.'))
    .waitFor();
  await walker.stop('demand-lawful');
  await atPhoneWidth(walker, 'demand-lawful');
  await walker.checkTexts();

  await page
    .locator('form')
    .getByRole('button', { name: say('发布', 'Publish'), exact: true })
    .click();
  await page
    .getByRole('link', {
      name: say('查看匹配人才', 'See the matching talents'),
    })
    .waitFor();
  await page.getByText(say('已发布', 'Published'), { exact: true }).first().waitFor();
  await walker.stop('demand-published');
  await walker.checkTexts();
}

async function readMatches(walker) {
  const { page } = walker;
  const say = walker.say.bind(walker);
  await page
    .getByRole('link', {
      name: say('查看匹配人才', 'See the matching talents'),
    })
    .click();
  await page.locator('label.el-checkbox').first().waitFor();
  await page
    .getByRole('button', { name: say('的匹配理由', 'Reasons of') })
    .first()
    .click();
  await page.getByRole('table').first().waitFor();
  await walker.stop('matches');
  await atPhoneWidth(walker, 'matches');
  await walker.checkTexts();

  // A reveal needs the talent's consent; what the server answers is shown either way.
  await page
    .getByRole('button', {
      name: say('申请查看联系方式', 'Ask for the contact of'),
    })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: say('查看', 'Show'), exact: true }).click();
  await dialog
    .getByText(say('只保留在本页内存中', 'Kept in this page’s memory only'))
    .or(dialog.getByText(say('可通过其所属机构征求同意', 'Their agency can ask them for it')))
    .waitFor();
  await walker.stop('reveal');
  await dialog.getByRole('button', { name: say('关闭', 'Close'), exact: true }).click();

  // Somebody who does not match: why.
  await page.getByLabel(say('人才编号', 'Number of the talent')).fill(await someTalentElsewhere(walker));
  await page.getByRole('button', { name: say('说明理由', 'Explain') }).click();
  await page.getByText(say('不匹配：', 'No match:')).waitFor();
  await walker.stop('rejected-pair');

  const boxes = page.getByRole('checkbox');
  assert.ok((await boxes.count()) >= 2, 'the demonstration market has two matches at least');
  await page.locator('label.el-checkbox').nth(0).click();
  await page.locator('label.el-checkbox').nth(1).click();
  await page.getByRole('link', { name: say('对比这两位', 'Compare the two') }).click();
  await page
    .getByRole('heading', {
      level: 1,
      name: say('对比两位人才', 'Two talents compared'),
    })
    .waitFor();
  await page.getByRole('table').waitFor();
  await walker.stop('compare');
  await atPhoneWidth(walker, 'compare');
  await walker.checkTexts();
  await page.goBack();
}

async function someTalentElsewhere(walker) {
  const found = await walker.call('enterprise', 'GET', '/v1/search/supplies?q=%E6%8A%A4%E5%A3%AB&limit=1');
  assert.equal(found.status, 200);
  return found.body.items[0].number;
}

async function order(walker) {
  const { page } = walker;
  const say = walker.say.bind(walker);
  await page
    .getByRole('link', {
      name: say('能帮上忙的服务', 'Services that would help'),
    })
    .click();
  await page
    .getByRole('link', { name: say('下单', 'Order') })
    .first()
    .waitFor();
  await walker.stop('fitting-offerings');

  // One of the agency whose key the walk has, so that the other side can answer.
  const own = await walker.call('agency', 'GET', '/v1/offerings?limit=100');
  const offering = own.body.items.find((each) => each.state === 'published' && each.price_model === 'fixed');
  await walker.open(`/enterprise/orders/new?offering=${offering.id}`);
  await page.getByLabel(say('次数', 'How many times')).fill('2');
  await page.getByText(say('总价', 'Total')).waitFor();
  await page.getByLabel(say('给机构的说明', 'Note to the seller')).fill('请在下周一前联系。');
  await walker.stop('place-order');
  await page
    .locator('form')
    .getByRole('button', { name: say('下单', 'Order') })
    .click();
  await page.getByText(say('机构应答期限', 'The seller answers before')).waitFor();
  await walker.stop('order-placed');
  const id = page.url().split('/').pop();

  // The agency's part; the open page follows by itself.
  await answer(walker, id, 'accept', {});
  await page.getByText(say('交付期限', 'Delivery before')).waitFor();
  await answer(walker, id, 'deliver', {
    delivery_note: '成果已交付。',
    evidence: ['e2c3bd75cadb9cf190c4e5a76cf4c1b4c4791b33b5e53361ee895922096a2230'],
  });
  await page.getByRole('button', { name: say('验收', 'Accept the delivery') }).click();
  await walker.stop('order-accepting');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('验收', 'Accept the delivery') })
    .click();
  await review(walker, id);
}

async function answer(walker, id, command, body) {
  const now = await walker.call('agency', 'GET', `/v1/orders/${id}`);
  const done = await walker.call('agency', 'POST', `/v1/orders/${id}/${command}`, { body, etag: now.etag });
  assert.equal(done.status, 200, JSON.stringify(done.body));
}

async function review(walker, id) {
  const { page } = walker;
  const say = walker.say.bind(walker);
  await page.getByRole('radio', { name: say('5 星', '5 of 5') }).check();
  await page.getByLabel(say('评语', 'What others should know')).fill('交付及时，沟通顺畅。');
  await page.getByRole('button', { name: say('提交评价', 'Send the review') }).click();
  await page.getByText(say('对方尚未评价', 'The other side has not written yet')).waitFor();
  await walker.stop('review-blind');
  const theirs = await walker.call('agency', 'POST', `/v1/orders/${id}/reviews`, {
    body: { rating: 5, text: '需求清楚，配合及时。' },
  });
  assert.equal(theirs.status, 201, JSON.stringify(theirs.body));
  await page.reload(); // the page asks again by itself, every twenty seconds
  await page.getByText('需求清楚，配合及时。').waitFor();
  await walker.stop('review-open');
  await atPhoneWidth(walker, 'order');
  await walker.checkTexts();

  await page
    .getByRole('navigation', { name: say('工作台', 'Workspace') })
    .getByRole('link', { name: say('服务订单', 'Orders') })
    .click();
  await page.getByRole('table').waitFor();
  await walker.stop('orders');
  await atPhoneWidth(walker, 'orders');
}

/** A saved search tells of a talent that an agency publishes meanwhile. */
async function alerts(walker) {
  const { page } = walker;
  const say = walker.say.bind(walker);
  await page
    .getByRole('navigation', { name: say('工作台', 'Workspace') })
    .getByRole('link', { name: say('订阅提醒', 'Alerts') })
    .click();
  await page.getByText(say('还没有订阅', 'No saved searches yet')).waitFor();
  await page.getByRole('button', { name: say('新建订阅', 'New alert') }).click();
  await page.getByLabel(say('订阅名称', 'Name of the alert')).fill(say('图书修复师', 'Book restorers'));
  await page.getByLabel(say('关键词', 'Words')).fill('古籍修复');
  await walker.stop('alert-new');
  await page.getByRole('button', { name: say('保存', 'Save') }).click();
  await page.getByText(say('今天新增 0 条。', '0 new today.')).waitFor();
  const draft = await walker.call('agency', 'POST', '/v1/supplies', {
    body: {
      title: '古籍修复师',
      occupation: '4-04-05-01',
      regions: ['330100'],
      summary: '从事古籍修复八年。',
      education: 'bachelor',
      experience_years: 8,
      expires_at: new Date(Date.now() + 30 * 86_400_000).toISOString(),
    },
  });
  assert.equal(draft.status, 201, JSON.stringify(draft.body));
  const shown = await walker.call('agency', 'POST', `/v1/supplies/${draft.body.id}/publish`, { etag: draft.etag });
  assert.equal(shown.status, 200, JSON.stringify(shown.body));
  await page.getByRole('link', { name: say('符合“图书修复师”', 'fits “Book restorers”') }).waitFor();
  await walker.stop('alerts');
  await atPhoneWidth(walker, 'alerts');
  await walker.checkTexts();
}

/** Whoever is signed in: who they are, and their organisation's affairs. */
async function account(walker) {
  const { page } = walker;
  const say = walker.say.bind(walker);
  await page.getByRole('link', { name: say(/条未读消息/, /unread notices/) }).click();
  await page.getByRole('button', { name: say('全部标为已读', 'Mark all as read') }).waitFor();
  await walker.stop('inbox');
  await page.getByRole('button', { name: say('全部标为已读', 'Mark all as read') }).click();
  await page.getByRole('button', { name: say('全部标为已读', 'Mark all as read') }).waitFor({ state: 'detached' });
  const side = page.getByRole('navigation', { name: say('工作台', 'Workspace') });
  const go = async (zh, en, name) => {
    await side.getByRole('link', { name: say(zh, en), exact: true }).click();
    await page.getByRole('heading', { level: 1, name: say(zh, en) }).waitFor();
    await walker.settled();
    await walker.checkTexts();
    if (name) await walker.stop(name);
  };
  await go('单位资料', 'Organisation', 'organisation');
  await go('成员', 'Members');
  await page.getByRole('button', { name: say('添加成员', 'Add a member') }).click();
  const form = page.locator('main form');
  await form.getByLabel(say('姓名', 'Name')).fill('王小明');
  await form.getByLabel(say('电子邮箱', 'E-mail')).fill('wang@e0001.demo.example');
  await form.getByLabel(say('初始密码', 'First password')).fill('short');
  await form.getByRole('button', { name: say('添加', 'Add'), exact: true }).click();
  await page
    .getByText(say('至少 12 个字符', /at least 12|12 characters/))
    .first()
    .waitFor();
  await form.getByLabel(say('初始密码', 'First password')).fill('Kx7-quiet-harbour-31');
  await form.getByRole('button', { name: say('添加', 'Add'), exact: true }).click();
  await page.getByRole('cell', { name: 'wang@e0001.demo.example' }).waitFor();
  await walker.stop('members');
  await go('期限', 'Deadlines');
  await page.getByLabel(say('用在哪里', 'Where it is used')).fill(say('手机日历', 'Telephone'));
  await page.getByRole('button', { name: say('生成订阅地址', 'Make an address') }).click();
  const address = await page.locator('code', { hasText: '/v1/clocks.ics' }).innerText();
  const calendar = await fetch(address);
  assert.equal(calendar.status, 200);
  assert.match(await calendar.text(), /BEGIN:VCALENDAR/);
  await walker.stop('clocks');
  await atPhoneWidth(walker, 'clocks');
  await go('登录设备', 'Sessions', 'sessions');
  await go('邮件通知', 'Mail');
  await page.getByLabel(say('订单', 'Orders'), { exact: true }).check();
  await page.getByRole('button', { name: say('保存', 'Save') }).click();
  await page.getByText(say('已保存', 'Saved'), { exact: true }).waitFor();
  await walker.stop('mail');
  await go('我的账户', 'My account', 'me');
  await atPhoneWidth(walker, 'me');
}

export async function walk(walker) {
  await walker.logIn('enterprise');
  await walker.page.getByRole('table').waitFor();
  await walker.settled();
  await walker.stop('demands');
  await atPhoneWidth(walker, 'demands');
  await writeDemand(walker);
  await readMatches(walker);
  await order(walker);
  await alerts(walker);
  await account(walker);
}
