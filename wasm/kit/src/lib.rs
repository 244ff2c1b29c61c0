//! What an analyzer for crossfoot is written with.
//!
//! The host hands an analyzer a report as a flat arena; this crate lays it out
//! so that rules can be written in terms of what they are about:
//!
//! - [`report::Report`]: sections, tables, fields, words and numbers, each
//!   found without reading the text again;
//! - [`value::Value`]: what a printed number can stand for, with exact
//!   arithmetic and a comparison that knows three answers;
//! - [`lexicon::Roles`]: what words mean, from `lexicon.txt` and the user's
//!   settings;
//! - [`ledger::Ledger`]: where a rule writes down what it judged;
//! - [`rule::Rule`] and [`rule::Pack`]: how functions become an analyzer;
//! - [`setting`]: what users can set;
//! - [`note`]: what is remembered of a report for the step across reports.
//!
//! Nothing here panics on odd input, and nothing depends on anything but the
//! report and the settings.

// Arithmetic that may refuse an answer cannot be an operator.
#![allow(clippy::should_implement_trait)]

pub mod bindings;
pub mod claims;
pub mod exact;
pub mod field;
mod hash;
pub mod interval;
pub mod ledger;
pub mod lexicon;
pub mod mention;
pub mod note;
pub mod report;
pub mod rule;
pub mod scope;
pub mod setting;
pub mod table;
pub mod value;
pub mod verdict;
pub mod words;

/// All that a rule needs, for one `use`.
pub mod prelude {
    pub use crate::bindings::{Quantity, Severity, Span, Status};
    pub use crate::claims::{Members, spelled};
    pub use crate::field::Field;
    pub use crate::ledger::{Draft, Ledger};
    pub use crate::lexicon::Roles;
    pub use crate::mention::{Kind, Mention};
    pub use crate::report::{Report, class, dimension, flag, joint, kind, role};
    pub use crate::rule::{Rule, Series, SeriesLedger};
    pub use crate::scope::{Setback, verdict_column};
    pub use crate::table::{Cell, Row, Table, roles_of};
    pub use crate::value::{Outcome, Value};
    pub use crate::verdict::Verdict;
    pub use crate::words::Word;
}
