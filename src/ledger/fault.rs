//! What failed: an analyzer, or an input. A fault is never a finding and
//! never silence.

use serde::{Deserialize, Serialize};

/// The kinds are a promise: they stand in the JSON output by these names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaultKind {
    // Loading an analyzer.
    TooLarge,
    Malformed,
    Screened,
    CompileTimeout,
    CompileCrash,
    UnexpectedImport,
    WrongWorld,
    BadManifest,
    DigestMismatch,
    // Running one.
    OutOfFuel,
    Deadline,
    OutOfMemory,
    StackOverflow,
    Trap,
    BadValue,
    OutputTooLarge,
    ContractViolation,
    // An input.
    Unreadable,
    NotFound,
    NoReports,
    NotUtf8,
    BadConfig,
    BadNotes,
    BadBaseline,
    BadRevision,
    /// Written by somebody else between reading and writing.
    ChangedMeanwhile,
    /// A fault of our own: a thread that panicked, an engine that would not start.
    Internal,
    /// An output, a baseline or a mended report that could not be written.
    Unwritable,
}

impl FaultKind {
    /// Its name in the output.
    pub const fn name(self) -> &'static str {
        match self {
            FaultKind::TooLarge => "too-large",
            FaultKind::Malformed => "malformed",
            FaultKind::Screened => "screened",
            FaultKind::CompileTimeout => "compile-timeout",
            FaultKind::CompileCrash => "compile-crash",
            FaultKind::UnexpectedImport => "unexpected-import",
            FaultKind::WrongWorld => "wrong-world",
            FaultKind::BadManifest => "bad-manifest",
            FaultKind::DigestMismatch => "digest-mismatch",
            FaultKind::OutOfFuel => "out-of-fuel",
            FaultKind::Deadline => "deadline",
            FaultKind::OutOfMemory => "out-of-memory",
            FaultKind::StackOverflow => "stack-overflow",
            FaultKind::Trap => "trap",
            FaultKind::BadValue => "bad-value",
            FaultKind::OutputTooLarge => "output-too-large",
            FaultKind::ContractViolation => "contract-violation",
            FaultKind::Unreadable => "unreadable",
            FaultKind::NotFound => "not-found",
            FaultKind::NoReports => "no-reports",
            FaultKind::NotUtf8 => "not-utf8",
            FaultKind::BadConfig => "bad-config",
            FaultKind::BadNotes => "bad-notes",
            FaultKind::BadBaseline => "bad-baseline",
            FaultKind::BadRevision => "bad-revision",
            FaultKind::ChangedMeanwhile => "changed-meanwhile",
            FaultKind::Internal => "internal",
            FaultKind::Unwritable => "unwritable",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fault {
    /// The report, config or other input it is about, as the user named it.
    pub path: Option<String>,
    /// The analyzer that failed, by name or file.
    pub analyzer: Option<String>,
    pub kind: FaultKind,
    /// One line; says what was found and what is allowed.
    pub message: String,
}

impl Fault {
    pub fn of_input(path: impl Into<String>, kind: FaultKind, message: impl Into<String>) -> Self {
        Self { path: Some(path.into()), analyzer: None, kind, message: message.into() }
    }

    pub fn of_analyzer(analyzer: impl Into<String>, kind: FaultKind, message: impl Into<String>) -> Self {
        Self { path: None, analyzer: Some(analyzer.into()), kind, message: message.into() }
    }
}
