-- Who is told what: webhooks with their deliveries and attempts, and how far the journal was fanned
-- out; the inbox and who has read what; mail; clocks told of, and the calendar subscriptions.

CREATE TABLE webhooks (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL CHECK (version > 0),
    organisation_id {id} NOT NULL,
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    address {text} NOT NULL,
    description {text} NOT NULL,
    events {text} NOT NULL,
    region {code} NOT NULL,
    enabled {integer} NOT NULL CHECK (enabled IN (0, 1)),
    disabled_reason {text} NOT NULL,
    since_sequence {integer} NOT NULL CHECK (since_sequence >= 0),
    secret_rotated_at {integer},
    previous_secret_until {integer},
    secrets {text} NOT NULL,
    FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) {table};

CREATE INDEX webhooks_organisation ON webhooks (organisation_id, id);

-- Of a webhook that does not answer: since when, and how often in a row.
CREATE TABLE webhook_failures (
    webhook_id {id} NOT NULL PRIMARY KEY,
    since {integer} NOT NULL,
    attempts {integer} NOT NULL CHECK (attempts > 0)
) {table};

CREATE TABLE webhook_deliveries (
    id {id} NOT NULL PRIMARY KEY,
    webhook_id {id} NOT NULL,
    organisation_id {id} NOT NULL,
    sequence {integer} NOT NULL CHECK (sequence > 0),
    type {code} NOT NULL,
    state {code} NOT NULL CHECK (state IN ('pending', 'delivered', 'dead')),
    attempts {integer} NOT NULL CHECK (attempts >= 0),
    round_attempts {integer} NOT NULL CHECK (round_attempts >= 0),
    created_at {integer} NOT NULL,
    next_attempt_at {integer} NOT NULL,
    claimed_until {integer} NOT NULL,
    ended_at {integer}
) {table};

-- A delivery is unique for its webhook and entry, so that fanning out again tells nothing twice.
CREATE UNIQUE INDEX webhook_deliveries_once ON webhook_deliveries (webhook_id, sequence);

CREATE INDEX webhook_deliveries_due ON webhook_deliveries (state, next_attempt_at);

CREATE INDEX webhook_deliveries_next ON webhook_deliveries (webhook_id, state, next_attempt_at);

CREATE INDEX webhook_deliveries_listed ON webhook_deliveries (webhook_id, id);

CREATE INDEX webhook_deliveries_created ON webhook_deliveries (created_at);

CREATE TABLE webhook_attempts (
    id {id} NOT NULL PRIMARY KEY,
    webhook_id {id} NOT NULL,
    delivery_id {id} NOT NULL,
    number {integer} NOT NULL CHECK (number > 0),
    at {integer} NOT NULL,
    address {code} NOT NULL,
    status {integer} NOT NULL,
    failure {code} NOT NULL,
    latency_milliseconds {integer} NOT NULL CHECK (latency_milliseconds >= 0),
    answer {text} NOT NULL
) {table};

CREATE INDEX webhook_attempts_webhook ON webhook_attempts (webhook_id, id);

CREATE INDEX webhook_attempts_at ON webhook_attempts (at);

-- Every entry up to this sequence has been fanned out to webhooks and inboxes.
CREATE TABLE notice_progress (
    id {integer} NOT NULL PRIMARY KEY CHECK (id = 1),
    sequence {integer} NOT NULL CHECK (sequence >= 0)
) {table};

INSERT INTO notice_progress (id, sequence) VALUES (1, 0);

CREATE TABLE inbox_notices (
    id {id} NOT NULL PRIMARY KEY,
    organisation_id {id} NOT NULL,
    sequence {integer} NOT NULL CHECK (sequence > 0),
    kind {code} NOT NULL,
    type {code} NOT NULL,
    object_type {code} NOT NULL,
    object_id {id} NOT NULL,
    at {integer} NOT NULL
) {table};

CREATE UNIQUE INDEX inbox_notices_once ON inbox_notices (organisation_id, sequence);

CREATE INDEX inbox_notices_listed ON inbox_notices (organisation_id, id);

CREATE INDEX inbox_notices_at ON inbox_notices (at);

