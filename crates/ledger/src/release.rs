//! Releases: a state of the ledger with a name and a digest, and what changed between two.

use std::collections::{BTreeMap, BTreeSet};

use dateline::wire::v1::Decision;
use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::log::{Chain, moment};
use crate::pack::{digest, named, pack, unpack};
use crate::{Error, Ledger};

/// Whom a release is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// Anyone: no private person's name, no precise home or shelter.
    Public,
    /// Those who may see everything.
    Restricted,
}

/// What a release is of: everything it can be made again from, and the digest of what was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Its name.
    pub name: String,
    /// When it was made, as RFC 3339.
    pub at: String,
    /// Whom it is for.
    pub profile: Profile,
    /// Why it was made.
    pub note: String,
    /// What coded and concluded.
    pub engine: String,
    /// The policy, whole.
    pub policy: String,
    /// The last log row it is of.
    pub seq: i64,
    /// That row's chain: the digest of everything taken in and ruled up to it.
    pub chain: String,
    /// Reports it is of.
    pub reports: usize,
    /// Digest of the list of their documents' ids, in the order taken in.
    pub inputs: String,
    /// Decisions in the log up to it.
    pub decisions: usize,
    /// Incidents in it.
    pub incidents: usize,
    /// Series of totals in it.
    pub tallies: usize,
    /// Digest of its content.
    pub output: String,
}

/// A release and its content: incidents, then series, a JSON object a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// What it is of.
    pub manifest: Manifest,
    /// What it says.
    pub content: String,
}

/// One cell that differs between two releases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The incident or series.
    pub id: String,
    /// Its title, where it has one.
    pub title: String,
    /// Which cell: `tolls.killed.all.best`; empty where the whole came or went.
    pub cell: String,
    /// What the earlier release says; `null` where it says nothing.
    pub before: Value,
    /// What the later release says; `null` where it says nothing.
    pub after: Value,
    /// The reports taken in and the decisions made between the two that bear on it.
    pub because: Vec<String>,
}

impl Ledger {
    /// Names the state of the ledger: `content` is what it says, a line an incident or series, as the profile lets it be shown.
    pub fn create_release(
        &mut self,
        name: &str,
        profile: Profile,
        note: &str,
        content: &str,
        policy: &str,
        at: Timestamp,
    ) -> Result<Manifest, Error> {
        if self.release(name)?.is_some() {
            return Err(Error::Release(format!("there is a release {name:?} already; a release is never changed")));
        }
        let manifest = self.manifest(name, profile, note, content, policy, at)?;
        let body = serde_json::to_string(&manifest).unwrap_or_default();
        let path = self.path.clone();
        let sql = |error| crate::open::failed(&path, error);
        let transaction = self.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(sql)?;
        let mut chain = Chain::end(&transaction).map_err(sql)?;
        let seq = chain.append(&transaction, &manifest.at, "release", &digest(body.as_bytes())).map_err(sql)?;
        transaction
            .execute(
                "INSERT INTO release (seq, name, body, packed) VALUES (?, ?, ?, ?)",
                params![seq, name, body, pack(content.as_bytes())],
            )
            .map_err(sql)?;
        // A release derives nothing: what is derived stays in step where it was.
        let next = "UPDATE main.state SET value = ?1 + 1 WHERE name = 'seq' AND value = ?1";
        transaction.execute(next, [(seq - 1).to_string()]).map_err(sql)?;
        transaction.commit().map_err(sql)?;
        Ok(manifest)
    }

    fn manifest(
        &self,
        name: &str,
        profile: Profile,
        note: &str,
        content: &str,
        policy: &str,
        at: Timestamp,
    ) -> Result<Manifest, Error> {
        let sql = self.sql();
        let seq = self.limit()?;
        let chain: Option<Vec<u8>> =
            self.db.query_row("SELECT chain FROM log WHERE seq = ?", [seq], |row| row.get(0)).optional().map_err(sql)?;
        let mut read = self
            .db
            .prepare(
                "SELECT document.digest FROM capture JOIN document ON document.id = capture.document WHERE seq <= ? ORDER BY seq",
            )
            .map_err(sql)?;
        let documents = read.query_map([seq], |row| row.get::<_, Vec<u8>>(0)).map_err(sql)?;
        let documents: Vec<String> =
            documents.map(|digest| digest.map(|digest| named(&digest))).collect::<Result<_, _>>().map_err(sql)?;
        let incidents = content.lines().filter(|line| line.starts_with("{\"id\":\"i")).count();
        Ok(Manifest {
            name: name.to_owned(),
            at: moment(at),
            profile,
            note: note.to_owned(),
            engine: dateline::ENGINE.to_owned(),
            policy: policy.to_owned(),
            seq,
            chain: named(&chain.unwrap_or_else(|| vec![0; 32])),
            reports: documents.len(),
            inputs: named(&digest(documents.join("\n").as_bytes())),
            decisions: self.decisions()?.len(),
            incidents,
            tallies: content.lines().count() - incidents,
            output: named(&digest(content.as_bytes())),
        })
    }

