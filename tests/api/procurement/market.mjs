// A market of one's own for a scenario: a server whose clock the scenario moves on, on SQLite or
// MariaDB, and the organisations in it, each with a client that speaks for it over HTTP.
//
// TALENT_BUILD names the folder of the programs (build), TALENT_TEST_MARIADB a database server:
// without it only SQLite is tested.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const build = resolve(here, '../../..', process.env.TALENT_BUILD ?? 'build');
const clients = join(here, '../../client');
const password = 'correct horse battery staple';
export const region = '330100'; // 杭州市

export const yuan = (amount) => ({ amount, currency: 'CNY' });
export const sha256Of = (letter) => letter.repeat(64);

/// The unified social credit code of that serial number: GB 32100's check digit.
export function creditCode(serial, prefix = `91${region}`) {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const code = prefix + String(serial).padStart(17 - prefix.length, '0');
  let sum = 0;
  [...code].forEach((character, place) => { sum += alphabet.indexOf(character) * (3 ** place % 31); });
  return code + alphabet[(31 - (sum % 31)) % 31];
}

// -- speaking with the server --

/// An answer that was expected to be a refusal: the problem's name, as docs/problems has it.
export const problemOf = (answer) => answer.document?.type?.replace('/problems/', '');
export const pointersOf = (answer) => (answer.document?.errors ?? []).map((each) => each.pointer);

export class Client {
  constructor(server, key) {
    this.server = server;
    this.key = key;
  }

