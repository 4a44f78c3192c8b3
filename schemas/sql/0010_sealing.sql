-- Sealed bids: officers' keys, tenders' keys, the shares of their secrets, openings and receipts.

CREATE TABLE opening_keys (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL,
    organisation_id {id} NOT NULL,
    holder_id {id} NOT NULL,
    label {text} NOT NULL,
    public_key {code} NOT NULL,
    created_at {integer} NOT NULL,
    retired_at {integer},
    FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) {table};

CREATE INDEX opening_keys_organisation ON opening_keys (organisation_id, id);

CREATE INDEX opening_keys_holder ON opening_keys (holder_id);

CREATE TABLE tender_keys (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL,
    tender_id {id} NOT NULL UNIQUE,
    public_key {code} NOT NULL,
    made_by {code} NOT NULL,
    officers {long} NOT NULL,
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    FOREIGN KEY (tender_id) REFERENCES tenders (id)
) {table};

-- Each sealed to its officer's own key.
CREATE TABLE sealed_shares (
    tender_id {id} NOT NULL,
    number {integer} NOT NULL CHECK (number > 0),
    sealed {text} NOT NULL,
    PRIMARY KEY (tender_id, number),
    FOREIGN KEY (tender_id) REFERENCES tenders (id)
) {table};

-- Plain, from an officer's release after the deadline until the opening.
CREATE TABLE released_shares (
    tender_id {id} NOT NULL,
    number {integer} NOT NULL CHECK (number > 0),
    share {text} NOT NULL,
    PRIMARY KEY (tender_id, number),
    FOREIGN KEY (tender_id) REFERENCES tenders (id)
) {table};

CREATE TABLE tender_openings (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL,
    tender_id {id} NOT NULL UNIQUE,
    officers {text} NOT NULL,
    witnesses {long} NOT NULL,
    bids_opened {integer} NOT NULL CHECK (bids_opened >= 0),
    bids_disqualified {integer} NOT NULL CHECK (bids_disqualified >= 0),
    bids_digest {code} NOT NULL,
    held_at {integer} NOT NULL,
    final_offers {long},
    FOREIGN KEY (tender_id) REFERENCES tenders (id)
) {table};

-- The last price of each bidder of a consultation. It is empty until the opening: what is sealed
-- lies in final_offer_boxes.
CREATE TABLE final_offers (
    id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL,
    tender_id {id} NOT NULL,
    bid_id {id} NOT NULL UNIQUE,
    organisation_id {id} NOT NULL,
    lot {integer} NOT NULL CHECK (lot > 0),
    sealed_sha256 {code} NOT NULL,
    sealed_by {code} NOT NULL,
    received_at {integer} NOT NULL,
    price {integer} CHECK (price > 0),
    created_at {integer} NOT NULL,
    updated_at {integer} NOT NULL,
    FOREIGN KEY (tender_id) REFERENCES tenders (id),
    FOREIGN KEY (bid_id) REFERENCES bids (id)
) {table};

CREATE TABLE final_offer_boxes (
    bid_id {id} NOT NULL PRIMARY KEY,
    content {long} NOT NULL,
    FOREIGN KEY (bid_id) REFERENCES bids (id)
) {table};

-- No entry of the journal holds a receipt, since a receipt names its entry's number.
CREATE TABLE bid_receipts (
    bid_id {id} NOT NULL PRIMARY KEY,
    version {integer} NOT NULL,
    tender_id {id} NOT NULL,
    organisation_id {id} NOT NULL,
    received_at {integer} NOT NULL,
    sha256 {code} NOT NULL,
    sequence {integer} NOT NULL,
    origin {code} NOT NULL,
    public_key {code} NOT NULL,
    signature {text} NOT NULL,
    FOREIGN KEY (bid_id) REFERENCES bids (id)
) {table};
