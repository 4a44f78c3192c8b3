// What several walks do in the same way: forms behind buttons, the width of a telephone.
import { until } from './walker.mjs';

const phone = { width: 375, height: 812 };
const desk = { width: 1280, height: 900 };

export const wordsOf = (walker) => ({ say: walker.say.bind(walker) });

/** Presses a button that opens a form of the same name, fills it in and confirms it. */
export async function command(walker, name, values = {}, within = walker.page.locator('main')) {
  const dialog = walker.page.getByRole('dialog', { name });
  await within.getByRole('button', { name, exact: true }).first().click();
  for (const [field, value] of Object.entries(values)) await dialog.locator(field).fill(value);
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** Whether the page itself scrolls sideways at phone width: only tables in their own box may. */
export async function atPhoneWidth(walker, name) {
  const { page } = walker;
  await page.setViewportSize(phone);
  await page.waitForFunction((width) => innerWidth === width, phone.width);
  await walker.fits(name);
  await walker.stop(`${name}-phone`);
  await page.setViewportSize(desk);
}

/** Takes an option of a select: a press while its list unfolds can miss, so it is pressed until the field shows it. */
export async function pick(walker, within, field, option) {
  const { page } = walker;
  const select = within.locator('.field', { has: page.locator(field) }).locator('.el-select__wrapper');
  const wanted = page.locator('.el-select-dropdown:visible').getByText(option, { exact: true });
  await until(async () => {
    if ((await select.innerText()).includes(option)) return true;
    if ((await wanted.count()) === 0) await select.click();
    await wanted.first().click({ timeout: 2000 }).catch(() => undefined);
    return false;
  }, `${field} shows ${option}`);
}
