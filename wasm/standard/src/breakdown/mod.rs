//! A number and, in the same statement, what it is made of: "33 findings: 15
//! fixed, 13 accepted, 5 open", "38 min, then 71 min, 109 min in total".

mod columns;
mod compared;
mod fenced;
mod groups;
mod headed;
mod heads;
mod kinship;
mod labelled;
mod lists;
mod mixed;
mod overall;
mod remainders;
mod totals;
mod triples;
mod wording;

use crate::{overlaps, wholes};
use crossfoot_kit::prelude::*;
use std::collections::BTreeSet;

pub use kinship::{GRADED, Kinship, grade};
pub use lists::under_statements;
pub use totals::in_total;
use wording::{announces, closes, is_aside, is_listed, is_open};

pub struct Breakdown {
    pub total: u32,
    pub parts: Vec<u32>,
    pub kinship: Kinship,
}

impl Breakdown {
    pub fn sum(&self, report: &Report) -> Value {
        self.parts.iter().fold(Value::whole(0), |sum, part| sum.add(report.value(*part)))
    }

    /// "52 tickets (40 closed, 12 open, 3 blocked)", "118 passed, 2 failed, 3 flaky": the
    /// others make it, and the last tells some of them again.
    fn is_exact_before(&self, report: &Report) -> bool {
        const AGAIN: [&str; 12] = [
            "flaky",
            "retried",
            "rerun",
            "reopened",
            "blocked",
            "slow",
            "retest",
            "again",
            "exploitable",
            "repeats",
            "instabil",
            "quarantined",
        ];
        let Some((last, others)) = self.parts.split_last().filter(|(_, others)| others.len() > 1) else {
            return false;
        };
        let name = |part: u32| said_of(report, part).map(|word| word.concept);
        let like = others.iter().filter(|part| name(**part) == name(*last)).count();
        let same = name(*last).is_some() && like > 0 && like < others.len();
        let at = report.quantity(*last).map_or(0, |last| last.at.start);
        let words = report.words_in(Span { start: at.saturating_sub(32), end: at.saturating_add(32) });
        let again = same || words.iter().any(|word| report.is_one_of(word, &AGAIN));
        // Of sections and points one may have been added since the total was told.
        let here =
            report.statement_of(*last) == report.statement_of(self.total) && self.kinship != Kinship::Scale;
        let sum = others.iter().fold(Value::whole(0), |sum, part| sum.add(report.value(*part)));
        (again || here) && sum.equals(report.value(self.total)) == Outcome::Holds
    }

    /// "8 of 20 flags were retired and 11 are left; one is kept": what is missing.
    fn is_told_beside(&self, report: &Report) -> bool {
        let (sum, all) = (self.sum(report), report.value(self.total));
        let statement = report.statement_of(self.total);
        let own = self.parts.iter().all(|part| report.statement_of(*part) == statement);
        let at = report.span(statement);
        if report.kind(statement) == kind::ROW || !own || at.end - at.start > 400 {
            return false;
        }
        report.quantities_of(statement).any(|index| {
            index != self.total
                && !self.parts.contains(&index)
                && report.firm_count(index).is_some_and(|count| count > 0)
                && [all.sub(sum), sum.sub(all)]
                    .iter()
                    .any(|gap| gap.equals(report.value(index)) == Outcome::Holds)
        })
    }

    /// "Setup: 3 (one test failed in both)": what stands beside the last part says that some
    /// are in two of them.
    fn overlaps(&self, report: &Report) -> bool {
        let over = self.sum(report).fits_in(report.value(self.total)) == Outcome::Contradicted;
        over && self.parts.last().is_some_and(|last| overlaps::is_told_behind(report, *last))
    }

    /// "30 were treated and 25 recovered": each may be some of the one before.
    fn may_nest(&self, report: &Report) -> bool {
        const OPEN: Spellings<8> = Spellings::of([
            "open",
            "pending",
            "unresolved",
            "late",
            "failed",
            "left",
            "remain",
            "outstanding",
        ]);
        const SETTLED: Spellings<9> = Spellings::of([
            "fixed", "closed", "resolved", "repaired", "on time", "time", "passed", "solved", "done",
        ]);
        // What is fixed and what is open are apart.
        let says = |known: &dyn Fn(&Word) -> bool| {
            self.parts.iter().any(|part| report.words_behind(*part).iter().take(3).any(known))
        };
        if says(&|word| OPEN.has(word)) && says(&|word| SETTLED.has(word)) {
            return false;
        }
        self.parts.is_sorted_by(|one, next| report.count(*one) >= report.count(*next))
    }

