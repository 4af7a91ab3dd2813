//! The API as it is asked over HTTP, on a ledger of the invented reports of `examples/reports`.

#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

mod asking;
mod deciding;
mod described;
mod people;
mod reading;
mod refused;
