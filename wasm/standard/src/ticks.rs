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
    let aside = report.roles_of(statement).has(OPEN | Roles::MODAL | Roles::TARGET | Roles::BEFORE);
    let all = boxes.len() > 1 && boxes.iter().all(|data| matches!(data, 1 | 2));
    let ticked = boxes.iter().filter(|data| **data == 2).count() as i64;
    (all && word && !aside && report.count(whole) == Some(boxes.len() as i64)).then_some((list, ticked))
}
