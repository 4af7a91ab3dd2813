//! The library: a few connections that read the ledger, and what is kept in memory of it.
//!
//! In: a piece of reading, and as of when. Out: what it read, at one head. Ledgers as of a moment are derived when they are first asked for,
//! and the last few are kept. Everything here waits for the disk: it is called where waiting is allowed.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use dateline::incidents::Policy;
use dateline::wire::v1::{Proposal, Tally};
use dateline_ledger::{Access, Counts, Crossed, Ends, Filter, Head, Ledger, Points};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::problem::Problem;

/// How many moments are kept.
const MOMENTS: usize = 3;

/// How many of the last things looked for are kept.
const SOUGHT: usize = 16;

/// The ledger, open for reading.
pub struct Library {
    path: PathBuf,
    threads: usize,
    readers: Mutex<Vec<Ledger>>,
    now: Shelf,
    moments: Mutex<Vec<(i64, Arc<Moment>)>>,
}

/// A ledger as of a log row, once it is derived.
#[derive(Default)]
struct Moment {
    ledger: Mutex<Option<Ledger>>,
    shelf: Shelf,
}

/// What is kept in memory of a ledger at its last head.
#[derive(Default)]
struct Shelf {
    points: Mutex<Option<(Head, Arc<Points>)>>,
    counts: Mutex<Option<(Head, Arc<Counts>)>>,
    days: Mutex<Option<(Head, Arc<Ends<Date>>)>>,
    moments: Mutex<Option<(i64, Arc<Ends<String>>)>>,
    found: Mutex<Vec<Sought>>,
    tallies: Mutex<Option<(Head, Arc<Vec<Tally>>)>>,
    proposals: Mutex<Option<(Head, Arc<Vec<Proposal>>)>>,
}

/// The rows in which something was found.
#[derive(Clone)]
struct Sought {
    head: Head,
    filter: Filter,
    rows: Arc<Vec<i64>>,
}

/// A reading: the ledger, held at one head.
pub struct Reading<'a> {
    pub ledger: &'a Ledger,
    pub head: Head,
    shelf: &'a Shelf,
}

impl Library {
    /// Of the ledger at `path`.
    pub fn new(path: PathBuf, threads: usize) -> Library {
        Library { path, threads, readers: Mutex::default(), now: Shelf::default(), moments: Mutex::default() }
    }

