//! Entries shown to a person, with everything a face needs to show them:
//! paths, lines and columns instead of indices and offsets.

use serde::{Deserialize, Serialize};

use super::{Applicability, Severity, Status};
use crate::report::Range;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Related {
    pub path: String,
    pub range: Range,
    pub message: String,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Location {
    pub path: String,
    pub range: Range,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResolvedEdit {
    pub path: String,
    pub range: Range,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResolvedFix {
    pub title: String,
    pub applicability: Applicability,
    pub edits: Vec<ResolvedEdit>,
}

/// Who silenced a finding, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suppressed {
    pub by: Suppressor,
    pub reason: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Suppressor {
    Comment,
    Baseline,
    Config,
}

/// The text around a place, cut while the report was at hand: whole lines,
/// the first of which has the number `line`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    pub path: String,
    pub line: u32,
    /// Where `text` begins in the report.
    pub offset: u32,
    pub text: String,
}

/// The field order is the order of the promised JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub code: String,
    pub rule: String,
    pub severity: Severity,
    pub path: String,
    pub range: Range,
    pub message: String,
    pub derivation: Vec<String>,
    pub related: Vec<Related>,
    pub inherited: Vec<Location>,
    pub fixes: Vec<ResolvedFix>,
    /// From the claim, never from its line number.
    pub fingerprint: String,
    pub suppressed: Option<Suppressed>,
    /// What the fingerprint was made from, for those who read a baseline.
    #[serde(skip)]
    pub claim: String,
    #[serde(skip)]
    pub status: Option<Status>,
    /// For the terminal: the finding's own lines first, then related ones.
    #[serde(skip)]
    pub excerpts: Vec<Excerpt>,
}
