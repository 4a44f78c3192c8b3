// Whether journal, ledger and open data agree with one another. Everything is read over HTTP; what
// was awarded, contracted, invoiced and paid is reckoned from the journal's entries alone, and what
// the ledger and the OCDS records say is held against it. None of the server's code is used.
//
//   collect(market)        the three, as anybody entitled to them reads them
//   disagreements(three)   sentences; none: they agree
//   check_agreement(market)  both, and a control: tampered copies of the three must not agree
import assert from 'node:assert/strict';

import { Client, check_open_data } from './market.mjs';

// -- reading --

async function read_journal(reader) {
  const entries = [];
  for (let after = 0, head = Infinity; after < head;) {
    const page = await reader.get(`/v1/feed?after=${after}&limit=1000`);
    entries.push(...page.entries);
    ({ next: after, head } = page);
  }
  return entries;
}

/// Every account of these organisations, with its statement.
async function read_ledger(organisations) {
  const accounts = [];
  for (const each of organisations) {
    for (const account of await each.all('/v1/ledger/accounts')) {
      const path = `/v1/ledger/statement?account=${account.id}`;
      const { statement } = await each.get(`${path}&limit=1`);
      accounts.push({ ...account, statement, lines: await each.all(path) });
    }
  }
  return accounts;
}

async function read_records(server) {
  const anybody = new Client(server);
  while (!(await anybody.get('/v1/ocds')).caught_up) await new Promise((resolve) => { setTimeout(resolve, 20); });
  const records = [];
  for (let path = '/v1/ocds/records?limit=50'; path;) {
    const answer = await anybody.ask('GET', path);
    if (answer.status === 404) return []; // an empty package would not be valid
    records.push(...answer.document.records);
    const next = answer.document.links?.next;
    path = next && next.slice(next.indexOf('/v1/'));
  }
  return records;
}

export async function collect(market) {
  return {
    entries: await read_journal(market.operator),
    accounts: await read_ledger(market.people),
    records: await read_records(market.server),
  };
}

// -- reckoning --

/// Fen of an amount: "12.34" in the market's own documents, 12.34 in open data.
const fen = (money) => {
  if (money === undefined || money === null) return undefined;
  return typeof money.amount === 'number' ? Math.round(money.amount * 100)
    : Number(money.amount.replace('.', ''));
};
const sum = (numbers) => numbers.reduce((left, right) => left + right, 0);
const by = (items, member, value) => items.filter((each) => each[member] === value);

/// The newest state of each object, by its type, from the entries alone.
function objects_of(entries) {
  const objects = {};
  for (const entry of entries) {
    if (entry.withheld || !entry.after) continue;
    (objects[entry.object_type] ??= new Map()).set(entry.object_id, entry.after);
  }
  return (type) => [...(objects[type]?.values() ?? [])];
}

/// What each side's accounts of a contract must come to: services/delivery/ledger.hpp has the table
/// of accounts, docs/money.md the rules.
function balances_of(contract, objects) {
  const milestones = by(objects('milestone'), 'contract_id', contract.id);
  const invoices = by(objects('invoice'), 'contract_id', contract.id);
  const payments = sum(by(objects('payment'), 'contract_id', contract.id).map((each) => fen(each.amount)));
  const refunds = sum(by(objects('refund'), 'contract_id', contract.id).map((each) => fen(each.amount)));
  const of = (list, member) => sum(list.map((each) => fen(each[member])));
  const accepted = of(milestones, 'accepted_amount');
  const penalty = of(milestones, 'penalty_amount');
  const retained = of(milestones, 'retained_amount');
  const conceded = of(invoices, 'conceded_amount');
  const interest = of(invoices, 'posted_interest');
  const owed = accepted - penalty - retained + interest - payments - conceded;
  // Cut once, on what was accepted of each milestone in all.
  const fee = sum(milestones.map((each) => Math.floor(fen(each.accepted_amount) * contract.fee_basis_points / 10000)));
  return {
    [contract.buyer_id]: { expense: accepted - conceded - refunds, payable: -owed, cash: refunds - payments,
      retention: -retained, penalty: -penalty, interest },
    [contract.supplier_id]: { receivable: owed, revenue: fee - accepted + conceded + refunds, fee: -fee,
      cash: payments - refunds, retention: retained, penalty, interest: -interest },
  };
}

