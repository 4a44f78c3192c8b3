// An outsider's check of a running server, from docs/audit.md alone: Node's own cryptography and none
// of the project's code. Fetches the newest signed head, every key, head and entry, recomputes the
// chain and verifies every signature. With a file of heads that were kept earlier, one answer of
// /v1/audit/head or /v1/audit/heads a line, each of them must still be among the server's.
//
//   node tests/api/audit_outsider.mjs http://127.0.0.1:8080 [API key] [--heads FILE]
//
// Prints one JSON line and ends with 0, or a sentence and 1; 2 where it was called otherwise.
import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

const nothing = "0".repeat(64);
const columns = {
  facts: ["at", "type", "object_type", "object_id", "object_version", "visible", "region",
    "actor_audience", "actor_organisation", "reason"],
  actor: ["parties", "actor_member", "actor_credential", "request_id"],
  before: ["before_state"],
  after: ["after_state"],
};

function netstrings(...texts) {
  return Buffer.concat(texts.map((text) => {
    const bytes = Buffer.from(String(text), "utf8");
    return Buffer.concat([Buffer.from(`${bytes.length}:`), bytes, Buffer.from(",")]);
  }));
}

const digest = (...texts) => createHash("sha256").update(netstrings(...texts)).digest("hex");

function isSigned(publicKey, statement, signature) {
  const prefix = Buffer.from("302a300506032b6570032100", "hex"); // RFC 8410: an Ed25519 key in DER
  const key = createPublicKey({ key: Buffer.concat([prefix, Buffer.from(publicKey, "hex")]),
    format: "der", type: "spki" });
  return verify(null, statement, key, Buffer.from(signature, "hex"));
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

function readCall() {
  try {
    const { values, positionals } = parseArgs(
      { options: { heads: { type: "string" } }, allowPositionals: true });
    const [server, key] = positionals;
    if (positionals.length < 1 || positionals.length > 2) throw new Error("one address is needed");
    if (!/^https?:$/.test(new URL(server).protocol)) throw new Error(`${server} is no HTTP address`);
    return { address: server.replace(/\/$/, ""), bearer: key, headsFile: values.heads };
  } catch (fault) {
    console.error(`Usage: audit_outsider.mjs http://HOST:PORT [API key] [--heads FILE] (${fault.message})`);
    return process.exit(2);
  }
}

const { address, bearer, headsFile } = readCall();

async function get(path) {
  const answer = await fetch(address + path,
    { headers: bearer ? { authorization: `Bearer ${bearer}` } : {} })
    .catch((fault) => fail(`${address} does not answer: ${fault.cause?.message ?? fault.message}`));
  if (answer.status !== 200) fail(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

async function getPages(path) {
  const items = [];
  for (let next = path; next;) {
    const page = await get(next);
    items.push(...page.items);
    next = page.next ? `${path}?cursor=${encodeURIComponent(page.next)}` : "";
  }
  return items;
}

const headStatement = (head) => netstrings("talent-journal-head-1", head.origin, head.sequence,
  head.previous_sequence, head.hash, Date.parse(head.at), head.public_key);
const keyStatement = (key) => netstrings("talent-journal-key-1", key.origin, key.number,
  key.public_key, Date.parse(key.at), key.endorsed_by);

function checkKeys(keys) {
  const believed = new Set();
  for (const key of keys) {
    const first = believed.size === 0 && key.endorsed_by === key.public_key;
    const endorsed = first || believed.has(key.endorsed_by);
    if (!endorsed || !isSigned(key.endorsed_by, keyStatement(key), key.signature))
      fail(`Key ${key.number} is not endorsed.`);
    believed.add(key.public_key);
  }
  return believed;
}

function checkHeads(heads, believed) {
  let previous = 0;
  for (const head of heads) {
    if (!believed.has(head.public_key)) fail(`Head ${head.sequence} has an unknown key.`);
    if (!headStatement(head).equals(Buffer.from(head.statement)))
      fail(`Head ${head.sequence} does not say what it is said to say.`);
    if (!isSigned(head.public_key, headStatement(head), head.signature))
      fail(`The signature of head ${head.sequence} is wrong.`);
    if (head.previous_sequence !== previous) fail(`A head before ${head.sequence} is missing.`);
    previous = head.sequence;
  }
}

function readKept(file) {
  try {
    return readFileSync(file, "utf8").split("\n").filter(Boolean)
      .map((line) => JSON.parse(line)).flatMap((said) => said.items ?? [said]);
  } catch (fault) {
    return fail(`The heads kept in ${file} cannot be read: ${fault.message}`);
  }
}

// What the server signed once it must show for ever, or it has signed another history since.
function checkKept(kept, heads, believed) {
  const served = new Map(heads.map((head) => [head.sequence, head]));
  for (const head of kept) {
    if (!believed.has(head.public_key) || !isSigned(head.public_key, headStatement(head), head.signature))
      fail(`The signature of the kept head ${head.sequence} is wrong.`);
    if (served.get(head.sequence)?.signature !== head.signature)
      fail(`The kept head ${head.sequence} is not among the server's any more.`);
  }
}

// What was opened must be what the digest was made of; returns how many parts were.
function checkContent(entry) {
  if (entry.withheld) return 0;
  let opened = 0;
  for (const name of Object.keys(columns)) {
    const part = entry.parts[name];
    if (part.salt === undefined) continue;
    const values = columns[name].map((column) => part.values[column]);
    if (digest("talent-part-1", name, part.salt, ...values) !== part.sha256)
      fail(`Part ${name} of entry ${entry.sequence} is not what was recorded.`);
    opened += 1;
  }
  const parts = Object.keys(columns).map((name) => entry.parts[name].sha256);
  if (digest("talent-content-1", ...parts) !== entry.content_sha256)
    fail(`The parts of entry ${entry.sequence} are not its content.`);
  return opened;
}

const newest = await get("/v1/audit/head");
const heads = await getPages("/v1/audit/heads");
const believed = checkKeys(await getPages("/v1/audit/keys"));
checkHeads(heads, believed);
const kept = headsFile === undefined ? [] : readKept(headsFile);
checkKept(kept, heads, believed);
const expected = new Map([...heads, newest].map((head) => [head.sequence, head.hash]));
let at = { sequence: 0, hash: nothing };
let origin = "";
const seen = { entries: 0, withheld: 0, parts: 0, heads: heads.length, kept: kept.length };
while (at.sequence < newest.sequence) {
  const page = await get(`/v1/audit/entries?after=${at.sequence}&limit=200`);
  if (page.entries.length === 0) fail(`The journal ends at entry ${at.sequence}.`);
  for (const entry of page.entries) {
    if (entry.sequence !== at.sequence + 1) fail(`Entry ${at.sequence + 1} is missing.`);
    const hash = digest("talent-entry-1", at.hash, entry.sequence, entry.content_sha256);
    if (hash !== entry.hash) fail(`Entry ${entry.sequence} does not match its hash.`);
    seen.parts += checkContent(entry);
    seen.withheld += entry.withheld ? 1 : 0;
    seen.entries += 1;
    if (entry.sequence === 1) origin = hash;
    if ((expected.get(entry.sequence) ?? hash) !== hash)
      fail(`The signed head of entry ${entry.sequence} has another hash.`);
    at = { sequence: entry.sequence, hash };
  }
}
if (newest.origin !== origin) fail("The head is of another installation.");
console.log(JSON.stringify({ ...seen, sequence: newest.sequence, hash: newest.hash,
  public_key: newest.public_key }));
