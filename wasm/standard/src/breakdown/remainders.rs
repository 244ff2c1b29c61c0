//! What was taken away and what is left: "960 started, 45 were removed, leaving 915".

use super::{Breakdown, Kinship};
use crate::counted::is_exact;
use crossfoot_kit::prelude::*;

/// Before the number that is left, or behind it.
const LEAVES: Spellings<2> = Spellings::of(["leaves", "leaving"]);
const REMAIN: Spellings<4> = Spellings::of(["remain", "remained", "remaining", "left"]);
const TAKEN: Spellings<16> = Spellings::of([
    "removed",
    "excluded",
    "dropped",
    "discarded",
    "withdrawn",
    "withdrew",
    "filtered",
    "rejected",
    "deleted",
    "closed",
    "fixed",
    "resolved",
    "skipped",
    "migrated",
    "retired",
    "eliminated",
]);

/// A longer sentence tells of more.
const LONGEST: u32 = 300;

pub fn told(report: &Report) -> Vec<Breakdown> {
    let places = |known: Vec<usize>| known.into_iter().filter_map(|place| report.words().get(place));
    let before = places(report.spelled(&LEAVES)).filter_map(|word| of(report, word, true));
    let behind = places(report.spelled(&REMAIN)).filter_map(|word| of(report, word, false));
    let others = report.spelled(&OTHER).into_iter().filter_map(|place| the_other(report, place));
    let open = report.spelled(&OPEN_ONES).into_iter().filter_map(|place| open_ones(report, place));
    let missed = report.spelled(&MISSED).into_iter().filter_map(|place| missed(report, place));
    before.chain(behind).chain(others).chain(open).chain(missed).collect()
}

const MISSED: Spellings<9> = Spellings::of([
    "missed",
    "uncovered",
    "missing",
    "remaining",
    "open",
    "outstanding",
    "pending",
    "left",
    "go",
]);

/// "1,777 of 1,940 statements, 163 missed", "15 of 18 items done, 3 left", "3 to go".
fn missed(report: &Report, place: usize) -> Option<Breakdown> {
    let word = report.words().get(place)?;
    let line = report.line_of(word.at);
    let rest = report
        .quantities_in(Span { start: word.at.start.saturating_sub(24), end: word.at.start })
        .next_back()?;
    let (whole, taken) = (rest.checked_sub(1)?, rest.checked_sub(2)?);
    let [less, all, some] = [rest, whole, taken].map(|index| report.quantity(index));
    let (less, all, some) = (less?, all?, some?);
    let beside = report.text(Span { start: less.at.end.min(word.at.start), end: word.at.start });
    let beside =
        matches!(beside, " " | " are " | " is ") || beside == " to " && report.is_one_of(word, &["go"]);
    let behind = report
        .text(Span { start: word.at.end, end: line.end.max(word.at.end) })
        .trim_start_matches(['*', '_']);
    let ends = behind.trim().is_empty() || behind.starts_with([',', '.', ')', ';']);
    // "…, 2 open, 1 blocked" lists more of them.
    let more = report.quantity(rest + 1).is_some_and(|next| {
        next.at.start < line.end
            && next.at.start.saturating_sub(word.at.end) < 12
            && !behind.starts_with(['.', ')'])
    });
    let from = report.noun_span(whole).end.max(all.at.end).min(less.at.start);
    let between = report.text(Span { start: from, end: less.at.start });
    let gap = Span { start: from, end: less.at.start };
    let near = between.len() < 32
        && between.trim_end().ends_with([',', ';', '–', '('])
        && !between.contains(['.', '\n', '|'])
        && match report.words_in(gap) {
            [] | [_] => true,
            [is, _] => {
                report.is_one_of(is, &["are", "were", "is"])
                    && report.is_one_of(word, &["missing", "remaining", "left"])
            }
            _ => false,
        };
    let of_them = some.role == role::NUMERATOR && all.role == role::DENOMINATOR && less.role == role::ALONE;
    let counts = [taken, whole, rest].into_iter().all(|index| is_exact(report, index));
    let fits = report.count(taken) <= report.count(whole) && report.count(rest) <= report.count(whole);
    (beside && ends && !more && near && of_them && counts && fits).then(|| Breakdown {
        total: whole,
        parts: vec![taken, rest],
        kinship: Kinship::Kinds,
    })
}

/// "20 of 21 items done, the 2 open ones can wait".
fn open_ones(report: &Report, place: usize) -> Option<Breakdown> {
    let word = report.words().get(place)?;
    let sentence = report.within(report.node_at(word.at.start), kind::SENTENCE)?;
    let at = report.span(sentence);
    if at.end - at.start > LONGEST {
        return None;
    }
    let numbers: Vec<u32> = report
        .quantities_in(Span { end: word.at.start, ..at })
        .filter(|index| report.is_arithmetic(*index))
        .collect();
    let [taken, whole, rest] = *numbers.as_slice() else { return None };
    let gap = Span { start: report.quantity(rest)?.at.end, end: word.at.start };
    let article = report.word_before(report.quantity(rest)?.at.start)?;
    let between = report.text(Span { start: article.at.end, end: report.quantity(rest)?.at.start });
    let behind = report.text(Span { start: word.at.end, end: at.end });
    let ones =
        behind.starts_with(" one") || report.head_noun(rest)?.concept == report.head_noun(whole)?.concept;
    // "We tested 18 of 20 endpoints, the 4 failing ones twice."
    const LOOKED_AT: [&str; 8] =
        ["tested", "checked", "reviewed", "covered", "ran", "run", "visited", "measured"];
    let looked = report.words_of(sentence).iter().any(|word| report.is_one_of(word, &LOOKED_AT));
    let of_them = !looked
        && report.quantity(taken)?.role == role::NUMERATOR
        && report.quantity(whole)?.role == role::DENOMINATOR;
    let counts = [taken, whole, rest].into_iter().all(|index| is_exact(report, index));
    let alone = report.quantity(rest)?.role == role::ALONE && report.text(gap) == " " && between == " ";
    let fits = report.count(taken) <= report.count(whole) && report.count(rest) <= report.count(whole);
    (of_them && counts && alone && ones && fits && report.is_one_of(article, &["the"])).then(|| Breakdown {
        total: whole,
        parts: vec![taken, rest],
        kinship: Kinship::Kinds,
    })
}

