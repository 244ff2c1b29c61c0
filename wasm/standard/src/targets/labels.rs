//! Rows that name their bound themselves: `| p95 < 200 ms | ✅ 243 ms |`,
//! `| Coverage (≥ 95%) | 92.4% ✅ |`.

use super::Aim;
use super::bounds::{is_condition, is_trigger};
use super::by_rows::MIXED;
use super::cells::{is_own_bound, leads, only_target};
use super::column_names::{is_earlier, is_other_measure, is_used_up, tells_how_far};
use super::marked::{STARTS, is_of_the_test};
use super::standing::{commensurate, is_measure, standing};
use crossfoot_kit::prelude::*;

/// Of a table whose rows are conditions; elsewhere "> 2 s" only says which ones are counted.
pub fn in_labels<'r>(table: Table<'r>, mut give: impl FnMut(Aim, Row<'r>)) {
    const CONDITIONS: Spellings<16> = Spellings::of([
        "criterion",
        "criteria",
        "requirement",
        "requirements",
        "condition",
        "goal",
        "gate",
        "check",
        "slo",
        "sla",
        "objective",
        "acceptance",
        "kriterium",
        "anforderung",
        "threshold",
        "target",
    ]);
    if !(2..=4).contains(&table.columns()) {
        return;
    }
    let first = table.header(0).map_or(&[][..], Cell::words);
    let named = first.iter().any(|word| CONDITIONS.has(word));
    // "Scenario | High load (> 80%)" names what was tried.
    let measures = first.last().is_none_or(|word| table.report.is_one_of(word, &MIXED));
    if !(named || measures) || is_trigger(table.report, first) {
        return;
    }
    for row in table.rows() {
        if let Some(aim) = row.cell(0).and_then(|label| of(table, row, label, named)) {
            give(aim, row);
        }
    }
}

fn of(table: Table<'_>, row: Row<'_>, label: Cell<'_>, named: bool) -> Option<Aim> {
    let report = row.report;
    let target = only_target(report, label).filter(|target| is_own_bound(report, *target))?;
    let quantity = report.quantity(target)?;
    let before = report.text(Span { start: label.at().start, end: quantity.at.start });
    let bracket = before.trim_end_matches(['<', '>', '≤', '≥', '=', ' ']).ends_with('(');
    let aside = Roles::NEGATION | Roles::MODAL | Roles::EXCEPT;
    let turned = label.words().iter().any(|word| word.is(aside) || STARTS.has(word))
        || is_condition(report, target, label.words());
    let shown = |cell: &Cell<'_>| shows(table, cell.column);
    let mut figures = row
        .cells()
        .skip(1)
        .filter(shown)
        .flat_map(|cell| cell.quantities())
        .filter(|index| report.is_arithmetic(*index) && leads(report, *index));
    let measured = figures.next().filter(|_| figures.next().is_none())?;
    let firm = report.is_firm(measured) && is_measure(report, measured);
    if !(named || bracket) || turned || !firm {
        return None;
    }
    let told = row
        .cells()
        .skip(1)
        .find(|cell| cell.number() == Some(measured) || cell.quantities().any(|it| it == measured))?;
    let alike = report.is_percentage(measured) == report.is_percentage(target)
        && report.dimension(measured) == report.dimension(target);
    commensurate(report, measured, target)
        .filter(|_| alike)
        .filter(|_| is_bare(told, measured) && !is_of_the_test(report, target, told.text(), label.at()))?;
    let mut signs = row.cells().skip(1).filter_map(sign);
    let verdict = signs.next().filter(|_| signs.next().is_none())?;
    let standing = standing(report, measured, target, None);
    Some(Aim { target, measured, standing, verdict: Some(verdict) })
}

/// A column of what came of it: "Margin: 20 ms" tells how far off it was, and "Test duration:
/// 10 min" something else.
fn shows(table: Table<'_>, column: u32) -> bool {
    const SHOWN: Spellings<6> = Spellings::of(["value", "evidence", "outcome", "finding", "now", "wert"]);
    let roles = table.header_roles(column);
    let words = table.header(column).map_or(&[][..], Cell::words);
    let named = roles.has(Roles::MEASURED | Roles::VERDICT_NOUN | Roles::PASS)
        || words.iter().any(|word| SHOWN.has(word));
    named
        && !(is_used_up(table, column)
            || tells_how_far(table, column)
            || is_other_measure(table, column)
            || is_earlier(table, column))
}

/// Nothing but the figure, what it is of, and a verdict: "12 MB refused" is of what was tried.
fn is_bare(cell: Cell<'_>, measured: u32) -> bool {
    const KNOWN: Roles = Roles::VERDICT
        .or(Roles::MEASURED)
        .or(Roles::AVERAGE)
        .or(Roles::MEDIAN)
        .or(Roles::MAXIMUM)
        .or(Roles::PERCENTAGE);
    let Some(quantity) = cell.report.quantity(measured) else { return false };
    let own = Span { start: quantity.at.start, end: quantity.at.end.max(quantity.noun.end) };
    cell.words().iter().all(|word| word.is(KNOWN) || own.start <= word.at.start && word.at.end <= own.end)
}

/// "✅ 243 ms", "92.4% ✅", "PASS (243 ms)": what a cell says of the figure in it.
fn sign(cell: Cell<'_>) -> Option<Verdict> {
    ticked(cell).or_else(|| cell.report.cell_verdict(cell.at()))
}

/// A tick behind the figure of a cell: "92.4% ✅".
pub fn ticked(cell: Cell<'_>) -> Option<Verdict> {
    let text = cell.text().trim_matches(['*', '_', ' ', '\u{fe0f}']);
    let signs: Vec<Verdict> = text
        .chars()
        .filter_map(|letter| match letter {
            '✅' | '✓' | '✔' | '☑' => Some(Verdict::Pass),
            '❌' | '✗' | '✘' | '⚠' => Some(Verdict::Fail),
            _ => None,
        })
        .collect();
    let last = text.ends_with(['✅', '✓', '✔', '☑', '❌', '✗', '✘']);
    signs.first().copied().filter(|_| last && signs.len() == 1 && !text.contains(['(', ',', ';', '→']))
}
