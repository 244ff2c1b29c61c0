//! The ledger of one report, ready to be shown: every relation, and the
//! numbers that none can test.

use serde::Serialize;

use super::{Fault, Severity, Status, Tally};
use crate::report::Range;

/// The field order is the order of the JSON output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sheet {
    pub path: String,
    pub relations: Tally,
    pub coverage: Coverage,
    /// In the order of the text.
    pub entries: Vec<SheetEntry>,
    pub faults: Vec<Fault>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SheetEntry {
    pub code: String,
    pub rule: String,
    pub status: Status,
    pub finding: Option<Severity>,
    pub range: Range,
    pub message: String,
    pub derivation: Vec<String>,
    pub operands: Vec<SheetOperand>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SheetOperand {
    pub role: String,
    pub range: Range,
    /// As printed.
    pub text: String,
}

/// What the relations reach of all the numbers that could take part in one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coverage {
    pub numbers: u32,
    pub tested: u32,
    pub untested: Vec<SheetOperand>,
}
