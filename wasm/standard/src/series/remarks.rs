//! What a report says of itself as one among others: that it is a re-run, that
//! a count was begun anew.

use crossfoot_kit::bindings::Span;
use crossfoot_kit::prelude::*;

use super::fact;

const RERUN: Spellings<17> = Spellings::of([
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
]);
const RESTART: Spellings<22> = Spellings::of([
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
]);
/// "Starts over", "begins again from 1": the first word, and the one behind it.
const BEGINS: Spellings<8> =
    Spellings::of(["start", "starts", "started", "begin", "begins", "began", "begun", "beginnt"]);
const ANEW: Spellings<5> = Spellings::of(["over", "again", "anew", "fresh", "neu"]);
/// What a restart must be said of.
const OF_COUNT: Spellings<11> = Spellings::of([
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
]);

/// The flags of the head. A re-run says so above the first section, a restart
/// may be told anywhere.
pub fn flags(report: &Report, head: Span) -> i64 {
    let rerun = report.words_in(head).iter().any(|word| RERUN.has(word));
    let mut flags = if rerun { fact::RERUN } else { 0 };
    if restarts(report) {
        flags |= fact::RESTART;
    }
    flags
}

fn restarts(report: &Report) -> bool {
    let words = report.words();
    let anew = |place: &usize| words.get(place + 1).is_some_and(|next| ANEW.has(next));
    let begun = report.spelled(&BEGINS).into_iter().filter(anew);
    let told = report.spelled(&RESTART).into_iter().chain(begun).filter_map(|place| words.get(place));
    told.map(|word| report.words_in(report.line_of(word.at))).any(|line| {
        line.iter().any(|other| OF_COUNT.has(other) || other.is(Roles::CONSECUTIVE | Roles::STREAK))
    })
}
