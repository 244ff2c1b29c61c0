//! Groups that each say in brackets how many they hold, and the number for all
//! of them: "### Metrics: 18" over "**Health (5 metrics):**", "**Mail (6
//! metrics):**"; `- Total: 26 tests` below "1 file (15 tests)".

use super::{Breakdown, Kinship};
use crate::counted::{OPEN, first_line, numbers_heading};
use crate::headings::in_bracket;
use crossfoot_kit::prelude::*;

pub fn told(report: &Report) -> Vec<Breakdown> {
    let sections = report.of_kind(kind::SECTION).filter_map(|section| under_heading(report, section));
    let lists = report.of_kind(kind::LIST).filter_map(|list| in_list(report, list));
    let items = report.of_kind(kind::ITEM).filter_map(|item| under_item(report, item));
    sections.chain(lists).chain(items).collect()
}

/// A count in brackets, and what it counts.
struct Group {
    count: u32,
    noun: u32,
}

/// Headings or leads below one heading, all of which say how many.
fn under_heading(report: &Report, section: u32) -> Option<Breakdown> {
    let heading = report.heading(section)?;
    if report.quantities_of(heading).next().is_none() || report.roles_of(heading).has(OPEN | Roles::REST) {
        return None;
    }
    let heads = |child: u32| match report.kind(child) {
        kind::SECTION => report.heading(child),
        kind::PARAGRAPH => is_lead(report, child).then_some(child),
        _ => None,
    };
    let groups: Vec<Group> =
        report.children(section).filter_map(heads).map(|head| group(report, head)).collect::<Option<_>>()?;
    let noun = groups.first()?.noun;
    // "Metrics: 18", "(7 files, 33 failures)"
    let is_named = |index: u32| match report.noun(index) {
        [] => report.words_of(heading).iter().any(|word| word.concept == noun),
        names => names.iter().any(|word| word.concept == noun),
    };
    let mut totals = report.quantities_of(heading).filter(|index| {
        report.firm_count(*index).is_some()
            && is_named(*index)
            && !report.is_each(*index)
            && !numbers_heading(report, *index)
    });
    let total = totals.next().filter(|_| totals.next().is_none())?;
    of(total, noun, groups)
}

/// "`start.py` (45 cases)" over points that all say how many: "loading (6 tests)".
fn under_item(report: &Report, item: u32) -> Option<Breakdown> {
    let list = report.children(item).find(|child| report.kind(*child) == kind::LIST)?;
    if report.roles_of(list).has(OPEN | Roles::REST) {
        return None;
    }
    let (total, noun) = in_bracket(report, report.item_head(item))?;
    let parts: Vec<(u32, &Word)> = report
        .children(list)
        .map(|point| in_bracket(report, report.item_head(point)))
        .collect::<Option<_>>()?;
    let is_kin = |word: &Word| word.concept == noun.concept || word.is(Roles::TEST) && noun.is(Roles::TEST);
    let alike = parts.len() > 1 && parts.iter().all(|(_, word)| is_kin(word));
    let parts = parts.into_iter().map(|(count, _)| count).collect();
    alike.then_some(Breakdown { total, parts, kinship: Kinship::Kinds })
}

/// A line in bold and nothing else, which begins a group: "**Health (5 metrics):**".
/// A list that goes on from a number above one is read as the lead's own text.
fn is_lead(report: &Report, paragraph: u32) -> bool {
    let text = report.text(first_line(report, report.span(paragraph))).trim();
    text.starts_with("**") && (text.ends_with("**") || text.ends_with("**:"))
}

/// Items that all say how many, and the one that says it of all.
fn in_list(report: &Report, list: u32) -> Option<Breakdown> {
    let said = report.roles_of(list);
    if !said.has(Roles::TOTAL) || said.has(OPEN | Roles::REST) {
        return None;
    }
    let items: Vec<u32> = report.children(list).collect();
    if items.len() < 3 {
        return None;
    }
    let mut totals = items.iter().filter(|item| report.roles_in(report.item_head(**item)).has(Roles::TOTAL));
    let last = *totals.next().filter(|_| totals.next().is_none())?;
    let counts =
        |item: &&u32| report.quantities_in(report.item_head(**item)).any(|index| report.is_arithmetic(index));
    let others = items.iter().filter(|item| **item != last).filter(counts);
    let groups: Vec<Group> = others.map(|item| group(report, *item)).collect::<Option<_>>()?;
    let noun = groups.first()?.noun;
    let mut numbers =
        report.quantities_in(report.item_head(last)).filter(|index| report.is_arithmetic(*index));
    let total = numbers.next().filter(|_| numbers.next().is_none())?;
    let named =
        report.firm_count(total).is_some() && report.names(total).iter().any(|word| word.concept == noun);
    if named { of(total, noun, groups) } else { None }
}

fn of(total: u32, noun: u32, groups: Vec<Group>) -> Option<Breakdown> {
    let alike = groups.len() > 1 && groups.iter().all(|group| group.noun == noun);
    let parts = groups.into_iter().map(|group| group.count).collect();
    alike.then_some(Breakdown { total, parts, kinship: Kinship::Kinds })
}

/// What a heading, a lead or an item says in brackets that it holds.
fn group(report: &Report, head: u32) -> Option<Group> {
    let at = if report.kind(head) == kind::ITEM {
        report.item_head(head)
    } else {
        first_line(report, report.span(head))
    };
    let (count, noun) = in_bracket(report, at)?;
    Some(Group { count, noun: noun.concept })
}
