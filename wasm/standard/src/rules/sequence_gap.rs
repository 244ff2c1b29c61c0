//! # sequence-gap (XF207)
//!
//! Ids that are called consecutive, and are not.
//!
//! ## Why it matters
//! A streak with a hole is two shorter streaks.
//!
//! ## Fires
//! ```report
//! **Consecutive clean rounds**: 6 (N=2492, N=2493, N=2495, N=2496, N=2497, N=2498)
//! ```
//! ```report
//! Released in a row without a deviation: Lot 14, Lot 15 and Lot 17.
//! ```
//!
//! ## Stays silent
//! ```report
//! **Clean rounds**: 6 (N=2492, N=2493, N=2495, N=2496, N=2497, N=2498)
//! ```
//! ```report
//! Consecutive nightly builds: Build 10, Build 20, Build 30
//! ```
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::error("XF207", "sequence-gap", judge);

fn judge(report: &Report, ledger: &mut Ledger) {
    let mut last = u32::MAX;
    for (index, quantity) in report.quantities().iter().enumerate() {
        if quantity.class != class::ID {
            continue;
        }
        let statement = report.statement(quantity.node);
        let said = || report.roles_of(statement).has(Roles::CONSECUTIVE);
        if (statement != last || index == 0) && said() {
            last = statement;
            in_statement(report, statement, ledger);
        }
    }
}

/// So many numbers of a section are looked through for an id.
const FAR: usize = 64;

fn in_statement(report: &Report, statement: u32, ledger: &mut Ledger) {
    let groups = report.members_in(report.span(statement));
    let [members] = groups.as_slice() else { return };
    if members.ranges.len() < 2 || !is_said_of(report, members) {
        return;
    }
    let mut missing = Vec::new();
    let mut steps = Vec::new();
    for pair in members.ranges.windows(2) {
        let [(_, end), (start, _)] = pair else { return };
        let Some(step) = start.checked_sub(*end) else { return };
        // Ids that run backwards are told from the newest.
        if step < 1 {
            return;
        }
        steps.push(step);
        if step > 1 {
            missing.push((end + 1, start - 1));
        }
    }
    let even = steps.len() > 1 && steps.iter().all(|step| Some(step) == steps.first());
    if even && !missing.is_empty() {
        return;
    }
    // "Sprint 40, Sprint 41, Sprint 43 (42 was the summer break)"
    let around = report.span(report.section(statement));
    let named_beside = |(from, to): &(i64, i64)| {
        let near = |index: &u32| !members.numbers.contains(index);
        let is_it = |index: u32| report.quantity(index).is_some_and(|other| other.mantissa == *from && other.exponent == 0);
        from == to && report.quantities_in(around).filter(near).take(FAR).any(is_it)
    };
    if !missing.is_empty() && missing.iter().all(named_beside) {
        return;
    }
    // As many that are not there are a sample.
    let gone: i64 = missing.iter().map(|(from, to)| to - from + 1).sum();
    if missing.len() > 1 && gone >= members.ranges.len() as i64 {
        return;
    }
    let outcome = if missing.is_empty() { Outcome::Holds } else { Outcome::Contradicted };
    ledger.judge(outcome, report.statement_span(statement), |draft| {
        draft.message(if missing.is_empty() {
            "the ids follow each other".to_owned()
        } else {
            format!("called consecutive, but {} {} missing", named(&missing), are(&missing))
        });
        for number in members.numbers.clone() {
            draft.number(report, number, "id");
        }
        draft.related(members.at, "these are the ids".into());
    });
}

/// "Consecutive" stands before the ids, or right behind them.
fn is_said_of(report: &Report, members: &Members) -> bool {
    let Some(word) = report.word_before(members.at.start) else { return false };
    let line = report.line_of(members.at);
    let before = report.words_in(Span { start: line.start, end: word.at.end });
    let close = |word: &&Word| members.at.start - word.at.end < 12;
    let aside = |word: &Word| {
        let text = report.text(word.at).to_ascii_lowercase();
        matches!(text.as_str(), "after" | "before" | "between" | "until" | "since" | "except" | "from" | "by")
    };
    let denied = |word: &Word| matches!(report.text(word.at), "not" | "never" | "no" | "No" | "n't" | "isn't" | "aren't");
    if before.iter().rev().take(3).filter(close).any(aside) || before.iter().any(denied) {
        return false;
    }
    // "Four consecutive working days", "Non-consecutive rounds".
    const OTHERWISE: [&str; 9] =
        ["working", "business", "odd", "even", "every", "sampled", "non", "non consecutive", "nonconsecutive"];
    let plain = report.text(Span { start: line.start, end: members.at.start }).to_lowercase();
    if before.iter().any(|word| report.is_one_of(word, &OTHERWISE)) || plain.contains("non-consecutive") {
        return false;
    }
    let behind = report.words_in(Span { start: members.at.end, end: line.end });
    before.iter().rev().take(8).chain(behind.iter().take(6)).any(|word| word.is(Roles::CONSECUTIVE))
}

fn named(missing: &[(i64, i64)]) -> String {
    let name = |(from, to): &(i64, i64)| if from == to { from.to_string() } else { format!("{from}–{to}") };
    missing.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn are(missing: &[(i64, i64)]) -> &'static str {
    match missing {
        [(from, to)] if from == to => "is",
        _ => "are",
    }
}
