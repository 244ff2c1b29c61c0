//! The contract as plain Rust, for a pack that is compiled natively: in tests,
//! in benches, and in an author's debugger. On wasm32 wit-bindgen writes the
//! same types from `analyzer.wit`; a rule that compiles against both keeps
//! them one.

/// A half-open range of bytes in the source of a report.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

/// One piece of structure. Nodes stand in document order, a parent before
/// its children, so that the descendants of node `i` are the nodes behind
/// it up to the first whose span begins at or after the end of `i`.
/// Children lie inside their parent. Node 0 is the document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Node {
    pub kind: u8,
    pub parent: u32,
    pub at: Span,
    pub data: u32,
}

/// One printed numeral and the values that it can stand for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity {
    pub at: Span,
    pub node: u32,
    pub class: u8,
    pub mantissa: i64,
    pub low: i64,
    pub high: i64,
    pub exponent: i32,
    pub flags: u8,
    pub role: u8,
    pub mate: u32,
    pub joint: u8,
    pub unit: u16,
    pub noun: Span,
}

/// A unit of measure: one of it is `factor / divisor` of the base unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    pub dimension: u8,
    pub per: u8,
    pub factor: u64,
    pub divisor: u64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    pub source: String,
    pub nodes: Vec<Node>,
    pub quantities: Vec<Quantity>,
    pub units: Vec<Unit>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Info,
    Warning,
    Error,
}

/// The value of a setting; its case is its type.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Flag(bool),
    Number(i64),
    Text(String),
    Texts(Vec<String>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    pub code: String,
    pub name: String,
    pub severity: Severity,
    pub explanation: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Declaration {
    pub name: String,
    pub default: Value,
    pub explanation: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    pub name: String,
    pub version: String,
    pub rules: Vec<Rule>,
    pub settings: Vec<Declaration>,
}

/// `findings` asks only for entries to be shown; the others are counted.
/// `ledger` asks for every entry with its derivation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    Findings,
    Ledger,
}

/// `any-habit` accepts values that only truncation or rounding up can
/// explain; under `nearest` such an entry deserves a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rounding {
    AnyHabit,
    Nearest,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    pub name: String,
    pub value: Value,
}

/// A word or phrase that the user has added to the lexicon, and its role.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    pub text: String,
    pub role: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    pub detail: Detail,
    pub rounding: Rounding,
    pub words: Vec<Word>,
    pub values: Vec<Setting>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    Holds,
    Contradicted,
    Undecided,
}

/// Something that takes part in a relation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operand {
    pub quantity: Option<u32>,
    pub at: Span,
    pub role: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    pub at: Span,
    pub message: String,
}

/// `safe`: the text means what its author meant. `maybe`: a person must look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    Safe,
    Maybe,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    pub at: Span,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    pub title: String,
    pub applicability: Applicability,
    pub edits: Vec<Edit>,
}

/// One relation, judged. An entry without operands states no relation: it
/// is not counted in the ledger, and only of use as a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
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

/// Entries that were recognised and not listed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tally {
    pub holds: u32,
    pub undecided: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Inspection {
    pub entries: Vec<Entry>,
    pub unlisted: Tally,
    pub note: Vec<u8>,
}

/// A note comes back as `inspect` left it, with the report's path. A
/// report is known by its place in the list of notes.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportNote {
    pub path: String,
    pub note: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    pub report: u32,
    pub at: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct RemarkElsewhere {
    pub report: u32,
    pub at: Span,
    pub message: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct SeriesEntry {
    pub report: u32,
    pub entry: Entry,
    pub elsewhere: Vec<RemarkElsewhere>,
    pub heirs: Vec<Place>,
}

/// An entry of `inspect` that only repeats an earlier report's: `entry`
/// counts in the list that `inspect` gave for that report.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inheritance {
    pub report: u32,
    pub entry: u32,
    pub root_report: u32,
    pub root_entry: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Conclusion {
    pub entries: Vec<SeriesEntry>,
    pub unlisted: Tally,
    pub inherited: Vec<Inheritance>,
}

/// What an analyzer exports.
pub trait Guest {
    fn describe() -> Manifest;
    fn inspect(report: Report, settings: Settings) -> Inspection;
    fn conclude(notes: Vec<ReportNote>, settings: Settings) -> Conclusion;
}
