//! Tasks for developers, as functions that tests can call.

pub mod pack;
