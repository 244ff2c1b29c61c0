//! Measures of one unit, of which the last is said to be their sum: "38 min, then
//! 71 min, 109 min in total".

use super::{Breakdown, Kinship};
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
            found.extend(total_at(report, statement, word));
        }
    }
    found
}

fn total_at(report: &Report, statement: u32, word: &Word) -> Option<Breakdown> {
    let at = report.span(statement);
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
    let alone = report.quantities_in(Span { start: word.at.end, end: at.end }).is_empty();
    if parts.len() < 2 || !numbers.iter().all(plain) || !measured || open || !whole || !alone {
        return None;
    }
    Some(Breakdown { total: *total, parts: parts.to_vec(), kinship: Kinship::Kinds })
}
