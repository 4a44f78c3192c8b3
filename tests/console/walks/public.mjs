// Anybody: looks around the market without an account.
import assert from 'node:assert/strict';
import { until } from '../walker.mjs';
import { weigh } from '../weight.mjs';

const firstLoadBytesAtMost = 350 * 1024;
const phone = { width: 375, height: 800 };
const desk = { width: 1280, height: 900 };

/** The page must not scroll sideways: what is wide scrolls in its own box. A moment after the window was made smaller. */
async function fits(page, where) {
  const width = () =>
    page.evaluate(() => ({ wide: document.documentElement.scrollWidth, seen: document.documentElement.clientWidth }));
  await until(async () => {
    const { wide, seen } = await width();
    return wide <= seen;
  }, `${where} is wider than its window`);
}

/** The head's menu takes one line: nothing of it is wrapped or cut off. */
async function headIsOneLine(walker) {
  const height = await walker.page.locator('.shell-header').evaluate((head) => head.getBoundingClientRect().height);
  assert.ok(height < 72, `the head is ${height} pixels high`);
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

  // On a phone the filters are folded, and say how many are set.
  await walker.open('/search/demands?employment=full_time&days=30');
  await page.locator('article').first().waitFor();
  await page.setViewportSize(phone);
  const filters = page.locator('details.filters');
  await page.locator('details.filters:not([open])').waitFor();
  assert.match(await filters.locator('summary').innerText(), /2/, 'the filters in force are not counted');
  await onPhone(walker, 'search');
  await page.setViewportSize(phone);
  await filters.locator('summary').click();
  await filters.locator('.facet').first().waitFor();
  await fits(page, 'the unfolded filters');
  await page.setViewportSize(desk);
}

async function home(walker) {
  const { page } = walker;
  await walker.open('/');
  await page.locator('.totals a').nth(3).waitFor();
  await page.locator('.table-box td').first().waitFor();
  await headIsOneLine(walker);
  await walker.stop('home');
  await walker.checkTexts();
  await onPhone(walker, 'home');
  await page.getByText(walker.say('采购', 'Tenders'), { exact: true }).and(page.locator('label')).click();
  await page.getByRole('combobox').fill('培训');
  await page.keyboard.press('Enter');
  await page.waitForURL(/search\/tenders\?q=/);
  assert.ok((await total(walker)) > 0);
}

/** What schema.org and search engines ask of a JobPosting. */
function checkPosting(posting) {
  assert.equal(posting['@context'], 'https://schema.org');
  assert.ok(posting.description.length > 10, 'no description');
  const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;
  assert.match(posting.datePosted, instant);
  assert.match(posting.validThrough, instant);
  assert.ok(posting.validThrough > posting.datePosted);
  assert.equal(posting.hiringOrganization['@type'], 'Organization');
  assert.ok(posting.hiringOrganization.name);
  const { address } = posting.jobLocation;
  assert.equal(posting.jobLocation['@type'], 'Place');
  assert.equal(address.addressCountry, 'CN');
  assert.ok(address.addressRegion && address.streetAddress, 'the place is not said');
  const { baseSalary } = posting;
  assert.equal(baseSalary['@type'], 'MonetaryAmount');
  assert.equal(baseSalary.currency, 'CNY');
  assert.equal(baseSalary.value.unitText, 'MONTH');
  assert.ok(baseSalary.value.minValue > 0);
  assert.ok((baseSalary.value.maxValue ?? Infinity) >= baseSalary.value.minValue);
}

