//! A change told behind what it was and what it is: "from 71.4% to 78.9% (+7.5
//! points)", "620 → 540 ms (-12.9%)", "2024: 31, 2025: 24 (-23%)".

use crate::{running_changes, settings};
use crossfoot_kit::prelude::*;

/// How a change is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// In percent of what it was.
    Percent,
    /// As the difference, of percentages in points.
    Difference,
    /// Percentages with a change in percent: it may be either.
    Either,
}

pub struct Told {
    pub before: u32,
    pub after: u32,
    pub change: u32,
    pub measure: Measure,
    /// It carries a sign, so that the direction counts.
    pub signed: bool,
}

pub fn told(report: &Report) -> Vec<Told> {
    let mut found: Vec<Told> =
        (2..report.quantities().len() as u32).filter_map(|index| at(report, index)).collect();
    for table in report.tables().filter(|table| (3..=8).contains(&table.columns())) {
        for column in 2..table.columns() {
            found.extend(in_cells(report, table, column));
        }
    }
    found.extend(running_changes::told(report));
    found
}

/// `| Unit tests | 2,788 | 2,914 (+126) |`: the state before stands in the column before, as
/// the other rows show.
fn in_cells(report: &Report, table: Table<'_>, column: u32) -> Vec<Told> {
    let row = |row: Row<'_>| {
        let before = row.cell(column - 1)?.number()?;
        let mut numbers = row.cell(column)?.quantities();
        let (after, change) = (numbers.next()?, numbers.next().filter(|_| numbers.next().is_none())?);
        let (state, told) = (report.quantity(after)?, report.quantity(change)?);
        let signed = report.printed(change).starts_with(['+', '-', '−']);
        let firm = [before, after, change]
            .into_iter()
            .all(|index| report.is_firm(index) && report.is_arithmetic(index));
        let plain = state.joint == joint::OPENS && told.role == role::ALONE && signed && firm;
        let measure = measure(report, after, change).filter(|_| plain && one_unit(report, before, after))?;
        Some(Told { before, after, change, measure, signed })
    };
    let rows: Vec<Told> = table.rows().filter_map(row).collect();
    let kept = |told: &&Told| {
        let (from, to) = (report.base_value(told.before), report.base_value(told.after));
        let value = if told.measure == Measure::Difference { to.sub(from) } else { from.change(to) };
        let printed = if told.measure == Measure::Difference {
            report.base_value(told.change)
        } else {
            report.value(told.change)
        };
        value.equals(printed) != Outcome::Contradicted
    };
    let kept = rows.iter().filter(kept).count();
    if kept > 1 && kept + 1 >= rows.len() { rows } else { Vec::new() }
}

fn at(report: &Report, change: u32) -> Option<Told> {
    let quantity = report.quantity(change)?;
    let after = change.checked_sub(1)?;
    let state = report.quantity(after)?;
    // Most numbers stand far from the one before, or are no change.
    if quantity.at.start.saturating_sub(state.at.end) > 32
        || quantity.class > class::MONEY
        || quantity.role != role::ALONE
        || !report.is_arithmetic(change)
    {
        return None;
    }
    let signed = report.printed(change).starts_with(['+', '-', '−']);
    let said = ends_with_by(report, state.at.end, quantity.at.start);
    let between = report.text(Span { start: state.at.end, end: quantity.at.start });
    if !signed && !said {
        return if between.contains(" of ") {
            in_apposition(report, change).or_else(|| in_next_sentence(report, change))
        } else {
            None
        };
    }
    // "6.60 km² (": not every unit is known.
    let opened = between.len() <= 12 && between.ends_with('(') && between.matches('(').count() == 1;
    let bracketed =
        signed && (state.joint == joint::OPENS || opened && !between.contains([',', ';', '.', '|', '\n']));
    let by = || {
        let noun = report.noun_span(after).end.max(state.at.end);
        let gap = report.text(Span { start: noun.min(quantity.at.start), end: quantity.at.start });
        // "to 84.5%, that is by 13.3 points"
        let lead = gap.trim_end().strip_suffix("by").unwrap_or("-").trim_matches([' ', ',', ';']);
        !between.contains('(') && matches!(lead, "" | "up" | "down" | "that is" | "i.e." | "which is" | "so")
    };
    // "112 → 80, that is −40.0 %"
    let concluded = signed && matches!(between.trim(), ", that is" | ", i.e." | "=" | ", so" | ", or");
    if !(bracketed || concluded || said && by()) {
        return None;
    }
    let before = state_before(report, after)?;
    let plain = |index: u32| report.is_arithmetic(index) && report.is_firm(index);
    let class_of = |index: u32| report.quantity(index).map(|quantity| quantity.class == class::PERCENTAGE);
    if !plain(before)
        || !plain(after)
        || class_of(before) != class_of(after)
        || !one_unit(report, before, after)
    {
        return None;
    }
    let measure = measure(report, after, change)?;
    let aside = is_of_result(report, before, after, change)
        || is_gross(report, change)
        || is_scaled_apart(report, before, after);
    (!aside).then_some(Told { before, after, change, measure, signed })
}

