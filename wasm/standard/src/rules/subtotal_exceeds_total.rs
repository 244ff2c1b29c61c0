//! # subtotal-exceeds-total (XF209)
//!
//! Categories that together are more than the whole.
//!
//! ## Why it matters
//! Either the categories overlap, and the report should say so, or the total
//! is too small.
//!
//! ## Fires
//! ```report
//! | Category | Effort |
//! |----------|--------|
//! | memory | 170+ attempts |
//! | threads | 150+ attempts |
//!
//! Total effort: 273 attempts.
//! ```
//!
//! ## Stays silent
//! ```report
//! | Category (overlapping) | Effort |
//! |----------|--------|
//! | memory | 170+ attempts |
//! | threads | 150+ attempts |
//!
//! Total effort: 273 attempts.
//! ```
//! ```report
//! | Category | Effort |
//! |----------|--------|
//! | memory | 170+ attempts |
//! | threads | 90+ attempts |
//!
//! Total effort: 273 attempts.
//! ```
use crate::counted::{is_total, matter};
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::warning("XF209", "subtotal-exceeds-total", judge);

fn judge(report: &Report, ledger: &mut Ledger) {
    if !report.says(Roles::TOTAL) {
        return;
    }
    for table in report.tables().filter(|table| table.columns() > 1) {
        let Some(rows) = matter(table).filter(|_| !table.rows().any(|row| is_total(table, row))) else { continue };
        for column in 1..table.columns() {
            if let Some((parts, concept)) = parts(report, &rows, column)
                && let Some(total) = whole(report, concept, table)
            {
                write(report, &parts, total, table, ledger);
            }
        }
    }
}

/// The numbers of a column, if all of them name the same thing.
fn parts(report: &Report, rows: &[Row<'_>], column: u32) -> Option<(Vec<u32>, u32)> {
    let mut parts = Vec::new();
    let mut concept = None;
    for row in rows {
        let Some(number) = row.cell(column).and_then(Cell::number) else { continue };
        let quantity = report.quantity(number)?;
        let noun = report.noun(number).last()?.concept;
        if quantity.class != class::COUNT || quantity.role != role::ALONE || *concept.get_or_insert(noun) != noun {
            return None;
        }
        parts.push(number);
    }
    (parts.len() > 1).then_some((parts, concept?))
}

/// The number that is said to be the total of that thing, where the table lies in
/// what it speaks of.
fn whole(report: &Report, concept: u32, table: Table<'_>) -> Option<u32> {
    let section = report.section(table.node());
    (0..report.quantities().len() as u32).find(|index| {
        let names = report.noun(*index);
        report.count_of(*index).is_some()
            && names.last().is_some_and(|word| word.concept == concept)
            && report.kind(report.statement_of(*index)) != kind::ROW
            && (roles_of(names) | roles_of(report.label(*index))).has(Roles::TOTAL)
            && report.section_within(section, report.reach(report.section_of(*index)))
    })
}

fn write(report: &Report, parts: &[u32], total: u32, table: Table<'_>, ledger: &mut Ledger) {
    let mut sum = Value::whole(0);
    for part in parts {
        sum = sum.add(report.value(*part));
    }
    let mut outcome = sum.fits_in(report.value(total));
    let said = |node: u32| report.roles_of(node).has(Roles::OVERLAP);
    // "Total before: 52 tests; total now: 80 tests."
    let noun = report.noun(total).last().map(|word| word.concept);
    let other = || {
        report.quantities_of(report.statement_of(total)).any(|index| {
            report.noun(index).last().map(|word| word.concept) == noun
                && sum.fits_in(report.value(index)) != Outcome::Contradicted
        })
    };
    if outcome == Outcome::Contradicted
        && (said(report.section(table.node())) || said(report.statement_of(total)) || other())
    {
        outcome = Outcome::Undecided;
    }
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
    let start = report.span(report.statement_of(*first)).start;
    let at = Span { start, end: report.span(report.statement_of(*last)).end };
    ledger.judge(outcome, at, |draft| {
        let terms: Vec<&str> = parts.iter().map(|part| report.printed(*part)).collect();
        let (terms, printed) = (terms.join(" + "), report.printed(total));
        draft.message(match outcome {
            Outcome::Contradicted => format!(
                "the categories sum to {} ({terms}), more than the {printed} in all, and are not said to overlap",
                sum.hull()
            ),
            _ => format!("the categories sum to {} ({terms}); {printed} in all", sum.hull()),
        });
        for part in parts {
            draft.number(report, *part, "part");
        }
        draft.number(report, total, "total");
        if let Some(quantity) = report.quantity(total) {
            draft.related(quantity.at, format!("{printed} in all"));
        }
    });
}
