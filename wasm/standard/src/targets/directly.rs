//! A figure and its bound with nothing between them, where a verdict says that it is
//! kept: "| PASS | max diff 0.002 < 0.001 |", "correctness: PASS (drift 3 mm < 2 mm)".

use super::Aim;
use super::standing::{commensurate, standing};
use crossfoot_kit::prelude::*;

pub fn in_comparisons<'r>(report: &'r Report, mut give: impl FnMut(Aim, &'r [Word])) {
    for (index, quantity) in report.quantities().iter().enumerate() {
        // "< 200 ms" has a low end, too: no time is below nothing.
        let one_sided = quantity.flags & (flag::NO_LOW | flag::NO_HIGH) != 0 || quantity.low != quantity.high;
        if one_sided
            && quantity.flags & flag::MARKED != 0
            && quantity.flags & flag::HEDGED == 0
            && quantity.role == role::ALONE
            && let Some((aim, name)) = compared(report, index as u32, quantity)
        {
            give(aim, name);
        }
    }
}

fn compared<'r>(report: &'r Report, target: u32, bound: &Quantity) -> Option<(Aim, &'r [Word])> {
    let measured = target.checked_sub(1)?;
    let figure = report.quantity(measured)?;
    let end = report.noun_span(measured).end.max(figure.at.end).min(bound.at.start);
    let between = report.text(Span { start: end, end: bound.at.start });
    // The sign belongs to the bound as it is printed, or stands before it; "8+" has none.
    let joined = between.trim_matches([' ', '<', '>', '≤', '≥', '=']).is_empty();
    let sign =
        report.text(Span { start: end, end: bound.at.end }).trim_start().starts_with(['<', '>', '≤', '≥']);
    if !joined || !sign || figure.role != role::ALONE || !report.is_firm(measured) {
        return None;
    }
    // "5 + 3 > 6"
    let before = measured.checked_sub(1).and_then(|before| report.quantity(before));
    if before.is_some_and(|before| matches!(before.joint, joint::PLUS..=joint::DIVIDE)) {
        return None;
    }
    // "p99 < 200 ms" and "1,000 invoices ≤ 20 s" have their figure elsewhere.
    let named = report.noun(target).first().is_some_and(|word| word.is(Roles::TARGET | Roles::UPPER));
    let alike = report.is_arithmetic(measured)
        && (report.dimension(measured) == report.dimension(target)
            || named && report.dimension(measured) == (dimension::NONE, 0));
    commensurate(report, measured, target).filter(|_| alike)?;
    let cell = report.within(bound.node, kind::CELL);
    let at =
        cell.map_or_else(|| report.statement_span(report.statement(bound.node)), |cell| report.span(cell));
    let aside = |word: &Word| word.is(ASIDE) || CONDITIONS.has(word);
    if report.words_in(at).iter().any(aside) {
        return None;
    }
    let verdict = match cell {
        // A row that is named "3 < 2" tries just that.
        Some(cell) if report.data(cell) & 0xff_ffff == 0 => None,
        Some(cell) => of_row(report, report.parent(cell), cell),
        None => report.verdict_in(at),
    };
    let name = report.words_in(Span { start: at.start, end: figure.at.start });
    let name = name.get(name.len().saturating_sub(3)..).unwrap_or_default();
    let standing = standing(report, measured, target, None);
    let verdict = verdict.filter(|verdict| *verdict == Verdict::Pass)?;
    Some((Aim { target, measured, standing, verdict: Some(verdict) }, name))
}

const ASIDE: Roles =
    Roles::NEGATION.or(Roles::MODAL).or(Roles::EXCEPT).or(Roles::BEFORE).or(Roles::ANOTHER_RUN);
/// "✅ rejects 300 > 255" is about another figure than it prints.
const CONDITIONS: Spellings<15> = Spellings::of([
    "if",
    "when",
    "unless",
    "rejects",
    "rejected",
    "refuses",
    "throws",
    "raises",
    "version",
    "semver",
    "release",
    "string",
    "lexicographic",
    "false",
    "fails",
]);

/// What the other cells of a row say, if they say one thing.
fn of_row(report: &Report, row: u32, own: u32) -> Option<Verdict> {
    let mut verdicts = report
        .children(row)
        .filter(|cell| *cell != own)
        .filter_map(|cell| report.cell_verdict(report.span(cell)));
    verdicts.next().filter(|_| verdicts.next().is_none())
}
