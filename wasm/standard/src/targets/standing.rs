//! How a figure stands to its target, once both are on one scale.

use std::cmp::Ordering;

use super::{Side, Standing};
use crossfoot_kit::bindings::Unit;
use crossfoot_kit::exact::Ratio;
use crossfoot_kit::interval::{End, Interval};
use crossfoot_kit::prelude::*;

/// A figure beside a target, on the side that the words give.
pub fn standing(report: &Report, measured: u32, target: u32, side: Option<Side>) -> Standing {
    let (Some(figure), Some(aim)) = (report.quantity(measured), report.quantity(target)) else {
        return Standing::Unclear;
    };
    let Some((value, goal)) = commensurate(report, measured, target) else { return Standing::Unclear };
    let bounded = aim.flags & flag::MARKED != 0 && aim.flags & (flag::NO_LOW | flag::NO_HIGH) != 0
        || aim.flags & flag::MARKED != 0 && aim.low != aim.high && aim.flags & flag::HEDGED == 0
        || matches!(aim.role, role::VALUE_START | role::VALUE_END);
    if aim.flags & flag::HEDGED != 0 || is_denied(report, aim) {
        return Standing::Unclear;
    }
    // More than the "4-5 screens" that were planned is no miss.
    let planned = matches!(aim.role, role::VALUE_START | role::VALUE_END) && !is_measure(report, target);
    let above = |most: End| value.point.compare(most.at) == Some(Ordering::Greater);
    if planned && goal.hull.high.is_some_and(above) {
        return Standing::Unclear;
    }
    let side = if bounded { Some(Side::Inside) } else { side };
    let Some(side) = side else {
        return if value.point == goal.point { Standing::Meets } else { Standing::Unclear };
    };
    let (reach, wanted) = (value.hull, goal.accepted(side));
    let point = Interval::exactly(value.point);
    let (Some(can), Some(as_printed)) = (reach.meets(wanted), point.meets(wanted)) else {
        return Standing::Unclear;
    };
    let loose = figure.flags & (flag::MARKED | flag::HEDGED | flag::NO_LOW | flag::NO_HIGH) != 0
        || matches!(figure.role, role::VALUE_START | role::VALUE_END);
    let hedged = figure.flags & flag::HEDGED != 0;
    match (can, as_printed) {
        (false, _) if !hedged => Standing::Misses,
        // "< 1.5 s" is what "< 1.5 s" asks for.
        _ if !hedged && contains(wanted, reach) => Standing::Meets,
        (_, true) if !loose || hedged || contains(wanted, reach) => Standing::Meets,
        _ if loose => Standing::NotShown,
        _ => Standing::Unclear,
    }
}

/// "no peak > 0.1 %" asks for less.
fn is_denied(report: &Report, aim: &Quantity) -> bool {
    let Some(cell) = report.within(aim.node, kind::CELL) else { return false };
    let before = report.words_in(Span { start: report.span(cell).start, end: aim.at.start });
    before.iter().any(|word| word.is(Roles::NEGATION))
}

/// A share or a figure with a unit, and no bare count: "all 5 are below the limit of 3"
/// compares no 5.
pub fn is_measure(report: &Report, index: u32) -> bool {
    let percent = report.is_percentage(index);
    percent || !matches!(report.dimension(index), (dimension::NONE | dimension::THINGS, 0))
}

fn contains(outer: Interval, inner: Interval) -> bool {
    let low = match (outer.low, inner.low) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(a), Some(b)) => match a.at.compare(b.at) {
            Some(Ordering::Less) => true,
            Some(Ordering::Equal) => !a.open || b.open,
            _ => false,
        },
    };
    let high = match (outer.high, inner.high) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(a), Some(b)) => match a.at.compare(b.at) {
            Some(Ordering::Greater) => true,
            Some(Ordering::Equal) => !a.open || b.open,
            _ => false,
        },
    };
    low && high
}

/// A number on the scale that it shares with its counterpart.
#[derive(Clone, Copy)]
pub struct Scaled {
    point: Ratio,
    hull: Interval,
}

