//! Boxes that are ticked off, and a sentence that counts them.

use crate::counted::OPEN;
use crossfoot_kit::prelude::*;

/// "5 of 6 done" right under or over a list of six boxes: the list, and how many
/// are ticked.
pub fn told(report: &Report, statement: u32, whole: u32) -> Option<(u32, i64)> {
    let block = report.parent(statement);
    let above = || report.previous_sibling(block);
    let first = report.children(block).next() == Some(statement);
    let is_list = |node: &u32| report.kind(*node) == kind::LIST;
    let list = report.list_behind(statement).or_else(|| above().filter(|_| first).filter(is_list))?;
    let boxes: Vec<u32> = report.children(list).map(|item| report.data(item)).collect();
    let behind = Span { start: report.quantity(whole)?.at.end, end: report.span(statement).end };
    let word = report.words_in(behind).iter().take(3).any(|word| {
        report.is_one_of(word, &["done", "complete", "completed", "finished", "ticked", "checked", "closed"])
    });
    // "## Quality (6/6)"
    let heading = report.text(report.span(statement)).trim_end().trim_end_matches([')', '*', ' ']);
    let ends = report.kind(statement) == kind::HEADING && heading.ends_with(report.printed(whole));
    let word = word || ends;
    let aside = report.roles_of(statement).has(OPEN | Roles::MODAL | Roles::TARGET | Roles::BEFORE);
    let all = boxes.len() > 1 && boxes.iter().all(|data| matches!(data, 1 | 2));
    let ticked = boxes.iter().filter(|data| **data == 2).count() as i64;
    let many = report
        .quantity(whole)
        .is_some_and(|whole| whole.exponent == 0 && whole.mantissa == boxes.len() as i64);
    (all && word && !aside && many).then_some((list, ticked))
}

/// "## Quality (6/6)": the last step of six, or all of them; over six boxes, all.
pub fn is_all(report: &Report, statement: u32, part: &Quantity) -> bool {
    let all = report.quantity(part.mate).is_some_and(|whole| whole.mantissa == part.mantissa);
    all && part.mantissa > 3 && report.kind(statement) == kind::HEADING
}
