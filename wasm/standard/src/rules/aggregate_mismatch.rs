//! # aggregate-mismatch (XF107)
//!
//! A mean, least or greatest value that the column above it or the row before it
//! does not give, or figures of one thing out of order: a median above the greatest.
//!
//! ## Why it matters
//! The mean is what is carried into the summary.
//!
//! ## Fires
//! ```report
//! | Run | Latency |
//! |-----|---------|
//! | 1 | 12.0 ms |
//! | 2 | 14.0 ms |
//! | 3 | 16.0 ms |
//! | Mean | 15.0 ms |
//! ```
//! ```report
//! | Sample | Assay (mg) |
//! |--------|-------|
//! | A | 49.8 |
//! | B | 50.3 |
//! | Max | 50.9 |
//! ```
//! ```report
//! | # | Delivered (µl) |
//! |---|----------------|
//! | 1 | 998.1 |
//! | 2 | 1001.4 |
//! | 3 | 999.2 |
//!
//! Mean: 999.6 µl
//!
//! Min: 998.1 µl, Max: 1001.8 µl
//! ```
//!
//! ```report
//! | Site | Run 1 | Run 2 | Run 3 | Mean | Max |
//! |------|-------|-------|-------|------|-----|
//! | Rim | 3.1 | 2.8 | 4.0 | 3.8 | 4.0 |
//! | Screen | 11.4 | 9.7 | 12.2 | 11.1 | 12.2 |
//! | Housing | 18.6 | 21.0 | 19.2 | 19.6 | 21.0 |
//! ```
//! ```report
//! | Applied | Hysteresis (bar) |
//! |---:|---:|
//! | 2.00 | 0.02 |
//! | 4.00 | 0.04 |
//! | 6.00 | 0.06 |
//!
//! Largest hysteresis: 0.09 bar
//! ```
//! ```report
//! | Station | O₂ (mg/l) | NO₃ (mg/l) | Count | pH |
//! |---|--:|--:|--:|--:|
//! | Bridge | 9.4 | 12.0 | 211 | 7.8 |
//! | Weir | 9.1 | 14.5 | 340 | 7.7 |
//! | Outfall | 6.2 | 27.5 | 1,450 | 7.3 |
//! | Mean | 8.23 | 16.0 | 667 | 7.6 |
//! ```
//!
//! ```report
//! | Call | Requests | avg ms | p95 ms | max ms |
//! |------|---------:|-------:|-------:|-------:|
//! | search | 25,200 | 41 | 162 | 1,240 |
//! | facet | 12,600 | 77 | 301 | 288 |
//! ```
//! ```report
//! Per read: min 38 ms, median 61 ms, max 52 ms.
//! ```
//! ```report
//! ## Efficiency
//!
//! | Metric | Value |
//! |--------|-------|
//! | Mean | 14.7% |
//! | Min | 13.9% |
//! | Max | 16.4% |
//!
//! ## Rounds
//!
//! | Round | Ops | Efficiency | Status |
//! |-------|-----|------------|--------|
//! | 1 | 160 | 13.9% | PASS |
//! | 2 | 160 | 15.2% | PASS |
//! | 3 | 160 | 14.6% | PASS |
//! | 4 | 160 | 15.1% | PASS |
//! ```
//! ```report
//! | Gate | Carts | Mean wait | Max wait |
//! |------|------:|----------:|---------:|
//! | north | 100 | 2.0 min | 9 min |
//! | south | 300 | 4.0 min | 12 min |
//! | **Total** | **400** | **3.5 min** | **15 min** |
//! ```
//! ```report
//! | Element | Score |
//! |---|---|
//! | Roof | 3 |
//! | Gutters | 4 |
//! | Lift | 2 |
//!
//! Average score: 3.4
//! ```
//! ```report
//! | Run | Time |
//! |---|---|
//! | 1 | 81 |
//! | 2 | 78 |
//! | 3 | 84 |
//! | 4 | 79 |
//! | 5 | 82 |
//! | Median | 79 |
//! ```
//!
//! ```report
//! Peak memory was 412 MB.
//!
//! | Phase | Peak memory |
//! |---|---|
//! | load | 380 MB |
//! | run | 421 MB |
//! | stop | 120 MB |
//! ```
//!
//! ```report
//! - Times of the three runs: 8.1, 8.4, 8.2 s; mean 8.6 s
//! ```
//! ```report
//! The mean of 12, 15 and 18 is 16.
//! ```
//! ```report
//! | Sample | Run 1 | Run 2 | Run 3 | Mean |
//! |---|---|---|---|---|
//! | A | 10.1 | 10.3 | 10.2 | 10.4 |
//! ```
//!
//! ## Stays silent
//! ```report
//! | Backend | p50 req/s | p95 req/s | p99 req/s |
//! |---------|----------:|----------:|----------:|
//! | old | 950 | 810 | 640 |
//! | new | 1,320 | 1,180 | 990 |
//! ```
//! ```report
//! | Run | Latency |
//! |-----|---------|
//! | 1 | 12.0 ms |
//! | 2 | 14.0 ms |
//! | … | … |
//! | 9 | 16.0 ms |
//! | Mean | 15.0 ms |
//! ```
//! ```report
//! | Module | Coverage |
//! |--------|-------|
//! | a | 50% |
//! | b | 100% |
//! | Average | 91% |
//! ```
use crate::counted::{METRICS, OPEN, is_near, matter};
use crate::{across, extremes, list_means, mean_excuses, pooled, ranks, spreads, superlatives};
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::error("XF107", "aggregate-mismatch", judge);

