//! # delta-mismatch (XF106)
//!
//! A difference that the two states beside it do not give, or a duration that
//! its start and its end do not.
//!
//! ## Why it matters
//! "No new crashes" is believed because of the two counts beside it, and
//! nobody subtracts them.
//!
//! ## Fires
//! ```report
//! | Metric | Value |
//! |--------|-------|
//! | Crashes before tests | 274 |
//! | Crashes after tests | 275 |
//! | **New crashes** | **0** |
//! ```
//! ```report
//! - Connections opened: 3,620
//! - Connections closed: 3,619
//! - Leaked: 0
//! ```
//! ```report
//! | Table | Before | After | Change |
//! |-------|--------|-------|--------|
//! | users | 1200 | 1250 | +40 |
//! ```
//! ```report
//! | Table | Source | Target | Diff |
//! |-------|--------|--------|------|
//! | rooms | 8,830 | 8,829 | 0 |
//! ```
//! ```report
//! | Step | Rows in | Rows out | Rejected |
//! |------|---------|----------|----------|
//! | dedupe | 40,000 | 39,412 | 588 |
//! | validate | 39,412 | 39,380 | 41 |
//! | enrich | 39,380 | 39,380 | 0 |
//! | load | 39,380 | 39,102 | 278 |
//! ```
//! ```report
//! Sockets opened 3,620, closed 3,619, leaked 0.
//! ```
//! ```report
//! Line coverage rose from 71.4% to 78.9% (+8.5 points).
//! ```
//!
//! ```report
//! The copy started 22:04, ended 23:31, duration 1 h 17 min.
//! ```
//! ```report
//! The window opened 2025-06-08 22:00 UTC and closed 2025-06-09 01:30 UTC (total: 2 h 30 min).
//! ```
//! ```report
//! | Table | Source rows | Copied rows | Diff |
//! |---|--:|--:|--:|
//! | clients | 184,220 | 184,220 | 0 |
//! | bills | 902,411 | 902,409 | 0 |
//! | notes | 38,117 | 38,117 | 0 |
//! ```
//! ```report
//! | Week | Errors | Change |
//! |--:|--:|--:|
//! | 1 | 904 | |
//! | 2 | 610 | −294 |
//! | 3 | 255 | −355 |
//! | 4 | 301 | −46 |
//! | 5 | 120 | −181 |
//! ```
//! ```report
//! | Kind | Old | New | Δ |
//! |---|--:|--:|--:|
//! | Forms | 33 | 42 | +9 |
//! | Tables | 22 | 20 | +2 |
//! | Charts | 9 | 15 | +6 |
//! | Text | 18 | 19 | +1 |
//! ```
//!
//! ```report
//! - Start: 2025-05-15 06:12 UTC
//! - End: 2025-05-15 09:33 UTC
//! - Duration: 141 min
//! ```
//! ```report
//! | Test | Result | Details |
//! |------|--------|---------|
//! | handles | PASS | 0 leaks (created=2480, released=2479) |
//! ```
//! ```report
//! | Metric | Old crew | New crew | Improvement |
//! |--------|----------|----------|-------------|
//! | Share on time | 50.0% | 100.0% | +0% |
//! | Mean delay | 6.75 min | 3.30 min | 2.05x shorter |
//! | Stops served | 4/8 | 8/8 | +4 stops |
//! ```
//! ```report
//! - Score: 75 → 92 (+23 points)
//! ```
//! ```report
//! **Period:** 2025-03-03 to 2025-03-16 (21 days)
//! ```
//! ```report
//! The wait went from 240 ms → 170 ms (−60 ms).
//! ```
//! ```report
//! The share of late parcels dropped from 7.8% to 8.4%.
//! ```
//!
//! ```report
//! They closed 40 complaints, 12 more than the 30 of last month.
//! ```
//! ```report
//! The cellar used 1,080 kWh, 12% less than in June (1,200 kWh).
//! ```
//! ```report
//! Memory falls from 1,480 MiB to 1,295 MiB, a saving of 158 MiB.
//! ```
//! ```report
//! The share of punctual trains rose from 83.1% to 100.0%, that is by 17.9 percentage points.
//! ```
//!
//! ```report
//! | Time | Event | Min since start |
//! |---|---|---:|
//! | 06:12 | the lamp goes out | 0 |
//! | 06:21 | the bell rings | 9 |
//! | 06:40 | four people come | 38 |
//! | 06:55 | the fuse is found | 43 |
//! | 07:20 | the lamp burns | 68 |
//! ```
//! ```report
//! **25 new tests this week** (668 in all, up from 648).
//! ```
//! ```report
//! The cellar used 1,080 kWh, down 12% from 1,200 kWh.
//! ```
//! ```report
//! - Fed in: **1,152.0 MWh** (forecast 1,100.0 MWh, +4.5 %)
//! ```
//! ```report
//! | Check | Status | Details |
//! |-------|--------|---------|
//! | boats | PASS | No leak (issued=3620, returned=3610) |
//! ```
//! ```report
//! ## Crack status
//!
//! - Before tests: 260
//! - After tests: 262
//! - New cracks: **0**
//! ```
//! ```report
//! Run date: 27 February 2025, start 08:40, end 12:25 (3 h 35 min in all).
//! ```
//! ```report
//! - Moths: 203 before, 61 after (124 fewer).
//! ```
//! ```report
//! - Crossing: 120 min allowed, 104 min used (26 min to spare)
//! ```
//! ```report
//! - Big crate, 102.7 kg (last: 101.2 kg, 2.5 kg larger)
//! ```
//! ```report
//! - Before: 5,208
//! - After: 6,804
//! - Change: 1,569
//! ```
//!
//! ```report
//! - Depot image, 102.7 MB (7.3.2: 101.2 MB, 2.5 MB larger)
//! ```
//!
//! ```report
//! 2. 15 Oct: weighbridge down for 3 h 20 min (09:40 to 12:00)
//! ```
//! ```report
//! Week 1 brought 660 barges, week 2 brought 703, i.e. 34 more.
//! ```
//! ```report
//! | Metric | Value |
//! |---|---|
//! | Source rows | 3,418,960 |
//! | Copied rows | 3,418,918 |
//! | Difference | 24 |
//! ```
//! ```report
//! The choir gave 6 concerts between 19 and 28 June 2025 (11 days).
//! ```
//!
//! ```report
//! | Metric | Before | After |
//! |---|---|---|
//! | Bread | 2,788 | 2,914 (+136) |
//! | Rolls | 40 | 44 (+4) |
//! | Cakes | 1,200 | 1,100 (−100) |
//! ```
//!
//! ```report
//! - **First day:** 320 loaves
//! - **With the second oven:** 445 loaves (+125)
//! - **With the third:** 545 loaves (+110)
//! - **On Sundays:** 845 loaves (+300)
//! ```
//!
//! ## Stays silent
//! ```report
//! | Metric | Value |
//! |--------|-------|
//! | Crashes before tests | 274 |
//! | Crashes after tests | 275 |
//! | New crashes | 1 |
//! ```
//! ```report
//! | Query | Before | After | Change |
//! |-------|--------|-------|--------|
//! | users | 1200 ms | 736 ms | 1.63x faster |
//! ```
//! ```report
//! | Ward | Admitted | Discharged | Beds |
//! |------|----------|------------|------|
//! | A | 30 | 21 | 9 |
//! | B | 18 | 11 | 12 |
//! | C | 22 | 19 | 14 |
//! ```
use crate::balances::{self, Change};
use crate::changes::{self, Measure};
use crate::clock_columns::{self, Offset};
use crate::comparisons::{self, Compared};
use crate::date_spans::{self, DateSpan};
use crate::directions::{self, Direction};
use crate::durations;
use crate::leaks::{self, Leak};
use crate::laws;
use crate::{movements, state_columns};
use crate::windows::{self, Window};
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::error("XF106", "delta-mismatch", judge);

