CREATE TABLE about (
    key TEXT PRIMARY KEY,
    value TEXT
);
CREATE TABLE incidents (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    act TEXT NOT NULL,
    date_start TEXT,
    date_end TEXT,
    date_precision TEXT,
    date_inferred INTEGER,
    date_words TEXT,
    place TEXT,
    place_words TEXT,
    place_precision TEXT,
    geonames_id INTEGER,
    country TEXT,
    admin1 TEXT,
    admin2 TEXT,
    latitude REAL,
    longitude REAL,
    killed_low INTEGER,
    killed_best INTEGER,
    killed_high INTEGER,
    injured_low INTEGER,
    injured_best INTEGER,
    injured_high INTEGER,
    grade TEXT NOT NULL,
    status TEXT NOT NULL,
    event_clarity INTEGER,
    outlets INTEGER,
    publisher_families INTEGER,
    wire_origins INTEGER,
    voices INTEGER,
    plover TEXT,
    acled_event TEXT,
    acled_sub_event TEXT,
    ucdp_type_of_violence INTEGER,
    part_of TEXT
);
CREATE TABLE tolls (
    incident TEXT NOT NULL REFERENCES incidents(id),
    measure TEXT NOT NULL,
    people TEXT NOT NULL,
    low INTEGER,
    best INTEGER,
    high INTEGER,
    claims TEXT NOT NULL
);
CREATE TABLE claims (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    act TEXT,
    status TEXT NOT NULL,
    words TEXT NOT NULL,
    first_byte INTEGER NOT NULL,
    end_byte INTEGER NOT NULL,
    document TEXT,
    rule TEXT NOT NULL,
    confidence REAL NOT NULL,
    voice TEXT NOT NULL,
    voice_kind TEXT NOT NULL,
    stance TEXT NOT NULL,
    voice_words TEXT,
    place TEXT,
    place_precision TEXT,
    date_start TEXT,
    date_end TEXT,
    date_words TEXT
);
CREATE TABLE incident_claims (
    incident TEXT NOT NULL REFERENCES incidents(id),
    claim TEXT NOT NULL REFERENCES claims(id),
    PRIMARY KEY (incident, claim)
);
CREATE TABLE counts (
    claim TEXT NOT NULL REFERENCES claims(id),
    number INTEGER NOT NULL,
    measure TEXT NOT NULL,
    people TEXT NOT NULL,
    floor INTEGER,
    ceiling INTEGER,
    point INTEGER,
    modifier TEXT NOT NULL,
    relation TEXT NOT NULL,
    words TEXT NOT NULL,
    first_byte INTEGER NOT NULL,
    end_byte INTEGER NOT NULL,
    rule TEXT NOT NULL,
    PRIMARY KEY (claim, number)
);
CREATE TABLE actors (
    number INTEGER PRIMARY KEY,
    incident TEXT REFERENCES incidents(id),
    claim TEXT REFERENCES claims(id),
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    actor TEXT,
    country TEXT,
    sector TEXT,
    certainty TEXT NOT NULL,
    words TEXT NOT NULL,
    rule TEXT NOT NULL
);
CREATE TABLE reports (
    id TEXT NOT NULL,
    document TEXT NOT NULL,
    title TEXT,
    outlet TEXT,
    published TEXT,
    language TEXT,
    url TEXT,
    PRIMARY KEY (id, document)
);
CREATE TABLE claim_reports (
    claim TEXT NOT NULL REFERENCES claims(id),
    report TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (claim, report, document),
    FOREIGN KEY (report, document) REFERENCES reports(id, document)
);
CREATE TABLE tallies (
    id TEXT PRIMARY KEY,
    voice TEXT NOT NULL,
    voice_kind TEXT NOT NULL,
    measure TEXT NOT NULL,
    people TEXT NOT NULL,
    area TEXT,
    country TEXT,
    area_precision TEXT,
    since TEXT
);
CREATE TABLE tally_points (
    tally TEXT NOT NULL REFERENCES tallies(id),
    number INTEGER NOT NULL,
    until TEXT,
    floor INTEGER,
    ceiling INTEGER,
    point INTEGER,
    increment INTEGER,
    words TEXT NOT NULL,
    claim TEXT NOT NULL,
    report TEXT NOT NULL,
    document TEXT,
    PRIMARY KEY (tally, number)
);
CREATE TABLE tally_covers (
    tally TEXT NOT NULL REFERENCES tallies(id),
    incident TEXT NOT NULL REFERENCES incidents(id),
    PRIMARY KEY (tally, incident)
);
CREATE INDEX incidents_by_day ON incidents(date_start);
CREATE INDEX incidents_by_country ON incidents(country, admin1);
CREATE INDEX incidents_by_act ON incidents(act);
CREATE INDEX tolls_by_incident ON tolls(incident);
CREATE INDEX claims_by_document ON claims(document);
CREATE INDEX incident_claims_by_claim ON incident_claims(claim);
CREATE INDEX actors_by_incident ON actors(incident);
CREATE INDEX actors_by_claim ON actors(claim);
CREATE INDEX actors_by_name ON actors(name);
CREATE INDEX claim_reports_by_report ON claim_reports(report);
CREATE VIRTUAL TABLE claims_fts USING fts5(words, content = 'claims', content_rowid = 'number', tokenize = "unicode61 remove_diacritics 2");
