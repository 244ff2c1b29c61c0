//! Percentages in brackets behind a count, and the whole that they are of:
//! "640 planned, 612 executed (95.6%)".

use crate::{kin, wholes};
use crossfoot_kit::prelude::*;

/// The count before a percentage in brackets, the whole it is a share of, and
/// whether the words leave no other whole.
pub fn behind_count(report: &Report, percent: u32) -> Option<(u32, u32, bool)> {
    let quantity = report.quantity(percent)?;
    let part = percent.checked_sub(1)?;
    let counted = report.quantity(part)?;
    let bracketed = counted.joint == joint::OPENS
        && quantity.class == class::PERCENTAGE
        && quantity.role == role::ALONE
        && counted.role == role::ALONE
        && report.is_arithmetic(percent)
        && report.count_of(part).is_some();
    // "1,204,118 → 88,204 (-92.7%)" tells a change.
    let changed = report.printed(percent).starts_with(['-', '−', '+'])
        || part
            .checked_sub(1)
            .and_then(|before| report.quantity(before))
            .is_some_and(|before| before.joint == joint::ARROW);
    if !bracketed
        || changed
        || !stands_alone(report, percent)
        || report.statement(counted.node) != report.statement(quantity.node)
    {
        return None;
    }
    in_statement(report, part, percent).or_else(|| in_group(report, part, percent))
}

/// Nothing in the bracket says what else it may be a percentage of.
fn stands_alone(report: &Report, percent: u32) -> bool {
    let Some(quantity) = report.quantity(percent) else { return false };
    let line = report.line_of(quantity.at);
    report.text(Span { start: quantity.at.end, end: line.end }).starts_with(')')
        && report.noun(percent).is_empty()
}

/// A greater count earlier in the statement.
fn in_statement(report: &Report, part: u32, percent: u32) -> Option<(u32, u32, bool)> {
    let statement = report.statement_of(part);
    if report.kind(statement) == kind::ROW {
        return None;
    }
    let start = report.span(statement).start;
    let end = report.quantity(part)?.at.start;
    let wholes: Vec<u32> =
        report.quantities_in(Span { start, end }).filter(|index| can_hold(report, *index, part)).collect();
    if let Some(whole) = wholes.iter().find(|whole| agrees(report, part, **whole, percent)) {
        return Some((part, *whole, true));
    }
    // "24 (80%) were fixed, 3 (10%) deferred": what is a share itself is no whole.
    let is_share = |whole: &u32| wholes::percent_behind(report, *whole).is_some();
    let wholes: Vec<u32> = wholes.into_iter().filter(|whole| !is_share(whole)).collect();
    // "412 items: 397 matched (96.4%)", "640 planned, 612 executed (95.6%)"
    let [whole] = wholes.as_slice() else { return None };
    // "14 goals in all and 2 draws (33%)" are things of their own.
    let thing = |index: u32| report.head_noun(index).filter(|word| report.text(word.at).ends_with('s'));
    let behind_colon = report.text(Span { start: report.noun_span(*whole).end, end }).contains(':');
    let apart = thing(part).is_some_and(|own| {
        !behind_colon && report.head_noun(*whole).is_some_and(|other| other.concept != own.concept)
    });
    if apart {
        return None;
    }
    let behind = report.text(Span { start: report.noun_span(*whole).end, end });
    let planned =
        roles_of(report.names(*whole)).has(Roles::TARGET | Roles::TOTAL) || is_set_out(report, *whole, start);
    // "17 laboratories took part; 15 (88%) had …"
    let elliptic = report.noun(part).is_empty()
        && report.label(part).is_empty()
        && !names_itself(report, report.noun_span(*whole).end, end);
    // "25 rounds, 6 failed (24%)"
    let came = roles_of(report.names(part)).has(Roles::PASSED | Roles::FAILED | Roles::SKIPPED)
        && behind.trim() == ","
        && wholes.len() == 1;
    (planned || elliptic || came || behind.trim_start().starts_with(':')).then_some((part, *whole, true))
}

/// "720 slots; night issues 118 (16.6%)": a clause of its own says what it
/// counts.
fn names_itself(report: &Report, start: u32, end: u32) -> bool {
    let between = report.text(Span { start, end });
    between
        .rfind(';')
        .is_some_and(|sign| report.words_in(Span { start: start + sign as u32 + 1, end }).len() > 1)
}

