//! A table whose columns are metrics, with a row of targets, one of figures and perhaps one of
//! verdicts.

use super::Aim;
use super::cells::{best, only_target};
use super::side::side;
use crossfoot_kit::prelude::*;

pub fn in_rows<'r>(table: Table<'r>, mut give: impl FnMut(Aim, &'r [Word])) {
    let only = |wanted: Roles, not: Roles| {
        let mut found = table.rows().filter(|row| {
            let label = row.label();
            label.len() <= 2 && row.label_roles().has(wanted) && !row.label_roles().has(not)
        });
        found.next().filter(|_| found.next().is_none())
    };
    let judging = Roles::VERDICT_NOUN | Roles::PASS;
    let (Some(target), Some(measured)) =
        (only(Roles::TARGET, Roles::BEFORE), only(Roles::MEASURED, judging | Roles::BEFORE | Roles::TARGET))
    else {
        return;
    };
    let verdict =
        only(judging, Roles::TARGET | Roles::MEASURED).or_else(|| only(Roles::VERDICT_NOUN, Roles::TARGET));
    let report = table.report;
    for cell in target.cells().filter(|cell| cell.column > 0) {
        let Some(goal) = only_target(report, cell) else { continue };
        let metric = table.header(cell.column).map_or(&[][..], Cell::words);
        let around = report.words_in(cell.at());
        let in_cell = roles_of(around).has(Roles::LOWER | Roles::UPPER);
        let side = side(report, goal, if in_cell { around } else { target.label() }, metric);
        let Some(figure) = measured.cell(cell.column) else { continue };
        let Some((measured, standing)) = best(report, figure, goal, side) else { continue };
        let judged = verdict.and_then(|row| row.cell(cell.column));
        let verdict = judged.and_then(|cell| report.cell_verdict(cell.at()));
        give(Aim { target: goal, measured, standing, verdict }, metric);
    }
}
