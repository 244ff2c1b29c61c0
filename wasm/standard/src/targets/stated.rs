//! Comparisons with a target that a sentence states in so many words: "78.4%
//! exceeds the required 80%", "p95 of 240 ms, below the limit of 200 ms".

use super::bounds::is_tolerance;
use super::cells::leads;
use super::side::side;
use super::standing::{is_measure, standing};
use super::{Side, Standing};
use crossfoot_kit::prelude::*;

/// A figure, the target that it is held against, and whether it can be so.
pub struct Stated {
    pub figure: u32,
    pub target: u32,
    /// "exceeds", "well below".
    pub word: Span,
    pub relation: Relation,
    pub outcome: Outcome,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    Above,
    Below,
    Within,
    Meets,
}

impl Relation {
    pub fn name(self) -> &'static str {
        match self {
            Relation::Above => "above",
            Relation::Below => "below",
            Relation::Within => "within",
            Relation::Meets => "meeting",
        }
    }
}

/// What is said farther away is said of something else.
const NEAR: u32 = 120;

const ABOVE: Spellings<7> =
    Spellings::of(["above", "exceeds", "exceeding", "exceeded", "surpasses", "surpassing", "surpassed"]);
const BELOW: Spellings<4> = Spellings::of(["below", "under", "beneath", "below target"]);
const WITHIN: Spellings<1> = Spellings::of(["within"]);
const MEETS: Spellings<6> =
    Spellings::of(["meets", "meeting", "satisfies", "satisfying", "fulfils", "fulfills"]);

pub fn in_words(report: &Report) -> Vec<Stated> {
    if !report.says(Roles::TARGET) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let each = [
        (report.spelled(&ABOVE), Relation::Above),
        (report.spelled(&BELOW), Relation::Below),
        (report.spelled(&WITHIN), Relation::Within),
        (report.spelled(&MEETS), Relation::Meets),
    ];
    for (places, relation) in each {
        let words = places.into_iter().filter_map(|place| report.words().get(place));
        found.extend(words.filter_map(|word| at(report, word, relation)));
    }
    found.sort_by_key(|stated: &Stated| stated.word.start);
    found
}

fn at(report: &Report, word: &Word, relation: Relation) -> Option<Stated> {
    let statement = report.statement(report.node_at(word.at.start));
    let at = report.statement_span(statement);
    if report.kind(statement) == kind::ROW || report.kind(statement) == kind::HEADING {
        return None;
    }
    let target = report.quantities_in(Span { start: word.at.end, end: at.end }).next()?;
    let goal = report.quantity(target)?;
    let figure = target.checked_sub(1)?;
    let value = report.quantity(figure).filter(|value| value.at.start >= at.start)?;
    let end = report.noun_span(figure).end.max(value.at.end).min(word.at.start);
    let plain = |index: u32| report.is_firm(index) && report.is_arithmetic(index) && leads(report, index);
    // "Exceeds 50%" makes a bound of the 50.
    let bound = goal.flags & flag::MARKED != 0 && goal.flags & flag::HEDGED == 0 && leads(report, target);
    let told = plain(figure)
        && (plain(target) || bound)
        && is_measure(report, figure)
        && names_target(report, word, goal, at)
        && is_said_of(report, Span { start: end, end: word.at.start }, word)
        && !is_tolerance(
            report.words_in(Span { start: word.at.end, end: at.end.min(goal.at.end + 24).max(word.at.end) }),
        );
    let turns = Roles::NEGATION | Roles::MODAL | Roles::EXCEPT | Roles::BEFORE | Roles::ANOTHER_RUN;
    let around =
        |start: u32, end: u32| report.words_in(Span { start: start.max(at.start), end: end.min(at.end) });
    let (start, end) = (value.at.start.saturating_sub(NEAR), goal.at.end.saturating_add(NEAR));
    let turned = around(start, goal.at.end)
        .iter()
        .any(|word| word.is(turns) && !report.is_one_of(word, &["was", "were"]))
        || around(start, end).iter().any(|word| word.is(Roles::EXCEPT));
    if !told || turned || follows_another(report, value, at) {
        return None;
    }
    // "37.2 °C stayed within the 0.5 °C limit": that is how far off it may be.
    let far = relation == Relation::Within
        && report.base_value(target).times(8).below(report.base_value(figure)) == Outcome::Holds;
    if far {
        return None;
    }
    let side = match relation {
        Relation::Above => Some(Side::AtLeast),
        Relation::Below | Relation::Within => Some(Side::AtMost),
        Relation::Meets => side_of(report, figure, target, at),
    };
    // "meets the target of 200 ms" is read with all that names its target first.
    if relation == Relation::Meets
        && report
            .words_in(Span { start: word.at.end, end: goal.at.start })
            .iter()
            .any(|word| word.is(Roles::TARGET))
    {
        return None;
    }
    let outcome = match standing(report, figure, target, side) {
        Standing::Meets => Outcome::Holds,
        Standing::Misses => Outcome::Contradicted,
        _ => Outcome::Undecided,
    };
    Some(Stated { figure, target, word: word.at, relation, outcome })
}

