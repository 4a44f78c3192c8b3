// Anybody: looks around the market without an account.
import assert from 'node:assert/strict';
import { weigh } from '../weight.mjs';

const firstLoadBytesAtMost = 350 * 1024;
const phone = { width: 375, height: 800 };
const desk = { width: 1280, height: 900 };

/** The page must not scroll sideways: what is wide scrolls in its own box. */
async function fits(page, where) {
  const { wide, seen } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    seen: document.documentElement.clientWidth,
  }));
  assert.ok(wide <= seen, `${where} is ${wide} pixels wide in a window of ${seen}`);
}

async function onPhone(walker, name) {
  await walker.page.setViewportSize(phone);
  await fits(walker.page, name);
  await walker.stop(`${name}-phone`);
  await walker.page.setViewportSize(desk);
}

const numberIn = (text) => Number(text.replaceAll(',', '').match(/\d+/)[0]);

async function total(walker) {
  const status = walker.page.locator('.results .total');
  await walker.page.locator('.results[aria-busy="false"]').waitFor();
  return numberIn(await status.innerText());
}

async function firstLoad(walker) {
  const { page } = walker;
  const weight = await weigh(page);
  await walker.open('/search/demands');
  await page.locator('article').first().waitFor();
  await page.waitForLoadState('networkidle');
  const bytes = weight.sum();
  assert.ok(bytes > 10_000, `only ${bytes} bytes were counted`);
  assert.ok(bytes <= firstLoadBytesAtMost, `the first load of the search page weighs ${bytes} bytes`);
  assert.ok(!weight.files().some((file) => /chart/i.test(file.url)), 'the search page loads charts');
}

async function search(walker) {
  const { page } = walker;
  await walker.stop('search');
  await walker.checkTexts();
  const everything = await total(walker);

  // By the keyboard alone: words, a suggestion, the search.
  const box = page.getByRole('combobox', { name: walker.say('关键词', 'Words') });
  await box.focus();
  await page.keyboard.type('jav');
  await page.getByRole('option').first().waitFor();
  await walker.stop('search-suggestions');
  await page.keyboard.press('ArrowDown');
  assert.ok(await box.getAttribute('aria-activedescendant'), 'no suggestion is active');
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=/);
  await page.locator('article mark').first().waitFor();
  const ofJava = await total(walker);
  assert.ok(ofJava > 0 && ofJava < everything, `${ofJava} of ${everything}`);

  // A facet by the keyboard: its count is the total behind it.
  const facet = page.locator('.facet').first().locator('label.value').first();
  const promised = numberIn(await facet.locator('.count').innerText());
  await facet.locator('input').focus();
  await page.keyboard.press('Space');
  await page.waitForURL(/region=/);
  await page.locator('.chip').waitFor();
  assert.equal(await total(walker), promised, 'a facet does not count what it finds');
  await walker.stop('search-narrowed');
  const shared = page.url();

  // Back and forward; the address alone brings the same search.
  await page.goBack();
  await page.waitForURL((url) => !url.search.includes('region='));
  assert.equal(await total(walker), ofJava);
  await page.goForward();
  await page.waitForURL(/region=/);
  assert.equal(await total(walker), promised);
  await page.goto(shared);
  assert.equal(await total(walker), promised);
  await page.locator('.chip').first().click();
  await page.waitForURL((url) => !url.search.includes('region='));
  assert.equal(await total(walker), ofJava);

  // How the words are read, and back to the letter.
  await walker.open(`/search/demands?q=${encodeURIComponent('杭州java')}`);
  const asTyped = page.locator('.interpretation button').first();
  await asTyped.waitFor();
  const read = await total(walker);
  await asTyped.click();
  await page.waitForURL(/literal=/);
  assert.ok((await total(walker)) <= read);
  assert.ok(await page.locator('.interpretation').isVisible());

  // More than a page.
  await walker.open('/search/supplies');
  const before = await page.locator('article').count();
  await page.getByRole('button', { name: walker.say('加载更多', 'Load more') }).click();
  await page.locator('article').nth(before).waitFor();
  assert.ok(await page.locator('article').count() > before);

  // The pickers come when they are asked for.
  await page.getByRole('button', { name: walker.say('从全国地区中选择', 'Choose from all regions') }).click();
  await page.locator('.el-cascader').waitFor();
  await page.getByRole('button', { name: walker.say('按职位名称查找职业', 'Find an occupation by job title') }).click();
  await page.locator('.el-select').first().waitFor();
  await walker.stop('search-pickers');

  // Nothing found says what to do.
  await walker.open('/search/offerings?q=zzzzqqqq');
  await page.locator('.empty').waitFor();
  await walker.stop('search-nothing');
  await page.locator('.empty a').click();
  assert.ok((await total(walker)) > 0);
  for (const market of ['offerings', 'tenders']) {
    await walker.open(`/search/${market}`);
    await page.locator('article').first().waitFor();
    await walker.stop(`search-${market}`);
  }
  await walker.checkTexts();
  await onPhone(walker, 'search');
}

export async function walk(walker) {
  await firstLoad(walker);
  await search(walker);
  await walker.open('/');
  await walker.stop('home');
}
