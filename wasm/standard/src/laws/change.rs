//! A column that is said to be a difference, between two others that only the
//! rows tell. Rows may be of different units: a table of metrics.

use crate::balances::Change;
use crossfoot_kit::prelude::*;

/// Headers that can mean nothing but what lies between two others.
const DIFFERENCES: [&str; 7] =
    ["diff", "difference", "differences", "delta", "variance", "discrepancy", "mismatch"];

/// The changes of all rows, between the two columns that at least two rows in
/// three keep to; empty if there are no such columns.
pub fn rows(report: &Report, table: Table<'_>, delta: u32) -> Vec<Change> {
    let columns: Vec<u32> = (1..table.columns()).filter(|column| *column != delta).collect();
    if table.rows().len() < 3 || columns.len() > 8 {
        return Vec::new();
    }
    // Mostly the two right before it.
    let mut pairs: Vec<(u32, u32)> = columns
        .iter()
        .flat_map(|one| columns.iter().filter(move |other| one < other).map(move |other| (*one, *other)))
        .collect();
    pairs.sort_by_key(|(one, other)| delta.abs_diff(*one) + delta.abs_diff(*other));
    // With just two other columns of numbers there is no doubt which are meant.
    let counts = |column: &u32| table.rows().any(|row| row.cell(*column).and_then(Cell::number).is_some());
    let named = table.header(delta).is_some_and(|header| {
        header.words().iter().any(|word| report.is_one_of(word, &DIFFERENCES) || report.text(word.at) == "Δ")
    });
    let sole = named && columns.iter().filter(|column| counts(column)).count() == 2;
    let kept = |pair: &(u32, u32)| {
        let changes = between(report, table, *pair, delta);
        let outcomes = || changes.iter().filter_map(|change| change.outcome(report));
        let held = outcomes().filter(|(_, outcome)| *outcome != Outcome::Contradicted).count();
        let broken = outcomes().count() - held;
        let told = || sole && pair.1 < delta && changes.iter().all(|change| is_large(report, change));
        // From nothing to three is three, whatever the columns are.
        let something = |index: u32| report.value(index).equals(Value::whole(0)) == Outcome::Contradicted;
        let full = |change: &Change| {
            let ten = report.quantity(change.delta).is_some_and(|delta| delta.mantissa.abs() >= 10);
            ten || change.pairs.iter().all(|(before, after)| something(*before) && something(*after))
        };
        let shown = changes.iter().any(|change| tells(report, change) && full(change));
        (held >= 2 && broken * 2 <= held && (shown || told())).then_some(changes)
    };
    let Some(mut changes) = pairs.iter().find_map(kept) else { return Vec::new() };
    orient(report, &mut changes);
    changes
}

/// `| Week | Errors | Change |`: by how much each row differs from the one above,
/// where all rows but one show it.
pub fn along(report: &Report, table: Table<'_>, delta: u32) -> Vec<Change> {
    let steps = |column: u32| -> Vec<Change> {
        let number = |row: &Row<'_>, column: u32| row.cell(column).and_then(Cell::number);
        let step = |(above, row): (Row<'_>, Row<'_>)| {
            let pairs = vec![(number(&above, column)?, number(&row, column)?)];
            let change = Change { pairs, delta: number(&row, delta)?, tied: true, signed: false };
            change.outcome(report).is_some().then_some(change)
        };
        table.rows().zip(table.rows().skip(1)).filter_map(step).collect()
    };
    let kept = |column: u32| {
        let changes = steps(column);
        let holds = |change: &&Change| {
            change.outcome(report).is_some_and(|(_, outcome)| outcome != Outcome::Contradicted)
        };
        let held = changes.iter().filter(holds).count();
        let shown = changes.iter().filter(|change| tells(report, change)).count();
        (held + 1 >= changes.len() && shown >= 3).then_some(changes)
    };
    (1..delta).rev().find_map(kept).unwrap_or_default()
}

/// Two states that differ: from what does not change, no one learns which
/// columns are meant.
fn tells(report: &Report, change: &Change) -> bool {
    let differs = |(before, after): &(u32, u32)| {
        report.value(*before).equals(report.value(*after)) == Outcome::Contradicted
    };
    change.outcome(report).is_some_and(|(_, outcome)| outcome == Outcome::Holds)
        && change.pairs.iter().any(differs)
}

/// Counts of such a size that equal ones are no coincidence.
fn is_large(report: &Report, change: &Change) -> bool {
    change.pairs.iter().all(|(before, after)| {
        report.count_of(*before).is_some_and(|count| count >= 10)
            && report.count_of(*after).is_some_and(|count| count >= 10)
    })
}

fn between(report: &Report, table: Table<'_>, (one, other): (u32, u32), delta: u32) -> Vec<Change> {
    let mut changes = Vec::new();
    for row in table.rows() {
        let number = |column: u32| row.cell(column).and_then(Cell::number);
        let (Some(before), Some(after), Some(delta)) = (number(one), number(other), number(delta)) else {
            continue;
        };
        let change = Change { pairs: vec![(before, after)], delta, tied: true, signed: false };
        if change.outcome(report).is_some() {
            changes.push(change);
        }
    }
    changes
}

/// Told in the direction that the house takes.
fn orient(report: &Report, changes: &mut [Change]) {
    let forward = |change: &&Change| {
        let printed = report.value(change.delta);
        change.outcome(report).is_some_and(|(value, _)| value.equals(printed) != Outcome::Contradicted)
    };
    if changes.iter().filter(forward).count() * 2 < changes.len() {
        for pair in changes.iter_mut().flat_map(|change| &mut change.pairs) {
            *pair = (pair.1, pair.0);
        }
    }
}