fn judge(report: &Report, ledger: &mut Ledger) {
    let laws = report.remembered(laws::of_tables);
    let mut known: Vec<u32> = Vec::new();
    for (table, laws) in report.tables().zip(laws.iter()).filter(|(table, _)| table.columns() > 2) {
        for (change, severity) in state_columns::told(report, table, laws.as_ref()) {
            known.push(change.delta);
            write(report, &change, severity, ledger);
        }
    }
    for leak in leaks::told(report) {
        denied_leak(report, &leak, ledger);
    }
    known.sort_unstable();
    let moved = report.remembered(movements::told);
    for told in moved.iter().filter(|told| told.is_difference && known.binary_search(&told.printed).is_err()) {
        let pair = [(told.before, told.after)];
        tell(report, (&pair, told.printed), (told.value, told.outcome), told.severity, ledger);
    }
    for told in report.remembered(changes::told).iter().filter(|told| told.measure == Measure::Difference) {
        let change = Change { pairs: vec![(told.before, told.after)], delta: told.change, tied: true, signed: false };
        write(report, &change, Severity::Error, ledger);
    }
    for window in windows::told(report) {
        between_clocks(report, &window, ledger);
    }
    for direction in directions::told(report) {
        goes(report, &direction, ledger);
    }
    for span in date_spans::told(report) {
        between_dates(report, &span, ledger);
    }
    for offset in report.tables().flat_map(|table| clock_columns::told(report, table)) {
        since_first(report, &offset, ledger);
    }
    for compared in comparisons::told(report) {
        more_or_less(report, &compared, ledger);
    }
    for change in balances::in_fields(report).into_iter().chain(balances::in_statements(report)) {
        write(report, &change, Severity::Error, ledger);
    }
}

