// A server of our own with a demonstration market, on a free port of the loopback.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const build = process.env.TALENT_BUILD;
const listings = 2000;
const readyWithinMs = 60_000;

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** Made once for a build of talentctl and copied: loading it takes longer than a walk. */
function demonstration() {
  const kept = join(build, 'console-market');
  if (!existsSync(join(kept, 'demo.json'))) {
    const loading = `${kept}.loading`;
    rmSync(loading, { recursive: true, force: true });
    mkdirSync(loading, { recursive: true });
    const printed = execFileSync(join(build, 'talentctl'), ['demo', '--data', loading, '--listings', String(listings)], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    writeFileSync(join(loading, 'demo.json'), printed, { mode: 0o600 });
    rmSync(kept, { recursive: true, force: true });
    renameSync(loading, kept);
  }
  return kept;
}

/** `name`: of its log, in the build directory. `settings`: TOML besides the console's. */
export async function startServer(name, settings = '') {
  const data = mkdtempSync(join(tmpdir(), 'talent-console-'));
  cpSync(demonstration(), data, { recursive: true });
  const port = await freePort();
  const file = join(data, 'talentd.toml');
  writeFileSync(file, `[server]\nstatic_directory = ${JSON.stringify(join(build, 'console'))}\n${settings}`);
  const child = spawn(
    join(build, 'talentd'),
    ['serve', '--data', data, '--listen', `127.0.0.1:${port}`, '--config', file],
    { stdio: ['ignore', 'ignore', openSync(join(build, `console-server-${name}.log`), 'w')] },
  );
  const origin = `http://127.0.0.1:${port}`;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const until = Date.now() + readyWithinMs;
  for (;;) {
    const ready = await fetch(`${origin}/readyz`).catch(() => undefined);
    if (ready?.ok) break;
    if (Date.now() > until || child.exitCode !== null) throw new Error('The server did not become ready.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    origin,
    demo: JSON.parse(readFileSync(join(data, 'demo.json'), 'utf8')),
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}
