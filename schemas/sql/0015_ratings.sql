-- How the sides of a delivered work package rate each other, and the appeals against ratings.

CREATE TABLE ratings (
    id {id} NOT NULL PRIMARY KEY,
    number {code} NOT NULL,
    version {integer} NOT NULL CHECK (version > 0),
    package_id {id} NOT NULL,
    by_id {id} NOT NULL,
    about_id {id} NOT NULL,
    region {code} NOT NULL,
    category {code} NOT NULL,
    accepted_at {integer} NOT NULL,
    satisfaction {integer} NOT NULL CHECK (satisfaction BETWEEN 1 AND 5),
    hours_to_resolve {integer} CHECK (hours_to_resolve >= 0),
    complaint {integer} NOT NULL CHECK (complaint IN (0, 1)),
    complaint_text {long} NOT NULL,
    comment {long} NOT NULL,
    struck_at {integer},
    struck_reasons {long} NOT NULL,
    ratings_due {integer} NOT NULL CHECK (ratings_due > 0),
    opens_at {integer} NOT NULL,
    opening_told {integer} NOT NULL CHECK (opening_told IN (0, 1)),
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    CHECK (by_id <> about_id),
    FOREIGN KEY (by_id) REFERENCES organisations (id),
    FOREIGN KEY (about_id) REFERENCES organisations (id)
) {table};

CREATE UNIQUE INDEX ratings_number ON ratings (number);

-- Each side rates each other once.
CREATE UNIQUE INDEX ratings_once ON ratings (package_id, by_id, about_id);

CREATE INDEX ratings_untold ON ratings (opening_told, opens_at);

CREATE INDEX ratings_about ON ratings (about_id, accepted_at);

CREATE TABLE rating_appeals (
    id {id} NOT NULL PRIMARY KEY,
    number {code} NOT NULL,
    version {integer} NOT NULL CHECK (version > 0),
    state {code} NOT NULL CHECK (state IN ('received', 'opened', 'upheld', 'dismissed', 'withdrawn')),
    rating_id {id} NOT NULL,
    package_id {id} NOT NULL,
    region {code} NOT NULL,
    rater_id {id} NOT NULL,
    appellant_id {id} NOT NULL,
    contractor_id {id},
    reviewer_id {id},
    reasons {long} NOT NULL,
    documents {long} NOT NULL,
    opened_at {integer},
    ended_at {integer},
    decision_reasons {long} NOT NULL,
    test {integer} NOT NULL CHECK (test IN (0, 1)),
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    FOREIGN KEY (rating_id) REFERENCES ratings (id),
    FOREIGN KEY (appellant_id) REFERENCES organisations (id)
) {table};

CREATE UNIQUE INDEX rating_appeals_number ON rating_appeals (number);

CREATE INDEX rating_appeals_rating ON rating_appeals (rating_id, id);

CREATE INDEX rating_appeals_test ON rating_appeals (test, id);
