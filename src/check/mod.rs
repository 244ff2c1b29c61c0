//! Reports and a set of analyzers to an outcome: the one straight line that
//! every face uses.
//!
//! [`judge`] takes one report to a [`Judgement`], which keeps what is needed of
//! it once its text is dropped; [`conclude`] brings judgements together. This
//! room reads no files, knows no settings but those of the analyzers, and
//! leaves out nothing: what of an outcome is shown is `policy`'s business.

mod conclude;
mod judge;
mod resolve;
mod sheet;
mod sound;

pub use conclude::{Judged, alone, conclude};
pub use judge::{Judgement, LONGEST_REPORT, Part, judge};
pub use resolve::Seed;
pub use sheet::sheet;
