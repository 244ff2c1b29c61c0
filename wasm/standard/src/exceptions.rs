//! What speaks against a claim that all of something passed: a row that failed, a
//! target that was missed, a result line with failures.

use crate::breakdown::grade;
use crate::counted::is_total;
use crate::failures::{self, Failure};
use crate::setback_excuses::Excuses;
use crate::targets::{Columns, Standing};
use crate::ties::{Tie, tie};
use crate::universal::Claim;
use crossfoot_kit::prelude::*;

/// Something that is not what the claim says of all.
pub struct Exception {
    pub at: Span,
    pub tie: Tie,
    pub severity: Severity,
    pub message: String,
}

/// What the report tells that is not what the claim says of all.
pub fn of(report: &Report, claim: &Claim, told: &[Failure]) -> Vec<Exception> {
    let mut exceptions: Vec<Exception> = Vec::new();
    let grades = grades(claim);
    let mut excuses = Excuses::of(report, claim);
    for setback in report.setbacks() {
        let Some(severity) = weight(setback.verdict) else { continue };
        if claim.is_counted && matches!(setback.verdict, Verdict::Blocked | Verdict::Unknown) {
            continue;
        }
        if !grades.is_empty() {
            exceptions.extend(graded(report, claim, &grades, setback));
            continue;
        }
        if excuses.excuse(setback) {
            continue;
        }
        let Some(tie) = tie(report, claim, setback.holder, setback.node) else { continue };
        let (name, said) = (report.text(setback.label).trim(), report.text(setback.at).trim());
        let message =
            if setback.label == setback.at { format!("not done: {name}") } else { format!("{name}: {said}") };
        exceptions.push(Exception { at: setback.at, tie, severity, message });
    }
    for table in report.tables() {
        let Some(columns) = Columns::of(table) else { continue };
        let Some(tie) = tie(report, claim, table.node(), table.node()) else { continue };
        for row in table.rows() {
            columns.aims(row, |aim| {
                let (severity, what) = match aim.standing {
                    Standing::Misses if aim.verdict != Some(Verdict::Fail) => {
                        (Severity::Error, "its target is missed")
                    }
                    Standing::NotShown => (Severity::Warning, "its target is not shown to be met"),
                    _ => return,
                };
                let name = row.cell(0).map_or("", |cell| cell.text());
                let Some(measured) = report.quantity(aim.measured) else { return };
                let message = format!("{name}: {what}");
                exceptions.push(Exception { at: measured.at, tie, severity, message });
            });
        }
    }
    told_failures(report, claim, told, &mut exceptions);
    failing_rows(report, claim, &mut exceptions);
    answered_no(report, claim, &mut exceptions);
    exceptions
}

/// "All critical and high findings": of which grades it speaks.
fn grades(claim: &Claim) -> Vec<usize> {
    claim.noun.iter().filter_map(|word| grade(word)).collect()
}

/// A row of that grade that is still open, anywhere in the report but in its
/// history; a finding is what a row with a grade and a state tells.
fn graded(report: &Report, claim: &Claim, grades: &[usize], setback: &Setback) -> Option<Exception> {
    let open = matches!(setback.verdict, Verdict::Fail | Verdict::Blocked | Verdict::Partial);
    let table = report.table_at(setback.holder)?;
    let row = table.row(setback.node)?;
    let meant = |word: &Word| grade(word).is_some_and(|grade| grades.contains(&grade));
    let of_grade = row
        .cells()
        .filter(|cell| cell.at() != setback.at)
        .any(|cell| matches!(cell.words(), [word] if meant(word)));
    let things = claim.noun.iter().any(|word| word.is(Roles::COUNTABLE | Roles::ERRORS | Roles::TEST));
    let is_then = |word: &Word| failures::is_then(word) && !word.is(Roles::PASS);
    let then = report.words_of(claim.statement).iter().any(is_then);
    if !open || !of_grade || !things || then || report.is_elsewhere(setback.node, 0) {
        return None;
    }
    let (name, said) = (report.text(setback.label).trim(), report.text(setback.at).trim());
    let message = format!("{name}: {said}");
    Some(Exception { at: setback.at, tie: Tie::Words, severity: Severity::Error, message })
}

