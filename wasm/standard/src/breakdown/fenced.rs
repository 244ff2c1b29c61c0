//! A log or a drawn tree whose lines each say how many, and the line that adds them up:
//! "parser.rs (50 tests)", "lexer.rs ..... 40 tests", "Total: 90 tests".

use super::{Breakdown, Kinship, come_near};
use crate::counted::OPEN;
use crossfoot_kit::prelude::*;

pub fn told(report: &Report) -> Vec<Breakdown> {
    if !report.says(Roles::TOTAL) {
        return Vec::new();
    }
    report.of_kind(kind::BLOCK).flat_map(|block| in_block(report, block)).collect()
}

/// The lines since the last that is none of them.
fn in_block(report: &Report, block: u32) -> Vec<Breakdown> {
    let mut found = Vec::new();
    let mut parts: Vec<u32> = Vec::new();
    let mut noun = None;
    for line in report.children(block) {
        let at = report.span(line);
        if !report.text(at).contains(char::is_alphanumeric) {
            continue;
        }
        if report
            .words_of(line)
            .first()
            .is_some_and(|word| word.is(Roles::TOTAL) || is_subtotal(report, word))
        {
            let total = report.quantities_in(at).next().filter(|total| is_sum_of(report, *total, noun));
            // A tree may show some of them only.
            let told = total.filter(|total| parts.len() > 1 && come_near(report, &parts, *total, (2, 4)));
            found.extend(told.map(|total| Breakdown {
                total,
                parts: parts.clone(),
                kinship: Kinship::Kinds,
            }));
            parts.clear();
            continue;
        }
        match only_count(report, line) {
            Some((count, own)) if parts.is_empty() || noun == Some(own) => {
                noun = Some(own);
                parts.push(count);
            }
            _ => parts.clear(),
        }
    }
    found
}

fn is_subtotal(report: &Report, word: &Word) -> bool {
    report.is_one_of(word, &["subtotal", "sub-total", "sum"])
}

/// "Total: 90 tests", "Total 90".
fn is_sum_of(report: &Report, total: u32, noun: Option<u32>) -> bool {
    let own = report.noun(total).first().map(|word| word.concept);
    report.firm_count(total).is_some() && (own.is_none() || own == noun)
}

/// The only count of a line, and what it counts; a field has a rule of its own.
fn only_count(report: &Report, line: u32) -> Option<(u32, u32)> {
    if report.kind(line) != kind::LINE || report.roles_of(line).has(OPEN) {
        return None;
    }
    let mut numbers = report.quantities_of(line).filter(|index| report.is_arithmetic(*index));
    let count = numbers.next().filter(|_| numbers.next().is_none())?;
    report.firm_count(count).filter(|_| !report.is_each(count))?;
    Some((count, report.noun(count).first()?.concept))
}
