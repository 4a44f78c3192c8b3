-- The complete official table of occupations, where an operator has loaded it; else the one embedded
-- in the binary is in force. vocabulary_versions says of each list what is loaded, and since when.

CREATE TABLE vocabulary_versions (
    list {code} NOT NULL PRIMARY KEY,
    version {code} NOT NULL,
    entries {integer} NOT NULL CHECK (entries > 0),
    loaded_at {integer} NOT NULL
) {table};

CREATE TABLE vocabulary_occupations (
    code {code} NOT NULL PRIMARY KEY,
    name {text} NOT NULL,
    parent {code} NOT NULL,
    level {integer} NOT NULL CHECK (level BETWEEN 1 AND 4)
) {table};