// -- holding against each other --

function* faults_of_journal(entries) {
  for (const [place, entry] of entries.entries()) {
    if (entry.sequence !== place + 1) {
      yield `the journal has ${entry.sequence} where ${place + 1} should be`;
      return;
    }
  }
}

function* faults_of_awards(objects, tender, release) {
  const made = by(objects('award'), 'tender_id', tender.id);
  const told = release.awards ?? [];
  if (told.length !== made.length) yield `${tender.number} has ${made.length} awards, the record ${told.length}`;
  for (const award of made) {
    const found = told.find((each) => each.id === award.id);
    if (!found) { yield `the award ${award.id} is not in the record`; continue; }
    if (fen(found.value) !== fen(award.price)) yield `the award ${award.id} has another value in the record`;
    const contract = by(objects('contract'), 'award_id', award.id).find((each) => each.in_force_at);
    const in_force = contract ?? by(objects('framework_agreement'), 'tender_id', tender.id)[0];
    const status = award.state !== 'standing' ? 'cancelled' : in_force ? 'active' : 'pending';
    if (found.status !== status) yield `the award ${award.id} should be ${status}, is ${found.status}`;
    if (contract && (contract.supplier_id !== award.supplier_id || fen(contract.original_price) !== fen(award.price)))
      yield `the contract ${contract.number} is not what was awarded`;
  }
}

function* faults_of_contracts(objects, tender, release) {
  const signed = by(objects('contract'), 'tender_id', tender.id).filter((each) => each.in_force_at);
  const told = release.contracts ?? [];
  if (told.length !== signed.length) yield `${tender.number} has ${signed.length} contracts, the record ${told.length}`;
  for (const contract of signed) {
    const found = told.find((each) => each.id === contract.id);
    if (!found) { yield `the contract ${contract.number} is not in the record`; continue; }
    if (fen(found.value) !== fen(contract.price)) yield `the contract ${contract.number} has another value in the record`;
    if (found.awardID !== contract.award_id) yield `the contract ${contract.number} has another award in the record`;
    const added = sum(by(objects('amendment'), 'contract_id', contract.id)
      .filter((each) => each.state === 'agreed')
      .flatMap((each) => each.added_milestones.map((one) => fen(one.amount))));
    if (fen(contract.original_price) + added !== fen(contract.price))
      yield `the contract ${contract.number} has another price than award and amendments give`;
    const worth = sum(by(objects('milestone'), 'contract_id', contract.id).map((each) => fen(each.amount)));
    if (worth !== fen(contract.price)) yield `the milestones of ${contract.number} are not its price`;
    yield* faults_of_payments(objects, contract, found.implementation?.transactions ?? []);
  }
}

function* faults_of_payments(objects, contract, told) {
  const payments = by(objects('payment'), 'contract_id', contract.id);
  if (told.length !== payments.length)
    yield `${contract.number} has ${payments.length} payments, the record ${told.length}`;
  for (const payment of payments) {
    const found = told.find((each) => each.id === payment.number);
    if (!found) yield `the payment ${payment.number} is not in the record`;
    else if (fen(found.value) !== fen(payment.amount)) yield `the payment ${payment.number} has another value in the record`;
  }
}

