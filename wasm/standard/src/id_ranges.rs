//! Ids with a name, the first and the last, and how many they are said to be: "REQ-201 to
//! REQ-216 (16 requirements)", "4 (AN-01 to AN-04)".

use crossfoot_kit::prelude::*;

pub struct IdRange {
    pub at: Span,
    pub size: i64,
    pub count: u32,
}

/// Some may have been withdrawn: fewer than the range holds are no slip, more are.
pub fn told(report: &Report) -> Vec<IdRange> {
    (0..report.quantities().len().saturating_sub(1) as u32).filter_map(|index| of(report, index)).collect()
}

fn of(report: &Report, first: u32) -> Option<IdRange> {
    let one = report.quantity(first).filter(|one| one.class == class::LABEL)?;
    let other = report.quantity(first + 1).filter(|other| other.class == class::LABEL)?;
    let gap = report.text(Span { start: one.at.end.min(other.at.start), end: other.at.start });
    if !matches!(gap.trim(), "to" | "–" | "-" | "—" | "…" | "..." | ".." | "through" | "bis") {
        return None;
    }
    let name = |index: u32| report.printed(index).trim_end_matches(|sign: char| sign.is_ascii_digit());
    let named = name(first) == name(first + 1) && name(first).ends_with(['-', '_', '#']);
    let size = other.mantissa.checked_sub(one.mantissa)?.checked_add(1).filter(|size| *size > 1)?;
    let line = report.line_of(other.at);
    // "REQ-201 to REQ-216 (16 requirements)"
    let behind = || {
        let count = first + 2;
        let quantity = report.quantity(count)?;
        let opens = report.text(Span { start: other.at.end, end: quantity.at.start }) == " (";
        let end = report.noun_span(count).end.max(quantity.at.end);
        let closes = report.text(Span { start: end, end: line.end.max(end) }).starts_with(')');
        (opens && closes).then_some(count)
    };
    // "4 (AN-01 to AN-04)"
    let before = || {
        let count = first.checked_sub(1)?;
        let quantity = report.quantity(count)?;
        let start = report.noun_span(count).end.max(quantity.at.end).min(one.at.start);
        let opens = report.text(Span { start, end: one.at.start }).trim_matches('*') == " (";
        let closes = report.text(Span { start: other.at.end, end: line.end }).starts_with(')');
        (opens && closes).then_some(count)
    };
    let count = behind().or_else(before).filter(|count| report.firm_count(*count).is_some())?;
    let at = Span { start: one.at.start, end: other.at.end };
    named.then_some(IdRange { at, size, count })
}
