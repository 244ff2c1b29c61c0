//! # ratio-mismatch (XF104)
//!
//! A speedup, an efficiency or a change in percent that its figures do not
//! give.
//!
//! ## Why it matters
//! "1.60x" is the sentence that people remember of a benchmark.
//!
//! ## Fires
//! ```report
//! | Threads | Images/s | Speedup |
//! |---------|----------|---------|
//! | 1 | 527.9 | 1.00x |
//! | 2 | 590.2 | 1.12x |
//! | 4 | 641.0 | 1.21x |
//! | 8 | 669.6 | 1.60x |
//! ```
//! ```report
//! | Workers | Speedup | Efficiency |
//! |---------|---------|------------|
//! | 2 | 1.80x | 90.0% |
//! | 4 | 3.20x | 80.0% |
//! | 8 | 4.00x | 75.0% |
//! ```
//! ```report
//! Start-up went from 26 → 8 ms, 692% faster.
//! ```
//! ```report
//! | Query | before (ms) | after (ms) | speedup |
//! |---|---|---|---|
//! | q1 | 840 | 210 | 4.0x |
//! | q2 | 95 | 51 | 1.9x |
//! | q3 | 1,310 | 402 | 4.3x |
//! | q4 | 60 | 58 | 1.0x |
//! ```
//! ```report
//! Complaints: 2024: 31, 2025: 24 (-32%).
//! ```
//! ```report
//! Before the clean-up the audit listed 31 packages, now it lists 6. That is a reduction of 85.6 %.
//! ```
//! ```report
//! Survivors 112 → 80, that is −40.0 %.
//! ```
//!
//! ```report
//! The wait at the counter fell from 162 to 88 s, a reduction of 54.3%.
//! ```
//! ```report
//! | Depth | Batches/s | Speedup |
//! |-------|-----------|---------|
//! | 1 (sync) | 4,610 | baseline |
//! | 2 | 8,668 | 1.88x |
//! | 4 | 25,816 | 6.50x |
//! ```
//! ```report
//! | Queue | 1T | 4T | 16T | Max scaling |
//! |-------|----|----|-----|-------------|
//! | shared | 840 | 4,284 | 5,208 | 6.91x |
//! ```
//! ```report
//! - Before: 120 ms
//! - After: 80 ms (-53%)
//! ```
//!
//! ## Stays silent
//! ```report
//! | Threads | Images/s | Speedup |
//! |---------|----------|---------|
//! | 8 | 669.6 | 1.27x |
//! | 4 | 641.0 | 1.21x |
//! | 1 | 527.9 | 1.00x |
//! ```
//! ```report
//! Start-up went from 26 → 8 ms, 225% faster. Build: 90 → 45 s (50% less), 10 → 20 MB/s (2x).
//! ```
use crate::changes::{self, Measure, Told};
use crate::speedups::{self, Gain};
use crate::{gains, paired_ratios};
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::error("XF104", "ratio-mismatch", judge);

fn judge(report: &Report, ledger: &mut Ledger) {
    for table in report.tables().filter(|table| (3..=12).contains(&table.columns())) {
        for column in 1..table.columns() {
            let header = table.header_roles(column);
            if let Some(gains) = paired_ratios::of(report, table, column) {
                tell(report, gains, ledger);
                continue;
            }
            if header.has(Roles::SPEEDUP) {
                tell(report, speedups::of_rows(report, table, column), ledger);
                tell(report, speedups::across(report, table, column), ledger);
            } else if header.has(Roles::EFFICIENCY) {
                tell(report, speedups::efficiencies(report, table, column), ledger);
            }
        }
    }
    for told in report.remembered(changes::told).iter().filter(|told| told.measure != Measure::Difference) {
        behind_states(report, told, ledger);
    }
    tell(report, gains::told(report), ledger);
    for (index, quantity) in report.quantities().iter().enumerate() {
        if quantity.joint == joint::ARROW {
            change(report, index as u32, ledger);
        }
    }
}

/// "2024: 31, 2025: 24 (-32%)". Of percentages it may be points, and a sign
/// may say whether it got better.
fn behind_states(report: &Report, told: &Told, ledger: &mut Ledger) {
    let (from, to) = (report.base_value(told.before), report.base_value(told.after));
    let united = report.dimension(told.before) == report.dimension(told.after);
    let (from, to) = if united { (from, to) } else { (report.value(told.before), report.value(told.after)) };
    let (change, printed) = (from.change(to), report.value(told.change));
    let turned = Value::whole(0).sub(change);
    let mut outcome = change.equals(printed);
    let either = told.measure == Measure::Either
        && [to.sub(from), from.sub(to)].iter().any(|points| points.equals(printed) != Outcome::Contradicted);
    let improved = turned.equals(printed) != Outcome::Contradicted;
    if outcome == Outcome::Contradicted && (either || improved && !told.signed) {
        outcome = Outcome::Holds;
    } else if outcome == Outcome::Contradicted && improved {
        outcome = Outcome::Undecided;
    }
    describe(report, (told.before, told.after), told.change, (change, outcome), ledger);
}

