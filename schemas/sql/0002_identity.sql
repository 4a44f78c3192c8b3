-- Organisations, their qualifications, members, sessions and API keys; counters for spoken numbers.

CREATE TABLE number_counters (
    scope {code} NOT NULL PRIMARY KEY,
    value {integer} NOT NULL CHECK (value > 0)
) {table};

CREATE TABLE organisations (
    id {id} NOT NULL PRIMARY KEY,
    number {code} NOT NULL,
    version {integer} NOT NULL,
    kind {code} NOT NULL,
    status {code} NOT NULL,
    status_reasons {text} NOT NULL,
    name {text} NOT NULL,
    credit_code {code} NOT NULL,
    region {code} NOT NULL,
    test {integer} NOT NULL CHECK (test IN (0, 1)),
    capabilities {text} NOT NULL,
    sealed {long} NOT NULL,
    representative_index {code} NOT NULL,
    phone_index {code} NOT NULL,
    address {text} NOT NULL,
    bank_account {code} NOT NULL,
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    verified_at {integer},
    supervises_procurement {integer} NOT NULL CHECK (supervises_procurement IN (0, 1))
) {table};

CREATE UNIQUE INDEX organisations_credit_code ON organisations (credit_code, test);

CREATE INDEX organisations_region ON organisations (region, status);

CREATE TABLE qualifications (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL,
    organisation_id {id} NOT NULL,
    kind {code} NOT NULL,
    number {code} NOT NULL,
    issued_by {text} NOT NULL,
    valid_from {code} NOT NULL,
    valid_until {code} NOT NULL,
    status {code} NOT NULL,
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) {table};

CREATE INDEX qualifications_organisation ON qualifications (organisation_id);

CREATE TABLE members (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL,
    organisation_id {id} NOT NULL,
    sealed {long} NOT NULL,
    email_index {code},
    roles {text} NOT NULL,
    status {code} NOT NULL,
    erased_at {integer},
    password_hash {text} NOT NULL,
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) {table};

CREATE UNIQUE INDEX members_email ON members (email_index);

CREATE INDEX members_organisation ON members (organisation_id);

CREATE TABLE sessions (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL,
    member_id {id} NOT NULL,
    organisation_id {id} NOT NULL,
    token_sha256 {code} NOT NULL,
    csrf_sha256 {code} NOT NULL,
    created_at {integer} NOT NULL,
    expires_at {integer} NOT NULL,
    ended_at {integer},
    FOREIGN KEY (member_id) REFERENCES members (id)
) {table};

CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE INDEX sessions_ended ON sessions (ended_at);

CREATE INDEX sessions_member ON sessions (member_id);

CREATE TABLE api_keys (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL,
    organisation_id {id} NOT NULL,
    name {text} NOT NULL,
    test {integer} NOT NULL CHECK (test IN (0, 1)),
    audience {code} NOT NULL,
    roles {text} NOT NULL,
    scopes {text} NOT NULL,
    subject_id {id},
    token_sha256 {code} NOT NULL,
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    expires_at {integer},
    revoked_at {integer},
    FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) {table};

CREATE UNIQUE INDEX api_keys_token ON api_keys (token_sha256);

CREATE INDEX api_keys_organisation ON api_keys (organisation_id);
