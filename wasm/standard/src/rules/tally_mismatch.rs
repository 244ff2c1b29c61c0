//! # tally-mismatch (XF208)
//!
//! A number of verdicts or kinds that the rows of its table do not show.
//!
//! ## Why it matters
//! The heading is read and the rows are not.
//!
//! ## Fires
//! ```report
//! ### Migration checks (3/4 passed)
//!
//! | Check | Status |
//! |-------|--------|
//! | row counts | PASS |
//! | foreign keys | PASS |
//! | encodings | FAIL |
//! | indexes | FAIL |
//! ```
//! ```report
//! 2 of 3 jobs were retried:
//!
//! | Job | What happened |
//! |-----|---------------|
//! | a | retried |
//! | b | retried |
//! | c | retried |
//! ```
//! ```report
//! | Gate | Owner | State |
//! |------|-------|-------|
//! | Unit tests | core | ✅ |
//! | Load budget | perf | ❌ |
//! | Manual | docs | ✅ |
//!
//! Gates passed: 3/3.
//! ```
//!
//! ```report
//! | No. | Clause | Grade |
//! |-----|--------|-------|
//! | 1 | 7.1 | Minor |
//! | 2 | 8.4 | Minor |
//! | 3 | 9.2 | Observation |
//!
//! Summary: 0 major, 3 minor, 1 observation.
//! ```
//! ```report
//! | Step | Records |
//! |------|---------|
//! | Titles | 412,871 |
//! | Loans | 12,877 |
//!
//! | Test | Result |
//! |------|--------|
//! | Login | OK |
//! | Renewal | FAILED |
//! | Hold | OK |
//!
//! 3/3 tests OK.
//! ```
//!
//! ```report
//! - [x] Changelog
//! - [x] Packages
//! - [ ] Translation
//!
//! 3 of 3 done.
//! ```
//! ```report
//! ~~~
//! customers   OK
//! invoices    OK
//! payments    MISMATCH
//! refunds     OK
//! ~~~
//!
//! Checksums: 4 of 4 identical.
//! ```
//! ```report
//! |          | Linux | Windows |
//! |----------|:-----:|:-------:|
//! | Ruby 3.2 | ✅ 1m52 | ✅ 3m31 |
//! | Ruby 3.3 | ✅ 1m31 | ❌ 3m05 |
//!
//! Summary: 4 of 4 jobs green.
//! ```
//!
//! ```report
//! ### Durable handles (4/5 PASS)
//!
//! | Test | Status | Issue |
//! |------|--------|-------|
//! | open | PASS | - |
//! | reopen | FAIL | handle is lost |
//! | lease | PASS | Fixed in phase 2 |
//! | lock | PASS | - |
//! | delete | FAIL | on close |
//! ```
//! ```report
//! ## Quality (5/5)
//!
//! - [x] Hinges
//! - [x] Locks
//! - [ ] Paint
//! - [x] Glass
//! - [x] Seals
//! ```
//!
//! ```report
//! ## Paint (3/3)
//!
//! - [x] Doors
//! - [ ] Frames
//! - [x] Sills
//! ```
//! ```report
//! - [x] Hinges
//! - [ ] Locks
//! - [x] Glass
//!
//! Done: 3 of 3 points.
//! ```
//! ```report
//! | Visit | Open | On plan? |
//! |--:|--:|:-:|
//! | 0 | 460 | – |
//! | 1 | 405 | ❌ |
//! | 2 | 290 | ✅ |
//! | 3 | 212 | ✅ |
//!
//! We were on plan in 3 of 3 visits.
//! ```
//! ```report
//! Result: 3/3 passed
//!
//! 1. Front door: PASS
//! 2. Back door: FAIL
//! 3. Cellar: PASS
//! ```
//!
//! ```report
//! - ✅ Doors under 30 kg: 29.2 kg
//! - ❌ Locks under 500 g: 540 g
//! - ✅ Keys under 300 g: 265 g
//!
//! Met: 3 of 3.
//! ```
//!
//! ```report
//! - Pass: 4
//! - Fail: 2 (gates 2 and 5)
//! - Skipped: 1
//!
//! | Gate | Result |
//! |---|---|
//! | 1 | Pass |
//! | 2 | Fail |
//! | 3 | Pass |
//! | 4 | Pass |
//! | 5 | Fail |
//! | 6 | Skipped |
//! ```
//!
//! ## Stays silent
//! ```report
//! ### Migration checks (3/4 passed)
//!
//! | Check | Status |
//! |-------|--------|
//! | row counts | PASS |
//! | foreign keys | PASS |
//! | encodings | PASS |
//! | indexes | FAIL |
//! ```
//! ```report
//! ### Migration checks (3/4 passed)
//!
//! | Check | Status |
//! |-------|--------|
//! | row counts | PASS |
//! | foreign keys | passed, then failed |
//! | encodings | PASS |
//! | indexes | FAIL |
//! ```
use crate::counted::{OPEN, matter, only_table, table_behind};
use crate::census::{self, Census};
use crate::outcomes::ENDED;
use crate::header_tallies::{self, HeaderTally};
use crate::rolls::{self, Roll, Rolls};
use crate::ticks;
use crossfoot_kit::prelude::*;
use std::cell::LazyCell;