/// "26 → 8 ms, 692% faster": whatever reading of "faster" one takes.
fn change(report: &Report, before: u32, ledger: &mut Ledger) {
    let (after, claim) = (before + 1, before + 2);
    let (Some(a), Some(b), Some(c)) =
        (report.quantity(before), report.quantity(after), report.quantity(claim))
    else {
        return;
    };
    let usable = |index: u32| {
        report.is_arithmetic(index) && report.quantity(index).is_some_and(|q| q.role == role::ALONE)
    };
    if !usable(before)
        || !usable(after)
        || !usable(claim)
        || report.statement(a.node) != report.statement(c.node)
    {
        return;
    }
    let plain =
        |quantity: &Quantity| matches!(quantity.class, class::COUNT | class::MEASUREMENT | class::MONEY);
    let between = Span { start: report.noun_span(after).end, end: c.at.start };
    let near = report.words_in(between).len() <= 4 && !report.text(between).contains(['.', ';', '|', '\n']);
    let word = report
        .noun(claim)
        .first()
        .or_else(|| report.words_in(Span { start: c.at.end, end: c.at.end + 24 }).first());
    // "40% more load" is about the load.
    let alone = word.is_none_or(|word| {
        let end = report.line_of(word.at).end;
        let rest = report.text(Span { start: word.at.end, end });
        word.is(Roles::FASTER | Roles::SLOWER)
            || !rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_alphabetic))
    });
    let said = alone
        && word.is_some_and(|word| {
            word.is(Roles::FASTER | Roles::SLOWER | Roles::MORE | Roles::LESS | Roles::SPEEDUP)
        });
    let one_sided =
        report.dimension(before).0 > dimension::THINGS && report.dimension(before) != report.dimension(after);
    if !plain(a) || !plain(b) || !near || one_sided {
        return;
    }
    // "26 → 8 ms": the unit stands behind the second only.
    let (from, to) = (report.value(before), report.value(after));
    let whole = Value::whole(100);
    // "22% lower" is of what it was; "22% faster" is told in many ways.
    let plainly = word.is_some_and(|word| {
        let grew = ["more", "higher", "greater", "larger", "bigger", "increase", "increased"];
        let said = report.text(word.at);
        word.is(Roles::LESS) || is_any(said, &grew)
    });
    let readings = match c.class {
        class::PERCENTAGE if said && plainly => vec![from.change(to), Value::whole(0).sub(from.change(to))],
        class::PERCENTAGE if said => vec![
            from.change(to),
            to.change(from),
            Value::whole(0).sub(from.change(to)),
            Value::whole(0).sub(to.change(from)),
            to.times(100).div(from),
            from.times(100).div(to),
        ],
        class::MULTIPLE => {
            let (up, down) = (to.div(from), from.div(to));
            vec![up, down, to.change(from).div(whole), from.change(to).div(whole)]
        }
        _ => return,
    };
    let printed = report.value(claim);
    let outcomes: Vec<Outcome> = readings.iter().map(|reading| reading.equals(printed)).collect();
    let best = [Outcome::Holds, Outcome::HoldsByHabit, Outcome::Undecided];
    let outcome = best.into_iter().find(|best| outcomes.contains(best)).unwrap_or(Outcome::Contradicted);
    let value = readings
        .into_iter()
        .zip(&outcomes)
        .find(|(_, found)| **found == outcome)
        .map_or(Value::UNKNOWN, |(value, _)| value);
    let outcome = if outcome == Outcome::Contradicted && !said { Outcome::Undecided } else { outcome };
    describe(report, (before, after), claim, (value, outcome), ledger);
}

fn tell(report: &Report, gains: Vec<Gain>, ledger: &mut Ledger) {
    for gain in gains {
        let outcome = gain.value.equals(report.value(gain.printed));
        describe_as(report, gain.severity, gain.pair, gain.printed, (gain.value, outcome), ledger);
    }
}

fn describe(
    report: &Report,
    pair: (u32, u32),
    printed: u32,
    found: (Value, Outcome),
    ledger: &mut Ledger,
) {
    describe_as(report, Severity::Error, pair, printed, found, ledger);
}

fn describe_as(
    report: &Report,
    severity: Severity,
    (a, b): (u32, u32),
    printed: u32,
    (value, outcome): (Value, Outcome),
    ledger: &mut Ledger,
) {
    let at = report.quantity(printed).map_or(Span { start: 0, end: 0 }, |quantity| quantity.at);
    ledger.judge_as(severity, outcome, at, |draft| {
        let (first, second, figure) = (report.printed(a), report.printed(b), report.printed(printed));
        let class_of = |index: u32| report.quantity(index).map_or(u8::MAX, |quantity| quantity.class);
        let change = class_of(printed) == class::PERCENTAGE && class_of(a) != class::MULTIPLE;
        let arrow = change || report.quantity(a).is_some_and(|quantity| quantity.joint == joint::ARROW);
        let pair = if arrow { format!("{first} to {second}") } else { format!("{first} ÷ {second}") };
        draft
            .message(match outcome {
                Outcome::Contradicted => format!("{pair} is {}; the report says {figure}", value.hull()),
                _ => format!("{pair} is {}; printed {figure}", value.hull()),
            })
            .number(report, a, "figure")
            .number(report, b, "baseline")
            .number(report, printed, "ratio")
            .claim(format!("{pair} = {figure}"))
            .blame(printed);
        if outcome == Outcome::Contradicted {
            for index in [a, b] {
                if let Some(quantity) = report.quantity(index) {
                    draft.related(quantity.at, "compared".into());
                }
            }
        }
    });
}
