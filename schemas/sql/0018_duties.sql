-- What awaits a person: by whom a seat is held, and which tenders one is named to open.

CREATE INDEX panel_seats_holder ON panel_seats (holder_id, id);

-- Derived from tender_keys.officers, replaced with it.
CREATE TABLE tender_officers (
    tender_id {id} NOT NULL,
    number {integer} NOT NULL CHECK (number > 0),
    holder_id {id} NOT NULL,
    PRIMARY KEY (tender_id, number),
    FOREIGN KEY (tender_id) REFERENCES tenders (id)
) {table};

CREATE INDEX tender_officers_holder ON tender_officers (holder_id, tender_id);
