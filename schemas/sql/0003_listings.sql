-- Talent demand and supply; the talents' personal records, apart and encrypted; consents and reveals.

CREATE TABLE demands (
    id {id} NOT NULL PRIMARY KEY,
    number {code} NOT NULL,
    version {integer} NOT NULL,
    organisation_id {id} NOT NULL,
    state {code} NOT NULL CHECK (state IN ('draft', 'published', 'suspended', 'closed', 'filled', 'withdrawn')),
    state_reason {text} NOT NULL,
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    published_at {integer},
    expires_at {integer},
    title {text} NOT NULL,
    occupation {code} NOT NULL,
    industry {code} NOT NULL,
    region {code} NOT NULL,
    place {text} NOT NULL,
    employer_name {text} NOT NULL,
    source {text} NOT NULL,
    licence_number {code} NOT NULL,
    headcount {integer} CHECK (headcount > 0),
    work_content {long} NOT NULL,
    conditions {long} NOT NULL,
    education_min {code} NOT NULL,
    experience_years_min {integer} NOT NULL,
    skills_required {text} NOT NULL,
    skills_preferred {text} NOT NULL,
    pay_min {integer} CHECK (pay_min >= 0),
    pay_max {integer} CHECK (pay_max >= 0),
    employment {code} NOT NULL,
    scope {code} NOT NULL,
    urgent {integer} NOT NULL CHECK (urgent IN (0, 1)),
    FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) {table};

CREATE UNIQUE INDEX demands_number ON demands (number);

CREATE INDEX demands_organisation ON demands (organisation_id, id);

CREATE INDEX demands_state ON demands (state, id);

CREATE TABLE supplies (
    id {id} NOT NULL PRIMARY KEY,
    number {code} NOT NULL,
    version {integer} NOT NULL,
    organisation_id {id} NOT NULL,
    state {code} NOT NULL CHECK (state IN ('draft', 'published', 'suspended', 'closed', 'filled', 'withdrawn')),
    state_reason {text} NOT NULL,
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    published_at {integer},
    expires_at {integer},
    title {text} NOT NULL,
    occupation {code} NOT NULL,
    industry {code} NOT NULL,
    summary {long} NOT NULL,
    education {code} NOT NULL,
    experience_years {integer} NOT NULL,
    skills {text} NOT NULL,
    regions {text} NOT NULL,
    pay_min {integer} CHECK (pay_min >= 0),
    pay_max {integer} CHECK (pay_max >= 0),
    available_from {code},
    employments {text} NOT NULL,
    scope {code} NOT NULL,
    personalised_ranking {integer} NOT NULL CHECK (personalised_ranking IN (0, 1)),
    education_verified {integer} NOT NULL CHECK (education_verified IN (0, 1)),
    experience_verified {integer} NOT NULL CHECK (experience_verified IN (0, 1)),
    skills_verified {text} NOT NULL,
    FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) {table};

CREATE UNIQUE INDEX supplies_number ON supplies (number);

CREATE INDEX supplies_organisation ON supplies (organisation_id, id);

CREATE INDEX supplies_state ON supplies (state, id);

CREATE TABLE personal_records (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    sealed {long} NOT NULL,
    FOREIGN KEY (id) REFERENCES supplies (id)
) {table};

CREATE TABLE consents (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL,
    supply_id {id} NOT NULL,
    purpose {code} NOT NULL,
    text_version {code} NOT NULL,
    evidence {text} NOT NULL,
    given_at {integer} NOT NULL,
    withdrawn_at {integer},
    FOREIGN KEY (supply_id) REFERENCES supplies (id)
) {table};

CREATE INDEX consents_supply ON consents (supply_id, purpose);

CREATE TABLE reveals (
    id {id} NOT NULL PRIMARY KEY,
    supply_id {id} NOT NULL,
    organisation_id {id} NOT NULL,
    member_id {id} NOT NULL,
    credential_id {id} NOT NULL,
    kind {code} NOT NULL,
    purpose {code},
    note {text} NOT NULL,
    revealed_at {integer} NOT NULL,
    FOREIGN KEY (supply_id) REFERENCES supplies (id)
) {table};

CREATE INDEX reveals_supply ON reveals (supply_id, id);

CREATE TABLE moderation_lists (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL,
    words {long} NOT NULL
) {table};
