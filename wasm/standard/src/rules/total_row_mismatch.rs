//! # total-row-mismatch (XF204)
//!
//! A row of totals that its column does not give.
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
use crate::counted::{OPEN, is_total, matter};
use crate::tolls;
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::error("XF204", "total-row-mismatch", judge);

/// What cannot be added up.
const INTENSIVE: Roles = Roles::RATE
    .or(Roles::PERCENTAGE)
    .or(Roles::AVERAGE)
    .or(Roles::MEDIAN)
    .or(Roles::MINIMUM)
    .or(Roles::MAXIMUM)
    .or(Roles::SPREAD)
    .or(Roles::LATENCY)
    .or(Roles::SPEEDUP)
    .or(Roles::EFFICIENCY)
    .or(Roles::ID_NOUN.without(Roles::TEST.or(Roles::COUNTABLE)))
    .or(Roles::OVERLAP);

fn judge(report: &Report, ledger: &mut Ledger) {
    below_lines(report, ledger);
    for table in report.tables() {
        let mut totals = table.rows().filter(|row| is_total(table, *row));
        let (Some(total), None) = (totals.next(), totals.next()) else { continue };
        let edge = table.rows().next_back().is_some_and(|row| row.node == total.node)
            || table.rows().next().is_some_and(|row| row.node == total.node);
        if !edge {
            continue;
        }
        let rows = matter(table);
        let whole = rows.is_some() && !introduced_openly(report, table);
        let rows = rows.unwrap_or_else(|| table.rows().filter(|row| !is_total(table, *row)).collect());
        for cell in total.cells().filter(|cell| cell.column > 0) {
            column(report, table, &rows, cell, whole, ledger);
        }
    }
}

/// "Total: 351 passed, 0 failed" under rows that say how many passed.
fn below_lines(report: &Report, ledger: &mut Ledger) {
    for toll in tolls::told(report) {
        let (sum, outcome) = (toll.sum(report), toll.outcome(report));
        let Some(quantity) = report.quantity(toll.total) else { continue };
        ledger.judge(outcome, quantity.at, |draft| {
            let terms: Vec<&str> = toll.parts.iter().take(8).map(|part| report.printed(*part)).collect();
            let more = if toll.parts.len() > 8 { " + …" } else { "" };
            let printed = report.printed(toll.total);
            draft.message(format!("{}{more} is {}; the total says {printed}", terms.join(" + "), sum.hull()));
            for part in &toll.parts {
                draft.number(report, *part, "part");
            }
            draft.number(report, toll.total, "total").blame(toll.total);
            if let Some(right) = sum.single().filter(|_| outcome == Outcome::Contradicted) {
                draft.mend(report, toll.total, right);
            }
        });
    }
}

fn introduced_openly(report: &Report, table: Table<'_>) -> bool {
    let introduction = table.introduction().map_or(Roles::NONE, |node| report.roles_in(report.span(node)));
    let heading = report.heading(report.section(table.node()));
    introduction.has(OPEN) || heading.is_some_and(|heading| report.roles_in(report.span(heading)).has(OPEN))
}

fn column(report: &Report, table: Table<'_>, rows: &[Row<'_>], cell: Cell<'_>, whole: bool, ledger: &mut Ledger) {
    let Some(total) = cell.number().filter(|number| adds_up(report, *number)) else { return };
    let header = table.header_roles(cell.column);
    if header.has(INTENSIVE) && !header.has(Roles::TEST | Roles::COUNTABLE | Roles::PASSED | Roles::FAILED) {
        return;
    }
    let mut parts = Vec::new();
    let mut gaps = false;
    for row in rows {
        match row.cell(cell.column).map(|cell| (cell, cell.number())) {
            Some((_, Some(number))) if adds_up(report, number) && report.dimension(number) == report.dimension(total) => {
                parts.push(number);
            }
            Some((cell, None)) if matches!(cell.text().trim(), "-" | "–" | "—" | "") => {}
            _ => gaps = true,
        }
    }
    if parts.len() < 2 || is_in_their_midst(report, &parts, total) {
        return;
    }
    let mut sum = Value::whole(0);
    for part in &parts {
        sum = sum.add(report.base_value(*part));
    }
    let all = report.base_value(total);
    let timed = report.dimension(total).0 == dimension::TIME;
    let complete = whole && !gaps && !timed;
    let outcome = match sum.equals(all) {
        // Of a choice of rows, or of tasks side by side, only one that is
        // greater than the whole cannot be.
        Outcome::Contradicted if !complete => {
            let over = !gaps && !timed && sum.fits_in(all) == Outcome::Contradicted;
            let part = parts.iter().any(|part| report.base_value(*part).fits_in(all) == Outcome::Contradicted);
            if over || part { Outcome::Contradicted } else { Outcome::Undecided }
        }
        outcome => outcome,
    };
    ledger.judge(outcome, cell.at(), |draft| {
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
        if outcome == Outcome::Contradicted
            && complete
            && let Some(right) = shown.single()
        {
            draft.mend(report, total, right);
        }
    });
}

/// A measured figure that lies among those above it is their mean, weighted
/// or not: a score, a price, a temperature.
fn is_in_their_midst(report: &Report, parts: &[u32], total: u32) -> bool {
    let measured = |index: &u32| {
        report.quantity(*index).is_some_and(|quantity| quantity.class == class::MEASUREMENT && quantity.unit == 0)
    };
    let all = report.base_value(total);
    let mut sides =
        parts.iter().map(|part| report.base_value(*part).at_most(all) != Outcome::Contradicted);
    let below = sides.clone().any(|below| below);
    parts.len() > 2 && measured(&total) && parts.iter().all(measured) && below && sides.any(|below| !below)
}

fn adds_up(report: &Report, index: u32) -> bool {
    report.quantity(index).is_some_and(|quantity| quantity.role == role::ALONE)
        && report.is_amount(index)
        && report.dimension(index).1 == 0
}
