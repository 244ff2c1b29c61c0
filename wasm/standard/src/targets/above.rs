//! A limit in the heading of a section, or in the line above its table, for all
//! rows alike: "Gap measurements (limit 4 mm)".

use super::cells::leads;
use super::side::side;
use super::standing::{commensurate, standing};
use super::{Aim, Standing};
use crate::ranks;
use crossfoot_kit::prelude::*;
use crossfoot_kit::scope::verdict_column;

/// The one row that is said to pass and does not, where the others show that
/// the limit is theirs.
pub fn in_sections<'r>(table: Table<'r>, mut give: impl FnMut(Aim, Row<'r>)) {
    let report = table.report;
    let heading = report.heading(report.section(table.node()));
    let above = [table.introduction(), heading];
    let Some((statement, target)) =
        above.into_iter().flatten().find_map(|node| Some((node, limit(report, node)?)))
    else {
        return;
    };
    let Some(judged) = verdict_column(table) else { return };
    let columns = figures(table, judged, target, statement);
    let mut passed = Vec::new();
    let (mut failed, mut explained) = (0, 0);
    for row in table.rows() {
        let Some(verdict) = row.cell(judged).and_then(|cell| report.cell_verdict(cell.at())) else {
            continue;
        };
        let missed = columns.iter().find_map(|column| misses(report, row.cell(*column)?, target, statement));
        match verdict {
            Verdict::Pass => passed.push((row, missed)),
            Verdict::Fail => {
                failed += 1;
                explained += usize::from(missed.is_some());
            }
            _ => return,
        }
    }
    let mut wrong = passed.iter().filter_map(|(row, missed)| Some((row, (*missed)?)));
    let (Some((row, measured)), None) = (wrong.next(), wrong.next()) else { return };
    let shown = if failed > 0 { failed == explained } else { columns.len() == 1 };
    if passed.len() > 2 && shown {
        give(Aim { target, measured, standing: Standing::Misses, verdict: Some(Verdict::Pass) }, *row);
    }
}

/// The number that a heading or line calls a limit, with the words that say so.
fn limit(report: &Report, statement: u32) -> Option<u32> {
    let words = report.words_of(statement);
    // "… for all four that were below 100%" tells of what was.
    let bound = words.len() <= 12 && words.iter().any(|word| word.is(Roles::UPPER | Roles::LOWER));
    let named = bound || words.iter().any(|word| word.is(Roles::TARGET));
    let plain = |index: &u32| report.is_arithmetic(*index) && leads(report, *index);
    let marked = |index: &u32| {
        report
            .quantity(*index)
            .is_some_and(|quantity| quantity.flags & flag::MARKED != 0 && quantity.flags & flag::HEDGED == 0)
    };
    let numbers: Vec<u32> = report.quantities_of(statement).filter(plain).collect();
    let mut bounds = numbers.iter().copied().filter(marked);
    match (numbers.as_slice(), bounds.next(), bounds.next()) {
        (_, Some(bound), None) => Some(bound),
        ([only], None, None) => Some(*only),
        _ => None,
    }
    .filter(|_| named)
}

/// Columns of figures that the limit may be for: the one that the heading names,
/// or else all of its kind.
fn figures(table: Table<'_>, judged: u32, target: u32, statement: u32) -> Vec<u32> {
    let report = table.report;
    let fits = |column: &u32| {
        let mut numbers = table.rows().filter_map(|row| row.cell(*column).and_then(Cell::number)).peekable();
        *column != judged
            && numbers.peek().is_some()
            && numbers.all(|number| commensurate(report, number, target).is_some())
    };
    let all: Vec<u32> = (1..table.columns()).filter(fits).collect();
    let words = report.words_of(statement);
    let is_named = |column: &u32| {
        table.header(*column).is_some_and(|header| {
            !header.words().is_empty()
                && header.words().iter().all(|word| words.iter().any(|other| other.concept == word.concept))
        })
    };
    let named: Vec<u32> = all.iter().copied().filter(is_named).collect();
    // A limit is one of the greatest, "| min | mean | max |", or of a percentile.
    let least = report.roles_of(statement).has(Roles::LOWER | Roles::MORE);
    let is_percentile =
        |column: &u32| table.header(*column).is_some_and(|header| ranks::is_percentile(header.text()));
    let open = least || all.iter().any(is_percentile);
    let greatest = |column: &u32| !open && table.header_roles(*column).has(Roles::MAXIMUM);
    let greatest: Vec<u32> = all.iter().copied().filter(greatest).collect();
    match (named.len(), greatest.len()) {
        (1, _) => named,
        (_, 1) => greatest,
        _ => all,
    }
}

fn misses(report: &Report, cell: Cell<'_>, target: u32, statement: u32) -> Option<u32> {
    let measured = cell.number()?;
    let side = side(report, target, report.words_of(statement), &[]);
    (standing(report, measured, target, side) == Standing::Misses).then_some(measured)
}
