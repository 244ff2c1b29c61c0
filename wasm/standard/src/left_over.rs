//! Coverage in so many words, "cli: 220 statements, 47 missed, 78.6 %": the share of what
//! is not missed.

use crate::share_columns::Share;
use crossfoot_kit::prelude::*;

const MISSED: Spellings<4> = Spellings::of(["missed", "uncovered", "missing", "unreached"]);

/// Those that hold, and where some do the others: coverage of branches is another.
pub fn told(report: &Report) -> Vec<Share> {
    let found: Vec<Share> =
        report.spelled(&MISSED).into_iter().filter_map(|place| of(report, place)).collect();
    let holds = |share: &Share| {
        let taken = report.value(share.part).percent_of(report.value(share.whole));
        Value::whole(100).sub(taken).equals(report.value(share.percent)) == Outcome::Holds
    };
    let right = found.iter().filter(|share| holds(share)).count();
    if right * 2 > found.len() { found } else { Vec::new() }
}

fn of(report: &Report, place: usize) -> Option<Share> {
    let word = report.words().get(place)?;
    let near = Span { start: word.at.start.saturating_sub(16), end: word.at.start };
    let missed = report.quantities_in(near).next_back()?;
    let (whole, percent) = (missed.checked_sub(1)?, missed + 1);
    let [all, some, share] = [whole, missed, percent].map(|index| report.quantity(index));
    let (all, some, share) = (all?, some?, share?);
    let statement = |quantity: &Quantity| report.statement(quantity.node);
    let one = statement(all) == statement(some) && statement(some) == statement(share);
    let gap = |from: u32, to: u32| report.text(Span { start: from.min(to), end: to });
    let named = !report.noun(whole).is_empty();
    let listed = gap(report.noun_span(whole).end, some.at.start) == ", "
        && gap(some.at.end, word.at.start) == " "
        && gap(word.at.end, share.at.start) == ", ";
    let end = report.text(Span { start: share.at.end, end: report.line_of(share.at).end });
    let ends = matches!(end.trim_matches([' ', '*', '_', '%', '.']), "" | "covered" | "coverage");
    let plain = [all, some, share].iter().all(|quantity| quantity.role == role::ALONE);
    let counts = report
        .firm_count(whole)
        .zip(report.firm_count(missed))
        .is_some_and(|(all, some)| some <= all && all > 0);
    if !(one
        && named
        && listed
        && ends
        && plain
        && counts
        && report.is_percentage(percent)
        && report.is_firm(percent))
    {
        return None;
    }
    Some(Share { part: missed, whole, percent, left: true })
}