pub const RULE: Rule = Rule::error("XF208", "tally-mismatch", judge);

fn judge(report: &Report, ledger: &mut Ledger) {
    for census in census::told(report) {
        by_kind(report, &census, ledger);
    }
    // Few reports count what stands in a roll.
    let rolls = LazyCell::new(|| Rolls::of(report));
    for (index, quantity) in report.quantities().iter().enumerate() {
        let index = index as u32;
        if let Some(roll) = rolls::claimed(report, index)
            .and_then(|many| rolls.of_so_many(report.section_of(index), many)) {
            off_roll(report, index, roll, ledger);
            continue;
        }
        if quantity.role != role::NUMERATOR {
            continue;
        }
        let statement = report.statement(quantity.node);
        let counts = quantity.class == class::COUNT;
        if report.kind(statement) == kind::ROW || !counts && !ticks::is_all(report, statement, quantity) {
            continue;
        }
        if let Some((list, done)) = ticks::told(report, statement, quantity.mate) {
            off_list(report, index, list, done, ledger);
            continue;
        }
        if !counts {
            continue;
        }
        if let Some(tally) = header_tallies::of(report, statement, quantity.mate) {
            off_header(report, index, &tally, ledger);
            continue;
        }
        let named = || table_named(report, statement, quantity.mate);
        let Some(table) = table_behind(report, statement).or_else(named) else { continue };
        let Some(rows) = matter(table).filter(|_| !report.roles_of(statement).has(OPEN)) else {
            continue;
        };
        if report.count(quantity.mate) != Some(rows.len() as i64) {
            continue;
        }
        let end = report.span(statement).end;
        let behind = said_of(report, quantity.mate, end);
        let label = report.label(index);
        let words = tallied(table, &rows, behind)
            .or_else(|| tallied(table, &rows, label))
            .or_else(|| filled(table, &rows, behind));
        if let Some((column, word, said)) = words {
            let of_all = is_of_all(table, report.count(index), word, said, rows.len());
            let said = said.filter(|_| !of_all);
            write(report, index, column, word, said, table, ledger);
        }
    }
}

/// The words behind a fraction. "6/7 deliverables (video excluded)": a bracket of
/// several words behind what it counts is an aside.
fn said_of(report: &Report, whole: u32, end: u32) -> &[Word] {
    let start = report.noun_span(whole).start;
    let open = report.text(Span { start, end }).find('(').map_or(end, |open| start + open as u32);
    let before = report.words_in(Span { start, end: open });
    let aside = report.words_in(Span { start: open, end }).len() > 1 && !before.is_empty();
    if aside { before } else { report.words_in(Span { start, end }) }
}

