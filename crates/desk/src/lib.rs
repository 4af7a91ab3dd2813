//! Desk: what every surface does between the edges, written once.
//!
//! In: captures, or a ledger. Out: captures coded and packed for the ledger ([`prepare`]), and what the ledger holds handed to the exports
//! ([`each_entry`], [`release_content`]). Holds no rule: intake reads, the façade codes, the ledger keeps, the exports print.

mod entries;
mod guard;
pub mod pool;
mod prepare;

pub use entries::{Error, about, each_entry, names, release_content};
pub use guard::{Stopped, guarded};
pub use prepare::prepare;
