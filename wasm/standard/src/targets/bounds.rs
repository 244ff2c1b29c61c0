//! Bounds that are no targets: a tolerance on how far off, a level at which an alarm is
//! raised, what a method can see, a change in percent.

use super::Side;
use super::side::by_metric;
use crossfoot_kit::prelude::*;

const TOLERANCE: Spellings<6> =
    Spellings::of(["tolerance", "tolerances", "tol", "toleranz", "deviation", "abweichung"]);

/// "Tolerance 0.1 V" bounds how far a figure is off, and not the figure.
pub fn is_tolerance(words: &[Word]) -> bool {
    words.iter().any(|word| TOLERANCE.has(word))
}

/// "Largest difference", "Error": what a tolerance is for.
pub fn is_deviation(report: &Report, metric: &[Word]) -> bool {
    const OFF: [&str; 22] = [
        "error",
        "deviation",
        "residual",
        "diff",
        "difference",
        "drift",
        "gap",
        "delta",
        "offset",
        "shift",
        "mismatch",
        "flatness",
        "runout",
        "skew",
        "jitter",
        "discrepancy",
        "variation",
        "bias",
        "abweichung",
        "fehler",
        "rms",
        "norm",
    ];
    !metric.last().is_some_and(|word| report.is_one_of(word, &["loss"]))
        && metric.iter().any(|word| word.is(Roles::DELTA) || report.is_one_of(word, &OFF))
}

/// "Alert threshold", "Rollback criterion", "Reporting limit", "Timeout": what happens there.
pub fn is_trigger(report: &Report, words: &[Word]) -> bool {
    const HAPPENS: [&str; 24] = [
        "alert",
        "alerts",
        "rollback",
        "abort",
        "stop",
        "exclusion",
        "failure",
        "trigger",
        "triggers",
        "detection",
        "reporting",
        "quantification",
        "lod",
        "loq",
        "trip",
        "timeout",
        "injected",
        "warning",
        "escalation",
        "paging",
        "kill",
        "throttle",
        "autoscale",
        "eviction",
    ];
    words.iter().any(|word| report.is_one_of(word, &HAPPENS))
}

/// "p95 > 500 ms": of a latency nobody wants more. The bound tells of a fault or an alarm.
pub fn is_of_a_fault(report: &Report, target: u32, metric: &[Word]) -> bool {
    const LESS: [&str; 14] = [
        "usage", "cpu", "disk", "memory", "ram", "queries", "query", "queue", "slow", "too", "fixed",
        "resolved", "load", "outage",
    ];
    let Some(quantity) = report.quantity(target).filter(|quantity| quantity.flags & flag::MARKED != 0) else {
        return false;
    };
    let (least, most) = (quantity.flags & flag::NO_HIGH != 0, quantity.flags & flag::NO_HIGH == 0);
    let said = by_metric(report, metric);
    let percentile = metric.iter().any(|word| {
        let text = report.text(word.at);
        text.len() > 1
            && text.starts_with(['p', 'P'])
            && text.get(1..).is_some_and(|rest| rest.bytes().all(|it| it.is_ascii_digit()))
    });
    let less =
        said == Some(Side::AtMost) || percentile || metric.iter().any(|word| report.is_one_of(word, &LESS));
    least && less || most && said == Some(Side::AtLeast)
}

/// "20% faster", "50% fewer", "2x": of a change more is better, whatever it is of.
pub fn is_change(words: &[Word]) -> bool {
    const CHANGES: Spellings<16> = Spellings::of([
        "reduction",
        "improvement",
        "increase",
        "decrease",
        "drop",
        "gain",
        "saving",
        "savings",
        "faster",
        "slower",
        "lower",
        "less",
        "fewer",
        "higher",
        "smaller",
        "improvements",
    ]);
    words.iter().any(|word| CHANGES.has(word))
}

/// The same where no header says "target": "Idle > 15 min" is what was tried, "≥ 15 min" is
/// what was asked for.
pub fn is_condition(report: &Report, target: u32, metric: &[Word]) -> bool {
    let Some(quantity) = report.quantity(target).filter(|quantity| quantity.flags & flag::MARKED != 0) else {
        return false;
    };
    let line = report.line_of(quantity.at);
    let from = report.text(Span { start: line.start, end: quantity.at.end });
    let sign = from.trim_end_matches(|sign: char| !matches!(sign, '<' | '>' | '≤' | '≥' | '='));
    let printed = report.printed(target);
    let beyond = printed.starts_with('>') && !printed.starts_with(">=")
        || quantity.flags & flag::NO_HIGH != 0 && sign.ends_with('>') && from.len() - sign.len() <= 16
        || report.word_before(quantity.at.start).is_some_and(|word| {
            quantity.flags & flag::NO_HIGH != 0
                && quantity.at.start - word.at.end <= 2
                && report.is_one_of(word, &["above", "over", "than", "exceeding"])
        });
    is_of_a_fault(report, target, metric) || beyond && by_metric(report, metric) != Some(Side::AtLeast)
}
