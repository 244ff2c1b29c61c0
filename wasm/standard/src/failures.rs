//! Failures that a report counts in its text or in a log: "2 failed, 1 skipped,
//! 141 passed".

use crossfoot_kit::prelude::*;

/// A count of failures above zero.
#[derive(Clone, Copy)]
pub struct Failure {
    pub index: u32,
    pub statement: u32,
    /// It stands beside a count of what passed: the result line of a run.
    pub is_tally: bool,
}

/// What failed, in the order of the text; what is said to be expected, fixed,
/// or of another time is left out.
pub fn told(report: &Report) -> Vec<Failure> {
    let mut found = Vec::new();
    if !report.says(Roles::FAILED) {
        return found;
    }
    for index in 0..report.quantities().len() as u32 {
        if !counts_failures(report, index) {
            continue;
        }
        let statement = report.statement_of(index);
        let then =
            is_excused(report, statement) || led_as_then(report, statement) || is_meant(report, statement);
        if report.kind(statement) != kind::ROW && !then {
            found.push(Failure { index, statement, is_tally: is_tally(report, statement, index) });
        }
    }
    found
}

/// Runs that a section tells, each by its result lines.
pub fn runs(report: &Report, section: u32) -> Vec<Vec<u32>> {
    let mut statements: Vec<u32> = Vec::new();
    for index in report.quantities_of(section) {
        let passed = report.noun(index).last().is_some_and(|word| word.is(Roles::PASSED));
        if passed && report.count_of(index).is_some() {
            statements.push(report.statement_of(index));
        }
    }
    statements.dedup();
    // "Test Suites: …" and "Tests: …" in lines one below the other tell of one run.
    let names = |line: &u32| report.words_of(*line).first().is_some_and(|word| word.is(Roles::TEST));
    let goes_on =
        |one: &u32, next: &u32| report.next_sibling(*one) == Some(*next) && names(one) && names(next);
    statements.chunk_by(goes_on).map(<[u32]>::to_vec).collect()
}

/// Whether a run is told of so many that all passed.
pub fn all_passed(report: &Report, many: i64) -> bool {
    (0..report.quantities().len() as u32).any(|index| {
        report.count_of(index) == Some(many)
            && report.noun(index).last().is_some_and(|word| word.is(Roles::PASSED))
    })
}

fn counts_failures(report: &Report, index: u32) -> bool {
    let noun = report.noun(index);
    let said = noun.last().is_some_and(|word| word.is(Roles::FAILED) && !word.is(Roles::PASS));
    let plain = noun.iter().all(|word| word.is(Roles::FAILED | Roles::TEST | Roles::COUNT));
    let alone = report
        .quantity(index)
        .is_some_and(|quantity| quantity.role == role::ALONE && quantity.flags & flag::HEDGED == 0);
    said && plain && alone && report.count_of(index).is_some_and(|count| count > 0)
}

/// "2 failed, 40 passed"; in a log "42 tests, 2 failures" as well.
fn is_tally(report: &Report, statement: u32, failed: u32) -> bool {
    let beside =
        if report.kind(statement) == kind::LINE { Roles::PASSED | Roles::TEST } else { Roles::PASSED };
    report.quantities_of(statement).any(|other| {
        other != failed
            && report.count_of(other).is_some()
            && report.noun(other).last().is_some_and(|word| word.is(beside))
    })
}

/// "We went from:" over a list.
fn led_as_then(report: &Report, statement: u32) -> bool {
    let list = report.within(statement, kind::LIST);
    let lead = list.and_then(|list| report.previous_sibling(list));
    lead.filter(|lead| report.kind(*lead) == kind::PARAGRAPH).is_some_and(|lead| {
        let text = report.text(report.span(lead)).trim_end();
        text.ends_with(':') && report.words_of(lead).last().is_some_and(|word| word.is(Roles::BEFORE))
    })
}

/// "I removed the guard to see them fail:" over a log.
fn is_meant(report: &Report, statement: u32) -> bool {
    let lead = report.within(statement, kind::BLOCK).and_then(|block| report.previous_sibling(block));
    lead.filter(|lead| report.kind(*lead) == kind::PARAGRAPH).is_some_and(|lead| {
        let last = report.children(lead).last().unwrap_or(lead);
        report.words_of(last).iter().any(is_undone)
    })
}

/// What was done to see a test fail.
pub fn is_undone(word: &Word) -> bool {
    const UNDONE: Spellings<24> = Spellings::of([
        "without",
        "removed",
        "removing",
        "reverted",
        "reverting",
        "broke",
        "broken",
        "breaking",
        "sabotaged",
        "sabotage",
        "disabled",
        "disabling",
        "purpose",
        "red",
        "mutant",
        "mutants",
        "mutated",
        "stash",
        "stashed",
        "deliberately",
        "undid",
        "commented",
        "ci",
        "main",
    ]);
    UNDONE.has(word)
}

fn is_excused(report: &Report, statement: u32) -> bool {
    const EXCUSED: Roles = Roles::MODAL
        .or(Roles::NOTED)
        .or(Roles::ANOTHER_RUN)
        .or(Roles::EXCEPT)
        .or(Roles::TARGET)
        .or(Roles::NEGATION)
        .or(Roles::ATTEMPT)
        .or(Roles::BEFORE);
    report.words_of(statement).iter().any(|word| word.is(EXCUSED) || is_then(word))
}

const THEN: Spellings<30> = Spellings::of([
    "before",
    "after",
    "then",
    "first",
    "initially",
    "originally",
    "until",
    "fixed",
    "fix",
    "rerun",
    "again",
    "since",
    "now",
    "finally",
    "later",
    "flaky",
    "retried",
    "retry",
    "retries",
    "simulated",
    "injected",
    "inject",
    "known",
    "expected",
    "previously",
    "earlier",
    "resolved",
    "was",
    "had",
    "quarantined",
]);

/// Words of another time, before something was mended.
pub fn is_then(word: &Word) -> bool {
    THEN.has(word)
}
