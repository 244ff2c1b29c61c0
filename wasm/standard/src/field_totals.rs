//! A total among fields that stand together, and the fields that it is of: `Unit: 20`,
//! `API: 12`, `UI: 8`, `Total: 40`; or `Total findings: 13` over `Critical: 5`, `High:
//! 4`, … in a list, in lines or in a block.

use crate::breakdown::grade;
use crate::counted::{OPEN, OUTCOMES, is_total};
use crate::tolls::Toll;
use crossfoot_kit::prelude::*;

/// So many fields beside each other are a list of settings.
const MOST: usize = 40;

/// What is no part of a sum.
const APART: Roles = Roles::TOTAL
    .or(Roles::AVERAGE)
    .or(Roles::MEDIAN)
    .or(Roles::MINIMUM)
    .or(Roles::MAXIMUM)
    .or(Roles::PERCENTAGE)
    .or(Roles::RATE)
    .or(Roles::DURATION)
    .or(Roles::TARGET)
    .or(Roles::BEFORE)
    .or(Roles::AFTER)
    .or(Roles::DELTA)
    .or(Roles::COVERAGE)
    .or(OUTCOMES)
    .or(OPEN);

pub fn told(report: &Report) -> Vec<Toll> {
    let groups = report.fields().chunk_by(|one, other| one.group == other.group);
    groups.filter(|group| (3..=MOST).contains(&group.len())).flat_map(|group| of(report, group)).collect()
}

fn of(report: &Report, group: &[Field]) -> Option<Toll> {
    let mut totals = group.iter().enumerate().filter(|(_, field)| field.roles.has(Roles::TOTAL));
    let (place, field) = totals.next().filter(|_| totals.next().is_none())?;
    let aside = APART.without(Roles::TOTAL);
    let total =
        count(report, field).filter(|_| !field.roles.has(aside) && !in_table_of_totals(report, field))?;
    let (before, behind) = (group.get(..place)?, group.get(place + 1..)?);
    let last = behind.is_empty() && place > 1;
    let beside: Vec<&Field> = if last { before.iter().rev().collect() } else { behind.iter().collect() };
    let parts: Vec<(&Field, u32)> =
        beside.into_iter().map_while(|field| Some((field, count(report, field)?))).collect();
    // "Critical" and "major" may be words of a choice, too.
    let graded = |field: &Field| noun(report, field).is_some_and(|word| grade(word).is_some());
    if parts.len() < 2 || parts.iter().any(|(field, _)| field.roles.has(APART) && !graded(field)) {
        return None;
    }
    let own = noun(report, field).filter(|word| !word.is(Roles::TOTAL));
    let whole = last && parts.len() + 1 == group.len() && own.is_none();
    (is_of_one_kind(report, &parts, own, whole)).then_some(())?;
    let all_graded = parts.iter().all(|(field, _)| graded(field));
    let parts: Vec<u32> = parts.iter().map(|(_, part)| *part).collect();
    let mut toll = told_or_near(report, total, &parts, all_graded)?;
    toll.parts.sort_unstable();
    Some(toll)
}

/// The one count of a field, with its share behind it or without.
fn count(report: &Report, field: &Field) -> Option<u32> {
    let mut numbers = report.quantities_in(field.value).filter(|index| report.is_arithmetic(*index));
    let first = numbers.next()?;
    let share = |index: u32| report.is_percentage(index);
    let begins = report.quantity(first)?.at.start <= field.value.start + 4;
    (begins && report.firm_count(first).is_some() && numbers.all(share)).then_some(first)
}

/// The rule of total rows looks after those.
fn in_table_of_totals(report: &Report, field: &Field) -> bool {
    let table = report.within(field.node, kind::TABLE).and_then(|table| report.table_at(table));
    table.is_some_and(|table| table.rows().any(|row| is_total(table, row)))
}

fn noun<'r>(report: &'r Report, field: &Field) -> Option<&'r Word> {
    report.words_in(field.key).last()
}

/// Grades of one scale, things with one noun, or all that stand over a bare "Total".
fn is_of_one_kind(report: &Report, parts: &[(&Field, u32)], own: Option<&Word>, whole: bool) -> bool {
    let nouns: Vec<&Word> = parts.iter().filter_map(|(field, _)| noun(report, field)).collect();
    if nouns.len() < parts.len() {
        return false;
    }
    let graded = nouns.len() > 2 && nouns.iter().all(|word| grade(word).is_some());
    let alike = |concept: u32| nouns.iter().all(|word| word.concept == concept);
    let named = match own {
        Some(own) => alike(own.concept),
        None => nouns.first().is_some_and(|first| alike(first.concept)),
    };
    // "Files", "lines" and "tests" are things of their own.
    let things =
        nouns.iter().filter(|word| word.is(Roles::COUNTABLE | Roles::TEST | Roles::OPERATION)).count();
    graded || named || whole && parts.len() > 2 && things < 2
}

/// The first of them that make the total, or all of them if they come near it.
fn told_or_near(report: &Report, total: u32, parts: &[u32], graded: bool) -> Option<Toll> {
    let stated = report.count(total)?;
    let mut sum = 0_i64;
    for (place, part) in parts.iter().enumerate() {
        sum = sum.checked_add(report.count(*part)?)?;
        if sum == stated && place > 0 {
            return Some(Toll { total, parts: parts.get(..=place)?.to_vec(), sure: false });
        }
    }
    // Parts that fall short need not be all of them.
    let nearness = if sum < stated && !graded { 20 } else { 4 };
    let near = sum.abs_diff(stated).saturating_mul(nearness) <= stated.unsigned_abs();
    let most = parts.iter().all(|part| report.count(*part) <= Some(stated));
    (near && most).then(|| Toll { total, parts: parts.to_vec(), sure: false })
}
