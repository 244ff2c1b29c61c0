//! A number and, in a bracket behind it, the counts whose product it is: "8
//! person-days (2 testers × 4 days)", "180 (12 pupils × 5 subjects × 3 terms)".

use crossfoot_kit::prelude::*;

pub struct Product {
    pub factors: Vec<u32>,
    pub result: u32,
    pub severity: Severity,
}

pub fn told(report: &Report) -> Vec<Product> {
    let times = |index: &u32| report.quantity(*index).is_some_and(|quantity| quantity.joint == joint::TIMES);
    let firsts = (1..report.quantities().len() as u32).filter(times);
    firsts.filter_map(|first| of_two(report, first).or_else(|| of_three(report, first))).collect()
}

/// A factor is named as the product is, one is of each of the others ("4000 (160
/// ops/round × 25 rounds)"), or it is so many in each ("80 threads (4 batches × 20)").
fn of_two(report: &Report, first: u32) -> Option<Product> {
    let (result, second) = (first.checked_sub(1)?, first + 1);
    let (before, last) = (report.quantity(result)?, report.quantity(second)?);
    let start = report.quantity(first)?.at.start;
    let gap = report.text(Span { start: report.noun_span(result).end.min(start), end: start }).trim_start();
    let opens = before.joint == joint::OPENS || matches!(gap, "total (" | "in total (" | "in all (");
    let rest =
        Span { start: report.noun_span(second).end.max(last.at.end), end: report.line_of(last.at).end };
    let ends = !matches!(last.joint, joint::TIMES | joint::EQUALS);
    if !opens || !ends || ![result, first, second].iter().all(|index| counts(report, *index)) {
        return None;
    }
    let name = report.head_noun(result).map(|word| word.concept);
    let is_named = |factor: u32| name.is_some() && report.head_noun(factor).map(|word| word.concept) == name;
    let named = is_named(first) || is_named(second) || is_of_each(report, first, second);
    let grouped = name.is_some() && report.head_noun(first).is_some() && report.noun(second).is_empty();
    let severity = if named { Severity::Error } else { Severity::Warning };
    let told = report.text(rest).starts_with(')') && (named || grouped);
    told.then_some(Product { factors: vec![first, second], result, severity })
}

/// Three counts that each say of what.
fn of_three(report: &Report, first: u32) -> Option<Product> {
    let result = first.checked_sub(1)?;
    let factors = vec![first, first + 1, first + 2];
    let joint_of = |index: u32| report.quantity(index).map_or(joint::NONE, |quantity| quantity.joint);
    let named = |index: &u32| counts(report, *index) && !report.noun(*index).is_empty();
    let bracket = joint_of(result) == joint::OPENS && joint_of(first + 1) == joint::TIMES;
    let ends = !matches!(joint_of(first + 2), joint::TIMES | joint::EQUALS);
    let told = bracket && ends && counts(report, result) && factors.iter().all(named);
    told.then_some(Product { factors, result, severity: Severity::Warning })
}

/// "160 ops/round × 25 rounds".
pub fn is_of_each(report: &Report, rate: u32, groups: u32) -> bool {
    let unit = report.text(report.noun_span(rate));
    let (Some((_, each)), Some(group)) = (unit.split_once('/'), report.head_noun(groups)) else {
        return false;
    };
    !each.is_empty() && report.text(group.at).to_lowercase().starts_with(&each.to_lowercase())
}

/// A count of its own: no money and no percentage, which hide a factor.
fn counts(report: &Report, index: u32) -> bool {
    let alone = |quantity: &Quantity| {
        quantity.role == role::ALONE
            && matches!(quantity.class, class::COUNT | class::SHAPE | class::MEASUREMENT | class::MULTIPLE)
    };
    report.count_of(index).is_some() && report.quantity(index).is_some_and(alone)
}
