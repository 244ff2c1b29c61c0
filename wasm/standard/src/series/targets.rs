//! Targets as a report prints them: the cell under "Target", the value of
//! `Target throughput`.

use crossfoot_kit::bindings::Span;
use crossfoot_kit::note::NoteWriter;
use crossfoot_kit::prelude::*;

use super::words::{is_letters, spoken};
use super::{fact, mix};

const MOST: usize = 12;
const ANNOUNCED: Spellings<16> = Spellings::of([
    "changed",
    "raised",
    "lowered",
    "revised",
    "adjusted",
    "updated",
    "relaxed",
    "tightened",
    "new",
    "was",
    "formerly",
    "previously",
    "increased",
    "reduced",
    "moved",
    "waived",
]);

pub fn note(report: &Report, note: &mut NoteWriter) {
    let mut left = MOST;
    for table in report.tables() {
        let Some(column) = table.only_column(Roles::TARGET).filter(|column| *column > 0) else { continue };
        for row in table.rows().take(left) {
            let Some(number) = row.cell(column).and_then(|cell| cell.number()) else { continue };
            left -= usize::from(one(report, row.label(), number, row.at(), note));
        }
    }
    for field in report.fields().iter().filter(|field| field.roles.has(Roles::TARGET)) {
        let mut numbers = report.quantities_in(field.value).filter(|index| report.is_arithmetic(*index));
        let (Some(number), None) = (numbers.next(), numbers.next()) else { continue };
        if left > 0 && report.within(field.node, kind::TABLE).is_none() {
            let at = Span { start: field.key.start, end: field.value.end };
            left -= usize::from(one(report, report.words_in(field.key), number, at, note));
        }
    }
}

fn one(report: &Report, label: &[Word], number: u32, around: Span, note: &mut NoteWriter) -> bool {
    let Some(quantity) = report.quantity(number) else { return false };
    let names: Vec<Word> =
        label.iter().filter(|word| is_letters(report, word) && !word.is(Roles::TARGET)).copied().collect();
    if names.is_empty() || quantity.class >= class::ID || quantity.flags & flag::HEDGED != 0 {
        return false;
    }
    let (dimension, per) = report.dimension(number);
    let unit = [u32::from(dimension), u32::from(per), u32::from(quantity.class)];
    let name = mix(names.iter().map(|word| word.concept).chain(unit));
    let announced = report.words_in(around).iter().any(|word| ANNOUNCED.has(word));
    let Some((mantissa, exponent, divisor)) = value(report, quantity) else { return false };
    let numbers = [i64::from(name), mantissa, exponent, divisor, i64::from(announced)];
    let whole = Span { start: quantity.at.start, end: quantity.at.end.max(quantity.noun.end) };
    let whole = if quantity.unit == 0 { quantity.at } else { whole };
    let printed = report.text(whole).trim();
    note.fact(fact::TARGET, quantity.at, &[&spoken(report, &names), printed], &numbers);
    true
}

/// A number in its base unit, in one form only: `250 ms` is `0.25 s`, and 50k
/// is 50,000.
fn value(report: &Report, quantity: &Quantity) -> Option<(i64, i64, i64)> {
    let (factor, divisor) = report.unit(quantity).map_or((1, 1), |unit| (unit.factor, unit.divisor));
    let mut mantissa = quantity.mantissa.checked_mul(i64::try_from(factor).ok()?)?;
    let mut divisor = i64::try_from(divisor).ok().filter(|divisor| *divisor > 0)?;
    let mut exponent = i64::from(quantity.exponent);
    while divisor % 10 == 0 {
        (divisor, exponent) = (divisor / 10, exponent - 1);
    }
    while mantissa != 0 && mantissa % 10 == 0 {
        (mantissa, exponent) = (mantissa / 10, exponent + 1);
    }
    Some(if mantissa == 0 { (0, 0, 1) } else { (mantissa, exponent, divisor) })
}
