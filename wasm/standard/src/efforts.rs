//! Work that is told in two ways: how much each round takes, and how much all
//! of them took.

use crate::counted::OUTCOMES;
use crossfoot_kit::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A total across groups, and how many of it each group takes.
pub struct Effort {
    pub total: u32,
    pub groups: u32,
    pub rate: u32,
    /// Said to be so for each, and not only shown for one.
    pub stated: bool,
}

/// "273 attempts across 93 rounds", or side by side "93 rounds, 273 attempts",
/// where it is said how many attempts a round takes.
pub fn told(report: &Report) -> Vec<Effort> {
    let pairs: Vec<(u32, &str)> =
        (0..report.quantities().len() as u32).filter_map(|index| pair(report, index)).collect();
    // How many of a thing a group takes is asked once for each two of them.
    let mut rates: BTreeMap<(u32, u32), Option<(u32, bool)>> = BTreeMap::new();
    let mut effort = |total: u32, groups: u32| {
        let (thing, group) = (report.head_noun(total)?.concept, report.head_noun(groups)?.concept);
        let rate = rates.entry((thing, group)).or_insert_with(|| rate_of(report, thing, group));
        let (rate, stated) = rate.filter(|(rate, _)| *rate != total)?;
        // "15 attempts in this round", "Attempts: 15": where that is far off, the other rounds
        // took fewer or more.
        let (all, each, many) = (report.count(total)?, report.count(rate)?, report.count(groups)?);
        let near = all.abs_diff(each.checked_mul(many)?).saturating_mul(5) <= all.unsigned_abs();
        (stated || near || !is_of_one(report, rate)).then_some(())?;
        Some(Effort { total, groups, rate, stated })
    };
    let across = pairs.iter().filter(|(_, between)| ACROSS.contains(between));
    let mut found: Vec<Effort> = across.filter_map(|(index, _)| effort(*index, *index + 1)).collect();
    let told: BTreeSet<Option<i64>> = found.iter().map(|known| report.count(known.total)).collect();
    for &(index, _) in pairs.iter().filter(|(_, between)| BESIDE.contains(between)) {
        // "35 rounds with 96 attempts", and elsewhere "96 attempts across 32 rounds":
        // those are the rounds that they took.
        let known = told.contains(&report.count(index + 1));
        // What only stands side by side is never more than shown.
        let beside = if known { None } else { effort(index + 1, index) };
        found.extend(beside.map(|effort| Effort { stated: false, ..effort }));
    }
    found
}

/// Told of this one alone: in a field, or by the word.
fn is_of_one(report: &Report, rate: u32) -> bool {
    let statement = report.statement_of(rate);
    let this = |word: &Word| report.is_one_of(word, &["this", "today", "tonight"]);
    let named = report.head_noun(rate).map(|word| word.concept);
    report.label(rate).iter().any(|word| Some(word.concept) == named)
        || report.words_of(statement).iter().any(this)
}

const ACROSS: [&str; 7] = ["across", "over", "in", "during", "throughout", "within", "from"];
const BESIDE: [&str; 3] = [",", "with", "and"];

/// Two counts of different things, one right behind the other in a statement, and
/// what stands between them.
fn pair(report: &Report, index: u32) -> Option<(u32, &str)> {
    let (one, other) = (report.quantity(index)?, report.quantity(index + 1)?);
    // Most stand far from each other.
    if other.at.start.saturating_sub(one.at.end) > 64 {
        return None;
    }
    report.count_of(index).and(report.count_of(index + 1))?;
    if report.statement(one.node) != report.statement(other.node) {
        return None;
    }
    let (thing, other_thing) = (report.head_noun(index)?, report.head_noun(index + 1)?);
    // "439 tests, 433 passed" is no work and its rounds.
    let differ = thing.concept != other_thing.concept && !thing.is(OUTCOMES) && !other_thing.is(OUTCOMES);
    let between = report.text(Span { start: report.noun_span(index).end, end: other.at.start });
    differ.then_some((index, between.trim_matches([' ', '*', '_'])))
}

/// How many of a thing a group has: said ("3 attempts per round"), or shown by
/// a report that is about one group and gives one number of the thing.
fn rate_of(report: &Report, thing: u32, group: u32) -> Option<(u32, bool)> {
    let counts = |index: &u32| {
        report.count_of(*index).is_some()
            && report.head_noun(*index).is_some_and(|word| word.concept == thing)
    };
    let all = 0..report.quantities().len() as u32;
    let said = all.clone().filter(counts).find(|index| per(report, *index, group));
    if let Some(said) = said {
        return Some((said, true));
    }
    let title = report.of_kind(kind::HEADING).next()?;
    let is_group = report.quantities_of(title).any(|index| {
        let Some(quantity) = report.quantity(index) else { return false };
        let noun = report.word_before(quantity.at.start);
        quantity.class == class::ID
            && quantity.role == role::ALONE
            && report.words_of(title).iter().any(|word| word.concept == group)
            && noun.is_some_and(|word| {
                // "round N=2995", but not "round log, week 12".
                let gap = report.text(Span { start: word.at.end, end: quantity.at.start });
                word.concept == group || matches!(gap.trim(), "=" | ":" | "#")
            })
    });
    if !is_group {
        return None;
    }
    let mut shown = all.filter(counts).filter(|index| {
        let statement = report.span(report.statement_of(*index));
        !report
            .quantities_in(statement)
            .any(|other| report.head_noun(other).is_some_and(|word| word.concept == group))
    });
    let first = shown.next()?;
    let value = report.count(first)?;
    let larger = |index: u32| report.count(index).is_some_and(|count| count > 20);
    shown
        .filter(|index| !larger(*index))
        .all(|index| report.count(index) == Some(value))
        .then_some((first, false))
}

const SAVED: Spellings<7> =
    Spellings::of(["saved", "saves", "save", "saving", "savings", "fewer", "reduced"]);

/// Whether a number is said to be per group: "3 attempts per round"; not what "83 lines
/// saved per file" says of other lines, nor a mean, which was rounded.
fn per(report: &Report, index: u32, group: u32) -> bool {
    let end = report.span(report.statement_of(index)).end;
    let place = report.quantity(index).map_or(0, |quantity| quantity.at.start);
    let around = Span { start: place.saturating_sub(24), end: end.min(place.saturating_add(48)) };
    let mean = report.label(index).iter().any(|word| word.is(Roles::AVERAGE));
    if mean || report.words_in(around).iter().any(|word| SAVED.has(word)) {
        return false;
    }
    let mut behind = report
        .words_in(Span { start: report.noun_span(index).start, end })
        .iter()
        .take(6)
        .skip_while(|word| !word.is(Roles::UNIVERSAL));
    behind.next().is_some() && behind.next().is_some_and(|word| word.concept == group)
}