    /// Every release, in the order made.
    pub fn releases(&self) -> Result<Vec<Manifest>, Error> {
        let sql = self.sql();
        let mut read = self.db.prepare_cached("SELECT body FROM release ORDER BY seq").map_err(sql)?;
        let rows = read.query_map([], |row| row.get::<_, String>(0)).map_err(sql)?;
        rows.map(|body| manifest(&body.map_err(sql)?)).collect()
    }

    /// A release by its name.
    pub fn release(&self, name: &str) -> Result<Option<Release>, Error> {
        let sql = self.sql();
        let mut read = self.db.prepare_cached("SELECT body, packed FROM release WHERE name = ?").map_err(sql)?;
        let row = read.query_row([name], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?))).optional();
        let Some((body, packed)) = row.map_err(sql)? else { return Ok(None) };
        let what = || format!("release {name}");
        let (manifest, content) = (manifest(&body)?, unpack(&packed, what)?);
        if named(&digest(&content)) != manifest.output || manifest.name != name {
            return Err(Error::Corrupt { what: what(), problem: "its content is not what was released".to_owned() });
        }
        Ok(Some(Release { manifest, content: String::from_utf8_lossy(&content).into_owned() }))
    }

    /// What changed from one release to another, cell by cell, and what taken in or ruled between them did it.
    pub fn diff(&self, from: &str, to: &str) -> Result<Vec<Change>, Error> {
        let get = |name: &str| self.release(name)?.ok_or_else(|| Error::Release(format!("there is no release {name:?}")));
        let (from, to) = (get(from)?, get(to)?);
        let (before, after) = (lines(&from.content), lines(&to.content));
        let causes = self.causes(from.manifest.seq.min(to.manifest.seq), from.manifest.seq.max(to.manifest.seq))?;
        let mut changes = Vec::new();
        let renamed = renamed(&before, &after);
        let gone: BTreeSet<&str> = renamed.values().copied().collect();
        for id in before.keys().chain(after.keys()).filter(|id| !gone.contains(id.as_str())).collect::<BTreeSet<_>>() {
            let (old, new) = (before.get(renamed.get(id.as_str()).copied().unwrap_or(id)), after.get(id));
            if old == new {
                continue;
            }
            let title = new.or(old).and_then(|value| value["title"].as_str()).unwrap_or("").to_owned();
            // A series changes with the incidents it covers, too.
            let covered = covers(old).symmetric_difference(&covers(new)).copied().collect::<Vec<_>>();
            let covered = covered.iter().flat_map(|id| [before.get(*id), after.get(*id)]).flatten();
            let because = because(&causes, [old, new].into_iter().flatten().chain(covered));
            let change = |cell: String, before: Value, after: Value| Change {
                id: id.clone(),
                title: title.clone(),
                cell,
                before,
                after,
                because: because.clone(),
            };
            match (old, new) {
                (Some(old), Some(new)) => {
                    let (old, new) = (cells(old), cells(new));
                    for cell in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
                        let (old, new) =
                            (old.get(cell).cloned().unwrap_or(Value::Null), new.get(cell).cloned().unwrap_or(Value::Null));
                        if old != new {
                            changes.push(change(cell.clone(), old, new));
                        }
                    }
                }
                _ => {
                    let whole = |value: Option<&Value>| value.map_or(Value::Null, |value| value["title"].clone());
                    changes.push(change(String::new(), whole(old), whole(new)));
                }
            }
        }
        Ok(changes)
    }

    /// What came in after log row `seq` that bears on any of these claims: reports and decisions, by name.
    pub fn changed_since(&self, seq: i64, claims: &[String]) -> Result<Vec<String>, Error> {
        let causes = self.causes(seq, self.limit()?)?;
        let claims = serde_json::json!({ "claims": claims });
        Ok(because(&causes, std::iter::once(&claims)))
    }

    /// What came in between two log rows: each report or decision by name, with the claims it bears on.
    fn causes(&self, after: i64, up_to: i64) -> Result<Vec<(String, BTreeSet<String>)>, Error> {
        let sql = self.sql();
        let mut causes = Vec::new();
        let query = "SELECT document.digest, json_extract(capture.body, '$.report.id') FROM capture
                     JOIN document ON document.id = capture.document WHERE seq > ? AND seq <= ? ORDER BY seq";
        let mut read = self.db.prepare_cached(query).map_err(sql)?;
        let rows =
            read.query_map([after, up_to], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, String>(1)?))).map_err(sql)?;
        for row in rows {
            let (digest, report) = row.map_err(sql)?;
            causes.push((format!("report {report}"), BTreeSet::from([of_document(&digest)])));
        }
        let query = "SELECT document.digest, json_extract(capture.body, '$.report.id'), coding.engine FROM coding
                     JOIN capture ON capture.seq = coding.capture JOIN document ON document.id = capture.document
                     WHERE coding.seq > ?1 AND coding.seq <= ?2 AND coding.capture <= ?1 ORDER BY coding.seq";
        let mut read = self.db.prepare_cached(query).map_err(sql)?;
        let rows = read
            .query_map([after, up_to], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?)));
        for row in rows.map_err(sql)? {
            let (digest, report, engine) = row.map_err(sql)?;
            causes.push((format!("report {report}, coded again by {engine}"), BTreeSet::from([of_document(&digest)])));
        }
        let made = self.decisions_up_to(up_to)?;
        for decision in made.iter().filter(|decision| crate::decide::seq_of(&decision.id) > after) {
            let Decision { id, who, action, .. } = decision;
            // What is undone, and what that undid, is what the undoing bears on.
            let (mut bears, mut look) = (BTreeSet::new(), Some(decision));
            while let Some(decision) = look.take() {
                bears.extend(decision.claims.iter().chain(&decision.others).cloned());
                if decision.action == "undo" {
                    look = made.iter().find(|made| made.id == decision.target);
                }
            }
            causes.push((format!("decision {id} ({action} by {who})"), bears));
        }
        Ok(causes)
    }
}

