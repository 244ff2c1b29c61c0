//! # total-row-mismatch (XF204)
//!
//! A row or a line of totals that what stands above it does not give.
//!
//! ## Why it matters
//! The total is what the summary repeats. If the rows above do not make it, a
//! row was changed, lost or counted twice.
//!
//! ## Fires
//! ```report
//! | Suite | Tests | Failed |
//! |-------|-------|--------|
//! | unit | 120 | 0 |
//! | api | 45 | 1 |
//! | **Total** | **175** | 1 |
//! ```
//! ```report
//! Top suites by size:
//!
//! | Suite | Tests |
//! |-------|-------|
//! | unit | 120 |
//! | api | 45 |
//! | Total | 90 |
//! ```
//!
//! ```report
//! | Command | Result |
//! |---------|--------|
//! | core | 214 passed; 0 failed |
//! | api | 96 passed; 0 failed |
//!
//! Total: 301 passed, 0 failed.
//! ```
//!
//! ```report
//! | Robot | Stops | Late |
//! |-------|-------|------|
//! | 41 | 200 | 1 |
//! | 42 | 200 | 1 |
//! | | 400 | 3 |
//! ```
//! ```report
//! **Defects by severity**
//!
//! - high: 3
//! - medium: 9
//! - low: 21
//!
//! 34 defects in total, 7 more than in May.
//! ```
//! ```report
//! | Check | Rows | Violations |
//! |---|--:|--:|
//! | ids | 2,400 | 48 |
//! | dates | 2,400 | 24 |
//! | sums | 2,400 | 72 |
//!
//! Violations in all: 166.
//! ```
//!
//! ```report
//! ~~~
//! CELLAR:   34/34 jars sound
//! KITCHEN:  10/10 jars sound
//! ATTIC:    9/14 jars sound
//! TOTAL:    53/56 jars sound
//! ~~~
//! ```
//! ```report
//! | File | Added | Removed |
//! |------|------:|--------:|
//! | press.rb | 146 | 12 |
//! | rules.rb | 73 | 58 |
//! | orders.rb | 21 | 9 |
//! | **3 files** | **250** | **79** |
//! ```
//! ```report
//! ### Doubles (6 books, 16 copies)
//!
//! | Author | Copies |
//! |--------|--------|
//! | Ash | 2 |
//! | Birch | 2 |
//! | Cole | 7 |
//! | Dorn | 2 |
//! | Elm | 2 |
//! | Fern | 2 |
//! ```
//! ```report
//! | Gate | Carts | Turned away |
//! |------|------:|------------:|
//! | north | 356 | 40 (11.2%) |
//! | south | 661 | 501 (75.8%) |
//! | **All gates total** | **1,017** | **496 (48.8%)** |
//! ```
//! ```report
//! | Day | Patients |
//! |---|---|
//! | Monday | 10 |
//! | Tuesday | 17 |
//! | Wednesday | 12 |
//! | Total | 49 |
//! ```
//! ```report
//! | Step | Time (s) |
//! |---|---|
//! | wash | 10.5 |
//! | dry | 17.2 |
//! | fold | 12.1 |
//! | Total | 49.8 |
//! ```
//! ```report
//! - **Total findings**: 14
//! - **Critical**: 5
//! - **High**: 4
//! - **Medium**: 2
//! - **Low**: 2
//! ```
//! ```report
//! ~~~
//! Unit: 20
//! Bench: 12
//! Road: 8
//! Total: 41
//! ~~~
//! ```
//! ```report
//! | Part | Price |
//! |------|-------|
//! | Case | 54,95 |
//! | Fan | 152,95 |
//! | Total | 300,00 |
//! ```
//! ```report
//! | File | Before | After |
//! |------|-------:|------:|
//! | roof | 2,232 | 2,300 |
//! | door | 2,206 | 2,910 |
//! | wall | 1,992 | 2,060 |
//! | **Subtotal** | **6,430** | **8,270** |
//! | **Other parts** | **8,067** | **8,060** |
//! | **TOTAL** | **14,497** | **16,330** |
//! ```
//! ```report
//! **Total tests: 243**
//! **Passed: 194 (80%)**
//! **Failed: 6**
//!
//! | Area | Tests | Pass | Fail |
//! |------|------:|-----:|-----:|
//! | doors | 113 | 111 | 2 |
//! | roofs | 122 | 122 | 0 |
//! | walls | 22 | 18 | 4 |
//! ```
//! ```report
//! | # | House | Rooms |
//! |---|-------|------:|
//! | 1 | red | 7 |
//! | 2 | blue | 2 |
//! | 3 | green | 3 |
//! | – | shed | – |
//!
//! **Total**: 4 houses, 13 rooms
//! ```
//! ```report
//! | Hall | Result |
//! |---|---|
//! | red | 40/40 |
//! | blue | 20/22 |
//!
//! Total: 61/62
//! ```
//! ```report
//! | Oven | Runs | Time |
//! |---|---:|---:|
//! | red | 5 | 21 min 40 s |
//! | blue | 5 | 30 min 50 s |
//! | green | 5 | 43 min 20 s |
//! | white | 4 | 19 min 20 s |
//! | All | 19 | 113 min 10 s |
//! ```
//! ```report
//! ## Causes of the 18 dents
//!
//! - Dropped on the way: 7
//! - Stacked too high: 6
//! - Unknown: 3
//! ```
//!
//! ```report
//! ~~~
//! Suite   Tests  Passed  Failed
//! doors     120     118       2
//! roofs      84      84       0
//! walls       7       7       0
//! Total     212     209       2
//! ~~~
//! ```
//!
//! ```report
//! - **Ship models**: 6 × €450 = €2,700
//! - **Paintings**: 6 × €1,200 = €7,200
//! - **Charts**: 15 × €180 = €2,700
//! - **Sum**: €12,900
//! ```
//!
//! ```report
//! | Day | Restarts | Load |
//! |---|---|---|
//! | 1 | 3 | high |
//! | 2 | 1 | low |
//! | 3 | 2 | low |
//!
//! Total restarts: 5
//! ```
//!
//! ```report
//! | Category | Keys | Status |
//! |---|---|---|
//! | doors | 8/8 | ok |
//! | roofs | 18/18 | ok |
//! | walls | 4/62 | ok |
//! | yards | 15/21 | ok |
//! | **Total** | **46/109** | ok |
//! ```
//!
//! ## Stays silent
//! ```report
//! | Suite | Tests | Failed |
//! |-------|-------|--------|
//! | unit | 120 | 0 |
//! | api | 45 | 1 |
//! | Total | 165 | 1 |
//! ```
//! ```report
//! Top suites by size:
//!
//! | Suite | Tests |
//! |-------|-------|
//! | unit | 120 |
//! | api | 45 |
//! | Total | 900 |
//! ```
use crate::additive::{adds_up, cannot_add_up, is_close, is_in_their_midst, is_one_of_them, number};
use crate::counted::{LOOSELY, OPEN, OUTCOMES, is_all_outcomes, is_total, matter};
use crate::{caused, column_headlines, field_totals, fraction_totals, money_totals, named_totals, subtotals, tolls, unlabelled_totals};
use crate::tolls::Toll;
use crate::total_excuses::{is_excused, row_of};
use crossfoot_kit::prelude::*;
use std::collections::BTreeSet;

