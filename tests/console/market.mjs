// Who takes part in a demonstration market: every member of it shares one password, so that a walk can speak for
// whoever stands on the other side of what it finds there. Which organisation has what depends on the day.
import { randomUUID } from 'node:crypto';

const most = 99;

/** The day so many days ahead. */
export const dayIn = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const emailOf = (kind, at) => `admin@${kind}${String(at).padStart(4, '0')}.demo.example`;

/** Calls in a session of its own; undefined where nobody has this address. */
async function session({ server }, email) {
  const { origin, demo } = server;
  const { password } = demo.logins.agency;
  const answer = await fetch(`${origin}/v1/sessions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (answer.status !== 201) return undefined;
  const { organisation_id: id, csrf_token: token } = await answer.json();
  const cookie = answer.headers.get('Set-Cookie').split(';')[0];
  const call = async (method, target, { body, etag } = {}) => {
    const done = await fetch(origin + target, {
      method,
      headers: {
        Cookie: cookie,
        'X-CSRF-Token': token,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(method === 'POST' ? { 'Idempotency-Key': randomUUID() } : {}),
        ...(etag ? { 'If-Match': etag } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await done.text();
    const isJson = done.headers.get('Content-Type')?.includes('json');
    return { status: done.status, etag: done.headers.get('ETag') ?? '', body: text && isJson ? JSON.parse(text) : text };
  };
  const must = async (method, target, how) => {
    const done = await call(method, target, how);
    if (done.status >= 300) throw new Error(`${email}: ${method} ${target}: ${done.status} ${JSON.stringify(done.body)}`);
    return done.body;
  };
  return { id, login: { email, password }, call, must };
}

/** One by one, in the order of their numbers. */
async function* everybody(walker, kind) {
  const known = ((walker.members ??= {})[kind] ??= []);
  for (let at = 1; at <= most; ++at) {
    const found = (known[at] ??= await session(walker, emailOf(kind, at)));
    if (!found) return;
    yield found;
  }
}

export const agencies = (walker) => everybody(walker, 'a');
export const offices = (walker) => everybody(walker, 'g');
export const operator = (walker) => session(walker, 'admin@operator.demo.example');
/** Of a city; the first operator, of the province, is the one above. */
export const operatorOf = (walker, region) => session(walker, `admin@operator-${region}.demo.example`);
export const supervisor = (walker) => session(walker, 'admin@f0001.demo.example');

export async function memberOf(members, organisation) {
  for await (const member of members) if (member.id === organisation) return member;
  return undefined;
}

/** All of a list, page by page. */
export async function listOf(member, target) {
  const items = [];
  const mark = target.includes('?') ? '&' : '?';
  for (let cursor = ''; cursor !== undefined; ) {
    const page = await member.must('GET', `${target}${mark}limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    items.push(...page.items);
    cursor = page.next ?? undefined;
  }
  return items;
}

/** The standing award of an office's tender that may be contracted now, as a contract that its office has signed. */
async function contractOfAward(walker, supplier) {
  for (const bid of await listOf(supplier, '/v1/bids')) {
    const tender = (await supplier.call('GET', `/v1/tenders/${bid.tender_id}`)).body;
    const award = tender.awards?.find((each) => each.bid_id === bid.id && each.state === 'standing');
    if (!award || tender.phase !== 'standstill_over') continue;
    const buyer = await memberOf(offices(walker), tender.buyer_id);
    const contract = await buyer?.must('POST', `/v1/awards/${award.id}/contract`, {
      etag: `"${award.version}"`,
      body: {
        terms: '乙方按采购文件与投标承诺提供服务，甲方按里程碑验收并付款。',
        milestones: [
          { title: '上半年服务', percent_basis_points: 5000, due_on: dayIn(180) },
          { title: '下半年服务', percent_basis_points: 5000, due_on: dayIn(360) },
        ],
      },
    });
    return contract && { contract, supplier, buyer };
  }
  return undefined;
}

/** A contract that its office has signed and its agency has not; made of an award where there is none. */
export async function contractToSign(walker) {
  for await (const supplier of agencies(walker)) {
    for (const contract of await listOf(supplier, '/v1/contracts')) {
      if (!['signed_by_buyer', 'draft'].includes(contract.state)) continue;
      const buyer = await memberOf(offices(walker), contract.buyer_id);
      if (buyer) return signed({ contract, supplier, buyer });
    }
  }
  for await (const supplier of agencies(walker)) {
    const made = await contractOfAward(walker, supplier);
    if (made) return signed(made);
  }
  throw new Error('The demonstration has neither a contract to sign nor an award to contract.');
}

async function signed({ contract, supplier, buyer }) {
  if (contract.state !== 'draft') return { contract, supplier, buyer };
  const { etag } = await buyer.call('GET', `/v1/contracts/${contract.id}`);
  return { contract: await buyer.must('POST', `/v1/contracts/${contract.id}/sign`, { etag }), supplier, buyer };
}