    /// Reads as of a moment, or as of now.
    pub fn read<T>(&self, as_of: Option<Timestamp>, work: impl FnOnce(&Reading<'_>) -> Result<T, Problem>) -> Result<T, Problem> {
        let ledger = self.take()?;
        let done = match as_of.map(|at| self.row_before_now(&ledger, at)).transpose()?.flatten() {
            None => read(&ledger, &self.now, work),
            Some((row, at)) => {
                let moment = self.moment(row);
                let mut derived = held(&moment.ledger);
                let ledger = match derived.take() {
                    Some(ledger) => ledger,
                    None => {
                        let mut ledger = self.open()?;
                        ledger.at(at)?;
                        ledger
                    }
                };
                read(derived.insert(ledger), &moment.shelf, work)
            }
        };
        held(&self.readers).push(ledger);
        done
    }

    /// Reads as of a moment, or as of now, by a connection of its own; a moment is read by the one kept for it all the same.
    pub fn apart<T>(
        &self,
        as_of: Option<Timestamp>,
        work: impl FnOnce(&Reading<'_>) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        match as_of {
            None => read(&self.open()?, &self.now, work),
            at => self.read(at, work),
        }
    }

    /// Brings what is derived in step with what came in, as a run that was stopped has left it; whoever writes just now does so themselves.
    pub fn current(&self) -> Result<(), dateline_ledger::Error> {
        let ledger = Ledger::open(&self.path, Access::Read, Policy::default(), self.threads)?;
        if ledger.is_current()? {
            return Ok(());
        }
        let access = Access::Write { who: "dateline serve, bringing incidents up to date".to_owned(), patience: Duration::ZERO };
        match Ledger::open(&self.path, access, Policy::default(), self.threads) {
            Ok(mut ledger) => ledger.derive(|_, _| {}).map(|_| ()),
            Err(dateline_ledger::Error::Held { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The log row that counts as of `at`, where more came in after it.
    fn row_before_now(&self, ledger: &Ledger, at: Timestamp) -> Result<Option<(i64, Timestamp)>, Problem> {
        let row = ledger.row_at(at)?;
        Ok((row < ledger.head()?.seq).then_some((row, at)))
    }

    /// The moment kept for a log row; the one longest not asked for makes way.
    fn moment(&self, row: i64) -> Arc<Moment> {
        let mut moments = held(&self.moments);
        let kept = moments.iter().position(|(kept, _)| *kept == row);
        let moment = kept.map_or_else(|| Arc::new(Moment::default()), |at| moments.remove(at).1);
        if moments.len() == MOMENTS {
            moments.remove(0);
        }
        moments.push((row, Arc::clone(&moment)));
        moment
    }

    fn take(&self) -> Result<Ledger, Problem> {
        let free = held(&self.readers).pop();
        free.map_or_else(|| self.open(), Ok)
    }

    /// A connection of one's own, for what takes long.
    pub fn open(&self) -> Result<Ledger, Problem> {
        Ok(Ledger::open(&self.path, Access::Read, Policy::default(), self.threads)?)
    }
}

fn read<T>(ledger: &Ledger, shelf: &Shelf, work: impl FnOnce(&Reading<'_>) -> Result<T, Problem>) -> Result<T, Problem> {
    ledger.at_one_head(|ledger| work(&Reading { ledger, head: ledger.head()?, shelf }))
}

impl Reading<'_> {
    /// Reads what most answers are made of before anybody asks.
    pub fn warm(&self) -> Result<(), Problem> {
        self.points()?;
        self.counts()?;
        self.days()?;
        self.moments()?;
        self.tallies()?;
        self.proposals().map(|_| ())
    }

    /// Every incident as a point.
    pub fn points(&self) -> Result<Arc<Points>, Problem> {
        self.kept(&self.shelf.points, || self.ledger.points())
    }

    /// Points crossed with a filter. What was looked for lately need not be looked for again.
    pub fn cross<'a>(&self, points: &'a Points, filter: &Filter) -> Result<Crossed<'a>, Problem> {
        let looked = filter.looked_for();
        if looked == Filter::default() {
            return Ok(points.cross(filter, None));
        }
        let known = held(&self.shelf.found).iter().find(|sought| sought.head == self.head && sought.filter == looked).cloned();
        let sought = match known {
            Some(sought) => sought,
            None => {
                let rows = self.ledger.found(&looked)?.unwrap_or_default();
                let sought = Sought { head: self.head.clone(), filter: looked, rows: Arc::new(rows) };
                let mut found = held(&self.shelf.found);
                found.truncate(SOUGHT - 1);
                found.insert(0, sought.clone());
                sought
            }
        };
        Ok(points.cross(filter, Some(&sought.rows)))
    }

    /// How much the ledger holds.
    pub fn counts(&self) -> Result<Arc<Counts>, Problem> {
        self.kept(&self.shelf.counts, || self.ledger.counts())
    }

    /// The first day of its incidents and the last.
    pub fn days(&self) -> Result<Arc<Ends<Date>>, Problem> {
        self.kept(&self.shelf.days, || self.ledger.days())
    }

    /// When the first thing came in and the last, whatever moment is read.
    pub fn moments(&self) -> Result<Arc<Ends<String>>, Problem> {
        kept(&self.shelf.moments, &self.ledger.last_row()?, || self.ledger.moments())
    }

    /// Every series of totals, without what it covers.
    pub fn tallies(&self) -> Result<Arc<Vec<Tally>>, Problem> {
        self.kept(&self.shelf.tallies, || self.ledger.all_series())
    }

    /// Every pair of incidents that may be one.
    pub fn proposals(&self) -> Result<Arc<Vec<Proposal>>, Problem> {
        self.kept(&self.shelf.proposals, || self.ledger.proposals())
    }

    /// What is kept of this head, or is read now and kept.
    fn kept<T>(
        &self,
        place: &Mutex<Option<(Head, Arc<T>)>>,
        read: impl FnOnce() -> Result<T, dateline_ledger::Error>,
    ) -> Result<Arc<T>, Problem> {
        kept(place, &self.head, read)
    }
}

/// What is kept by a key, or is read now and kept in the place of what was.
fn kept<K: Clone + PartialEq, T>(
    place: &Mutex<Option<(K, Arc<T>)>>,
    key: &K,
    read: impl FnOnce() -> Result<T, dateline_ledger::Error>,
) -> Result<Arc<T>, Problem> {
    let mut kept = held(place);
    if let Some((_, value)) = kept.as_ref().filter(|(of, _)| of == key) {
        return Ok(Arc::clone(value));
    }
    let value = Arc::new(read()?);
    *kept = Some((key.clone(), Arc::clone(&value)));
    Ok(value)
}

/// What a mutex guards; a panic elsewhere leaves it as it was, for nothing here is changed by halves.
pub fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
