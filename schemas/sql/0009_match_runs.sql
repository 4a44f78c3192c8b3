-- Matches that were kept, and which versions of which listings came out.

CREATE TABLE match_runs (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL CHECK (version > 0),
    organisation_id {id} NOT NULL,
    subject_id {id},
    created_at {integer} NOT NULL,
    kind {code} NOT NULL CHECK (kind IN ('demand', 'supply')),
    listing_id {id} NOT NULL,
    results_wanted {integer} NOT NULL CHECK (results_wanted BETWEEN 1 AND 50),
    weights {text} NOT NULL,
    listing_version {integer} NOT NULL CHECK (listing_version > 0),
    criteria_version {integer} NOT NULL CHECK (criteria_version > 0),
    day {code} NOT NULL,
    journal_sequence {integer} NOT NULL CHECK (journal_sequence >= 0),
    total {integer} NOT NULL CHECK (total >= 0),
    results_kept {integer} NOT NULL CHECK (results_kept >= 0),
    digest {code} NOT NULL,
    FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) {table};

CREATE INDEX match_runs_organisation ON match_runs (organisation_id, id);

CREATE INDEX match_runs_subject ON match_runs (subject_id, id);

CREATE INDEX match_runs_listing ON match_runs (listing_id);

CREATE INDEX match_runs_created ON match_runs (created_at);

CREATE TABLE match_run_results (
    run_id {id} NOT NULL,
    ranked {integer} NOT NULL CHECK (ranked IN (0, 1)),
    place {integer} NOT NULL CHECK (place > 0),
    listing_id {id} NOT NULL,
    listing_version {integer} NOT NULL CHECK (listing_version > 0),
    score {integer} CHECK (score BETWEEN 0 AND 10000),
    PRIMARY KEY (run_id, ranked, place),
    FOREIGN KEY (run_id) REFERENCES match_runs (id)
) {table};

-- By whom a result is of: it goes when their personal data are erased.
CREATE INDEX match_run_results_listing ON match_run_results (listing_id);
