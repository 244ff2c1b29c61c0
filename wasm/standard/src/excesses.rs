//! "Threshold exceeded by 396x", told in a table and again in the last line: one figure.

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
        let again = factors.iter().skip(place + 1).filter(|(other, _)| other == what);
        if factors.iter().take(place).all(|(other, _)| other != what) {
            found.extend(again.map(|(_, again)| Excess { first: *first, again: *again }));
        }
    }
    found
}

/// "Threshold", or the "speed requirement".
type Threshold = (u32, Option<u32>);

/// What was exceeded, and how many times: the only multiple of the statement.
fn factor(report: &Report, exceeded: &Word) -> Option<(Threshold, u32)> {
    let statement = report.statement(report.node_at(exceeded.at.start));
    if report.kind(statement) == kind::HEADING || report.words_of(statement).iter().any(|word| THEN.has(word))
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
