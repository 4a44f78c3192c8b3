-- Saved searches, the alerts they raised, how many a day, and how far the journal was worked up.

CREATE TABLE saved_searches (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL CHECK (version > 0),
    organisation_id {id} NOT NULL,
    subject_id {id},
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    name {text} NOT NULL,
    kind {code} NOT NULL CHECK (kind IN ('demand', 'supply', 'offering', 'tender')),
    paused {integer} NOT NULL CHECK (paused IN (0, 1)),
    matches_of {id},
    score_min {integer} CHECK (score_min BETWEEN 0 AND 10000),
    q {text} NOT NULL,
    interpret {integer} NOT NULL CHECK (interpret IN (0, 1)),
    literal {text} NOT NULL,
    region {text} NOT NULL,
    occupation {text} NOT NULL,
    industry {text} NOT NULL,
    skill {text} NOT NULL,
    education {text} NOT NULL,
    experience {text} NOT NULL,
    employment {text} NOT NULL,
    organisation {text} NOT NULL,
    category {text} NOT NULL,
    stage {text} NOT NULL,
    method {text} NOT NULL,
    progress {text} NOT NULL,
    pay_min {integer} CHECK (pay_min >= 0),
    pay_max {integer} CHECK (pay_max >= 0),
    CHECK (matches_of IS NULL OR kind IN ('demand', 'supply')),
    CHECK (score_min IS NULL OR matches_of IS NOT NULL),
    FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) {table};

CREATE INDEX saved_searches_organisation ON saved_searches (organisation_id, id);

CREATE INDEX saved_searches_subject ON saved_searches (subject_id, id);

-- Alerts outlive their saved search.
CREATE TABLE alerts (
    id {id} NOT NULL PRIMARY KEY,
    organisation_id {id} NOT NULL,
    subject_id {id},
    saved_search_id {id} NOT NULL,
    name {text} NOT NULL,
    kind {code} NOT NULL CHECK (kind IN ('demand', 'supply', 'offering', 'tender')),
    listing_id {id} NOT NULL,
    listing_version {integer} NOT NULL CHECK (listing_version > 0),
    published_at {integer} NOT NULL,
    score {integer},
    raised_at {integer} NOT NULL,
    FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) {table};

CREATE UNIQUE INDEX alerts_once ON alerts (saved_search_id, listing_id, published_at);

CREATE INDEX alerts_organisation ON alerts (organisation_id, id);

CREATE INDEX alerts_subject ON alerts (subject_id, id);

CREATE INDEX alerts_raised ON alerts (raised_at);

-- By day in Asia/Shanghai, as days since 1970-01-01.
CREATE TABLE alert_days (
    saved_search_id {id} NOT NULL,
    day {integer} NOT NULL,
    raised {integer} NOT NULL CHECK (raised >= 0),
    held_back {integer} NOT NULL CHECK (held_back >= 0),
    PRIMARY KEY (saved_search_id, day)
) {table};

CREATE INDEX alert_days_day ON alert_days (day);

-- Every entry up to this sequence has been held against the saved searches; held_back counts what
-- was found beyond the number of alerts of one listing.
CREATE TABLE alert_progress (
    id {integer} NOT NULL PRIMARY KEY CHECK (id = 1),
    sequence {integer} NOT NULL CHECK (sequence >= 0),
    held_back {integer} NOT NULL CHECK (held_back >= 0)
) {table};

INSERT INTO alert_progress (id, sequence, held_back) VALUES (1, 0, 0);
