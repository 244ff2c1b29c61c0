//! A figure told again in another unit, in a bracket right behind it: "1,066 s (17.8 min)",
//! "8 days 15.5 h (207.5 h)", "1.2M rows (1,204,311)".

use crate::durations;
use crossfoot_kit::exact::Ratio;
use crossfoot_kit::prelude::*;

pub struct Conversion {
    pub figure: u32,
    pub again: u32,
    /// The figure in the other unit.
    pub value: Value,
    pub outcome: Outcome,
}

pub fn told(report: &Report) -> Vec<Conversion> {
    let opens = |index: &u32| {
        report.quantity(*index).is_some_and(|it| matches!(it.joint, joint::OPENS | joint::EQUALS))
    };
    let indexes = 0..report.quantities().len() as u32;
    indexes.filter(opens).filter_map(|index| of(report, index)).collect()
}

fn of(report: &Report, last: u32) -> Option<Conversion> {
    let again = last + 1;
    let figure = if durations::is_tail(report, last) { last - 1 } else { last };
    let (one, other) = (report.quantity(last)?, report.quantity(again)?);
    if !is_alone(report, last, again) || in_two_part_column(report, one.node) {
        return None;
    }
    let scaled = is_scaled(report, last, again);
    if !scaled && !is_other_unit(report, last, again) {
        return None;
    }
    let clock = |index: u32| report.quantity(index).is_some_and(|it| it.class == class::TIME);
    let seconds =
        |index: u32| if clock(index) { report.value(index) } else { durations::whole(report, index) };
    let (first, second) = (seconds(figure), seconds(again));
    let outcome = match first.equals(second) {
        // A clock leaves out what is less than a second.
        Outcome::Contradicted if (clock(last) || clock(again)) && is_within_a_second(first, second) => {
            Outcome::Holds
        }
        Outcome::Contradicted if is_other_counting(report, (last, again), (first, second)) => Outcome::Holds,
        // Twice as much is another figure.
        Outcome::Contradicted if !are_near(first, second) => return None,
        outcome => outcome,
    };
    let per = report.unit(other).map_or((1, 1), |unit| (unit.divisor, unit.factor));
    let scale = Ratio::new(i128::from(per.0), i128::from(per.1))?;
    Some(Conversion { figure, again, value: first.mul(Value::exactly(scale)), outcome })
}

/// Nothing else stands in the bracket, or between the two and the sign.
fn is_alone(report: &Report, last: u32, again: u32) -> bool {
    let (Some(one), Some(other)) = (report.quantity(last), report.quantity(again)) else { return false };
    let start = report.noun_span(last).end.max(one.at.end).min(other.at.start);
    let gap = report.text(Span { start, end: other.at.start }).trim_matches([' ', '*', '_', '~', '≈']);
    let end = durations::span(report, again).end;
    let behind = report.text(Span { start: end, end: report.line_of(other.at).end });
    let clock = one.class == class::TIME;
    let firm = clock || report.is_firm(last) && report.is_amount(last);
    let firm = firm && (other.class == class::TIME || report.is_amount(again));
    let closed = behind.trim_start_matches(['*', '_']).starts_with(')');
    let within = report.statement(one.node) == report.statement(other.node);
    let plain = one.role == role::ALONE && other.role == role::ALONE;
    firm && within && plain && (gap == "(" && closed || gap == "=" && one.class != class::TIME)
}

/// Both measure one thing, in two units; a clock reads like a duration.
fn is_other_unit(report: &Report, last: u32, again: u32) -> bool {
    let (Some(one), Some(other)) = (report.quantity(last), report.quantity(again)) else { return false };
    let (dimension, per) = report.dimension(last);
    let time = |index: u32| report.dimension(index) == (dimension::TIME, 0);
    // "1140.00s (0:19:00)"
    let clock = |index: u32| report.printed(index).matches(':').count() == 2;
    if one.class == class::TIME {
        return time(again) && clock(last);
    }
    if other.class == class::TIME {
        return time(last) && clock(again);
    }
    let bare =
        [dimension::NONE, dimension::THINGS, dimension::NAMED, dimension::MONEY, dimension::TEMPERATURE];
    let measured = !bare.contains(&dimension);
    // "1 h 38 min 20 s (5,900 s)"
    let composed = report.printed(last).contains(char::is_alphabetic);
    measured && (dimension, per) == report.dimension(again) && (composed || one.unit != other.unit)
}

/// "1.2M rows (1,204,311)"
fn is_scaled(report: &Report, last: u32, again: u32) -> bool {
    let printed = report.printed(last);
    let scaled =
        printed.ends_with(['k', 'K', 'M', 'B']) && printed.starts_with(|sign: char| sign.is_ascii_digit());
    let counts = matches!(report.dimension(last), (dimension::NONE | dimension::THINGS, 0));
    let bare = report.noun(again).is_empty() && report.firm_count(again).is_some();
    scaled && counts && bare
}

/// "2,048 MB (2 GB)", and weeks of five days.
fn is_other_counting(report: &Report, (last, again): (u32, u32), (first, second): (Value, Value)) -> bool {
    let same = |value: Value| value.equals(second) != Outcome::Contradicted;
    if report.dimension(last).0 == dimension::BYTES {
        let step = Ratio::new(1024, 1000).map_or(Value::UNKNOWN, Value::exactly);
        let (mut more, mut less) = (first, first);
        return (0..4).any(|_| {
            (more, less) = (more.mul(step), less.div(step));
            same(more) || same(less)
        });
    }
    const WEEK: u64 = 604_800;
    let weeks = |index: u32| {
        let unit = report.quantity(index).and_then(|it| report.unit(it));
        unit.is_some_and(|unit| unit.dimension == dimension::TIME && unit.factor == WEEK)
    };
    let working = |fraction: Option<Ratio>| same(first.mul(fraction.map_or(Value::UNKNOWN, Value::exactly)));
    (weeks(last) || weeks(again)) && (working(Ratio::new(7, 5)) || working(Ratio::new(5, 7)))
}

fn is_within_a_second(one: Value, other: Value) -> bool {
    let off = one.sub(other);
    let (least, most) = (Value::whole(-1), Value::whole(1));
    least.at_most(off) == Outcome::Holds && off.at_most(most) == Outcome::Holds
}

fn are_near(one: Value, other: Value) -> bool {
    let twice = |one: Value, other: Value| one.at_most(other.times(2)) == Outcome::Holds;
    twice(one, other) && twice(other, one)
}

/// A column that is headed "Mean (max)" tells two figures.
fn in_two_part_column(report: &Report, node: u32) -> bool {
    let Some(cell) = report.within(node, kind::CELL) else { return false };
    let table = report.within(cell, kind::TABLE).and_then(|table| report.table_at(table));
    let header = table.and_then(|table| table.header(report.data(cell) & 0xff_ffff));
    header.is_none_or(|header| header.text().contains(['(', '/', '[']))
}
