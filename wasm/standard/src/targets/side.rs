//! Which side of a target is the right one: by the words around it, or by the
//! name of what is measured.

use super::Side;
use super::bounds::{is_deviation, is_tolerance};
use crossfoot_kit::prelude::*;

/// The side that the words around a target give, or else the metric's name.
pub fn side(report: &Report, target: u32, around: &[Word], metric: &[Word]) -> Option<Side> {
    // "Planned (min)", "0.4 mbar/min" and "38 min" name a unit, not a bound.
    let unit = |word: &&Word| {
        let line = report.line_of(word.at);
        let before = report.text(Span { start: line.start, end: word.at.start });
        let counted =
            before.ends_with('/') || before.trim_end().ends_with(|sign: char| sign.is_ascii_digit());
        counted
            || before.ends_with('(')
                && report.text(Span { start: word.at.end, end: line.end }).starts_with(')')
    };
    let around: Vec<Word> = around.iter().filter(|word| !unit(word)).copied().collect();
    let said = roles_of(&around);
    if is_tolerance(&around) && !is_deviation(report, metric) {
        return None;
    }
    if said.has(Roles::LOWER) || (said.has(Roles::LESS) && said.has(Roles::UPPER)) {
        return Some(Side::AtLeast);
    }
    let named = by_metric(report, metric).or_else(|| by_coverage(report, target, metric));
    let named = named.filter(|_| !is_scatter(report, target, metric));
    if !said.has(Roles::UPPER) {
        return named;
    }
    // A limit of what should be high may be meant as the least of it.
    let loose = |word: &Word| report.is_one_of(word, &["limit", "limits", "tolerance", "budget"]);
    let sure = around.iter().any(|word| word.is(Roles::UPPER) && !loose(word));
    // Of a bare "limit" only what is taken shows that it is one from above.
    let taken =
        matches!(report.dimension(target), (dimension::BYTES | dimension::TIME | dimension::MONEY, 0))
            && !metric.iter().any(|word| report.is_one_of(word, &LASTING));
    (sure
        || named == Some(Side::AtMost)
        || named.is_none() && (taken || metric.is_empty() || is_deviation(report, metric)))
    .then_some(Side::AtMost)
}

/// Of these longer is better, and more earned.
const LASTING: [&str; 12] = [
    "life",
    "battery",
    "autonomy",
    "endurance",
    "runtime",
    "uptime",
    "retention",
    "holdup",
    "revenue",
    "income",
    "sales",
    "lifetime",
];

/// Of the words of a name the last that has a direction gives it: less loss of
/// throughput is better. What follows a preposition or stands in brackets only
/// says where it was measured.
pub fn by_metric(report: &Report, metric: &[Word]) -> Option<Side> {
    let metric = head(report, metric);
    if metric.first().is_some_and(|word| report.text(word.at).eq_ignore_ascii_case("failed")) {
        return Some(Side::AtMost);
    }
    // "Time between failures" should be long, and "Reduce latency" by much.
    let apart = |pair: &[Word]| matches!(pair, [one, other] if report.is_one_of(one, &["between", "to"]) && other.is(Roles::LOWER_BETTER));
    const LESSEN: [&str; 10] =
        ["reduce", "cut", "lower", "decrease", "minimise", "minimize", "trim", "shrink", "lessen", "save"];
    if metric.windows(2).any(apart) || metric.first().is_some_and(|word| report.is_one_of(word, &LESSEN)) {
        return None;
    }
    // A "risk score" and a "return loss" are better the other way about.
    const TURNED: [&str; 16] = [
        "risk",
        "pain",
        "brier",
        "toxicity",
        "severity",
        "stress",
        "anxiety",
        "depression",
        "weight",
        "fat",
        "return",
        "complexity",
        "error",
        "hallucination",
        "anomaly",
        "threat",
    ];
    if let [.., before, last] = metric
        && report.is_one_of(last, &["score", "loss", "scores"])
        && report.is_one_of(before, &TURNED)
    {
        return None;
    }
    for word in metric.iter().rev() {
        let more = word.is(Roles::HIGHER_BETTER | Roles::PASSED);
        let less = word.is(Roles::LOWER_BETTER);
        if word.is(Roles::NOMINAL) || (more && less) {
            return None;
        }
        if more || less {
            return Some(if more { Side::AtLeast } else { Side::AtMost });
        }
        if !word.is(NEUTRAL) {
            return None;
        }
    }
    None
}

/// "Positioning accuracy 0.1 mm", "Precision (RSD) 2 %": how far they scatter.
fn is_scatter(report: &Report, target: u32, metric: &[Word]) -> bool {
    const SCATTER: [&str; 6] =
        ["accuracy", "precision", "stability", "repeatability", "recovery", "linearity"];
    let named = metric.iter().any(|word| report.is_one_of(word, &SCATTER));
    let small =
        report.is_percentage(target) && report.value(target).below(Value::whole(25)) == Outcome::Holds;
    let measured = !matches!(report.dimension(target), (dimension::NONE | dimension::THINGS, 0));
    named && (small || measured)
}

/// "Branches: 78.5% (threshold 80%)": so many in a hundred of these are covered.
fn by_coverage(report: &Report, target: u32, metric: &[Word]) -> Option<Side> {
    const COVERED: [&str; 9] =
        ["statements", "stmts", "branches", "branch", "functions", "funcs", "lines", "methods", "classes"];
    let [word] = head(report, metric) else { return None };
    let percent = report.quantity(target)?.class == class::PERCENTAGE;
    (percent && report.is_one_of(word, &COVERED)).then_some(Side::AtLeast)
}

/// Words that leave the direction of a name as it is.
const NEUTRAL: Roles = Roles::AVERAGE
    .or(Roles::MEDIAN)
    .or(Roles::MAXIMUM)
    .or(Roles::MINIMUM)
    .or(Roles::MEASURED)
    .or(Roles::TOTAL)
    .or(Roles::PERCENTAGE);

pub fn head<'w>(report: &Report, metric: &'w [Word]) -> &'w [Word] {
    let mut end = None::<u32>;
    for (index, word) in metric.iter().enumerate() {
        let text = report.text(word.at);
        let preposition = is_any(
            text,
            &["at", "under", "of", "for", "during", "in", "on", "with", "per", "after", "over", "from", "to"],
        );
        let bracket = end.is_some_and(|end| {
            report.text(Span { start: end, end: word.at.start }).contains(['(', '[', ','])
        });
        if index > 0 && (preposition || bracket) {
            return metric.get(..index).unwrap_or_default();
        }
        end = Some(word.at.end);
    }
    metric
}
