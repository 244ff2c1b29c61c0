//! # row-sum-mismatch (XF205)
//!
//! Passed, failed and skipped that do not make the total.
//!
//! ## Why it matters
//! The tests that are missing from the sum are the ones to ask about.
//!
//! ## Fires
//! ```report
//! | Suite | Total | Passed | Failed | Skipped |
//! |-------|-------|--------|--------|---------|
//! | api | 8 | 5 | 0 | 0 |
//! ```
//! ```report
//! | Suite | Total | Passed | Failed | Skipped |
//! |-------|-------|--------|--------|---------|
//! | web | 12 | 9 | 1 | 1 |
//! | mail | 12 | 9 | 1 | 1 |
//! | login | 12 | 10 | 1 | 1 |
//! ```
//! ```report
//! Ran 40 tests: 38 passed, 3 failed, 1 skipped.
//! ```
//! ```report
//! | Severity | Found | Fixed | Accepted | Open |
//! |----------|-------|-------|----------|------|
//! | high | 14 | 13 | 1 | 0 |
//! | medium | 39 | 26 | 11 | 2 |
//! | low | 22 | 15 | 4 | 5 |
//! ```
//!
//! ```report
//! **Summary:** 12 cases, 10 passed, 2 failed, 1 not tested.
//! ```
//! ```report
//! ~~~
//! running 42 tests
//! test result: ok. 41 passed; 0 failed; 0 ignored; 0 measured; 3 filtered out; finished in 0.03s
//! ~~~
//! ```
//! ```report
//! ~~~
//! collected 120 items
//!
//! === 3 failed, 115 passed, 3 skipped in 4.21s ===
//! ~~~
//! ```
//! ```report
//! 11 of 12 gauges passed, 2 failed.
//! ```
//! ```report
//! 8 jobs: 7 succeeded, 1 failed, 1 skipped
//! ```
//! ```report
//! 8 PASS, 1 FAIL, 1 SKIP out of 11.
//! ```
//! ```report
//! | Metric | Value | Target | Status |
//! |:---|:---|:---|:---|
//! | Total parcels | 876,429 | – | ✅ |
//! | Passed parcels | 838,590 | – | ✅ |
//! | Failed parcels | 37,842 | – | ⚠️ |
//! ```
//! ```report
//! 593 tests were run in 7 suites; 587 passed, 4 failed and 4 were skipped.
//! ```
//!
//! ## Stays silent
//! ```report
//! | Suite | Total | Passed | Failed | Flaky |
//! |-------|-------|--------|--------|-------|
//! | api | 8 | 5 | 0 | 2 |
//! ```
//! ```report
//! - Total tests: 42
//! - Passed: 38
//! - Failed: 3
//! - Skipped: 1
//! ```
use crate::counted::{HOLDERS, OUTCOMES, is_all_outcomes, is_total, tells_outcomes};
use crate::laws::{self, Ground, Law, Laws};
use crate::outcome_tally::Tally;
use crate::test_logs::{self, Ran};
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::error("XF205", "row-sum-mismatch", judge);

const KNOWN: Roles = PARTS.or(Roles::TOTAL).or(Roles::TEST);
const PARTS: Roles = OUTCOMES;

fn judge(report: &Report, ledger: &mut Ledger) {
    let laws = report.remembered(laws::of_tables);
    for (table, laws) in report.tables().zip(laws.iter()).filter(|(table, _)| table.columns() > 2) {
        let told = laws.as_ref().is_some_and(|laws| by_law(report, table, laws, ledger));
        if told || table.column(Roles::PASSED).is_none() {
            continue;
        }
        // "3*", and a note below that says why.
        let noted = |cell: Cell<'_>| is_footnoted(cell.text().trim());
        let any = table.rows().any(|row| row.cells().any(noted));
        let of_run = leaves_out_skipped(report, table);
        for row in table.rows() {
            let more = of_run || any && (is_total(table, row) || row.cells().any(noted));
            let mut tally = Tally { more, ..Tally::default() };
            for cell in row.cells().filter(|cell| cell.column > 0) {
                let header = table.header_roles(cell.column);
                // Of "Total files" beside tests that passed nobody knows the sum.
                let files = |words: &[Word]| words.iter().any(|word| HOLDERS.has(word));
                tally.more |= is_all_outcomes(header) && table.header(cell.column).is_some_and(|it| files(it.words()));
                match cell.number() {
                    Some(number) => tally.add(report, number, header),
                    None => tally.more |= header.has(PARTS) && !cell.text().trim().is_empty(),
                }
            }
            tally.judge(report, row.at(), ledger);
        }
    }
    in_fields(report, ledger);
    in_statements(report, ledger);
    for run in test_logs::told(report) {
        in_log(report, &run, ledger);
    }
}