/// "Invited 1,200, responded 486 (41%)".
fn is_set_out(report: &Report, whole: u32, start: u32) -> bool {
    let place = report.quantity(whole).map_or(0, |quantity| quantity.at.start);
    report.word_before(place).into_iter().chain(report.noun(whole).last()).any(|word| {
        let words = [
            "invited",
            "planned",
            "scheduled",
            "sent",
            "screened",
            "enrolled",
            "randomized",
            "randomised",
            "expected",
        ];
        word.at.start >= start && report.is_one_of(word, &words)
    })
}

/// `Planned: 214`, `Executed: 210 (98.1%)`.
fn in_group(report: &Report, part: u32, percent: u32) -> Option<(u32, u32, bool)> {
    let place = report.quantity(part)?.at.start;
    let own = kin::field_at(report, place)?;
    let kin = kin::beside(report, own).into_iter().filter(|field| field.key.start < own.key.start);
    let (mut plain, mut found) = (None, None);
    for field in kin {
        let mut numbers = report.quantities_in(field.value).filter(|index| report.count_of(*index).is_some());
        let Some(whole) = numbers.next().filter(|whole| can_hold(report, *whole, part)) else { continue };
        if agrees(report, part, whole, percent) {
            return Some((part, whole, true));
        }
        if field.roles.has(Roles::TOTAL | Roles::TARGET) {
            found = if plain.replace(whole).is_none() { Some(whole) } else { None };
        }
    }
    // What was skipped may be left out of the whole.
    let skipped = kin::beside(report, own).into_iter().filter(|field| field.roles.has(Roles::SKIPPED));
    let mut left_out = skipped.filter_map(|field| {
        report.quantities_in(field.value).next().filter(|index| report.count_of(*index).is_some())
    });
    let of_the_rest = |whole: u32, less: u32| {
        let share = report.value(part).percent_of(report.value(whole).sub(report.value(less)));
        share.equals(report.value(percent)) != Outcome::Contradicted
    };
    if found.is_some_and(|whole| left_out.any(|less| of_the_rest(whole, less))) {
        return None;
    }
    // Of "planned" and "total" it may be either.
    found.map(|whole| {
        (
            part,
            whole,
            own.roles.has(Roles::TEST | Roles::PASSED | Roles::FAILED | Roles::SKIPPED)
                || is_done(report, own),
        )
    })
}

fn is_done(report: &Report, field: &Field) -> bool {
    report.words_in(field.key).iter().any(|word| {
        report.is_one_of(word, &["executed", "run", "ran", "done", "completed", "covered", "received"])
    })
}

fn can_hold(report: &Report, whole: u32, part: u32) -> bool {
    report.quantity(whole).is_some_and(|quantity| quantity.role == role::ALONE)
        && !roles_of(report.names(whole)).has(Roles::PASSED | Roles::FAILED | Roles::PASS)
        && report.count_of(whole) > report.count_of(part)
}

/// "Finished: 9,412 (95.4% of starters)" below `Started: 9,870`: the whole is
/// named, and is a field of its own.
pub fn of_named(report: &Report, percent: u32) -> Option<(u32, u32)> {
    let quantity = report.quantity(percent)?;
    let part = percent.checked_sub(1)?;
    let counted = report.quantity(part)?;
    let bracketed = counted.joint == joint::OPENS
        && quantity.class == class::PERCENTAGE
        && report.count_of(part).is_some();
    if !bracketed {
        return None;
    }
    let line = report.line_of(quantity.at);
    let behind = report.text(Span { start: quantity.at.end, end: line.end });
    let name = behind.trim_start().strip_prefix("of ")?.split(')').next()?.trim_start_matches("the ").trim();
    let own = kin::field_at(report, counted.at.start)?;
    let stem = name.get(..5).filter(|_| name.chars().all(|sign| sign.is_ascii_alphabetic()))?;
    let mut named = kin::beside(report, own).into_iter().filter(|field| {
        let [word] = report.words_in(field.key) else { return false };
        field.key != own.key
            && report.text(word.at).get(..5).is_some_and(|start| start.eq_ignore_ascii_case(stem))
    });
    let (field, None) = (named.next()?, named.next()) else { return None };
    let whole = report.quantities_in(field.value).next().filter(|whole| report.count_of(*whole).is_some())?;
    Some((part, whole))
}

fn agrees(report: &Report, part: u32, whole: u32, percent: u32) -> bool {
    let share = report.value(part).percent_of(report.value(whole));
    share.equals(report.value(percent)) != Outcome::Contradicted
}