pub const RULE: Rule = Rule::error("XF204", "total-row-mismatch", judge);

fn judge(report: &Report, ledger: &mut Ledger) {
    below_lines(report, ledger);
    for table in report.tables() {
        let mut totals = table.rows().filter(|row| is_total(table, *row));
        let first = totals.next();
        if first.is_none() && !introduced_openly(report, table) {
            for unlabelled in unlabelled_totals::told(report, table) {
                let judged = (unlabelled.outcome, Severity::Warning);
                describe_lines(report, unlabelled.total, &unlabelled.parts, judged, ledger);
            }
        }
        let Some(total) = first else { continue };
        if totals.next().is_some() {
            below_subtotals(report, table, ledger);
            continue;
        }
        let edge = table.rows().next_back().is_some_and(|row| row.node == total.node)
            || table.rows().next().is_some_and(|row| row.node == total.node);
        if !edge {
            continue;
        }
        let rows = matter(table);
        let whole = rows.is_some() && !introduced_openly(report, table);
        let rows = rows.unwrap_or_else(|| table.rows().filter(|row| !is_total(table, *row)).collect());
        let rows = named_by(&rows, total);
        if is_one_of_them(report, &rows, total) || leaves_rows_out(report, &rows, total) {
            continue;
        }
        for cell in total.cells().filter(|cell| cell.column > 0) {
            column(report, table, &rows, cell, whole, ledger);
        }
    }
}

