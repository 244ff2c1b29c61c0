//! `Total files moved: 696 files`, and the one list of the section whose points all
//! say how many files; `Total tests: 47`, and the headings that say it.

use super::{Breakdown, Kinship};
use crate::counted::OPEN;
use crate::headings::in_bracket;
use crossfoot_kit::prelude::*;

pub fn told(report: &Report) -> Vec<Breakdown> {
    let mut lists: Option<Vec<List>> = None;
    let mut found = Vec::new();
    for field in report.fields() {
        let Some(total) = total(report, field) else { continue };
        let lists = lists.get_or_insert_with(|| of_report(report));
        found.extend(of(report, field, &total, lists));
    }
    for heading in report.of_kind(kind::HEADING) {
        found.extend(of_heading(report, heading));
    }
    found
}

/// "### Tests created: 174 total" over a list whose points all say how many tests.
fn of_heading(report: &Report, heading: u32) -> Option<Breakdown> {
    let at = report.span(heading);
    let mut numbers = report.quantities_of(heading).filter(|index| report.is_arithmetic(*index));
    let count = numbers.next().filter(|_| numbers.next().is_none())?;
    let lead = report.text(Span { start: at.start, end: report.quantity(count)?.at.start });
    let total = matches!(report.noun(count), [word] if word.is(Roles::TOTAL));
    if !total || !lead.trim_end().ends_with(':') || report.firm_count(count).is_none() {
        return None;
    }
    let key = report.words_in(Span { end: report.quantity(count)?.at.start, ..at });
    let noun = key.iter().rev().find(|word| word.is(Roles::TEST | Roles::COUNTABLE))?.concept;
    let section = report.parent(heading);
    let mut lists = report.children(section).filter(|child| report.kind(*child) == kind::LIST);
    let list = lists.next().filter(|_| lists.next().is_none())?;
    let list = points(report, list).filter(|list| list.noun == noun)?;
    Some(Breakdown { total: count, parts: list.parts, kinship: Kinship::Kinds })
}

/// A count of all, and what it counts.
struct Total {
    count: u32,
    noun: u32,
    /// "Total tests", of the whole report; or "`start.py` (98 tests)", of its section.
    is_of_report: bool,
}

fn total(report: &Report, field: &Field) -> Option<Total> {
    if report.roles_of(field.node).has(OPEN | Roles::REST | Roles::TARGET) {
        return None;
    }
    if !field.roles.has(Roles::TOTAL) {
        let (count, noun) = in_bracket(report, field.value)?;
        return Some(Total { count, noun: noun.concept, is_of_report: false });
    }
    if let Some((count, noun)) = counted(report, field.value) {
        return Some(Total { count, noun, is_of_report: true });
    }
    // "Total tests: 47"
    let key = report.words_in(field.key);
    let mut numbers = report.quantities_in(field.value);
    let count = numbers.next().filter(|_| numbers.next().is_none())?;
    report.firm_count(count)?;
    let noun = key.iter().rev().find(|word| word.is(Roles::TEST | Roles::COUNTABLE))?;
    Some(Total { count, noun: noun.concept, is_of_report: true })
}

fn of(report: &Report, field: &Field, total: &Total, lists: &[List]) -> Option<Breakdown> {
    let section = report.section(field.node);
    let inside = |list: &&List| {
        let near = report.section_within(report.section(list.node), section)
            // Right below it, the list is the field's own.
            && report.list_behind(field.node) != Some(list.node);
        list.noun == total.noun
            && if list.is_headings { total.is_of_report } else { near }
            && (list.is_headings || !report.quantities_of(list.node).contains(&total.count))
            && !list.parts.contains(&total.count)
    };
    let mut own = lists.iter().filter(inside);
    let list = own.next().filter(|_| own.next().is_none())?;
    // "29 tests (17 files)": the other count beside it is the whole.
    let sum = list.parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(report.count(*part)?));
    let whole = |index: u32| index != total.count && sum.is_some() && report.count(index) == sum;
    if report.quantities_in(field.value).any(whole)
        || list.is_headings && adds_up_beside(report, field, total)
    {
        return None;
    }
    Some(Breakdown { total: total.count, parts: list.parts.clone(), kinship: Kinship::Kinds })
}

/// The list that tells the total tells its parts, too: the headings below may be of some.
fn adds_up_beside(report: &Report, field: &Field, total: &Total) -> bool {
    let Some(list) = report.within(field.node, kind::LIST) else { return false };
    let part = |index: &u32| {
        *index != total.count && report.noun(*index).last().is_some_and(|noun| noun.concept == total.noun)
    };
    let parts = report.quantities_of(list).filter(part);
    let sum = parts.into_iter().try_fold(0_i64, |sum, part| sum.checked_add(report.count(part)?));
    sum == report.count(total.count)
}

/// What holds several things that each say how many of one thing they have: the
/// points of a list, or the headings of a section.
struct List {
    node: u32,
    noun: u32,
    parts: Vec<u32>,
    is_headings: bool,
}

fn of_report(report: &Report) -> Vec<List> {
    let lists = report.of_kind(kind::LIST).filter_map(|list| points(report, list));
    let sections = report.of_kind(kind::SECTION).filter_map(|section| headings(report, section));
    lists.chain(sections).collect()
}

/// "Unit (19 tests)", "Parts (9 tests, all green)", "Whole (18 tests)".
fn headings(report: &Report, section: u32) -> Option<List> {
    let heads: Vec<u32> = report.children(section).filter_map(|child| report.heading(child)).collect();
    if heads.len() < 3 {
        return None;
    }
    let counts: Vec<(u32, u32)> =
        heads.iter().map(|head| leading_in_bracket(report, *head)).collect::<Option<_>>()?;
    let noun = counts.first()?.1;
    let alike = counts.iter().all(|(_, other)| *other == noun);
    let parts = counts.into_iter().map(|(count, _)| count).collect();
    alike.then_some(List { node: section, noun, parts, is_headings: true })
}

/// The count that a heading's bracket begins with.
fn leading_in_bracket(report: &Report, heading: u32) -> Option<(u32, u32)> {
    let at = report.span(heading);
    let open = report.text(at).rfind('(')? as u32 + at.start;
    let count = report.quantities_in(Span { start: open, end: at.end }).next()?;
    let leads = report.quantity(count)?.at.start == open + 1 && report.firm_count(count).is_some();
    Some((count, report.noun(count).last()?.concept)).filter(|_| leads)
}

fn points(report: &Report, list: u32) -> Option<List> {
    if report.roles_of(list).has(OPEN | Roles::REST | Roles::TOTAL) {
        return None;
    }
    let counts: Vec<(u32, u32)> =
        report.children(list).map(|item| counted(report, report.item_head(item))).collect::<Option<_>>()?;
    let noun = counts.first()?.1;
    let alike = counts.len() > 2 && counts.iter().all(|(_, other)| *other == noun);
    let parts = counts.into_iter().map(|(count, _)| count).collect();
    alike.then_some(List { node: list, noun, parts, is_headings: false })
}

/// The only count there, and what it counts.
fn counted(report: &Report, at: Span) -> Option<(u32, u32)> {
    let mut numbers = report.quantities_in(at).filter(|index| report.is_arithmetic(*index));
    let count = numbers.next().filter(|_| numbers.next().is_none())?;
    report.firm_count(count)?;
    Some((count, report.noun(count).last()?.concept))
}
