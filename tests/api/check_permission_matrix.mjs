// Compares the permission matrix with the routes, audiences and roles of a server just built, as its
// own description gives them: node check_permission_matrix.mjs TALENTD MATRIX. Ends non-zero, with a
// line for each that is missing or too much.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [talentd, matrixFile] = process.argv.slice(2);
const verbs = ['get', 'post', 'put', 'patch', 'delete'];

function describe() {
  const data = mkdtempSync(join(tmpdir(), 'talent_routes_'));
  const server = spawn(talentd, ['serve', '--data', data, '--listen', '127.0.0.1:0'],
    { stdio: ['ignore', 'pipe', 'ignore'] });
  return new Promise((resolve, reject) => {
    server.on('exit', () => reject(new Error('the server ended before it described itself')));
    server.stdout.once('data', async (line) => {
      const [, port] = /127\.0\.0\.1:(\d+)/.exec(line) ?? [];
      try {
        resolve(await (await fetch(`http://127.0.0.1:${port}/openapi.json`)).json());
      } catch (fault) {
        reject(fault);
      }
    });
  }).finally(() => {
    server.removeAllListeners('exit');
    server.on('exit', () => rmSync(data, { recursive: true, force: true }));
    server.kill();
  });
}

function difference(what, served, written) {
  return [
    ...served.filter((each) => !written.includes(each)).map((each) => `${what} without a place: ${each}`),
    ...written.filter((each) => !served.includes(each)).map((each) => `no such ${what}: ${each}`),
  ];
}

const lines = readFileSync(matrixFile, 'utf8').split('\n').filter(Boolean);
const roles = lines.filter((line) => line.startsWith('# role ')).map((line) => line.split(' ')[3]);
const table = lines.filter((line) => !line.startsWith('#')).map((line) => line.split('\t'));
const [header, ...rows] = table;
const audiences = header.slice(1, -1);

const description = await describe();
const served = Object.entries(description.paths).flatMap(([path, operations]) =>
  verbs.filter((verb) => verb in operations).map((verb) => `${verb.toUpperCase()} ${path}`));
const key = description.components.schemas.api_key.properties;

const faults = [
  ...difference('route', served, rows.map(([route]) => route)),
  ...difference('audience', key.audience.enum, audiences),
  ...difference('role', key.roles.items.enum, roles),
  ...rows.filter((row) => row.length !== header.length).map(([route]) => `row of the wrong length: ${route}`),
];
for (const fault of faults) console.error(`tests/api/permission_matrix.tsv: ${fault}`);
process.exitCode = faults.length === 0 ? 0 : 1;
