//! # rate-mismatch (XF103)
//!
//! A rate that the work and the time beside it do not give.
//!
//! ## Why it matters
//! Throughput is the headline of a load test, and easy to carry over from
//! another run.
//!
//! ## Fires
//! ```report
//! | Metric | Value |
//! |--------|-------|
//! | Duration | 60 seconds |
//! | Operations | 488,570 |
//! | Throughput | 9,500 ops/s |
//! ```
//! ```report
//! Exported 12,000 rows in 4.0 s, that is 2,400 rows/s.
//! ```
//! ```report
//! | Phase | Requests | Duration | Rate |
//! |-------|----------|----------|------|
//! | Drain | 800 | 2.5 s | 290 req/s |
//! ```
//! ```report
//! Copied 2.1 TB in 3 h 30 min (277 MB/s).
//! ```
//! ```report
//! Restored 540 GB in 36 minutes, i.e. 18 GB/min.
//! ```
//!
//! ```report
//! | Store | Moved (GB) | Minutes | GB/min |
//! |:--|--:|--:|--:|
//! | red | 96 | 12 | 8.0 |
//! | blue | 612 | 68 | 9.0 |
//! | green | 175 | 25 | 7.0 |
//! | white | 429 | 33 | 12.0 |
//! ```
//! ```report
//! | Metric | Value |
//! |--------|-------|
//! | Average throughput | 107,000 docs/min |
//! | Total processed | 6,420 |
//! | Duration | 60 s |
//! ```
//! ```report
//! ### Quick soak (15s, 8 threads)
//!
//! | Metric | Result |
//! |--------|--------|
//! | Total plates | 121,860 |
//! | Errors | 0 |
//! | Throughput | 9,204 plates/s |
//! ```
//!
//! ```report
//! | Quay | Parcels | parcels/s |
//! |---|--:|--:|
//! | north | 1,842,600 | 1,023.7 |
//! | south | 612,540 | 304.3 |
//! | east | 204,180 | 113.4 |
//! | west | 81,670 | 45.4 |
//! | yard | 40,500 | 22.5 |
//! ```
//!
//! ## Stays silent
//! ```report
//! | Metric | Value |
//! |--------|-------|
//! | Duration | 60 seconds |
//! | Operations | 488,570 |
//! | Throughput | 8,141 ops/s |
//! ```
//! ```report
//! Completed in 3.38s
//! Total operations: 12800 tensor ops
//! Throughput: 3790.3 ops/sec
//! Peak throughput: 5,000 ops/sec
//! ```
use crate::durations;
use crate::in_step::{self, Step};
use crate::rate_rows;
use crate::run_times::{are_apart, headed_time, is_aside, is_foreign, is_gap, is_mean, is_of_another_column, is_restated};
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::error("XF103", "rate-mismatch", judge);

/// Rates and times of another kind than the whole run's.
const PARTIAL: Roles = Roles::MAXIMUM
    .or(Roles::MINIMUM)
    .or(Roles::MEDIAN)
    .or(Roles::SPREAD)
    .or(Roles::TARGET)
    .or(Roles::UNIVERSAL)
    .or(Roles::BASELINE)
    .or(Roles::LATENCY)
    .or(Roles::BEFORE)
    .or(Roles::DERIVED)
    .or(Roles::FAIL);

fn judge(report: &Report, ledger: &mut Ledger) {
    let mut known: Vec<u32> = Vec::new();
    for row in report.tables().flat_map(|table| rate_rows::told(report, table)) {
        known.push(row.rate);
        // What only the other rows show is worth a look.
        write(report, row.work, row.time, row.rate, (row.outcome(report), Severity::Warning), ledger);
    }
    for step in report.tables().flat_map(|table| in_step::rates(report, table)) {
        if known.iter().all(|rate| *rate != step.figure) {
            in_step_with(report, &step, ledger);
        }
    }
    for index in 0..report.quantities().len() as u32 {
        if report.is_arithmetic(index) && is_rate(report, index) && !is_compared_with(report, index) && known.binary_search(&index).is_err() {
            let node = report.quantity(index).map_or(0, |quantity| quantity.node);
            let row = report
                .within(node, kind::ROW)
                .filter(|row| report.table_at(report.parent(*row)).is_some_and(|table| table.columns() > 2));
            let scopes = [row.unwrap_or_else(|| report.statement(node)), group(report, node)];
            for scope in scopes.iter().take(if row.is_some() { 1 } else { 2 }) {
                let around = beside(report, *scope, index).and_then(|(work, time)| {
                    let headed = || headed_time(report, index).filter(|_| *scope != scopes[0]);
                    Some((work, time.or_else(headed)?))
                });
                if let Some((work, time)) = around {
                    write(report, work, time, index, (beside_each_other(report, work, time, index), Severity::Error), ledger);
                    break;
                }
            }
        }
    }
}

