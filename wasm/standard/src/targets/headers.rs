//! Columns whose header is the target, and whose cells say whether it is met:
//! `| Protein % | ≥ 13%? |`.

use super::bounds::is_condition;
use super::cells::only_target;
use super::side::by_metric;
use super::standing::{commensurate, is_measure, standing};
use super::{Aim, Standing};
use crossfoot_kit::prelude::*;

pub fn in_headers<'r>(table: Table<'r>, mut give: impl FnMut(Aim, Row<'r>)) {
    for column in 1..table.columns() {
        let Some(target) = bound(table, column) else { continue };
        let Some((measured, guessed)) = figures(table, column, target) else { continue };
        let named = table.header(measured).map_or(&[][..], Cell::words);
        let plain = table
            .report
            .quantity(target)
            .is_some_and(|quantity| quantity.flags & flag::MARKED == 0 && quantity.role == role::ALONE);
        let side = if plain { by_metric(table.report, named) } else { None };
        if plain && side.is_none() {
            continue;
        }
        for row in table.rows() {
            let number = row.cell(measured).and_then(Cell::number);
            if let (Some(number), Some(verdict)) = (number, row.cell(column).and_then(answer)) {
                let standing = match standing(row.report, number, target, side) {
                    // What only the other rows show is worth a look, no more.
                    Standing::Misses if guessed && verdict == Verdict::Pass => Standing::NotShown,
                    standing => standing,
                };
                give(Aim { target, measured: number, standing, verdict: Some(verdict) }, row);
            }
        }
    }
}

/// "≥ 13%", "under 4 h": a bound, over nothing but answers.
fn bound(table: Table<'_>, column: u32) -> Option<u32> {
    let header = table.header(column)?;
    let target = only_target(table.report, header)?;
    let quantity = table.report.quantity(target)?;
    let ranged = quantity.role == role::VALUE_START;
    let marked = quantity.flags & flag::MARKED != 0 && quantity.flags & (flag::NO_LOW | flag::NO_HIGH) != 0;
    // "Target 85 %" over ticks, beside "Coverage".
    let named = table.header_roles(column).has(Roles::TARGET) && is_measure(table.report, target);
    let bounded = (ranged || marked || named) && quantity.flags & flag::HEDGED == 0;
    let answers = |row: Row<'_>| row.cell(column).is_none_or(|cell| answer(cell).is_some() || is_blank(cell));
    let fault = is_condition(table.report, target, header.words());
    let any = table.rows().any(|row| row.cell(column).and_then(answer).is_some());
    (bounded && !fault && any && table.rows().all(answers)).then_some(target)
}

fn is_blank(cell: Cell<'_>) -> bool {
    matches!(cell.text().trim(), "" | "-" | "–" | "—" | "n/a")
}

/// What a cell that judges says: "yes", "false", "✅".
pub fn answer(cell: Cell<'_>) -> Option<Verdict> {
    let text = cell.text().trim_matches([' ', '*', '_', '`']);
    match () {
        () if is_any(text, &["yes", "y", "true"]) => Some(Verdict::Pass),
        () if is_any(text, &["no", "n", "false"]) => Some(Verdict::Fail),
        () => cell
            .report
            .cell_verdict(cell.at())
            .filter(|verdict| matches!(verdict, Verdict::Pass | Verdict::Fail)),
    }
}

/// The only column of figures that can be held against it, or the one of several that the
/// answers show.
fn figures(table: Table<'_>, own: u32, target: u32) -> Option<(u32, bool)> {
    let report = table.report;
    let alike = |index: u32| {
        let percent = |index: u32| report.is_percentage(index);
        percent(index) == percent(target)
            && report.dimension(index) == report.dimension(target)
            && commensurate(report, index, target).is_some()
    };
    let fits = |column: &u32| {
        let mut numbers = table.rows().filter_map(|row| row.cell(*column).and_then(Cell::number)).peekable();
        *column != own && numbers.peek().is_some() && numbers.all(alike)
    };
    let columns: Vec<u32> = (1..table.columns()).filter(fits).collect();
    match columns.as_slice() {
        [column] => Some((*column, false)),
        several => by_answers(table, several, own, target).map(|column| (column, true)),
    }
}

/// Of "Before %" and "After %" the one that the answers are of: both are given, and at
/// most one of them does not fit.
fn by_answers(table: Table<'_>, columns: &[u32], own: u32, target: u32) -> Option<u32> {
    let answered: Vec<(Row<'_>, Verdict)> =
        table.rows().filter_map(|row| Some((row, row.cell(own).and_then(answer)?))).collect();
    let said = |verdict: Verdict| answered.iter().any(|(_, said)| *said == verdict);
    if answered.len() < 4 || !said(Verdict::Pass) || !said(Verdict::Fail) {
        return None;
    }
    let agrees = |column: u32, row: Row<'_>, verdict: Verdict| {
        let number = row.cell(column).and_then(Cell::number);
        match number.map(|number| standing(row.report, number, target, None)) {
            Some(Standing::Meets) => verdict == Verdict::Pass,
            Some(Standing::Misses) => verdict == Verdict::Fail,
            _ => false,
        }
    };
    let wrong =
        |column: u32| answered.iter().filter(|(row, verdict)| !agrees(column, *row, *verdict)).count();
    let mut meant = columns.iter().copied().filter(|column| wrong(*column) <= 1);
    meant.next().filter(|_| meant.next().is_none())
}
