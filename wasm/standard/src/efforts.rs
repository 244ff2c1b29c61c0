//! Work that is told in two ways: how much each round takes, and how much all
//! of them took.

use crossfoot_kit::prelude::*;

/// A total across groups, and how many of it each group takes.
pub struct Effort {
    pub total: u32,
    pub groups: u32,
    pub rate: u32,
    /// Said to be so for each, and not only shown for one.
    pub stated: bool,
}

/// "273 attempts across 93 rounds", where it is said how many attempts a round
/// takes.
pub fn told(report: &Report) -> Vec<Effort> {
    let mut found = Vec::new();
    for index in 0..report.quantities().len() as u32 {
        let (Some(total), Some(groups)) = (report.quantity(index), report.quantity(index + 1)) else {
            continue;
        };
        if report.count_of(index).is_none() || report.count_of(index + 1).is_none() {
            continue;
        }
        if report.statement(total.node) != report.statement(groups.node) {
            continue;
        }
        let between = report.text(Span { start: report.noun_span(index).end, end: groups.at.start });
        if !matches!(
            between.trim_matches([' ', '*', '_']),
            "across" | "over" | "in" | "during" | "throughout" | "within" | "from"
        ) {
            continue;
        }
        let (Some(one), Some(other)) = (report.head_noun(index), report.head_noun(index + 1)) else {
            continue;
        };
        if one.concept != other.concept {
            let rate = rate_of(report, one.concept, other.concept);
            found.extend(rate.map(|(rate, stated)| Effort { total: index, groups: index + 1, rate, stated }));
        }
    }
    found
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

/// Whether a number is said to be per group: "3 attempts per round".
fn per(report: &Report, index: u32, group: u32) -> bool {
    let end = report.span(report.statement_of(index)).end;
    let mut behind = report
        .words_in(Span { start: report.noun_span(index).start, end })
        .iter()
        .take(6)
        .skip_while(|word| !word.is(Roles::UNIVERSAL));
    behind.next().is_some() && behind.next().is_some_and(|word| word.concept == group)
}
