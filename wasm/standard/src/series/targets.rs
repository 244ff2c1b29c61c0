//! Targets as a report prints them: the cell under "Target", the value of
//! `Target throughput`.

use crossfoot_kit::bindings::Span;
use crossfoot_kit::note::NoteWriter;
use crossfoot_kit::prelude::*;

use super::words::{is_any, is_letters, spoken};
use super::{fact, mix};

const MOST: usize = 12;
const ANNOUNCED: [&str; 16] = [
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
];

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
    let announced = report.words_in(around).iter().any(|word| is_any(report.text(word.at), &ANNOUNCED));
    let numbers = [
        i64::from(name),
        quantity.mantissa,
        i64::from(quantity.exponent),
        i64::from(quantity.flags & (flag::NO_LOW | flag::NO_HIGH)),
        i64::from(announced),
    ];
    note.fact(fact::TARGET, quantity.at, &[&spoken(report, &names), report.printed(number)], &numbers);
    true
}