/// Every column falls short of its total: the table does not show all that it is of.
fn leaves_rows_out(report: &Report, rows: &[Row<'_>], total: Row<'_>) -> bool {
    let mut short = 0;
    for cell in total.cells().filter(|cell| cell.column > 0) {
        let Some(whole) = number(cell).filter(|whole| adds_up(report, *whole)) else { continue };
        let parts: Option<Vec<u32>> = rows.iter().map(|row| row.cell(cell.column).and_then(number)).collect();
        let Some(parts) = parts else { continue };
        let sum = parts.iter().fold(Value::whole(0), |sum, part| sum.add(report.value(*part)));
        let (half, whole) = (report.value(whole).div(Value::whole(2)), report.value(whole));
        // Half of it at least is missing, or less than a quarter, and that may be a slip.
        let quarter = sum.div(Value::whole(3)).times(4);
        if quarter.below(whole) != Outcome::Holds || half.at_most(sum.times(8)) != Outcome::Holds {
            return false;
        }
        short += 1;
    }
    short > 1
}

/// "Overall fresh fruit" is of the rows that say "fresh fruit", where some say otherwise.
fn named_by<'r>(rows: &[Row<'r>], total: Row<'_>) -> Vec<Row<'r>> {
    let own: Vec<u32> =
        total.label().iter().filter(|word| !word.is(Roles::TOTAL)).map(|word| word.concept).collect();
    let is_named =
        |row: &Row<'_>| own.iter().all(|concept| row.label().iter().any(|word| word.concept == *concept));
    let named: Vec<Row<'r>> = rows.iter().copied().filter(is_named).collect();
    if own.is_empty() || named.len() < 2 { rows.to_vec() } else { named }
}

/// Each subtotal with the rows since the last, and the total with the subtotals and what
/// stands behind them.
fn below_subtotals(report: &Report, table: Table<'_>, ledger: &mut Ledger) {
    const SUBTOTAL: Spellings<5> =
        Spellings::of(["subtotal", "sub total", "zwischensumme", "sous total", "subtotales"]);
    let is_subtotal = |row: &Row<'_>| matches!(row.label(), [word] if SUBTOTAL.has(word));
    let Some(last) = table.rows().next_back().filter(|row| is_total(table, *row) && !is_subtotal(row)) else { return };
    if table.rows().filter(|row| is_total(table, *row)).count() != table.rows().filter(|row| is_subtotal(row)).count() + 1 {
        return;
    }
    let (mut own, mut all): (Vec<Row<'_>>, Vec<Row<'_>>) = (Vec::new(), Vec::new());
    for row in table.rows().filter(|row| row.node != last.node) {
        if !is_subtotal(&row) {
            own.push(row);
            continue;
        }
        for cell in row.cells().filter(|cell| cell.column > 0) {
            column(report, table, &own, cell, true, ledger);
        }
        own.clear();
        all.push(row);
    }
    all.extend(own);
    for cell in last.cells().filter(|cell| cell.column > 0) {
        column(report, table, &all, cell, true, ledger);
    }
}

