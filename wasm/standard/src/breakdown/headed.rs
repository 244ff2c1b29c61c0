//! "### Unit tests (20 tests)" and "20 tests in 3 files:" over a list whose points each
//! say how many: "parser: 8 tests", "**lexer** (7 tests)"; "## `unsafe` blocks (8)" over
//! "`bits.rs`: 2 (unaligned read)"; "# Tests (20)" over "## Parser (8)", "## Lexer (12)".

use super::{Breakdown, Kinship, come_near, grade};
use crate::counted::{OPEN, is_total, numbers_heading};
use crate::headings::in_bracket;
use crossfoot_kit::prelude::*;

pub fn told(report: &Report) -> Vec<Breakdown> {
    let lists = report.of_kind(kind::LIST).filter_map(|list| over(report, list));
    let sections = report.of_kind(kind::SECTION).filter_map(|section| over_sections(report, section));
    let tables = report.tables().filter_map(|table| over_table(report, table));
    lists.chain(sections).chain(tables).collect()
}

/// "## Findings (14)" over a table of grades whose last row makes their total.
fn over_table(report: &Report, table: Table<'_>) -> Option<Breakdown> {
    let section = report.section(table.node());
    let heading = report.heading(section)?;
    let total = in_bare_bracket(report, heading)?;
    let rows = table.rows();
    let last = table.rows().last().filter(|row| rows.len() > 3 && is_total(table, *row))?;
    let alone = report.children(section).filter(|child| report.table_at(*child).is_some()).count() == 1;
    let count = |cell: Cell<'_>| cell.number().filter(|index| report.firm_count(*index).is_some());
    let sums: Vec<u32> = last.cells().skip(1).filter_map(count).collect();
    let parts = || table.rows().take(rows.len() - 1);
    let graded = parts().all(|row| row.label().last().is_some_and(|word| grade(word).is_some()));
    let column =
        (1..table.columns()).find(|column| last.cell(*column).is_some_and(|cell| count(cell).is_some()))?;
    let parts: Vec<u32> = parts().map(|row| row.cell(column).and_then(count)).collect::<Option<_>>()?;
    let open = report.roles_of(heading).has(OPEN | Roles::REST);
    // One of the other columns may be meant, or the rows.
    let other = sums.iter().any(|sum| report.count(*sum) == report.count(total));
    let rows = report.count(total) == Some(parts.len() as i64);
    let fits = alone && graded && !open && !other && !rows && is_near(report, total, &parts, true);
    fits.then_some(Breakdown { total, parts, kinship: Kinship::Kinds })
}

/// "# Tests (20)" over headings that end with no more than their number in a bracket.
fn over_sections(report: &Report, section: u32) -> Option<Breakdown> {
    let heading = report.heading(section)?;
    let total = in_bare_bracket(report, heading)?;
    let heads = report.children(section).filter(|child| report.kind(*child) == kind::SECTION);
    let heads = heads.filter_map(|child| report.heading(child));
    let parts: Vec<u32> = heads.map(|head| in_bare_bracket(report, head)).collect::<Option<_>>()?;
    let open = report.roles_of(heading).has(OPEN | Roles::REST);
    let fits = parts.len() > 1 && !open && is_near(report, total, &parts, false);
    fits.then_some(Breakdown { total, parts, kinship: Kinship::Kinds })
}

fn in_bare_bracket(report: &Report, heading: u32) -> Option<u32> {
    let at = report.span(heading);
    let text = report.text(at).trim_end().trim_end_matches(['*', '_']);
    let open = text.strip_suffix(')')?.rfind('(')? as u32;
    let bracket = Span { start: at.start + open + 1, end: at.start + text.len() as u32 - 1 };
    let count = report.quantities_in(bracket).next()?;
    (report.quantity(count)?.at == bracket && report.firm_count(count).is_some()).then_some(count)
}