  /// Whatever comes: { status, document, text, headers }.
  async ask(method, path, body, headers = {}) {
    const answered = await fetch(this.server + path, {
      method,
      headers: {
        ...(this.key ? { Authorization: `Bearer ${this.key}` } : {}),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answered.text();
    const is_json = /json/.test(answered.headers.get('content-type') ?? '');
    return { status: answered.status, text, document: is_json ? JSON.parse(text) : undefined,
      headers: answered.headers };
  }

  /// The same, and the document of the success that it must be.
  async done(method, path, body, headers) {
    const answer = await this.ask(method, path, body, headers);
    assert.ok(answer.status < 300, `${method} ${path} answered ${answer.status} ${answer.text}`);
    return answer.document;
  }

  get(path) { return this.done('GET', path); }
  post(path, body, headers) { return this.done('POST', path, body, headers); }
  /// With a random idempotency key, as bids and payments need one.
  once(path, body) { return this.post(path, body, { 'Idempotency-Key': randomUUID() }); }

  /// A step on an object as it stands: its version is read first, where one may read it.
  async try_step(path, step, body) {
    const read = await this.ask('GET', path);
    return this.ask('POST', `${path}/${step}`, body, { 'If-Match': `"${read.document?.version ?? 1}"` });
  }
  async step(path, step, body) {
    const answer = await this.try_step(path, step, body);
    assert.ok(answer.status < 300, `${step} of ${path} answered ${answer.status} ${answer.text}`);
    return answer.document;
  }

  /// Every item of a list, page by page.
  async all(path) {
    const items = [];
    for (let cursor = ''; cursor !== null;) {
      const page = await this.get(
        `${path}${path.includes('?') ? '&' : '?'}limit=200${cursor && `&cursor=${cursor}`}`);
      items.push(...page.items);
      cursor = page.next;
    }
    return items;
  }
}

/// The reference client (tests/client), as a bidder or officer would run it; its JSON.
export function run_client(program, ...words) {
  const ran = spawnSync(process.execPath, [join(clients, program), ...words.map(String)], {
    encoding: 'utf8',
    env: { ...process.env, TALENT_NODE_MODULES: join(build, 'codes/node_modules') },
  });
  assert.equal(ran.status, 0, `${program} ${words.join(' ')} said: ${ran.stderr}`);
  return JSON.parse(ran.stdout);
}

/// The check of the open data by the official schema, with a merge of its own (tests/api/ocds_check).
export function check_open_data(market, ...words) {
  const ran = spawnSync(join(here, '../ocds_check'), [market.server, ...words], { encoding: 'utf8' });
  assert.equal(ran.status, 0, `ocds_check said: ${ran.stderr}`);
  return ran.stdout.trim();
}

// -- the market --

/// The clients of one organisation: as its administrator, and as persons with a key each.
class Participant extends Client {
  constructor(market, id, name, key) {
    super(market.server, key);
    this.id = id;
    this.name = name;
  }
  /// A key that one person has to themselves: { id, client }.
  async person(name) {
    const made = await this.post('/v1/api_keys', { name, roles: ['manager'] });
    return { id: made.api_key.id, client: new Client(this.server, made.secret) };
  }
}

export class Market {
  static async start(engine) {
    const market = new Market();
    market.engine = engine;
    market.folder = mkdtempSync(join(tmpdir(), 'talent_scenario_'));
    market.location = ['--data', market.folder];
    if (engine === 'MariaDB') market.location.push('--database', database_url());
    market.ahead = 0; // milliseconds by which the server's clock is ahead
    market.people = [];
    const key = market.found_operator();
    await market.serve();
    // It is noon in Shanghai, so that no midnight falls between two requests.
    const now = new Date();
    await market.pass({ hours: 24 + 4 - now.getUTCHours() - now.getUTCMinutes() / 60 });
    market.operator = new Participant(market, undefined, '人才集团', key);
    return market;
  }

  found_operator() {
    const file = join(this.folder, 'operator_password');
    writeFileSync(file, `${password}\n`);
    const ran = this.talentctl('operator', '--name', '人才集团', '--credit-code', creditCode(9, '91330000'),
      '--region', '330000', '--administrator', '管理员', '--legal-representative', '王立',
      '--phone', '0571-85000000', '--address', '庆春路 1 号', '--email', 'operator@example.cn',
      '--password-file', file);
    return ran.match(/tp_live_[^\s"]+/)[0];
  }

  talentctl(...words) {
    const ran = spawnSync(join(build, 'talentctl'), [...words, ...this.location], { encoding: 'utf8' });
    assert.equal(ran.status, 0, `talentctl ${words[0]} said: ${ran.stderr}`);
    return ran.stdout;
  }

  async serve() {
    // Receivers of webhooks are on this machine.
    const configuration = join(this.folder, 'talentd.toml');
    writeFileSync(configuration, '[notices]\nlocal_targets = "allowed"\n');
    const log = openSync(join(this.folder, 'talentd.log'), 'a');
    // setpriv: a scenario that is killed leaves no server behind.
    this.process = spawn('setpriv', ['--pdeathsig', 'KILL', join(build, 'timed_talentd'), 'serve',
      '--config', configuration, ...this.location], { stdio: ['pipe', 'pipe', log] });
    this.lines = createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
    this.server = `http://127.0.0.1:${(await this.next_line()).match(/:(\d+)\s*$/)[1]}`;
  }

  async next_line() {
    const { value, done } = await this.lines.next();
    assert.ok(!done, `the server ended: ${readFileSync(join(this.folder, 'talentd.log'), 'utf8')}`);
    return value;
  }

  /// Lets this much time pass.
  async pass({ days = 0, hours = 0 }) {
    const milliseconds = Math.round((days * 24 + hours) * 3_600_000);
    this.process.stdin.write(`${milliseconds}\n`);
    await this.next_line();
    this.ahead += milliseconds;
  }
  /// RFC 3339, so far ahead of the server's clock.
  in({ days = 0, hours = 0 }) {
    return new Date(Date.now() + this.ahead + (days * 24 + hours) * 3_600_000).toISOString();
  }
  /// The same as a day.
  day({ days }) { return this.in({ days }).slice(0, 10); }

  /// Stops the server and has the operator's own tool verify journal and ledger.
  async stop() {
    const ended = new Promise((resolve) => { this.process.once('exit', resolve); });
    this.process.kill('SIGTERM');
    await ended;
    this.talentctl('verify');
    rmSync(this.folder, { recursive: true });
  }

  // -- who is in it --

  office(name, serial) { return this.join({ kind: 'government_office', name, serial }); }
  agency(name, serial) {
    return this.join({ kind: 'agency', name, serial, capabilities: ['hr_company'] });
  }
  university(name, serial) {
    return this.join({ kind: 'agency', name, serial, capabilities: ['university'] });
  }

  /// Registers, logs in once to make an API key, submits itself, and is verified by the operator.
  async join({ kind, name, serial, capabilities = [], test = false }) {
    const anybody = new Client(this.server);
    const email = `admin${serial}${test ? 'test' : ''}@example.cn`;
    const registered = await anybody.post('/v1/organisations', {
      organisation: {
        kind, name, region, capabilities,
        credit_code: creditCode(serial),
        legal_representative: `代表${serial}`,
        phone: `0571-8800${1000 + serial}`,
        address: `文三路${serial}号`,
        ...(test ? { test: true } : {}),
      },
      administrator: { name: '管理员', email, password },
    });
    const login = await anybody.ask('POST', '/v1/sessions', { email, password });
    assert.equal(login.status, 201, login.text);
    const key = await anybody.post('/v1/api_keys',
      { name: 'integration', roles: ['administrator', 'manager', 'finance'] },
      { Cookie: login.headers.get('set-cookie').split(';')[0], 'X-CSRF-Token': login.document.csrf_token });
    const joined = new Participant(this, registered.id, name, key.secret);
    const path = `/v1/organisations/${joined.id}`;
    await joined.step(path, 'submit');
    await this.operator.step(path, 'verify');
    this.people.push(joined);
    return joined;
  }
}

function database_url() {
  const name = `talent_scenario_${process.pid}_${randomBytes(4).toString('hex')}`;
  const server = process.env.TALENT_TEST_MARIADB;
  const socket = server.indexOf('?socket=');
  return socket < 0 ? server.replace(/[^/]*$/, name)
    : server.slice(0, server.lastIndexOf('@', socket) + 1) + name + server.slice(socket);
}

// -- scenarios --

let steps_told = 0;
/// What happens next, in a sentence; the last one told is where a scenario failed.
export function tell(sentence) {
  steps_told += 1;
  console.log(`  ${steps_told}. ${sentence}`);
}

/// Runs a scenario in a market of its own on each database; ends the program with 1 where it fails.
export async function scenario(title, run) {
  const engines = process.env.TALENT_TEST_MARIADB ? ['SQLite', 'MariaDB'] : ['SQLite'];
  if (engines.length === 1) console.log('TALENT_TEST_MARIADB is not set: MariaDB is left out.');
  for (const engine of engines) {
    console.log(`${title}, on ${engine}`);
    steps_told = 0;
    const market = await Market.start(engine);
    try {
      await run(market);
      await market.stop();
    } catch (fault) {
      console.error(`Failed at step ${steps_told} on ${engine}: ${fault.stack}`);
      market.process.kill('SIGKILL');
      process.exit(1);
    }
  }
  console.log('It holds.');
}

/// Inboxes and clocks follow the journal.
export async function holds_soon(condition) {
  for (let tries = 0; tries < 1500; ++tries) {
    if (await condition()) return;
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
  throw new Error(`never: ${condition}`);
}

/// The inbox has a notice of each of these types, once, that leads to the thing at that path.
export async function is_told(who, path, types) {
  const notices = async () => (await who.all('/v1/inbox'))
    .filter((one) => types.includes(one.type) && path.endsWith(`/${one.object_type}s/${one.object_id}`));
  await holds_soon(async () => (await notices()).length >= types.length);
  assert.deepEqual((await notices()).map((one) => one.type).sort(), [...types].sort());
  await who.get(path);
}

export async function expect_refusal(answering, problem, ...pointers) {
  const answer = await answering;
  assert.ok(answer.status >= 400, `expected ${problem}, was answered ${answer.status} ${answer.text}`);
  assert.equal(problemOf(answer), problem, answer.text);
  if (pointers.length > 0) assert.deepEqual(pointersOf(answer), pointers, answer.text);
  return answer;
}
