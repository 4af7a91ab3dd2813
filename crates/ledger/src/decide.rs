//! Deciding: what a reviewer rules is checked, appended and, from then on, replayed.

use dateline::wire::v1::{Decision, Incident};
use dateline::{correct, decisions};
use jiff::Timestamp;
use rusqlite::params;

use crate::log::{Chain, moment};
use crate::pack::digest;
use crate::read::Found;
use crate::{Error, Ledger};

/// What a reviewer may rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ruling {
    /// The claim or incident is right as it stands.
    Accept,
    /// The claim, or every claim of the incident, is in no incident and no series.
    Reject,
    /// A cell of the claim should say something else.
    Correct {
        /// `counts.0`, `place`.
        cell: String,
        /// What it should say.
        value: String,
    },
    /// The incident and another are one.
    Merge {
        /// The other.
        with: String,
    },
    /// Some claims of the incident are of another happening.
    Split {
        /// They.
        claims: Vec<String>,
    },
    /// The incident and another are two, though they may look like one.
    Apart {
        /// The other.
        from: String,
    },
    /// The incident's grade.
    Grade {
        /// A slug of the codebook.
        grade: String,
    },
    /// A decision no longer holds.
    Undo,
    /// Something to be remembered.
    Note,
}

/// The log row of a decision, from its id.
pub(crate) fn seq_of(id: &str) -> i64 {
    id.strip_prefix('d').and_then(|seq| seq.parse().ok()).unwrap_or(0)
}

impl Ledger {
    /// Appends what `who` rules on `target`, a claim, an incident or a decision, and why. What is derived is not yet in step with it.
    pub fn decide(
        &mut self,
        target: &str,
        ruling: &Ruling,
        who: &str,
        why: &str,
        blind: bool,
        at: Timestamp,
    ) -> Result<Decision, Error> {
        self.is_of_now()?;
        let refused = |why: String| Err(Error::Decision(why));
        if who.trim().is_empty() {
            return refused("a decision needs someone who makes it".to_owned());
        }
        let mut decision = Decision {
            at: moment(at),
            who: who.trim().to_owned(),
            why: why.trim().to_owned(),
            action: action(ruling).into(),
            blind,
            ..Decision::default()
        };
        self.rule(target, ruling, &mut decision)?;
        let path = self.path.clone();
        let sql = |error| crate::open::failed(&path, error);
        let transaction = self.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(sql)?;
        let mut chain = Chain::end(&transaction).map_err(sql)?;
        decision.id = format!("d{}", chain.next());
        let body = serde_json::to_string(&decision).unwrap_or_default();
        let seq = chain.append(&transaction, &decision.at, "decision", &digest(body.as_bytes())).map_err(sql)?;
        transaction.execute("INSERT INTO decision (seq, body) VALUES (?, ?)", params![seq, body]).map_err(sql)?;
        transaction.commit().map_err(sql)?;
        Ok(decision)
    }

