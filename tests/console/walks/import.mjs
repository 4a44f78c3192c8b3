// An agency: ten thousand talents from a file of which 37 rows are wrong in 37 ways; the error file has exactly
// these, and once corrected they are imported. Once in UTF-8, and once in GB18030 over a line that breaks.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { require } from '../walker.mjs';

const Papa = require('papaparse');
const rowCount = 10_000;
const wrongCount = 37;
const importWithinMs = 180_000;

const heads = {
  zh: ['名称', '职业', '行业', '简介', '学历', '工作年限', '技能', '地区', '最低月薪', '最高月薪', '可到岗日期', '用工形式', '展示范围', '个性化排序', '有效期至'],
  en: ['Title', 'occupation', 'Industry', 'Summary', 'Education', 'Years of experience', 'skills', 'Regions', 'pay_min', 'Pay, at most', 'Available from', 'Employment', 'Scope', 'Personalised ranking', 'expires_at'],
};
const at = Object.fromEntries(
  ['title', 'occupation', 'industry', 'summary', 'education', 'years', 'skills', 'regions', 'pay_min', 'pay_max', 'from', 'employments', 'scope', 'ranking', 'expires'].map((name, place) => [name, place]),
);

/** Deterministic: mulberry32. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Each spoils one cell, or the row; all in different ways. */
const ways = (codes) => [
  (row) => (row[at.title] = ''),
  (row) => (row[at.title] = '单'),
  (row) => (row[at.title] = '长'.repeat(121)),
  (row) => (row[at.title] = '请致电 13800138000'),
  (row) => (row[at.occupation] = ''),
  (row) => (row[at.occupation] = '宇宙飞船驯养员'),
  (row) => (row[at.occupation] = '9-99-99-99'),
  (row) => (row[at.industry] = '并不存在的行业'),
  (row) => (row[at.industry] = '99'),
  (row) => (row[at.summary] = '文'.repeat(5001)),
  (row) => (row[at.summary] = '联系邮箱 somebody@example.cn'),
  (row) => (row[at.summary] = '控制\u0001字符'),
  (row) => (row[at.education] = '小学'),
  (row) => (row[at.years] = '五年'),
  (row) => (row[at.years] = '61'),
  (row) => (row[at.years] = '-1'),
  (row) => (row[at.skills] = '并不存在的技能'),
  (row) => (row[at.skills] = 'java;java'),
  (row) => (row[at.skills] = codes.skills.slice(0, 51).join(';')),
  (row) => (row[at.regions] = '999999'),
  (row) => (row[at.regions] = '月球市'),
  (row) => (row[at.regions] = '鼓楼区'),
  (row) => (row[at.regions] = '330100;330100'),
  (row) => (row[at.regions] = codes.regions.slice(0, 21).join(';')),
  (row) => (row[at.pay_min] = '面议'),
  (row) => (row[at.pay_min] = '8000.123'),
  (row) => (row[at.pay_max] = '1'),
  (row) => (row[at.pay_max] = '-20000'),
  (row) => (row[at.pay_max] = '99999999999999999999'),
  (row) => (row[at.from] = '2027-02-30'),
  (row) => (row[at.from] = '随时'),
  (row) => (row[at.employments] = '打零工'),
  (row) => (row[at.scope] = '火星'),
  (row) => (row[at.ranking] = '也许'),
  (row) => (row[at.expires] = '2027-13-01'),
  (row) => row.pop(),
  (row) => row.push('多出的一格'),
];

