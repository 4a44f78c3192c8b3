-- Contracts, milestones, invoices, payments and the double-entry ledger. Money is fen.

CREATE TABLE contracts (
    id {id} NOT NULL PRIMARY KEY,
    number {code} NOT NULL,
    version {integer} NOT NULL,
    tender_id {id} NOT NULL,
    award_id {id} NOT NULL,
    buyer_id {id} NOT NULL,
    supplier_id {id} NOT NULL,
    region {code} NOT NULL,
    state {code} NOT NULL,
    state_reasons {long} NOT NULL,
    title {text} NOT NULL,
    terms {long} NOT NULL,
    text_version {integer} NOT NULL,
    original_price {integer} NOT NULL CHECK (original_price > 0),
    price {integer} NOT NULL CHECK (price >= original_price),
    fee_basis_points {integer} NOT NULL CHECK (fee_basis_points >= 0 AND fee_basis_points <= 10000),
    payment_terms {long} NOT NULL,
    milestones {long} NOT NULL,
    missed_clocks {long} NOT NULL,
    awarded_at {integer} NOT NULL,
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    signed_by_buyer_at {integer},
    signed_by_supplier_at {integer},
    in_force_at {integer},
    published_at {integer},
    filed_at {integer},
    suspended_at {integer},
    suspended_by {code},
    suspended_days {integer} NOT NULL CHECK (suspended_days >= 0),
    ended_at {integer},
    FOREIGN KEY (buyer_id) REFERENCES organisations (id),
    FOREIGN KEY (supplier_id) REFERENCES organisations (id)
) {table};

CREATE UNIQUE INDEX contracts_number ON contracts (number);

CREATE UNIQUE INDEX contracts_award ON contracts (award_id);

CREATE INDEX contracts_buyer ON contracts (buyer_id, id);

CREATE INDEX contracts_supplier ON contracts (supplier_id, id);

CREATE TABLE contract_amendments (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL,
    contract_id {id} NOT NULL,
    buyer_id {id} NOT NULL,
    supplier_id {id} NOT NULL,
    place {integer} NOT NULL CHECK (place > 0),
    state {code} NOT NULL,
    state_reasons {long} NOT NULL,
    proposed_by {code} NOT NULL,
    rationale {long} NOT NULL,
    terms {long},
    added_milestones {long} NOT NULL,
    moved_milestones {long} NOT NULL,
    earlier {long},
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    decided_at {integer},
    FOREIGN KEY (contract_id) REFERENCES contracts (id)
) {table};

CREATE UNIQUE INDEX contract_amendments_place ON contract_amendments (contract_id, place);

-- Nobody accepts more than a milestone is worth, nor invoices more than became payable of it.
CREATE TABLE milestones (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL,
    contract_id {id} NOT NULL,
    buyer_id {id} NOT NULL,
    supplier_id {id} NOT NULL,
    place {integer} NOT NULL CHECK (place > 0),
    title {text} NOT NULL,
    amount {integer} NOT NULL CHECK (amount >= 0),
    due_on {code} NOT NULL,
    state {code} NOT NULL,
    state_reasons {long} NOT NULL,
    evidence {long} NOT NULL,
    accepted_amount {integer} NOT NULL,
    penalty_amount {integer} NOT NULL CHECK (penalty_amount >= 0),
    retained_amount {integer} NOT NULL CHECK (retained_amount >= 0),
    payable_amount {integer} NOT NULL,
    invoiced_amount {integer} NOT NULL,
    acceptances {long} NOT NULL,
    releases {long} NOT NULL,
    inspection {long},
    paused_days {integer} NOT NULL,
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    submitted_at {integer},
    CHECK (accepted_amount >= 0 AND accepted_amount <= amount),
    CHECK (payable_amount = accepted_amount - penalty_amount - retained_amount),
    CHECK (invoiced_amount >= 0 AND invoiced_amount <= payable_amount),
    FOREIGN KEY (contract_id) REFERENCES contracts (id)
) {table};

CREATE UNIQUE INDEX milestones_place ON milestones (contract_id, place);