/// "Workers 4 → 8 (-40% build time)": what the percentage names is another thing.
fn is_of_result(report: &Report, before: u32, after: u32, change: u32) -> bool {
    let own = |word: &Word| {
        let mut names = report.names(after).iter().chain(report.label(after)).chain(report.names(before));
        names.any(|name| name.concept == word.concept)
    };
    let Some(at) = report.quantity(change).map(|quantity| quantity.at) else { return false };
    let behind = report.words_in(Span { start: at.end, end: at.end + 16 });
    // "(−38% vs. v1)", "(+3% YoY)": from another base than the figure before.
    if is_of_another_base(report, at) {
        return true;
    }
    let noun = behind.first().filter(|word| {
        report.text(Span { start: at.end, end: word.at.start }).trim_start_matches('%') == " "
    });
    let told = |noun: &Word| {
        const HOW: [&str; 16] = [
            "vs", "compared", "over", "from", "in", "on", "since", "to", "year", "yoy", "wow", "mom",
            "points", "pp", "change", "relative",
        ];
        own(noun)
            || noun.is(Roles::FASTER | Roles::SLOWER | Roles::MORE | Roles::LESS | Roles::SPEEDUP)
            || report.is_one_of(noun, &CHANGES)
            || report.is_one_of(noun, &HOW)
    };
    if !report.is_percentage(change) {
        return false;
    }
    if noun.is_some_and(|noun| !told(noun)) {
        return true;
    }
    let changed = report.value(before).change(report.value(after));
    let holds = changed.equals(report.value(change)) != Outcome::Contradicted;
    let other = !holds;
    other && (settings::is_setting(report, before) || settings::is_setting(report, after))
}

fn is_of_another_base(report: &Report, change: Span) -> bool {
    const OWN: Spellings<14> = Spellings::of([
        "before", "baseline", "main", "master", "previous", "prior", "first", "start", "base", "old",
        "original", "last", "then", "initial",
    ]);
    const YEARLY: [&str; 6] = ["yoy", "wow", "mom", "qoq", "y/y", "today"];
    let line = report.line_of(change);
    let near = Span { start: change.end, end: line.end.min(change.end + 40).max(change.end) };
    let text = report.text(Span { start: change.end, end: line.end });
    let bracket = text.get(..text.find([')', ',', ';', '\n']).unwrap_or(text.len())).unwrap_or_default();
    let end = change.end + bracket.len() as u32;
    let words = report.words_in(Span { end: near.end.min(end).max(change.end), ..near });
    let yearly = words.iter().take(2).any(|word| report.is_one_of(word, &YEARLY)) || bracket.contains("y/y");
    let against = words
        .iter()
        .position(|word| report.is_one_of(word, &["vs", "versus", "than", "above", "over", "from"]));
    let named = against.and_then(|place| words.get(place + 1..)).filter(|base| !base.is_empty());
    // "over the year", "from the first run" are its own.
    let other = named.is_some_and(|base| {
        !base.iter().any(|word| {
            OWN.has(word)
                || word.is(Roles::BEFORE)
                || report.is_one_of(word, &["year", "month", "week", "time", "day", "quarter"])
        })
    });
    yearly || other
}

