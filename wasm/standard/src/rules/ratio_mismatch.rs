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
//! | Mode | Depth | Batches/s | Speedup |
//! |------|-------|-----------|---------|
//! | waiting | 1 | 4,723 | baseline |
//! | not waiting | 32 | 93,944 | 29.89x |
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
//! ```report
//! Printing got 40% quicker: 45% smaller plates (2.4 MB → 1.1 MB), from 120 s to 45 s, a 52.5% improvement.
//! ```
//! ```report
//! | Part | Before | After | Savings |
//! |------|--------|-------|---------|
//! | Bracket | 1,000 g | 63 g | 937 g (93%) |
//! | Hinge | 100 g | 40 g | 60 g (40%) |
//! | Cover | 220 g | 0 g | 220 g (100%) |
//! ```
//! ```report
//! | Pumps | l/s | vs 1 pump |
//! |-------|-----|-----------|
//! | 1 | 65 | 1.0x |
//! | 2 | 128 | 2.0x |
//! | 4 | 258 | 4.0x |
//! | 8 | 316 | 8.0x |
//! ```
//! ```report
//! The share fell from 18.40% to 6.10%, a reduction of 56.8% relative to the spring.
//! ```
//! ```report
//! - **426% more tests**: From 141 to 601 tests
//! ```
//! ```report
//! | Threads | Throughput (images/s) | Efficiency |
//! |---------|-----------------------|------------|
//! | 1 | 702 | 100% |
//! | 2 | 913 | 65.0% |
//! | 4 | 1,011 | 36.0% |
//! | 8 | 1,123 | 25.0% |
//! ```
//! ````report
//! ```
//! Sequential (1 thread): 61,480 images/s
//! 2 threads: 108,205 images/s (1.76x, 88.0% eff)
//! 4 threads: 155,544 images/s (2.53x, 63.2% eff)
//! 8 threads: 192,432 images/s (3.53x, 44.1% eff)
//! ```
//! ````
//! ```report
//! - 1 thread: 466 plates/s
//! - 2 threads: 741 plates/s
//! - Speedup: 1.95x
//! - Efficiency: 79.5%
//! ```
//! ````report
//! ```
//! Kettles, 8 workers: 23.0% efficiency (1.94x speedup)
//! ```
//! ````
//! ```report
//! **Total laps done: 140 (56x+ required 3 laps)**
//! ```
//! ```report
//! - batch=1: 10,412 plates/s
//! - batch=8: 80,290 plates/s (7.7x)
//! - batch=64: 630,610 plates/s (68.6x)
//! ```
//! ```report
//! Lock: 918 plates/s, Sem(2): 1,041 plates/s, 23% speedup
//! ```
//! ```report
//! | Depth | Time | Plates/s | Speedup |
//! |-------|------|----------|---------|
//! | 1 (sync) | 98.4 ms | 5,081 | 1.00x |
//! | 2 | 54.0 ms | 9,262 | 1.82x |
//! | 4 | 15.8 ms | 31,604 | 6.22x |
//! | 8 | 6.2 ms | 81,990 | 15.94x |
//! | 16 | 5.1 ms | 98,417 | 19.37x |
//! ```
//!
//! ```report
//! | Mill | Old (s) | New (s) | Speedup | Verdict |
//! |---|---:|---:|---:|---|
//! | oak | 42.0 | 24.0 | 1.75x | 🟢 faster |
//! | ash | 36.0 | 22.5 | 1.60x | 🟢 faster |
//! | elm | 15.0 | 16.5 | 0.91x | 🟢 faster |
//! | fir | 25.2 | 14.0 | 1.80x | 🟢 faster |
//! ```
//!
//! ```report
//! The new mill is 8.8x faster (90 s vs 700 s).
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
use crate::{arrows, efficiency_columns, excesses, gains, movements, other_bases, paired_ratios, scaling, statistic_rows};
use crate::said_directions::{self, Said};
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::error("XF104", "ratio-mismatch", judge);

fn judge(report: &Report, ledger: &mut Ledger) {
    let mut known: Vec<u32> = Vec::new();
    for table in report.tables().filter(|table| (3..=12).contains(&table.columns())) {
        for column in 1..table.columns() {
            let header = table.header_roles(column);
            if is_from_row_to_row(report, table, column) {
                continue;
            }
            if let Some(gains) = paired_ratios::of(report, table, column) {
                known.extend(gains.iter().map(|gain| gain.printed));
                tell(report, gains, ledger);
                continue;
            }
            let gains = if header.has(Roles::SPEEDUP) || is_against(table, column) {
                let across = speedups::across(report, table, column);
                speedups::of_rows(report, table, column).into_iter().chain(across).collect()
            } else if header.has(Roles::EFFICIENCY) {
                efficiency_columns::efficiencies(report, table, column)
            } else {
                Vec::new()
            };
            known.extend(gains.iter().map(|gain| gain.printed));
            tell(report, gains, ledger);
        }
    }
    for said in report.tables().flat_map(said_directions::of) {
        one_way(report, &said, ledger);
    }
    tell(report, excesses::over_required(report), ledger);
    let scaled = scaling::told(report);
    known.extend(scaled.iter().map(|gain| gain.printed));
    tell(report, scaled, ledger);
    known.sort_unstable();
    let moved = report.remembered(movements::told);
    for told in moved.iter().filter(|told| !told.is_difference && known.binary_search(&told.printed).is_err()) {
        let pair = (told.before, told.after);
        describe_as(report, told.severity, pair, told.printed, (told.value, told.outcome), ledger);
    }
    for told in report.remembered(changes::told).iter().filter(|told| told.measure != Measure::Difference) {
        behind_states(report, told, ledger);
    }
    let gains = gains::told(report).into_iter().filter(|gain| known.binary_search(&gain.printed).is_err());
    tell(report, gains.collect(), ledger);
    for moved in arrows::told(report) {
        if let Some(found) = moved.outcome(report) {
            describe_as(report, moved.severity, (moved.before, moved.after), moved.claim, found, ledger);
        }
    }
}

