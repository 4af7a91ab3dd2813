//! From the ledger to the exports: incidents handed by, one at a time, with what they rest on.

use std::cell::RefCell;
use std::collections::BTreeMap;

use dateline::incidents::Policy;
use dateline::wire::v1::Incident;
use dateline_export::{About, Account, Entry, Names, Profile, Source};
use dateline_ledger::{Filter, Held, Ledger};
use jiff::Timestamp;

/// Why something could not be handed by.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The ledger does not give it.
    #[error(transparent)]
    Ledger(#[from] dateline_ledger::Error),
    /// It cannot be written.
    #[error(transparent)]
    Export(#[from] dateline_export::Error),
    /// It is no JSON.
    #[error("cannot write {record} as JSON: {source}")]
    Json {
        /// The incident or the series, by id.
        record: String,
        /// Why.
        source: serde_json::Error,
    },
}

/// What is printed with every export.
pub fn about(profile: Profile, as_of: Option<Timestamp>, release: Option<String>) -> About {
    let policy = Policy::default();
    About {
        engine: dateline::ENGINE.to_owned(),
        policy: format!("{} {}", policy.name, policy.version),
        as_of: as_of.map(|at| at.to_string()),
        profile,
        release,
    }
}

/// How many incidents are read back at a time.
const AT_A_TIME: usize = 200;

/// Hands incidents by, one at a time, with what they rest on; stops where one does not read back.
pub fn each_entry<E: From<dateline_ledger::Error>>(
    ledger: &Ledger,
    ids: &[String],
    work: impl FnOnce(&mut dyn Iterator<Item = Entry>) -> Result<(), E>,
) -> Result<(), E> {
    let failed = RefCell::new(None);
    let read_back = |ids: &[String]| match entries(ledger, ids) {
        Ok(entries) => Some(entries),
        Err(error) => {
            *failed.borrow_mut() = Some(error);
            None
        }
    };
    work(&mut ids.chunks(AT_A_TIME).map_while(read_back).flatten())?;
    failed.into_inner().map_or(Ok(()), |error| Err(error.into()))
}

/// Incidents, each with what it rests on.
fn entries(ledger: &Ledger, ids: &[String]) -> Result<Vec<Entry>, dateline_ledger::Error> {
    let incidents: Vec<Incident> = ids.iter().map(|id| ledger.incident(id)).collect::<Result<_, _>>()?;
    let claims: Vec<String> = incidents.iter().flat_map(|incident| incident.claims.iter().cloned()).collect();
    let mut held: BTreeMap<String, Account> = BTreeMap::new();
    for Held { claim, sources } in ledger.claims(&claims)? {
        let sources = sources.into_iter().map(|source| Source { report: source.report, document: source.document });
        held.insert(claim.id.clone(), Account { sources: sources.collect(), claim });
    }
    let with_accounts = |incident: Incident| {
        let accounts = incident.claims.iter().filter_map(|claim| held.remove(claim)).collect();
        Entry { incident, accounts }
    };
    Ok(incidents.into_iter().map(with_accounts).collect())
}

/// The private names that any of the incidents holds.
pub fn names(ledger: &Ledger, ids: &[String]) -> Result<Names, dateline_ledger::Error> {
    let mut names = Names::default();
    each_entry(ledger, ids, |entries| {
        entries.for_each(|entry| names.add(&entry));
        Ok::<(), dateline_ledger::Error>(())
    })?;
    Ok(names)
}

/// What a release says: incidents, then series, a line each, as the profile lets them be shown.
pub fn release_content(ledger: &Ledger, profile: Profile) -> Result<String, Error> {
    let ids = ledger.ids(&Filter::default())?;
    let names = if profile == Profile::Public { Some(names(ledger, &ids)?) } else { None };
    let mut content = String::new();
    let mut line = |record: &str, json: serde_json::Result<String>| {
        content.push_str(&json.map_err(|source| Error::Json { record: record.to_owned(), source })?);
        content.push('\n');
        Ok::<(), Error>(())
    };
    each_entry(ledger, &ids, |entries| {
        for entry in entries {
            let incident = names.as_ref().map_or_else(|| entry.incident.clone(), |names| names.public(entry.clone()).incident);
            line(&incident.id, serde_json::to_string(&incident))?;
        }
        Ok::<(), Error>(())
    })?;
    for tally in ledger.tallies()? {
        let tally = if profile == Profile::Public { dateline_export::public_tally(tally) } else { tally };
        line(&tally.id, serde_json::to_string(&tally))?;
    }
    Ok(content)
}