    /// How it comes out, and how much a contradiction weighs. Parts beyond the
    /// whole cannot be; parts that fall a little short may have been meant as
    /// the whole.
    pub fn outcome(&self, report: &Report) -> (Outcome, Severity) {
        let (sum, all) = (self.sum(report), report.value(self.total));
        let outcome = sum.equals(all);
        if outcome != Outcome::Contradicted {
            return (outcome, Severity::Warning);
        }
        if self.overlaps(report) || self.is_exact_before(report) || self.is_told_beside(report) {
            return (Outcome::Undecided, Severity::Warning);
        }
        let fits = self.parts.iter().all(|part| report.value(*part).fits_in(all) != Outcome::Contradicted);
        let over = sum.fits_in(all) == Outcome::Contradicted;
        // Less than half may be a choice; more than twice as much is no part.
        let close = sum.times(2).fits_in(all) == Outcome::Contradicted
            && sum.fits_in(all.times(2)) != Outcome::Contradicted;
        match self.kinship {
            Kinship::Scale if fits && over => (outcome, Severity::Error),
            Kinship::Scale => (outcome, Severity::Warning),
            Kinship::Kinds if fits && close => (outcome, Severity::Warning),
            Kinship::Chosen if fits && over && !self.may_nest(report) => (outcome, Severity::Warning),
            _ => (Outcome::Undecided, Severity::Warning),
        }
    }
}

/// The breakdowns of a report, in the order of the text.
pub fn all(report: &Report) -> Vec<Breakdown> {
    let mut found = Vec::new();
    let mut index = 0;
    while (index as usize) < report.quantities().len() {
        match of(report, index) {
            Some(breakdown) => {
                index = breakdown.parts.last().copied().unwrap_or(index) + 1;
                found.push(breakdown);
            }
            None => index += 1,
        }
    }
    found.extend(under_statements(report));
    found.extend(columns::under_statements(report));
    found.extend(heads::told(report));
    found.extend(groups::told(report));
    found.extend(headed::told(report));
    found.extend(fenced::told(report));
    found.extend(compared::told(report));
    found.extend(mixed::told(report));
    add_labelled(report, &mut found);
    found.extend(overall::told(report));
    found.extend(remainders::told(report));
    found.extend(triples::told(report));
    found.extend(chosen(report));
    found
}

/// What was read by its words already is not read again.
fn add_labelled(report: &Report, found: &mut Vec<Breakdown>) {
    let labelled = labelled::told(report);
    if labelled.is_empty() {
        return;
    }
    let settled = found.iter().filter(|known| known.outcome(report).0 != Outcome::Undecided);
    let known: BTreeSet<u32> = settled.map(|known| known.total).collect();
    found.extend(labelled.into_iter().filter(|told| !known.contains(&told.total)));
}

/// "4 welds were rejected, of which 3 were repaired and 2 cut out": no more than
/// there are, or just as many where the words leave nothing out.
fn chosen(report: &Report) -> Vec<Breakdown> {
    // What is as many as the whole is told of something else.
    let fewer = |chosen: &wholes::Chosen| {
        chosen.parts.iter().all(|part| report.count(*part) < report.count(chosen.whole))
    };
    let told = report.remembered(wholes::told);
    let told = told.iter().filter(|chosen| chosen.sure && chosen.parts.len() > 1 && fewer(chosen));
    let of = |chosen: &wholes::Chosen| {
        let names: Option<Vec<&Word>> = chosen.parts.iter().map(|part| said_of(report, *part)).collect();
        let own = names.map_or(Kinship::Loose, |names| kinship::of(report, chosen.whole, &names));
        let kinship = if own == Kinship::Scale { own } else { Kinship::Chosen };
        Breakdown { total: chosen.whole, parts: chosen.parts.clone(), kinship }
    };
    told.map(of).collect()
}

/// Nobody names more parts in one statement.
const MOST: usize = 32;

/// The parts behind a count: in a bracket, or behind a colon or a dash.
fn of(report: &Report, total: u32) -> Option<Breakdown> {
    if !is_part(report, total) {
        return None;
    }
    // "288 answered (45%): 201 satisfied, …"
    let first = wholes::percent_behind(report, total).map_or(total + 1, |percent| percent + 1);
    if !is_part(report, first) {
        return None;
    }
    let apart = is_aside(report, total, first);
    let first = if apart { first + 1 } else { first };
    let listed = !apart && is_listed(report, total, first);
    if !listed && !apart && !announces(report, total, first) {
        return None;
    }
    let statement = report.span(report.statement_of(total));
    whole_of(report, total)?;
    let mut parts = vec![first];
    while let Some(next) = parts.last().map(|last| last + 1) {
        let ends = report.quantity(next).is_none_or(|quantity| quantity.at.start >= statement.end);
        if ends || !is_listed(report, next - 1, next) {
            break;
        }
        // Each number of a long list may begin a list of its own.
        if !is_part(report, next) || parts.len() == MOST {
            return None;
        }
        parts.push(next);
    }
    let names: Vec<&Word> = parts.iter().map(|part| said_of(report, *part)).collect::<Option<_>>()?;
    let last = parts.last().copied()?;
    if parts.len() < 2 || !closes(report, last, statement) || is_open(report, total, last) {
        return None;
    }
    let kinship = kinship::of(report, total, &names);
    // Behind a semicolon or an aside only outcomes are surely of what stands before it.
    let led = apart || gap(report, total, first).trim_end().ends_with(';');
    if led && kinship != Kinship::Scale {
        return None;
    }
    // "38 in all, 36 green, 2 yellow"; "30 placed, 29 negative, 1 positive".
    let begun = listed && !announces(report, total, first);
    let said_all = || {
        whole_of(report, total).is_some_and(|word| word.is(Roles::TOTAL) || is_set_out(report.text(word.at)))
    };
    let fits = |part: &u32| report.count(*part) <= report.count(total);
    // "120 enrolled, 64 in arm A and 58 in arm B", "412 mutants, 371 killed, …".
    let sure = match kinship {
        Kinship::Scale => said_all() || parts.len() > 2 && kinship::is_one_scale(report, &names),
        Kinship::Kinds => said_all() && are_arms(report, &parts),
        _ => false,
    };
    if begun && !(sure && parts.iter().all(fits)) {
        return None;
    }
    let total = made_of(report, statement, total, &parts).unwrap_or(total);
    Some(Breakdown { total, kinship, parts })
}

