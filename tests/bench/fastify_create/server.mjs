// The bare row over HTTP: JSON in, one insert, JSON out, with group commit and synchronous=FULL. No
// validation, permission, journal or idempotency. node server.mjs DATABASE; prints its port.
import Database from 'better-sqlite3';
import Fastify from 'fastify';
import { randomUUID } from 'node:crypto';

const database = new Database(process.argv[2]);
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec(`CREATE TABLE listings (id TEXT PRIMARY KEY, version INTEGER, state TEXT, title TEXT,
  occupation TEXT, region TEXT, created_at INTEGER, body TEXT) STRICT`);
const insert = database.prepare('INSERT INTO listings VALUES (?, 1, ?, ?, ?, ?, ?, ?)');
const begin = database.prepare('BEGIN IMMEDIATE');
const commit = database.prepare('COMMIT');

// Whatever arrived in one turn of the event loop is committed together, then answered.
let waiting = [];
function commitGroup() {
  const group = waiting;
  waiting = [];
  begin.run();
  for (const { id, listing } of group)
    insert.run(id, 'draft', listing.title, listing.occupation, listing.region, Date.now(),
      JSON.stringify(listing));
  commit.run();
  for (const { id, listing, answer } of group) answer({ id, version: 1, state: 'draft', ...listing });
}

const server = Fastify();
server.post('/v1/demands', (request, reply) => new Promise((resolve) => {
  const id = randomUUID();
  reply.code(201).header('Location', `/v1/demands/${id}`).header('ETag', '"1"');
  waiting.push({ id, listing: request.body, answer: resolve });
  if (waiting.length === 1) setImmediate(commitGroup);
}));
await server.listen({ host: '127.0.0.1', port: 0 });
console.log(server.server.address().port);
