//! Ledger: everything taken in, coded and ruled, in one SQLite file that only grows.
//!
//! In: captured reports with their records, decisions, releases. Out: incidents, series of totals, claims, as known now or at any moment
//! before. What came in stands in a hash-chained log and is never changed; what is concluded from it is derived, and can be made again to
//! the same bytes. Codes no text and computes no toll: the façade does. Reads no clock: every moment is an argument.

mod coding;
mod copies;
mod crossing;
mod decide;
mod derive;
mod derived;
mod error;
mod filter;
mod head;
mod history;
mod joining;
mod lock;
mod log;
mod migrate;
mod near;
mod open;
mod pack;
mod pages;
mod points;
mod propose;
mod queue;
mod read;
mod release;
mod reports;
mod schema;
mod store;
mod verify;

pub use crossing::{Crossed, Day, Facet, Month, Part, Spot};
pub use decide::Ruling;
pub use derive::Derived;
pub use error::Error;
pub use filter::{Filter, Within};
pub use head::{Ends, Head};
pub use history::Moved;
pub use open::{Access, Ledger};
pub use pages::{By, Order, Page, Place};
pub use points::{Point, Points};
pub use queue::{Reason, reasons, worth};
pub use read::{Counts, Found, Held, Source};
pub use release::{Change, Manifest, Profile, Release};
pub use reports::Opened;
pub use store::{Item, Prepared, TakenIn};
pub use verify::{Fault, Verified};
