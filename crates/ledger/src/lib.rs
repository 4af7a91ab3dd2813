//! Ledger: everything taken in, coded and ruled, in one SQLite file that only grows.
//!
//! In: captured reports with their records, decisions, releases. Out: incidents, series of totals, claims, as known now or at any moment
//! before. What came in stands in a hash-chained log and is never changed; what is concluded from it is derived, and can be made again to
//! the same bytes. Codes no text and computes no toll: the façade does. Reads no clock: every moment is an argument.

mod coding;
mod copies;
mod decide;
mod derive;
mod derived;
mod error;
mod filter;
mod lock;
mod log;
mod migrate;
mod near;
mod open;
mod pack;
mod read;
mod release;
mod schema;
mod store;
mod verify;

pub use decide::Ruling;
pub use derive::Derived;
pub use error::Error;
pub use filter::Filter;
pub use open::{Access, Ledger};
pub use read::{Counts, Found, Held, Source};
pub use release::{Change, Manifest, Profile, Release};
pub use store::{Item, Prepared, TakenIn};
pub use verify::{Fault, Verified};