/// "Total: 351 passed, 0 failed" under rows that say how many passed.
fn below_lines(report: &Report, ledger: &mut Ledger) {
    let told = tolls::told(report).into_iter().chain(fraction_totals::told(report));
    let told: Vec<Toll> = told.chain(caused::told(report)).collect();
    let known: BTreeSet<u32> = told.iter().map(|toll| toll.total).collect();
    let fields = field_totals::told(report).into_iter().filter(|toll| !known.contains(&toll.total));
    for toll in told.into_iter().chain(fields).chain(money_totals::told(report)) {
        let severity = if toll.sure { Severity::Error } else { Severity::Warning };
        describe_lines(report, toll.total, &toll.parts, (toll.outcome(report), severity), ledger);
    }
    for told in named_totals::told(report).into_iter().chain(column_headlines::told(report)) {
        let outcome = match told.sum(report).equals(report.value(told.total)) {
            // Far from it, it is of something else.
            Outcome::Contradicted if !told.is_near(report) => Outcome::Undecided,
            outcome => outcome,
        };
        describe_lines(report, told.total, &told.parts, (outcome, Severity::Warning), ledger);
    }
}

/// A total that is printed, and the lines that it is of.
fn describe_lines(report: &Report, total: u32, parts: &[u32], (outcome, severity): (Outcome, Severity), ledger: &mut Ledger) {
    let sum = parts.iter().fold(Value::whole(0), |sum, part| sum.add(report.value(*part)));
    let Some(quantity) = report.quantity(total) else { return };
    ledger.judge_as(severity, outcome, quantity.at, |draft| {
        let terms: Vec<&str> = parts.iter().take(8).map(|part| report.printed(*part)).collect();
        let more = if parts.len() > 8 { " + …" } else { "" };
        let printed = report.printed(total);
        draft.message(format!("{}{more} is {}; the total says {printed}", terms.join(" + "), sum.hull()));
        for part in parts {
            draft.number(report, *part, "part");
        }
        draft.number(report, total, "total").blame(total);
        if let Some(right) = sum.single().filter(|_| outcome == Outcome::Contradicted) {
            draft.mend(report, total, right);
        }
    });
}

/// "Open" beside "Cumulative found": what there is each day, and nothing to add up.
fn is_stock(table: Table<'_>, column: u32) -> bool {
    const LEFT: Spellings<8> =
        Spellings::of(["open", "remaining", "outstanding", "backlog", "pending", "active", "balance", "stock"]);
    let words = table.header(column).map_or(&[][..], Cell::words);
    let running = table.header_roles(column).has(Roles::RUNNING);
    running || words.iter().any(|word| LEFT.has(word))
        && (1..table.columns()).any(|other| table.header_roles(other).has(Roles::RUNNING))
}

fn introduced_openly(report: &Report, table: Table<'_>) -> bool {
    let introduction = table.introduction().map_or(Roles::NONE, |node| report.roles_of(node));
    let heading = report.heading(report.section(table.node()));
    introduction.has(OPEN) || heading.is_some_and(|heading| report.roles_of(heading).has(OPEN))
}