/// `| 06:40 | cause found | 28 |`: so many minutes after the first row.
fn since_first(report: &Report, offset: &Offset, ledger: &mut Ledger) {
    let Some(at) = report.quantity(offset.printed).map(|quantity| quantity.at) else { return };
    let outcome = Value::whole(offset.right).equals(report.value(offset.printed));
    ledger.judge_as(Severity::Warning, outcome, at, |draft| {
        let (from, to, printed) =
            (report.printed(offset.from), report.printed(offset.to), report.printed(offset.printed));
        let says = if outcome == Outcome::Contradicted { "the report says" } else { "printed" };
        draft
            .message(format!("{from} to {to} is {}; {says} {printed}", offset.right))
            .number(report, offset.from, "start")
            .number(report, offset.to, "end")
            .number(report, offset.printed, "offset")
            .blame(offset.printed);
    });
}

/// "48 s, 12 s more than the 35 s on main": of another run, it would not be of these two.
fn more_or_less(report: &Report, compared: &Compared, ledger: &mut Ledger) {
    let (value, outcome) = compared.outcome(report);
    let Some(at) = report.quantity(compared.printed).map(|quantity| quantity.at) else { return };
    ledger.judge_as(Severity::Warning, outcome, at, |draft| {
        let spelled = |index: u32| report.printed(index);
        let (figure, base, printed) = (spelled(compared.figure), spelled(compared.base), spelled(compared.printed));
        let says = if outcome == Outcome::Contradicted { "the report says" } else { "printed" };
        let unit = report.quantity(compared.printed).and_then(|quantity| report.unit(quantity));
        let scale = unit
            .filter(|_| !report.printed(compared.printed).ends_with('%'))
            .and_then(|unit| crossfoot_kit::exact::Ratio::new(i128::from(unit.divisor), i128::from(unit.factor)));
        let shown = scale.map_or(value, |scale| value.mul(Value::exactly(scale)));
        draft
            .message(format!("{figure} beside {base} is {} off; {says} {printed}", shown.hull()))
            .number(report, compared.figure, "figure")
            .number(report, compared.base, "base")
            .number(report, compared.printed, "difference")
            .blame(compared.printed);
        if let Some(base) = report.quantity(compared.base) {
            draft.related(base.at, "compared with".into());
        }
    });
}

/// "started 22:04, ended 23:31, duration 1 h 17 min".
fn between_clocks(report: &Report, window: &Window, ledger: &mut Ledger) {
    let Some((between, outcome)) = window.outcome(report) else { return };
    let at = durations::span(report, window.duration);
    ledger.judge(outcome, at, |draft| {
        let (start, end) = (report.printed(window.start), report.printed(window.end));
        let (length, printed) = (window.spelled(between), report.text(at));
        let says = if outcome == Outcome::Contradicted { "the report says" } else { "printed" };
        draft
            .message(format!("{start} to {end} is {length}; {says} {printed}"))
            .number(report, window.start, "start")
            .number(report, window.end, "end")
            .number(report, window.duration, "duration")
            .blame(window.duration);
        for index in [window.start, window.end] {
            if let Some(quantity) = report.quantity(index) {
                draft.related(quantity.at, "the clock".into());
            }
        }
    });
}