/// "0.91x" that is "faster", where all other rows have it the other way.
fn one_way(report: &Report, told: &Said<'_>, ledger: &mut Ledger) {
    let Some(quantity) = told.figures.first().and_then(|first| report.quantity(*first)) else { return };
    let outcome = if told.turned { Outcome::Contradicted } else { Outcome::Holds };
    ledger.judge_as(Severity::Warning, outcome, quantity.at, |draft| {
        let printed: Vec<&str> = told.figures.iter().map(|index| report.printed(*index)).collect();
        let (printed, said) = (printed.join(" to "), told.said.text().trim());
        draft.message(match told.turned {
            true => format!("{printed} went the other way than the rows beside it; the report says \"{said}\""),
            false => format!("{printed}: \"{said}\""),
        });
        for index in &told.figures {
            draft.number(report, *index, "figure");
        }
        draft.related(told.said.at(), "what the row says".into());
    });
}

/// "vs 1 thread", "vs the old mill" where a row has that name; "vs PyTorch" is against
/// something that the table does not hold.
fn is_against(table: Table<'_>, column: u32) -> bool {
    let Some(header) = table.header(column) else { return false };
    let text = header.text().trim().to_lowercase();
    let Some(other) = text.strip_prefix("vs") else { return false };
    let named = |word: &Word| table.rows().any(|row| row.label().iter().any(|own| own.concept == word.concept));
    let words = header.words().get(1..).unwrap_or_default();
    words.is_empty()
        || other.contains(|sign: char| sign.is_ascii_digit())
        || words.iter().any(|word| word.is(Roles::BASELINE | Roles::BEFORE) || named(word))
}

/// "vs previous", "Step speedup": each row against the one above.
fn is_from_row_to_row(report: &Report, table: Table<'_>, column: u32) -> bool {
    let words = table.header(column).map_or(&[][..], Cell::words);
    words.iter().any(|word| report.is_one_of(word, &["previous", "step", "prior", "prev"]))
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

fn tell(report: &Report, gains: Vec<Gain>, ledger: &mut Ledger) {
    for gain in gains {
        let outcome = match gain.value.equals(report.value(gain.printed)) {
            Outcome::Contradicted if other_bases::is_named(report, gain.printed, gain.pair.1) => Outcome::Undecided,
            outcome => outcome,
        };
        if let Some(workers) = gain.workers {
            shared(report, &gain, workers, outcome, ledger);
            continue;
        }
        describe_as(report, gain.severity, gain.pair, gain.printed, (gain.value, outcome), ledger);
    }
}

/// "8 threads: 664.9 ops/s (14.8% efficiency)" beside what one of them does.
fn shared(report: &Report, gain: &Gain, workers: u32, outcome: Outcome, ledger: &mut Ledger) {
    let at = report.quantity(gain.printed).map_or(Span { start: 0, end: 0 }, |quantity| quantity.at);
    let (figure, base) = gain.pair;
    ledger.judge_as(gain.severity, outcome, at, |draft| {
        let [all, one, many, printed] = [figure, base, workers, gain.printed].map(|index| report.printed(index));
        let says = if outcome == Outcome::Contradicted { "the report says" } else { "printed" };
        let sign = if report.is_percentage(gain.printed) { "%" } else { "" };
        draft
            .message(format!("{all} ÷ ({many} × {one}) is {}{sign}; {says} {printed}", gain.value.hull()))
            .number(report, figure, "figure")
            .number(report, base, "baseline")
            .number(report, workers, "workers")
            .number(report, gain.printed, "efficiency")
            .blame(gain.printed);
        for index in [figure, base].into_iter().filter(|_| outcome == Outcome::Contradicted) {
            if let Some(quantity) = report.quantity(index) {
                draft.related(quantity.at, "compared".into());
            }
        }
    });
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
    // The mean of ratios is not the ratio of means.
    let outcome = match outcome {
        Outcome::Contradicted if statistic_rows::is_of_statistic(report, printed) => Outcome::Undecided,
        outcome => outcome,
    };
    let at = report.quantity(printed).map_or(Span { start: 0, end: 0 }, |quantity| quantity.at);
    // "230x" of 4.2 and 1,159 is told of the greater one.
    let one = Value::whole(1);
    let multiple = report.quantity(printed).is_some_and(|quantity| quantity.class == class::MULTIPLE);
    let turned = multiple && value.below(one) == Outcome::Holds && one.below(report.value(printed)) == Outcome::Holds;
    let ((a, b), value) = if turned { ((b, a), one.div(value)) } else { ((a, b), value) };
    ledger.judge_as(severity, outcome, at, |draft| {
        let (first, second, figure) = (report.printed(a), report.printed(b), report.printed(printed));
        let class_of = |index: u32| report.quantity(index).map_or(u8::MAX, |quantity| quantity.class);
        let change = class_of(printed) == class::PERCENTAGE && class_of(a) != class::MULTIPLE;
        let (one, other) = (report.quantity(a), report.quantity(b));
        let from_to = one.zip(other).is_some_and(|(one, other)| {
            let between = Span { start: one.at.end.min(other.at.start), end: other.at.start };
            between.end - between.start < 32 && report.text(between).ends_with(" to ")
        });
        let arrow = change || from_to || report.quantity(a).is_some_and(|quantity| quantity.joint == joint::ARROW);
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
