//! What a report says of itself as one among others: that it is a re-run, that
//! a count was begun anew.

use crossfoot_kit::bindings::Span;
use crossfoot_kit::prelude::*;

use super::fact;

const RERUN: Spellings<22> = Spellings::of([
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
    "draft",
    "preliminary",
    "interim",
    "addendum",
    "comments",
]);
const RESTART: Spellings<29> = Spellings::of([
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
    "cleared",
    "twice",
    "miscounted",
    "miscount",
    "overcounted",
    "merged",
    "recounting",
]);
/// Beside a count they may tell why it begins.
const BEGINS_HERE: Spellings<12> = Spellings::of([
    "since", "after", "first", "new", "zero", "back", "begins", "counting", "fix", "fixed", "merged",
    "upgrade",
]);
/// A report of what was not held, or held and not counted.
const OFF: Spellings<18> = Spellings::of([
    "aborted",
    "abandoned",
    "cancelled",
    "canceled",
    "scrubbed",
    "postponed",
    "skipped",
    "inconclusive",
    "invalid",
    "incomplete",
    "interrupted",
    "paused",
    "void",
    "unchanged",
    "dry",
    "holiday",
    "holidays",
    "maintenance",
]);
/// The count stands where it stood.
const STANDS: Spellings<8> =
    Spellings::of(["still", "stays", "stands", "remains", "unchanged", "paused", "frozen", "uncounted"]);
const COUNTED: Spellings<7> =
    Spellings::of(["counted", "count", "counts", "held", "run", "performed", "finished"]);
const TAKEN_BACK: Spellings<6> =
    Spellings::of(["reclassified", "reinstated", "overturned", "rescinded", "withdrawn", "retracted"]);

/// "Starts over", "begins again from 1": the first word, and the one behind it.
const BEGINS: Spellings<8> =
    Spellings::of(["start", "starts", "started", "begin", "begins", "began", "begun", "beginnt"]);
const ANEW: Spellings<5> = Spellings::of(["over", "again", "anew", "fresh", "neu"]);
/// What a restart must be said of.
const OF_COUNT: Spellings<12> = Spellings::of([
    "count",
    "counter",
    "counting",
    "counts",
    "counted",
    "streak",
    "tally",
    "numbering",
    "numbers",
    "total",
    "totals",
    "series",
]);

/// The flags of the head. A re-run says so above the first section, a restart
/// may be told anywhere; that it was not held, in the title or the result.
pub fn flags(report: &Report, head: Span, said: &[Span], ids: Option<(i64, i64)>) -> i64 {
    let rerun = report.words_in(head).iter().any(|word| RERUN.has(word));
    let mut flags = if rerun { fact::RERUN } else { 0 };
    if restarts(report) {
        flags |= fact::RESTART;
    }
    let off = said.iter().any(|at| report.words_in(*at).iter().any(|word| OFF.has(word)));
    if off || is_not_counted(report) {
        flags |= fact::PAUSED;
    }
    if ids.is_some_and(|ids| accounts(report, ids)) {
        flags |= fact::ACCOUNTS;
    }
    if stands(report) {
        flags |= fact::STANDS;
    }
    if begins(report) {
        flags |= fact::BEGUN;
    }
    if !report.spelled(&TAKEN_BACK).is_empty() {
        flags |= fact::TAKEN_BACK;
    }
    flags
}

/// "Round 12 was cancelled", "There was no round 14", "No runs on nights 25 and 26": of
/// one that came not long before.
fn accounts(report: &Report, (first, last): (i64, i64)) -> bool {
    let words = report.words();
    let left_out = report.spelled(&OFF).into_iter().chain(report.spelled(&NONE));
    left_out.filter_map(|place| words.get(place)).take(MOST).any(|word| {
        report.quantities_in(report.line_of(word.at)).take(MOST).any(|index| {
            report.quantity(index).is_some_and(|it| {
                (first.saturating_sub(NEAR)..last.max(first + 1)).contains(&it.mantissa)
                    && it.mantissa != first
            })
        })
    })
}

const NONE: Spellings<8> =
    Spellings::of(["no", "not", "never", "merged", "reserved", "unused", "none", "without"]);
/// So many remarks and numbers are looked at.
const MOST: usize = 32;
/// So far before the report.
const NEAR: i64 = 16;

fn is_counter(word: &Word) -> bool {
    OF_COUNT.has(word) || word.is(Roles::CONSECUTIVE | Roles::STREAK)
}

/// "No run in this window", "not counted".
fn is_not_counted(report: &Report) -> bool {
    let denied = |place: &usize| {
        let before = place.checked_sub(1).and_then(|before| report.words().get(before));
        before.is_some_and(|word| word.is(Roles::NEGATION) || report.is_one_of(word, &["no", "not", "never"]))
    };
    report.spelled(&COUNTED).iter().any(denied)
}

/// "Still 11 consecutive clean rounds".
fn stands(report: &Report) -> bool {
    let places = report.spelled(&STANDS).into_iter().filter_map(|place| report.words().get(place));
    places.into_iter().any(|word| report.words_in(report.line_of(word.at)).iter().any(is_counter))
}

/// "1 consecutive clean round since the upgrade", "Reset because of the new build".
fn begins(report: &Report) -> bool {
    let words = report.words();
    let told = report.spelled(&BEGINS_HERE).into_iter().filter_map(|place| words.get(place));
    let beside = |word: &Word| report.words_in(report.line_of(word.at)).iter().any(is_counter);
    !report.spelled(&RESTART).is_empty() || told.into_iter().any(beside)
}

fn restarts(report: &Report) -> bool {
    let words = report.words();
    let anew = |place: &usize| words.get(place + 1).is_some_and(|next| ANEW.has(next));
    let begun = report.spelled(&BEGINS).into_iter().filter(anew);
    let told = report.spelled(&RESTART).into_iter().chain(begun).filter_map(|place| words.get(place));
    told.map(|word| report.words_in(report.line_of(word.at))).any(|line| line.iter().any(is_counter))
}
