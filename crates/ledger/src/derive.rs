//! Deriving: incidents and series, kept in step with what came in.
//!
//! New codings, and codings that a decision touches, are taken out and joined again together with all they are linked with, and nothing
//! else is: what no evidence links is not looked at. Doing so report by report, or all at once from nothing, comes to the same rows.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use dateline::wire::v1::{Decision, Record};
use dateline::{Rulings, decisions};
use rusqlite::{Connection, TransactionBehavior};

use crate::coding::Stored;
use crate::derived::{clear, numbers, renew, set_state, state};
use crate::joining::CARRIERS;
use crate::pack::named;
use crate::{Error, Ledger, copies, schema};

/// How many codings are joined at a time: enough to share the work of looking, few enough to hold.
const BATCH: usize = 2000;

/// What was done to bring what is derived in step.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Derived {
    /// Codings that were joined, anew or again.
    pub codings: usize,
    /// Incidents that were written.
    pub incidents: usize,
}

/// A coding, read back, with what reviewers corrected.
pub(crate) struct Coded {
    pub(crate) seq: i64,
    pub(crate) record: Record,
    pub(crate) witness: String,
}

/// What holds while deriving.
pub(crate) struct Deriver<'a> {
    pub(crate) db: &'a Connection,
    pub(crate) ledger: &'a Ledger,
    in_force: Vec<&'a Decision>,
    pub(crate) rulings: Rulings,
    /// The last log row that counts.
    pub(crate) limit: i64,
}

impl Ledger {
    /// Whether what is derived is in step with what came in.
    pub fn is_current(&self) -> Result<bool, Error> {
        let sql = self.sql();
        let head: i64 = self.db.query_row("SELECT COALESCE(MAX(seq), 0) FROM log", [], |row| row.get(0)).map_err(sql)?;
        Ok(state(&self.db, "seq").map_err(sql)?.and_then(|seq| seq.parse().ok()) == Some(head) && self.same_rules()?)
    }

    /// Brings what is derived in step with what came in: all at once or not at all. `progress` is told how many codings are done of how many.
    pub fn derive(&mut self, progress: impl Fn(usize, usize)) -> Result<Derived, Error> {
        if self.as_of.is_some() || self.is_current()? {
            return Ok(Derived::default());
        }
        let sql = self.sql();
        let head: i64 = self.db.query_row("SELECT COALESCE(MAX(seq), 0) FROM log", [], |row| row.get(0)).map_err(sql)?;
        self.at_once(TransactionBehavior::Immediate, || self.derive_up_to(head, &progress))
    }

    /// Takes out all that is derived and makes it again.
    pub fn rebuild(&mut self, progress: impl Fn(usize, usize)) -> Result<Derived, Error> {
        let sql = self.sql();
        if let Some(rules) = state(&self.db, "rules").map_err(sql)? {
            set_state(&self.db, "rules", &format!("{rules}; to be made again")).map_err(sql)?; // which form they are of stays said
        }
        self.derive(progress)
    }

    /// Whether what is derived was derived by these rules: engine, policy, form.
    fn same_rules(&self) -> Result<bool, Error> {
        Ok(state(&self.db, "rules").map_err(self.sql())?.as_deref() == Some(self.rules().as_str()))
    }

    fn rules(&self) -> String {
        format!("{} {} {:?}", schema::DERIVED_VERSION, dateline::ENGINE, self.policy)
    }

    /// Derives from the log up to row `limit`, inside a transaction.
    pub(crate) fn derive_up_to(&self, limit: i64, progress: &impl Fn(usize, usize)) -> Result<Derived, Error> {
        let sql = self.sql();
        let same = self.same_rules()?;
        if !same {
            let before = state(&self.db, "rules").map_err(sql)?;
            let another_form = before.is_some_and(|rules| !rules.starts_with(&format!("{} ", schema::DERIVED_VERSION)));
            let make_way = if another_form && self.as_of.is_none() { renew } else { clear };
            make_way(&self.db).map_err(sql)?;
        }
        let done = state(&self.db, "seq").map_err(sql)?.and_then(|seq| seq.parse().ok()).unwrap_or(0);
        let all = self.decisions_up_to(limit)?;
        let in_force = decisions::in_force(&all);
        let deriver = Deriver { db: &self.db, ledger: self, rulings: decisions::rulings(&in_force), in_force, limit };
        let (dirty, gone) = deriver.dirty(done, &all)?;
        let derived = deriver.derive(&dirty, &gone, progress)?;
        set_state(&self.db, "seq", &limit.to_string()).map_err(sql)?;
        set_state(&self.db, "rules", &self.rules()).map_err(sql)?;
        Ok(derived)
    }
}

