//! A share that is told first, and then the rest: "Completed 37 of 52 modules
//! (71%), 9 in progress, 6 not started".

use super::{Breakdown, Kinship, is_listed, is_part};
use crate::wholes;
use crossfoot_kit::prelude::*;

pub fn told(report: &Report) -> Vec<Breakdown> {
    let numerators =
        report.quantities().iter().enumerate().filter(|(_, quantity)| quantity.role == role::NUMERATOR);
    numerators.filter_map(|(index, quantity)| of(report, index as u32, quantity)).collect()
}

fn of(report: &Report, first: u32, quantity: &Quantity) -> Option<Breakdown> {
    let total = quantity.mate;
    let statement = report.statement(quantity.node);
    if report.kind(statement) == kind::ROW || report.count(first).is_none() || report.count(total).is_none() {
        return None;
    }
    let at = report.span(statement);
    let mut parts = vec![first];
    let mut last = wholes::percent_behind(report, total).unwrap_or(total);
    while is_part(report, last + 1) && follows(report, last, last + 1) {
        last += 1;
        parts.push(last);
    }
    let rest = parts.get(1..).filter(|rest| rest.len() > 1)?;
    let ends = report.quantity(last + 1).is_none_or(|next| next.at.start >= at.end);
    let words = report.words_in(at);
    let open = words
        .iter()
        .any(|word| word.is(crate::counted::OPEN | Roles::REST | Roles::TARGET | Roles::UNIVERSAL));
    // "33 of 38 are closed, 4 suppressed and 1 is open"
    let otherwise = |part: &&u32| said(report, **part, at).has(OTHERWISE);
    let done = |part: &&u32| {
        report.words_behind(**part).first().is_some_and(|word| report.text(word.at).ends_with("ed"))
    };
    let judged =
        rest.iter().all(|part| otherwise(&part) || done(&part)) && rest.iter().any(|part| otherwise(&part));
    let own = report.words_in(Span {
        start: at.start,
        end: rest.first().and_then(|part| report.quantity(*part))?.at.start,
    });
    let good = own.iter().any(|word| word.is(Roles::PASS | Roles::PASSED) && !word.is(Roles::FAIL));
    (ends && !open && judged && good).then_some(Breakdown { total, parts, kinship: Kinship::Scale })
}

/// What did not come out well, or not yet.
const OTHERWISE: Roles = Roles::FAIL
    .or(Roles::FAILED)
    .or(Roles::PARTIAL)
    .or(Roles::BLOCKED)
    .or(Roles::SKIPPED)
    .or(Roles::THIRD_OUTCOME);

/// The roles of the words right behind a count.
fn said(report: &Report, part: u32, at: Span) -> Roles {
    let Some(quantity) = report.quantity(part) else { return Roles::NONE };
    let behind = report.words_in(Span { start: quantity.at.end, end: at.end });
    roles_of(behind.get(..2).unwrap_or(behind))
}

/// Listed behind a comma; a percentage in a bracket may stand between.
fn follows(report: &Report, one: u32, other: u32) -> bool {
    let (Some(before), Some(next)) = (report.quantity(one), report.quantity(other)) else { return false };
    if before.class != class::PERCENTAGE {
        return is_listed(report, one, other);
    }
    let between = report.text(Span { start: before.at.end, end: next.at.start });
    matches!(between.trim(), ")," | ") and" | "), and")
}
