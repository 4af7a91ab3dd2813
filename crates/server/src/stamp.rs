//! Stamps: what an incident or a claim was when somebody saw it, so that a decision made on what is no longer so is refused.
//!
//! A stamp says which one, up to which log row, and the digest of what it said: "i0a1b2c….417.9f86d081".

use std::fmt;

use dateline_ledger::{Found, Ledger};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::problem::Problem;

/// What was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    id: String,
    seq: i64,
    digest: String,
}

impl Stamp {
    /// Of `value`, which goes by `id`, as the log had it up to `seq`.
    pub fn of(id: &str, seq: i64, value: &impl Serialize) -> Stamp {
        let hash = Sha256::digest(serde_json::to_vec(value).unwrap_or_default());
        Stamp { id: id.to_owned(), seq, digest: hash[..8].iter().map(|byte| format!("{byte:02x}")).collect() }
    }

    /// Reads one that was sent back.
    pub fn read(text: &str) -> Result<Stamp, Problem> {
        let refused = || Problem::body("stamp: it is not the stamp of an incident or a claim").with("field", "stamp");
        let mut parts = text.split('.');
        let (Some(id), Some(seq), Some(digest), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return Err(refused());
        };
        let seq = seq.parse().map_err(|_| refused())?;
        Ok(Stamp { id: id.to_owned(), seq, digest: digest.to_owned() })
    }

    /// Whether what was seen is still so; else what came in since that bears on it.
    pub fn check(&self, ledger: &Ledger) -> Result<(), Problem> {
        let found = match ledger.find(&self.id) {
            Err(dateline_ledger::Error::NoSuch { .. }) => None,
            found => Some(found?),
        };
        let Some(found) = found else {
            // Every claim of it was rejected, or stands in nothing any more.
            let changed = ledger.changed_since(self.seq, &[dateline::ids::anchor(&self.id)])?;
            let detail = format!("{} is no longer there: {}", self.id, changed.join("; "));
            return Err(Problem::conflict(detail).with("changed", changed));
        };
        let (now, claims) = match found {
            Found::Incident(incident) => (Stamp::of(&incident.id, self.seq, &incident), incident.claims.clone()),
            Found::Claim(claim) => (Stamp::of(&claim.id, self.seq, &claim), vec![claim.id.clone()]),
            Found::Tally(tally) => (Stamp::of(&tally.id, self.seq, &tally), Vec::new()),
        };
        if now == *self {
            return Ok(());
        }
        let changed = ledger.changed_since(self.seq, &claims)?;
        let because = if changed.is_empty() { "it is concluded otherwise".to_owned() } else { changed.join("; ") };
        let detail = format!("{} is not as you saw it: {because}; look again and decide anew", self.id);
        Err(Problem::conflict(detail).with("changed", changed).with("now", now.id))
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}.{}", self.id, self.seq, self.digest)
    }
}
