// The operator: judges what waits, looks after organisations, words and the market's gaps, and checks the journal.
import assert from 'node:assert/strict';

export async function walk(walker) {
  const { page } = walker;
  await walker.logIn('operator');
  await walker.open('/operator/queue?kind=demands');
  const items = page.locator('[data-item]');
  await items.first().waitFor();
  const before = await items.count();
  await items.first().focus();
  await page.keyboard.press('v');
  await items.nth(before - 1).waitFor({ state: 'detached' });
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
  }
}