impl Scaled {
    fn accepted(self, side: Side) -> Interval {
        match side {
            Side::AtLeast => Interval { low: Some(End::closed(self.point)), high: None },
            Side::AtMost => Interval { low: None, high: Some(End::closed(self.point)) },
            Side::Inside => self.hull,
            Side::Exactly => Interval::exactly(self.point),
        }
    }
}

/// Both numbers in one unit, if they can be compared at all.
pub fn commensurate(report: &Report, measured: u32, target: u32) -> Option<(Scaled, Scaled)> {
    let (a, b) = (report.quantity(measured)?, report.quantity(target)?);
    if a.role == role::NUMERATOR || b.role == role::NUMERATOR {
        return fractions(report, measured, target);
    }
    let percents = (a.class == class::PERCENTAGE, b.class == class::PERCENTAGE);
    let (one, other) = (report.dimension(measured), report.dimension(target));
    if percents.0 != percents.1
        && (one != (0, 0) || other != (0, 0) || is_percent(report, measured) != is_percent(report, target))
    {
        return None;
    }
    if (a.class == class::MULTIPLE) != (b.class == class::MULTIPLE) && (a.unit != 0 || b.unit != 0) {
        return None;
    }
    // "3 runs" are no seconds.
    let things =
        |index: u32, dimension| dimension == (dimension::THINGS, 0) && !report.noun(index).is_empty();
    let bare = |dimension| matches!(dimension, (dimension::NONE | dimension::THINGS, 0));
    if things(measured, one) && !bare(other) || things(target, other) && !bare(one) {
        return None;
    }
    let (unit_a, unit_b) = (report.unit(a), report.unit(b));
    match (measure(unit_a), measure(unit_b)) {
        (Some(x), Some(y)) if x != y => None,
        (Some(x), Some(_)) if x.0 == dimension::NAMED || x.0 == dimension::THINGS => {
            let head = |index: u32| report.noun(index).first().map(|word| word.concept);
            let same = head(measured).is_none() || head(target).is_none() || head(measured) == head(target);
            same.then_some((scaled(a, unit_a)?, scaled(b, unit_b)?))
        }
        (Some(_), Some(_)) => Some((scaled(a, unit_a)?, scaled(b, unit_b)?)),
        (Some(_), None) => Some((scaled(a, unit_a)?, scaled(b, unit_a)?)),
        _ => Some((scaled(a, unit_b)?, scaled(b, unit_b)?)),
    }
}

fn is_percent(report: &Report, index: u32) -> bool {
    report.is_percentage(index) || report.label(index).iter().any(|word| word.is(Roles::PERCENTAGE))
}

/// The dimension of a unit of measure; things counted are none.
fn measure(unit: Option<&Unit>) -> Option<(u8, u8)> {
    unit.map(|unit| (unit.dimension, unit.per))
        .filter(|(dimension, per)| (*dimension, *per) != (dimension::THINGS, 0))
}

fn scaled(quantity: &Quantity, unit: Option<&Unit>) -> Option<Scaled> {
    let (factor, divisor) =
        unit.filter(|unit| unit.divisor != 0).map_or((1, 1), |unit| (unit.factor, unit.divisor));
    let scale = Ratio::new(i128::from(factor), i128::from(divisor))?;
    let point = Ratio::decimal(quantity.mantissa, quantity.exponent)?.mul(scale)?;
    let value = Value::scaled(quantity, factor, divisor);
    value.is_known().then(|| Scaled { point, hull: value.hull() })
}

/// `12/13` beside `13/13`, or beside `95%`.
fn fractions(report: &Report, measured: u32, target: u32) -> Option<(Scaled, Scaled)> {
    let share = |index: u32| {
        let quantity = report.quantity(index)?;
        let point = match quantity.role {
            role::NUMERATOR => {
                let (part, whole) = (report.count(index)?, report.count(quantity.mate)?);
                Ratio::whole(part).mul(Ratio::whole(100))?.div(Ratio::whole(whole))?
            }
            _ if quantity.class == class::PERCENTAGE => return scaled(quantity, None),
            _ => return None,
        };
        Some(Scaled { point, hull: Interval::exactly(point) })
    };
    Some((share(measured)?, share(target)?))
}
