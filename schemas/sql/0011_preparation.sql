-- What happens before a tender's deadline: questions, amendments; and the frameworks that are made.

CREATE TABLE tender_questions (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL CHECK (version > 0),
    tender_id {id} NOT NULL,
    organisation_id {id} NOT NULL,
    state {code} NOT NULL CHECK (state IN ('asked', 'answered', 'left_unanswered')),
    state_reasons {long} NOT NULL,
    text {long} NOT NULL,
    answer {long} NOT NULL,
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    settled_at {integer},
    CHECK ((state = 'asked') = (settled_at IS NULL)),
    FOREIGN KEY (tender_id) REFERENCES tenders (id),
    FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) {table};

CREATE INDEX tender_questions_tender ON tender_questions (tender_id, id);

-- text_before: the whole tender as it stood.
CREATE TABLE tender_amendments (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL CHECK (version > 0),
    tender_id {id} NOT NULL,
    number {integer} NOT NULL CHECK (number > 0),
    kind {code} NOT NULL CHECK (kind IN ('amendment', 'extension')),
    rationale {long} NOT NULL,
    changed {long} NOT NULL,
    deadline_before {integer} NOT NULL,
    deadline_after {integer} NOT NULL,
    extended_by_law {integer} NOT NULL CHECK (extended_by_law IN (0, 1)),
    text_before {long},
    created_at {integer} NOT NULL,
    CHECK (deadline_after >= deadline_before),
    FOREIGN KEY (tender_id) REFERENCES tenders (id)
) {table};

CREATE UNIQUE INDEX tender_amendments_number ON tender_amendments (tender_id, number);

CREATE TABLE framework_agreements (
    id {id} NOT NULL PRIMARY KEY,
    number {code} NOT NULL,
    version {integer} NOT NULL CHECK (version > 0),
    tender_id {id} NOT NULL,
    buyer_id {id} NOT NULL,
    state {code} NOT NULL CHECK (state IN ('active', 'terminated')),
    state_reasons {long} NOT NULL,
    region {code} NOT NULL,
    title {text} NOT NULL,
    terms {long} NOT NULL,
    members {long} NOT NULL,
    starts_at {integer} NOT NULL,
    ends_at {integer} NOT NULL CHECK (ends_at > starts_at),
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    FOREIGN KEY (tender_id) REFERENCES tenders (id),
    FOREIGN KEY (buyer_id) REFERENCES organisations (id)
) {table};

CREATE UNIQUE INDEX framework_agreements_tender ON framework_agreements (tender_id);

CREATE INDEX framework_agreements_buyer ON framework_agreements (buyer_id);
