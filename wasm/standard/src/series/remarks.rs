//! What a report says of itself as one among others: that it is a re-run, that
//! a count was begun anew.

use crossfoot_kit::bindings::Span;
use crossfoot_kit::prelude::*;

use super::fact;
use super::words::is_any;

const RERUN: [&str; 17] = [
    "rerun",
    "re run",
    "rerun of",
    "repeat",
    "repeated",
    "retest",
    "retested",
    "revised",
    "revision",
    "corrected",
    "correction",
    "amended",
    "amendment",
    "supersedes",
    "superseded",
    "reissued",
    "v2",
];
const RESTART: [&str; 22] = [
    "restart",
    "restarts",
    "restarted",
    "reset",
    "resets",
    "recounted",
    "recount",
    "renumbered",
    "recalculated",
    "anew",
    "corrected",
    "correction",
    "erratum",
    "afresh",
    "void",
    "voided",
    "zeroed",
    "discontinued",
    "baseline",
    "rebaselined",
    "zurückgesetzt",
    "neustart",
];
/// "Starts over", "begins again from 1": the first word, and the one behind it.
const BEGINS: [&str; 8] = ["start", "starts", "started", "begin", "begins", "began", "begun", "beginnt"];
const ANEW: [&str; 5] = ["over", "again", "anew", "fresh", "neu"];
/// What a restart must be said of.
const OF_COUNT: [&str; 11] = [
    "count",
    "counter",
    "counting",
    "counts",
    "streak",
    "tally",
    "numbering",
    "numbers",
    "total",
    "totals",
    "series",
];

/// The flags of the head. A re-run says so above the first section, a restart
/// may be told anywhere.
pub fn flags(report: &Report, head: Span) -> i64 {
    let rerun = report.words_in(head).iter().any(|word| is_any(report.text(word.at), &RERUN));
    let mut flags = if rerun { fact::RERUN } else { 0 };
    if restarts(report) {
        flags |= fact::RESTART;
    }
    flags
}

fn restarts(report: &Report) -> bool {
    let says = |word: &Word, list: &[&str]| is_any(report.text(word.at), list);
    let words = report.words();
    let behind = words.iter().skip(1).map(Some).chain([None]);
    let told = words.iter().zip(behind).filter(|(word, next)| {
        says(word, &RESTART) || says(word, &BEGINS) && next.is_some_and(|next| says(next, &ANEW))
    });
    told.map(|(word, _)| report.words_in(report.line_of(word.at))).any(|line| {
        line.iter().any(|other| says(other, &OF_COUNT) || other.is(Roles::CONSECUTIVE | Roles::STREAK))
    })
}
