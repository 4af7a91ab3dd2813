//! Schema: the tables, and how a ledger of an older version becomes one of this.
//!
//! What came in (log, raw, document, capture, coding, decision, release) only grows: triggers refuse to change or delete a row. What is
//! derived from it may be dropped and made again, and stands in the temporary database instead where it is wanted as of another moment.

/// "DLED": what SQLite's header says of a ledger of ours.
pub(crate) const APPLICATION: i64 = 0x444c_4544;
/// The version of [`KEPT`].
pub(crate) const VERSION: i64 = 1;
/// The version of [`DERIVED`] and of what stands in it: another makes it all anew.
pub(crate) const DERIVED_VERSION: &str = "derived/5";

/// What came in.
pub(crate) const KEPT: &str = "
CREATE TABLE log (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    body BLOB NOT NULL,
    chain BLOB NOT NULL
) STRICT;
CREATE TABLE raw (digest BLOB PRIMARY KEY, bytes INTEGER NOT NULL, packed BLOB NOT NULL) STRICT;
CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,
    bytes INTEGER NOT NULL,
    packed BLOB NOT NULL
) STRICT;
CREATE TABLE capture (
    seq INTEGER PRIMARY KEY REFERENCES log(seq),
    document INTEGER NOT NULL REFERENCES document(id),
    raw BLOB NOT NULL,
    fingerprint BLOB NOT NULL UNIQUE,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX capture_document ON capture(document);
CREATE TABLE coding (
    seq INTEGER PRIMARY KEY REFERENCES log(seq),
    capture INTEGER NOT NULL REFERENCES capture(seq),
    engine TEXT NOT NULL,
    packed BLOB NOT NULL
) STRICT;
CREATE INDEX coding_capture ON coding(capture);
CREATE TABLE decision (seq INTEGER PRIMARY KEY REFERENCES log(seq), body TEXT NOT NULL) STRICT;
CREATE TABLE release (
    seq INTEGER PRIMARY KEY REFERENCES log(seq),
    name TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL,
    packed BLOB NOT NULL
) STRICT;
CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='unicode61 remove_diacritics 2');
CREATE TABLE feed (url TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT;
";

/// The tables that only grow, each with what tells its rows apart.
pub(crate) const GROWING: [(&str, &[&str]); 7] = [
    ("log", &["seq"]),
    ("raw", &["digest"]),
    ("document", &["id", "digest"]),
    ("capture", &["seq", "fingerprint"]),
    ("coding", &["seq"]),
    ("decision", &["seq"]),
    ("release", &["seq", "name"]),
];

/// What is concluded. `{}` is `TEMP` or nothing.
pub(crate) const DERIVED: [&str; 25] = [
    "CREATE {} TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    "CREATE {} TABLE sketch (document INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT",
    "CREATE {} TABLE shingle (key INTEGER, document INTEGER, PRIMARY KEY (key, document)) STRICT, WITHOUT ROWID",
    "CREATE {} TABLE witness (document INTEGER PRIMARY KEY, witness INTEGER NOT NULL) STRICT",
    "CREATE INDEX {i}witness_of ON witness(witness)",
    "CREATE {} TABLE unplaced (document INTEGER PRIMARY KEY) STRICT",
    "CREATE {} TABLE joined (coding INTEGER PRIMARY KEY) STRICT",
    "CREATE {} TABLE block (key INTEGER, coding INTEGER, PRIMARY KEY (key, coding)) STRICT, WITHOUT ROWID",
    "CREATE INDEX {i}block_coding ON block(coding)",
    "CREATE {} TABLE tells (coding INTEGER PRIMARY KEY, packed BLOB NOT NULL) STRICT",
    "CREATE {} TABLE happening (
        coding INTEGER, episode INTEGER, component INTEGER NOT NULL, incident INTEGER,
        PRIMARY KEY (coding, episode)) STRICT, WITHOUT ROWID",
    "CREATE INDEX {i}happening_component ON happening(component)",
    "CREATE INDEX {i}happening_incident ON happening(incident)",
    "CREATE {} TABLE link (
        a INTEGER, a_episode INTEGER, b INTEGER, b_episode INTEGER, why TEXT NOT NULL,
        PRIMARY KEY (a, a_episode, b, b_episode)) STRICT, WITHOUT ROWID",
    "CREATE INDEX {i}link_b ON link(b)",
    "CREATE {} TABLE incident (
        row INTEGER PRIMARY KEY, id TEXT NOT NULL, component INTEGER NOT NULL,
        first TEXT, last TEXT, place TEXT NOT NULL, country TEXT, act TEXT NOT NULL, grade TEXT NOT NULL, status TEXT NOT NULL,
        killed_low INTEGER, killed_best INTEGER, killed_high INTEGER, lat REAL, lon REAL, precision TEXT,
        worth INTEGER NOT NULL, why TEXT NOT NULL, problems INTEGER NOT NULL, packed BLOB NOT NULL) STRICT",
    "CREATE INDEX {i}incident_id ON incident(id)",
    "CREATE INDEX {i}incident_component ON incident(component)",
    // With all that a point is made of, so that a hundred thousand are read without their packed bytes.
    "CREATE INDEX {i}incident_order ON incident(
        first, last, place, id, country, act, grade, status, killed_low, killed_best, killed_high, lat, lon, precision, worth, why, problems)",
    "CREATE INDEX {i}incident_place ON incident(place COLLATE NOCASE)",
    "CREATE INDEX {i}incident_country ON incident(country, first)",
    "CREATE {} TABLE actor (incident INTEGER NOT NULL, role TEXT NOT NULL, name TEXT NOT NULL, id TEXT, country TEXT) STRICT",
    "CREATE INDEX {i}actor_incident ON actor(incident)",
    "CREATE {} TABLE total (
        series TEXT, coding INTEGER, part INTEGER, body TEXT NOT NULL,
        PRIMARY KEY (series, coding, part)) STRICT, WITHOUT ROWID",
    "CREATE INDEX {i}total_coding ON total(coding)",
];

/// The derived tables, by name.
pub(crate) const DERIVED_TABLES: [&str; 13] = [
    "state",
    "sketch",
    "shingle",
    "witness",
    "unplaced",
    "joined",
    "block",
    "tells",
    "happening",
    "link",
    "incident",
    "actor",
    "total",
];

/// The statements that make the derived tables, in the ledger or beside it.
pub(crate) fn derived(temporary: bool) -> String {
    let fill = |statement: &&str| {
        let (kind, index) = if temporary { ("TEMP", "temp.") } else { ("", "") };
        statement.replace("{}", kind).replace("{i}", index)
    };
    DERIVED.iter().map(|statement| fill(statement) + ";\n").collect()
}

/// The statements that keep what came in from being changed. INSERT OR REPLACE would delete a row without its trigger's being asked, so a row
/// that would take another's place is refused before.
pub(crate) fn triggers() -> String {
    const REFUSED: &str = "BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;\n";
    let of = |(table, keys): (&str, &[&str])| {
        let taken: Vec<String> =
            keys.iter().map(|key| format!("EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})")).collect();
        format!(
            "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {REFUSED}\
             CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {REFUSED}\
             CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {} {REFUSED}",
            taken.join(" OR ")
        )
    };
    GROWING.into_iter().map(of).collect()
}