/// "(+80/−20)": what came and what went.
fn is_gross(report: &Report, change: u32) -> bool {
    let (Some(one), Some(other)) = (report.quantity(change), report.quantity(change + 1)) else {
        return false;
    };
    let between = report.text(Span { start: one.at.end, end: other.at.start.max(one.at.end) });
    between.len() < 24
        && !between.contains([')', ';', '.', '\n', '|'])
        && report.printed(change + 1).starts_with(['+', '-', '−'])
        && report.printed(change).starts_with(['+', '-', '−'])
        && !report.is_percentage(change + 1)
}

/// "3.2 → 4.0M": the scale stands behind the second only.
fn is_scaled_apart(report: &Report, before: u32, after: u32) -> bool {
    let scale = |index: u32| {
        report.printed(index).ends_with(|last: char| last.is_alphabetic())
            || report
                .noun(index)
                .first()
                .is_some_and(|word| report.is_one_of(word, &["million", "billion", "mio", "mrd"]))
            || report.quantity(index).is_some_and(|quantity| quantity.exponent > 0)
    };
    let bare = |index: u32| report.quantity(index).is_some_and(|quantity| quantity.exponent <= 0);
    scale(after) && bare(before) && !scale(before) && report.quantity(after).is_some_and(|it| it.exponent > 0)
}

const CHANGES: [&str; 13] = [
    "reduction",
    "decrease",
    "drop",
    "fall",
    "decline",
    "increase",
    "rise",
    "growth",
    "improvement",
    "saving",
    "savings",
    "gain",
    "difference",
];

/// "It fell from 162 to 88 ms, a reduction of 45.7%", "…, a saving of 74 ms".
fn in_apposition(report: &Report, change: u32) -> Option<Told> {
    let after = change.checked_sub(1)?;
    let quantity = report.quantity(change)?;
    let from = report.noun_span(after).end.max(report.quantity(after)?.at.end);
    let between = Span { start: from.min(quantity.at.start), end: quantity.at.start };
    let words = report.words_in(between);
    let (of, rest) = words.split_last()?;
    let (name, lead) = rest.split_last()?;
    let plain = report.text(between).trim_start().starts_with([',', '–', '—'])
        && !report.text(between).contains(['(', '.', ';', '|', '\n'])
        && report.is_one_of(of, &["of"])
        && report.is_one_of(name, &CHANGES)
        && lead.iter().all(|word| report.is_one_of(word, &["a", "an", "that", "which", "is"]));
    let before = state_before(report, after).filter(|_| plain)?;
    let relative = report
        .words_behind(change)
        .first()
        .is_some_and(|word| report.is_one_of(word, &["relative", "relatively"]));
    let firm = |index: u32| {
        report.is_firm(index) && (report.is_amount(index) || relative && report.is_percentage(index))
    };
    (firm(before) && firm(after) && one_unit(report, before, after)).then_some(Told {
        before,
        after,
        change,
        measure: measure(report, after, change)?,
        signed: false,
    })
}