/// All other rows were counted for one and the same time.
fn in_step_with(report: &Report, step: &Step, ledger: &mut Ledger) {
    let Some(quantity) = report.quantity(step.figure) else { return };
    let rate = report.value(step.count).div(step.whole);
    let outcome = rate.equals(report.base_value(step.figure));
    ledger.judge_as(Severity::Warning, outcome, quantity.at, |draft| {
        let per = report.unit(quantity).map_or((1, 1), |unit| (unit.divisor, unit.factor));
        let scale = crossfoot_kit::exact::Ratio::new(i128::from(per.0), i128::from(per.1));
        let shown = scale.map_or(Value::UNKNOWN, |scale| rate.mul(Value::exactly(scale)));
        let (count, printed) = (report.printed(step.count), report.printed(step.figure));
        draft
            .message(match outcome {
                Outcome::Contradicted => {
                    format!("in step with the other rows {count} is {}; the report says {printed}", shown.hull())
                }
                _ => format!("in step with the other rows {count} is {}; printed {printed}", shown.hull()),
            })
            .number(report, step.count, "work")
            .number(report, step.figure, "rate")
            .claim(format!("{count}: {printed}"))
            .blame(step.figure);
    });
}

/// "Compared with release 4.11 (240 req/s)", "more than the 240 req/s of May".
fn is_compared_with(report: &Report, index: u32) -> bool {
    const WITH: Spellings<6> = Spellings::of(["compared", "versus", "vs", "than", "more than", "less than"]);
    let Some(quantity) = report.quantity(index) else { return false };
    let statement = report.span(report.statement(quantity.node));
    let before = Span { start: quantity.at.start.saturating_sub(40).max(statement.start), end: quantity.at.start };
    report.words_in(before).iter().any(|word| WITH.has(word))
}

/// Things in a time: `8,141 ops/s`.
fn is_rate(report: &Report, index: u32) -> bool {
    let (dimension, per) = report.dimension(index);
    let things = matches!(dimension, dimension::THINGS | dimension::NAMED | dimension::BYTES);
    things
        && per == dimension::TIME
        && !report.label(index).iter().any(|word| word.is(PARTIAL))
        && !report.noun(index).iter().any(|word| word.is(PARTIAL) && !is_of_unit(report, word))
}

/// The minute of "18 GB/min" and "15 requests per minute" is no minimum.
fn is_of_unit(report: &Report, word: &Word) -> bool {
    let line = report.line_of(word.at);
    let before = report.text(Span { start: line.start, end: word.at.start });
    let text = report.text(word.at);
    let minutes = |text: &str| is_any(text, &["min", "minute"]);
    minutes(text) && (before.ends_with('/') || before.ends_with("per "))
        || text.rsplit(['/', ' ']).next().is_some_and(minutes)
}

/// The list, block or table around a number.
fn group(report: &Report, node: u32) -> u32 {
    let mut found = None;
    let mut at = node;
    while at != 0 {
        match report.kind(at) {
            kind::LIST => found = Some(at),
            kind::TABLE | kind::BLOCK => return at,
            kind::PARAGRAPH if found.is_none() => found = Some(at),
            kind::SECTION => break,
            _ => {}
        }
        at = report.parent(at);
    }
    found.unwrap_or(node)
}

