//! Stub.

pub mod wire;
