//! Gains told in a bracket behind the later of two figures: "Lock: 916 ops/s,
//! semaphore: 1,031 ops/s (13% speedup)", or `After: 80 ms (-33%)` below
//! `Before: 120 ms`.

use crate::speedups::{Gain, Reading};
use crossfoot_kit::prelude::*;

pub fn told(report: &Report) -> Vec<Gain> {
    let mut found: Vec<Gain> = (2..report.quantities().len() as u32)
        .filter_map(|index| Some((index, in_statement(report, index)?)))
        .filter_map(|(printed, (base, figure))| gain(report, base, figure, printed))
        .collect();
    let fields = report.fields().windows(2).filter_map(|pair| match pair {
        [first, second] if first.group == second.group => in_fields(report, first, second),
        _ => None,
    });
    let lines = report.of_kind(kind::LINE).filter_map(|line| in_lines(report, line));
    for (base, figure, printed) in fields.chain(lines) {
        if !found.iter().any(|known| known.printed == printed) {
            found.extend(gain(report, base, figure, printed));
        }
    }
    found
}

/// The base is named by words at most, so it is never more than a warning.
fn gain(report: &Report, base: u32, figure: u32, printed: u32) -> Option<Gain> {
    let known = |index: u32| report.is_firm(index) && report.is_amount(index);
    if !known(base) || !known(figure) || report.dimension(base) != report.dimension(figure) {
        return None;
    }
    let (value, pair) = Reading::best(report, [figure, base, printed]);
    Some(Gain { pair, workers: None, printed, value, severity: Severity::Warning })
}

/// "Lock: 916 ops/s, Sem(2): 1031 ops/s (13% speedup)": the two figures before it.
fn in_statement(report: &Report, printed: u32) -> Option<(u32, u32)> {
    let figure = printed.checked_sub(1)?;
    let told = bracketed(report, figure, printed)?;
    let word = report.noun(printed).first().or_else(|| report.words_behind(printed).first())?;
    // "617 goals/s against 2.2 goals/s (280x difference)"
    let multiple = report.quantity(printed)?.class == class::MULTIPLE;
    let gains = word.at.end <= told.end
        && (word.is(Roles::SPEEDUP | Roles::FASTER)
            || multiple && report.is_one_of(word, &["difference", "gap"]));
    let statement = cell_or_statement(report, printed);
    let measured = |index: &u32| report.is_arithmetic(*index) && is_measured(report, *index);
    let mut before = report.quantities_of(statement).filter(|index| *index < printed).filter(measured);
    let (base, later) = (before.next()?, before.next()?);
    // Behind an arrow it is told as a change.
    let moved = report.quantity(base).is_some_and(|quantity| quantity.joint == joint::ARROW);
    (gains && later == figure && !moved && before.next().is_none()).then_some((base, figure))
}

/// `Before: 120 ms`, and below it `After: 80 ms (-33%)`.
fn in_fields(report: &Report, first: &Field, second: &Field) -> Option<(u32, u32, u32)> {
    let numbers = |field: &Field| -> Vec<u32> {
        report.quantities_in(field.value).filter(|index| report.is_arithmetic(*index)).collect()
    };
    let [base] = numbers(first).as_slice().try_into().ok()?;
    let [figure, printed] = numbers(second).as_slice().try_into().ok()?;
    let told = bracketed(report, figure, printed)?;
    // "Lock: 916 ops/s, semaphore: 1,031 ops/s (13% speedup)" in one line.
    let between = report.text(Span { start: first.value.end, end: second.key.start });
    let speedup = report.roles_in(told).has(Roles::SPEEDUP | Roles::FASTER)
        && (!between.contains('\n') || are_two_ways(report, base, figure));
    (speedup || follows(report, first.key, second.key) && is_gain(report, printed, told))
        .then_some((base, figure, printed))
}

/// "- Lock: 882 ops/s", "- Semaphore(2): 1,036 ops/s (17% speedup)": two rates, and no
/// other figures in their list.
fn are_two_ways(report: &Report, base: u32, figure: u32) -> bool {
    let (Some(one), Some(other)) = (report.quantity(base), report.quantity(figure)) else { return false };
    let list = |node: u32| report.within(node, kind::LIST);
    let Some(both) = list(one.node).filter(|own| list(other.node) == Some(*own)) else { return false };
    let rates = report.quantities_of(both).filter(|index| report.dimension(*index).1 == dimension::TIME);
    rates.take(3).count() == 2 && report.dimension(base).1 == dimension::TIME
}

