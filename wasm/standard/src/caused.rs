//! "## Causes of the 18 differences" over a list that says how many each cause has.

use crate::counted::OPEN;
use crate::tolls::Toll;
use crossfoot_kit::prelude::*;

const CAUSES: Spellings<9> = Spellings::of([
    "causes",
    "cause",
    "reasons",
    "breakdown",
    "distribution",
    "composition",
    "ursachen",
    "causas",
    "by cause",
]);

/// "Main causes" leave others out.
const SOME: Spellings<7> =
    Spellings::of(["main", "top", "leading", "frequent", "biggest", "common", "major"]);

pub fn told(report: &Report) -> Vec<Toll> {
    let headings = report.of_kind(kind::HEADING).filter(|heading| {
        let words = report.words_of(*heading);
        let some = |word: &Word| word.is(OPEN) || SOME.has(word);
        words.iter().any(|word| CAUSES.has(word)) && !words.iter().any(some)
    });
    headings.filter_map(|heading| under(report, heading)).collect()
}

fn under(report: &Report, heading: u32) -> Option<Toll> {
    let mut counts = report.quantities_of(heading).filter(|index| report.is_arithmetic(*index));
    let total = counts.next().filter(|_| counts.next().is_none())?;
    report.firm_count(total)?;
    let list = report.next_sibling(heading).filter(|next| report.kind(*next) == kind::LIST)?;
    let parts: Vec<u32> = report.children(list).map(|item| count_of(report, item)).collect::<Option<_>>()?;
    let toll = Toll { total, parts, sure: false };
    // It may count the causes themselves, or something else.
    let named = report.count(total) != Some(toll.parts.len() as i64) && toll.is_near(report);
    (toll.parts.len() > 1 && named).then_some(toll)
}

/// "Return not booked: 6": the only number of the item, at its end.
fn count_of(report: &Report, item: u32) -> Option<u32> {
    let mut numbers = report.quantities_of(item).filter(|index| report.is_arithmetic(*index));
    let count = numbers.next().filter(|_| numbers.next().is_none())?;
    let quantity = report.quantity(count)?;
    let head = report.item_head(item);
    let before =
        report.text(Span { start: head.start, end: quantity.at.start }).trim_end_matches([' ', '*', '_']);
    let behind = report.text(Span { start: report.noun_span(count).end.max(quantity.at.end), end: head.end });
    let ends = behind.trim_matches(['*', '_', ' ', '.', '\n']).is_empty();
    (before.ends_with([':', '–', '—', '-', '=']) && ends && report.firm_count(count).is_some())
        .then_some(count)
}
