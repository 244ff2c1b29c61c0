//! Targets named in running text: "87% (target: 95%+), met".

use super::bounds::{is_change, is_condition, is_of_a_fault, is_trigger};
use super::cells::leads;
use super::side::{head, side};
use super::standing::{commensurate, standing};
use super::{Aim, Side, Standing};
use crossfoot_kit::prelude::*;

/// Gives each target that a sentence or field names, with its figure and what
/// that measures.
pub fn in_sentences<'r>(report: &'r Report, mut give: impl FnMut(Aim, &'r [Word])) {
    let named = report.says(Roles::TARGET) || !report.spelled(&NEEDS).is_empty();
    for index in 0..report.quantities().len() as u32 {
        if let Some(aim) = answered(report, index).or_else(|| allowed(report, index)) {
            let at = report.span(report.statement_of(index));
            give(aim, head(report, metric_of(report, index, at)));
            continue;
        }
        let is_led = named && report.is_arithmetic(index) && leads(report, index);
        let quantity = report.quantity(index).filter(|_| is_led && !is_share(report, index));
        let Some(word) = quantity.and_then(|quantity| target_word(report, quantity)) else { continue };
        if let Some((aim, metric)) = in_next_sentence(report, index, word) {
            give(aim, metric);
        } else if let Some(aim) = in_statement(report, index, word) {
            let at = report.span(report.statement_of(aim.measured));
            give(aim, head(report, metric_of(report, aim.measured, at)));
        }
    }
}

/// "4 of 12 exceeded the limit (33%)": the share of what was told before it.
fn is_share(report: &Report, index: u32) -> bool {
    let percent = report.is_percentage(index);
    let whole = index.checked_sub(1).filter(|_| percent);
    let fraction =
        whole.and_then(|whole| report.quantity(whole)).filter(|whole| whole.role == role::DENOMINATOR);
    fraction.zip(whole).is_some_and(|(fraction, whole)| {
        report.statement_of(whole) == report.statement_of(index)
            && report.value(fraction.mate).percent_of(report.value(whole)).equals(report.value(index))
                != Outcome::Contradicted
    })
}

/// A target named in running text, "(target: 95%)", with the one figure of the
/// statement that it can be a target of.
fn in_statement(report: &Report, target: u32, word: &Word) -> Option<Aim> {
    let quantity = report.quantity(target)?;
    let span = report.within(quantity.node, kind::CELL).unwrap_or_else(|| report.statement(quantity.node));
    if report.kind(span) == kind::HEADING {
        return None;
    }
    let at = report.span(span);
    let measured = figure_for(report, target, word, at)?;
    let metric = match metric_of(report, measured, at) {
        // "RTO target: 60 min. Achieved: 74 min."
        [.., last] if last.is(Roles::MEASURED) => {
            report.words_in(Span { start: at.start, end: word.at.start })
        }
        metric => metric,
    };
    // The words of a target stand in its own bracket or clause.
    let near = word.at.start.saturating_sub(16).max(at.start);
    let lead = report.text(Span { start: at.start, end: word.at.start });
    let clause = lead.rfind(['(', ':', ';', ',']).map_or(at.start, |place| at.start + place as u32 + 1);
    let around = report.words_in(Span { start: near.max(clause), end: quantity.at.start });
    // What is needed is the least, unless less is better or it is time or room that is taken.
    let bare = matches!(report.dimension(target), (dimension::NONE | dimension::THINGS, 0));
    let least = (NEEDS.has(word) && bare).then_some(Side::AtLeast);
    let side = side(report, target, around, metric).or(least);
    let standing = standing(report, measured, target, side);
    // "Build time: 41% faster (target: 30%)"
    let told = report.quantity(measured).map_or(at, |figure| Span {
        start: figure.at.end,
        end: figure.at.end.max(figure.noun.end).saturating_add(16).min(at.end),
    });
    let changed = is_change(report.words_in(told)) || is_of_a_fault(report, target, metric);
    if standing == Standing::Misses && changed {
        return None;
    }
    Some(Aim { target, measured, standing, verdict: claim_of(report, at, around) })
}

