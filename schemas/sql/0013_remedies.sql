-- Exclusions of suppliers, and the remedies of bidders: inquiries, challenges and complaints.

CREATE TABLE exclusions (
    id {id} NOT NULL PRIMARY KEY,
    number {code} NOT NULL,
    version {integer} NOT NULL,
    state {code} NOT NULL,
    supplier_id {id} NOT NULL,
    supplier_name {text} NOT NULL,
    supervisor_id {id} NOT NULL,
    region {code} NOT NULL,
    ground {code} NOT NULL,
    facts {long} NOT NULL,
    months {integer} NOT NULL CHECK (months > 0),
    defence {long} NOT NULL,
    defended_at {integer},
    reasons {long} NOT NULL,
    decided_at {integer},
    excluded_until {integer},
    lifted_at {integer},
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    test {integer} NOT NULL CHECK (test IN (0, 1)),
    FOREIGN KEY (supplier_id) REFERENCES organisations (id),
    FOREIGN KEY (supervisor_id) REFERENCES organisations (id)
) {table};

CREATE UNIQUE INDEX exclusions_number ON exclusions (number);

CREATE INDEX exclusions_supplier ON exclusions (supplier_id, id);

CREATE INDEX exclusions_supervisor ON exclusions (supervisor_id, id);

CREATE INDEX exclusions_state ON exclusions (state, id);

CREATE TABLE remedies (
    id {id} NOT NULL PRIMARY KEY,
    number {code} NOT NULL,
    version {integer} NOT NULL,
    kind {code} NOT NULL,
    state {code} NOT NULL,
    tender_id {id} NOT NULL,
    buyer_id {id} NOT NULL,
    region {code} NOT NULL,
    complainant_id {id} NOT NULL,
    complainant_name {text} NOT NULL,
    earlier_id {id},
    supervisor_id {id},
    subject {code} NOT NULL,
    lot {integer},
    grounds {long} NOT NULL,
    facts {long} NOT NULL,
    request {long} NOT NULL,
    documents {long} NOT NULL,
    answer {long} NOT NULL,
    reasons {long} NOT NULL,
    measure {code} NOT NULL,
    accepted_at {integer},
    suspended_until {integer},
    decided_at {integer},
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    FOREIGN KEY (tender_id) REFERENCES tenders (id),
    FOREIGN KEY (complainant_id) REFERENCES organisations (id)
) {table};

CREATE UNIQUE INDEX remedies_number ON remedies (number);

CREATE INDEX remedies_tender ON remedies (tender_id, id);

CREATE INDEX remedies_complainant ON remedies (complainant_id, id);

CREATE INDEX remedies_buyer ON remedies (buyer_id, id);

CREATE INDEX remedies_supervisor ON remedies (supervisor_id, id);
