//! What an analyzer for crossfoot is written with.
//!
//! A whole analyzer with one rule, tried on [a sample](sample):
//!
//! ```
//! use crossfoot_kit::bindings::{Guest, Status};
//! use crossfoot_kit::prelude::*;
//! use crossfoot_kit::rule::{Explained, Pack};
//!
//! /// A pump that a table judges as passed, below the target of its own row.
//! const RULE: Rule = Rule::error("PUMP101", "flow-below-target", judge);
//!
//! fn judge(report: &Report, ledger: &mut Ledger) {
//!     for table in report.tables() {
//!         let (Some(target), Some(measured)) =
//!             (table.only_column(Roles::TARGET), table.column(Roles::MEASURED))
//!         else {
//!             continue;
//!         };
//!         for row in table.rows() {
//!             let number = |column| row.cell(column).and_then(|cell| cell.number());
//!             let (Some(target), Some(measured)) = (number(target), number(measured)) else { continue };
//!             // Both are intervals: `≥ 11.5` has no upper end, and `12.0` may stand for 11.95.
//!             let outcome = report.value(measured).equals(report.value(target));
//!             ledger.judge(outcome, row.at(), |draft| {
//!                 draft
//!                     .number(report, target, "target")
//!                     .number(report, measured, "measured")
//!                     .message(format!("{} of {}", report.printed(measured), report.printed(target)));
//!             });
//!         }
//!     }
//! }
//!
//! pub struct Pumps;
//!
//! impl Pack for Pumps {
//!     const NAME: &'static str = "pumps";
//!     const VERSION: &'static str = "0.1.0";
//!
//!     fn rules() -> &'static [Explained] {
//!         // Mostly `include_str!` of a file with examples under "Fires" and "Stays silent".
//!         &[Explained { rule: RULE, explanation: "# flow-below-target (PUMP101)" }]
//!     }
//! }
//!
//! crossfoot_kit::bindings::export_analyzer!(Pumps);
//!
//! // In the sandbox crossfoot calls this; natively a test can.
//! let inspection = Pumps::inspect(crossfoot_kit::sample::arena(), crossfoot_kit::sample::settings());
//! let [p1, p2, p3] = inspection.entries.as_slice() else { panic!("a relation for each pump") };
//! assert_eq!([p1.status, p2.status, p3.status], [Status::Holds, Status::Holds, Status::Contradicted]);
//! assert_eq!(p3.message, "10.9 of ≥ 11.5");
//! ```
//!
//! `crossfoot analyzer new NAME` makes a project of this shape that builds, with
//! its tests.
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
//! - [`spelling::Spellings`]: words told by their letters, where roles do not
//!   help;
//! - [`ledger::Ledger`]: where a rule writes down what it judged;
//! - [`rule::Rule`] and [`rule::Pack`]: how functions become an analyzer;
//! - [`setting`]: what users can set;
//! - [`note`]: what is remembered of a report for the step across reports;
//! - [`sample`]: a report to try things on, natively.
//!
//! Nothing here panics on odd input, and nothing depends on anything but the
//! report and the settings.

#![warn(missing_docs)]
#![cfg_attr(test, deny(missing_docs))]
// Arithmetic that may refuse an answer cannot be an operator.
#![allow(clippy::should_implement_trait)]

pub mod bindings;
pub mod claims;
pub mod exact;
pub mod field;
mod figures;
mod hash;
#[cfg(any(test, target_arch = "wasm32"))]
mod heap;
pub mod interval;
pub mod ledger;
pub mod lexicon;
mod marks;
mod mend;
pub mod mention;
pub mod note;
pub mod report;
pub mod rule;
#[cfg(not(target_arch = "wasm32"))]
pub mod sample;
pub mod scope;
pub mod setting;
pub mod spelling;
pub mod table;
pub mod value;
pub mod verdict;
pub mod words;

/// All that a rule needs, for one `use`.
///
/// ```
/// use crossfoot_kit::prelude::*;
/// const RULE: Rule = Rule::info("XX1", "nothing-said", |_: &Report, _: &mut Ledger| {});
/// # assert_eq!(RULE.code, "XX1");
/// ```
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
    pub use crate::spelling::{Spellings, is_any};
    pub use crate::table::{Cell, Row, Table, roles_of};
    pub use crate::value::{Outcome, Value};
    pub use crate::verdict::Verdict;
    pub use crate::words::Word;
}