/// "FPR ≤ 0.01 → 0.0133, met": a bound, what came of it, and a verdict.
fn answered(report: &Report, target: u32) -> Option<Aim> {
    let quantity = report.quantity(target)?;
    let bound = quantity.flags & flag::MARKED != 0
        && quantity.flags & (flag::NO_LOW | flag::NO_HIGH) != 0
        && quantity.flags & flag::HEDGED == 0;
    let measured = target + 1;
    let figure = report.quantity(measured).filter(|_| bound && quantity.joint == joint::ARROW)?;
    let statement = report.statement_of(measured);
    if report.statement_of(target) != statement || !report.is_firm(measured) {
        return None;
    }
    commensurate(report, measured, target)?;
    let end = report.statement_span(statement).end;
    let behind = Span { start: figure.at.end.max(figure.noun.end), end };
    let alone = report.quantities_in(behind).is_empty() && report.words_in(behind).len() <= 3;
    let verdict = report.verdict_in(behind).filter(|_| alone)?;
    let start = report.statement_span(statement).start;
    let lead = report.words_in(Span { start, end: quantity.at.start.max(start) });
    if is_condition(report, target, lead) || is_trigger(report, lead) {
        return None;
    }
    let standing = standing(report, measured, target, None);
    Some(Aim { target, measured, standing, verdict: Some(verdict) })
}

/// "0 corrupt objects allowed, 3 found: met": so many at most, and how many there were.
fn allowed(report: &Report, target: u32) -> Option<Aim> {
    const ALLOWED: Spellings<4> = Spellings::of(["allowed", "permitted", "tolerated", "admissible"]);
    let measured = target + 1;
    let (bound, figure) = (report.quantity(target)?, report.quantity(measured)?);
    if figure.at.start.saturating_sub(bound.at.end) > 64 || bound.role != role::ALONE {
        return None;
    }
    let between = Span { start: bound.at.end, end: figure.at.start };
    let word = report.words_in(between).last().filter(|word| ALLOWED.has(word))?;
    let joined = report.text(Span { start: word.at.end, end: figure.at.start }) == ", ";
    let statement = report.statement_of(measured);
    let firm = report.is_firm(target) && report.is_firm(measured) && report.statement_of(target) == statement;
    let end = report.statement_span(statement).end;
    let behind = Span { start: figure.at.end, end: end.max(figure.at.end) };
    let told = joined && firm && report.words_in(behind).len() <= 8;
    let said = report.text(behind).rsplit(':').next().map_or("", str::trim);
    let verdict = report.verdict_in(Span { start: behind.end - said.len() as u32, end: behind.end });
    let verdict = verdict.filter(|_| told && !said.is_empty())?;
    commensurate(report, measured, target)?;
    let standing = standing(report, measured, target, Some(Side::AtMost));
    Some(Aim { target, measured, standing, verdict: Some(verdict) })
}