    /// Fills in what the ruling is about, or says why it cannot be made.
    fn rule(&self, target: &str, ruling: &Ruling, decision: &mut Decision) -> Result<(), Error> {
        let refused = |why: String| Err(Error::Decision(why));
        if *ruling == Ruling::Undo {
            let made = self.decisions()?;
            let Some(undone) = made.iter().find(|made| made.id == target) else {
                return refused(format!("there is no decision {target:?}"));
            };
            if decisions::undone(&made).contains(target) {
                return refused(format!("{target} is undone already"));
            }
            if decision.blind && !undone.blind {
                return refused(format!("{target} is in force: it is not undone blind"));
            }
            decision.target = target.to_owned();
            return Ok(());
        }
        let found = self.find(target)?;
        match (&found, ruling) {
            (Found::Incident(incident), _) => {
                decision.target = incident.id.clone();
                decision.claims = incident.claims.clone();
            }
            (Found::Claim(claim), _) => {
                decision.target = claim.id.clone();
                decision.claims = vec![claim.id.clone()];
            }
            (Found::Tally(tally), Ruling::Accept | Ruling::Note) => decision.target = tally.id.clone(),
            (Found::Tally(_), _) => return refused("a series is ruled on claim by claim: name one of its claims".to_owned()),
        }
        match (ruling, found) {
            (Ruling::Correct { cell, value }, Found::Claim(mut claim)) => {
                correct::correct(&mut claim, cell, value, "").map_err(Error::Decision)?;
                (decision.cell, decision.value) = (Some(cell.clone()), Some(value.clone()));
            }
            (Ruling::Correct { .. }, _) => {
                return refused(
                    "a cell is corrected in a claim: the incident follows its claims (dateline explain ID lists them)".to_owned(),
                );
            }
            (Ruling::Merge { with }, Found::Incident(incident)) => {
                let other = self.incident_named(with)?;
                if other.id == incident.id {
                    return refused(format!("{} and {with} are one incident already", incident.id));
                }
                decision.others = other.claims;
            }
            (Ruling::Apart { from }, Found::Incident(incident)) => {
                let other = self.incident_named(from)?;
                if other.id == incident.id {
                    return refused(format!("{} and {from} are one incident: split it", incident.id));
                }
                decision.others = other.claims;
            }
            (Ruling::Split { claims }, Found::Incident(incident)) => {
                let mut parted = Vec::new();
                for id in claims {
                    let claim = self.claim_named(id)?;
                    if !incident.claims.contains(&claim) {
                        return refused(format!("{claim} is no claim of {}", incident.id));
                    }
                    parted.push(claim);
                }
                decision.others = incident.claims.into_iter().filter(|claim| !parted.contains(claim)).collect();
                if decision.others.is_empty() || parted.is_empty() {
                    return refused("a split needs claims that part and claims that stay".to_owned());
                }
                decision.claims = parted;
            }
            (Ruling::Grade { grade }, Found::Incident(_)) => {
                if !decisions::is_grade(grade) {
                    return refused(format!("the codebook has no grade {grade:?}"));
                }
                decision.value = Some(grade.clone());
            }
            (Ruling::Merge { .. } | Ruling::Split { .. } | Ruling::Apart { .. } | Ruling::Grade { .. }, _) => {
                return refused(format!("{} is no incident", decision.target));
            }
            (Ruling::Accept | Ruling::Reject | Ruling::Undo | Ruling::Note, _) => {}
        }
        Ok(())
    }

    fn incident_named(&self, id: &str) -> Result<Incident, Error> {
        match self.find(id)? {
            Found::Incident(incident) => Ok(*incident),
            _ => Err(Error::Decision(format!("{id} is no incident"))),
        }
    }

    fn claim_named(&self, id: &str) -> Result<String, Error> {
        match self.find(id)? {
            Found::Claim(claim) => Ok(claim.id.clone()),
            _ => Err(Error::Decision(format!("{id} is no claim"))),
        }
    }

    /// Every decision, in the order made, as of the moment the ledger is read at.
    pub fn decisions(&self) -> Result<Vec<Decision>, Error> {
        self.decisions_up_to(self.limit()?)
    }

    pub(crate) fn decisions_up_to(&self, limit: i64) -> Result<Vec<Decision>, Error> {
        let sql = self.sql();
        let query = "SELECT decision.seq, decision.body, log.body FROM decision LEFT JOIN log ON log.seq = decision.seq
             WHERE decision.seq <= ? ORDER BY decision.seq";
        let mut read = self.db.prepare_cached(query).map_err(sql)?;
        let rows = read
            .query_map([limit], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, Option<Vec<u8>>>(2)?)))
            .map_err(sql)?;
        let mut decisions = Vec::new();
        for row in rows {
            let (seq, body, said) = row.map_err(sql)?;
            let corrupt = |problem: String| Error::Corrupt { what: format!("decision {seq}"), problem };
            // One that was changed, or put in beside the log, is not obeyed.
            if said.as_deref() != Some(&digest(body.as_bytes())[..]) {
                return Err(corrupt("it is not what the log says it was".to_owned()));
            }
            decisions.push(serde_json::from_str(&body).map_err(|error| corrupt(error.to_string()))?);
        }
        Ok(decisions)
    }
}

fn action(ruling: &Ruling) -> &'static str {
    match ruling {
        Ruling::Accept => "accept",
        Ruling::Reject => "reject",
        Ruling::Correct { .. } => "correct",
        Ruling::Merge { .. } => "merge",
        // To the engine both part claims from claims.
        Ruling::Split { .. } | Ruling::Apart { .. } => "split",
        Ruling::Grade { .. } => "grade",
        Ruling::Undo => "undo",
        Ruling::Note => "note",
    }
}
