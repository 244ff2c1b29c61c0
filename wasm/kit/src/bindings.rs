//! The contract in Rust: what the host hands over, and what it wants back.
//!
//! For wasm32 wit-bindgen writes these types from `wit/analyzer.wit`, and that
//! file explains every field of them; natively they are the same, written out.
//! A rule seldom names them: it is handed a [`report::Report`] and a
//! [`ledger::Ledger`], and these are what those are made of and turn into.
//!
//! | what | types |
//! |---|---|
//! | the arena | [`Report`], [`Node`], [`Quantity`], [`Unit`], [`Span`] |
//! | what an analyzer says of itself | [`Manifest`], [`Rule`], [`Declaration`] |
//! | what the user has set | [`Settings`], [`Setting`], [`Value`], [`Word`], [`Detail`], [`Rounding`] |
//! | a relation, judged | [`Entry`], [`Status`], [`Severity`], [`Operand`], [`Remark`], [`Fix`], [`Edit`] |
//! | the answer for a report | [`Inspection`], [`Tally`] |
//! | across reports | [`ReportNote`], [`Conclusion`], [`SeriesEntry`], [`RemarkElsewhere`], [`Place`], [`Inheritance`] |
//! | what is exported | [`Guest`], by way of [`rule::Pack`] |
//!
//! ```
//! use crossfoot_kit::bindings::{Severity, Span};
//! let at = Span { start: 2, end: 12 };
//! assert_eq!(at.end - at.start, 10);
//! assert!(Severity::Error > Severity::Warning);
//! ```
//!
//! [`report::Report`]: crate::report::Report
//! [`ledger::Ledger`]: crate::ledger::Ledger
//! [`rule::Pack`]: crate::rule::Pack

// Explained in one place, the contract.
#![allow(missing_docs)]

#[cfg(target_arch = "wasm32")]
wit_bindgen::generate!({
    path: "wit",
    world: "analyzer",
    pub_export_macro: true,
    export_macro_name: "export_analyzer",
    default_bindings_module: "crossfoot_kit::bindings",
    additional_derives: [PartialEq],
});

#[cfg(target_arch = "wasm32")]
pub use exports::crossfoot::analyzer::analysis::*;

#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(not(target_arch = "wasm32"))]
pub use native::*;

/// Natively there is nothing to export: the pack is called as a library.
#[cfg(not(target_arch = "wasm32"))]
#[macro_export]
macro_rules! export_analyzer {
    ($pack:ident) => {};
}
#[cfg(not(target_arch = "wasm32"))]
pub use crate::export_analyzer;
