//! Numbers joined by plus and minus: the terms of a sum as printed.

use crossfoot_kit::prelude::*;

/// The terms of a sum as printed, each with whether it is taken away.
pub struct Terms {
    pub terms: Vec<(u32, bool)>,
    pub next: u32,
}

/// What stands between a number and the one before it; "80 in total (50" opens
/// a bracket, too.
pub fn before(report: &Report, index: u32) -> u8 {
    let Some(last) = index.checked_sub(1).and_then(|last| report.quantity(last)) else { return joint::NONE };
    let Some(next) = report.quantity(index) else { return joint::NONE };
    let between = Span { start: last.at.end, end: next.at.start };
    let near = last.joint == joint::NONE && last.class < class::ID && report.words_in(between).len() <= 4;
    let text = report.text(between);
    if near && text.ends_with('(') && !text.contains(['\n', '|', ',', ')', ';']) {
        joint::OPENS
    } else {
        last.joint
    }
}

/// Numbers joined by plus and minus, with at least one plus.
pub fn chain(report: &Report, first: u32) -> Option<Terms> {
    // "x × 3 + 2": the first is multiplied.
    let lead = report.quantity(first)?.at.start;
    let before_it =
        report.text(Span { start: report.line_of(Span { start: lead, end: lead }).start, end: lead });
    let signed = |text: &str| {
        let text = text.trim_end();
        // A dash, a bullet and bold are no signs.
        let joined = text.strip_suffix(['+', '-', '−', '–']).map(str::trim_end);
        text.ends_with(['×', '÷', '/', '·', '^', '%'])
            || text.ends_with(" *")
            || joined
                .is_some_and(|before| before.ends_with(|sign: char| sign.is_ascii_digit() || sign == ')'))
    };
    let opened = before_it.trim_end().strip_suffix('(');
    if before_it.trim_end().ends_with(['×', '÷', '/', '·', '^', '%']) || opened.is_some_and(signed) {
        return None;
    }
    let mut terms = Vec::new();
    let (mut at, mut minus, mut plus) = (first, false, false);
    let bracketed = before(report, first) == joint::OPENS;
    loop {
        let quantity = report.quantity(at)?;
        if !report.is_arithmetic(at) || quantity.role != role::ALONE || quantity.class == class::MULTIPLE {
            return None;
        }
        terms.push((at, minus));
        match quantity.joint {
            // "361 (230 + 87 + 44) + 21 pending": the bracket ends there.
            joint::PLUS if bracketed && closes(report, at) => break,
            joint::PLUS => (minus, plus) = (false, true),
            joint::MINUS => minus = true,
            joint::TIMES | joint::DIVIDE => return None,
            _ => break,
        }
        // "1,200 − (300 + 400)" is no chain.
        if opens(report, at) {
            return None;
        }
        at += 1;
    }
    let explained = plus || is_equated(report, at);
    (terms.len() > 1 && explained).then_some(Terms { terms, next: at + 1 })
}

/// "= 12.6", or with one word before the sign: "15.0 mL − 2.6 mL used = 12.6 mL".
pub fn is_equated(report: &Report, index: u32) -> bool {
    let Some(quantity) = report.quantity(index) else { return false };
    if quantity.joint != joint::NONE {
        return quantity.joint == joint::EQUALS;
    }
    let Some(next) = report.quantity(index + 1) else { return false };
    let end = report.noun_span(index).end.max(quantity.at.end).min(next.at.start);
    if next.at.start - end > 24 {
        return false;
    }
    let between = report.text(Span { start: end, end: next.at.start }).trim_end();
    let word = between.strip_suffix('=').map(str::trim);
    word.is_some_and(|word| !word.is_empty() && word.bytes().all(|sign| sign.is_ascii_lowercase()))
}

/// Whether a bracket begins between a number and the next.
fn opens(report: &Report, index: u32) -> bool {
    let (Some(last), Some(next)) = (report.quantity(index), report.quantity(index + 1)) else { return false };
    report.text(Span { start: last.at.end, end: next.at.start }).trim_end().ends_with('(')
}

/// Whether a bracket ends between a number and the next.
fn closes(report: &Report, index: u32) -> bool {
    let (Some(last), Some(next)) = (report.quantity(index), report.quantity(index + 1)) else { return false };
    report.text(Span { start: last.at.end, end: next.at.start }).contains(')')
}

/// From the first of the numbers to the last.
pub fn span(report: &Report, terms: &Terms, result: u32) -> Span {
    let all = terms.terms.iter().map(|(term, _)| *term).chain([result]);
    let mut span = Span { start: u32::MAX, end: 0 };
    for index in all {
        if let Some(quantity) = report.quantity(index) {
            span.start = span.start.min(quantity.at.start);
            span.end = span.end.max(quantity.at.end);
        }
    }
    span
}
