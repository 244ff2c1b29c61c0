//! An outcome to bytes: for people, for scripts, for the services that show
//! findings beside the code.
//!
//! This room is pure: it opens nothing, prints nothing and asks no clock. The
//! same outcome gives the same bytes. Text that comes from reports, paths and
//! analyzers is hostile: control and bidirectional characters never reach the
//! output as they are.

mod escape;
mod json;
mod text;

pub use escape::clean;
pub use json::{json, jsonl};
pub use text::{TextStyle, fault_line, summary_line, text};

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