-- Read by a member; or, where a key reads, by the organisation.
CREATE TABLE inbox_reads (
    reader_id {id} NOT NULL,
    notice_id {id} NOT NULL,
    PRIMARY KEY (reader_id, notice_id)
) {table};

CREATE INDEX inbox_reads_notice ON inbox_reads (notice_id);

-- What a member wants by mail; the row's id is the member's.
CREATE TABLE mail_settings (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL CHECK (version > 0),
    organisation_id {id} NOT NULL,
    kinds {long} NOT NULL,
    language {code} NOT NULL,
    created_at {integer},
    updated_at {integer},
    FOREIGN KEY (id) REFERENCES members (id),
    FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) {table};

CREATE INDEX mail_settings_organisation ON mail_settings (organisation_id, id);

-- When a member's last mail was due first: the next comes mail_interval later.
CREATE TABLE mail_members (
    member_id {id} NOT NULL PRIMARY KEY,
    first_due_at {integer} NOT NULL
) {table};

CREATE TABLE mails (
    id {id} NOT NULL PRIMARY KEY,
    member_id {id} NOT NULL,
    organisation_id {id} NOT NULL,
    state {code} NOT NULL CHECK (state IN ('pending', 'delivered', 'dead')),
    notices {long} NOT NULL,
    more {integer} NOT NULL CHECK (more >= 0),
    attempts {integer} NOT NULL CHECK (attempts >= 0),
    round_attempts {integer} NOT NULL CHECK (round_attempts >= 0),
    status {integer} NOT NULL,
    failure {code} NOT NULL,
    created_at {integer} NOT NULL,
    next_attempt_at {integer} NOT NULL,
    claimed_until {integer} NOT NULL,
    ended_at {integer}
) {table};

CREATE INDEX mails_due ON mails (state, next_attempt_at);

CREATE INDEX mails_member ON mails (member_id, id);

CREATE INDEX mails_created ON mails (created_at);

-- What is running, derived from the objects: a row for each clock and organisation.
CREATE TABLE running_clocks (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL CHECK (version > 0),
    organisation_id {id} NOT NULL,
    object_type {code} NOT NULL,
    object_id {id} NOT NULL,
    title {text} NOT NULL,
    rule {code} NOT NULL,
    start_event {code} NOT NULL,
    start {integer} NOT NULL,
    due {integer} NOT NULL,
    amount {integer} NOT NULL,
    unit {code} NOT NULL,
    calendar_version {text} NOT NULL,
    provisional {integer} NOT NULL CHECK (provisional IN (0, 1)),
    divisor {integer} NOT NULL CHECK (divisor > 0),
    nearing_at {integer} NOT NULL,
    nearing_told {integer} NOT NULL CHECK (nearing_told IN (0, 1)),
    due_told {integer} NOT NULL CHECK (due_told IN (0, 1))
) {table};

CREATE INDEX running_clocks_organisation ON running_clocks (organisation_id, due, id);

CREATE INDEX running_clocks_object ON running_clocks (object_type, object_id);

CREATE INDEX running_clocks_nearing ON running_clocks (nearing_told, nearing_at);

CREATE INDEX running_clocks_due ON running_clocks (due_told, due);

CREATE INDEX running_clocks_provisional ON running_clocks (provisional, id);

-- Every entry up to this sequence has been looked at for clocks.
CREATE TABLE clock_progress (
    id {integer} NOT NULL PRIMARY KEY CHECK (id = 1),
    sequence {integer} NOT NULL CHECK (sequence >= 0)
) {table};

INSERT INTO clock_progress (id, sequence) VALUES (1, 0);

CREATE TABLE clock_subscriptions (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL CHECK (version > 0),
    organisation_id {id} NOT NULL,
    member_id {id} NOT NULL,
    name {text} NOT NULL,
    token_sha256 {code} NOT NULL,
    created_at {integer} NOT NULL,
    revoked_at {integer},
    FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) {table};

CREATE UNIQUE INDEX clock_subscriptions_token ON clock_subscriptions (token_sha256);

CREATE INDEX clock_subscriptions_reader ON clock_subscriptions (organisation_id, member_id, id);
