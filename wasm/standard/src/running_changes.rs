//! A list that goes on from item to item, each telling how many came: "445 tests (+125)", "545
//! tests (+100)".

use crate::changes::{Measure, Told};
use crossfoot_kit::prelude::*;

pub fn told(report: &Report) -> Vec<Told> {
    let groups = report.fields().chunk_by(|one, other| one.group == other.group);
    groups.filter(|group| (3..=40).contains(&group.len())).flat_map(|group| of(report, group)).collect()
}

/// The changes of a group, if all but one of them at most are what lies between two items.
fn of(report: &Report, group: &[Field]) -> Vec<Told> {
    let items: Vec<Option<(u32, Option<u32>)>> = group.iter().map(|field| item(report, field)).collect();
    let pair = |pair: &[Option<(u32, Option<u32>)>]| {
        let [one, next] = pair else { return None };
        let ((before, _), (after, change)) = ((*one)?, (*next)?);
        let noun = |index: u32| report.head_noun(index).map(|word| word.concept);
        let told = Told { before, after, change: change?, measure: Measure::Difference, signed: true };
        (noun(before) == noun(after)).then_some(told)
    };
    let told: Vec<Told> = items.windows(2).filter_map(pair).collect();
    let kept = |told: &&Told| {
        let off = report.value(told.after).sub(report.value(told.before));
        off.equals(report.value(told.change)) != Outcome::Contradicted
    };
    let kept = told.iter().filter(kept).count();
    if kept > 1 && kept + 1 >= told.len() { told } else { Vec::new() }
}

/// "445 tests (+125)", or the number that begins the list.
fn item(report: &Report, field: &Field) -> Option<(u32, Option<u32>)> {
    let mut numbers = report.quantities_in(field.value).filter(|index| report.is_arithmetic(*index));
    let first = numbers.next().filter(|index| report.firm_count(*index).is_some())?;
    let change = numbers.next();
    if numbers.next().is_some() || report.quantity(first)?.at.start > field.value.start + 4 {
        return None;
    }
    let Some(change) = change else { return Some((first, None)) };
    let opens = report.quantity(first).is_some_and(|first| first.joint == joint::OPENS);
    let signed = report.printed(change).starts_with(['+', '-', '−']);
    (opens && signed && !report.is_percentage(change)).then_some((first, Some(change)))
}
