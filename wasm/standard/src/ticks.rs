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
    let done = |word: &Word| word.is(Roles::PASS) || DONE.has(word);
    let label = report.quantity(whole).map_or(&[][..], |quantity| report.label(quantity.mate));
    let word = report.words_in(behind).iter().take(3).any(done) || matches!(label, [word] if done(word));
    // "## Quality (6/6)"
    let heading = report.text(report.span(statement)).trim_end().trim_end_matches([')', '*', ' ']);
    let ends = report.kind(statement) == kind::HEADING && heading.ends_with(report.printed(whole));
    let word = word || ends;
    // "4 of 5 passed; the door was mended later": behind the stroke something else is told.
    let clause = report.text(behind).find(';').map_or(behind.end, |stop| behind.start + stop as u32);
    let told = Span { start: report.span(statement).start, end: clause };
    let aside = report.roles_in(told).has(OPEN | Roles::MODAL | Roles::TARGET | Roles::BEFORE);
    let all = boxes.len() > 1 && boxes.iter().all(|data| matches!(data, 1 | 2));
    let ticked = boxes.iter().filter(|data| **data == 2).count() as i64;
    let many = report
        .quantity(whole)
        .is_some_and(|whole| whole.exponent == 0 && whole.mantissa == boxes.len() as i64);
    (all && word && !aside && many).then_some((list, ticked))
}

const DONE: Spellings<7> =
    Spellings::of(["done", "complete", "completed", "finished", "ticked", "checked", "closed"]);

/// "## Quality (6/6)": the last step of six, or all of them; over six boxes, all, and
/// over three where no other heading is a step of as many.
pub fn is_all(report: &Report, statement: u32, part: &Quantity) -> bool {
    let all = report.quantity(part.mate).is_some_and(|whole| whole.mantissa == part.mantissa);
    all && report.kind(statement) == kind::HEADING
        && (part.mantissa > 3 || part.mantissa == 3 && !is_step(report, statement, part))
}

const STEPS: Spellings<10> = Spellings::of([
    "part",
    "step",
    "phase",
    "stage",
    "batch",
    "round",
    "iteration",
    "session",
    "attempt",
    "day",
]);

fn is_step(report: &Report, heading: u32, part: &Quantity) -> bool {
    if report.words_of(heading).iter().any(|word| STEPS.has(word)) {
        return true;
    }
    let fraction = |heading: u32| {
        let quantity = report.quantities_of(heading).filter_map(|index| report.quantity(index));
        quantity.filter(|quantity| quantity.role == role::NUMERATOR).last()
    };
    let mut others = report.of_kind(kind::HEADING).filter_map(fraction);
    others.any(|other| {
        let whole = report.quantity(other.mate).map(|whole| whole.mantissa);
        whole == Some(part.mantissa) && other.mantissa != part.mantissa
    })
}