function makeRows(seed, codes) {
  const next = random(seed);
  const pick = (list) => list[Math.floor(next() * list.length)];
  const good = Array.from({ length: rowCount }, (_, number) => [
    `${pick(['后端工程师', '康复治疗师', '质量工程师', '会计'])} ${number + 1}`,
    pick(['2-02-10-03', '软件工程师', '2-05-07-13', 'Computer software engineer']),
    pick(['65', '软件和信息技术服务业', '']),
    pick(['多年从业经验，"能独立负责"项目', '熟悉流程，\n善于沟通', 'Works well with others; speaks English']),
    pick(['本科', 'bachelor', 'Master', '大专']),
    String(Math.floor(next() * 40)),
    pick(['java', 'Java;mysql', '', 'rehabilitation_therapy']),
    pick(['330100', '杭州市;宁波市', '浙江省', '江苏省南京市鼓楼区']),
    pick(['8000', '¥9,000.50', '1.2万']),
    pick(['15000', '2.5万', '']),
    pick(['2027-01-01', '2027/2/1', '2027年3月1日']),
    pick(['全职', 'full_time;project', '']),
    pick(['所有地区', 'everywhere', '']),
    pick(['是', 'no', '']),
    pick(['2027-06-30', '2027/12/31']),
  ]);
  const spoils = ways(codes);
  assert.equal(spoils.length, wrongCount);
  const places = new Set();
  while (places.size < wrongCount) places.add(Math.floor(next() * rowCount));
  const rows = good.map((row) => [...row]);
  const wrong = [...places].sort((left, right) => left - right);
  wrong.forEach((place, which) => spoils[which](rows[place]));
  return { good, rows, wrong };
}

async function codesOf(walker) {
  const skills = await walker.call('agency', 'GET', '/v1/vocabulary/skills');
  const regions = await walker.call('agency', 'GET', '/v1/vocabulary/regions?parent=000000');
  return {
    skills: skills.body.items.map((each) => each.code),
    regions: regions.body.items.map((each) => each.code),
  };
}

async function own(walker) {
  const { body } = await walker.call('agency', 'GET', '/v1/exports/supplies?format=csv');
  return Papa.parse(body, { skipEmptyLines: true }).data.length;
}

const encode = (text, encoding) =>
  encoding === 'gb18030'
    ? execFileSync('iconv', ['-f', 'UTF-8', '-t', 'GB18030'], { input: text, maxBuffer: 1 << 28 })
    : Buffer.from(text);

async function choose(walker, name, bytes) {
  const file = join(tmpdir(), name);
  writeFileSync(file, bytes);
  await walker.page.locator('main input[type=file]').setInputFiles(file);
  await walker.page.getByRole('heading', { name }).waitFor();
}

const button = (walker, zh, en) => walker.page.getByRole('button', { name: walker.say(zh, en), exact: true });
const result = (walker) => walker.page.locator('main .result');

/** Imports a file; answers what the page says and how long it took. */
async function carryOut(walker, { breakLine = false } = {}) {
  const started = Date.now();
  if (breakLine) {
    // From the eighth batch on the server carries out what it is sent, and its answers get lost.
    let sent = 0;
    await walker.page.route('**/v1/imports/**', async (route) => {
      if (++sent <= 8) return route.continue();
      await route.fetch().catch(() => undefined);
      return route.abort('connectionreset');
    });
  }
  await button(walker, '正式导入', 'Import').click();
  if (breakLine) {
    await walker.page.getByText(walker.say('连接中断，恢复后', 'The connection is lost. It')).waitFor();
    assert.equal(await walker.page.getByRole('progressbar').getAttribute('aria-valuenow'), '1600');
    await walker.stop('broken-line');
    await walker.page.unroute('**/v1/imports/**');
  }
  await result(walker).waitFor({ timeout: importWithinMs });
  return { text: await result(walker).innerText(), seconds: (Date.now() - started) / 1000 };
}

const number = (count) => new Intl.NumberFormat('en-GB').format(count);

async function errorFile(walker) {
  const [download] = await Promise.all([
    walker.page.waitForEvent('download'),
    button(walker, '下载错误文件', 'Download the error file').click(),
  ]);
  const text = readFileSync(await download.path(), 'utf8');
  assert.equal(text[0], '\uFEFF', 'the error file has no byte order mark');
  return Papa.parse(text.slice(1), { skipEmptyLines: true }).data;
}