fn column(report: &Report, table: Table<'_>, rows: &[Row<'_>], cell: Cell<'_>, whole: bool, ledger: &mut Ledger) {
    let Some(total) = number(cell).filter(|number| adds_up(report, *number)) else { return };
    // "800 max" under the users of each stage; "113 min" is a time.
    const OTHERWISE: Spellings<8> =
        Spellings::of(["max", "maximum", "peak", "minimum", "average", "avg", "mean", "median"]);
    let otherwise = cell.words().iter().any(|word| OTHERWISE.has(word));
    if cannot_add_up(report, table.header(cell.column)) || is_stock(table, cell.column) || otherwise {
        return;
    }
    // "Combined 0.838" and "Overall 4.1" are scores.
    let loosely = row_of(table, cell).is_some_and(|row| matches!(row.label(), [word] if LOOSELY.has(word)));
    let signed = report.printed(total).starts_with(['+', '-', '−']);
    if subtotals::is_distinct(table, cell.column) || loosely && (signed || report.count_of(total).is_none()) {
        return;
    }
    let (mut parts, gaps) = gathered(report, rows, cell.column, total);
    if parts.len() < 2 || is_in_their_midst(report, &parts, total) {
        return;
    }
    let all = report.base_value(total);
    let mut sum = subtotals::sum(report, &parts);
    if sum.equals(all) == Outcome::Contradicted {
        let told_twice = [subtotals::left_out(report, &parts), subtotals::heads_left_out(report, &parts)];
        for own in told_twice.into_iter().filter(|own| own.len() < parts.len()) {
            let nested = subtotals::sum(report, &own);
            if nested.equals(all) != Outcome::Contradicted {
                (parts, sum) = (own, nested);
                break;
            }
        }
    }
    let timed = report.dimension(total).0 == dimension::TIME;
    let complete = whole && !gaps && !timed;
    let outcome = match sum.equals(all) {
        Outcome::Contradicted if !complete && !is_beyond(report, &parts, total, sum, (whole, gaps)) => {
            Outcome::Undecided
        }
        Outcome::Contradicted if is_excused(report, table, cell, (&parts, total), sum) => Outcome::Undecided,
        outcome => outcome,
    };
    let severity = if timed { Severity::Warning } else { Severity::Error };
    ledger.judge_as(severity, outcome, cell.at(), |draft| {
        let mut terms: Vec<&str> = parts.iter().take(8).map(|part| report.printed(*part)).collect();
        if parts.len() > 8 {
            terms.push("…");
        }
        let mut shown = Value::whole(0);
        for part in &parts {
            shown = shown.add(report.value(*part));
            draft.number(report, *part, "part");
        }
        let printed = report.printed(total);
        draft
            .message(format!("{} is {}; the total says {printed}", terms.join(" + "), shown.hull()))
            .number(report, total, "total")
            .blame(total);
        // Where the total's own row adds up, the slip is in another.
        let is_sound = || row_of(table, cell).is_some_and(|row| tells_its_outcomes(report, table, row));
        if outcome == Outcome::Contradicted
            && complete
            && !is_sound()
            && let Some(right) = shown.single()
        {
            draft.mend(report, total, right);
        }
    });
}

/// The numbers of a column, and whether some row has none that could be added.
fn gathered(report: &Report, rows: &[Row<'_>], column: u32, total: u32) -> (Vec<u32>, bool) {
    let mut parts = Vec::new();
    let mut gaps = false;
    for row in rows.iter().filter(|row| !subtotals::is_of_which(row)) {
        match row.cell(column).map(|cell| (cell, number(cell))) {
            Some((_, Some(number)))
                if adds_up(report, number) && report.dimension(number) == report.dimension(total) =>
            {
                parts.push(number);
            }
            Some((cell, None)) if matches!(cell.text().trim(), "-" | "–" | "—" | "") => {}
            _ => gaps = true,
        }
    }
    (parts, gaps)
}

/// Of a choice of rows, or of tasks side by side, only what is greater than the whole
/// cannot be; and times that nearly make it, but for a quarter, go on one by one.
fn is_beyond(report: &Report, parts: &[u32], total: u32, sum: Value, (whole, gaps): (bool, bool)) -> bool {
    let all = report.base_value(total);
    let timed = report.dimension(total).0 == dimension::TIME;
    if timed && whole && !gaps && parts.len() > 2 && is_close(sum, all) {
        return true;
    }
    let over = !gaps && !timed && sum.fits_in(all) == Outcome::Contradicted;
    let part = parts.iter().any(|part| report.base_value(*part).fits_in(all) == Outcome::Contradicted);
    // What is below zero makes the whole less than a part.
    let below = |index: u32| {
        report.base_value(index).at_most(Value::whole(0)) == Outcome::Holds && report.count(index) != Some(0)
    };
    (over || part) && !below(total) && !parts.iter().any(|part| below(*part))
}

/// "49 | 42 | 7": of all so many passed, and the rest failed.
fn tells_its_outcomes(report: &Report, table: Table<'_>, row: Row<'_>) -> bool {
    let (mut all, mut parts, mut many) = (None, Value::whole(0), 0);
    for cell in row.cells().filter(|cell| cell.column > 0) {
        let roles = table.header_roles(cell.column);
        let Some(count) = cell.number().filter(|index| report.count_of(*index).is_some()) else { continue };
        if is_all_outcomes(roles) {
            all = Some(report.value(count));
        } else if roles.has(OUTCOMES) {
            (parts, many) = (parts.add(report.value(count)), many + 1);
        }
    }
    many > 1 && all.is_some_and(|all| parts.equals(all) == Outcome::Holds)
}