/// "running 42 tests", and further down "41 passed; 0 failed; 0 ignored".
fn in_log(report: &Report, run: &Ran, ledger: &mut Ledger) {
    let (sum, outcome, severity) = run.outcome(report);
    let Some(quantity) = report.quantity(run.announced) else { return };
    ledger.judge_as(severity, outcome, report.statement_span(report.statement(quantity.node)), |draft| {
        let announced = report.printed(run.announced);
        let told = |index: &u32| {
            let word = report.words_behind(*index).first().map_or("", |word| report.text(word.at));
            format!("{} {word}", report.printed(*index))
        };
        let terms: Vec<String> = run.outcomes.iter().map(told).collect();
        let says = if outcome == Outcome::Contradicted { "the log announces" } else { "announced" };
        draft.message(format!("{} is {sum}; {says} {announced}", terms.join(" + ")));
        draft.number(report, run.announced, "announced").blame(run.announced);
        for index in &run.outcomes {
            draft.number(report, *index, "outcome");
            if let Some(quantity) = report.quantity(*index) {
                draft.related(quantity.at, "came to this".into());
            }
        }
    });
}

/// Columns whose rows, all but one, say that one is the sum of others:
/// found = fixed + accepted + open.
/// Says whether they also tell what passed.
fn by_law(report: &Report, table: Table<'_>, laws: &Laws, ledger: &mut Ledger) -> bool {
    let weighed = tells_outcomes(table);
    let tells =
        |law: &Law| weighed && law.parts.iter().any(|part| table.header_roles(*part).has(Roles::PASSED | Roles::FAILED));
    let run = laws.run.as_ref();
    let is_own = |law: &&Law| !run.is_some_and(|run| law.is_part_of(run));
    // "Cases", "Executions", "Passed", "Failed": the rows show which of them is the whole.
    let own = |law: &Law| match tells(law) {
        true => !is_all_outcomes(table.header_roles(law.result)),
        false => law.difference(table).is_none(),
    };
    let pairs = laws.sums.iter().filter(|law| own(law)).filter(is_own);
    let laws: Vec<&Law> = run.into_iter().chain(pairs).collect();
    let of_run = leaves_out_skipped(report, table);
    for law in &laws {
        for (whole, parts) in &law.rows {
            // What is missing may stand in a column of its own.
            let tally = Tally {
                total: Some(*whole),
                parts: parts.clone(),
                passed: true,
                more: law.ground == Ground::Weak || of_run,
                shown: law.ground == Ground::Shown,
                ..Tally::default()
            };
            let Some(row) = report.quantity(*whole).and_then(|whole| report.within(whole.node, kind::ROW))
            else {
                continue;
            };
            let beside = beside_law(report, table, row, law);
            let tally = Tally { more: tally.more || tally.is_made_up_by(report, &beside), ..tally };
            tally.settle(report, report.span(row), true, ledger);
        }
    }
    laws.into_iter().any(tells)
}

/// In each row with skipped ones, and there are several, the whole is what ran.
fn leaves_out_skipped(report: &Report, table: Table<'_>) -> bool {
    let column = |wanted: Roles| {
        let is = |column: &u32| {
            let roles = table.header_roles(*column);
            roles.has(wanted) && !is_all_outcomes(roles) && !roles.has(Roles::PERCENTAGE | Roles::RATE)
        };
        let mut columns = (1..table.columns()).filter(is);
        columns.next().filter(|_| columns.next().is_none())
    };
    let whole = (1..table.columns()).find(|column| is_all_outcomes(table.header_roles(*column)));
    let columns = (whole, column(Roles::PASSED), column(Roles::FAILED), column(Roles::SKIPPED));
    let (Some(whole), Some(passed), Some(failed), Some(skipped)) = columns else { return false };
    let mut rows = 0;
    for row in table.rows() {
        let count = |column: u32| row.cell(column).and_then(Cell::number).and_then(|index| report.count(index));
        let (Some(whole), Some(passed), Some(failed)) = (count(whole), count(passed), count(failed)) else { continue };
        if count(skipped).is_none_or(|skipped| skipped == 0) {
            continue;
        }
        if passed.checked_add(failed) != Some(whole) {
            return false;
        }
        rows += 1;
    }
    rows > 1
}

/// The numbers of a row in columns that have no part in a law: one of them may be just
/// what is missing.
fn beside_law(report: &Report, table: Table<'_>, row: u32, law: &Law) -> Vec<u32> {
    let row = table.rows().find(|other| other.node == row);
    let others = row.into_iter().flat_map(Row::cells).filter(|cell| {
        cell.column > 0 && cell.column != law.result && !law.parts.contains(&cell.column)
    });
    others.filter_map(Cell::number).filter(|index| report.firm_count(*index).is_some()).collect()
}

