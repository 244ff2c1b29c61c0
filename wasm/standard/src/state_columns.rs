//! Tables whose columns are two states and what lies between them, by their headers, by
//! their rows, or by the law that all rows but one keep.

use crate::balances::{self, Change};
use crate::counted::tells_outcomes;
use crate::laws::{Ground, Law, Laws, change};
use crate::{gross, statistic_rows};
use crossfoot_kit::prelude::*;

/// What each row tells, and how much a contradiction weighs.
pub fn told(report: &Report, table: Table<'_>, laws: Option<&Laws>) -> Vec<(Change, Severity)> {
    match in_columns(report, table).or_else(|| between(report, table)) {
        Some(changes) => changes.into_iter().map(|change| (change, Severity::Error)).collect(),
        None => laws.map(|laws| by_law(report, table, laws)).unwrap_or_default(),
    }
}

/// Headers that name two states, and what lies between them; `None` where there
/// are none.
fn in_columns(report: &Report, table: Table<'_>) -> Option<Vec<Change>> {
    let (before, after, delta) = balances::columns(table)?;
    let column = delta;
    let mut changes = Vec::new();
    for row in table.rows() {
        let number = |column: u32| row.cell(column).and_then(Cell::number);
        if let (Some(before), Some(after), Some(delta)) = (number(before), number(after), number(delta)) {
            changes.push(Change { pairs: vec![(before, after)], delta, tied: true, signed: false });
        }
    }
    balances::hold_to_signs(report, &mut changes);
    balances::leave_floored(report, &mut changes);
    // A column that no row keeps is of something else: percent, or cost.
    let kept = changes
        .iter()
        .any(|change| change.outcome(report).is_some_and(|(_, outcome)| outcome != Outcome::Contradicted));
    let zero = |index: u32| report.count(index) == Some(0);
    let alone = table.rows().len() == 1;
    changes.iter_mut().for_each(|change| change.tied &= kept || alone || zero(change.delta));
    loosen(report, table, column, &mut changes);
    changes.retain(|change| change.outcome(report).is_some());
    Some(changes)
}

/// What a row or a header says may make of a difference something else than what lies
/// between the two states.
fn loosen(report: &Report, table: Table<'_>, column: u32, changes: &mut [Change]) {
    let names = table.header(column).map_or(&[][..], Cell::words);
    for change in changes {
        let [pair] = *change.pairs.as_slice() else { continue };
        change.tied &= !statistic_rows::is_of_extreme(report, change.delta)
            && !gross::is_other_way(report, names, pair)
            && !is_of_content(report, table, names, pair);
    }
}

/// Pictures of as many points, files of as many lines, of which some differ; tables of as
/// many rows of which one is missing, and another one too many.
fn is_of_content(report: &Report, table: Table<'_>, names: &[Word], (before, after): (u32, u32)) -> bool {
    const CHANGED: [&str; 7] =
        ["changed", "modified", "mismatches", "mismatched", "px", "pixels", "differing"];
    const BEYOND: [&str; 5] = ["extra", "additional", "unexpected", "surplus", "added"];
    let says = |names: &[Word], known: &[&str]| names.iter().any(|word| report.is_one_of(word, known));
    let same = report.count(before).is_some() && report.count(before) == report.count(after);
    let beyond = || {
        (1..table.columns()).any(|column| says(table.header(column).map_or(&[][..], Cell::words), &BEYOND))
    };
    same && (says(names, &CHANGED) || says(names, &["missing", "extra"]) && beyond())
}

/// `| Ranker 6 | Ranker 7 | Δ |`: the header says that it is a difference, the
/// rows between which two others. `None` where there is no such column.
fn between(report: &Report, table: Table<'_>) -> Option<Vec<Change>> {
    let is_delta = |column: &u32| {
        let header = table.header_roles(*column);
        header.has(Roles::DELTA) && !header.has(Roles::PERCENTAGE)
    };
    let mut deltas = (1..table.columns()).filter(is_delta);
    let (delta, None) = (deltas.next()?, deltas.next()) else { return None };
    let mut changes = change::rows(report, table, delta);
    if changes.is_empty() {
        changes = change::along(report, table, delta);
    }
    balances::hold_to_signs(report, &mut changes);
    balances::leave_floored(report, &mut changes);
    loosen(report, table, delta, &mut changes);
    (!changes.is_empty()).then_some(changes)
}

/// Columns whose rows, all but one, say that one is the difference of others.
fn by_law(report: &Report, table: Table<'_>, laws: &Laws) -> Vec<(Change, Severity)> {
    let mut found = Vec::new();
    // What passed and failed is weighed by its own rule.
    let outcome = if tells_outcomes(table) { Roles::PASSED | Roles::FAILED } else { Roles::NONE };
    let own = |law: &&Law| !laws.run.as_ref().is_some_and(|run| law.is_part_of(run));
    for law in laws.sums.iter().filter(own) {
        let Some((before, after, delta)) = law.difference(table) else { continue };
        if [before, after, delta].iter().any(|column| table.header_roles(*column).has(outcome)) {
            continue;
        }
        let change = |(whole, parts): &(u32, Vec<u32>)| {
            let [one, other] = *parts.as_slice() else { return None };
            let (after, delta) = if law.parts.first() == Some(&delta) { (other, one) } else { (one, other) };
            let tied = law.ground != Ground::Weak;
            Some(Change { pairs: vec![(*whole, after)], delta, tied, signed: false })
        };
        let mut changes: Vec<Change> = law.rows.iter().filter_map(change).collect();
        balances::hold_to_signs(report, &mut changes);
        balances::leave_floored(report, &mut changes);
        loosen(report, table, delta, &mut changes);
        changes.retain(|change| change.outcome(report).is_some());
        found.extend(changes.into_iter().map(|change| (change, law.ground.severity())));
    }
    found
}