/// "The failover target is 30 s. Measured were 41 s. The target was met.":
/// the figure in the next sentence, the verdict there or in the one after.
fn in_next_sentence<'r>(report: &'r Report, target: u32, word: &Word) -> Option<(Aim, &'r [Word])> {
    let quantity = report.quantity(target)?;
    let first = report.within(quantity.node, kind::SENTENCE)?;
    let at = report.span(first);
    let sole = |sentence: u32| {
        let mut numbers = report
            .quantities_of(sentence)
            .filter(|index| report.is_arithmetic(*index) && leads(report, *index));
        numbers.next().filter(|_| numbers.next().is_none())
    };
    let second = report.next_sibling(first).filter(|next| report.kind(*next) == kind::SENTENCE)?;
    let measured = sole(second).filter(|_| sole(first) == Some(target))?;
    let told = report.words_of(second);
    let plain = told.iter().any(|word| word.is(Roles::MEASURED))
        && !told.iter().any(|word| {
            word.is(Roles::TARGET | Roles::MODAL | Roles::BEFORE | Roles::ANOTHER_RUN | Roles::EXCEPT)
        });
    commensurate(report, measured, target).filter(|_| plain)?;
    let metric = report.words_in(Span { start: at.start, end: quantity.at.start });
    let metric =
        metric.iter().position(|other| other.at == word.at).and_then(|place| match metric.get(..place) {
            Some([.., last]) if !matches!(report.text(last.at), "The" | "the" | "a" | "A") => {
                metric.get(..place)
            }
            _ => metric.get(place + 1..),
        })?;
    let third = report.next_sibling(second).filter(|next| report.kind(*next) == kind::SENTENCE);
    let verdict = third.and_then(|third| judged(report, third, metric));
    let around = report.words_in(Span { start: word.at.start, end: quantity.at.start });
    let side = side(report, target, around, subject(report, metric));
    let standing = standing(report, measured, target, side);
    Some((Aim { target, measured, standing, verdict }, metric))
}

/// "RTO met.", "The target was met.": about this target, and about no other.
fn judged(report: &Report, sentence: u32, metric: &[Word]) -> Option<Verdict> {
    let words = report.words_of(sentence);
    let about = |word: &Word| word.is(Roles::TARGET) || metric.iter().any(|own| own.concept == word.concept);
    let bare = |word: &Word| {
        word.is(Roles::VERDICT | Roles::NEGATION)
            || report.is_one_of(word, &["the", "this", "was", "is", "thus", "so", "were"])
    };
    let own = words.len() <= 6 && words.iter().all(|word| about(word) || bare(word));
    report.verdict_in(report.span(sentence)).filter(|_| own && report.quantities_of(sentence).is_empty())
}

/// "the failover" is about failover.
fn subject<'w>(report: &Report, words: &'w [Word]) -> &'w [Word] {
    let bare = |word: &Word| report.is_one_of(word, &["for", "of", "the", "is", "was", "at", "a", "an"]);
    let from = words.iter().position(|word| !bare(word)).unwrap_or(words.len());
    let to = words.iter().rposition(|word| !bare(word)).map_or(from, |last| last + 1);
    words.get(from..to).unwrap_or_default()
}

/// "3.1:1 (needs 4.5:1)"
const NEEDS: Spellings<2> = Spellings::of(["needs", "requires"]);

const JOINING: Spellings<4> = Spellings::of(["of", "is", "was", "at"]);

/// The word that makes a number a target: right before it, but for "of" and
/// "is".
fn target_word<'r>(report: &'r Report, quantity: &Quantity) -> Option<&'r Word> {
    let mut place = quantity.at.start;
    for _ in 0..2 {
        let word = report.word_before(place)?;
        if quantity.at.start - word.at.end > 8 {
            return None;
        }
        if word.is(Roles::TARGET) {
            let text = report.text(word.at);
            let wish = ["expect", "plan", "desir", "intend", "aim", "require", "allow", "permit"];
            let short = text
                .get(..3)
                .is_some_and(|start| wish.iter().any(|wish| wish[..3].eq_ignore_ascii_case(start)));
            let gap = report.text(Span { start: word.at.end, end: quantity.at.start });
            return (!short && !gap.contains([')', ';', '.', '\n', '|'])).then_some(word);
        }
        let text = report.text(Span { start: word.at.start.saturating_sub(1), end: quantity.at.start });
        if NEEDS.has(word) && text.starts_with('(') && text.ends_with(' ') {
            return Some(word);
        }
        if !JOINING.has(word) {
            return None;
        }
        place = word.at.start;
    }
    None
}

