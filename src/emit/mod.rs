//! An outcome to bytes: for people, for scripts, for the services that show
//! findings beside the code.
//!
//! This room is pure: it opens nothing, prints nothing and asks no clock. The
//! same outcome gives the same bytes. Text that comes from reports, paths and
//! analyzers is hostile: control and bidirectional characters never reach the
//! output as they are.

mod escape;
mod github;
mod gitlab;
mod json;
mod junit;
mod markdown;
mod sarif;
mod sheet;
mod text;

use crate::ledger::Outcome;

pub use escape::clean;
pub use github::github;
pub use gitlab::gitlab;
pub use json::{json, jsonl};
pub use junit::junit;
pub use markdown::markdown;
pub use sarif::sarif;
pub use sheet::{sheet_json, sheet_text, summary as sheet_summary};
pub use text::{TextStyle, fault_line, summary_line, text};

/// The formats by the names that a person gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Text,
    Json,
    Jsonl,
    Sarif,
    Github,
    Gitlab,
    Junit,
    Markdown,
}

impl Format {
    pub const ALL: [(&str, Format); 8] = [
        ("text", Format::Text),
        ("json", Format::Json),
        ("jsonl", Format::Jsonl),
        ("sarif", Format::Sarif),
        ("github", Format::Github),
        ("gitlab", Format::Gitlab),
        ("junit", Format::Junit),
        ("markdown", Format::Markdown),
    ];

    pub fn named(name: &str) -> Option<Format> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, format)| *format)
    }

    /// The whole output; the style is for text alone.
    pub fn render(self, outcome: &Outcome, style: &TextStyle) -> String {
        match self {
            Format::Text => text(outcome, style),
            Format::Json => json(outcome),
            Format::Jsonl => jsonl(outcome),
            Format::Sarif => sarif(outcome),
            Format::Github => github(outcome),
            Format::Gitlab => gitlab(outcome),
            Format::Junit => junit(outcome),
            Format::Markdown => markdown(outcome),
        }
    }
}

/// The address of a folder, for links in a terminal.
pub fn folder_address(folder: &str) -> String {
    let address: String = folder.bytes().map(percent).collect();
    format!("file://{}/", address.trim_end_matches('/'))
}

/// A byte of an address.
fn percent(byte: u8) -> String {
    let plain = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    if plain { char::from(byte).to_string() } else { format!("%{byte:02X}") }
}

#[cfg(test)]
mod tests;
