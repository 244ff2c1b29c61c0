//! Durations in two units: "3 h 30 min" is one time, and its hours are exact.

use crossfoot_kit::exact::Ratio;
use crossfoot_kit::prelude::*;

/// Whether a number goes on with the duration that the one before it begins.
pub fn is_tail(report: &Report, index: u32) -> bool {
    index.checked_sub(1).is_some_and(|head| tail(report, head) == Some(index))
}

/// The smaller unit right behind a duration.
fn tail(report: &Report, head: u32) -> Option<u32> {
    let (first, next) = (report.quantity(head)?, report.quantity(head + 1)?);
    let (large, small) = (report.unit(first)?, report.unit(next)?);
    let time = (dimension::TIME, 0);
    if report.dimension(head) != time || report.dimension(head + 1) != time {
        return None;
    }
    let falls = u128::from(large.factor) * u128::from(small.divisor)
        > u128::from(small.factor) * u128::from(large.divisor);
    let gap = report.text(Span { start: report.noun_span(head).end, end: next.at.start });
    let plain = first.exponent == 0 && report.is_firm(head);
    (falls && plain && matches!(gap, " " | " and ")).then_some(head + 1)
}

/// The whole duration, in seconds.
pub fn whole(report: &Report, index: u32) -> Value {
    let exact = || {
        let quantity = report.quantity(index)?;
        let unit = report.unit(quantity)?;
        Ratio::whole(quantity.mantissa).mul(Ratio::new(unit.factor.into(), unit.divisor.into())?)
    };
    match tail(report, index).zip(exact()) {
        Some((tail, hours)) => Value::exactly(hours).add(report.base_value(tail)),
        None => report.base_value(index),
    }
}

/// Where it stands, with its units.
pub fn span(report: &Report, index: u32) -> Span {
    let start = report.quantity(index).map_or(0, |quantity| quantity.at.start);
    let last = tail(report, index).unwrap_or(index);
    let end = report.quantity(last).map_or(start, |quantity| quantity.at.end.max(quantity.noun.end));
    Span { start, end }
}
