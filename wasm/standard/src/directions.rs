//! The way a figure is said to have gone, where it went the other way: "dropped from
//! 78% to 84%".

use crate::changes::is_from_to;
use crossfoot_kit::prelude::*;

pub struct Direction {
    pub before: u32,
    pub after: u32,
    /// "dropped"
    pub word: Span,
}

const UP: Spellings<14> = Spellings::of([
    "increased",
    "increases",
    "increase",
    "increasing",
    "grew",
    "grown",
    "grows",
    "rose",
    "risen",
    "rises",
    "climbed",
    "climbs",
    "raised",
    "growing",
]);
const DOWN: Spellings<18> = Spellings::of([
    "decreased",
    "decreases",
    "decrease",
    "decreasing",
    "dropped",
    "drops",
    "drop",
    "fell",
    "falls",
    "fallen",
    "declined",
    "declines",
    "shrank",
    "shrunk",
    "lowered",
    "reduced",
    "reduction",
    "reduces",
]);

pub fn told(report: &Report) -> Vec<Direction> {
    if report.spelled(&UP).is_empty() && report.spelled(&DOWN).is_empty() {
        return Vec::new();
    }
    (0..report.quantities().len() as u32).filter_map(|before| at(report, before)).collect()
}

fn at(report: &Report, before: u32) -> Option<Direction> {
    let after = before + 1;
    if !is_from_to(report, before) || !report.is_firm(before) || !report.is_firm(after) {
        return None;
    }
    let statement = report.statement_span(report.statement_of(before));
    let from = report.word_before(report.quantity(before)?.at.start)?;
    let word = report.word_before(from.at.start).filter(|word| word.at.start >= statement.start)?;
    let (up, down) = (UP.has(word), DOWN.has(word));
    let gap = report.text(Span { start: word.at.end, end: from.at.start });
    if !up && !down || !gap.trim_matches([' ', '*', '_']).is_empty() || is_turned(report, word, statement) {
        return None;
    }
    let class_of = |index: u32| report.quantity(index).map(|quantity| quantity.class == class::PERCENTAGE);
    // A loss of −8% that shrank to −5% is greater.
    let plain = |index: u32| report.is_arithmetic(index) && !report.printed(index).starts_with(['-', '−']);
    let dimension = |index: u32| report.dimension(index);
    let same = dimension(before) == dimension(after) && class_of(before) == class_of(after);
    if !plain(before) || !plain(after) || !same {
        return None;
    }
    let (one, other) = (report.base_value(before), report.base_value(after));
    let (less, more) = if up { (one, other) } else { (other, one) };
    (more.below(less) == Outcome::Holds).then_some(Direction { before, after, word: word.at })
}

/// "Did not drop", "would drop", "fell from rank 2 to rank 5".
fn is_turned(report: &Report, word: &Word, statement: Span) -> bool {
    const PLACES: [&str; 19] = [
        "rank",
        "ranking",
        "place",
        "position",
        "priority",
        "level",
        "grade",
        "version",
        "tier",
        "seed",
        "severity",
        "class",
        "frequency",
        "sampling",
        "resolution",
        "pace",
        "precision",
        "granularity",
        "polling",
    ];
    let near = Span {
        start: word.at.start.saturating_sub(60).max(statement.start),
        end: word.at.end.saturating_add(80).min(statement.end),
    };
    // "Fell from 120 to 140? No: it rose."
    let line = report.text(Span { start: word.at.end, end: report.line_of(word.at).end });
    let asked = line
        .find(['?', '.', ';'])
        .and_then(|stop| line.get(stop..))
        .is_some_and(|rest| rest.starts_with('?'));
    asked
        || report.words_in(near).iter().any(|word| {
            word.is(Roles::NEGATION | Roles::MODAL | Roles::TARGET) || report.is_one_of(word, &PLACES)
        })
}
