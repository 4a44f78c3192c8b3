-- Open data: what is known of each procurement, and the releases made from the journal.

-- Every journal entry up to this sequence has been worked up.
CREATE TABLE ocds_progress (
    id {integer} NOT NULL PRIMARY KEY CHECK (id = 1),
    sequence {integer} NOT NULL CHECK (sequence >= 0)
) {table};

INSERT INTO ocds_progress (id, sequence) VALUES (1, 0);

-- Which objects belong to a tender, and which entry has the newest state of each.
CREATE TABLE ocds_objects (
    object_id {id} NOT NULL PRIMARY KEY,
    object_type {code} NOT NULL,
    tender_id {id} NOT NULL,
    first_sequence {integer} NOT NULL CHECK (first_sequence > 0),
    sequence {integer} NOT NULL CHECK (sequence >= first_sequence)
) {table};

CREATE UNIQUE INDEX ocds_objects_tender ON ocds_objects (tender_id, first_sequence);

-- Tenders with a release.
CREATE TABLE ocds_processes (
    tender_id {id} NOT NULL PRIMARY KEY,
    ocid {code} NOT NULL,
    releases {integer} NOT NULL CHECK (releases > 0),
    last_sequence {integer} NOT NULL,
    last_date {integer} NOT NULL
) {table};

CREATE UNIQUE INDEX ocds_processes_ocid ON ocds_processes (ocid);

-- Inserted once, never changed. The sequence is that of the journal's entry.
CREATE TABLE ocds_releases (
    sequence {integer} NOT NULL PRIMARY KEY,
    id {code} NOT NULL,
    ocid {code} NOT NULL,
    date {integer} NOT NULL,
    month {code} NOT NULL,
    notice {code} NOT NULL,
    title {text} NOT NULL,
    body {long} NOT NULL
) {table};

CREATE UNIQUE INDEX ocds_releases_id ON ocds_releases (id);

CREATE UNIQUE INDEX ocds_releases_ocid ON ocds_releases (ocid, sequence);

CREATE UNIQUE INDEX ocds_releases_month ON ocds_releases (month, sequence);

CREATE TABLE ocds_months (
    month {code} NOT NULL PRIMARY KEY,
    releases {integer} NOT NULL CHECK (releases > 0),
    last_date {integer} NOT NULL
) {table};

-- A notice lies in its region and in every region above it.
CREATE TABLE ocds_notices (
    area {code} NOT NULL,
    sequence {integer} NOT NULL,
    PRIMARY KEY (area, sequence)
) {table};
