//! # target-missed (XF301)
//!
//! A figure that is said to meet its target and does not, or that does not show
//! that it does.
//!
//! ## Why it matters
//! The word PASS is read, and the figures beside it are not. A measured
//! "48,000+" neither meets nor misses a target of 50,000: the bound was never
//! tested.
//!
//! ## Fires
//! ```report
//! | Metric | Target | Measured | Status |
//! |--------|--------|----------|--------|
//! | Throughput | 50,000 samples/s | 48,000 samples/s | PASS |
//! | P99 latency | <50 ms | 64 ms | PASS |
//! ```
//! ```report
//! | Metric | Goal | Actual | Met? |
//! |---|---|---|---|
//! | Throughput | 50,000 req/s | 48,000+ | Yes |
//! ```
//! ```report
//! The p95 latency was 212 ms against a limit of 200 ms: PASS.
//! ```
//! ```report
//! | Parameter | Acceptance criterion | Observed | Conforms |
//! |---|---|---|---|
//! | Moisture | NMT 2.0 % | 2.4 % | Yes |
//! | Tablets in the strip | 10 | 10 | Yes |
//! ```
//! ```report
//! - Line coverage: 87% (target: 95%+) - MET
//! ```
//! ```report
//! ### Cold start
//! - Target: under 400 ms
//! - Actual: 412 ms
//! - Status: PASS
//! ```
//! ```report
//! | Line | Bottles/h | Availability | Target | Met |
//! |------|-----------|--------------|--------|-----|
//! | 1 | 12,000 | 99.93% | 99.9% | ✅ |
//! | 2 | 11,400 | 99.76% | 99.9% | ✅ |
//! ```
//! ```report
//! | | p95 latency | Error rate |
//! |---|---|---|
//! | Limit | 250 ms | 0.5% |
//! | Measured | 262 ms | 0.1% |
//! | Verdict | PASS | PASS |
//! ```
//!
//! ```report
//! | Treatment | Protein % | ≥ 13%? |
//! |-----------|-----------|--------|
//! | early | 11.9 | no |
//! | late | 12.6 | yes |
//! ```
//! ```report
//! RTO target: 60 min. Achieved: 74 min. RTO met.
//! ```
//! ```report
//! - ✅ Open tickets: 12 (target ≤ 10)
//! ```
//! ```report
//! - Lines: 91.2 % (threshold 85 %) ✅
//! - Branches: 71.5 % (threshold 80 %) ✅
//! ```
//! ```report
//! 2. False alarms ≤ 0.02 → 0.031, met
//! ```
//! ```report
//! ### Seat clearance (limit 6 mm)
//!
//! | Seat | Left | Right | OK |
//! |---|--:|--:|:-:|
//! | 1A | 4.1 | 5.2 | ✓ |
//! | 1B | 3.9 | 5.0 | ✓ |
//! | 1C | 6.8 | 4.4 | ✓ |
//! | 1D | 7.3 | 4.9 | ✗ |
//! ```
//! ```report
//! ## Reaction times (limit 100 ms)
//!
//! | Fault | min | mean | max | Result |
//! |-------|----:|-----:|----:|--------|
//! | surge | 41 | 55 | 78 | PASS |
//! | sag | 44 | 58 | 81 | PASS |
//! | heat | 62 | 88 | 117 | PASS |
//! | short | 2 | 3 | 5 | PASS |
//! ```
//! ```report
//! **Fine (90%+):** Wheel (93%), Kiln (95%), Glaze (83%)
//! ```
//! ```report
//! The p95 of 240 ms is well below the limit of 200 ms.
//! A throughput of 850 req/s exceeds the required 1,000 req/s.
//! ```
//! ```report
//! | Text | Ratio | Required | Result |
//! |---|---|---|---|
//! | Body | 11.2:1 | 4.5:1 | pass |
//! | Links | 5.4:1 | 4.5:1 | pass |
//! | Hints | 3.7:1 | 4.5:1 | pass |
//! ```
//! ```report
//! | Table | Old server | New server | Match |
//! |---|---:|---:|---|
//! | members | 48,210 | 48,210 | ✅ |
//! | visits | 391,774 | 391,762 | ✅ |
//! | rooms | 86 | 86 | ✅ |
//! ```
//! ```report
//! | Größe | Grenzwert | Gemessen | Ergebnis |
//! |---|---|---|---|
//! | Ableitstrom | ≤ 0,5 mA | 0,62 mA | erfüllt |
//! ```
//! ```report
//! - ✅ p95 < 200 ms (measured: 240 ms)
//! - [x] Yield ≥ 80% (78.4%)
//! ```
//! ```report
//! | Requirement | Measured | Met |
//! |---|---|---|
//! | p95 < 200 ms | 240 ms | ✅ |
//! | Lost parcels < 1% | 0.2% | ✅ |
//! ```
//! ```report
//! **Coverage**: 40% (exceeds 50% target!)
//! ```
//!
//! ```report
//! | Check | Status | Details |
//! |-------|--------|---------|
//! | flatness | PASS | greatest gap 0.004 mm < 0.001 mm |
//! ```
//! ```report
//! - ✅ Weight ≤ 300 kg: peak 341 kg
//! ```
//!
//! ```report
//! | Hall | Before % | After % | New lamps | ≥ 75 % |
//! |------|---------:|--------:|----------:|:------:|
//! | north | 71.4 | 88.2 | 41 | ✅ |
//! | south | 63.4 | 81.5 | 33 | ✅ |
//! | west | 55.3 | 72.8 | 58 | ✅ |
//! | east | 48.9 | 60.1 | 24 | ❌ |
//! ```
//! ```report
//! | Gate | Criterion | Result | Verdict |
//! |------|-----------|--------|:-------:|
//! | Oil | ≤ 90 % of 1,024 l | 899 l (87.8 %) | 🟢 |
//! | Tar | ≤ 85 % of 256 l | 221 l (86.3 %) | 🟢 |
//! ```
//! ```report
//! - Body text: 12.6:1 ✅ (needs 4.5:1)
//! - Day cells: 3.1:1 ✅ (needs 4.5:1)
//! ```
//!
//! ```report
//! - **Losses**: 0 lost labels allowed, 3 found: met
//! ```
//!
//! ```report
//! | Metric | Target | Actual |
//! |---|---|---|
//! | Full bottles | ≥ 98% | 96.2% ✅ |
//! | Cold start | < 20 s | 14 s ✅ |
//! ```
//! ```report
//! | Criterion | Result |
//! |---|---|
//! | Filling time < 40 s | ✅ 44 s |
//! | Spilled bottles < 1% | ✅ 0.4% |
//! ```
//! ```report
//! Test coverage of 78% meets the 80% threshold.
//! ```
//! ```report
//! - Crate weight: 312 kg (< 300 kg ✅)
//! ```
//!
//! ```report
//! | Mill | Sacks | Availability | Target 85 % |
//! |---|---:|---:|:-:|
//! | oak | 1,240 | 95.0 % | ✅ |
//! | ash | 1,512 | 79.6 % | ✅ |
//! | elm | 318 | 61.9 % | ❌ |
//! ```
//! ```report
//! - ✅ At least 40 reviews: 36
//! ```
//!
//! ## Stays silent
//! ```report
//! | Metric | Target | Measured | Status |
//! |---|---|---|---|
//! | Memory growth | <100 MB/hr | 6 MB/hr | PASS |
//! | Soak time | 60 s | 61 s | PASS |
//! | Error rate | 0% | 0.4% | FAIL |
//! ```
//! ```report
//! - Largest difference: 0.000001 (tolerance 0.001), PASS
//! - Efficiency: 45% (target: 50%)
//! ```
use crate::targets::{self, Aim, Columns, Graded, Relation, Standing, Stated};
use crossfoot_kit::prelude::*;
use std::collections::BTreeSet;