async function correctedTogether(walker, { encoding, seed, language, breakLine }) {
  const { good, rows, wrong } = makeRows(seed, await codesOf(walker));
  const separator = encoding === 'gb18030' ? ';' : ',';
  const text = Papa.unparse([heads[language], ...rows], { newline: '\r\n', delimiter: separator });
  const mark = encoding === 'utf-8' ? '\uFEFF' : '';
  await choose(walker, `talents-${encoding}.csv`, encode(mark + text, encoding));
  const before = await own(walker);

  const tried = Date.now();
  await button(walker, '试运行', 'Dry run').click();
  await walker.page.getByRole('progressbar').waitFor();
  await result(walker).waitFor({ timeout: importWithinMs });
  const trySeconds = (Date.now() - tried) / 1000;
  assert.match(await result(walker).innerText(), new RegExp(`${number(rowCount - wrongCount)}.*\\b${wrongCount}\\b`));
  assert.equal(await own(walker), before, 'a dry run wrote something');

  const { text: said, seconds } = await carryOut(walker, { breakLine });
  assert.match(said, new RegExp(`${number(rowCount - wrongCount)}.*\\b${wrongCount}\\b`));
  console.log(
    `  ${rowCount} rows, ${encoding}, seed ${seed}: dry run ${trySeconds.toFixed(1)} s, import ${seconds.toFixed(1)} s` +
      `${breakLine ? ' (with a broken line)' : ''}`,
  );
  assert.equal(await own(walker), before + rowCount - wrongCount);
  await walker.stop(`sent-${encoding}`);

  const [errorHeads, ...errors] = await errorFile(walker);
  assert.deepEqual(errorHeads.slice(1), heads[language]);
  assert.equal(errors.length, wrongCount);
  errors.forEach(([reasons, ...cells], which) => {
    assert.deepEqual(cells, rows[wrong[which]]);
    assert.ok(reasons.length > 1 && !/^[=+@-]/.test(reasons), reasons);
  });
  // A reason of its own for each of the wrong cells, and in the language of the page.
  if (walker.language === 'zh') for (const [reasons] of errors) assert.match(reasons, /[\u4e00-\u9fff]/);

  const corrected = errors.map(([reasons], which) => [reasons, ...good[wrong[which]]]);
  const again = Papa.unparse([errorHeads, ...corrected], { newline: '\r\n', delimiter: separator });
  await choose(walker, `corrected-${encoding}.csv`, encode(mark + again, encoding));
  const second = await carryOut(walker);
  assert.match(second.text, new RegExp(`\\b${wrongCount}\\b.*\\b0\\b`));
  assert.equal(await own(walker), before + rowCount);
}

export async function walk(walker) {
  await walker.logIn('agency');
  await walker.open('/agency/import');
  await walker.stop('empty');
  await walker.checkTexts();

  // Heads that nobody knows, and one that is missing.
  await choose(walker, 'heads.csv', Buffer.from('名称,颜色\n后端工程师,蓝\n'));
  assert.equal(await button(walker, '正式导入', 'Import').isDisabled(), true);
  await walker.stop('heads');
  // A workbook is no text.
  await walker.page
    .locator('main input[type=file]')
    .setInputFiles({ name: 'book.xlsx', mimeType: 'text/csv', buffer: Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0xff, 0xff]) });
  await walker.page.getByRole('alert').waitFor();

  await correctedTogether(walker, { encoding: 'utf-8', seed: 20261122, language: walker.language });
  await correctedTogether(walker, {
    encoding: 'gb18030',
    seed: 20261123,
    language: walker.language === 'zh' ? 'en' : 'zh',
    breakLine: true,
  });

  await walker.page.setViewportSize({ width: 375, height: 780 });
  await walker.stop('phone');
}