/// The same in lines of a log, whose names may hold numbers: `Sync (depth=1): …`.
fn in_lines(report: &Report, second: u32) -> Option<(u32, u32, u32)> {
    let first = report.previous_sibling(second)?;
    let measured = |line: u32| {
        report.quantities_of(line).filter(|index| report.is_arithmetic(*index) && is_measured(report, *index))
    };
    let (mut of_first, mut of_second) = (measured(first), measured(second));
    let (base, figure) = (of_first.next()?, of_second.next()?);
    let printed = figure + 1;
    let told = bracketed(report, figure, printed)?;
    let alone = of_first.next().is_none() && of_second.next().is_none();
    let keys = follows(report, report.span(first), report.span(second));
    (alone && keys && is_gain(report, printed, told)).then_some((base, figure, printed))
}

/// It carries a sign, or says that it is one.
fn is_gain(report: &Report, printed: u32, told: Span) -> bool {
    report.printed(printed).starts_with(['+', '-', '−'])
        || report.roles_in(told).has(Roles::SPEEDUP | Roles::FASTER | Roles::LESS | Roles::MORE)
}

/// The first name is of what the second is compared with.
fn follows(report: &Report, first: Span, second: Span) -> bool {
    const BASE: Roles = Roles::BEFORE.or(Roles::BASELINE);
    let (Some(one), Some(other)) = (report.words_in(first).first(), report.words_in(second).first()) else {
        return false;
    };
    SYNC.has(one) && ASYNC.has(other) || one.is(BASE) && !other.is(BASE)
}

const SYNC: Spellings<3> = Spellings::of(["sync", "synchronous", "blocking"]);
const ASYNC: Spellings<3> = Spellings::of(["async", "asynchronous", "pipelined"]);

/// What stands in a bracket that opens right behind a figure with a percentage or
/// a multiple; nothing in it says of what else it is.
fn bracketed(report: &Report, figure: u32, printed: u32) -> Option<Span> {
    let (one, other) = (report.quantity(figure)?, report.quantity(printed)?);
    // Most numbers are no gain, or stand far from the one before.
    let gain = matches!(other.class, class::PERCENTAGE | class::MULTIPLE) && other.role == role::ALONE;
    if !gain || other.at.start.saturating_sub(one.at.end) > 16 {
        return None;
    }
    let between = report.text(Span { start: one.at.end, end: other.at.start });
    if between.ends_with(", ") {
        return behind_comma(report, printed);
    }
    if !between.ends_with('(') {
        return None;
    }
    let rest = Span { start: other.at.start, end: report.line_of(other.at).end };
    let close = report.text(rest).find(')')?;
    let told = Span { start: rest.start, end: rest.start + close as u32 };
    let behind = Span { start: other.at.end.min(told.end), end: told.end };
    let plain = between.matches('(').count() == 1
        && !between.contains(['|', '\n', ',', ';'])
        && !report.text(behind).contains(['(', '|', ',', ';'])
        && report.words_in(behind).len() <= 2
        && report.words_in(behind).iter().all(|word| (word.is(GAIN) || GAP.has(word)) && !PACKED.has(word));
    plain.then_some(told)
}

/// "(-60% memory)" and "(80% less CPU)" are of something else.
const GAIN: Roles = Roles::SPEEDUP
    .or(Roles::FASTER)
    .or(Roles::SLOWER)
    .or(Roles::LESS)
    .or(Roles::MORE)
    .or(Roles::DELTA)
    .or(Roles::DURATION)
    .or(Roles::LATENCY)
    .or(Roles::RATE)
    .or(Roles::PERCENTAGE);
/// "(2.1x ratio)" may be of what was packed.
const PACKED: Spellings<2> = Spellings::of(["ratio", "factor"]);
const GAP: Spellings<2> = Spellings::of(["difference", "gap"]);

/// "Lock: 916 ops/s, Sem(2): 1,031 ops/s, 13% speedup": it says at once what it is,
/// and nothing comes behind it.
fn behind_comma(report: &Report, printed: u32) -> Option<Span> {
    let quantity = report.quantity(printed)?;
    let word = report.noun(printed).first().or_else(|| report.words_behind(printed).first())?;
    let statement = report.span(cell_or_statement(report, printed));
    let told = Span { start: quantity.at.start, end: statement.end.max(word.at.end) };
    let behind = report.text(Span { start: word.at.end, end: told.end });
    let last = report.quantities_in(told).len() == 1 && !behind.contains(char::is_alphanumeric);
    (last && word.is(Roles::SPEEDUP | Roles::FASTER)).then_some(told)
}

/// A rate or a time.
fn is_measured(report: &Report, index: u32) -> bool {
    let (what, per) = report.dimension(index);
    per == dimension::TIME || what == dimension::TIME && per == 0
}

fn cell_or_statement(report: &Report, index: u32) -> u32 {
    let node = report.quantity(index).map_or(0, |quantity| quantity.node);
    report.within(node, kind::CELL).unwrap_or_else(|| report.statement(node))
}
