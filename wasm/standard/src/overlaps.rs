//! What says that some are in several of the parts: "two were in both", "Some failures had
//! two causes.", "The smoke tests are part of the regression suite."

use crossfoot_kit::prelude::*;

const ONCE: Spellings<18> = Spellings::of([
    "once",
    "distinct",
    "unique",
    "deduplicated",
    "duplicates",
    "duplicate",
    "multiple",
    "several",
    "both",
    "overlap",
    "overlaps",
    "overlapping",
    "subset",
    "mehrfachnennungen",
    "mehrfach",
    "doppelt",
    "beide",
    "beiden",
]);

/// Whether the words of a block say it.
pub fn is_told(report: &Report, node: u32) -> bool {
    const PHRASES: [&str; 12] = [
        "part of ",
        "more than one",
        "two causes",
        "in two ",
        "contained in",
        "counted in",
        "去重",
        "at the same time",
        "counted twice",
        "reported twice",
        "listed twice",
        "run twice",
    ];
    let words = report.words_of(node);
    let text = report.text(report.span(node));
    words.iter().any(|word| ONCE.has(word) || word.is(Roles::OVERLAP))
        || PHRASES.iter().any(|phrase| text.contains(phrase))
}

/// Right behind a list, beside its last point, or below the table.
pub fn is_told_behind(report: &Report, part: u32) -> bool {
    let Some(quantity) = report.quantity(part) else { return false };
    let holder = [kind::LIST, kind::TABLE].into_iter().find_map(|kind| report.within(quantity.node, kind));
    let behind = holder.and_then(|holder| report.next_sibling(holder));
    let is_text = |node: &u32| matches!(report.kind(*node), kind::PARAGRAPH | kind::SENTENCE);
    let item = report.within(quantity.node, kind::ITEM);
    behind.filter(is_text).is_some_and(|node| is_told(report, node))
        || item.is_some_and(|item| is_told(report, item))
}