/// "dropped from 78% to 84%". That they go that way tells next to nothing of either.
fn goes(report: &Report, direction: &Direction, ledger: &mut Ledger) {
    let Some(after) = report.quantity(direction.after) else { return };
    ledger.judge_as(Severity::Warning, Outcome::Contradicted, after.at, |draft| {
        let (from, to) = (report.printed(direction.before), report.printed(direction.after));
        let word = report.text(direction.word);
        draft
            .message(format!("from {from} to {to} is the other way about; the report says \"{word}\""))
            .number(report, direction.before, "before")
            .number(report, direction.after, "after")
            .blame(direction.after)
            .related(direction.word, "the way it is said to go".into());
    });
}

/// "2024-05-03 to 2024-05-09 (12 days)".
fn between_dates(report: &Report, span: &DateSpan, ledger: &mut Ledger) {
    let Some(days) = report.quantity(span.days) else { return };
    ledger.judge_as(span.severity, span.outcome, days.at, |draft| {
        let (range, printed, between) = (report.text(span.at), report.printed(span.days), span.between);
        let says = if span.outcome == Outcome::Contradicted { "the report says" } else { "printed" };
        draft
            .message(format!("{range} is {between} days, or {} with both; {says} {printed}", between + 1))
            .number(report, span.end, "last date")
            .number(report, span.days, "days")
            .blame(span.days)
            .related(span.at, "the dates".into());
    });
}

/// "No leak (created=3620, released=3610)". Some may be kept on purpose.
fn denied_leak(report: &Report, leak: &Leak, ledger: &mut Ledger) {
    let left = report.value(leak.created).sub(report.value(leak.released));
    let outcome = left.equals(Value::whole(0));
    ledger.judge_as(Severity::Warning, outcome, leak.claim, |draft| {
        let [created, released] = [leak.created, leak.released].map(|index| report.printed(index));
        let said = report.text(leak.claim);
        draft
            .message(match outcome {
                Outcome::Contradicted => format!("{created} − {released} is {}; the report says \"{said}\"", left.hull()),
                _ => format!("{created} − {released} is {}: \"{said}\"", left.hull()),
            })
            .number(report, leak.created, "created")
            .number(report, leak.released, "released")
            .blame(leak.released);
    });
}

/// The sum of what changed in each pair, against the printed difference, in
/// either direction; a finding of the given severity.
fn write(report: &Report, change: &Change, severity: Severity, ledger: &mut Ledger) {
    let Some((value, outcome)) = change.outcome(report) else { return };
    let outcome = if outcome == Outcome::Contradicted && !change.tied { Outcome::Undecided } else { outcome };
    tell(report, (&change.pairs, change.delta), (value, outcome), severity, ledger);
}

fn tell(
    report: &Report,
    (pairs, delta): (&[(u32, u32)], u32),
    (value, outcome): (Value, Outcome),
    severity: Severity,
    ledger: &mut Ledger,
) {
    let at = report.statement_span(report.statement_of(delta));
    // A difference without a sign is told as what was less what is left.
    let falls = |(before, after): &(u32, u32)| {
        report.value(*before).fits_in(report.value(*after)) == Outcome::Contradicted
    };
    let bare = report.printed(delta).starts_with(|first: char| first.is_ascii_digit());
    let down = bare && pairs.iter().all(falls);
    let value = if down { Value::whole(0).sub(value) } else { value };
    let describe = |draft: &mut Draft| {
        let mut text = String::new();
        for (before, after) in pairs {
            if !text.is_empty() {
                text.push_str(" + ");
            }
            let (from, less) = if down { (before, after) } else { (after, before) };
            text.push_str(&format!("{} − {}", report.printed(*from), report.printed(*less)));
            draft.number(report, *after, "after").number(report, *before, "before");
            for index in [*before, *after] {
                if let Some(quantity) = report.quantity(index) {
                    draft.related(quantity.at, report.printed(index).to_owned());
                }
            }
        }
        let printed = report.printed(delta);
        draft
            .message(match outcome {
                Outcome::Contradicted => format!("{text} is {}; the report says {printed}", value.hull()),
                _ => format!("{text} is {}; printed {printed}", value.hull()),
            })
            .number(report, delta, "difference")
            .claim(format!("{text} = {printed}"))
            .blame(delta);
    };
    ledger.judge_as(severity, outcome, at, describe);
}
