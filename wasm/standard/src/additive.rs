//! What in a table can be added up: counts and amounts, but no rates, no ids, and no
//! row that only sounds like a total.

use crossfoot_kit::prelude::*;

/// What cannot be added up.
const INTENSIVE: Roles = Roles::RATE
    .or(Roles::PERCENTAGE)
    .or(Roles::AVERAGE)
    .or(Roles::MEDIAN)
    .or(Roles::MINIMUM)
    .or(Roles::MAXIMUM)
    .or(Roles::SPREAD)
    .or(Roles::LATENCY)
    .or(Roles::SPEEDUP)
    .or(Roles::EFFICIENCY)
    .or(Roles::OVERLAP);

/// The only number of a cell, or the one before its share: "40 (11.2%)".
pub fn number(cell: Cell<'_>) -> Option<u32> {
    let report = cell.report;
    let share = |first: u32| {
        let opens = report.quantity(first).is_some_and(|quantity| quantity.joint == joint::OPENS);
        let mut others = cell.quantities().filter(|index| *index != first && report.is_arithmetic(*index));
        let is_share = |index: u32| report.is_percentage(index);
        opens && others.next().is_some_and(is_share) && others.next().is_none()
    };
    let first = || cell.quantities().find(|index| report.is_arithmetic(*index));
    cell.number().or_else(|| first().filter(|first| share(*first)))
}

pub fn adds_up(report: &Report, index: u32) -> bool {
    // "Zero critical defects" is a remark.
    let figure = |quantity: &Quantity| quantity.role == role::ALONE && quantity.flags & flag::WORD == 0;
    report.quantity(index).is_some_and(figure) && report.is_amount(index) && report.dimension(index).1 == 0
}

/// Rates and means, and ids: under "Patients" there are counts, under "Patient" which one
/// it is.
pub fn cannot_add_up(report: &Report, header: Option<Cell<'_>>) -> bool {
    let words = header.map_or(&[][..], Cell::words);
    let counts = Roles::TEST | Roles::COUNTABLE | Roles::PASSED | Roles::FAILED;
    // "Duration (min)" is in minutes.
    let is_unit = |word: &Word| {
        let line = report.line_of(word.at);
        let before = report.text(Span { start: line.start, end: word.at.start });
        let behind = report.text(Span { start: word.at.end, end: line.end });
        before.ends_with('(') && behind.starts_with(')') && report.is_one_of(word, &["min"])
    };
    let is_id = |word: &Word| word.is(Roles::ID_NOUN) && !report.text(word.at).ends_with(['s', 'S']);
    let intensive = |word: &Word| word.is(INTENSIVE) && !is_unit(word) || is_id(word);
    words.iter().any(intensive) && !words.iter().any(|word| word.is(counts))
}

/// A measured figure that lies among those above it is their mean, weighted
/// or not: a score, a price, a temperature.
pub fn is_in_their_midst(report: &Report, parts: &[u32], total: u32) -> bool {
    let measured = |index: &u32| {
        report
            .quantity(*index)
            .is_some_and(|quantity| quantity.class == class::MEASUREMENT && quantity.unit == 0)
    };
    let all = report.base_value(total);
    let mut sides = parts.iter().map(|part| report.base_value(*part).at_most(all) != Outcome::Contradicted);
    let below = sides.clone().any(|below| below);
    parts.len() > 2 && measured(&total) && parts.iter().all(measured) && below && sides.any(|below| !below)
}

pub fn is_close(sum: Value, all: Value) -> bool {
    all.times(3).at_most(sum.times(4)) == Outcome::Holds
        && sum.times(4).at_most(all.times(5)) == Outcome::Holds
}

/// "Whole body" among the parts of a body: a name of several words, over figures that
/// are all smaller than one of the others.
pub fn is_one_of_them(report: &Report, rows: &[Row<'_>], total: Row<'_>) -> bool {
    let outdone = |cell: Cell<'_>| {
        let all = report.base_value(number(cell)?);
        let parts = rows.iter().filter_map(|row| number(row.cell(cell.column)?));
        let values: Vec<Value> = parts.map(|part| report.base_value(part)).collect();
        (!values.is_empty()).then(|| values.iter().any(|part| all.below(*part) == Outcome::Holds))
    };
    let mut told = total.cells().filter(|cell| cell.column > 0).filter_map(outdone).peekable();
    let named = total.label().iter().any(|word| !word.is(Roles::TOTAL));
    named && told.peek().is_some() && told.all(|outdone| outdone)
}