/// The figure of a statement that a target is for: the only one that can be
/// compared with it, or the one right before the bracket that names it.
fn figure_for(report: &Report, target: u32, word: &Word, at: Span) -> Option<u32> {
    let mut found = None;
    let mut several = false;
    for index in report.quantities_in(at) {
        let Some(quantity) = report.quantity(index) else { continue };
        let own = index == target
            || report.quantity(target).is_some_and(|aim| aim.role != role::ALONE && aim.mate == index);
        if own
            || !report.is_arithmetic(index)
            || !leads(report, index)
            || commensurate(report, index, target).is_none()
        {
            continue;
        }
        if target_word(report, quantity).is_some() {
            return None;
        }
        if quantity.at.end <= word.at.start {
            let end = quantity.noun.end.max(quantity.at.end);
            let between = report.text(Span { start: end, end: word.at.start });
            if matches!(between.trim_matches(['*', '_', ' ']), "(" | "[") {
                return Some(index);
            }
        }
        several |= found.is_some();
        found = Some(index);
    }
    found.filter(|_| !several)
}

/// What a figure measures: the key of its field, or the words before it.
fn metric_of(report: &Report, measured: u32, at: Span) -> &[Word] {
    let label = report.label(measured);
    if !label.is_empty() {
        return label;
    }
    let start = report.quantity(measured).map_or(at.end, |quantity| quantity.at.start);
    let mut words = report.words_in(Span { start: at.start, end: start });
    while let Some((last, rest)) = words.split_last() {
        let text = report.text(last.at);
        let verb = is_any(text, &["was", "is", "of", "at", "were", "reached", "averaged", "hit", "stayed"]);
        if !verb {
            break;
        }
        words = rest;
    }
    let from = words.len().saturating_sub(3);
    words.get(from..).unwrap_or_default()
}

/// The verdict of a statement about a figure. "Achieved 48,000 (target 50,000)"
/// only says what was measured, and a sentence that turns ("but", "below") says
/// more than a word of judgement can.
fn claim_of(report: &Report, at: Span, around: &[Word]) -> Option<Verdict> {
    let words = report.words_in(at);
    let turns = |word: &Word| word.is(Roles::EXCEPT | Roles::MODAL | Roles::LESS | Roles::MORE);
    if words.iter().any(turns) {
        return None;
    }
    let measures = |word: &Word| {
        let next = report.quantities_in(Span { start: word.at.end, end: at.end }).next();
        let near =
            next.and_then(|next| report.quantity(next)).is_some_and(|next| next.at.start - word.at.end <= 12);
        word.is(Roles::MEASURED) && word.is(Roles::PASS) && near
    };
    if words.iter().any(measures) {
        // "Achieved: 74 min. RTO met." judges in a sentence of its own.
        let last = report.quantities_in(at).next_back().and_then(|last| report.quantity(last))?;
        let rest = report.text(Span { start: last.at.end, end: at.end });
        let next = rest.find(". ").map(|place| last.at.end + place as u32 + 1)?;
        let own = Span { start: next, end: at.end };
        return report.verdict_in(own).filter(|_| report.words_in(own).len() <= 6);
    }
    if around.iter().any(|word| report.text(word.at).eq_ignore_ascii_case("within")) {
        return Some(Verdict::Pass);
    }
    // The key only names what is measured: "Warnings: 42".
    let field =
        report.within(report.node_at(at.start), kind::FIELD).filter(|field| report.span(*field) == at);
    let value = field.and_then(|field| report.children(field).find(|part| report.kind(*part) == kind::VALUE));
    let said = value.map_or(at, |value| report.span(value));
    report.verdict_in(said).or_else(|| mark_before(report, at))
}

/// "✅ Warnings: 42 (target ≤ 40)": a sign alone at the head of the item.
fn mark_before(report: &Report, at: Span) -> Option<Verdict> {
    let line = report.line_of(Span { start: at.start, end: at.start });
    let before = Span { start: line.start, end: at.start };
    let signs = report.words_in(before);
    let alone = signs.len() == 1 && report.text(before).trim().chars().count() <= 6;
    report.verdict_in(before).filter(|_| alone)
}
