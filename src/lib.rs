//! crossfoot reads verification reports and says where they cannot be true as
//! printed.
//!
//! The rooms, from the ground up. A room may use those on lower floors that
//! its line names, and nothing else; `tests/arrows.rs` holds them to it.
//!
//! | room | what it does | may use |
//! |---|---|---|
//! | [`report`] | text to structure and numbers; pure | – |
//! | [`disk`] | walking, reading, atomic writing | – |
//! | [`ledger`] | entries, findings, faults, severities; pure | `report` |
//! | [`config`] | text to settings; pure | `ledger` |
//! | [`host`] | the sandbox: the only room that names wasmtime | `report`, `ledger` |
//! | [`analyzers`] | from a config to a set of analyzers | `host`, `config`, `disk`, `ledger`, `standard` |
//! | [`check`] | reports and a set to an outcome | `report`, `ledger`, `host` |
//! | [`store`] | judgements to bytes and back | `report`, `ledger`, `host`, `check` |
//! | [`policy`] | what of an outcome is shown; pure | `report`, `ledger`, `config` |
//! | [`emit`] | an outcome to bytes; pure | `report`, `ledger` |
//! | [`cli`], [`lsp`] | the faces; never each other | all of these |

// Only `cli` prints, and there only `say`, with writers of its own.
#![deny(clippy::print_stdout, clippy::print_stderr, clippy::dbg_macro)]

pub mod analyzers;
pub mod check;
pub mod cli;
pub mod config;
pub mod disk;
pub mod emit;
pub mod host;
pub mod ledger;
pub mod lsp;
pub mod policy;
pub mod report;
pub mod standard;
pub mod store;
