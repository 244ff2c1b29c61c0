//! # thin-evidence (XF404)
//!
//! A rate for an hour or a day out of a run of seconds, or "0%" from a handful
//! of trials.
//!
//! ## Why it matters
//! A minute cannot show what grows in a day, and no failure in 10 trials still
//! leaves room for one in four (95%: 3 ÷ n).
//!
//! ## Fires
//! ```report
//! ## Soak
//!
//! | Metric | Value |
//! |--------|-------|
//! | Duration | 60 seconds |
//! | Memory growth | 6 MB/hr |
//! ```
//! ```report
//! 0/12 trials failed: the failure rate is 0%.
//! ```
//!
//! ## Stays silent
//! ```report
//! ## Soak
//!
//! | Metric | Value |
//! |--------|-------|
//! | Duration | 8 hours |
//! | Memory growth | 6 MB/hr |
//! ```
//! ```report
//! 0/12 trials failed: the failure rate is 0% (95% confidence: below 22%).
//! ```
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::info("XF404", "thin-evidence", judge);

const HOUR: i64 = 3600;

fn judge(report: &Report, ledger: &mut Ledger) {
    for index in 0..report.quantities().len() as u32 {
        let Some(quantity) = report.quantity(index) else { continue };
        if quantity.class == class::MEASUREMENT
            && report.dimension(index) == (dimension::BYTES, dimension::TIME)
        {
            out_of_a_short_run(report, index, ledger);
        }
        if quantity.role == role::NUMERATOR && quantity.mantissa == 0 {
            out_of_few(report, index, ledger);
        }
    }
}

/// Growth an hour or a day, where the section's own run took less than a
/// twentieth of an hour.
fn out_of_a_short_run(report: &Report, rate: u32, ledger: &mut Ledger) {
    let noun = report.quantity(rate).map_or("", |quantity| report.text(quantity.noun));
    let hourly =
        noun.split_once('/').is_some_and(|(_, per)| matches!(per, "h" | "hr" | "hour" | "d" | "day"));
    let target = report.quantity(rate).is_none_or(|quantity| quantity.flags & flag::MARKED != 0);
    if !hourly || target {
        return;
    }
    let section = report.section_of(rate);
    let mut runs = report.quantities_of(section).filter(|index| {
        report.dimension(*index) == (dimension::TIME, 0)
            && report.section_of(*index) == section
            && report.label(*index).iter().any(|word| word.is(Roles::DURATION))
    });
    let (Some(run), None) = (runs.next(), runs.next()) else { return };
    if report.base_value(run).times(20).below(Value::whole(HOUR)) != Outcome::Holds {
        return;
    }
    let Some(at) = report.quantity(rate).map(|quantity| quantity.at) else { return };
    ledger.write(Status::Undecided, Some(Severity::Info), at, |draft| {
        let (shown, took) = (report.printed(rate), report.printed(run));
        let unit = report.quantity(run).map_or("", |quantity| report.text(quantity.noun));
        draft.message(format!("{shown} {noun} rests on a run of {took} {unit}"));
        draft.number(report, rate, "rate").number(report, run, "duration");
    });
}

/// "0/12 … 0%": nothing failed in so few trials that much may still fail.
fn out_of_few(report: &Report, part: u32, ledger: &mut Ledger) {
    let Some(quantity) = report.quantity(part) else { return };
    let Some(trials) = report.count(quantity.mate).filter(|trials| (1..100).contains(trials)) else { return };
    let at = report.span(report.statement_of(part));
    let share = report.quantities_in(at).find(|index| {
        report.quantity(*index).is_some_and(|other| {
            other.class == class::PERCENTAGE && other.mantissa == 0 && other.flags & flag::MARKED == 0
        })
    });
    // "0 of 1 tickets solved": what did not fail is told in other words.
    let setbacks = Roles::FAIL | Roles::FAILED | Roles::ERRORS | Roles::LOWER_BETTER;
    // "0/8" under "Passed": all of them failed.
    if roles_of(report.label(part)).has(Roles::PASSED) || is_of_passes(report, part) {
        return;
    }
    if !(report.roles_in(at) | roles_of(report.label(part))).has(setbacks) {
        return;
    }
    let bounded = report.quantities_in(at).any(|index| {
        report.quantity(index).is_some_and(|other| other.class == class::PERCENTAGE && other.mantissa != 0)
    });
    let Some(share) = share.filter(|_| !bounded && report.is_arithmetic(part)) else { return };
    let Some(shown) = report.quantity(share).map(|quantity| quantity.at) else { return };
    ledger.write(Status::Undecided, Some(Severity::Info), shown, |draft| {
        // The rule of three; below 30 trials it is a little too high.
        draft.message(format!(
            "no failure in {trials} trials only shows less than {}% (95%)",
            (300 / trials).min(99)
        ));
        draft.number(report, share, "share").number(report, part, "failures").number(
            report,
            quantity.mate,
            "trials",
        );
    });
}

/// Under "Pass rate by area:" none of them passed.
fn is_of_passes(report: &Report, part: u32) -> bool {
    let node = report.quantity(part).map_or(0, |quantity| quantity.node);
    let lead = report.within(node, kind::LIST).and_then(|list| report.previous_sibling(list));
    lead.is_some_and(|lead| report.roles_of(lead).has(Roles::PASSED | Roles::PASS))
}