/// "Before, the audit listed 31, now it lists 6. That is a reduction of 80.6%."
fn in_next_sentence(report: &Report, change: u32) -> Option<Told> {
    let (after, before) = (change.checked_sub(1)?, change.checked_sub(2)?);
    let quantity = report.quantity(change).filter(|quantity| quantity.class == class::PERCENTAGE)?;
    let of = report.word_before(quantity.at.start).filter(|word| report.is_one_of(word, &["of", "by"]))?;
    report.word_before(of.at.start).filter(|word| report.is_one_of(word, &CHANGES))?;
    let sentence = report.within(quantity.node, kind::SENTENCE)?;
    let words = report.words_of(sentence);
    let refers = words.first().is_some_and(|word| report.is_one_of(word, &["that", "this", "which"]));
    let earlier = report.statement_of(after);
    let numbers: Vec<u32> =
        report.quantities_of(earlier).filter(|index| report.is_arithmetic(*index)).collect();
    let pair = numbers == [before, after];
    let alone = report.quantities_of(sentence).count() == 1;
    let plain = |index: u32| report.is_firm(index) && report.is_amount(index);
    // "31 vulnerabilities", and then "6".
    let counts = |index: u32| matches!(report.dimension(index), (dimension::NONE | dimension::THINGS, 0));
    let alike = counts(before) && counts(after) || report.dimension(before) == report.dimension(after);
    let next = report.next_sibling(earlier) == Some(sentence);
    (refers && alone && next && pair && plain(before) && plain(after) && alike).then_some(Told {
        before,
        after,
        change,
        measure: Measure::Percent,
        signed: false,
    })
}

/// Whether "by" is the last word between two places; asked of nearly all numbers.
fn ends_with_by(report: &Report, from: u32, to: u32) -> bool {
    let gap = report.source().as_bytes().get(from as usize..to as usize).unwrap_or_default();
    let last = gap.iter().rposition(|byte| !matches!(byte, b' ' | b','));
    last.and_then(|last| gap.get(..=last)).is_some_and(|gap| gap.ends_with(b"by"))
}

/// "26 → 8 ms": the unit may stand behind the second only.
fn one_unit(report: &Report, before: u32, after: u32) -> bool {
    let unit = |index: u32| report.quantity(index).map_or(0, |quantity| quantity.unit);
    let (one, other) = (report.dimension(before), report.dimension(after));
    unit(before) == unit(after) || one.0 == dimension::NONE || one == other
}

fn measure(report: &Report, after: u32, change: u32) -> Option<Measure> {
    let quantity = report.quantity(change)?;
    let shares = report.quantity(after)?.class == class::PERCENTAGE;
    let behind = report.words_in(Span { start: quantity.at.end, end: quantity.at.end + 12 });
    let word = behind.first().filter(|word| word.at.start <= quantity.at.end + 1);
    match (quantity.class == class::PERCENTAGE, shares) {
        (_, true) if is_points(report, change) => Some(Measure::Difference),
        (true, true) => Some(Measure::Either),
        (true, false) => Some(Measure::Percent),
        (false, true) => None,
        // "75 → 92 (+17 points)" on a scale of its own.
        (false, false) if is_points(report, change) => Some(Measure::Difference),
        (false, false) => {
            let counts =
                |index: u32| matches!(report.dimension(index), (dimension::NONE | dimension::THINGS, 0));
            let alike = quantity.unit == 0
                || counts(change) && counts(after)
                || one_unit(report, change, after) && report.dimension(change) == report.dimension(after);
            let measured = !matches!(report.dimension(change).0, dimension::NONE | dimension::THINGS);
            // "240 → 170 lines (-70 lines)"
            let own = |word: &Word| {
                let mut names = report.noun(after).iter().chain(report.label(after));
                names.any(|name| name.concept == word.concept)
            };
            (alike && (measured || word.is_none_or(own))).then_some(Measure::Difference)
        }
    }
}

/// "+8.5 points": the difference of two percentages.
pub fn is_points(report: &Report, index: u32) -> bool {
    const POINTS: [&str; 6] = ["points", "point", "pp", "ppt", "pts", "percentage"];
    let Some(quantity) = report.quantity(index) else { return false };
    let behind = report.words_in(Span { start: quantity.at.end, end: quantity.at.end + 12 });
    let word = behind.first().filter(|word| word.at.start <= quantity.at.end + 1);
    word.is_some_and(|word| report.is_one_of(word, &POINTS))
}

