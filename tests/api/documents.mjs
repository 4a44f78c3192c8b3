// Runs the commands of a document as they stand, in one shell, against a demonstration market as
// deploy/run makes it, at another address: every fenced block of sh and every indented one that
// begins with a command. A command that fails, or that is refused, ends it with 1.
//   node tests/api/documents.mjs README.md docs/procurement.md
// TALENT_BUILD names the folder of the programs (build).
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const build = resolve(repository, process.env.TALENT_BUILD ?? 'build');
const documented = 'http://127.0.0.1:8080';

/// The blocks with a command for a server, in their order.
export function blocks_of(text) {
  const fenced = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map((found) => ({ at: found.index, text: found[1] }));
  const indented = [...text.matchAll(/(?:^    .*\n)+/gm)]
    .map((found) => ({ at: found.index, text: found[0].replace(/^    /gm, '') }))
    .filter((block) => /^(curl|[A-Z_]+=\$\()/.test(block.text))
    .filter((block) => !fenced.some((other) => other.at < block.at && block.at < other.at + other.text.length));
  return [...fenced, ...indented].sort((left, right) => left.at - right.at).map((block) => block.text);
}

/// As in deploy/run: a market in data/, and the server; { address, end }.
async function serve_demonstration(folder) {
  const data = join(folder, 'data');
  mkdirSync(data);
  const made = spawnSync(join(build, 'talentctl'), ['demo', '--data', data, '--listings', '2000'], { encoding: 'utf8' });
  assert.equal(made.status, 0, made.stderr);
  writeFileSync(join(data, 'demo.json'), made.stdout, { mode: 0o600 });
  const server = spawn('setpriv', ['--pdeathsig', 'KILL', join(build, 'talentd'), 'serve', '--data', data,
    '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', openSync(join(folder, 'talentd.log'), 'a')] });
  // The folder may be removed only once nobody writes to it.
  const end = async () => {
    server.kill('SIGTERM');
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
  };
  const { value } = await createInterface({ input: server.stdout })[Symbol.asyncIterator]().next();
  return { address: `http://127.0.0.1:${value.match(/127\.0\.0\.1:(\d+)/)[1]}`, end };
}

function run_blocks(blocks, folder, address) {
  // Where a document leaves it out, a refusal fails the test all the same.
  const strict = 'set -euo pipefail\nshopt -s inherit_errexit\ncurl() { command curl --no-progress-meter --fail-with-body "$@"; }\n';
  const script = blocks.map((block, place) => `echo "== block ${place + 1}" >&2\n${block}\necho\n`).join('');
  return spawnSync('bash', ['-s'], { cwd: folder, encoding: 'utf8', input: strict + script.replaceAll(documented, address),
    env: { ...process.env, TALENT_NODE_MODULES: join(build, 'codes/node_modules') } });
}

const folder = mkdtempSync(join(tmpdir(), 'talent_documents_'));
const { address, end } = await serve_demonstration(folder);
symlinkSync(join(repository, 'tests'), join(folder, 'tests'));
let failed = false;
for (const name of process.argv.slice(2)) {
  const blocks = blocks_of(readFileSync(join(repository, name), 'utf8'));
  assert.ok(blocks.length > 0, `${name} has no commands`);
  const ran = run_blocks(blocks, folder, address);
  console.log(`${name}: ${blocks.length} blocks ${ran.status === 0 ? 'run' : 'FAIL'}.`);
  if (ran.status === 0) continue;
  failed = true;
  console.error(`${ran.stdout.slice(-4000)}\n${ran.stderr.slice(-4000)}`);
}
// The control: a command that is refused is noticed.
if (run_blocks([`curl ${documented}/v1/nothing`], folder, address).status === 0) {
  console.error('A command that is refused is not noticed.');
  failed = true;
}
await end();
rmSync(folder, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
