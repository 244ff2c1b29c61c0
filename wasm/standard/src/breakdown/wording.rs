//! What stands between a whole and its parts, and behind them.

use super::{is_set_out, kinship};
use crate::counted::OPEN;
use crossfoot_kit::prelude::*;

/// "21 findings (2", "21 findings: 2", "Findings: 21 (2".
pub fn announces(report: &Report, total: u32, first: u32) -> bool {
    let (Some(whole), Some(part)) = (report.quantity(total), report.quantity(first)) else { return false };
    let noun = report.noun_span(total).end.max(whole.at.end);
    let between = report.text(Span { start: noun.min(part.at.start), end: part.at.start });
    // "288 answered (45%): 201 …"
    if first > total + 1 {
        let from = report.quantity(first - 1).map_or(part.at.start, |percent| percent.at.end);
        return report.text(Span { start: from, end: part.at.start }).trim() == "):";
    }
    // "Five analytes reported: 5 …"
    let gap = Span { start: noun.min(part.at.start), end: part.at.start };
    let said = between.trim_end().ends_with(':')
        && !between.contains(['.', ',', ';', '(', '\n', '|'])
        && report.words_in(gap).len() <= 2
        && report.words_in(gap).iter().all(|word| is_set_out(report.text(word.at)) || word.is(Roles::TOTAL));
    // "13 bugs were fixed (5 critical, …"
    let came = |word: &Word| {
        let text = report.text(word.at);
        is_set_out(text) || is_any(text, &CAME) || is_participle(text)
    };
    let ends = between.trim_end();
    let outcome = ends
        .strip_suffix(['(', ':', ';'])
        .is_some_and(|said| !said.contains(['.', ',', ';', '(', ':', '\n', '|']))
        && matches!(report.words_in(gap).len(), 1..=2)
        && report.words_in(gap).iter().all(came);
    let said = said || outcome;
    // "Strength of the 34: strong 15, …"
    let named = between.trim_start().strip_prefix(':').is_some_and(|name| {
        name.ends_with(' ')
            && !name.contains(['.', ',', ';', '(', ':', '\n', '|'])
            && report.words_in(gap).len() == 1
    });
    said || named
        || matches!(between.trim_matches([' ', '*', '_']), "(" | ":" | "–" | "—" | "=" | "[" | "): " | "):")
}

/// "593 tests were collected in 7 suites; 587 passed": where they stand is no part of them.
pub fn is_aside(report: &Report, total: u32, place: u32) -> bool {
    let (Some(whole), Some(aside), Some(part)) =
        (report.quantity(total), report.quantity(place), report.quantity(place + 1))
    else {
        return false;
    };
    if part.at.start.saturating_sub(whole.at.end) > 96 {
        return false;
    }
    let from = report.noun_span(total).end.max(whole.at.end).min(aside.at.start);
    let before = Span { start: from, end: aside.at.start };
    let behind = report.noun_span(place).end.max(aside.at.end).min(part.at.start);
    let words = report.words_in(before);
    let inside = |word: &Word| report.is_one_of(word, &["in", "across", "over", "from", "on"]);
    let plain = |word: &Word| {
        let text = report.text(word.at);
        is_set_out(text) || is_any(text, &CAME) || is_participle(text)
    };
    let split =
        words.split_last().filter(|(last, rest)| inside(last) && rest.len() <= 2 && rest.iter().all(plain));
    split.is_some()
        && !report.text(before).contains(['.', ',', ';', '(', ':', '\n', '|'])
        && matches!(report.text(Span { start: behind, end: part.at.start }).trim(), ";" | ":")
}

/// What was done with them all, beside what ends like a participle.
const CAME: [&str; 6] = ["were", "was", "are", "run", "ran", "written"];

/// "touched", "visited", but not "need".
fn is_participle(text: &str) -> bool {
    text.len() > 4 && text.ends_with("ed") && !text.ends_with("eed")
}

/// One part behind another: a comma or "and" between, and not more than the
/// words that say what the first is.
pub fn is_listed(report: &Report, one: u32, other: u32) -> bool {
    let (Some(before), Some(next)) = (report.quantity(one), report.quantity(other)) else { return false };
    let between = Span { start: before.at.end, end: next.at.start };
    if between.end.saturating_sub(between.start) > 64 {
        return false;
    }
    let text = report.text(between);
    let has = |signs: &[u8]| text.bytes().any(|byte| signs.contains(&byte));
    if has(b"()\n|:;=") || text.contains('→') {
        return false;
    }
    let listed = has(b",+") || text.trim_end().ends_with(" and") || text.trim_end().ends_with('&');
    listed && report.words_in(between).len() <= 5
}

/// Nothing follows the last part but the words that say what it is.
pub fn closes(report: &Report, last: u32, statement: Span) -> bool {
    let Some(quantity) = report.quantity(last) else { return false };
    let rest = report.text(Span { start: quantity.at.end, end: statement.end });
    let end = rest.find([')', '.', ';', '(', '\n', '—', '–']).unwrap_or(rest.len());
    let behind = Span { start: quantity.at.end, end: quantity.at.end + end as u32 };
    // "0 unsatisfactory (80% satisfactory)" only says it once more.
    let share = report.quantity(last + 1).is_some_and(|next| {
        next.class == class::PERCENTAGE && next.at.start == quantity.at.end + end as u32 + 1
    });
    let bracket = rest.get(end..).is_some_and(|rest| rest.starts_with('(')) && !share;
    report.words_in(behind).len() <= 4 && !bracket && !report.text(behind).contains(',')
}

/// Words after which the parts need not be whole; "critical" and "major" are
/// grades here.
pub fn is_open(report: &Report, total: u32, last: u32) -> bool {
    let start = report.quantity(total).map_or(0, |quantity| quantity.at.start);
    let end = report.noun_span(last).end;
    let statement = report.span(report.statement_of(total));
    report.words_in(Span { start: start.max(statement.start), end }).iter().any(|word| {
        let rest = word.is(Roles::REST) && !word.is(Roles::OVERLAP);
        word.is(OPEN | Roles::UNIVERSAL | Roles::MODAL | Roles::NEGATION)
            && !rest
            && kinship::grade(word).is_none()
    })
}