const WEIGHTED: Spellings<6> =
    Spellings::of(["weighted", "weighted average", "weighted mean", "gewichtet", "pondéré", "ponderado"]);

fn judge(report: &Report, ledger: &mut Ledger) {
    for table in report.tables() {
        for row in table.rows() {
            let [word] = row.label() else { continue };
            let kind =
                [Roles::MEDIAN, Roles::AVERAGE, Roles::MINIMUM, Roles::MAXIMUM].into_iter().find(|kind| word.is(*kind));
            let Some(kind) = kind.filter(|_| extremes::kind_of(report.text(word.at)).is_some()) else {
                continue;
            };
            // "| Average | $0.0064 | weighted |"
            let weighted = |word: &Word| WEIGHTED.has(word);
            if row.cells().any(|cell| cell.words().iter().any(weighted)) {
                continue;
            }
            // "| Maximum | 500 | no headroom | for an hour at most |" is one of several plans.
            let tells = |cell: Cell<'_>| cell.quantities().next().is_none() && cell.words().len() > 1;
            if row.cells().skip(1).any(tells) || !is_at_edge(table, row) || holds_percentiles(table) || holds_metrics(table) {
                continue;
            }
            let told: Vec<Told> =
                row.cells().skip(1).filter_map(|cell| column(report, table, kind, cell)).collect();
            // Where the other columns of the row are plain means, so is this one.
            let plain = told.iter().filter(|told| told.outcome == Outcome::Holds).count() > 2;
            for told in told {
                let outcome = match told.outcome {
                    Outcome::Contradicted if told.weighted && !plain => Outcome::Undecided,
                    outcome => outcome,
                };
                let judged = (told.value, outcome);
                write(report, (told.at, told.printed), &told.parts, (kind, "rows"), judged, ledger);
            }
        }
    }
    for table in report.tables() {
        for across in across::told(report, table) {
            let (Some(judged), Some(quantity)) = (across.outcome(report), report.quantity(across.printed)) else {
                continue;
            };
            let noted = mean_excuses::is_without_noted(report, across.kind, (&across.parts, across.printed));
            let judged = if judged.1 == Outcome::Contradicted && noted { (judged.0, Outcome::Undecided) } else { judged };
            write(report, (quantity.at, across.printed), &across.parts, (across.kind, "columns"), judged, ledger);
        }
    }
    for pooled in report.tables().flat_map(|table| pooled::told(report, table)) {
        let Some(quantity) = report.quantity(pooled.printed) else { continue };
        let (place, judged) = ((quantity.at, pooled.printed), (pooled.value, pooled.outcome));
        write_as(Severity::Warning, report, place, &pooled.parts, (pooled.kind, "rows"), judged, ledger);
    }
    for told in ranks::told(report) {
        order(report, &told, ledger);
    }
    for told in superlatives::told(report) {
        superlative(report, &told, ledger);
    }
    for told in list_means::told(report) {
        let Some((value, outcome)) = list_means::outcome(report, &told) else { continue };
        let at = report.quantity(told.printed).map_or(Span { start: 0, end: 0 }, |quantity| quantity.at);
        let what = (told.kind, "figures");
        write_as(Severity::Warning, report, (at, told.printed), &told.parts, what, (value, outcome), ledger);
    }
    for told in extremes::told(report).into_iter().chain(spreads::told(report)) {
        let Some(value) = extremes::aggregate(report, told.kind, &told.parts) else { continue };
        let mut outcome = compare(report, told.kind, value, told.printed);
        let tied = told.sure || told.named;
        let explained = is_weighted(report, told.kind, told.printed) && !is_outside(report, &told)
            || mean_excuses::may_be_of_parts(report, told.kind, (&told.parts, told.printed));
        if outcome == Outcome::Contradicted && (!tied || explained) {
            outcome = Outcome::Undecided;
        }
        let severity = if told.sure { Severity::Error } else { Severity::Warning };
        let at = report.quantity(told.printed).map_or(Span { start: 0, end: 0 }, |quantity| quantity.at);
        write_as(severity, report, (at, told.printed), &told.parts, (told.kind, "rows"), (value, outcome), ledger);
    }
}

