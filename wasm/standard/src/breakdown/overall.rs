//! `Total files moved: 696 files`, and the one list of the section whose points all
//! say how many files.

use super::{Breakdown, Kinship};
use crate::counted::OPEN;
use crossfoot_kit::prelude::*;

pub fn told(report: &Report) -> Vec<Breakdown> {
    let plain = |field: &&Field| {
        field.roles.has(Roles::TOTAL) && !report.roles_of(field.node).has(OPEN | Roles::REST | Roles::TARGET)
    };
    let totals = report.fields().iter().filter(plain);
    let mut lists: Option<Vec<(u32, List)>> = None;
    let mut found = Vec::new();
    for field in totals {
        let Some((total, noun)) = counted(report, field.value) else { continue };
        let lists = lists.get_or_insert_with(|| of_report(report));
        found.extend(of(report, field, (total, noun), lists));
    }
    found
}

fn of(report: &Report, field: &Field, (total, noun): (u32, u32), lists: &[(u32, List)]) -> Option<Breakdown> {
    let section = report.section(field.node);
    let inside = |(node, list): &&(u32, List)| {
        list.noun == noun
            // Right below it, the list is the field's own.
            && report.list_behind(field.node) != Some(*node)
            && report.section_within(report.section(*node), section)
            && !report.quantities_of(*node).contains(&total)
    };
    let mut own = lists.iter().filter(inside);
    let (Some((_, list)), None) = (own.next(), own.next()) else { return None };
    Some(Breakdown { total, parts: list.parts.clone(), kinship: Kinship::Kinds })
}

/// A list whose points each say how many of one thing.
struct List {
    noun: u32,
    parts: Vec<u32>,
}

fn of_report(report: &Report) -> Vec<(u32, List)> {
    report.of_kind(kind::LIST).filter_map(|list| Some((list, points(report, list)?))).collect()
}

fn points(report: &Report, list: u32) -> Option<List> {
    if report.roles_of(list).has(OPEN | Roles::REST | Roles::TOTAL) {
        return None;
    }
    let counts: Vec<(u32, u32)> =
        report.children(list).map(|item| counted(report, report.item_head(item))).collect::<Option<_>>()?;
    let noun = counts.first()?.1;
    let alike = counts.len() > 2 && counts.iter().all(|(_, other)| *other == noun);
    alike.then(|| List { noun, parts: counts.into_iter().map(|(count, _)| count).collect() })
}

/// The only count there, and what it counts.
fn counted(report: &Report, at: Span) -> Option<(u32, u32)> {
    let mut numbers = report.quantities_in(at).filter(|index| report.is_arithmetic(*index));
    let count = numbers.next().filter(|_| numbers.next().is_none())?;
    report.firm_count(count)?;
    Some((count, report.noun(count).last()?.concept))
}