CREATE TABLE invoices (
    id {id} NOT NULL PRIMARY KEY,
    number {code} NOT NULL,
    version {integer} NOT NULL,
    contract_id {id} NOT NULL,
    milestone_id {id} NOT NULL,
    buyer_id {id} NOT NULL,
    supplier_id {id} NOT NULL,
    state {code} NOT NULL,
    amount {integer} NOT NULL CHECK (amount > 0),
    paid_amount {integer} NOT NULL CHECK (paid_amount >= 0),
    disputed_amount {integer} NOT NULL CHECK (disputed_amount >= 0),
    conceded_amount {integer} NOT NULL CHECK (conceded_amount >= 0),
    refunded_amount {integer} NOT NULL CHECK (refunded_amount >= 0),
    dispute_reasons {long} NOT NULL,
    disputed_at {integer},
    tax_invoice_number {code} NOT NULL,
    late_interest_ppm_per_day {integer} NOT NULL,
    posted_interest {integer} NOT NULL,
    paid_interest {integer} NOT NULL CHECK (paid_interest >= 0),
    interest_millionths {integer} NOT NULL,
    interest_until {integer},
    portions {long} NOT NULL,
    overdue_from {integer},
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    CHECK (paid_amount + disputed_amount + conceded_amount <= amount),
    CHECK (refunded_amount <= paid_amount),
    CHECK (paid_interest <= posted_interest),
    FOREIGN KEY (contract_id) REFERENCES contracts (id),
    FOREIGN KEY (milestone_id) REFERENCES milestones (id)
) {table};

CREATE UNIQUE INDEX invoices_number ON invoices (number);

CREATE INDEX invoices_contract ON invoices (contract_id, id);

CREATE INDEX invoices_overdue ON invoices (buyer_id, overdue_from);

CREATE TABLE payments (
    id {id} NOT NULL PRIMARY KEY,
    number {code} NOT NULL,
    version {integer} NOT NULL,
    contract_id {id} NOT NULL,
    invoice_id {id} NOT NULL,
    buyer_id {id} NOT NULL,
    supplier_id {id} NOT NULL,
    amount {integer} NOT NULL CHECK (amount > 0),
    interest_amount {integer} NOT NULL CHECK (interest_amount >= 0),
    principal_amount {integer} NOT NULL CHECK (principal_amount >= 0),
    days_to_pay {integer} NOT NULL,
    days_late {integer} NOT NULL,
    bank_reference {text} NOT NULL,
    created_at {integer} NOT NULL,
    CHECK (amount = interest_amount + principal_amount),
    FOREIGN KEY (invoice_id) REFERENCES invoices (id)
) {table};

CREATE UNIQUE INDEX payments_number ON payments (number);

CREATE INDEX payments_invoice ON payments (invoice_id, id);

CREATE INDEX payments_buyer ON payments (buyer_id, created_at);

CREATE TABLE refunds (
    id {id} NOT NULL PRIMARY KEY,
    number {code} NOT NULL,
    version {integer} NOT NULL,
    contract_id {id} NOT NULL,
    invoice_id {id} NOT NULL,
    buyer_id {id} NOT NULL,
    supplier_id {id} NOT NULL,
    amount {integer} NOT NULL CHECK (amount > 0),
    reason {long} NOT NULL,
    bank_reference {text} NOT NULL,
    created_at {integer} NOT NULL,
    FOREIGN KEY (invoice_id) REFERENCES invoices (id)
) {table};

CREATE UNIQUE INDEX refunds_number ON refunds (number);

CREATE INDEX refunds_invoice ON refunds (invoice_id, id);

CREATE TABLE ledger_accounts (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL,
    organisation_id {id} NOT NULL,
    contract_id {id} NOT NULL,
    kind {code} NOT NULL,
    created_at {integer} NOT NULL,
    FOREIGN KEY (organisation_id) REFERENCES organisations (id),
    FOREIGN KEY (contract_id) REFERENCES contracts (id)
) {table};

CREATE UNIQUE INDEX ledger_accounts_kind ON ledger_accounts (contract_id, organisation_id, kind);

CREATE INDEX ledger_accounts_organisation ON ledger_accounts (organisation_id, id);

CREATE TABLE ledger_postings (
    id {id} NOT NULL PRIMARY KEY,
    transaction_id {id} NOT NULL,
    account_id {id} NOT NULL,
    amount {integer} NOT NULL CHECK (amount <> 0),
    object_type {code} NOT NULL,
    object_id {id} NOT NULL,
    at {integer} NOT NULL,
    FOREIGN KEY (account_id) REFERENCES ledger_accounts (id)
) {table};

CREATE INDEX ledger_postings_account ON ledger_postings (account_id, id);

CREATE INDEX ledger_postings_transaction ON ledger_postings (transaction_id);