/// Above the greatest or below the least: no weights make such a mean.
fn is_outside(report: &Report, told: &extremes::Extreme) -> bool {
    let printed = report.base_value(told.printed);
    let beyond = |kind: Roles| extremes::aggregate(report, kind, &told.parts);
    let (Some(least), Some(greatest)) = (beyond(Roles::MINIMUM), beyond(Roles::MAXIMUM)) else { return false };
    printed.below(least) == Outcome::Holds || greatest.below(printed) == Outcome::Holds
}

/// Under "Metric" each row measures something else, and none is the mean of others.
fn holds_metrics(table: Table<'_>) -> bool {
    table.header(0).is_some_and(|header| header.words().iter().any(|word| METRICS.has(word)))
}

/// "p50", "p(95)", "p99" below each other: then "avg" and "max" are of what was
/// measured, and not of those rows.
fn holds_percentiles(table: Table<'_>) -> bool {
    let named = |text: &str| {
        ranks::is_percentile(text)
            || ["percentile", "Percentile", "quantile"].iter().any(|name| text.contains(name))
            || text.split(['(', ')', ' ']).any(ranks::is_percentile)
    };
    let is_percentile = |row: &Row<'_>| row.cell(0).is_some_and(|cell| named(cell.text()));
    // "| Percentile | Latency |" over "97.5%".
    table.header(0).is_some_and(|header| named(header.text())) || table.rows().filter(is_percentile).count() > 1
}

/// The least must not be greater than the median, nor the 95th percentile than
/// the greatest. Where they are in order, that tells next to nothing of each:
/// only what is broken is written down. Two figures alone may be of two things.
fn order(report: &Report, order: &ranks::Order, ledger: &mut Ledger) {
    let Some(slip) = order.slip(report) else { return };
    let Some(quantity) = report.quantity(slip.blamed) else { return };
    let severity = if order.sure { Severity::Error } else { Severity::Warning };
    ledger.judge_as(severity, Outcome::Contradicted, quantity.at, |draft| {
        let (less, greater) = (figure(report, order, slip.less), figure(report, order, slip.greater));
        draft.message(format!("{less} is greater than {greater}")).blame(slip.blamed);
        for figure in &order.figures {
            draft.number(report, figure.number, "figure");
        }
    });
}

fn figure(report: &Report, order: &ranks::Order, number: u32) -> String {
    let name = order.figures.iter().find(|figure| figure.number == number).map_or("", |figure| figure.name(report));
    format!("{name} {}", report.printed(number))
}

/// "Largest hysteresis: 0.06 bar": of another run, it would not be of the column.
fn superlative(report: &Report, told: &extremes::Extreme, ledger: &mut Ledger) {
    let Some(value) = extremes::aggregate(report, told.kind, &told.parts) else { return };
    let outcome = match value.equals(report.base_value(told.printed)) {
        Outcome::Contradicted if mean_excuses::is_far(report, told.kind, (&told.parts, told.printed)) => {
            Outcome::Undecided
        }
        outcome => outcome,
    };
    let at = report.quantity(told.printed).map_or(Span { start: 0, end: 0 }, |quantity| quantity.at);
    write_as(Severity::Warning, report, (at, told.printed), &told.parts, (told.kind, "rows"), (value, outcome), ledger);
}

/// A mean of counts is no count: 667 of 666.7 was rounded.
fn compare(report: &Report, kind: Roles, value: Value, printed: u32) -> Outcome {
    let outcome = value.equals(report.base_value(printed));
    let rounded =
        kind == Roles::AVERAGE && report.count(printed).is_some() && is_near(value, report.value(printed));
    if outcome == Outcome::Contradicted && rounded { Outcome::HoldsByHabit } else { outcome }
}

