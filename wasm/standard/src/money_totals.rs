//! Amounts of money in fields that stand together, and their sum in the last: `Rent: €2,700`,
//! `Lamps: 6 × €450 = €2,700`, `Sum: €5,400`.

use crate::counted::{OPEN, OUTCOMES};
use crate::tolls::Toll;
use crossfoot_kit::prelude::*;

/// So many fields beside each other are a list of settings.
const MOST: usize = 40;

/// What is no part of a sum.
const APART: Roles = Roles::AVERAGE
    .or(Roles::MEDIAN)
    .or(Roles::MINIMUM)
    .or(Roles::MAXIMUM)
    .or(Roles::PERCENTAGE)
    .or(Roles::RATE)
    .or(Roles::TARGET)
    .or(Roles::BEFORE)
    .or(Roles::AFTER)
    .or(Roles::DELTA)
    .or(OUTCOMES)
    .or(OPEN);

pub fn told(report: &Report) -> impl Iterator<Item = Toll> {
    let groups = report.fields().chunk_by(|one, other| one.group == other.group);
    groups.filter(|group| (3..=MOST).contains(&group.len())).filter_map(|group| of(report, group))
}

fn of(report: &Report, group: &[Field]) -> Option<Toll> {
    let (last, before) = group.split_last()?;
    let bare = |field: &Field| report.words_in(field.key).iter().all(|word| word.is(Roles::TOTAL));
    let aside = |field: &Field| field.roles.has(APART | Roles::TOTAL) || per_something(report, field);
    if !last.roles.has(Roles::TOTAL) || !bare(last) || before.iter().any(aside) {
        return None;
    }
    let total = amount(report, last)?;
    let parts: Option<Vec<u32>> = before.iter().map(|field| amount(report, field)).collect();
    let parts = parts?;
    let unit = |index: u32| report.quantity(index).map(|quantity| quantity.unit);
    if parts.iter().any(|part| unit(*part) != unit(total)) {
        return None;
    }
    let toll = Toll { total, parts, sure: false };
    let (sum, stated) = (toll.sum(report), report.value(total));
    // "Price", "Discount", "Tax", "Total": one of them is taken away, or told beside them.
    let fits = |less: i64| {
        toll.parts.iter().any(|part| {
            let rest = sum.sub(report.value(*part).times(less));
            rest.equals(stated) != Outcome::Contradicted
        })
    };
    let near = sum.times(2).at_most(stated.times(3)) == Outcome::Holds
        && stated.times(2).at_most(sum.times(3)) == Outcome::Holds;
    let holds = sum.equals(stated) != Outcome::Contradicted;
    (holds || near && !fits(1) && !fits(2)).then_some(toll)
}

/// The one amount of a field, or what comes of a product.
fn amount(report: &Report, field: &Field) -> Option<u32> {
    let numbers: Vec<u32> =
        report.quantities_in(field.value).filter(|index| report.is_arithmetic(*index)).collect();
    let (last, before) = numbers.split_last()?;
    let equated = |index: &u32| report.quantity(*index).is_some_and(|it| it.joint == joint::EQUALS);
    let money = report.quantity(*last).is_some_and(|it| it.class == class::MONEY && it.role == role::ALONE);
    (money && report.is_firm(*last) && before.last().is_none_or(equated)).then_some(*last)
}

/// "Cost per run", "$12 / month"
fn per_something(report: &Report, field: &Field) -> bool {
    const PER: Spellings<6> = Spellings::of(["per", "each", "pro", "monthly", "yearly", "daily"]);
    report.words_in(field.key).iter().any(|word| PER.has(word))
        || report.words_in(field.value).iter().any(|word| PER.has(word))
        || report.text(field.value).contains('/')
}