async function listings(walker) {
  const { page } = walker;
  for (const market of ['demands', 'supplies', 'offerings']) {
    await walker.open(`/search/${market}`);
    await page.locator('article h3 a').first().click();
    await page.waitForURL(new RegExp(`/${market}/`));
    await page.locator('.fact-list').first().waitFor();
    const title = await page.locator('main h1').innerText();
    assert.ok((await page.title()).startsWith(title), 'the window is not called as the page is');
    const block = page.locator('script[type="application/ld+json"]');
    if (market === 'demands') {
      const posting = JSON.parse(await block.first().textContent());
      assert.equal(posting['@type'], 'JobPosting');
      assert.equal(posting.title, title);
      checkPosting(posting);
    } else assert.equal(await block.count(), 0, 'a JobPosting is left behind');
    await page.waitForLoadState('networkidle');
    await walker.stop(market.replace(/s$/, ''));
    await walker.checkTexts();
    if (market === 'demands') await onPhone(walker, 'demand');
  }
  await page.getByRole('link', { name: walker.say('机构的交付与评价', 'Deliveries and reviews') }).click();
  await page.waitForURL(/agencies/);
  await page.waitForLoadState('networkidle');
  await walker.stop('agency');
  // Back to the list: the pages that were loaded are there at once.
  await walker.open('/search/demands');
  await page.locator('article').first().waitFor();
  await page.getByRole('button', { name: walker.say('加载更多', 'Load more') }).click();
  await page.locator('article').nth(20).waitFor();
  const loaded = await page.locator('article').count();
  await page.locator('article h3 a').nth(loaded - 1).click();
  await page.waitForURL(/\/demands\//);
  await page.goBack();
  await page.locator('article').first().waitFor();
  assert.equal(await page.locator('article').count(), loaded, 'coming back loses the pages that were read');
}

async function procurement(walker) {
  const { page } = walker;
  await walker.open('/notices');
  await page.locator('article').first().waitFor();
  await page.locator('.notices li').first().waitFor();
  await walker.stop('notices');
  await onPhone(walker, 'notices');
  const atom = await page.locator('a[type="application/atom+xml"]').getAttribute('href');
  assert.equal((await fetch(walker.server.origin + atom)).status, 200);
  await page.getByLabel(walker.say('进展', 'Progress')).selectOption('contracted');
  await page.waitForURL(/progress=contracted/);
  await page.locator('section[aria-busy="false"] article').first().waitFor();
  await walker.checkTexts();
  await page.locator('article h3 a').first().click();
  await page.waitForURL(/tenders\//);
  await page.getByText('SHA-256').first().waitFor();
  await page.locator('code.hash').nth(2).waitFor();
  const flags = page.locator('details').filter({ has: page.getByText(walker.say('全部指标', 'All flags')) });
  if (!(await flags.evaluate((details) => details.open))) await flags.locator('summary').click();
  await flags
    .getByText(walker.say('在竞争性采购方式中，该标段只有一家投标人投标。', 'One bidder alone bid for the lot'))
    .first()
    .waitFor();
  await walker.stop('tender');
  await walker.checkTexts();
  await onPhone(walker, 'tender');
  const record = await page.locator('a[href^="/v1/ocds/records/"]').getAttribute('href');
  assert.equal((await fetch(walker.server.origin + record)).status, 200);
  // A notice of the feed leads to its tender.
  await walker.open('/notices');
  await page.locator('.notices a').first().click();
  await page.waitForURL(/\/tenders\//);
  await page.locator('.fact-list').first().waitFor();
  // One that takes bids, with its questions and the clock.
  const open = await walker.call('enterprise', 'GET', '/v1/search/tenders?progress=published&sort=newest');
  await walker.open(`/tenders/${open.body.items[0].id}`);
  await page.locator('[role="timer"]').first().waitFor();
  await page.waitForLoadState('networkidle');
  await walker.stop('tender-open');
}

async function statistics(walker) {
  const { page } = walker;
  await walker.open('/pay');
  await page.locator('figure svg').first().waitFor();
  await page.getByText(/P10/).first().waitFor();
  assert.ok(await page.getByText(walker.say('不公布', 'Withheld')).count() > 0, 'suppression is not said');
  await page.waitForLoadState('networkidle');
  await walker.stop('pay');
  await onPhone(walker, 'pay');
  await page.getByLabel(walker.say('对比', 'Compare')).selectOption('month');
  await page.waitForURL(/group=month/);
  await page.getByRole('rowheader', { name: /^20\d\d-\d\d$/ }).first().waitFor();
  await walker.checkTexts();
  await walker.open('/gaps');
  const cell = page.locator('.heat tbody th a').first();
  await cell.waitFor();
  await page.locator('.heat').nth(1).waitFor();
  await walker.stop('gaps');
  await walker.checkTexts();
  await onPhone(walker, 'gaps');
  // Sorted by a region's figures, by the keyboard; a figure leads to the search for what it counts.
  const sort = page.locator('.heat').first().locator('thead .sort').nth(1);
  await sort.focus();
  await page.keyboard.press('Enter');
  await page.locator('.heat').first().locator('th[aria-sort="descending"]').waitFor();
  const figures = await page.locator('.heat').first().locator('tbody tr td:nth-of-type(1)').allInnerTexts();
  const numbers = figures.filter((text) => /\d/.test(text)).map(numberIn);
  assert.deepEqual(numbers, [...numbers].sort((a, b) => b - a), 'the table is not sorted');
  const count = page.locator('.heat').first().locator('tbody td a.count').first();
  await count.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/search\/demands\?region=\d{6}&occupation=/);
  assert.ok((await total(walker)) > 0, 'a figure leads to nothing');
  await page.goBack();
  await page.locator('.heat').nth(1).waitFor();
  // Into an occupation and a region by the keyboard, and back up.
  await cell.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/occupation=/);
  await page.locator('.heat').first().locator('thead th a').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/region=\d{6}/);
  await page.locator('.heat').first().waitFor();
  await page.locator('.path a').first().click();
  await page.waitForURL((url) => !url.search.includes('region='));
}

async function audit(walker) {
  const { page } = walker;
  await walker.open('/audit');
  await page.getByRole('button', { name: walker.say('开始核对', 'Check now') }).click();
  await page.locator('.findings').waitFor();
  assert.equal(await page.locator('.findings .bad').count(), 0, await page.locator('.findings').innerText());
  assert.equal(await page.locator('.findings li').count(), 5);
  await page.locator('table code').first().waitFor();
  await walker.stop('audit');
  await walker.checkTexts();
  await onPhone(walker, 'audit');
}

export async function walk(walker) {
  await firstLoad(walker);
  await search(walker);
  await home(walker);
  await listings(walker);
  await procurement(walker);
  await statistics(walker);
  await audit(walker);
}
