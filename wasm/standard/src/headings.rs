//! Headings that count what stands below them: "Findings of high severity (5)".

use crossfoot_kit::prelude::*;

pub struct Below {
    pub count: u32,
    pub size: i64,
    pub at: Span,
    pub what: &'static str,
}

/// Counts in brackets at the end of a heading, over one list, one table or
/// headings of their own.
pub fn counted(report: &Report) -> Vec<Below> {
    report.of_kind(kind::HEADING).filter_map(|heading| of(report, heading)).collect()
}

fn of(report: &Report, heading: u32) -> Option<Below> {
    let count = bracketed(report, heading)?;
    let section = report.parent(heading);
    let (size, at, what) = below(report, section, heading)?;
    Some(Below { count, size, at, what })
}

/// The plain number that a heading ends with: "(5)".
fn bracketed(report: &Report, heading: u32) -> Option<u32> {
    let text = report.text(report.span(heading)).trim_end();
    if !text.ends_with(')') {
        return None;
    }
    let mut numbers = report.quantities_of(heading);
    let count = numbers.next_back()?;
    let quantity = report.quantity(count)?;
    let start = report.span(heading).start;
    let before = report.text(Span { start, end: quantity.at.start });
    let behind = report.text(Span { start: quantity.at.end, end: start + text.len() as u32 });
    let own =
        numbers.all(|other| !report.is_arithmetic(other) || crate::counted::numbers_heading(report, other));
    (before.ends_with('(')
        && behind == ")"
        && own
        && report.count(count).is_some_and(|count| count > 1)
        && is_of_many(report, heading))
    .then_some(count)
}

/// Its words name many things: "Run (2)" is the second run.
fn is_of_many(report: &Report, heading: u32) -> bool {
    report.words_of(heading).iter().any(|word| {
        let text = report.text(word.at);
        word.is(Roles::COUNTABLE | Roles::TEST | Roles::SKIPPED | Roles::FAILED | Roles::PASSED)
            && text.ends_with('s')
            || matches!(
                text.to_ascii_lowercase().as_str(),
                "open" | "closed" | "fixed" | "failed" | "passed" | "skipped" | "blocked"
            )
    })
}

/// The one thing below a heading that can be counted: the only list, the only
/// table, or the headings under it.
fn below(report: &Report, section: u32, heading: u32) -> Option<(i64, Span, &'static str)> {
    let mut found = None;
    let mut headings: Option<(i64, Span)> = None;
    for child in report.children(section).filter(|child| *child != heading) {
        let at = report.span(child);
        match report.kind(child) {
            kind::SECTION => {
                let (many, open) = headings.unwrap_or((0, at));
                headings = Some((many + 1, Span { start: open.start, end: at.start.max(open.end) }));
            }
            kind::LIST | kind::TABLE if found.is_some() => return None,
            kind::LIST => found = Some((report.children(child).count() as i64, at, "items")),
            kind::TABLE => {
                let rows = crate::counted::matter(report.table_at(child)?)?;
                found = Some((rows.len() as i64, at, "rows"));
            }
            kind::BLOCK | kind::HTML | kind::QUOTE => return None,
            _ => {}
        }
    }
    match (found, headings) {
        (Some(found), None) => Some(found),
        (None, Some((many, at))) => Some((many, at, "headings")),
        _ => None,
    }
    .filter(|(size, ..)| *size > 1)
}
