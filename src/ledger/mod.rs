//! The words that the rooms share about judging: entries and findings, what
//! an analyzer is, and what can go wrong with one.
//!
//! Pure values. Nothing here judges, reads or prints.

mod entry;
mod fault;
mod finding;
mod manifest;
mod outcome;
mod own;
mod sheet;

pub use entry::*;
pub use fault::*;
pub use finding::*;
pub use manifest::*;
pub use outcome::*;
pub use own::*;
pub use sheet::*;

#[cfg(test)]
pub(crate) mod sample;