/// What stands between two numbers.
fn gap(report: &Report, one: u32, other: u32) -> &str {
    let place = |index: u32| report.quantity(index).map_or(Span { start: 0, end: 0 }, |quantity| quantity.at);
    report.text(Span { start: place(one).end.min(place(other).start), end: place(other).start })
}

/// "46 in 39 subjects: 31 minor, 15 major": of two counts before the colon the
/// one that its parts come to.
fn made_of(report: &Report, statement: Span, total: u32, parts: &[u32]) -> Option<u32> {
    let sum: i64 = parts.iter().map(|part| report.count(*part)).sum::<Option<i64>>()?;
    let before = Span { start: statement.start, end: report.quantity(total)?.at.end };
    let near = report.quantities_in(before).rev().take(8);
    near.filter(|index| report.firm_count(*index) == Some(sum)).last()
}

/// The word that says what the whole is: its noun, its label, or the word
/// right before it.
fn whole_of(report: &Report, total: u32) -> Option<&Word> {
    if let Some(word) = report.noun(total).last().or_else(|| report.label(total).last()) {
        return Some(word);
    }
    if let Some(word) = said_of(report, total) {
        return Some(word);
    }
    let quantity = report.quantity(total)?;
    let word = report.word_before(quantity.at.start)?;
    let start = report.span(report.statement_of(total)).start;
    (word.at.start >= start && quantity.at.start - word.at.end == 1).then_some(word)
}

/// "64 in arm A and 58 in arm B": the same words, and then a label.
fn are_arms(report: &Report, parts: &[u32]) -> bool {
    let said = |part: &u32| {
        let at = report.quantity(*part)?.at;
        let words = report.words_in(Span { start: at.end, end: report.line_of(at).end });
        let (one, other) = (words.first()?, words.get(1)?);
        let inside = report.is_one_of(one, &["in", "on", "at"]);
        let (thing, label) = if inside { (other, words.get(2)?) } else { (one, other) };
        (label.at.end - label.at.start == 1).then_some(thing.concept)
    };
    let first = parts.first().and_then(said);
    first.is_some() && parts.iter().all(|part| said(part) == first)
}

/// Whether parts make a number or come near it, by so many at least or by its so-manieth
/// part: what only reads like a sum may be of some of them.
fn come_near(report: &Report, parts: &[u32], total: u32, (least, share): (i64, i64)) -> bool {
    let sum: Option<i64> = parts.iter().map(|part| report.count(*part)).sum();
    let (Some(sum), Some(all)) = (sum, report.count(total)) else { return false };
    sum.abs_diff(all) <= (all / share).max(least).unsigned_abs()
}

/// Words for what was taken in hand and then came out one way or another.
fn is_set_out(text: &str) -> bool {
    is_any(
        text,
        &[
            "placed",
            "sent",
            "tested",
            "planned",
            "scheduled",
            "invited",
            "issued",
            "reviewed",
            "checked",
            "sampled",
            "raised",
            "found",
            "reported",
            "opened",
            "submitted",
            "received",
            "screened",
            "inspected",
            "examined",
            "started",
            "compared",
            "enrolled",
            "set",
            "deployed",
            "installed",
            "randomized",
            "randomised",
            "admitted",
            "drawn",
            "collected",
        ],
    )
}

/// What a part is a part by: its noun, or the word right behind it.
fn said_of(report: &Report, part: u32) -> Option<&Word> {
    if let Some(word) = report.noun(part).last() {
        return Some(word);
    }
    let at = report.quantity(part)?.at;
    let behind = report.words_in(Span { start: at.end, end: at.end + 24 });
    if let Some(word) = behind.first().filter(|word| word.at.start == at.end + 1) {
        // "4 were skipped"
        let helps = report.is_one_of(word, &["were", "are", "was", "is"]);
        let said = behind.get(1).filter(|next| helps && next.at.start == word.at.end + 1);
        return said.or(Some(word));
    }
    // "identical 18,201, different 3"
    let before = report.word_before(at.start)?;
    (at.start == before.at.end + 1).then_some(before)
}

/// A plain count, alone.
fn is_part(report: &Report, index: u32) -> bool {
    report.quantity(index).is_some_and(|quantity| {
        matches!(quantity.joint, joint::NONE | joint::AND | joint::OPENS | joint::EQUALS | joint::PLUS)
    }) && report.firm_count(index).is_some()
        && !report.is_each(index)
}