/// Means of rates and shares are weighted by what the column does not show.
fn is_weighted(report: &Report, kind: Roles, printed: u32) -> bool {
    let class = report.quantity(printed).map_or(u8::MAX, |quantity| quantity.class);
    kind == Roles::AVERAGE
        && (class == class::PERCENTAGE || class == class::MULTIPLE || report.dimension(printed).1 != 0)
}

/// Whether the rows are all above it or all below it, but for such as sum up, too:
/// between others "mean" is one figure of many.
fn is_at_edge(table: Table<'_>, own: Row<'_>) -> bool {
    const SUMMARY: Roles =
        Roles::AVERAGE.or(Roles::MEDIAN).or(Roles::MINIMUM).or(Roles::MAXIMUM).or(Roles::SPREAD).or(Roles::TOTAL);
    let plain = |row: &Row<'_>| row.label().first().is_none_or(|word| !word.is(SUMMARY));
    let above = table.rows().take_while(|row| row.node < own.node).any(|row| plain(&row));
    let below = table.rows().skip_while(|row| row.node <= own.node).any(|row| plain(&row));
    above != below
}

/// A cell of a row of means, with what the column comes to.
struct Told {
    at: Span,
    printed: u32,
    parts: Vec<u32>,
    value: Value,
    outcome: Outcome,
    weighted: bool,
}

fn column(report: &Report, table: Table<'_>, kind: Roles, cell: Cell<'_>) -> Option<Told> {
    let printed = cell.number()?;
    let rows = matter(table)?;
    if table.introduction().is_some_and(|node| report.roles_of(node).has(OPEN)) {
        return None;
    }
    let mut parts = Vec::new();
    for row in &rows {
        let [first, ..] = row.label() else { continue };
        if first.is(Roles::MINIMUM | Roles::MAXIMUM | Roles::AVERAGE | Roles::MEDIAN | Roles::SPREAD) {
            continue;
        }
        let number = row.cell(cell.column).and_then(Cell::number)?;
        let is_share = |index: u32| report.is_percentage(index);
        // "2093", "711" and "34%" are no figures of one kind.
        if report.dimension(number) != report.dimension(printed) || is_share(number) != is_share(printed) {
            return None;
        }
        parts.push(number);
    }
    let value = extremes::aggregate(report, kind, &parts)?;
    let outcome = match compare(report, kind, value, printed) {
        Outcome::Contradicted if mean_excuses::may_be(report, table, cell.column, kind, (&parts, printed)) => {
            Outcome::Undecided
        }
        outcome => outcome,
    };
    let weighted = is_weighted(report, kind, printed);
    Some(Told { at: cell.at(), printed, parts, value, outcome, weighted })
}

fn write(
    report: &Report,
    place: (Span, u32),
    parts: &[u32],
    what: (Roles, &str),
    judged: (Value, Outcome),
    ledger: &mut Ledger,
) {
    write_as(Severity::Error, report, place, parts, what, judged, ledger);
}

fn write_as(
    severity: Severity,
    report: &Report,
    (at, printed): (Span, u32),
    parts: &[u32],
    (kind, of): (Roles, &str),
    (value, outcome): (Value, Outcome),
    ledger: &mut Ledger,
) {
    ledger.judge_as(severity, outcome, at, |draft| {
        let what = match kind {
            Roles::AVERAGE => "mean",
            Roles::MEDIAN => "median",
            Roles::MINIMUM => "least",
            _ => "greatest",
        };
        let unit = report.quantity(printed).and_then(|quantity| report.unit(quantity));
        let scale = unit.and_then(|unit| {
            crossfoot_kit::exact::Ratio::new(i128::from(unit.divisor), i128::from(unit.factor))
        });
        let shown = scale.map_or(value, |scale| value.mul(Value::exactly(scale)));
        let figure = report.printed(printed);
        draft
            .message(match outcome {
                Outcome::Contradicted => {
                    format!("the {what} of {} {of} is {}; the report says {figure}", parts.len(), shown.hull())
                }
                _ => format!("the {what} of {} {of} is {}; printed {figure}", parts.len(), shown.hull()),
            })
            .number(report, printed, what)
            .blame(printed);
        for part in parts {
            draft.number(report, *part, "row");
        }
    });
}
