//! How surely some counts are all there is of another.

use crossfoot_kit::prelude::*;

/// How surely the parts are all there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kinship {
    /// Every severity, or good and bad outcomes: one scale from end to end.
    Scale,
    /// Kinds of one thing: "18 unit, 5 integration".
    Kinds,
    /// Perhaps things of their own.
    Loose,
    /// Some of the whole, by their words: not more than it.
    Chosen,
}

/// Grades of severity, the gravest first.
pub const GRADED: Spellings<21> = Spellings::of([
    "blocker",
    "blockers",
    "critical",
    "crit",
    "severe",
    "p0",
    "high",
    "major",
    "medium",
    "moderate",
    "mid",
    "med",
    "low",
    "minor",
    "info",
    "informational",
    "trivial",
    "cosmetic",
    "note",
    "notes",
    "negligible",
]);
/// Where the words of each grade end in that list.
const GRADES: [usize; 5] = [6, 8, 12, 14, 21];

/// Where a word stands on the scale of severity: 0 is the gravest.
pub fn grade(word: &Word) -> Option<usize> {
    let place = GRADED.position(word)?;
    GRADES.iter().position(|end| place < *end)
}

/// Scales that leave nothing out.
const SCALES: [&[&str]; 9] = [
    &["found", "lost", "recovered", "returned", "destroyed"],
    &["strong", "medium", "weak"],
    &["satisfied", "neutral", "dissatisfied", "unsatisfied", "happy", "unhappy"],
    &["identical", "equal", "different", "missing", "matching"],
    &["green", "yellow", "amber", "orange", "red"],
    &["positive", "negative", "invalid", "inconclusive"],
    &["killed", "survived", "missed", "caught", "timeouts", "timeout", "timed out", "unviable"],
    &["critical", "serious", "moderate", "minor"],
    &["excellent", "good", "fair", "poor", "bad", "satisfactory", "unsatisfactory", "questionable"],
];

/// Whether all words are of one scale that leaves nothing out.
pub fn is_one_scale(report: &Report, names: &[&Word]) -> bool {
    SCALES.iter().any(|scale| names.iter().all(|word| stands_on(report, scale, word)))
}

fn stands_on(report: &Report, scale: &[&str], word: &Word) -> bool {
    report.is_one_of(word, scale)
}

pub fn of(report: &Report, total: u32, names: &[&Word]) -> Kinship {
    let grades: Vec<usize> = names.iter().filter_map(|word| grade(word)).collect();
    if grades.len() == names.len() && names.len() > 2 && grades.iter().any(|grade| *grade > 2) {
        return Kinship::Scale;
    }
    // "12 fixed (3 critical, 4 high)": the graver ones, and others that are not told.
    if grades.len() == names.len() && !grades.is_empty() {
        return Kinship::Chosen;
    }
    if names.len() > 1 && SCALES.iter().any(|scale| names.iter().all(|word| stands_on(report, scale, word))) {
        return Kinship::Scale;
    }
    let good = Roles::PASS | Roles::PASSED;
    let bad = Roles::FAIL | Roles::BLOCKED | Roles::FAILED | Roles::SKIPPED | Roles::NOTED | Roles::REST;
    let judged = names.iter().all(|word| word.is(good | bad | Roles::THIRD_OUTCOME));
    if judged && names.iter().any(|word| word.is(good)) && names.iter().any(|word| word.is(bad)) {
        return Kinship::Scale;
    }
    let own = report.head_noun(total).map(|word| word.concept);
    // "Windows" is a name, "disks" are things of their own.
    let kind = |word: &Word| {
        let text = report.text(word.at);
        let plural = text.ends_with('s') && !text.ends_with("ous") && !text.ends_with("ss");
        Some(word.concept) == own || !plural || text.starts_with(char::is_uppercase)
    };
    if names.iter().all(|word| kind(word)) { Kinship::Kinds } else { Kinship::Loose }
}
