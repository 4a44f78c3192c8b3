// Search as somebody would write it by hand who knows SQLite: one covering index for each filtered
// list, pairs of Han characters made by the application as FTS5 tokens with the city as a token
// among them, bodies kept as text. What must not be found (ended, or shown in one region only) is
// left out when it is filled, so no request pays for that.
//   node server.mjs FILE MARKET SKILLS    fills FILE from talentd's database MARKET where it is
//                                         not there yet, serves, prints its port
// SKILLS is schemas/codes/skills.tsv: the names of skills are text of a listing.
import Database from 'better-sqlite3';
import Fastify from 'fastify';
import { existsSync, readFileSync, renameSync } from 'node:fs';

const [file, market, skills] = process.argv.slice(2);

const han = /\p{Script=Han}/u;
function tokens(text) {
  const made = [];
  let last = '';
  let rest = '';
  for (const character of text.normalize('NFKC').toLowerCase()) {
    const isHan = han.test(character);
    if (last) made.push(isHan ? last + character : last);
    if (last && !isHan) made.push('_');
    last = isHan ? character : '';
    rest += isHan ? ' ' : character;
  }
  if (last) made.push(last);
  return made.concat(rest.match(/[a-z0-9]+/g) ?? []).join(' ');
}

function fill() {
  const names = new Map(readFileSync(skills, 'utf8').split('\n').map((line) => {
    const [code, chinese, english, , synonyms] = line.split('\t');
    return [code, [chinese, english, ...(synonyms ?? '').split('|')].join(' | ')];
  }));
  const from = new Database(market, { readonly: true });
  const to = new Database(`${file}.making`);
  to.pragma('journal_mode = OFF');
  to.exec(`CREATE TABLE listings (id INTEGER PRIMARY KEY, city TEXT, employment TEXT,
      published_at INTEGER, body TEXT) STRICT;
    CREATE VIRTUAL TABLE texts USING fts5(title, body, content='', tokenize="unicode61 tokenchars '_:'");
    BEGIN`);
  const insert = to.prepare('INSERT INTO listings VALUES (?, ?, ?, ?, ?)');
  const insertText = to.prepare('INSERT INTO texts (rowid, title, body) VALUES (?, ?, ?)');
  const rows = from.prepare(`SELECT * FROM demands WHERE state = 'published'
    AND scope = 'everywhere' AND expires_at > ?`);
  let id = 0;
  for (const row of rows.iterate(Date.now())) {
    const city = `${row.region.slice(0, 4)}00`;
    const skillNames = [row.skills_required, row.skills_preferred]
      .flatMap((list) => list.match(/[a-z0-9_]+/g) ?? []).map((code) => names.get(code) ?? '');
    const body = [row.work_content, row.conditions, row.place, row.employer_name, ...skillNames];
    insert.run(++id, city, row.employment, row.published_at, JSON.stringify(row));
    insertText.run(id, tokens(row.title), `${tokens(body.join(' | '))} city:${city}`);
  }
  to.exec(`COMMIT; CREATE INDEX by_filter ON listings (city, employment, published_at DESC, id);
    INSERT INTO texts (texts) VALUES ('optimize'); ANALYZE`);
  to.close();
  renameSync(`${file}.making`, file);
}

if (!existsSync(file)) fill();
const database = new Database(file, { readonly: true });
database.pragma('cache_size = -400000');
database.pragma('mmap_size = 4000000000');
const countListed = database.prepare(
  'SELECT count(*) FROM listings WHERE city = ? AND employment = ?').pluck();
const pageListed = database.prepare(`SELECT body FROM listings WHERE city = ? AND employment = ?
  ORDER BY published_at DESC, id LIMIT ?`).pluck();
const countFound = database.prepare('SELECT count(*) FROM texts WHERE texts MATCH ?').pluck();
const pageFound = database.prepare(`SELECT body FROM listings JOIN
  (SELECT rowid AS found FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?) ON id = found`).pluck();

function answer(reply, total, bodies) {
  reply.type('application/json');
  return `{"total":${total},"items":[${bodies.join(',')}]}`;
}

const server = Fastify();
server.get('/v1/search/demands', (request, reply) => {
  const { q, region, employment, limit } = request.query;
  if (!q) {
    reply.send(answer(reply, countListed.get(region, employment),
      pageListed.all(region, employment, Number(limit))));
    return;
  }
  // The last character alone stands only at a run's end.
  const pairs = tokens(q).split(' ').slice(0, -1).join(' ');
  const match = `"${pairs}" AND "city:${region}"`;
  reply.send(answer(reply, countFound.get(match), pageFound.all(match, Number(limit))));
});
await server.listen({ host: '127.0.0.1', port: 0 });
console.log(server.server.address().port);