fn off_roll(report: &Report, index: u32, roll: &Roll, ledger: &mut Ledger) {
    let outcome = of_this_time(report, index, roll.outcome(report.value(index)));
    ledger.judge(outcome, report.statement_span(report.statement_of(index)), |draft| {
        let (passed, many, printed) = (roll.passed(), roll.called.len(), report.printed(index));
        draft
            .message(match outcome {
                Outcome::Contradicted => format!("{passed} of the {many} passed; the report says {printed}"),
                _ => format!("{passed} of the {many} passed; printed {printed}"),
            })
            .number(report, index, "tally")
            .part(roll.at, "verdicts")
            .blame(index);
        for (at, _) in roll.called.iter().filter(|(_, verdict)| *verdict != Verdict::Pass) {
            draft.related(*at, report.text(*at).trim().to_owned());
        }
    });
}

fn off_list(report: &Report, index: u32, list: u32, done: i64, ledger: &mut Ledger) {
    let outcome = of_this_time(report, index, Value::whole(done).equals(report.value(index)));
    ledger.judge(outcome, report.statement_span(report.statement_of(index)), |draft| {
        let printed = report.printed(index);
        draft
            .message(match outcome {
                Outcome::Contradicted => format!("{done} boxes are ticked; the report says {printed}"),
                _ => format!("{done} boxes are ticked; printed {printed}"),
            })
            .number(report, index, "tally")
            .part(report.span(list), "boxes")
            .blame(index);
    });
}

fn off_header(report: &Report, index: u32, tally: &HeaderTally<'_>, ledger: &mut Ledger) {
    let outcome = of_this_time(report, index, Value::whole(tally.good).equals(report.value(index)));
    ledger.judge(outcome, report.statement_span(report.statement_of(index)), |draft| {
        let (good, printed) = (tally.good, report.printed(index));
        let header = tally.table.header(tally.column).map_or("", Cell::text).trim();
        draft
            .message(match outcome {
                Outcome::Contradicted => format!("{good} rows are good under {header}; the report says {printed}"),
                _ => format!("{good} rows are good under {header}; printed {printed}"),
            })
            .number(report, index, "tally")
            .part(tally.table.at(), "rows")
            .blame(index);
    });
}

/// "0 major, 3 minor, 2 observations" beside a column that says nothing else.
fn by_kind(report: &Report, census: &Census<'_>, ledger: &mut Ledger) {
    let outcome = Value::whole(census.said).equals(report.value(census.index));
    let Some(quantity) = report.quantity(census.index) else { return };
    ledger.judge(outcome, quantity.at, |draft| {
        let (said, printed) = (census.said, report.printed(census.index));
        let word = report.names(census.index).first().map_or("", |word| report.text(word.at));
        let header = census.table.header(census.column).map_or("", Cell::text).trim();
        draft
            .message(match outcome {
                Outcome::Contradicted => format!("{said} rows say {word} under {header}; the report says {printed}"),
                _ => format!("{said} rows say {word}; printed {printed}"),
            })
            .number(report, census.index, "tally")
            .part(census.table.at(), "rows")
            .blame(census.index);
        if outcome == Outcome::Contradicted {
            for row in census.table.rows() {
                if let Some(cell) = row.cell(census.column) {
                    draft.related(cell.at(), cell.text().trim().to_owned());
                }
            }
        }
    });
}

/// The only table of the section whose first column lists what the fraction
/// counts: "Gates passed: 5/5" beside `| Gate | State |`; or the only one at all,
/// where the fraction does not say what it counts.
fn table_named<'r>(report: &'r Report, statement: u32, whole: u32) -> Option<Table<'r>> {
    let section = report.section(statement);
    let lists = |table: &Table<'r>| {
        let listed = table.header(0).and_then(|header| header.words().last()).map(|word| word.concept);
        let mut named = report.noun(whole).iter().chain(report.label(whole));
        listed.is_some_and(|listed| named.any(|word| word.concept == listed))
    };
    let here = |table: &Table<'r>| table.node() != statement && report.section(table.node()) == section;
    let mut tables = report.tables().filter(|table| here(table) && lists(table));
    if let Some(table) = tables.next() {
        return tables.next().is_none().then_some(table);
    }
    let bare = report.noun(whole).is_empty() && report.kind(statement) == kind::SENTENCE;
    only_table(report, section).filter(|table| bare && table.node() != statement)
}

