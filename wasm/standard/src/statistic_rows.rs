//! Rows of a table that are no member of it but a figure of all: "Mean", "Median", "Max",
//! "SD". Each column has its own: the mean of rates is not the rate of means.

use crossfoot_kit::prelude::*;

/// The row that a number stands in is named after a statistic.
pub fn is_of_statistic(report: &Report, index: u32) -> bool {
    label(report, index).iter().any(|word| is_other(report, word) || is_mean(report, word))
}

/// As above, but for means: the mean of differences is the difference of means.
pub fn is_of_extreme(report: &Report, index: u32) -> bool {
    label(report, index).iter().any(|word| is_other(report, word))
}

/// The first cell of the row that a number stands in.
pub fn name_of_row(report: &Report, index: u32) -> Option<u32> {
    let row = report.within(report.quantity(index)?.node, kind::ROW)?;
    report.children(row).next()
}

fn label(report: &Report, index: u32) -> &[Word] {
    let words = name_of_row(report, index).map_or(&[][..], |cell| report.words_of(cell));
    if words.len() <= 3 { words } else { &[] }
}

fn is_mean(report: &Report, word: &Word) -> bool {
    const MEANS: [&str; 7] = ["macro", "micro", "weighted", "geomean", "gmean", "schnitt", "moyenne"];
    word.is(Roles::AVERAGE) || report.is_one_of(word, &MEANS)
}

fn is_other(report: &Report, word: &Word) -> bool {
    const OTHERS: [&str; 12] =
        ["max", "min", "best", "worst", "sd", "std", "stdev", "stddev", "p50", "p90", "p95", "p99"];
    word.is(Roles::MEDIAN) || report.is_one_of(word, &OTHERS)
}
