//! Figures of which the last is said to be their sum: "38 min, then 71 min, 109 min in
//! total", "20 unit, 12 API and 8 UI tests (40 in total)".

use super::{Breakdown, Kinship, is_listed, is_part};
use crate::counted::OPEN;
use crossfoot_kit::prelude::*;

/// "Import took 38 min, the index 71 min, 109 min in total": measures of one
/// unit, of which the last is said to be their sum.
pub fn in_total(report: &Report) -> Vec<Breakdown> {
    let mut found = Vec::new();
    for word in report.words_with(Roles::TOTAL) {
        let node = report.node_at(word.at.start);
        let statement = report.statement(node);
        if matches!(report.kind(statement), kind::SENTENCE | kind::FIELD) {
            found.extend(total_at(report, statement, word).or_else(|| counted(report, statement, word)));
        }
    }
    found
}

fn total_at(report: &Report, statement: u32, word: &Word) -> Option<Breakdown> {
    let at = report.span(statement);
    // Of a line with many totals only the last can stand alone at its end.
    if !report.quantities_in(Span { start: word.at.end, end: at.end }).is_empty() {
        return None;
    }
    let before = Span { start: at.start, end: word.at.start };
    let numbers: Vec<u32> =
        report.quantities_in(before).filter(|index| report.is_arithmetic(*index)).collect();
    let (total, parts) = numbers.split_last()?;
    let said = report.noun_span(*total).end.max(report.quantity(*total)?.at.end);
    let behind = report.text(Span { start: said.min(word.at.start), end: word.at.start });
    let plain = |index: &u32| {
        report.quantity(*index).is_some_and(|quantity| {
            report.is_firm(*index)
                && matches!(quantity.joint, joint::NONE | joint::AND)
                && report.dimension(*index) == report.dimension(*total)
                && !report.is_each(*index)
        })
    };
    let measured =
        matches!(report.dimension(*total), (dimension::TIME | dimension::BYTES | dimension::MONEY, 0));
    let aside = OPEN | Roles::UNIVERSAL | Roles::MODAL | Roles::TARGET;
    let open = report.words_of(statement).iter().any(|word| word.is(aside));
    let whole = behind.trim_matches([' ', '*', '_']).is_empty();
    if parts.len() < 2 || !numbers.iter().all(plain) || !measured || open || !whole {
        return None;
    }
    Some(Breakdown { total: *total, parts: parts.to_vec(), kinship: Kinship::Kinds })
}

/// A longer sentence tells of more than one sum.
const LONGEST: u32 = 240;

/// Counts that are listed, and nothing but their total behind them: "20 unit tests, 12
/// API tests and 8 UI tests, for a total of 40".
fn counted(report: &Report, statement: u32, word: &Word) -> Option<Breakdown> {
    let at = report.span(statement);
    let aside = OPEN | Roles::UNIVERSAL | Roles::MODAL | Roles::TARGET | Roles::AVERAGE | Roles::ANOTHER_RUN;
    if at.end - at.start > LONGEST || report.roles_of(statement).has(aside) {
        return None;
    }
    let numbers: Vec<u32> = report.quantities_in(at).filter(|index| report.is_arithmetic(*index)).collect();
    let (total, parts) = numbers.split_last().filter(|(_, parts)| parts.len() > 1)?;
    let quantity = report.quantity(*total)?;
    let ends = report.noun_span(*total).end.max(quantity.at.end);
    let gap = if word.at.start >= ends {
        report.text(Span { start: ends, end: word.at.start })
    } else {
        report.text(Span { start: word.at.end.min(quantity.at.start), end: quantity.at.start })
    };
    let said = matches!(gap.trim_matches([' ', '*', '_', ':']), "" | "of" | "in");
    let listed = parts.iter().zip(parts.iter().skip(1)).all(|(one, next)| is_listed(report, *one, *next));
    let all_parts = numbers.iter().all(|index| is_part(report, *index));
    // "12 files and 3 folders, 40 tests in total": of those there is only one count.
    let last = parts.last().and_then(|part| report.head_noun(*part));
    let own = report.noun(*total).iter().rev().find(|own| !own.is(Roles::TOTAL));
    let one = own.is_none_or(|own| last.is_some_and(|last| last.concept == own.concept));
    let made = report.text(Span { start: at.start, end: quantity.at.start }).contains(['=', '×', '*', '/']);
    (said && listed && all_parts && one && !made && are_alike(report, parts)).then(|| Breakdown {
        total: *total,
        parts: parts.to_vec(),
        kinship: Kinship::Kinds,
    })
}

/// "20 unit tests, 12 API tests", or "20 unit, 12 API and 8 UI tests": things of one
/// kind, told with each of them or once behind the last.
fn are_alike(report: &Report, parts: &[u32]) -> bool {
    let Some((last, before)) = parts.split_last() else { return false };
    let Some(thing) = report.noun(*last).last() else { return false };
    let kind = |part: &u32| match report.noun(*part) {
        [.., own] if own.concept == thing.concept => true,
        [own] => report.noun(*last).len() > 1 && !report.text(own.at).ends_with('s'),
        _ => false,
    };
    before.iter().all(kind)
}