/// The first word behind the fraction that some cells of a column say, the
/// column, and how many rows say it. A cell that says two things leaves the
/// number open (`None`).
fn tallied<'r>(
    table: Table<'r>,
    rows: &[Row<'r>],
    words: &'r [Word],
) -> Option<(u32, &'r Word, Option<i64>)> {
    // The "%" of "4/6 within ±4.5 %" is no word for a row.
    let named =
        |word: &&&Word| !table.report.text(word.at).starts_with(|sign: char| sign.is_ascii_digit() || sign == '%');
    for word in words.iter().take(5).filter(|word| named(&word)) {
        // "KEPT (7 modules)" is a remark on how many, and no word for the row.
        let counted = |said: &Word| {
            let before = Span { start: said.at.start.saturating_sub(32), end: said.at.start };
            let mut numbers = table.report.quantities_in(before);
            numbers.any(|number| table.report.noun(number).iter().any(|noun| noun.at == said.at))
        };
        let says = |cell: Cell<'_>| cell.words().iter().any(|said| same(said, word) && !counted(said));
        let mut columns =
            (1..table.columns()).filter(|column| rows.iter().any(|row| row.cell(*column).is_some_and(says)));
        let first = columns.next();
        // Beside the verdicts a remark may say "fixed", too.
        let column = if columns.next().is_none() { first } else { verdict_column(table) };
        let Some(column) = column else { continue };
        let mut said = 0;
        for row in rows {
            let Some(cell) = row.cell(column) else { return Some((column, word, None)) };
            let verdicts = cell.words().iter().filter(|word| word.is(Roles::VERDICT)).count();
            let hedged = cell.roles().has(Roles::NEGATION | Roles::MODAL) || cell.text().contains("to be ");
            // Expected failures and what does not apply may be counted as passed.
            let noted = word.is(Roles::PASS) && cell.roles().has(Roles::NOTED);
            if noted
                || says(cell) && (verdicts > 1 || hedged)
                || (word.is(Roles::PASS) && !cell.roles().has(Roles::VERDICT))
            {
                return Some((column, word, None));
            }
            said += i64::from(says(cell));
        }
        return Some((column, word, Some(said)));
    }
    None
}

/// "0/3 FAIL": none of three, and so they failed.
fn is_of_all(table: Table<'_>, number: Option<i64>, word: &Word, said: Option<i64>, many: usize) -> bool {
    let shouted = table.report.text(word.at).chars().all(|letter| letter.is_uppercase());
    let rest = said.map(|said| many as i64 - said);
    shouted && word.is(Roles::FAIL) && rest.is_some() && rest == number
}

/// "8 of 9 are fixed" beside a column "Fixed in" with a dash where nothing is.
fn filled<'r>(table: Table<'r>, rows: &[Row<'r>], words: &'r [Word]) -> Option<(u32, &'r Word, Option<i64>)> {
    let word = words.iter().take(3).find(|word| word.is(Roles::PASS | Roles::RELEASED | Roles::SKIPPED))?;
    let headed = |column: &u32| {
        let header = table.header(*column).map_or(&[][..], Cell::words);
        header.len() <= 2 && header.first().is_some_and(|first| first.concept == word.concept)
    };
    let mut columns = (1..table.columns()).filter(headed);
    let (Some(column), None) = (columns.next(), columns.next()) else { return None };
    let texts: Vec<&str> =
        rows.iter().map(|row| row.cell(column).map_or("", Cell::text).trim_matches([' ', '*', '_'])).collect();
    let missing = |text: &&&str| matches!(**text, "" | "-" | "–" | "—") || text.eq_ignore_ascii_case("no");
    let count = texts.iter().filter(missing).count();
    // "unknown" and "n/a" count neither way; a plain "no" does.
    let unsaid = Roles::NEGATION | Roles::UNKNOWN | Roles::NOTED;
    let undecided =
        |cell: Cell<'_>| cell.roles().has(unsaid) && !cell.text().trim().eq_ignore_ascii_case("no");
    // "fixed by us" are not all that were fixed.
    let of_some = words.iter().any(|word| table.report.is_one_of(word, &["by"]));
    let open = of_some || rows.iter().any(|row| row.cell(column).is_some_and(undecided));
    (count > 0 && count < texts.len() && !open).then_some((column, word, Some((texts.len() - count) as i64)))
}