/// `Total: 8`, `Passed: 5`, … of one list, block or table.
fn in_fields(report: &Report, ledger: &mut Ledger) {
    let mut rest = report.fields();
    while let Some(first) = rest.first() {
        let length = rest.iter().position(|field| field.group != first.group).unwrap_or(rest.len());
        let (group, others) = rest.split_at(length);
        rest = others;
        if !group.iter().any(|field| field.roles.has(Roles::PASSED)) {
            continue;
        }
        let mut tally = Tally::default();
        let mut beside = Vec::new();
        for field in group {
            let mut numbers = report.quantities_in(field.value).filter(|index| report.is_arithmetic(*index));
            if let (Some(number), None) = (numbers.next(), numbers.next()) {
                // "Test files: 71" are no tests.
                let files = report.words_in(field.key).iter().any(|word| HOLDERS.has(word));
                let roles = if files { field.roles.without(Roles::TEST) } else { field.roles };
                if !roles.has(KNOWN) && report.firm_count(number).is_some() {
                    beside.push(number);
                }
                tally.add(report, number, roles);
            }
        }
        if let Some(last) = group.last() {
            let at = Span { start: first.key.start, end: last.value.end };
            // "Red: 20, Blue: 12, Green: 8, Total: 40": what no one takes for an outcome
            // may be one of the parts.
            tally.more |= tally.is_made_up_by(report, &beside);
            tally.judge(report, at, ledger);
        }
    }
}

/// "40 tests: 38 passed, 1 failed, 1 skipped".
fn in_statements(report: &Report, ledger: &mut Ledger) {
    let mut last = u32::MAX;
    'statements: for index in 0..report.quantities().len() as u32 {
        let noun = report.noun(index);
        let passed = noun.last().is_some_and(|word| word.is(Roles::PASSED));
        let part = report.quantity(index).is_some_and(|quantity| quantity.role == role::NUMERATOR);
        if !passed && (!part || set_out(report, index) != Some(Roles::PASSED)) {
            continue;
        }
        let statement = report.statement_of(index);
        if statement == last || report.kind(statement) == kind::ROW {
            continue;
        }
        last = statement;
        // "+1 passing, -1 failing, -4 in all" are changes.
        let signed = |index: u32| report.printed(index).starts_with(['+', '-', '−']);
        if report.quantities_of(statement).any(signed) {
            continue;
        }
        let mut tally = Tally::default();
        // "6 checks × 24 devices = 144 results": what is multiplied is no whole.
        let joined = |index: u32| report.quantity(index).map_or(joint::NONE, |quantity| quantity.joint);
        let is_factor = |index: u32| {
            let before = index.checked_sub(1).map_or(joint::NONE, joined);
            joined(index) == joint::TIMES || before == joint::TIMES
        };
        let counts = |index: &u32| report.is_arithmetic(*index) && !is_factor(*index);
        for number in report.quantities_of(statement).filter(counts) {
            let roles = match set_out(report, number) {
                // Of a fraction neither stands alone.
                Some(Roles::PASSED) if tally.passed => continue 'statements,
                Some(Roles::PASSED) => {
                    (tally.passed, tally.of_fraction) = (true, true);
                    tally.parts.push(number);
                    continue;
                }
                Some(_) if report.count_of(number).is_none() => {
                    tally.more |= tally.total.is_some();
                    tally.total = Some(number);
                    continue;
                }
                Some(whole) => {
                    tally.led = true;
                    whole
                }
                None => match said_of(report, number) {
                    Some(roles) => roles,
                    None => continue,
                },
            };
            if is_of_others(report, number, roles) || is_where(report, number, roles) {
                continue;
            }
            tally.others |= roles.without(Roles(!KNOWN.0)) == Roles::NONE && report.firm_count(number).is_some();
            tally.add(report, number, roles);
        }
        tally.judge(report, report.statement_span(statement), ledger);
    }
}

/// What the noun of a number says, or else its label; nothing of "4 subtests passed",
/// which is no total and none of the tests.
fn said_of(report: &Report, number: u32) -> Option<Roles> {
    let roles = roles_of(report.noun(number));
    let behind = report.words_behind(number);
    let passed = behind.iter().take(3).any(|word| word.is(PARTS));
    if roles.has(Roles::TEST) && !roles.has(PARTS | Roles::TOTAL) && passed {
        return None;
    }
    // "The north mill had 2 failures" counts what happened to one of them.
    let before = report.quantity(number).and_then(|quantity| report.word_before(quantity.at.start));
    if before.is_some_and(|word| HAD.has(word)) {
        return None;
    }
    // The label of all is no name of "4 subtests"; "1 not run" is left out.
    let left_out = Roles::NEGATION | Roles::BLOCKED | Roles::SKIPPED;
    // "4 were skipped"
    if let [helping, said, ..] = behind
        && report.noun(number).is_empty()
        && report.is_one_of(helping, &["were", "are", "was", "is"])
        && said.is(PARTS)
        && helping.at.start == report.quantity(number)?.at.end + 1
        && said.at.start == helping.at.end + 1
    {
        return Some(roles_of(std::slice::from_ref(said)));
    }
    Some(match report.noun(number) {
        [] if behind.first().is_some_and(|word| word.is(left_out)) => Roles::SKIPPED,
        [] => roles_of(report.label(number)),
        _ => roles,
    })
}