fn over(report: &Report, list: u32) -> Option<Breakdown> {
    let lead = report.previous_sibling(list).filter(|block| {
        let ends = || report.text(report.span(*block)).trim_end().ends_with([':', '*']);
        match report.kind(*block) {
            kind::HEADING => true,
            kind::PARAGRAPH => ends(),
            _ => false,
        }
    })?;
    let aside = OPEN | Roles::REST | Roles::TOTAL | Roles::TARGET | Roles::ANOTHER_RUN;
    let mut counts = report.quantities_of(lead).filter(|index| report.is_arithmetic(*index)).peekable();
    counts.peek()?;
    let heads = || report.children(list).map(|item| report.roles_in(report.item_head(item)));
    // "Remaining errors by code (37)": what remains is what is counted.
    let said = report.words_of(lead);
    let said = match said.first() {
        Some(first) if report.is_one_of(first, &["remaining"]) => said.get(1..).unwrap_or_default(),
        _ => said,
    };
    if roles_of(said).has(aside) || heads().any(|said| said.has(aside)) {
        return None;
    }
    let points: Vec<Point> = report.children(list).map(|item| point(report, item)).collect::<Option<_>>()?;
    let noun = points.first()?.noun;
    if points.len() < 2 || points.iter().any(|point| point.noun != noun) {
        return None;
    }
    let is_whole = |index: &u32| {
        let named = noun.is_none_or(|noun| report.noun(*index).iter().any(|word| word.concept == noun));
        named
            && report.firm_count(*index).is_some()
            && !report.is_each(*index)
            && !numbers_heading(report, *index)
    };
    let mut wholes = counts.filter(is_whole);
    let total = wholes.next().filter(|_| wholes.next().is_none())?;
    let parts: Vec<u32> = points.iter().map(|point| point.count).collect();
    // "Remaining errors by code (37)" leaves none out.
    let by = report.words_of(lead).iter().any(|word| report.is_one_of(word, &["by"]));
    let fits = is_near(report, total, &parts, noun.is_some())
        || by && report.count(total) > Some(4) && come_near(report, &parts, total, (2, 3));
    fits.then_some(Breakdown { total, parts, kinship: Kinship::Kinds })
}

/// Whether the parts are all, or may have been meant to be: a list may show some only,
/// and what names nothing may count something else.
fn is_near(report: &Report, total: u32, parts: &[u32], named: bool) -> bool {
    let Some(all) = report.count(total) else { return false };
    let exact = come_near(report, parts, total, (0, i64::MAX));
    let nearness = if named { (2, 6) } else { (1, 16) };
    exact || all > 4 && all != parts.len() as i64 && come_near(report, parts, total, nearness)
}

/// What a point says that it has, and what of, where it says so.
struct Point {
    count: u32,
    noun: Option<u32>,
}

fn point(report: &Report, item: u32) -> Option<Point> {
    let head = report.item_head(item);
    if let Some((count, noun)) = in_bracket(report, head) {
        let before = report.quantity(count)?.at.start;
        let mut others = report.quantities_in(Span { start: head.start, end: before });
        let alone = !others.any(|other| report.is_arithmetic(other));
        return Some(Point { count, noun: Some(noun.concept) }).filter(|_| alone);
    }
    // "parser: 8 tests", "bits.rs: 2 (unaligned read)"
    let from = report.fields().partition_point(|field| field.key.start < head.start);
    let field = report.fields().get(from).filter(|field| field.value.end <= head.end)?;
    let mut numbers = report.quantities_in(field.value);
    let count = numbers.next()?;
    let quantity = report.quantity(count)?;
    let leads = quantity.at.start == field.value.start;
    let end = report.noun_span(count).end.max(quantity.at.end);
    let behind = report.text(Span { start: end, end: field.value.end }).trim_start_matches(['*', '_']);
    let plain = behind.is_empty() || behind.starts_with(" (") || behind.starts_with(',');
    let noun = report.noun(count).last().map(|word| word.concept);
    // "1 (SSE 4.2)", but not "1 (of 4)", "1 (2 with warnings)".
    let apart = |letter: char| letter.is_alphabetic();
    let aside =
        behind.strip_prefix(" (").is_some_and(|aside| aside.starts_with(apart) && !aside.starts_with("of "));
    let bare = aside || report.quantities_in(Span { start: end, end: field.value.end }).next().is_none();
    (leads && plain && bare && report.firm_count(count).is_some()).then_some(Point { count, noun })
}
