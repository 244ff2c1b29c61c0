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
use crate::speedups::{self, Gain, numbers};
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::error("XF104", "ratio-mismatch", judge);

fn judge(report: &Report, ledger: &mut Ledger) {
    for table in report.tables().filter(|table| (3..=12).contains(&table.columns())) {
        for column in 1..table.columns() {
            let header = table.header_roles(column);
            if by_rows(report, table, column, ledger) {
                continue;
            }
            if header.has(Roles::SPEEDUP) {
                tell(report, speedups::of_rows(report, table, column), ledger);
            } else if header.has(Roles::EFFICIENCY) {
                tell(report, speedups::efficiencies(report, table, column), ledger);
            }
        }
    }
    for told in report.remembered(changes::told).iter().filter(|told| told.measure != Measure::Difference) {
        behind_states(report, told, ledger);
    }
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

/// Each row has both figures: `| Query | before | after | speedup |`. Says
/// whether the column is made that way.
fn by_rows(report: &Report, table: Table<'_>, column: u32, ledger: &mut Ledger) -> bool {
    let printed = numbers(report, table, column);
    let class_of = |index: u32| report.quantity(index).map_or(u8::MAX, |quantity| quantity.class);
    let Some(first) = printed.iter().find_map(|(_, number)| *number) else { return false };
    let header = table.header_roles(column);
    let percent = class_of(first) == class::PERCENTAGE;
    // "+1.32%" is how much something changed, whatever the header says.
    let has_sign = |number: &u32| report.printed(*number).starts_with(['+', '-', '−']);
    let signed = percent && printed.iter().filter_map(|(_, number)| number.as_ref()).any(has_sign);
    let named = signed || header.has(Roles::SPEEDUP | Roles::DELTA | Roles::FASTER | Roles::LESS | Roles::MORE);
    if !(class_of(first) == class::MULTIPLE || named && (percent || header.has(Roles::SPEEDUP))) {
        return false;
    }
    for one in (1..table.columns()).filter(|one| *one != column) {
        for other in (one + 1..table.columns()).filter(|other| *other != column) {
            let figures = numbers(report, table, one).into_iter().zip(numbers(report, table, other));
            let rows: Vec<[u32; 3]> = figures
                .zip(&printed)
                .filter_map(|(((_, a), (_, b)), (_, c))| Some([a?, b?, (*c)?]))
                .filter(|[a, b, c]| {
                    // A table that prints "2.0x" and "100%" takes them in two ways.
                    class_of(*c) == class_of(first)
                        && report.dimension(*a) == report.dimension(*b)
                        && class_of(*a) <= class::MEASUREMENT
                })
                .collect();
            // "| | 2024 | 2025 | Change |" leaves no other columns.
            let sole = signed && table.columns() == 4;
            if (rows.len() >= 3 || sole && rows.len() == 2) && hold_rows(report, &rows, (percent, sole), ledger) {
                return true;
            }
        }
    }
    false
}

/// Judges the rows if all but one keep one reading of the column: the one that
/// most of them keep.
fn hold_rows(report: &Report, rows: &[[u32; 3]], (percent, sole): (bool, bool), ledger: &mut Ledger) -> bool {
    type Reading = fn(Value, Value) -> Value;
    let value = |index: u32| report.base_value(index);
    let quotients: [Reading; 2] = [|a, b| a.div(b), |a, b| b.div(a)];
    let changes: [Reading; 4] = [
        |a, b| a.change(b),
        |a, b| b.change(a),
        |a, b| Value::whole(0).sub(a.change(b)),
        |a, b| Value::whole(0).sub(b.change(a)),
    ];
    let readings: &[Reading] = if percent { &changes } else { &quotients };
    let keeps = |reading: Reading, row: &[u32; 3]| {
        reading(value(row[0]), value(row[1])).equals(report.value(row[2])) != Outcome::Contradicted
    };
    let one = Value::whole(if percent { 0 } else { 1 });
    let tells = |row: &&[u32; 3]| report.value(row[2]).equals(one) == Outcome::Contradicted;
    let held = |reading: Reading| rows.iter().filter(|row| keeps(reading, row)).count();
    let best = readings.iter().copied().enumerate().rev().max_by_key(|(_, reading)| held(*reading));
    let Some((place, reading)) = best else { return false };
    let telling = rows.iter().filter(|row| keeps(reading, row)).filter(tells).count();
    if held(reading) + 1 < rows.len() || telling < if sole { 1 } else { 2 } {
        return false;
    }
    for row in rows {
        // As it is told: what it was first, or what it is divided by last.
        let pair = if place % 2 == 0 { (row[0], row[1]) } else { (row[1], row[0]) };
        write(report, pair, row[2], reading(value(row[0]), value(row[1])), ledger);
    }
    true
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
        write(report, gain.pair, gain.printed, gain.value, ledger);
    }
}

fn write(report: &Report, pair: (u32, u32), printed: u32, value: Value, ledger: &mut Ledger) {
    describe(report, pair, printed, (value, value.equals(report.value(printed))), ledger);
}

fn describe(
    report: &Report,
    (a, b): (u32, u32),
    printed: u32,
    (value, outcome): (Value, Outcome),
    ledger: &mut Ledger,
) {
    let at = report.quantity(printed).map_or(Span { start: 0, end: 0 }, |quantity| quantity.at);
    ledger.judge(outcome, at, |draft| {
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