impl Deriver<'_> {
    pub(crate) fn sql(&self) -> impl Fn(rusqlite::Error) -> Error + Copy + '_ {
        self.ledger.sql()
    }

    /// The codings to join since log row `done`, in the canonical order of their reports, and those that another takes the place of.
    fn dirty(&self, done: i64, all: &[Decision]) -> Result<(Vec<i64>, BTreeSet<i64>), Error> {
        let sql = self.sql();
        let mut dirty = BTreeSet::new();
        let mut gone = BTreeSet::new();
        let mut new = self.db.prepare_cached("SELECT DISTINCT capture FROM coding WHERE seq > ? AND seq <= ?").map_err(sql)?;
        let captures = new.query_map([done, self.limit], |row| row.get::<_, i64>(0)).map_err(sql)?;
        let captures: Vec<i64> = captures.collect::<Result<_, _>>().map_err(sql)?;
        let mut of = self.db.prepare_cached("SELECT seq FROM coding WHERE capture = ? AND seq <= ? ORDER BY seq").map_err(sql)?;
        for capture in captures {
            let codings = of.query_map([capture, self.limit], |row| row.get::<_, i64>(0)).map_err(sql)?;
            let mut codings: Vec<i64> = codings.collect::<Result<_, _>>().map_err(sql)?;
            dirty.extend(codings.pop());
            gone.extend(codings.into_iter().filter(|seq| *seq <= done));
        }
        for claim in claims_of(all, done) {
            dirty.extend(self.ledger.codings_of_claim(&claim, self.limit)?);
        }
        let mut documents = self.documents_of(&dirty)?;
        documents.extend(numbers(self.db, "SELECT document FROM unplaced WHERE ? = 0", [0]).map_err(sql)?);
        let changed = copies::place(self.db, &documents, &self.ledger.policy, sql)?;
        self.db.execute("DELETE FROM unplaced", []).map_err(sql)?;
        dirty.extend(numbers(self.db, CARRIERS, changed).map_err(sql)?.difference(&gone));
        Ok((self.in_canonical_order(dirty)?, gone))
    }

    /// The texts that codings are of.
    pub(crate) fn documents_of(&self, codings: &BTreeSet<i64>) -> Result<BTreeSet<i64>, Error> {
        let query = "SELECT capture.document FROM coding JOIN capture ON capture.seq = coding.capture WHERE coding.seq = ?";
        numbers(self.db, query, codings.iter().copied()).map_err(self.sql())
    }

    /// By day of publication, then text, then id: what comes close in time is joined together.
    fn in_canonical_order(&self, codings: BTreeSet<i64>) -> Result<Vec<i64>, Error> {
        let sql = self.sql();
        let mut facts = self
            .db
            .prepare_cached(
                "SELECT json_extract(capture.body, '$.report.published'), document.digest
                 FROM coding JOIN capture ON capture.seq = coding.capture JOIN document ON document.id = capture.document
                 WHERE coding.seq = ?",
            )
            .map_err(sql)?;
        let mut keyed = Vec::with_capacity(codings.len());
        for coding in codings {
            let (published, digest): (Option<String>, Vec<u8>) =
                facts.query_row([coding], |row| Ok((row.get(0)?, row.get(1)?))).map_err(sql)?;
            keyed.push((published, digest, coding));
        }
        keyed.sort();
        Ok(keyed.into_iter().map(|(_, _, coding)| coding).collect())
    }

    fn derive(&self, dirty: &[i64], gone: &BTreeSet<i64>, progress: &impl Fn(usize, usize)) -> Result<Derived, Error> {
        let mut derived = Derived::default();
        let mut gone = Cow::Borrowed(gone);
        for batch in dirty.chunks(BATCH) {
            derived.incidents += self.join_batch(batch, &gone)?;
            derived.codings += batch.len();
            gone = Cow::Owned(BTreeSet::new()); // they went with the first batch
            progress(derived.codings, dirty.len());
        }
        Ok(derived)
    }

    /// Reads codings back, by as many threads as there are, in the order asked for.
    pub(crate) fn load(&self, codings: &[i64]) -> Result<Vec<Coded>, Error> {
        let sql = self.sql();
        let query = format!(
            "SELECT {}, document.digest FROM coding LEFT JOIN log ON log.seq = coding.seq
             JOIN capture ON capture.seq = coding.capture LEFT JOIN witness ON witness.document = capture.document
             JOIN document ON document.id = COALESCE(witness.witness, capture.document) WHERE coding.seq = ?",
            Stored::COLUMNS
        );
        let mut read = self.db.prepare_cached(&query).map_err(sql)?;
        let mut packed: Vec<(Stored, Vec<u8>)> = Vec::with_capacity(codings.len());
        for &seq in codings {
            packed.push(read.query_row([seq], |row| Ok((Stored::of(row)?, row.get(5)?))).map_err(sql)?);
        }
        let in_force = &self.in_force;
        let open = |(stored, witness): &(Stored, Vec<u8>)| {
            let record = decisions::corrected(&stored.record()?, in_force).into_owned();
            Ok(Coded { seq: stored.seq, record, witness: named(witness) })
        };
        let share = packed.len().div_ceil(self.ledger.threads).max(16);
        let opened: Vec<Result<Vec<Coded>, Error>> = std::thread::scope(|scope| {
            let started: Vec<_> = packed.chunks(share).map(|part| scope.spawn(move || part.iter().map(open).collect())).collect();
            let joined = started.into_iter().map(|thread| thread.join());
            joined.map(|opened| opened.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
        });
        let mut coded = Vec::with_capacity(codings.len());
        for part in opened {
            coded.extend(part?);
        }
        Ok(coded)
    }
}

/// The claims that decisions made after log row `done` rule on, those of decisions they undo with them.
fn claims_of(all: &[Decision], done: i64) -> BTreeSet<String> {
    let by_id: BTreeMap<&str, &Decision> = all.iter().map(|decision| (decision.id.as_str(), decision)).collect();
    let mut claims = BTreeSet::new();
    let mut look: Vec<&Decision> = all.iter().filter(|decision| crate::decide::seq_of(&decision.id) > done).collect();
    while let Some(decision) = look.pop() {
        claims.extend(decision.claims.iter().chain(&decision.others).cloned());
        if decision.target.starts_with('c') {
            claims.insert(decision.target.clone());
        }
        if decision.action == "undo" {
            look.extend(by_id.get(decision.target.as_str()));
        }
    }
    claims
}
