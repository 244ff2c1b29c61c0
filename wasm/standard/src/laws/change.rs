//! A column that is said to be a difference, between two others that only the
//! rows tell. Rows may be of different units: a table of metrics.

use crate::balances::Change;
use crossfoot_kit::prelude::*;

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
    let kept = |pair: &(u32, u32)| {
        let changes = between(report, table, *pair, delta);
        let outcomes = || changes.iter().filter_map(|change| change.outcome(report));
        let held = outcomes().filter(|(_, outcome)| *outcome != Outcome::Contradicted).count();
        let broken = outcomes().count() - held;
        (held >= 2 && broken * 2 <= held && changes.iter().any(|change| tells(report, change)))
            .then_some(changes)
    };
    let Some(mut changes) = pairs.iter().find_map(kept) else { return Vec::new() };
    orient(report, &mut changes);
    changes
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

fn between(report: &Report, table: Table<'_>, (one, other): (u32, u32), delta: u32) -> Vec<Change> {
    let mut changes = Vec::new();
    for row in table.rows() {
        let number = |column: u32| row.cell(column).and_then(Cell::number);
        let (Some(before), Some(after), Some(delta)) = (number(one), number(other), number(delta)) else {
            continue;
        };
        let change = Change { pairs: vec![(before, after)], delta, tied: true };
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