/// What it was before, by an arrow, by "from … to …", by years, or by words for
/// a plan and what became of it.
fn state_before(report: &Report, after: u32) -> Option<u32> {
    let before = after.checked_sub(1)?;
    let (one, other) = (report.quantity(before)?, report.quantity(after)?);
    // "400 → 420 (+20) → 450": what is signed is no state.
    let signed = report.printed(before).starts_with(['+', '-', '−']);
    let bracketed =
        signed && report.text(Span { start: one.at.start.saturating_sub(1), end: one.at.start }) == "(";
    if report.statement(one.node) != report.statement(other.node) || bracketed {
        return None;
    }
    let start = report.span(report.statement(one.node)).start;
    let lead = |index: u32| lead(report, index, start);
    let is = |word: Option<&Word>, known: &[&str]| word.is_some_and(|word| report.is_one_of(word, known));
    if one.joint == joint::ARROW {
        return Some(before);
    }
    let from = report.noun_span(before).end.max(one.at.end).min(other.at.start);
    let gap = report.text(Span { start: from, end: other.at.start });
    if is_from_to(report, before) {
        return Some(before);
    }
    let apart = gap.trim_start().starts_with([',', ';']) && !gap.contains(['.', '(', '|', '\n']);
    const PLAN: [&str; 8] =
        ["planned", "budgeted", "budget", "expected", "estimated", "before", "old", "previously"];
    const CAME: [&str; 9] = ["used", "actual", "spent", "needed", "took", "after", "new", "now", "actually"];
    if apart && is(lead(before), &PLAN) && is(lead(after), &CAME) {
        return Some(before);
    }
    // "180 ms before, 126 ms now"
    let behind = |index: u32, known: &[&str]| {
        report.words_behind(index).iter().take(2).any(|word| report.is_one_of(word, known))
    };
    let plain =
        !report.text(Span { start: one.at.end, end: other.at.start }).contains(['.', '(', '|', ';', '\n']);
    if plain && behind(before, &PLAN) && behind(after, &CAME) {
        return Some(before);
    }
    // "2024: 31, 2025: 24"
    let first = before.checked_sub(1)?;
    let (year, count) = (before, first);
    let early = first.checked_sub(1)?;
    let follows = |label: u32, value: u32| {
        let (label, value) = (report.quantity(label)?, report.quantity(value)?);
        let gap = report.text(Span { start: label.at.end, end: value.at.start });
        (is_year(report, label) && gap.trim_matches(['*', '_']) == ": ").then_some(label.mantissa)
    };
    let (one, other) = (follows(early, count)?, follows(year, after)?);
    (one + 1 == other).then_some(count)
}

/// "from 162 to 88 ms"
pub fn is_from_to(report: &Report, before: u32) -> bool {
    let (Some(one), Some(other)) = (report.quantity(before), report.quantity(before + 1)) else {
        return false;
    };
    // Most numbers stand far from the next.
    if other.at.start.saturating_sub(one.at.end) > 64 {
        return false;
    }
    let end = report.noun_span(before).end.max(one.at.end).min(other.at.start);
    let start = report.span(report.statement(one.node)).start;
    report.text(Span { start: end, end: other.at.start }).trim_matches([' ', '\n', '€', '$', '£']) == "to"
        && lead(report, before, start).is_some_and(|word| report.is_one_of(word, &["from"]))
}

/// The word right before a number, from a place on.
fn lead(report: &Report, index: u32, start: u32) -> Option<&Word> {
    let at = report.quantity(index)?.at;
    report.word_before(at.start).filter(|word| {
        let gap = report.text(Span { start: word.at.end, end: at.start });
        word.at.start >= start && gap.trim_matches([' ', '*', ':', '€', '$', '£']).is_empty()
    })
}

fn is_year(report: &Report, quantity: &Quantity) -> bool {
    let text = report.text(quantity.at);
    text.len() == 4 && (text.starts_with("19") || text.starts_with("20")) && quantity.exponent == 0
}
