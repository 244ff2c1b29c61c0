//! Columns of ratios or changes whose rows hold both figures themselves:
//! `| Query | before | after | speedup |`.

use crate::speedups::{Gain, numbers};
use crossfoot_kit::prelude::*;

/// What each row should say; `None` where the column is not made that way.
pub fn of(report: &Report, table: Table<'_>, column: u32) -> Option<Vec<Gain>> {
    let printed = numbers(report, table, column);
    let class_of = |index: u32| report.quantity(index).map_or(u8::MAX, |quantity| quantity.class);
    let first = printed.iter().find_map(|(_, number)| *number)?;
    let header = table.header_roles(column);
    // "Best speedup" over four columns is of another one in each row.
    let words = table.header(column).map_or(&[][..], Cell::words);
    let best = words.iter().any(|word| report.is_one_of(word, &["best", "max", "maximum", "peak", "top"]));
    let figures =
        (1..table.columns()).filter(|other| numbers(report, table, *other).iter().any(|row| row.1.is_some()));
    if best && figures.count() > 3 {
        return None;
    }
    let percent = class_of(first) == class::PERCENTAGE;
    // "+1.32%" is how much something changed, whatever the header says.
    let has_sign = |number: &u32| report.printed(*number).starts_with(['+', '-', '−']);
    let signed = percent && printed.iter().filter_map(|(_, number)| number.as_ref()).any(has_sign);
    let named =
        signed || header.has(Roles::SPEEDUP | Roles::DELTA | Roles::FASTER | Roles::LESS | Roles::MORE);
    if !(class_of(first) == class::MULTIPLE || named && (percent || header.has(Roles::SPEEDUP))) {
        return None;
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
            if rows.len() >= 3 || sole && rows.len() == 2 {
                let gains = hold_rows(report, &rows, (percent, sole));
                if gains.is_some() {
                    return gains;
                }
            }
        }
    }
    None
}

/// Judges the rows if all but one keep one reading of the column: the one that
/// most of them keep.
fn hold_rows(report: &Report, rows: &[[u32; 3]], (percent, sole): (bool, bool)) -> Option<Vec<Gain>> {
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
    let (place, reading) = best?;
    let telling = rows.iter().filter(|row| keeps(reading, row)).filter(tells).count();
    if held(reading) + 1 < rows.len() || telling < if sole { 1 } else { 2 } {
        return None;
    }
    let kept = rows.iter().find(|row| keeps(reading, row)).map(|row| report.dimension(row[0]));
    let is_other = |row: &[u32; 3]| kept != Some(report.dimension(row[0]));
    let gain = |row: &[u32; 3]| {
        // As it is told: what it was first, or what it is divided by last.
        let pair = if place % 2 == 0 { (row[0], row[1]) } else { (row[1], row[0]) };
        let told = reading(value(row[0]), value(row[1]));
        // "⬇ 58%" has no sign, and says with an arrow which way it went.
        let turned = Value::whole(0).sub(told);
        let fits = |value: Value| value.equals(report.value(row[2])) != Outcome::Contradicted;
        let unsigned = percent && !report.printed(row[2]).starts_with(['+', '-', '−']);
        // An explicit sign says by itself which way it went.
        let plain = value(row[0]).change(value(row[1]));
        let inverse =
            readings.get(1 - place.min(1)).map_or(told, |other| other(value(row[0]), value(row[1])));
        let value = match () {
            () if fits(told) => told,
            () if unsigned && fits(turned) => turned,
            () if percent && !unsigned && fits(plain) => plain,
            // Less time is better, and more of a rate.
            () if !percent && (is_other(row) || is_turned(report, row[2])) && fits(inverse) => inverse,
            // "-1.2x"
            () if !percent && is_turned(report, row[2]) && fits(Value::whole(0).sub(inverse)) => {
                Value::whole(0).sub(inverse)
            }
            () => told,
        };
        Gain { pair, workers: None, printed: row[2], value, severity: Severity::Error }
    };
    Some(rows.iter().map(gain).collect())
}

/// "1.2x slower", "-1.2x", "1.25x (Go wins)": the cell says which is divided by which.
fn is_turned(report: &Report, printed: u32) -> bool {
    let Some(quantity) = report.quantity(printed) else { return false };
    let Some(cell) = report.within(quantity.node, kind::CELL) else { return false };
    report.printed(printed).starts_with(['-', '−', '+'])
        || report.words_in(Span { start: quantity.at.end, end: report.span(cell).end }).iter().any(|word| {
            let unit = report.text(word.at).eq_ignore_ascii_case("x");
            !unit && word.at.start > quantity.at.end
        })
}
