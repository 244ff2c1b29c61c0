//! Relations, judged, as an analyzer gives them and the host has accepted them.

use serde::{Deserialize, Serialize};

use crate::report::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Info,
    Warning,
    Error,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Holds,
    Contradicted,
    Undecided,
}

/// Something that takes part in a relation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operand {
    /// Index of the number in the report.
    pub quantity: Option<u32>,
    pub at: Span,
    pub role: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    pub at: Span,
    pub message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    Safe,
    Maybe,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    pub at: Span,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    pub title: String,
    pub applicability: Applicability,
    pub edits: Vec<Edit>,
}

/// One relation, judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Index into the rules of the analyzer's manifest.
    pub rule: u32,
    pub status: Status,
    pub finding: Option<Severity>,
    pub at: Span,
    pub message: String,
    pub derivation: Vec<String>,
    pub operands: Vec<Operand>,
    pub related: Vec<Remark>,
    pub fixes: Vec<Fix>,
    pub claim: String,
}

impl Entry {
    /// An entry without operands is a remark, not a relation.
    pub fn is_relation(&self) -> bool {
        !self.operands.is_empty()
    }
}

/// How many relations came out how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub holds: u32,
    pub contradicted: u32,
    pub undecided: u32,
}

impl Tally {
    pub fn count(&mut self, status: Status) {
        match status {
            Status::Holds => self.holds += 1,
            Status::Contradicted => self.contradicted += 1,
            Status::Undecided => self.undecided += 1,
        }
    }

    pub fn all(self) -> u64 {
        u64::from(self.holds) + u64::from(self.contradicted) + u64::from(self.undecided)
    }

    pub fn add(&mut self, other: Tally) {
        // Analyzers count for themselves, and may count to a billion.
        self.holds = self.holds.saturating_add(other.holds);
        self.contradicted = self.contradicted.saturating_add(other.contradicted);
        self.undecided = self.undecided.saturating_add(other.undecided);
    }
}

/// What an analyzer says of one report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspection {
    pub entries: Vec<Entry>,
    /// All relations, those listed in `entries` included.
    pub tally: Tally,
    pub note: Vec<u8>,
}

/// A note on its way to `conclude`.
#[derive(Clone, Copy, Debug)]
pub struct Note<'a> {
    pub path: &'a str,
    pub note: &'a [u8],
    /// The length of the report's text, against which spans are checked.
    pub length: u32,
    /// How many entries `inspect` listed for it.
    pub entries: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub report: u32,
    pub at: Span,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemarkElsewhere {
    pub report: u32,
    pub at: Span,
    pub message: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesEntry {
    pub report: u32,
    pub entry: Entry,
    pub elsewhere: Vec<RemarkElsewhere>,
    pub heirs: Vec<Place>,
}

/// An entry of one report that only repeats another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inheritance {
    pub report: u32,
    pub entry: u32,
    pub root_report: u32,
    pub root_entry: u32,
}

/// What an analyzer says across reports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conclusion {
    pub entries: Vec<SeriesEntry>,
    pub tally: Tally,
    pub inherited: Vec<Inheritance>,
}