/// "All phases passed" over a table of phases with a column of failures.
fn failing_rows(report: &Report, claim: &Claim, exceptions: &mut Vec<Exception>) {
    let Some(noun) = claim.noun.last().filter(|_| !claim.is_only_over) else { return };
    for table in report.tables() {
        let listed = table.header(0).and_then(|header| header.words().last());
        let tied = || tie(report, claim, table.node(), table.node()).is_some();
        // "All tests pass" under suites with a column of failures.
        let then = |word: &Word| failures::is_then(word);
        let tests = claim.noun.len() == 1
            && !report.words_of(claim.statement).iter().any(then)
            && noun.is(Roles::TEST)
            && table.column(Roles::PASSED).is_some()
            && report.section(table.node()) == claim.section;
        if !tests && listed.is_none_or(|word| word.concept != noun.concept) || !tied() {
            continue;
        }
        // Of several runs of all tests only the last must have passed.
        let runs = listed.is_some_and(|word| report.is_one_of(word, &["run", "attempt", "try"]));
        if runs && tests {
            continue;
        }
        let failed = |column: &u32| {
            let roles = table.header_roles(*column);
            roles.has(Roles::FAILED) && !roles.has(Roles::PASSED | Roles::PERCENTAGE)
        };
        for column in (1..table.columns()).filter(failed) {
            let passes = |row: &Row<'_>| {
                row.cells().skip(1).any(|cell| report.cell_verdict(cell.at()) == Some(Verdict::Pass))
            };
            for row in table.rows().filter(|row| !is_total(table, *row) && !passes(row)) {
                let Some(cell) = row.cell(column) else { continue };
                let Some(count) =
                    cell.number().filter(|number| report.count(*number).is_some_and(|count| count > 0))
                else {
                    continue;
                };
                let name = row.cell(0).map_or("", Cell::text).trim();
                let message = format!("{name}: {} failed", report.printed(count));
                exceptions.push(Exception {
                    at: cell.at(),
                    tie: Tie::Words,
                    severity: Severity::Warning,
                    message,
                });
            }
        }
    }
}

/// "All goals are met" over a column "Met" with a "no".
fn answered_no(report: &Report, claim: &Claim, exceptions: &mut Vec<Exception>) {
    let Some(judged) = report.words_in(claim.at).last().filter(|_| !claim.noun.is_empty()) else { return };
    for table in report.tables() {
        let says = |column: &u32| matches!(table.header(*column).map(Cell::words), Some([word]) if word.concept == judged.concept);
        let Some(column) = (1..table.columns()).find(says) else { continue };
        if tie(report, claim, table.node(), table.node()) != Some(Tie::Words) {
            continue;
        }
        for row in table.rows().filter(|row| !is_total(table, *row)) {
            let Some(cell) = row.cell(column) else { continue };
            let no = is_any(cell.text().trim_matches([' ', '*', '_', '`']), &["no", "n", "false"]);
            if no && !exceptions.iter().any(|known| known.at == cell.at()) {
                let name = row.cell(0).map_or("", Cell::text).trim();
                let message = format!("{name}: {}", cell.text().trim());
                exceptions.push(Exception {
                    at: cell.at(),
                    tie: Tie::Words,
                    severity: Severity::Error,
                    message,
                });
            }
        }
    }
}

/// The result line of the only run that the claim can speak of.
fn told_failures(report: &Report, claim: &Claim, told: &[Failure], exceptions: &mut Vec<Exception>) {
    // "All done" is no claim about tests.
    let passed = report.words_in(claim.at).iter().any(|word| word.is(Roles::PASSED));
    let tests = claim.noun.is_empty() && passed || claim.noun.iter().any(|word| word.is(Roles::TEST));
    let then = |statement: u32| report.words_of(statement).iter().any(failures::is_then);
    let back =
        |word: &Word| report.is_one_of(word, &["back", "restored", "reverted", "undone", "locally", "local"]);
    let restored = report.words_of(claim.statement).iter().any(back);
    if told.is_empty() || !tests || claim.is_only_over || restored || then(claim.statement) {
        return;
    }
    // "All 203 tests pass", and "2 failed, 201 passed, 203 total" is the run it speaks of.
    let many = report.quantities_in(claim.at).find_map(|index| report.firm_count(index));
    let many = many.filter(|many| !failures::all_passed(report, *many));
    let reach = report.reach(claim.section);
    let runs = failures::runs(report, reach);
    let is_last = |statement: u32| {
        claim.statement > statement && runs.last().is_some_and(|last| last.contains(&statement))
    };
    for failure in told {
        let section = report.section(failure.statement);
        let inside = report.section_within(section, reach) && !report.is_elsewhere(failure.statement, reach);
        if !inside || failure.statement == claim.statement {
            continue;
        }
        let named = roles_of(report.noun(failure.index)).has(Roles::TEST);
        let counted = |index: u32| many.is_some() && report.count_of(index) == many;
        let same = failure.is_tally && report.quantities_of(failure.statement).any(counted);
        let sole = same || runs.len() <= 1;
        // What was mended in between may be told of no more than in the conclusion.
        let near = same || sole && report.section_within(section, claim.section);
        let sole = sole || failure.is_tally && is_last(failure.statement);
        let others = claim.noun.iter().any(|word| !word.is(Roles::TEST | Roles::ALL | Roles::PASS));
        let tie = if (failure.is_tally || named) && sole && !others { Tie::Words } else { Tie::Place };
        let Some(quantity) = report.quantity(failure.index) else { continue };
        let at = Span { start: quantity.at.start, end: report.noun_span(failure.index).end };
        let severity = if near { Severity::Error } else { Severity::Warning };
        exceptions.push(Exception { at, tie, severity, message: report.text(at).to_owned() });
    }
}

fn weight(verdict: Verdict) -> Option<Severity> {
    match verdict {
        Verdict::Fail => Some(Severity::Error),
        Verdict::Partial | Verdict::Blocked | Verdict::Unknown => Some(Severity::Warning),
        Verdict::Pass | Verdict::Noted => None,
    }
}
