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

/// A place of a later report that only carries a finding on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heir {
    pub path: String,
    pub range: Range,
    /// What that report would be told of itself, were there no root.
    #[serde(skip)]
    pub own: Vec<Claimed>,
    #[serde(skip)]
    pub suppressed: Option<Suppressed>,
}

/// A finding that is not told because another one says it already. It is still
/// known by its own claim: to a baseline, to a comment, to whoever mends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    pub code: String,
    pub rule: String,
    pub claim: String,
    pub fingerprint: String,
    pub fixes: Vec<ResolvedFix>,
}

impl Heir {
    pub fn at(path: String, range: Range) -> Self {
        Self { path, range, own: Vec::new(), suppressed: None }
    }
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
    pub inherited: Vec<Heir>,
    pub fixes: Vec<ResolvedFix>,
    /// From the claim, never from its line number.
    pub fingerprint: String,
    pub suppressed: Option<Suppressed>,
    /// What the fingerprint was made from, for those who read a baseline.
    #[serde(skip)]
    pub claim: String,
    /// What its report says of itself at the same place, and this says better.
    #[serde(skip)]
    pub taken_over: Vec<Claimed>,
    #[serde(skip)]
    pub status: Option<Status>,
    /// For the terminal: the finding's own lines first, then related ones.
    #[serde(skip)]
    pub excerpts: Vec<Excerpt>,
}

impl Finding {
    /// What remains of a finding that another one stands for.
    pub fn claimed(self) -> Claimed {
        let Finding { code, rule, claim, message, fingerprint, fixes, .. } = self;
        Claimed { code, rule, claim: if claim.is_empty() { message } else { claim }, fingerprint, fixes }
    }

    /// The claims of others that this finding stands for, with the reports they
    /// are made in: its own, and those of its heirs.
    pub fn stands_for(&self) -> impl Iterator<Item = (&str, &Claimed)> {
        let here = self.taken_over.iter().map(|one| (self.path.as_str(), one));
        let theirs =
            self.inherited.iter().flat_map(|heir| heir.own.iter().map(|one| (heir.path.as_str(), one)));
        here.chain(theirs)
    }
}
