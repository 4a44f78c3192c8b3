-- Projects of the general contractor, their work packages and what was paid for them. Money is fen.

CREATE TABLE projects (
    id {id} NOT NULL PRIMARY KEY,
    number {code} NOT NULL,
    version {integer} NOT NULL,
    contract_id {id} NOT NULL,
    live_key {id},
    contractor_id {id} NOT NULL,
    buyer_id {id} NOT NULL,
    region {code} NOT NULL,
    state {code} NOT NULL,
    state_reasons {long} NOT NULL,
    title {text} NOT NULL,
    contract_price {integer} NOT NULL CHECK (contract_price > 0),
    fee {integer} CHECK (fee >= 0),
    fee_cap_basis_points {integer} NOT NULL CHECK (fee_cap_basis_points >= 0),
    kept_cap_basis_points {integer} NOT NULL CHECK (kept_cap_basis_points >= 0),
    margin {integer} NOT NULL CHECK (margin >= 0),
    evidence {long} NOT NULL,
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    started_at {integer},
    ended_at {integer},
    FOREIGN KEY (contract_id) REFERENCES contracts (id),
    FOREIGN KEY (contractor_id) REFERENCES organisations (id),
    FOREIGN KEY (buyer_id) REFERENCES organisations (id)
) {table};

CREATE UNIQUE INDEX projects_number ON projects (number);

-- One live project a contract; an abandoned one has no key.
CREATE UNIQUE INDEX projects_live ON projects (live_key);

CREATE INDEX projects_contractor ON projects (contractor_id, id);

CREATE INDEX projects_buyer ON projects (buyer_id, id);

-- Nobody is paid more than the price of what was accepted.
CREATE TABLE work_packages (
    id {id} NOT NULL PRIMARY KEY,
    number {code} NOT NULL,
    version {integer} NOT NULL,
    project_id {id} NOT NULL,
    contract_id {id} NOT NULL,
    contractor_id {id} NOT NULL,
    buyer_id {id} NOT NULL,
    user_organisation_id {id} NOT NULL,
    state {code} NOT NULL,
    state_reasons {long} NOT NULL,
    title {text} NOT NULL,
    category {code} NOT NULL,
    region {code} NOT NULL,
    deliverable {long} NOT NULL,
    acceptance_standard {long} NOT NULL,
    due_on {code} NOT NULL,
    price {integer} NOT NULL CHECK (price > 0),
    payment_calendar_days {integer} NOT NULL CHECK (payment_calendar_days > 0),
    owner_id {id},
    sourcing {code},
    offering_id {id},
    order_id {id},
    tender_id {id},
    award_id {id},
    justification {long} NOT NULL,
    evidence {long},
    owner_changes {long} NOT NULL,
    delivered {long} NOT NULL,
    note {long} NOT NULL,
    licence_number {text} NOT NULL,
    accepted_by_silence {integer} NOT NULL CHECK (accepted_by_silence IN (0, 1)),
    inspection {long},
    payment_clock {long},
    paid_amount {integer} NOT NULL CHECK (paid_amount >= 0),
    posted_interest {integer} NOT NULL,
    paid_interest {integer} NOT NULL CHECK (paid_interest >= 0),
    interest_millionths {integer} NOT NULL,
    interest_until {integer},
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    sourced_at {integer},
    delivered_at {integer},
    accepted_at {integer},
    CHECK (paid_amount <= price),
    CHECK (paid_amount = 0 OR accepted_at IS NOT NULL),
    CHECK (paid_interest <= posted_interest),
    FOREIGN KEY (project_id) REFERENCES projects (id),
    FOREIGN KEY (user_organisation_id) REFERENCES organisations (id)
) {table};

CREATE UNIQUE INDEX work_packages_number ON work_packages (number);

CREATE INDEX work_packages_project ON work_packages (project_id, id);

CREATE INDEX work_packages_contract ON work_packages (contract_id, id);

CREATE INDEX work_packages_owner ON work_packages (owner_id, project_id);

-- An order or an award stands behind one package.
CREATE UNIQUE INDEX work_packages_order ON work_packages (order_id);

CREATE UNIQUE INDEX work_packages_award ON work_packages (award_id);

CREATE TABLE work_package_payments (
    id {id} NOT NULL PRIMARY KEY,
    number {code} NOT NULL,
    version {integer} NOT NULL,
    package_id {id} NOT NULL,
    project_id {id} NOT NULL,
    contract_id {id} NOT NULL,
    payer_id {id} NOT NULL,
    payee_id {id} NOT NULL,
    amount {integer} NOT NULL CHECK (amount > 0),
    interest_amount {integer} NOT NULL CHECK (interest_amount >= 0),
    principal_amount {integer} NOT NULL CHECK (principal_amount >= 0),
    days_to_pay {integer} NOT NULL,
    days_late {integer} NOT NULL,
    bank_reference {text} NOT NULL,
    created_at {integer} NOT NULL,
    CHECK (amount = interest_amount + principal_amount),
    FOREIGN KEY (package_id) REFERENCES work_packages (id)
) {table};

CREATE UNIQUE INDEX work_package_payments_number ON work_package_payments (number);

CREATE INDEX work_package_payments_package ON work_package_payments (package_id, id);
