//! Incidents: what happened, as concluded from what was said.
//!
//! In: the codings of any number of reports, and a [`Policy`]. Out: incidents with their tolls, totals in series, pairs to look at. The only room that sees two reports. Knows nothing of files, SQL or JSON. The order of the reports does not matter.

mod agreement;
mod copies;
mod grade;
mod happening;
mod incident;
mod join;
mod marks;
mod merge;
mod policy;
mod tally;
mod toll;
mod traits;
mod words;

pub use agreement::{Agreement, agreement};
pub use copies::{Sketch, are_copies, witnesses};
pub use grade::{Grade, Independence};
pub use happening::{Happening, happenings};
pub use incident::{ClaimRef, Incident, Reported, Source, TollCell, canonical_order, incident};
pub use join::{Joined, Link, Proposal, Rulings, candidates, join, links, proposals};
pub use marks::Marks;
pub use merge::{Verdict, block_keys, compare, weigh};
pub use policy::Policy;
pub use tally::{SeriesKey, Total, increments, totals};
pub use toll::{Account, Toll, reconcile};
pub use traits::Traits;
