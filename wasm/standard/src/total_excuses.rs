//! Why a total may be right though its column does not add up to it.

use crate::additive::number;
use crate::subtotals;
use crossfoot_kit::prelude::*;

/// Whether something around says why the column does not add up.
pub fn is_excused(
    report: &Report,
    table: Table<'_>,
    cell: Cell<'_>,
    (parts, total): (&[u32], u32),
    sum: Value,
) -> bool {
    let all = report.base_value(total);
    subtotals::is_across(table, total)
        || subtotals::is_chain(table, cell, parts, total)
        || subtotals::may_share(report, table, cell, sum, all)
        || subtotals::is_explained(report, table, sum, total)
        || shows_some(report, table, cell, parts)
        || is_of_more(report, table, cell)
        || is_running(report, table, cell, parts, total)
        || is_latest(report, table.rows().len() - 1, parts, total)
        || is_otherwise(report, parts, all)
        || parts.iter().chain([&total]).any(|index| subtotals::is_bracketed(report, *index))
}

/// Coverage of a package, and some of its files: more in the row of totals than above it
/// in each of the columns.
fn shows_some(report: &Report, table: Table<'_>, cell: Cell<'_>, parts: &[u32]) -> bool {
    if table.column(Roles::COVERAGE).is_none() {
        return false;
    }
    let rows: Vec<Row<'_>> = parts
        .iter()
        .filter_map(|part| report.within(report.quantity(*part)?.node, kind::ROW))
        .filter_map(|node| table.rows().find(|row| row.node == node))
        .collect();
    let Some(total) = row_of(table, cell) else { return false };
    let more = |cell: Cell<'_>| {
        let own = number(cell).filter(|own| report.firm_count(*own).is_some())?;
        let column = rows.iter().filter_map(|row| row.cell(cell.column).and_then(number));
        let sum = column.fold(Value::whole(0), |sum, part| sum.add(report.base_value(part)));
        Some(sum.below(report.base_value(own)) == Outcome::Holds)
    };
    let mut columns = total.cells().filter(|cell| cell.column > 0).filter_map(more);
    let first = columns.next();
    first == Some(true) && columns.next() == Some(true) && columns.all(|more| more)
}

/// "Overall (incl. office)"
fn is_of_more(report: &Report, table: Table<'_>, cell: Cell<'_>) -> bool {
    let label = row_of(table, cell).map_or(&[][..], |row| row.label());
    label.iter().any(|word| {
        report.is_one_of(word, &["incl", "including", "inkl", "inklusive", "plus", "with", "mit"])
    })
}

/// "Tests in total" after each phase, beside "Added": the last one stands for all.
fn is_running(report: &Report, table: Table<'_>, cell: Cell<'_>, parts: &[u32], total: u32) -> bool {
    let (Some(last), Some(all)) = (parts.last().and_then(|last| report.count(*last)), report.count(total))
    else {
        return false;
    };
    let grown = parts.len() > 2 && parts.is_sorted_by(|one, next| report.count(*one) <= report.count(*next));
    let added = last > report.count(parts[0]).unwrap_or_default();
    let near = all.abs_diff(last) <= last.unsigned_abs() / 10;
    table.header_roles(cell.column).has(Roles::TOTAL) && grown && added && near
}

/// "| Total | $190M | $3.2B |" under valuations that not every round had, "150" under
/// subscribers who only grew: the last one is said again.
fn is_latest(report: &Report, rows: usize, parts: &[u32], total: u32) -> bool {
    let grown = || {
        parts.windows(2).all(|pair| match pair {
            [one, other] => report.value(*one).at_most(report.value(*other)) != Outcome::Contradicted,
            _ => true,
        })
    };
    let level = parts.len() < rows || parts.len() > 2 && grown();
    level && parts.last().is_some_and(|last| report.printed(*last) == report.printed(total))
}

/// Flaky tests are among those that passed, and a discount is taken away.
fn is_otherwise(report: &Report, parts: &[u32], all: Value) -> bool {
    const AMONG: Spellings<7> =
        Spellings::of(["flaky", "retried", "rerun", "quarantined", "slow", "reruns", "retries"]);
    const TAKEN: Spellings<13> = Spellings::of([
        "discount",
        "voucher",
        "rebate",
        "refund",
        "refunds",
        "credit",
        "deduction",
        "deductions",
        "less",
        "costs",
        "expenses",
        "withdrawals",
        "outgoings",
    ]);
    let says = |part: &u32, is: &dyn Fn(&Word) -> bool| {
        let node = report.quantity(*part).map_or(0, |quantity| quantity.node);
        let row = report.within(node, kind::ROW);
        let name = row.and_then(|row| report.children(row).next());
        name.is_some_and(|name| report.words_of(name).iter().any(is))
    };
    let told = |taken: Value, among: Value, part: &u32| {
        let value = report.base_value(*part);
        match () {
            () if says(part, &|word| AMONG.has(word)) => among,
            () if says(part, &|word| TAKEN.has(word)) => taken.sub(value),
            () => taken.add(value),
        }
    };
    let sum = parts.iter().fold(Value::whole(0), |sum, part| told(sum, sum, part));
    sum.equals(all) != Outcome::Contradicted
}

pub fn row_of<'r>(table: Table<'r>, cell: Cell<'r>) -> Option<Row<'r>> {
    table.rows().find(|row| row.cell(cell.column).is_some_and(|own| own.node == cell.node))
}
