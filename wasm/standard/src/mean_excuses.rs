//! Why a mean need not be that of the rows: it is weighted by the counts beside them, it
//! leaves out the cold run, or it is the number of all.

use crate::extremes::aggregate;
use crate::{pooled, ranks, subtotals};
use crossfoot_kit::prelude::*;

/// A figure in a row of means, under one column.
pub fn may_be(
    report: &Report,
    table: Table<'_>,
    column: u32,
    kind: Roles,
    (parts, printed): (&[u32], u32),
) -> bool {
    if is_explained(report, table, kind) {
        return true;
    }
    if kind == Roles::MAXIMUM {
        return can_be_had(report, table, column, (parts, printed));
    }
    kind == Roles::AVERAGE
        && (is_sum(report, parts, printed)
            || is_weighted_by(report, table, column, (parts, printed))
            || is_without_noted(report, kind, (parts, printed)))
}

/// A figure beside the table.
pub fn may_be_of_parts(report: &Report, kind: Roles, (parts, printed): (&[u32], u32)) -> bool {
    let Some(table) = parts.first().and_then(|part| table_of(report, *part)) else { return false };
    let Some(column) = parts.first().and_then(|part| column_of(report, *part)) else { return false };
    let header = table.header(column).map_or(&[][..], Cell::words);
    let statistic =
        |word: &Word| word.is(Roles::AVERAGE | Roles::MEDIAN) || ranks::is_percentile(report.text(word.at));
    // "p95" of each: the greatest of all lies beyond.
    if header.iter().any(statistic) || is_sum(report, parts, printed) || is_choice(report, table) {
        return true;
    }
    if is_far(report, kind, (parts, printed)) {
        return true;
    }
    kind == Roles::AVERAGE
        && (is_weighted_by(report, table, column, (parts, printed))
            || is_without_noted(report, kind, (parts, printed)))
}

/// "The maximum is set by the fire brigade.", "All averages are geometric means." right
/// below.
fn is_explained(report: &Report, table: Table<'_>, kind: Roles) -> bool {
    let next = report.next_sibling(table.node()).filter(|next| report.kind(*next) == kind::PARAGRAPH);
    let words = next.map_or(&[][..], |next| report.words_of(next));
    let numbers =
        next.is_some_and(|next| report.quantities_of(next).any(|index| report.is_arithmetic(index)));
    words.iter().take(3).any(|word| word.is(kind)) && !numbers
}

/// Twice the greatest or half the least of them is of something else.
pub fn is_far(report: &Report, kind: Roles, (parts, printed): (&[u32], u32)) -> bool {
    let all = report.base_value(printed);
    let far = |part: &u32| {
        let part = report.base_value(*part);
        match kind {
            Roles::MAXIMUM => part.times(2).below(all) == Outcome::Holds,
            Roles::MINIMUM => all.times(2).below(part) == Outcome::Holds,
            _ => false,
        }
    };
    parts.iter().all(far)
}

/// "Slow queries", "Outliers": some of them.
fn is_choice(report: &Report, table: Table<'_>) -> bool {
    const SOME: [&str; 8] =
        ["slow", "slowest", "outliers", "outlier", "worst", "selected", "sample", "examples"];
    let heading = report.heading(report.section(table.node()));
    let said = |node: u32| report.words_of(node).iter().any(|word| report.is_one_of(word, &SOME));
    heading.is_some_and(said) || table.introduction().is_some_and(said)
}

fn table_of(report: &Report, index: u32) -> Option<Table<'_>> {
    report.table_at(report.within(report.quantity(index)?.node, kind::TABLE)?)
}

fn column_of(report: &Report, index: u32) -> Option<u32> {
    let cell = report.within(report.quantity(index)?.node, kind::CELL)?;
    Some(report.data(cell) & 0xff_ffff)
}

/// "Mean | 100 | 50.5": so many in all.
fn is_sum(report: &Report, parts: &[u32], printed: u32) -> bool {
    let sum = subtotals::sum(report, parts);
    sum.equals(report.base_value(printed)) != Outcome::Contradicted
}

/// By the counts of another column.
fn is_weighted_by(report: &Report, table: Table<'_>, column: u32, (parts, printed): (&[u32], u32)) -> bool {
    let rows: Vec<Row<'_>> = table
        .rows()
        .filter(|row| {
            row.cell(column).and_then(Cell::number).is_some_and(|number| parts.binary_search(&number).is_ok())
        })
        .collect();
    let weight = |row: &Row<'_>, other: u32| {
        row.cell(other)?.number().filter(|index| report.firm_count(*index).is_some())
    };
    let weighs = |other: u32| {
        let weights: Option<Vec<u32>> = rows.iter().map(|row| weight(row, other)).collect();
        weights.filter(|weights| weights.len() == parts.len()).is_some_and(|weights| {
            pooled::weighted(report, parts, &weights).equals(report.base_value(printed))
                != Outcome::Contradicted
        })
    };
    (1..table.columns()).take(MOST).filter(|other| *other != column).any(weighs)
}

/// Wider tables are data.
const MOST: usize = 12;

/// Without a row that is marked, or called cold, a warm-up or an outlier.
pub fn is_without_noted(report: &Report, kind: Roles, (parts, printed): (&[u32], u32)) -> bool {
    let rest: Vec<u32> = parts.iter().copied().filter(|part| !is_noted(report, *part)).collect();
    let value = aggregate(report, kind, &rest).filter(|_| rest.len() < parts.len());
    value.is_some_and(|value| value.equals(report.base_value(printed)) != Outcome::Contradicted)
}

fn is_noted(report: &Report, part: u32) -> bool {
    const NOTED: [&str; 12] = [
        "cold",
        "warm",
        "warm-up",
        "warmup",
        "outlier",
        "discarded",
        "excluded",
        "ignored",
        "dropped",
        "invalid",
        "aborted",
        "calibration",
    ];
    let Some(quantity) = report.quantity(part) else { return false };
    let line = report.line_of(quantity.at);
    let behind = report.text(Span { start: quantity.at.end, end: line.end });
    let marked = behind.starts_with(['*', '†', '¹', '²']) && !behind.starts_with("**");
    let row = report.within(quantity.node, kind::ROW);
    let words = row.map_or(&[][..], |row| report.words_of(row));
    marked || words.iter().any(|word| report.is_one_of(word, &NOTED))
}

/// "Max 50" above all marks: what can be had.
fn can_be_had(report: &Report, table: Table<'_>, column: u32, (parts, printed): (&[u32], u32)) -> bool {
    const MARKS: [&str; 12] = [
        "points",
        "marks",
        "score",
        "scores",
        "grade",
        "capacity",
        "limit",
        "quota",
        "punkte",
        "questions",
        "seats",
        "budget",
    ];
    let header = table.header(column).map_or(&[][..], Cell::words);
    let all = report.base_value(printed);
    header.iter().any(|word| report.is_one_of(word, &MARKS))
        && parts.iter().all(|part| report.base_value(*part).at_most(all) != Outcome::Contradicted)
}
