-- What every service stands on: the journal, idempotency records, the keys of personal data.
-- One set of migrations for both databases: what differs is written as a placeholder, {integer} {id}
-- {code} {key} {text} {long} {table} (common/db/migrations.hpp says what each stands for). A statement
-- ends with a semicolon at the end of a line.

CREATE TABLE journal_head (
    id {integer} NOT NULL PRIMARY KEY CHECK (id = 1),
    sequence {integer} NOT NULL CHECK (sequence >= 0),
    hash {code} NOT NULL,
    looks {integer} NOT NULL DEFAULT 0
) {table};

INSERT INTO journal_head (id, sequence, hash)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

CREATE TABLE journal_entries (
    sequence {integer} NOT NULL PRIMARY KEY,
    at {integer} NOT NULL,
    type {code} NOT NULL,
    object_type {code} NOT NULL,
    object_id {id} NOT NULL,
    object_version {integer} NOT NULL,
    visible {code} NOT NULL,
    parties {text} NOT NULL,
    region {code} NOT NULL,
    actor_audience {code} NOT NULL,
    actor_organisation {id} NOT NULL,
    actor_member {id} NOT NULL,
    actor_credential {id} NOT NULL,
    request_id {code} NOT NULL,
    reason {text} NOT NULL,
    before_state {long} NOT NULL,
    after_state {long} NOT NULL,
    salt {code} NOT NULL,
    hash {code} NOT NULL
) {table};

CREATE INDEX journal_entries_object ON journal_entries (object_type, object_id, sequence);

CREATE INDEX journal_entries_member ON journal_entries (actor_member, sequence);

CREATE TABLE journal_heads (
    sequence {integer} NOT NULL PRIMARY KEY,
    previous_sequence {integer} NOT NULL,
    hash {code} NOT NULL,
    at {integer} NOT NULL,
    public_key {code} NOT NULL,
    signature {code} NOT NULL
) {table};

CREATE TABLE journal_keys (
    number {integer} NOT NULL PRIMARY KEY,
    public_key {code} NOT NULL UNIQUE,
    at {integer} NOT NULL,
    endorsed_by {code} NOT NULL,
    signature {code} NOT NULL
) {table};

-- The key is kept as its SHA-256 and is part of what request_sha256 covers: bodies with passwords and
-- sealed prices cannot be guessed from the table.
CREATE TABLE idempotency_records (
    scope {code} NOT NULL,
    idempotency_key {key} NOT NULL,
    request_sha256 {code} NOT NULL,
    created_at {integer} NOT NULL,
    status {integer} NOT NULL,
    subject_id {code} NOT NULL,
    headers {long} NOT NULL,
    body {long} NOT NULL,
    PRIMARY KEY (scope, idempotency_key)
) {table};

CREATE INDEX idempotency_records_created ON idempotency_records (created_at);

-- Each person's key, sealed under the master key; which keys were destroyed; the installation's own
-- keys, sealed in the same way. A destroyed key is overwritten by dashes in its place.
CREATE TABLE subject_keys (
    subject_id {id} NOT NULL PRIMARY KEY,
    key_id {id} NOT NULL,
    wrapped_key {text} NOT NULL,
    created_at {integer} NOT NULL
) {table};

CREATE UNIQUE INDEX subject_keys_key ON subject_keys (key_id);

CREATE TABLE erased_keys (
    key_id {id} NOT NULL PRIMARY KEY,
    subject_id {id} NOT NULL,
    erased_at {integer} NOT NULL
) {table};

CREATE INDEX erased_keys_time ON erased_keys (erased_at, key_id);

CREATE TABLE installation_keys (
    name {code} NOT NULL PRIMARY KEY,
    wrapped_key {text} NOT NULL,
    created_at {integer} NOT NULL
) {table};