/// The same word, or the same verdict.
fn same(one: &Word, other: &Word) -> bool {
    let plain = |word: &Word| word.roles.without(Roles(!Roles::VERDICT.0));
    // What is complete has not passed for that.
    let judged = |word: &Word| plain(word) == Roles::PASS && !ENDED.has(word);
    one.concept == other.concept || (judged(one) && judged(other))
}

fn write(
    report: &Report,
    index: u32,
    column: u32,
    word: &Word,
    said: Option<i64>,
    table: Table<'_>,
    ledger: &mut Ledger,
) {
    let outcome = said.map_or(Outcome::Undecided, |said| Value::whole(said).equals(report.value(index)));
    let outcome = match outcome {
        Outcome::Contradicted if is_of_another_time(report, index) => Outcome::Undecided,
        outcome => outcome,
    };
    ledger.judge(outcome, report.statement_span(report.statement_of(index)), |draft| {
        let (printed, word) = (report.printed(index), report.text(word.at));
        let header = table.header(column).map_or("", Cell::text).trim();
        draft
            .message(match said {
                Some(said) if outcome == Outcome::Contradicted => {
                    format!("{said} rows say {word} under {header}; the report says {printed}")
                }
                Some(said) => format!("{said} rows say {word}; printed {printed}"),
                None => format!("not every row says clearly whether it is {word}"),
            })
            .number(report, index, "tally")
            .part(table.at(), "rows")
            .blame(index);
    });
}

/// What was counted at another time contradicts nothing.
fn of_this_time(report: &Report, index: u32, outcome: Outcome) -> Outcome {
    let other = || is_of_then(report, index) || is_mended(report, index);
    if outcome == Outcome::Contradicted && other() { Outcome::Undecided } else { outcome }
}

/// "Yesterday 3 of 3", "After the repair all 4", "all 4 are ok now".
fn is_of_then(report: &Report, index: u32) -> bool {
    let at = report.statement_span(report.statement_of(index));
    let place = report.quantity(index).map_or(at.end, |quantity| quantity.at.start);
    let before = |word: &&Word| word.at.start < place;
    let words = report.words_in(at);
    words.iter().take_while(before).any(|word| {
        word.is(Roles::BEFORE | Roles::AFTER | Roles::ANOTHER_RUN) || report.is_one_of(word, &["yesterday"])
    }) || words.iter().any(|word| report.is_one_of(word, &["now", "again"]))
}

/// "Fixed the fixture. All 3 tests ok."
fn is_mended(report: &Report, index: u32) -> bool {
    const MENDED: Spellings<12> = Spellings::of([
        "fixed", "repaired", "again", "copied", "re-copied", "reran", "rerun", "corrected", "mended", "patched",
        "restored", "replaced",
    ]);
    let before = report.previous_sibling(report.statement_of(index));
    before
        .filter(|before| report.kind(*before) == kind::SENTENCE)
        .is_some_and(|before| report.words_of(before).first().is_some_and(|word| MENDED.has(word)) || report.words_of(before).last().is_some_and(|word| MENDED.has(word)))
}

/// "Before the fix 1/3 gates passed, now 2/3", "After the rerun 3/3", "The target is 4/4".
fn is_of_another_time(report: &Report, index: u32) -> bool {
    const THEN: [&str; 10] =
        ["rerun", "re-run", "retry", "first", "second", "target", "next", "now", "yesterday", "again"];
    let then = Roles::BEFORE | Roles::ANOTHER_RUN | Roles::MODAL;
    let at = report.span(report.statement_of(index));
    let words = if at.end - at.start > 400 { &[][..] } else { report.words_in(at) };
    let after = words.first().is_some_and(|word| word.is(Roles::AFTER));
    after || words.iter().any(|word| word.is(then) || report.is_one_of(word, &THEN))
}