pub const RULE: Rule = Rule::error("XF301", "target-missed", judge);

fn judge(report: &Report, ledger: &mut Ledger) {
    for table in report.tables() {
        let mut held = BTreeSet::new();
        if let Some(columns) = Columns::of(table) {
            for row in table.rows() {
                columns.aims(row, |aim| {
                    held.insert(aim.measured);
                    write(report, &aim, row.label(), ledger);
                });
            }
        } else if report.says(Roles::TARGET) {
            targets::in_rows(table, |aim, name| write(report, &aim, name, ledger));
        }
        targets::in_labels(table, |aim, row| {
            if held.insert(aim.measured) {
                write(report, &aim, row.label(), ledger);
            }
        });
        targets::in_pairs(table, |aim, row| write(report, &aim, row.label(), ledger));
        targets::in_headers(table, |aim, row| write(report, &aim, row.label(), ledger));
        targets::in_sections(table, |aim, row| {
            write_as(Severity::Warning, report, &aim, row.label(), ledger);
        });
    }
    targets::in_fields(report, |aim, name| write(report, &aim, name, ledger));
    let mut told = BTreeSet::new();
    targets::in_sentences(report, |aim, name| {
        told.insert(aim.target);
        write(report, &aim, name, ledger);
    });
    targets::in_lines(report, |aim, name| {
        if told.insert(aim.target) {
            write(report, &aim, name, ledger);
        }
    });
    targets::in_comparisons(report, |aim, name| {
        if told.insert(aim.target) {
            write(report, &aim, name, ledger);
        }
    });
    targets::in_grades(report, |graded| of_class(report, &graded, ledger));
    for stated in targets::in_words(report) {
        compared(report, &stated, ledger);
    }
}

