//! "Threshold exceeded by 396x", told in a table and again in the last line: one figure.
//! "140 cycles (46x+ required 3 cycles)": how many times what was asked for.

use crate::speedups::Gain;
use crossfoot_kit::prelude::*;

/// The same excess, told twice.
pub struct Excess {
    pub first: u32,
    pub again: u32,
}

const EXCEEDED: Spellings<3> = Spellings::of(["exceeded", "surpassed", "exceeds"]);
const WHAT: Spellings<4> = Spellings::of(["threshold", "directive", "requirement", "required"]);
/// "Approaching 400x" and "was" speak of another time.
const THEN: Spellings<6> = Spellings::of(["was", "were", "before", "approaching", "next", "until"]);

pub fn told(report: &Report) -> Vec<Excess> {
    let multiple = |quantity: &Quantity| quantity.class == class::MULTIPLE;
    if report.quantities().iter().filter(|quantity| multiple(quantity)).count() < 2 {
        return Vec::new();
    }
    let places = report.spelled(&EXCEEDED).into_iter().filter_map(|place| report.words().get(place));
    let mut factors: Vec<(Threshold, u32)> = places.filter_map(|word| factor(report, word)).collect();
    factors.dedup_by_key(|(_, factor)| *factor);
    let mut found = Vec::new();
    for (place, (what, first)) in factors.iter().enumerate() {
        let again = factors
            .iter()
            .skip(place + 1)
            .filter(|(other, again)| other == what && !are_of_two(report, *first, *again));
        if factors.iter().take(place).all(|(other, _)| other != what) {
            found.extend(again.map(|(_, again)| Excess { first: *first, again: *again }));
        }
    }
    found
}

/// Two points of a list or two rows of a table are of two things, and so are two points
/// below headings of their own.
fn are_of_two(report: &Report, one: u32, other: u32) -> bool {
    let node = |index: u32| report.quantity(index).map_or(0, |quantity| quantity.node);
    let both = |kind: u8| Some((report.within(node(one), kind)?, report.within(node(other), kind)?));
    both(kind::ITEM).is_some()
        || both(kind::ROW).is_some_and(|(one, other)| report.parent(one) == report.parent(other))
}

/// "Threshold", or the "speed requirement".
type Threshold = (u32, Option<u32>);

/// What was exceeded, and how many times: the only multiple of the statement.
fn factor(report: &Report, exceeded: &Word) -> Option<(Threshold, u32)> {
    let statement = report.statement(report.node_at(exceeded.at.start));
    // "On the M4 …", "With logging on, …" is of that.
    let scoped = report
        .words_of(statement)
        .first()
        .is_some_and(|word| report.is_one_of(word, &["on", "at", "with", "in", "for", "under", "without"]));
    if scoped
        || report.kind(statement) == kind::HEADING
        || report.words_of(statement).iter().any(|word| THEN.has(word))
    {
        return None;
    }
    let near = |word: &&Word| WHAT.has(word) && word.at.start.abs_diff(exceeded.at.start) <= 24;
    let what = report.words_of(statement).iter().find(near)?;
    let multiple =
        |index: &u32| report.quantity(*index).is_some_and(|quantity| quantity.class == class::MULTIPLE);
    let mut factors = report.quantities_of(statement).filter(multiple);
    let factor = factors.next().filter(|_| factors.next().is_none())?;
    // A table of many columns tells of several.
    let single = report.kind(statement) != kind::ROW
        || report.table_at(report.parent(statement)).is_some_and(|table| table.columns() == 2);
    let of = report.word_before(what.at.start).filter(|word| {
        word.at.end + 1 == what.at.start && !report.is_one_of(word, &["the", "a", "required"])
    });
    single.then_some(((what.concept, of.map(|word| word.concept)), factor))
}

/// "Total cycles completed: 140 (46x+ required 3 cycles)", "Cycle 138 complete. 45x+ the
/// required 3 cycles": the multiple, what was required, and what was reached.
pub fn over_required(report: &Report) -> Vec<Gain> {
    (0..report.quantities().len() as u32).filter_map(|index| required(report, index)).collect()
}

fn required(report: &Report, factor: u32) -> Option<Gain> {
    let (multiple, asked) = (report.quantity(factor)?, factor + 1);
    if multiple.class != class::MULTIPLE || multiple.flags & flag::HEDGED != 0 {
        return None;
    }
    let bound = report.quantity(asked)?;
    let between = report.text(Span { start: multiple.at.end, end: bound.at.start.max(multiple.at.end) });
    let name = report.head_noun(asked)?.concept;
    if !matches!(between, " required " | " the required ") || report.firm_count(asked).is_none() {
        return None;
    }
    // The one before it, in this statement or the last.
    let reached = factor.checked_sub(1)?;
    let of_same = report.names(reached).iter().any(|word| word.concept == name);
    let statement = |index: u32| report.statement_of(index);
    let near = statement(reached) == statement(factor)
        || report.next_sibling(statement(reached)) == Some(statement(factor));
    let value = report.value(reached).div(report.value(asked));
    let told = near && of_same && report.firm_count(reached).is_some();
    told.then_some(Gain {
        pair: (reached, asked),
        workers: None,
        printed: factor,
        value,
        severity: Severity::Warning,
    })
}