function* faults_of_invoices(objects) {
  for (const milestone of objects('milestone')) {
    const invoiced = sum(by(objects('invoice'), 'milestone_id', milestone.id).map((each) => fen(each.amount)));
    if (invoiced !== fen(milestone.invoiced_amount)) yield `the invoices of milestone ${milestone.id} are not what it says`;
    if (fen(milestone.invoiced_amount) > fen(milestone.payable_amount)) yield `milestone ${milestone.id} is invoiced beyond what is payable`;
    const accepted = sum(milestone.acceptances.map((each) => fen(each.amount)));
    if (accepted !== fen(milestone.accepted_amount)) yield `the acceptances of milestone ${milestone.id} are not what it says`;
  }
  for (const invoice of objects('invoice')) {
    const payments = by(objects('payment'), 'invoice_id', invoice.id);
    const principal = sum(payments.map((each) => fen(each.principal_amount)));
    const interest = sum(payments.map((each) => fen(each.interest_amount)));
    if (principal !== fen(invoice.paid_amount)) yield `the payments of ${invoice.number} are not what it says`;
    if (interest !== fen(invoice.paid_interest)) yield `the interest paid of ${invoice.number} is not what it says`;
    for (const each of payments) {
      if (fen(each.principal_amount) + fen(each.interest_amount) !== fen(each.amount))
        yield `the payment ${each.number} is not its parts`;
    }
    if (principal + fen(invoice.conceded_amount) > fen(invoice.amount)) yield `${invoice.number} is paid beyond its amount`;
  }
}

/// Transactions as the journal has them: each sums to zero, and so does each organisation's part.
function* faults_of_postings(objects, accounts) {
  const owner = new Map(accounts.map((each) => [each.id, each.organisation_id]));
  const posted = new Map();
  for (const transaction of objects('ledger')) {
    const books = new Map();
    for (const posting of transaction.postings) {
      if (!owner.has(posting.account_id)) yield `${posting.account_id} is an account that nobody reads`;
      const whose = owner.get(posting.account_id);
      books.set(whose, (books.get(whose) ?? 0) + fen(posting.amount));
      posted.set(posting.id, posting);
    }
    for (const [whose, total] of books) {
      if (total !== 0) yield `in transaction ${transaction.id} the part of ${whose} sums to ${total} fen`;
    }
  }
  const lines = accounts.flatMap((account) => account.lines.map((line) => ({ ...line, account_id: account.id })));
  if (lines.length !== posted.size) yield `the journal has ${posted.size} postings, the statements ${lines.length}`;
  for (const line of lines) {
    const found = posted.get(line.id);
    if (!found || fen(found.amount) !== fen(line.amount) || found.account_id !== line.account_id)
      yield `the posting ${line.id} is not in the journal as the statement has it`;
  }
  const total = sum(lines.map((each) => fen(each.amount)));
  if (total !== 0) yield `the postings sum to ${total} fen`;
}

function* faults_of_accounts(objects, accounts) {
  for (const account of accounts) {
    const total = sum(account.lines.map((each) => fen(each.amount)));
    if (fen(account.balance) !== total) yield `the account ${account.kind} of ${account.organisation_id} is not the sum of its lines`;
    if (fen(account.statement.closing_balance) !== total) yield `the statement of ${account.id} closes otherwise`;
  }
  const signed = objects('contract').filter((each) => each.in_force_at);
  const wanted = signed.flatMap((contract) => Object.entries(balances_of(contract, objects)).flatMap(
    ([organisation_id, kinds]) => Object.entries(kinds).map(
      ([kind, amount]) => ({ contract, organisation_id, kind, amount }))));
  if (wanted.length !== accounts.length) yield `there should be ${wanted.length} accounts, there are ${accounts.length}`;
  for (const { contract, organisation_id, kind, amount } of wanted) {
    const found = accounts.find((each) => each.contract_id === contract.id &&
      each.organisation_id === organisation_id && each.kind === kind);
    if (!found) yield `${contract.number} has no account ${kind} of ${organisation_id}`;
    else if (fen(found.balance) !== amount)
      yield `by the journal the account ${kind} of ${contract.number} is ${amount} fen, the ledger has ${fen(found.balance)}`;
  }
}

const record_statuses = { cancelled: 'cancelled', unsuccessful: 'unsuccessful', awarded: 'complete', contracted: 'complete' };

function* faults_of_records(objects, records) {
  const published = objects('tender').filter((each) => each.published_at);
  if (published.length !== records.length) yield `${published.length} tenders were published, there are ${records.length} records`;
  for (const tender of published) {
    const release = records.find((each) => each.compiledRelease.tender?.id === tender.id)?.compiledRelease;
    if (!release) { yield `${tender.number} has no record`; continue; }
    const status = record_statuses[tender.state] ?? 'active';
    if (release.tender.status !== status) yield `${tender.number} should be ${status}, is ${release.tender.status}`;
    yield* faults_of_awards(objects, tender, release);
    yield* faults_of_contracts(objects, tender, release);
  }
}