fn manifest(body: &str) -> Result<Manifest, Error> {
    serde_json::from_str(body).map_err(|error| Error::Corrupt { what: "a release".to_owned(), problem: error.to_string() })
}

/// For incidents that are named for another claim than before, the ids they had: the claim of either name is in both.
fn renamed<'a>(before: &'a BTreeMap<String, Value>, after: &'a BTreeMap<String, Value>) -> BTreeMap<&'a str, &'a str> {
    let holds = |value: &Value, id: &str| {
        let claim = dateline::ids::anchor(id);
        value["claims"].as_array().is_some_and(|claims| claims.iter().any(|held| *held == *claim))
    };
    let mut renamed: BTreeMap<&str, &str> = BTreeMap::new();
    for (was, old) in before.iter().filter(|(id, _)| id.starts_with('i') && !after.contains_key(*id)) {
        let is = after.iter().find(|(id, new)| {
            !before.contains_key(*id) && !renamed.contains_key(id.as_str()) && (holds(new, was) || holds(old, id))
        });
        renamed.extend(is.map(|(id, _)| (id.as_str(), was.as_str())));
    }
    renamed
}

/// What the ids of a document's claims begin with.
fn of_document(digest: &[u8]) -> String {
    digest.iter().take(6).fold("c".to_owned(), |id, byte| id + &format!("{byte:02x}"))
}

/// The incidents that a series covers.
fn covers(value: Option<&Value>) -> BTreeSet<&str> {
    value.and_then(|value| value["covers"].as_array()).into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Each line by its id.
fn lines(content: &str) -> BTreeMap<String, Value> {
    let line = |line: &str| {
        let value: Value = serde_json::from_str(line).ok()?;
        Some((value["id"].as_str()?.to_owned(), value))
    };
    content.lines().filter_map(line).collect()
}

/// The causes that bear on a claim of any of these.
fn because<'a>(causes: &[(String, BTreeSet<String>)], values: impl Iterator<Item = &'a Value>) -> Vec<String> {
    let mut claims: BTreeSet<&str> = BTreeSet::new();
    for value in values {
        claims.extend(value["claims"].as_array().into_iter().flatten().filter_map(Value::as_str));
        claims.extend(value["points"].as_array().into_iter().flatten().filter_map(|point| point["claim"].as_str()));
    }
    let bears = |of: &BTreeSet<String>| {
        of.iter().any(|one| claims.iter().any(|claim| claim == one || claim.split('-').next() == Some(one)))
    };
    causes.iter().filter(|(_, of)| bears(of)).map(|(name, _)| name.clone()).collect()
}

/// Every leaf by its path; members of a list that have a name of their own go by it, so that a new one moves no other.
fn cells(value: &Value) -> BTreeMap<String, Value> {
    fn walk(path: &str, value: &Value, out: &mut BTreeMap<String, Value>) {
        let join = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        match value {
            Value::Object(fields) => {
                fields.iter().filter(|(key, _)| *key != "span").for_each(|(key, value)| walk(&join(key), value, out));
            }
            Value::Array(items) if path == "claims" || path.ends_with(".claims") || path == "reports" => {
                out.insert(path.to_owned(), Value::Array(items.clone()));
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    let name =
                        match (item["measure"].as_str(), item["group"].as_str(), item["claim"].as_str(), item["name"].as_str()) {
                            (Some(measure), Some(group), ..) => format!("{measure}.{group}"),
                            (_, _, Some(claim), _) => claim.to_owned(),
                            (_, _, _, Some(name)) => name.to_owned(),
                            _ => index.to_string(),
                        };
                    walk(&join(&name), item, out);
                }
            }
            leaf => {
                out.insert(path.to_owned(), leaf.clone());
            }
        }
    }
    let mut out = BTreeMap::new();
    walk("", value, &mut out);
    out
}
