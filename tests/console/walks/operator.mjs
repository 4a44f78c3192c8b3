// The operator: judges what waits, looks after organisations, words and the market's gaps, and checks the journal.
import assert from 'node:assert/strict';

/** Approves one listing and rejects one organisation with the keyboard alone. */
async function judge(walker) {
  const { page } = walker;
  const items = page.locator('[data-item]');
  await walker.open('/operator/queue?kind=demands');
  await items.first().waitFor();
  const listings = await items.count();
  await items.first().focus();
  await page.keyboard.press('v');
  await items.nth(listings - 1).waitFor({ state: 'detached' });
  await walker.open('/operator/queue?kind=organisations');
  await items.first().waitFor();
  const organisations = await items.count();
  await items.first().focus();
  await page.keyboard.press('j');
  const rejected = await page.locator('[data-item]:focus h2').innerText();
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog');
  await dialog.locator('textarea').fill('法定代表人与营业执照不一致');
  await walker.stop('reject');
  await dialog.getByRole('button').last().click();
  await items.nth(organisations - 1).waitFor({ state: 'detached' });
  assert.equal(await page.getByRole('heading', { name: rejected }).count(), 0, 'the rejected organisation is gone');
}

export async function walk(walker) {
  const { page } = walker;
  await walker.logIn('operator');
  await judge(walker);
  for (const name of ['queue', 'organisations', 'projects', 'gaps', 'words', 'appeals', 'audit']) {
    await walker.open(`/operator/${name}`);
    await page.waitForTimeout(700);
    await walker.stop(name);
  }
  await page.getByRole('button', { name: walker.say('核对哈希链', 'Check the chain') }).click();
  await page.getByText(walker.say('哈希链完整', 'The chain is whole')).waitFor({ timeout: 60_000 });
  await walker.checkTexts();
  await page.setViewportSize({ width: 375, height: 760 });
  for (const name of ['queue', 'organisations', 'projects', 'audit']) {
    await walker.open(`/operator/${name}`);
    await page.waitForTimeout(400);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, `${name} scrolls sideways`);
    await walker.stop(`${name}-phone`);
  }
}
