//! The wire: what leaves Dateline, as typed records of a numbered version.
//!
//! The only serde on output types; the core's own types have none, so they may change while a version here stays as it is.

pub mod v1;