const OPEN_ONES: Spellings<9> = Spellings::of([
    "open",
    "failed",
    "failing",
    "missing",
    "pending",
    "unfinished",
    "skipped",
    "unresolved",
    "untested",
]);

const OTHER: Spellings<2> = Spellings::of(["other", "remaining"]);

/// "271 of the 324 errors came early; the other 53 are spread": of the one fraction before
/// it, in the same sentence or in the one before.
fn the_other(report: &Report, place: usize) -> Option<Breakdown> {
    let word = report.words().get(place)?;
    let article = place.checked_sub(1).and_then(|before| report.words().get(before))?;
    let sentence = report.within(report.node_at(word.at.start), kind::SENTENCE)?;
    let at = report.span(sentence);
    let rest = report.quantities_in(Span { start: word.at.end, end: at.end }).next()?;
    let close = report.quantity(rest)?.at.start == word.at.end + 1;
    if !report.is_one_of(article, &["the", "all"]) || !close || at.end - at.start > LONGEST {
        return None;
    }
    let fractions = |sentence: u32, end: u32| {
        let at = Span { end, ..report.span(sentence) };
        let is_part = |index: &u32| report.quantity(*index).is_some_and(|it| it.role == role::NUMERATOR);
        let mut found = report.quantities_in(at).filter(is_part);
        let one = found.next();
        one.filter(|_| found.next().is_none())
    };
    let earlier =
        || report.previous_sibling(sentence).and_then(|other| fractions(other, report.span(other).end));
    let taken = fractions(sentence, word.at.start).or_else(earlier)?;
    let whole = report.quantity(taken)?.mate;
    let noun = |index: u32| report.head_noun(index).map(|word| word.concept);
    // "The other 4 wait" names no thing.
    let verb = report.noun(rest).last().is_none_or(|word| !report.text(word.at).ends_with('s'));
    let counts = [taken, whole, rest].into_iter().all(|index| is_exact(report, index));
    let alone = report.quantity(rest)?.role == role::ALONE && !report.is_each(rest);
    (counts && alone && (verb || noun(rest) == noun(whole))).then(|| Breakdown {
        total: whole,
        parts: vec![taken, rest],
        kinship: Kinship::Kinds,
    })
}

/// Three counts of one sentence: of how many, how many were taken, and how many are
/// left, as the word beside the last one says.
fn of(report: &Report, word: &Word, leads: bool) -> Option<Breakdown> {
    let sentence = report.within(report.node_at(word.at.start), kind::SENTENCE)?;
    let at = report.span(sentence);
    if at.end - at.start > LONGEST {
        return None;
    }
    let said = |wanted: &Spellings<16>| report.words_of(sentence).iter().any(|word| wanted.has(word));
    let aside = Roles::MODAL
        | Roles::NEGATION
        | Roles::EXCEPT
        | Roles::ANOTHER_RUN
        | Roles::TARGET
        | Roles::UNIVERSAL;
    let numbers: Vec<u32> = report.quantities_in(at).filter(|index| report.is_arithmetic(*index)).collect();
    let [first, second, rest] = *numbers.as_slice() else { return None };
    let of_them =
        report.quantity(first)?.role == role::NUMERATOR && report.quantity(second)?.role == role::DENOMINATOR;
    if !of_them && !said(&TAKEN) || report.words_of(sentence).iter().any(|word| word.is(aside)) {
        return None;
    }
    let beside = if leads {
        let gap = report.text(Span { start: word.at.end, end: report.quantity(rest)?.at.start });
        matches!(gap.trim_matches([' ', '*', '_']), "" | "us with" | "only" | "a total of")
    } else {
        let noun = report.noun_span(rest);
        let named = noun.start <= word.at.start && word.at.end <= noun.end;
        let end =
            if named { report.quantity(rest)?.at.end } else { noun.end.max(report.quantity(rest)?.at.end) };
        let gap = report.text(Span { start: end, end: word.at.start.max(end) });
        word.at.start >= end && matches!(gap.trim_matches([' ', '*', '_']), "" | "are" | "were" | "still")
    };
    let (whole, taken) = if of_them { (second, first) } else { (first, second) };
    let alone = |index: u32| report.quantity(index).is_some_and(|quantity| quantity.role == role::ALONE);
    let counts = [whole, taken, rest]
        .into_iter()
        .map(|index| report.count(index).filter(|_| is_exact(report, index)))
        .collect::<Option<Vec<i64>>>()?;
    let [all, less, left] = *counts.as_slice() else { return None };
    let plain = beside && alone(rest) && (of_them || alone(first) && alone(second));
    let fits = less <= all && left <= all && report.is_firm(rest);
    // One thing, whatever else is named: "960 records, 45 duplicates".
    let noun = |index: u32| report.head_noun(index).map(|word| word.concept);
    let thing = report.noun(rest).last().is_some_and(|word| report.text(word.at).ends_with('s'));
    let one = !thing || noun(rest) == noun(whole);
    (plain && fits && one).then(|| Breakdown {
        total: whole,
        parts: vec![taken, rest],
        kinship: Kinship::Kinds,
    })
}
