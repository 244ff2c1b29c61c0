//! The last row of a table that pools the others: its counts are their sums, so its
//! greatest is the greatest of theirs, and its mean is theirs, weighted by a count.

use crate::counted::is_total;
use crate::extremes::{aggregate, kind_of};
use crossfoot_kit::prelude::*;

pub struct Pooled {
    pub printed: u32,
    pub kind: Roles,
    pub parts: Vec<u32>,
    pub value: Value,
    pub outcome: Outcome,
}

/// Wider tables are data.
const MOST_COLUMNS: u32 = 16;

pub fn told(report: &Report, table: Table<'_>) -> Vec<Pooled> {
    if table.columns() > MOST_COLUMNS {
        return Vec::new();
    }
    let kinds: Vec<(u32, Roles)> =
        (1..table.columns()).filter_map(|column| Some((column, kind(report, table, column)?))).collect();
    let rows: Vec<Row<'_>> = table.rows().collect();
    let Some((last, above)) = rows.split_last().filter(|(_, above)| above.len() > 1 && !kinds.is_empty())
    else {
        return Vec::new();
    };
    let blank = last.cell(0).is_none_or(|cell| cell.text().trim_matches(['*', '_', ' ', '-']).is_empty());
    if !is_total(table, *last) && !blank {
        return Vec::new();
    }
    let numbers = |column: u32| -> Option<(u32, Vec<u32>)> {
        let number = |row: &Row<'_>| row.cell(column).and_then(Cell::number);
        Some((number(last)?, above.iter().map(number).collect::<Option<_>>()?))
    };
    let counts: Vec<Vec<u32>> = (1..table.columns())
        .filter(|column| kinds.iter().all(|(other, _)| other != column))
        .filter_map(numbers)
        .filter(|(total, parts)| is_sum(report, *total, parts))
        .map(|(_, parts)| parts)
        .collect();
    if counts.is_empty() {
        return Vec::new();
    }
    let of = |(column, kind): &(u32, Roles)| {
        // "Max" may be full marks: what adds up is no extreme.
        let (printed, parts) = numbers(*column).filter(|(total, parts)| !is_sum(report, *total, parts))?;
        let alike = parts.iter().all(|part| report.dimension(*part) == report.dimension(printed));
        let plain = parts.iter().chain([&printed]).all(|index| report.is_firm(*index));
        let printed_value = report.base_value(printed);
        let values: Vec<Value> = match *kind {
            Roles::AVERAGE => counts.iter().map(|counts| weighted(report, &parts, counts)).collect(),
            kind => vec![aggregate(report, kind, &parts)?],
        };
        let fits = values.iter().find(|value| value.equals(printed_value) != Outcome::Contradicted);
        let value = *fits.or(values.first())?;
        // Of two counts nobody knows which weighs.
        let share = report.quantity(printed).is_some_and(|quantity| quantity.class > class::MEASUREMENT);
        let unsure = fits.is_none() && *kind == Roles::AVERAGE && (values.len() > 1 || share);
        // Hosts side by side have more at one moment than each of them at its own.
        let sum = parts.iter().fold(Value::whole(0), |sum, part| sum.add(report.base_value(*part)));
        let between = *kind == Roles::MAXIMUM
            && parts
                .iter()
                .all(|part| report.base_value(*part).at_most(printed_value) != Outcome::Contradicted)
            && printed_value.at_most(sum) != Outcome::Contradicted;
        let timed = report.dimension(printed).0 == dimension::TIME;
        let unsure = unsure || between && !timed;
        let outcome = match value.equals(printed_value) {
            Outcome::Contradicted if unsure => Outcome::Undecided,
            outcome => outcome,
        };
        (alike && plain).then_some(Pooled { printed, kind: *kind, parts, value, outcome })
    };
    kinds.iter().filter_map(of).collect()
}

/// What the header says that each row tells: "Max (ms)".
fn kind(report: &Report, table: Table<'_>, column: u32) -> Option<Roles> {
    // "Ride (min)" is in minutes.
    let unit = |word: &&Word| {
        let line = report.line_of(word.at);
        let before = report.text(Span { start: line.start, end: word.at.start });
        let behind = report.text(Span { start: word.at.end, end: line.end });
        before.ends_with(['(', '[', '/']) && behind.starts_with([')', ']', ' ', '|'])
    };
    let words = table.header(column)?.words().iter().filter(|word| !unit(word));
    let mut kinds =
        words.filter_map(|word| kind_of(report.text(word.at))).filter(|kind| *kind != Roles::MEDIAN);
    kinds.next().filter(|_| kinds.next().is_none())
}

/// Counts that add up to the last one, and not by chance.
fn is_sum(report: &Report, total: u32, parts: &[u32]) -> bool {
    let count = |index: &u32| report.firm_count(*index);
    let sum = parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(count(part)?));
    let many = parts.iter().filter(|part| count(part).is_some_and(|count| count > 0)).count();
    sum == count(&total) && sum.is_some_and(|sum| sum > 9) && many > 1
}

/// Figures weighted by counts, one for each of them.
pub fn weighted(report: &Report, parts: &[u32], counts: &[u32]) -> Value {
    let none = (Value::whole(0), Value::whole(0));
    let (sum, all) = parts.iter().zip(counts).fold(none, |(sum, all), (part, count)| {
        let count = report.value(*count);
        (sum.add(report.base_value(*part).mul(count)), all.add(count))
    });
    sum.div(all)
}
