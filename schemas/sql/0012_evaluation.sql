-- Panels, the bidders' pseudonyms, each member's scores, and corrections of formal defects.

CREATE TABLE panel_seats (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL,
    tender_id {id} NOT NULL,
    holder_id {id} NOT NULL,
    organisation_id {id} NOT NULL,
    kind {code} NOT NULL,
    state {code} NOT NULL,
    state_reasons {long} NOT NULL,
    interests {long} NOT NULL,
    declared_at {integer},
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    live_key {code},
    FOREIGN KEY (tender_id) REFERENCES tenders (id),
    FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) {table};

-- Nobody holds two seats of one panel.
CREATE UNIQUE INDEX panel_seats_live ON panel_seats (live_key);

CREATE INDEX panel_seats_tender ON panel_seats (tender_id);

CREATE TABLE bidder_pseudonyms (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL,
    tender_id {id} NOT NULL,
    organisation_id {id} NOT NULL,
    label {code} NOT NULL,
    created_at {integer} NOT NULL,
    FOREIGN KEY (tender_id) REFERENCES tenders (id),
    FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) {table};

CREATE UNIQUE INDEX bidder_pseudonyms_bidder ON bidder_pseudonyms (tender_id, organisation_id);

CREATE UNIQUE INDEX bidder_pseudonyms_label ON bidder_pseudonyms (tender_id, label);

CREATE TABLE panel_scores (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL,
    tender_id {id} NOT NULL,
    seat_id {id} NOT NULL,
    bid_id {id} NOT NULL,
    lot {integer} NOT NULL,
    bidder {code} NOT NULL,
    criterion {code} NOT NULL,
    round {integer} NOT NULL CHECK (round > 0),
    points_hundredths {integer} NOT NULL CHECK (points_hundredths >= 0 AND points_hundredths <= 10000),
    reason {text} NOT NULL,
    created_at {integer} NOT NULL,
    FOREIGN KEY (tender_id) REFERENCES tenders (id),
    FOREIGN KEY (seat_id) REFERENCES panel_seats (id),
    FOREIGN KEY (bid_id) REFERENCES bids (id)
) {table};

CREATE UNIQUE INDEX panel_scores_once ON panel_scores (seat_id, bid_id, criterion, round);

CREATE INDEX panel_scores_tender ON panel_scores (tender_id);

CREATE TABLE consensus_positions (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL,
    tender_id {id} NOT NULL,
    score_id {id} NOT NULL,
    lot {integer} NOT NULL,
    bidder {code} NOT NULL,
    criterion {code} NOT NULL,
    proposal {integer} NOT NULL CHECK (proposal > 0),
    seat_id {id} NOT NULL,
    stand {code} NOT NULL,
    reason {text} NOT NULL,
    created_at {integer} NOT NULL,
    FOREIGN KEY (tender_id) REFERENCES tenders (id),
    FOREIGN KEY (score_id) REFERENCES bid_scores (id),
    FOREIGN KEY (seat_id) REFERENCES panel_seats (id)
) {table};

CREATE UNIQUE INDEX consensus_positions_once ON consensus_positions (score_id, proposal, seat_id);

CREATE INDEX consensus_positions_tender ON consensus_positions (tender_id);

CREATE TABLE bid_corrections (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL,
    tender_id {id} NOT NULL,
    bid_id {id} NOT NULL,
    organisation_id {id} NOT NULL,
    lot {integer} NOT NULL,
    bidder {code} NOT NULL,
    defect {text} NOT NULL,
    asked_by {id} NOT NULL,
    state {code} NOT NULL,
    clock {text} NOT NULL,
    answer {long} NOT NULL,
    documents {long} NOT NULL,
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    answered_at {integer},
    FOREIGN KEY (tender_id) REFERENCES tenders (id),
    FOREIGN KEY (bid_id) REFERENCES bids (id)
) {table};

CREATE INDEX bid_corrections_tender ON bid_corrections (tender_id);

CREATE INDEX bid_corrections_bid ON bid_corrections (bid_id);

CREATE TABLE evaluation_reports (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL,
    tender_id {id} NOT NULL,
    seat_id {id} NOT NULL,
    summary {long} NOT NULL,
    documents {long} NOT NULL,
    created_at {integer} NOT NULL,
    FOREIGN KEY (tender_id) REFERENCES tenders (id),
    FOREIGN KEY (seat_id) REFERENCES panel_seats (id)
) {table};

CREATE INDEX evaluation_reports_tender ON evaluation_reports (tender_id);