/// The only work of a scope, and its only time, if it tells one.
fn beside(report: &Report, scope: u32, rate: u32) -> Option<(u32, Option<u32>)> {
    let (mut work, mut time) = (None, None);
    // "Each worker made 100 requests in 2 s" is not the whole run's work.
    if matches!(report.kind(scope), kind::SENTENCE | kind::PARAGRAPH)
        && report.roles_of(scope).has(Roles::UNIVERSAL)
    {
        return None;
    }
    if is_aside(report, rate) {
        return None;
    }
    let bytes = report.dimension(rate).0 == dimension::BYTES;
    let unit = if bytes { None } else { thing(report, rate) };
    for index in report.quantities_of(scope).filter(|index| report.is_arithmetic(*index)) {
        let quantity = report.quantity(index)?;
        if is_of_name(report, index) {
            continue;
        }
        let own = report.dimension(index);
        let slot = if index == rate || durations::is_tail(report, index) {
            continue;
        } else if is_rate(report, index) && is_same_thing(report, index, rate, unit) {
            return None;
        } else if own == (dimension::TIME, 0) {
            // "min" is a unit here.
            if is_gap(report, index) {
                return None;
            }
            if is_of_another_column(report, index, rate) {
                continue;
            }
            if roles_of(report.label(index)).has(PARTIAL | Roles::AVERAGE) || is_mean(report, index) {
                continue;
            }
            &mut time
        } else if bytes && own == (dimension::BYTES, 0)
            || !bytes && own.1 == 0 && (quantity.class == class::COUNT || own.0 == dimension::THINGS)
        {
            let mut names = report.label(index).iter().chain(report.noun(index));
            if !is_same_thing(report, index, rate, unit)
                || names.any(|word| word.is(PARTIAL | Roles::ERRORS | Roles::SKIPPED))
                || report.is_each(index)
                || quantity.role == role::NUMERATOR
            {
                continue;
            }
            // Of "22 → 40 tests" the work may be the difference.
            let before = index.checked_sub(1).and_then(|before| report.quantity(before));
            if quantity.joint == joint::ARROW || before.is_some_and(|before| before.joint == joint::ARROW) {
                return None;
            }
            &mut work
        } else {
            continue;
        };
        match *slot {
            None => *slot = Some(index),
            Some(known) if durations::whole(report, known) == durations::whole(report, index) => {}
            // "1,066 seconds (17.7 minutes)"
            Some(known) if own == (dimension::TIME, 0) && is_restated(report, known, index) => {}
            Some(_) => return None,
        }
    }
    work.filter(|work| !are_apart(report, *work, rate)).map(|work| (work, time))
}

/// It stands in a row's first cell, and its unit goes on: "5s-collect".
fn is_of_name(report: &Report, index: u32) -> bool {
    let Some(quantity) = report.quantity(index) else { return false };
    let end = report.noun_span(index).end.max(quantity.at.end);
    let behind = report.text(Span { start: end, end: report.line_of(quantity.at).end });
    behind.starts_with(['-', '_'])
        && report.within(quantity.node, kind::CELL).is_some_and(|cell| report.data(cell) & 0xff_ffff == 0)
}

/// Whether one number's name and another's unit name the same thing:
/// "operations" and "ops/s".
fn is_same_thing(report: &Report, index: u32, rate: u32, unit: Option<u32>) -> bool {
    if report.dimension(rate).0 == dimension::BYTES {
        return report.dimension(index).0 == dimension::BYTES;
    }
    let Some(unit) = unit else { return false };
    // `Total processed: 6,420` is of whatever the rate counts.
    let label = report.label(index);
    let processed = label.iter().all(|word| word.is(Roles::TOTAL) || PROCESSED.has(word));
    if processed && label.iter().any(|word| PROCESSED.has(word)) && report.noun(index).is_empty() {
        return true;
    }
    report.label(index).iter().chain(report.noun(index)).any(|word| word.concept == unit)
}

const PROCESSED: Spellings<4> = Spellings::of(["processed", "handled", "ingested", "served"]);