/// What "meets" asks for: by the words behind the target, or by what is measured.
fn side_of(report: &Report, figure: u32, target: u32, at: Span) -> Option<Side> {
    let (value, goal) = (report.quantity(figure)?, report.quantity(target)?);
    let behind = Span { start: goal.at.end, end: at.end.min(goal.at.end + 24).max(goal.at.end) };
    let before = report.words_in(Span { start: at.start, end: value.at.start });
    let from = before.len().saturating_sub(3);
    let bare = |word: &Word| report.is_one_of(word, &["of", "at", "is", "was", "reached", "the", "a"]);
    let words: Vec<Word> = before.get(from..)?.iter().filter(|word| !bare(word)).copied().collect();
    let named = report.words_in(behind).first().copied();
    side(report, target, named.as_slice(), &words)
}

/// "below the limit of 200 ms", "within the 200 ms budget".
fn names_target(report: &Report, word: &Word, goal: &Quantity, at: Span) -> bool {
    let between = report.words_in(Span { start: word.at.end, end: goal.at.start });
    let gap = report.text(Span { start: word.at.end, end: goal.at.start });
    let bare = |word: &Word| {
        word.is(Roles::TARGET)
            || report.is_one_of(word, &["the", "our", "its", "a", "an", "of", "minimum", "maximum", "strict"])
    };
    let behind = goal.noun.end.max(goal.at.end);
    let next = report.words_in(Span { start: behind, end: at.end }).first();
    let named = |word: &Word| {
        word.is(Roles::TARGET) && word.at.start - behind <= 2
            || report.text(Span { start: behind, end: word.at.start }).trim().is_empty()
                && word.is(Roles::TARGET)
    };
    let first = report.words_in(goal.noun).iter().any(|word| word.is(Roles::TARGET));
    !gap.contains([',', ';', '(', '\n', '|'])
        && between.iter().all(bare)
        && (between
            .iter()
            .chain([word])
            .any(|word| word.is(Roles::TARGET) || BELOW.has(word) && word.is(Roles::FAIL))
            || first
            || next.is_some_and(named))
}

/// Nothing between a figure and its comparison speaks of something else: "85%,
/// memory below the 80% limit". "20% below the limit" says by how much.
fn is_said_of(report: &Report, between: Span, word: &Word) -> bool {
    const LINKS: [&str; 30] = [
        "is",
        "was",
        "are",
        "were",
        "stays",
        "stayed",
        "stay",
        "remains",
        "remained",
        "remain",
        "which",
        "that",
        "well",
        "far",
        "just",
        "comfortably",
        "safely",
        "still",
        "now",
        "also",
        "easily",
        "clearly",
        "slightly",
        "significantly",
        "both",
        "currently",
        "thus",
        "average",
        "avg",
        "mean",
    ];
    let gap = report.text(between);
    let words = report.words_in(between);
    let known = words.iter().all(|word| report.is_one_of(word, &LINKS));
    let verb = MEETS.has(word) || ABOVE.has(word) && !report.is_one_of(word, &["above"]);
    let apart = gap.contains([',', ')', '—', '–', '(', '*'])
        || words.iter().any(|word| report.is_one_of(word, LINKS.get(..12).unwrap_or_default()));
    known && gap.len() <= 40 && !gap.contains(['.', ';', '|', '\n', ':']) && (verb || apart)
}

/// "Cut by 40 ms", "from 300 ms": no figure that stands at the target's side.
fn follows_another(report: &Report, value: &Quantity, at: Span) -> bool {
    let before = report.word_before(value.at.start).filter(|word| word.at.start >= at.start);
    before.is_some_and(|word| {
        word.is(Roles::TARGET)
            || report.is_one_of(word, &["by", "from", "than", "for", "after", "every", "within", "in"])
    })
}
