// Runs the walks: each audience's main job in a browser, in both languages. The last line counts.
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { startServer } from './server.mjs';
import { require, Walker } from './walker.mjs';

const { chromium } = require('playwright-core');
const here = new URL('walks/', import.meta.url);
const wanted = process.argv.slice(2);
const walks = readdirSync(here)
  .filter((name) => name.endsWith('.mjs'))
  .map((name) => name.replace('.mjs', ''))
  .filter((name) => wanted.length === 0 || wanted.includes(name));

const browser = await chromium.launch({
  executablePath: process.env.TALENT_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
});
const atOnce = Math.max(2, availableParallelism() - 1);
let passed = 0;
let failed = 0;

/// One walk in one language, on a market of its own: what one writes, another does not find.
async function take({ name, language }) {
  const { walk, settings } = await import(new URL(`${name}.mjs`, here));
  const server = await startServer(`${name}-${language}`, settings);
  const walker = new Walker({
    browser,
    server,
    language,
    name,
    shots: join(process.env.TALENT_BUILD, 'console-shots'),
  });
  const started = Date.now();
  let failure;
  try {
    await walker.start();
    await walk(walker);
  } catch (caught) {
    failure = caught;
    await walker.page
      ?.screenshot({ path: join(walker.shots, `FAILED-${name}-${language}.png`), fullPage: true })
      .catch(() => undefined);
  }
  await walker.end().catch(() => undefined);
  await server.stop();
  const findings = [...new Set(walker.findings)];
  if (failure || findings.length > 0) {
    ++failed;
    console.log(`FAILED ${name} (${language})`);
    if (failure) console.log(failure.stack ?? failure);
    for (const each of findings) console.log(`  ${each}`);
  } else {
    ++passed;
    console.log(`passed ${name} (${language}): ${walker.stops} pages looked at, ${Date.now() - started} ms`);
  }
}

const waiting = walks.flatMap((name) => ['zh', 'en'].map((language) => ({ name, language })));
async function takeAll() {
  for (let next = waiting.shift(); next; next = waiting.shift()) await take(next);
}
await Promise.all(Array.from({ length: atOnce }, takeAll));
await browser.close();
console.log(`${passed} walks passed, ${failed} failed out of ${passed + failed}`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
