// One walk in one language: what a walk may do, and what is looked at on every page it stops at.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const web = new URL('../../services/console/web/', import.meta.url);
export const require = createRequire(new URL('package.json', web));
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Generous: a machine that is many times slower than a good one passes too; what never comes fails all the same. */
export const patienceMs = 60_000;
/** TALENT_WALK_SLOWED=4 slows the browser's CPU four times: where a walk does not wait for what it needs, it shows. */
const slowedBy = Number(process.env.TALENT_WALK_SLOWED ?? 1);
/** The status of a server that has more to do than it can: the same request again, with its key, is right. */
const busy = 503;
const grave = ['serious', 'critical'];
/** A theme changes colours alone: what was looked at in the light one is looked at for these in the dark one. */
const rulesOfColour = ['color-contrast', 'link-in-text-block'];

/** Waits until something holds that no page shows. */
export async function until(holds, what) {
  const end = Date.now() + patienceMs;
  while (!(await holds())) {
    assert.ok(Date.now() < end, what);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export class Walker {
  /** Findings of axe, errors of scripts, refused requests that no walk awaited: each fails the walk. */
  findings = [];
  stops = 0;

  constructor({ browser, server, language, name, shots }) {
    Object.assign(this, { browser, server, language, name, shots });
    mkdirSync(shots, { recursive: true });
  }

  async start({ width = 1280, height = 900 } = {}) {
    this.context = await this.browser.newContext({ viewport: { width, height }, bypassCSP: false, acceptDownloads: true });
    await this.context.addInitScript((language) => {
      if (!localStorage.getItem('talent.language')) localStorage.setItem('talent.language', language);
      if (!localStorage.getItem('talent.theme')) localStorage.setItem('talent.theme', 'light');
    }, this.language);
    this.page = await this.context.newPage();
    this.page.setDefaultTimeout(patienceMs);
    if (slowedBy > 1) {
      const session = await this.context.newCDPSession(this.page);
      await session.send('Emulation.setCPUThrottlingRate', { rate: slowedBy });
    }
    this.page.on('pageerror', (error) => this.findings.push(`script: ${error.message}`));
    this.page.on('console', (message) => {
      // A refused request is reported by the browser too; walks that await one look at the page instead.
      if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) {
        this.findings.push(`console: ${message.text()}`);
      }
    });
    this.page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (origin !== this.server.origin && !['data:', 'blob:'].includes(protocol)) {
        this.findings.push(`asked another host: ${request.url()}`);
      }
    });
    return this.page;
  }

  /** Somebody else at a browser of their own, logged in meanwhile: a walk's findings are one list. */
  async another() {
    const other = new Walker(this);
    other.findings = this.findings;
    await other.start();
    (this.others ??= []).push(other);
    return other;
  }

  /** The text in the walk's language. */
  say(zh, en) {
    return this.language === 'zh' ? zh : en;
  }

  async open(path) {
    await this.page.goto(this.server.origin + path);
    await this.page.locator('main h1').first().waitFor();
  }

  /** What the page asked for at its start is there. */
  async settled() {
    await this.page.locator('main :is(.el-skeleton, [aria-busy="true"])').first().waitFor({ state: 'detached' });
  }

  logIn(audience) {
    return this.logInAs(this.server.demo.logins[audience]);
  }

  async logInAs(login) {
    await this.open('/login');
    await this.page.getByLabel(this.say('电子邮箱', 'E-mail')).fill(login.email);
    await this.page.getByLabel(this.say('密码', 'Password')).fill(login.password);
    const button = this.page.locator('main form').getByRole('button', { name: this.say('登录', 'Log in') });
    // A busy server asks to be asked again, and so does the page: as a person would, the walk presses once more.
    for (let status = busy; status === busy; ) {
      const [answer] = await Promise.all([
        this.page.waitForResponse((each) => each.url().endsWith('/v1/sessions') && each.request().method() === 'POST'),
        button.click(),
      ]);
      status = answer.status();
    }
    await this.page.waitForURL((url) => url.pathname !== '/login');
  }

  async logOut() {
    await this.page.getByRole('button', { name: this.say('退出登录', 'Log out') }).click();
    await this.page.waitForURL((url) => !/^\/(agency|office|enterprise|operator|account)\b/.test(url.pathname));
  }

  /** A request with an audience's API key: what the other side of a walk does. */
  async call(audience, method, target, { body, etag, key } = {}) {
    const request = {
      method,
      headers: {
        ...(key === '' ? {} : { Authorization: `Bearer ${key ?? this.server.demo[audience]}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(method === 'POST' ? { 'Idempotency-Key': randomUUID() } : {}),
        ...(etag ? { 'If-Match': etag } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    };
    let answer = await fetch(this.server.origin + target, request);
    const end = Date.now() + patienceMs;
    while (answer.status === busy && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 1000 * Number(answer.headers.get('Retry-After') ?? 1)));
      answer = await fetch(this.server.origin + target, request);
    }
    const text = await answer.text();
    return {
      status: answer.status,
      etag: answer.headers.get('ETag') ?? '',
      body: text && answer.headers.get('Content-Type')?.includes('json') ? JSON.parse(text) : text,
    };
  }

  /** Stops at a page: a screenshot and axe's findings, in the light and the dark theme. */
  async stop(name) {
    ++this.stops;
    // The head stays at the top of the window: scrolled down, a picture of the whole page shows it in the middle.
    await this.page.evaluate(() => window.scrollTo(0, 0));
    for (const theme of ['light', 'dark']) {
      await this.#paint(theme);
      await this.page.screenshot({
        path: join(this.shots, `${this.name}-${name}-${this.language}-${theme}.png`),
        fullPage: true,
        animations: 'disabled',
      });
      await this.#inspect(`${name}, ${theme}`, theme === 'light' ? {} : { runOnly: rulesOfColour });
    }
    await this.#paint('light');
  }

  /** As if another tab had chosen: what is drawn, such as charts, follows too. */
  async #paint(theme) {
    await this.page.evaluate(async (newValue) => {
      document.documentElement.classList.toggle('dark', newValue === 'dark');
      window.dispatchEvent(new StorageEvent('storage', { key: 'talent.theme', newValue }));
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    }, theme);
  }

  async #inspect(where, rules) {
    if (!(await this.page.evaluate(() => 'axe' in window))) await this.page.evaluate(axe);
    const { violations } = await this.page.evaluate(
      (rules) => window.axe.run(document, { resultTypes: ['violations'], ...rules }),
      rules,
    );
    for (const violation of violations) {
      if (!grave.includes(violation.impact)) continue;
      const places = violation.nodes.map((node) => `${node.target.join(' ')} (${node.failureSummary})`);
      this.findings.push(`axe, ${where}: ${violation.id} (${violation.impact}) at ${places.slice(0, 4).join('; ')}`);
    }
  }

  /** Nothing of a message's key may be shown, and no English where Chinese is meant in menus and headings. */
  async checkTexts() {
    const text = await this.page.locator('body').innerText();
    const keys = text.match(/\b(?:menu|action|state|enums|fields|public|enterprise|agency|office|operator|integrator)\.[a-z_A-Z.]+/g);
    assert.deepEqual(keys, null, 'keys of messages are shown');
  }

  /** What is shown is no wider than the window, once a smaller window is laid out anew. */
  async fits(name) {
    await until(
      () => this.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
      `${name} is wider than the window`,
    );
  }

  async end() {
    for (const other of this.others ?? []) {
      this.stops += other.stops;
      await other.context.close();
    }
    await this.context.close();
  }
}
