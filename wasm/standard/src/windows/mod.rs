//! A start, an end and the time between: "started 22:04, ended 23:31, duration
//! 1 h 27 min", in columns, fields or a sentence.

mod columns;
mod fields;
mod sentences;

use crate::durations;
use crossfoot_kit::exact::Ratio;
use crossfoot_kit::prelude::*;

pub struct Window {
    pub start: u32,
    pub end: u32,
    pub duration: u32,
    /// How many days later it ended, where dates stand beside the clock times.
    pub days: Option<i64>,
    pub tied: bool,
}

const DAY: i64 = 86_400;

impl Window {
    /// What lies between the clock times, in seconds, and how the printed
    /// duration stands to it. A clock tells whole minutes or seconds; what ends
    /// before it began went on over midnight, perhaps for more than a day.
    pub fn outcome(&self, report: &Report) -> Option<(Value, Outcome)> {
        let (start, end) = (clock(report, self.start)?, clock(report, self.end)?);
        let printed = durations::whole(report, self.duration);
        let (span, slack) = (end.at - start.at, start.step.max(end.step));
        let near = |seconds: i64| {
            printed.below(Value::whole(seconds + slack)) != Outcome::Contradicted
                && Value::whole(seconds - slack).below(printed) != Outcome::Contradicted
        };
        let passed = match self.days {
            Some(days) => span + days * DAY,
            None if span < 0 => span + DAY,
            None => span,
        };
        let outcome = match () {
            () if near(passed) => Outcome::Holds,
            () if passed < 0 => Outcome::Undecided,
            () if self.days.is_some() && self.tied && printed.is_known() && !printed.is_hedged() => {
                Outcome::Contradicted
            }
            () if span < 0 || !self.tied || !printed.is_known() || printed.is_hedged() => Outcome::Undecided,
            () if (1..8).any(|days| near(passed + days * DAY)) => Outcome::Undecided,
            () => Outcome::Contradicted,
        };
        Some((Value::whole(passed), outcome))
    }

    /// The time between, in words: "1 h 27 min".
    pub fn spelled(&self, between: Value) -> String {
        let seconds = between.single().and_then(Ratio::to_whole).unwrap_or_default();
        let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let parts = [(hours, "h"), (minutes, "min"), (rest, "s")];
        let told: Vec<String> = parts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, unit)| format!("{count} {unit}"))
            .collect();
        if told.is_empty() { "0 min".into() } else { told.join(" ") }
    }
}

struct Clock {
    at: i64,
    step: i64,
}

/// "22:04", "22:04:31".
fn clock(report: &Report, index: u32) -> Option<Clock> {
    let mut parts =
        report.printed(index).trim_end_matches('Z').split(':').map(|part| part.parse::<i64>().ok());
    let (hours, minutes) = (parts.next()??, parts.next()??);
    let seconds = parts.next();
    if parts.next().is_some() || !(0..=24).contains(&hours) || !(0..60).contains(&minutes) {
        return None;
    }
    let whole = hours * 3600 + minutes * 60;
    match seconds {
        None => Some(Clock { at: whole, step: 60 }),
        Some(seconds) => {
            let seconds = seconds.filter(|seconds| (0..60).contains(seconds))?;
            Some(Clock { at: whole + seconds, step: 1 })
        }
    }
}

pub fn told(report: &Report) -> Vec<Window> {
    let mut found = Vec::new();
    if !report.quantities().iter().any(|quantity| quantity.class == class::TIME) {
        return found;
    }
    for table in report.tables().filter(|table| (3..=12).contains(&table.columns())) {
        columns::in_columns(report, table, &mut found);
    }
    fields::in_fields(report, &mut found);
    sentences::in_statements(report, &mut found);
    found
}

const STARTS: [&str; 13] = [
    "start",
    "started",
    "starts",
    "begin",
    "began",
    "begun",
    "from",
    "takeoff",
    "off",
    "departure",
    "departed",
    "opened",
    "beginning",
];
const ENDS: [&str; 20] = [
    "resumed",
    "restored",
    "recovered",
    "end",
    "ended",
    "ends",
    "finish",
    "finished",
    "to",
    "until",
    "till",
    "ready",
    "stop",
    "stopped",
    "completed",
    "landing",
    "arrival",
    "arrived",
    "done",
    "closed",
];

fn says(report: &Report, words: &[Word], known: &[&str]) -> bool {
    words.iter().any(|word| report.is_one_of(word, known))
}

/// The only clock time of a field, and the date before it, if there is one.
fn moment_in(report: &Report, at: Span) -> Option<(u32, Option<u32>)> {
    let is = |index: u32, class: u8| report.quantity(index).is_some_and(|quantity| quantity.class == class);
    let mut numbers = report.quantities_in(at);
    match (numbers.next()?, numbers.next(), numbers.next()) {
        (time, None, _) if is(time, class::TIME) => Some((time, None)),
        (date, Some(time), None) if is(date, class::DATE) && is(time, class::TIME) => {
            Some((time, Some(date)))
        }
        _ => None,
    }
}

/// The only clock time of a cell, without a date.
fn time_in(report: &Report, at: Span) -> Option<u32> {
    moment_in(report, at).filter(|(_, date)| date.is_none()).map(|(time, _)| time)
}

fn duration_in(report: &Report, at: Span) -> Option<u32> {
    let mut numbers = report.quantities_in(at).filter(|index| !durations::is_tail(report, *index));
    let first = numbers.next().filter(|_| numbers.next().is_none())?;
    is_duration(report, first).then_some(first)
}

fn is_duration(report: &Report, index: u32) -> bool {
    report.is_arithmetic(index)
        && report.dimension(index) == (dimension::TIME, 0)
        && report.quantity(index).is_some_and(|quantity| quantity.role == role::ALONE)
}

/// "09:00 CEST": the letters right behind a clock time.
fn zone_of(report: &Report, time: u32) -> &str {
    let Some(at) = report.quantity(time).map(|quantity| quantity.at) else { return "" };
    let behind = report.text(Span { start: at.end, end: report.line_of(at).end });
    let word =
        behind.strip_prefix(' ').unwrap_or_default().split(|sign: char| !sign.is_ascii_uppercase()).next();
    word.filter(|word| word.len() >= 2).unwrap_or_default()
}

/// How many days lie between the dates right before two clock times; nothing is
/// known of it where there is none, or one for both. `None` where a date stands
/// elsewhere.
fn days_between(report: &Report, dates: &[u32], (start, end): (u32, u32)) -> Option<Option<i64>> {
    let before = |date: u32, time: u32| {
        let (date, clock) = (report.quantity(date)?, report.quantity(time)?);
        let gap = report.text(Span { start: date.at.end, end: clock.at.start });
        matches!(gap, " " | ", " | "T" | " at ").then_some(date.mantissa)
    };
    match *dates {
        [] => Some(None),
        // "Run date: 27 February, start 08:40, end 12:25".
        [both] => {
            let leads =
                |date: &Quantity| report.quantity(start).is_some_and(|time| date.at.end <= time.at.start);
            report.quantity(both).is_some_and(leads).then_some(None)
        }
        [first, last] => Some(Some(before(last, end)? - before(first, start)?)),
        _ => None,
    }
}
