//! What two states give, in the reading that fits a printed change best.

use super::Movement;
use crate::changes::is_points;
use crossfoot_kit::prelude::*;

pub fn class_of(report: &Report, index: u32) -> u8 {
    report.quantity(index).map_or(u8::MAX, |quantity| quantity.class)
}

/// Two figures of one kind, and two fractions of one whole.
pub fn are_alike(report: &Report, before: u32, after: u32) -> bool {
    let whole = |index: u32| {
        let quantity = report.quantity(index).filter(|quantity| quantity.role == role::NUMERATOR)?;
        report.count(quantity.mate)
    };
    let plain = |index: u32| {
        report.quantity(index).is_some_and(|quantity| {
            matches!(quantity.role, role::ALONE | role::NUMERATOR)
                && matches!(
                    quantity.class,
                    class::COUNT | class::MEASUREMENT | class::MONEY | class::PERCENTAGE
                )
        })
    };
    plain(before)
        && plain(after)
        && whole(before) == whole(after)
        && (class_of(report, before) == class::PERCENTAGE) == (class_of(report, after) == class::PERCENTAGE)
        && (report.dimension(before) == report.dimension(after)
            || counts(report, before) && counts(report, after))
}

/// In the unit that both are printed in, else in the base unit.
pub fn value(report: &Report, index: u32, other: u32) -> Value {
    let unit = |index: u32| report.quantity(index).map_or(0, |quantity| quantity.unit);
    if unit(index) == unit(other) { report.value(index) } else { report.base_value(index) }
}

pub fn between(report: &Report, (before, after): (u32, u32), printed: u32, points: bool) -> Option<Movement> {
    let quantity = report.quantity(printed).filter(|quantity| quantity.role == role::ALONE)?;
    let (old, new) = (value(report, before, after), value(report, after, before));
    let shares = class_of(report, before) == class::PERCENTAGE;
    let points = shares && points || is_points(report, printed);
    let (differences, ratios, said) = match quantity.class {
        class::PERCENTAGE if points => (apart(old, new), Vec::new(), report.value(printed)),
        class::PERCENTAGE if shares => (apart(old, new), changes(old, new), report.value(printed)),
        class::PERCENTAGE => (Vec::new(), changes(old, new), report.value(printed)),
        // "85%, 95%, 3x fewer misses" is told of what is left.
        class::MULTIPLE if shares => {
            let rest = |share: Value| Value::whole(100).sub(share);
            let told = times(old, new).into_iter().chain(times(rest(old), rest(new)));
            (Vec::new(), told.collect(), report.value(printed))
        }
        class::MULTIPLE => (Vec::new(), times(old, new), report.value(printed)),
        _ if shares != points || !is_comparable(report, before, printed) => return None,
        _ => {
            let unit = report.quantity(before)?.unit;
            if quantity.unit == 0 || quantity.unit == unit && report.quantity(after)?.unit == unit {
                (apart(old, new), Vec::new(), report.value(printed))
            } else {
                let apart = apart(report.base_value(before), report.base_value(after));
                (apart, Vec::new(), report.base_value(printed))
            }
        }
    };
    let told =
        differences.iter().map(|value| (*value, true)).chain(ratios.iter().map(|value| (*value, false)));
    let rank = |(value, _): &(Value, bool)| match value.equals(said) {
        Outcome::Contradicted => {
            i32::from(is_over(*value, 0) != report.printed(printed).starts_with(['-', '−']))
        }
        Outcome::Undecided => 2,
        Outcome::Holds | Outcome::HoldsByHabit => 3,
    };
    // The first of the best.
    let (told, is_difference) = told.rev().max_by_key(rank)?;
    // A difference is told in one direction, whatever its sign.
    let value = if is_difference { *differences.first()? } else { told };
    Some(Movement {
        before,
        after,
        printed,
        value,
        outcome: told.equals(said),
        severity: Severity::Error,
        is_difference,
    })
}

/// By how much, in either direction.
fn apart(old: Value, new: Value) -> Vec<Value> {
    vec![new.sub(old), old.sub(new)]
}

/// By how many percent, of either; what is told as "250%" may be 2.5 times as much.
fn changes(old: Value, new: Value) -> Vec<Value> {
    let turned = |value: Value| Value::whole(0).sub(value);
    let (change, back) = (old.change(new), new.change(old));
    let times = [new.percent_of(old), old.percent_of(new)].into_iter().filter(|value| is_over(*value, 100));
    [change, turned(change), turned(back), back].into_iter().chain(times).collect()
}

/// How many times, of either.
fn times(old: Value, new: Value) -> Vec<Value> {
    let (up, down) = (new.div(old), old.div(new));
    if is_over(down, 1) { vec![down, up] } else { vec![up, down] }
}

fn is_over(value: Value, limit: i64) -> bool {
    value.at_most(Value::whole(limit)) == Outcome::Contradicted
}

/// "+4 tasks" of counts, "-1.474 s" of times.
fn is_comparable(report: &Report, state: u32, printed: u32) -> bool {
    let bare = report.quantity(printed).is_some_and(|quantity| quantity.unit == 0);
    counts(report, printed) && (bare || counts(report, state))
        || report.dimension(state) == report.dimension(printed)
}

fn counts(report: &Report, index: u32) -> bool {
    matches!(report.dimension(index), (dimension::NONE | dimension::THINGS, 0))
}
