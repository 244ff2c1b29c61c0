//! Parts with their names before them, in a bracket behind their sum: "183 confirmed
//! (unit: 157, api: 15, e2e: 11)".

use super::{Breakdown, Kinship};
use crate::counted::OPEN;
use crossfoot_kit::prelude::*;

pub fn told(report: &Report) -> Vec<Breakdown> {
    let all = 0..report.quantities().len() as u32;
    all.filter_map(|total| of(report, total)).collect()
}

fn of(report: &Report, total: u32) -> Option<Breakdown> {
    report.firm_count(total)?;
    let quantity = report.quantity(total)?;
    let line = report.line_of(quantity.at);
    let behind = report.source().as_bytes().get(quantity.at.end as usize..line.end as usize)?;
    // A line may be as long as the report.
    let open = behind.iter().take(24).position(|sign| *sign == b'(')?;
    let close = behind.iter().take(LONGEST).position(|sign| *sign == b')')?;
    let name = report.text(Span { start: quantity.at.end, end: quantity.at.end + open as u32 });
    let words = report.words_in(Span { start: quantity.at.end, end: quantity.at.end + open as u32 });
    if name.contains([',', '.', ':', ';', '|', '/', '%']) || words.len() > 2 || report.is_each(total) {
        return None;
    }
    let inside =
        Span { start: quantity.at.end + open as u32 + 1, end: quantity.at.end + close.max(open + 1) as u32 };
    let mut from = inside.start;
    let mut parts = Vec::new();
    // "e2e" has a digit and is a name.
    for index in report.quantities_in(inside).filter(|index| report.is_arithmetic(*index)) {
        let part = report.quantity(index)?;
        report.firm_count(index)?;
        let label = report.text(Span { start: from, end: part.at.start });
        is_label(label, parts.is_empty()).then(|| parts.push(index))?;
        from = part.at.end;
    }
    let ends = report.text(Span { start: from, end: inside.end }).trim_matches(['*', '_', ' ']).is_empty();
    // "(min: 5, max: 20)", "(zones: 3, racks: 4)" are settings, and things of their own.
    let sum: Option<i64> = parts.iter().map(|part| report.count(*part)).sum();
    let other = |word: &Word| {
        const SETTINGS: [&str; 10] =
            ["min", "max", "seed", "cached", "ready", "limit", "timeout", "retry", "warm-up", "version"];
        report.is_one_of(word, &SETTINGS)
            || report.text(word.at).ends_with('s') && !word.is(Roles::PASS | Roles::FAIL)
    };
    if sum != report.count(total) && report.words_in(inside).iter().any(other) {
        return None;
    }
    let chosen = report.roles_in(inside).has(OPEN | Roles::REST | Roles::TARGET | Roles::AVERAGE);
    (parts.len() > 1 && ends && !chosen).then_some(Breakdown { total, parts, kinship: Kinship::Kinds })
}

/// No bracket with the parts of a number is longer.
const LONGEST: usize = 400;

/// "unit: ", ", api: "
fn is_label(text: &str, first: bool) -> bool {
    let led = text.trim_start();
    let name = led.strip_prefix([',', ';']).unwrap_or(if first { led } else { "" });
    let name = name.trim_end().strip_suffix([':', '=']).unwrap_or("").trim();
    !name.is_empty() && name.len() <= 32 && !name.contains([',', ';', ':', '=', '(', '\n'])
}