/// "3 failed points were repaired" under "12 of 14 sites", "3 failed at first", "3 skipped
/// before the run": none of those.
fn is_of_others(report: &Report, number: u32, roles: Roles) -> bool {
    let Some(quantity) = report.quantity(number) else { return false };
    let noun = report.noun_span(number);
    let from = noun.end.max(quantity.at.end);
    let line = report.line_of(quantity.at);
    let behind = report.text(Span { start: from, end: line.end });
    let then = [" at first", " initially", " at the first", " on the first", " before the run", " first,"];
    if then.iter().any(|then| behind.starts_with(then)) {
        return true;
    }
    // "failed points": what is counted has a name of its own.
    let outcome = roles.has(Roles::FAILED | Roles::SKIPPED) && !roles.has(Roles::TOTAL);
    let thing = report.words_in(Span { start: from, end: line.end.min(from + 24).max(from) }).first();
    let inner = report.noun(number).get(1..).and_then(<[Word]>::last);
    let named = inner.or(thing.filter(|word| word.at.start <= from + 1)).filter(|word| report.text(word.at).ends_with('s'));
    let of_all = |thing: &Word| {
        report.quantities_of(report.statement_of(number)).take(32).any(|other| {
            other != number && report.noun(other).iter().any(|word| word.concept == thing.concept)
        })
    };
    let verb = |thing: &Word| thing.is(Roles::TEST | Roles::PASS | Roles::FAIL | Roles::SKIPPED | Roles::MODAL);
    outcome && named.is_some_and(|thing| !of_all(thing) && !verb(thing) && (inner.is_some() || thing.is(Roles::COUNTABLE)))
}

/// "593 tests in 7 suites": where they are.
fn is_where(report: &Report, number: u32, roles: Roles) -> bool {
    let holder = report.noun(number).last().is_some_and(|word| HOLDERS.has(word) || report.is_one_of(word, &["suites", "classes", "packages", "modules"]));
    let before = report.quantity(number).and_then(|quantity| report.word_before(quantity.at.start));
    holder && !roles.has(PARTS) && before.is_some_and(|word| report.is_one_of(word, &["in", "across", "over", "from"]))
}

const HAD: Spellings<5> = Spellings::of(["had", "has", "saw", "showed", "with"]);

/// "11 of 12 rules passed", "8 jobs: 7 succeeded": what the words around make of a number
/// whose noun does not say it.
fn set_out(report: &Report, number: u32) -> Option<Roles> {
    let quantity = report.quantity(number)?;
    let whole = match quantity.role {
        role::NUMERATOR => quantity.mate,
        role::DENOMINATOR => number,
        _ => {
            let end = report.noun_span(number).end.max(quantity.at.end);
            let line = report.line_of(quantity.at);
            // "8 passed, 1 failed, 1 skipped out of 11"
            let before = report.text(Span { start: quantity.at.start.saturating_sub(8).max(line.start), end: quantity.at.start });
            if before.ends_with("out of ") {
                return Some(Roles::TOTAL);
            }
            let begins = report.text(Span { start: line.start, end: quantity.at.start });
            let leads = begins.trim_start_matches(['-', '*', '_', ' ', '>', '#']).is_empty();
            let colon = report.text(Span { start: end, end: line.end }).trim_start_matches('*').starts_with(':');
            let plain = leads && colon && !report.noun(number).is_empty() && !roles_of(report.noun(number)).has(OUTCOMES);
            return plain.then_some(Roles::TOTAL);
        }
    };
    let behind = report.words_behind(whole).iter().take(3);
    let passed = report.noun(whole).iter().chain(behind).find(|word| word.is(OUTCOMES))?;
    let plain = passed.is(Roles::PASSED) && !passed.is(Roles::FAILED);
    plain.then_some(if quantity.role == role::NUMERATOR { Roles::PASSED } else { Roles::TOTAL })
}

fn is_footnoted(text: &str) -> bool {
    text.ends_with(['*', '†', '‡', '¹', '²']) && text.starts_with(|first: char| first.is_ascii_digit())
}