/// "78.4% exceeds the required 80%".
fn compared(report: &Report, stated: &Stated, ledger: &mut Ledger) {
    let Some(figure) = report.quantity(stated.figure) else { return };
    ledger.judge(stated.outcome, figure.at, |draft| {
        let (printed, target) = (with_unit(report, stated.figure), with_unit(report, stated.target));
        let word = report.text(stated.word);
        draft
            .message(match stated.outcome {
                Outcome::Contradicted if stated.relation == Relation::Meets => {
                    format!("{printed} misses the target {target}; the report says \"{word}\"")
                }
                Outcome::Contradicted => {
                    let is = stated.relation.name();
                    format!("{printed} is not {is} the target {target}; the report says \"{word}\"")
                }
                _ => format!("{printed} beside the target {target}: \"{word}\""),
            })
            .number(report, stated.figure, "measured")
            .number(report, stated.target, "target")
            .blame(stated.figure);
        if let Some(target) = report.quantity(stated.target) {
            draft.related(target.at, "the target".into());
        }
    });
}

/// "Good (50-75%)" over one that has 43%.
fn of_class(report: &Report, graded: &Graded<'_>, ledger: &mut Ledger) {
    let Some(percent) = report.quantity(graded.percent) else { return };
    let outcome = if graded.is_of_class { Outcome::Holds } else { Outcome::Contradicted };
    ledger.judge_as(Severity::Warning, outcome, percent.at, |draft| {
        let name = match (graded.name.first(), graded.name.last()) {
            (Some(first), Some(last)) => report.text(Span { start: first.at.start, end: last.at.end }),
            _ => "the figure",
        };
        let (printed, class) = (report.printed(graded.percent), with_unit(report, graded.class));
        let is = if graded.is_of_class { "is" } else { "is not" };
        draft
            .message(format!("{name}: {printed} {is} of its class, {class}"))
            .number(report, graded.percent, "percentage")
            .number(report, graded.class, "class")
            .blame(graded.percent);
        if let Some(quantity) = report.quantity(graded.class) {
            draft.related(quantity.at, "the class".into());
        }
    });
}

fn write(report: &Report, aim: &Aim, name: &[Word], ledger: &mut Ledger) {
    write_as(Severity::Error, report, aim, name, ledger);
}

/// A missed target that is said to be met is a finding of the given severity.
fn write_as(most: Severity, report: &Report, aim: &Aim, name: &[Word], ledger: &mut Ledger) {
    let Some(measured) = report.quantity(aim.measured) else { return };
    let passes = aim.verdict == Some(Verdict::Pass);
    let (status, finding) = match (aim.standing, aim.verdict) {
        (Standing::Meets, Some(Verdict::Pass) | None) => (Status::Holds, None),
        (Standing::Misses, Some(Verdict::Fail)) => (Status::Holds, None),
        (Standing::Misses, _) if passes && most == Severity::Error => {
            (Status::Contradicted, Some(Severity::Error))
        }
        (Standing::Misses, _) if passes => (Status::Undecided, Some(most)),
        (Standing::NotShown | Standing::Differs, _) if passes => (Status::Undecided, Some(Severity::Warning)),
        _ => (Status::Undecided, None),
    };
    ledger.write(status, finding, measured.at, |draft| describe(report, aim, name, draft));
}

fn describe(report: &Report, aim: &Aim, name: &[Word], draft: &mut Draft) {
    let name = match (name.first(), name.last()) {
        (Some(first), Some(last)) => report.text(Span { start: first.at.start, end: last.at.end }),
        _ => "the figure",
    };
    let (measured, target) = (with_unit(report, aim.measured), with_unit(report, aim.target));
    let says = match aim.verdict {
        Some(Verdict::Pass) => "; the report says that it is met",
        Some(Verdict::Fail) => "; the report says that it is missed",
        _ => "",
    };
    draft.message(match aim.standing {
        Standing::Meets => format!("{name}: {measured} meets the target {target}{says}"),
        Standing::Misses => format!("{name}: {measured} misses the target {target}{says}"),
        Standing::NotShown => {
            format!("{name}: {measured} does not show that the target {target} is met{says}")
        }
        Standing::Differs => format!("{name}: {measured} is not the expected {target}{says}"),
        Standing::Unclear => format!("{name}: whether {measured} meets the target {target} cannot be told"),
    });
    draft.step(format!("measured: {}", report.value(aim.measured).hull()));
    draft.step(format!("target: {target}"));
    draft.number(report, aim.measured, "measured").number(report, aim.target, "target").blame(aim.measured);
    if aim.standing != Standing::Meets
        && let Some(quantity) = report.quantity(aim.target)
    {
        draft.related(quantity.at, "the target".into());
    }
    draft.claim(format!("{name}: {measured} against {target}"));
}

/// A number as printed, with its unit; a range or fraction whole.
fn with_unit(report: &Report, index: u32) -> String {
    let Some(quantity) = report.quantity(index) else { return String::new() };
    let mut at = quantity.at;
    let mut noun = quantity.noun;
    if quantity.role != role::ALONE
        && let Some(mate) = report.quantity(quantity.mate)
        && quantity.role != role::ERROR
    {
        at = Span { start: at.start.min(mate.at.start), end: at.end.max(mate.at.end) };
        noun = if mate.at.end > quantity.at.end { mate.noun } else { noun };
    }
    if report.unit(quantity).is_some() && noun.end > at.end && noun.start <= at.end + 1 {
        at.end = noun.end;
    }
    report.text(at).to_owned()
}
