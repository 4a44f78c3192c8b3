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
    FOREIGN KEY (supplier_id) REFERENCES organisations (id),
    FOREIGN KEY (supervisor_id) REFERENCES organisations (id)
) {table};

CREATE UNIQUE INDEX exclusions_number ON exclusions (number);

CREATE INDEX exclusions_supplier ON exclusions (supplier_id, id);

CREATE INDEX exclusions_supervisor ON exclusions (supervisor_id, id);

CREATE INDEX exclusions_state ON exclusions (state, id);
