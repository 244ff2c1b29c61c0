//! Parts with their names before them, in a bracket behind their sum: "183 confirmed
//! (unit: 157, api: 15, e2e: 11)"; or "38 (selector 11, planner 14)" and "63 requests have
//! a label (29 feature, 26 fix, 8 chore)", where they come near it.

use super::{Breakdown, Kinship, come_near};
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
    let open = behind.iter().take(64).position(|sign| *sign == b'(')?;
    let close = behind.iter().take(LONGEST).position(|sign| *sign == b')')?;
    let name = report.text(Span { start: quantity.at.end, end: quantity.at.end + open as u32 });
    let words = report.words_in(Span { start: quantity.at.end, end: quantity.at.end + open as u32 });
    let inside =
        Span { start: quantity.at.end + open as u32 + 1, end: quantity.at.end + close.max(open + 1) as u32 };
    if name.contains([',', '.', ':', ';', '|', '/', '%']) || words.len() > 6 || report.is_each(total) {
        return None;
    }
    if let Some(parts) = bare(report, inside) {
        return near(report, total, parts);
    }
    if words.len() > 2 {
        return None;
    }
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

/// "selector 11, planner 17, audit 5", "29 feature, 26 fix, 6 chore": each with one name,
/// all in one way.
fn bare(report: &Report, inside: Span) -> Option<Vec<u32>> {
    let parts: Vec<u32> = report.quantities_in(inside).filter(|index| report.is_arithmetic(*index)).collect();
    if !(3..=MOST).contains(&parts.len())
        || report.roles_in(inside).has(OPEN | Roles::REST | Roles::TARGET | Roles::AVERAGE)
    {
        return None;
    }
    let mut gaps: Vec<&str> = Vec::new();
    let mut from = inside.start;
    for index in &parts {
        report.firm_count(*index).filter(|_| !report.is_each(*index))?;
        let part = report.quantity(*index)?;
        gaps.push(report.text(Span { start: from, end: part.at.start }));
        from = part.at.end;
    }
    gaps.push(report.text(Span { start: from, end: inside.end }));
    let named = |text: &str| {
        let words = text.split_whitespace().count();
        (1..=2).contains(&words)
            && text.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, ' ' | '-' | '_' | '`' | '.'))
    };
    let (first, rest) = gaps.split_first()?;
    let (last, between) = rest.split_last()?;
    let comma = |text: &str| {
        text.split_once(',')
            .or(text.split_once(" and "))
            .map(|(one, other)| (one.trim().to_owned(), other.trim().to_owned()))
    };
    let split: Vec<(String, String)> = between.iter().map(|gap| comma(gap)).collect::<Option<_>>()?;
    let before = named(first.trim())
        && last.trim().is_empty()
        && split.iter().all(|(one, other)| one.is_empty() && named(other));
    let behind = first.trim().is_empty()
        && named(last.trim())
        && split.iter().all(|(one, other)| other.is_empty() && named(one));
    (before || behind).then_some(parts)
}

/// Nobody names more in one bracket.
const MOST: usize = 12;

/// Parts that are told so make their whole, or nearly.
fn near(report: &Report, total: u32, parts: Vec<u32>) -> Option<Breakdown> {
    let all = report.count(total)?;
    let close = come_near(report, &parts, total, (2, 8));
    (close && all > 5).then_some(Breakdown { total, parts, kinship: Kinship::Kinds })
}
