//! Evaluation: our readings against gold sets, a module a set.

pub mod temporal;