export function disagreements({ entries, accounts, records }) {
  const objects = objects_of(entries);
  return [
    ...faults_of_journal(entries),
    ...faults_of_invoices(objects),
    ...faults_of_postings(objects, accounts),
    ...faults_of_accounts(objects, accounts),
    ...faults_of_records(objects, records),
  ];
}

// -- the control --

const last = (list, holds) => [...list].reverse().find(holds);
const cent_more = (money) => {
  money.amount = typeof money.amount === 'number' ? money.amount + 0.01
    : ((Number(money.amount.replace('.', '')) + 1) / 100).toFixed(2);
};
const entry_of = (entries, type) => last(entries, (each) => !each.withheld && each.type === type);

/// One thing changed in a copy: true where there was something to change.
const tamperings = {
  'an entry is taken out of the journal': ({ entries }) => entries.splice(1, 1).length > 0,
  'a tender is not published in the journal': ({ entries }) => {
    const tenders = entries.filter((each) => each.object_type === 'tender' && each.after);
    for (const each of tenders) delete each.after.published_at;
    return tenders.length > 0;
  },
  'an award has another price in the journal': ({ entries }) => {
    const found = entry_of(entries, 'award.made');
    if (found) for (const each of entries.filter((one) => one.object_id === found.object_id)) cent_more(each.after.price);
    return found;
  },
  'a payment has another amount in the journal': ({ entries }) => {
    const found = entry_of(entries, 'payment.made');
    if (found) cent_more(found.after.amount);
    return found;
  },
  'a posting has another amount in the journal': ({ entries }) => {
    const found = entry_of(entries, 'ledger.posted');
    if (found) cent_more(found.after.postings[0].amount);
    return found;
  },
  'an account has another balance': ({ accounts }) => {
    if (accounts.length > 0) cent_more(accounts[0].balance);
    return accounts.length > 0;
  },
  'a line is moved from one account to another': ({ accounts }) => {
    const from = accounts.find((each) => each.lines.length > 0);
    const to = accounts.find((each) => each !== from);
    if (from) to.lines.push(from.lines.pop());
    return from;
  },
  'an award has another value in the record': ({ records }) => {
    const found = records.flatMap((each) => each.compiledRelease.awards ?? [])[0];
    if (found) cent_more(found.value);
    return found;
  },
  'a contract has another value in the record': ({ records }) => {
    const found = records.flatMap((each) => each.compiledRelease.contracts ?? [])[0];
    if (found) cent_more(found.value);
    return found;
  },
  'a payment is missing in the record': ({ records }) => {
    const found = records.flatMap((each) => each.compiledRelease.contracts ?? [])
      .find((each) => each.implementation?.transactions?.length > 0);
    return found?.implementation.transactions.pop();
  },
  'the record says that the tender runs otherwise': ({ records }) => {
    if (records.length > 0) records[0].compiledRelease.tender.status = 'planned';
    return records.length > 0;
  },
};

/// The three agree, and would not if any of them had been tampered with. `tampered_min`: how many
/// of the ways to tamper must have found something to change.
export async function check_agreement(market, { tampered_min, require: tags }) {
  const three = await collect(market);
  assert.deepEqual(disagreements(three), []);
  let tampered = 0;
  for (const [name, tamper] of Object.entries(tamperings)) {
    const copy = structuredClone(three);
    if (!tamper(copy)) continue;
    tampered += 1;
    assert.notDeepEqual(disagreements(copy), [], `nobody notices that ${name}`);
  }
  assert.ok(tampered >= tampered_min, `only ${tampered} copies could be tampered with`);
  const said = check_open_data(market, ...tags.flatMap((each) => ['--require', each]));
  const lines = sum(three.accounts.map((each) => each.lines.length));
  console.log(`  ${three.entries.length} entries, ${three.accounts.length} accounts with ${lines} lines and ` +
    `${three.records.length} records agree; ${tampered} tampered copies do not. ${said}`);
}
