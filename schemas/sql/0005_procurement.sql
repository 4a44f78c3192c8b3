-- Tenders with their lots, sealed bids, scores and awards. Lists and nested objects are JSON text.

CREATE TABLE tenders (
    id {id} NOT NULL PRIMARY KEY,
    number {code} NOT NULL,
    version {integer} NOT NULL,
    buyer_id {id} NOT NULL,
    state {code} NOT NULL,
    state_reasons {long} NOT NULL,
    region {code} NOT NULL,
    title {text} NOT NULL,
    description {long} NOT NULL,
    method {code} NOT NULL,
    budget {integer} NOT NULL CHECK (budget >= 0),
    lots {long} NOT NULL,
    items {long} NOT NULL,
    eligibility {text} NOT NULL,
    criteria {long} NOT NULL,
    documents {long} NOT NULL,
    drafter_id {id},
    open_at {integer},
    deadline_at {integer},
    standstill_working_days {integer} NOT NULL CHECK (standstill_working_days > 0),
    invitation_list {long} NOT NULL,
    justification {long} NOT NULL,
    framework_id {id},
    framework {long},
    amendment_number {integer} NOT NULL CHECK (amendment_number >= 0),
    final_offers_until {integer},
    final_offers_opened_at {integer},
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    published_at {integer},
    opened_at {integer},
    evaluated_at {integer},
    report_received_at {integer},
    awarded_at {integer},
    suspensions {long} NOT NULL,
    FOREIGN KEY (buyer_id) REFERENCES organisations (id)
) {table};

CREATE UNIQUE INDEX tenders_number ON tenders (number);

CREATE INDEX tenders_buyer ON tenders (buyer_id, id);

CREATE INDEX tenders_framework ON tenders (framework_id);

-- content is empty until the opening: what is sealed, and can be opened by two officers only, lies in
-- sealed_bid_contents.
-- live_key is there while the bid is live, so that an organisation has one live bid for a lot.
CREATE TABLE bids (
    id {id} NOT NULL PRIMARY KEY,
    number {code} NOT NULL,
    version {integer} NOT NULL,
    tender_id {id} NOT NULL,
    organisation_id {id} NOT NULL,
    lot {integer} NOT NULL CHECK (lot > 0),
    state {code} NOT NULL,
    state_reasons {long} NOT NULL,
    sealed_sha256 {code} NOT NULL,
    sealed_by {code} NOT NULL,
    received_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    arrival_sequence {integer} NOT NULL CHECK (arrival_sequence > 0),
    live_key {code},
    conflicts_found {long} NOT NULL,
    content {long},
    score_lines {long} NOT NULL,
    total_hundredths {integer},
    rank_in_lot {integer},
    abnormally_low {integer} NOT NULL CHECK (abnormally_low IN (0, 1)),
    justification {long} NOT NULL,
    FOREIGN KEY (tender_id) REFERENCES tenders (id),
    FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) {table};

CREATE UNIQUE INDEX bids_live ON bids (live_key);

CREATE UNIQUE INDEX bids_arrival ON bids (tender_id, arrival_sequence);

CREATE INDEX bids_organisation ON bids (organisation_id, id);

CREATE TABLE sealed_bid_contents (
    bid_id {id} NOT NULL PRIMARY KEY,
    content {long} NOT NULL,
    FOREIGN KEY (bid_id) REFERENCES bids (id)
) {table};

CREATE TABLE bid_scores (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL,
    tender_id {id} NOT NULL,
    bid_id {id} NOT NULL,
    lot {integer} NOT NULL,
    bidder {code} NOT NULL,
    criterion {code} NOT NULL,
    round {integer} NOT NULL CHECK (round > 0),
    points_hundredths {integer} NOT NULL CHECK (points_hundredths >= 0 AND points_hundredths <= 10000),
    reason {text} NOT NULL,
    recorded_by {id} NOT NULL,
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    FOREIGN KEY (tender_id) REFERENCES tenders (id),
    FOREIGN KEY (bid_id) REFERENCES bids (id)
) {table};

CREATE UNIQUE INDEX bid_scores_criterion ON bid_scores (bid_id, criterion, round);

CREATE INDEX bid_scores_tender ON bid_scores (tender_id);

CREATE TABLE awards (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL,
    tender_id {id} NOT NULL,
    lot {integer} NOT NULL,
    bid_id {id} NOT NULL,
    supplier_id {id} NOT NULL,
    supplier_name {text} NOT NULL,
    price {integer} NOT NULL CHECK (price > 0),
    reasons {long} NOT NULL,
    standings {long} NOT NULL,
    standstill {text} NOT NULL,
    standstill_until {integer} NOT NULL,
    created_at {integer} NOT NULL,
    state {code} NOT NULL,
    state_reasons {long} NOT NULL,
    followed_by {code},
    ended_at {integer},
    standing_key {code},
    FOREIGN KEY (tender_id) REFERENCES tenders (id),
    FOREIGN KEY (bid_id) REFERENCES bids (id)
) {table};

-- A lot has one standing award; those that fell stay.
CREATE UNIQUE INDEX awards_standing ON awards (standing_key);

CREATE INDEX awards_tender ON awards (tender_id, lot);
