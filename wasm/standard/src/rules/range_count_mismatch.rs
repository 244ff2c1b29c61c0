//! # range-count-mismatch (XF201)
//!
//! A stated count that differs from the inclusive range beside it.
//!
//! ## Why it matters
//! An off-by-one streak looks measured and is not: every later report that
//! carries it on inherits the error.
//!
//! ## Fires
//! ```report
//! - Round 176-295: Clean (119 rounds)
//! ```
//! ```report
//! Batches 41 to 60 were released in March (19 batches).
//! ```
//! ```report
//! | Wave | Range | Runs |
//! |---|---|---|
//! | A | Run 101-140 | 41 |
//! ```
//!
//! ## Stays silent
//! ```report
//! - Round 176-268: Clean (93 rounds)
//! ```
//! ```report
//! Rounds 10-20 each had 3 rounds of review. See lines 10-20 (3 lines changed).
//! ```
//! ```report
//! - Round 1-10: 2 failed rounds, the rest clean
//! ```
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::error("XF201", "range-count-mismatch", judge);

/// Words that leave the set as it is: "119 consecutive clean rounds".
const WHOLE: Roles = Roles::CONSECUTIVE.or(Roles::CLEAN).or(Roles::TOTAL).or(Roles::ALL);

fn judge(report: &Report, ledger: &mut Ledger) {
    let mut last = 0;
    for (index, quantity) in report.quantities().iter().enumerate() {
        if quantity.class != class::ID || quantity.role != role::RANGE_START {
            continue;
        }
        let statement = report.statement(quantity.node);
        if statement != last || index == 0 {
            last = statement;
            in_statement(report, statement, ledger);
        }
    }
}

fn in_statement(report: &Report, statement: u32, ledger: &mut Ledger) {
    let at = report.span(statement);
    let groups = report.members_in(at);
    let [members] = groups.as_slice() else { return };
    let mut counts = report.quantities_in(at).filter(|index| counts_members(report, *index, members));
    let (Some(count), None) = (counts.next(), counts.next()) else { return };
    let (Some(stated), Some(size)) = (report.count(count), members.count()) else { return };
    let in_row = report.kind(statement) == kind::ROW;
    if !in_row && !is_beside(report, count, members) {
        return;
    }
    let outcome = Value::whole(size).equals(Value::whole(stated));
    ledger.judge(outcome, report.statement_span(statement), |draft| {
        let noun = report.head_noun(count).map_or("", |word| report.text(word.at));
        let sum = if let [(first, last)] = members.ranges.as_slice() {
            format!("{first}–{last} is {size}")
        } else {
            format!("{} make {size}", members.spelled())
        };
        draft.message(if outcome == Outcome::Holds {
            format!("{sum}; printed {stated}")
        } else {
            format!("{sum} {noun}, both ends included; the report says {stated}")
        });
        for number in members.numbers.clone() {
            draft.number(report, number, "id");
        }
        draft.number(report, count, "count").blame(count);
        if outcome == Outcome::Contradicted
            && let Some(quantity) = report.quantity(count)
        {
            draft.fix(format!("write {size}"), false, vec![(quantity.at, size.to_string())]);
        }
    });
}

/// Whether a number counts the members of such a set.
fn counts_members(report: &Report, index: u32, members: &Members) -> bool {
    if report.count_of(index).is_none() || report.is_each(index) {
        return false;
    }
    // "3 iterations of warm-up" are not the iterations of the range.
    let behind = Span { start: report.noun_span(index).end, end: report.source().len() as u32 };
    if report.text(behind).starts_with(" of ") {
        return false;
    }
    let Some((head, rest)) = report.names(index).split_last() else { return false };
    let same = if members.concept == 0 {
        head.is(Roles::ROUND | Roles::ITERATION) || (head.is(Roles::COUNT) && rest.is_empty())
    } else {
        head.concept == members.concept
    };
    same && rest.iter().all(|word| word.is(WHOLE) || word.concept == members.concept)
}

/// "Round 176-295: Clean (119 rounds)", "119 rounds (176-295)", "rounds 1-5: 5
/// rounds": near each other, with nothing that counts something else between.
fn is_beside(report: &Report, count: u32, members: &Members) -> bool {
    let Some(quantity) = report.quantity(count) else { return false };
    let between = if count >= members.numbers.end {
        Span { start: members.at.end, end: quantity.at.start }
    } else {
        Span { start: report.noun_span(count).end, end: members.at.start }
    };
    let words = report.words_in(between);
    let bracketed = report.text(between).contains('(');
    report.quantities_in(between).all(|index| !report.is_arithmetic(index))
        && !words.iter().any(|word| word.is(Roles::SELECTION | Roles::NEGATION | Roles::EXCEPT | Roles::UNIVERSAL))
        && (bracketed || words.len() <= 4)
}