/// What a rate counts: the first word of its unit.
fn thing(report: &Report, rate: u32) -> Option<u32> {
    let noun = report.noun(rate).first()?;
    // A phrase like "ops/sec" stands for the unit as a whole.
    let text = report.text(noun.at);
    let short = [
        ("rps", "requests"),
        ("qps", "queries"),
        ("tps", "transactions"),
        ("fps", "frames"),
        ("exec", "executions"),
        ("execs", "executions"),
        ("req", "requests"),
        ("reqs", "requests"),
        ("msg", "messages"),
        ("msgs", "messages"),
        ("docs", "documents"),
    ];
    let first = text.split(['/', ' ']).next().unwrap_or(text);
    if let Some((_, thing)) = short.iter().find(|(unit, _)| first.eq_ignore_ascii_case(unit)) {
        return Some(crossfoot_kit::words::concept_of(thing));
    }
    Some(if first.len() == text.len() { noun.concept } else { crossfoot_kit::words::concept_of(first) })
}

/// Whether another count around makes the rate: "1000 accepted" where "51
/// duplicates" are requests, too.
fn is_of_another(report: &Report, work: u32, time: u32, rate: u32) -> bool {
    let node = report.quantity(rate).map_or(0, |quantity| quantity.node);
    let time = durations::whole(report, time);
    let makes = |index: u32| {
        index != work
            && report.dimension(index).1 == 0
            && report.firm_count(index).is_some()
            && report.value(index).div(time).equals(report.base_value(rate)) != Outcome::Contradicted
    };
    // "30,000 requests, 1,200 failed, 480 successful a second"
    let less = |index: u32| {
        report.dimension(index).1 == 0
            && report.firm_count(index).is_some()
            && report.value(work).sub(report.value(index)).div(time).equals(report.base_value(rate)) != Outcome::Contradicted
    };
    report.quantities_of(group(report, node)).take(MANY).any(|index| makes(index) || index != work && less(index))
}

/// No one looks for a count among more.
const MANY: usize = 64;

/// What the only work and time around a rate make.
fn beside_each_other(report: &Report, work: u32, time: u32, rate: u32) -> (Value, Outcome) {
    let ratio = report.base_value(work).div(durations::whole(report, time));
    let outcome = ratio.equals(report.base_value(rate));
    let other = outcome == Outcome::Contradicted
        && (is_of_another(report, work, time, rate) || is_foreign(report, work, rate));
    (ratio, if other { Outcome::Undecided } else { outcome })
}

fn write(
    report: &Report,
    work: u32,
    time: u32,
    rate: u32,
    ((ratio, outcome), severity): ((Value, Outcome), Severity),
    ledger: &mut Ledger,
) {
    let at = report.quantity(rate).map_or(Span { start: 0, end: 0 }, |quantity| quantity.at);
    ledger.judge_as(severity, outcome, at, |draft| {
        let per = report
            .quantity(rate)
            .and_then(|quantity| report.unit(quantity))
            .map_or((1, 1), |unit| (unit.divisor, unit.factor));
        let shown = crossfoot_kit::exact::Ratio::new(i128::from(per.0), i128::from(per.1))
            .map_or(Value::UNKNOWN, |scale| ratio.mul(Value::exactly(scale)));
        let spell = |index: u32| {
            let noun = report.quantity(index).map_or("", |quantity| report.text(quantity.noun));
            let gap = if noun.is_empty() { "" } else { " " };
            format!("{}{gap}{noun}", report.printed(index))
        };
        let (a, b, printed) = (spell(work), report.text(durations::span(report, time)), spell(rate));
        draft
            .message(match outcome {
                Outcome::Contradicted => format!("{a} in {b} is {}; the report says {printed}", shown.hull()),
                _ => format!("{a} ÷ {b} is {}; printed {printed}", shown.hull()),
            })
            .number(report, work, "work")
            .number(report, time, "duration")
            .number(report, rate, "rate")
            .claim(format!("{a} in {b}: {printed}"))
            .blame(rate);
        for (index, what) in [(work, "the work"), (time, "the time")] {
            if let Some(quantity) = report.quantity(index) {
                draft.related(quantity.at, what.into());
            }
        }
    });
}
