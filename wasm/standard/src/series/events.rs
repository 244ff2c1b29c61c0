//! What a report says has happened, on a date after its own.

use crossfoot_kit::note::NoteWriter;
use crossfoot_kit::prelude::*;

use super::fact;
use super::header::Header;

const MOST: usize = 4;
/// A day's difference may be the clock or the time zone.
const SKEW: i64 = 1;

const HAPPENED: Spellings<26> = Spellings::of([
    "found",
    "observed",
    "fixed",
    "applied",
    "measured",
    "verified",
    "ran",
    "passed",
    "failed",
    "completed",
    "occurred",
    "happened",
    "crashed",
    "reported",
    "released",
    "deployed",
    "merged",
    "recorded",
    "was",
    "were",
    "tested",
    "sampled",
    "approved",
    "signed",
    "executed",
    "finished",
]);
/// Of what is still to come, and of what was written in later.
const ELSEWHEN: Spellings<45> = Spellings::of([
    "will",
    "due",
    "next",
    "planned",
    "plan",
    "scheduled",
    "schedule",
    "deadline",
    "until",
    "by",
    "eta",
    "expires",
    "expiry",
    "expire",
    "valid",
    "review",
    "target",
    "forecast",
    "expected",
    "estimate",
    "estimated",
    "future",
    "upcoming",
    "renewal",
    "retest",
    "before",
    "if",
    "should",
    "must",
    "to",
    "shelf",
    "best",
    "updated",
    "later",
    "run",
    "runs",
    "through",
    "till",
    "amended",
    "amendment",
    "addendum",
    "revised",
    "corrected",
    "correction",
    "erratum",
]);

pub fn note(report: &Report, header: &Header<'_>, note: &mut NoteWriter) {
    let Some((own, days)) = header.date() else { return };
    let later = (0..report.quantities().len() as u32).filter_map(|index| {
        let quantity = report.quantity(index)?;
        let later = quantity.class == class::DATE && quantity.mantissa > days.saturating_add(SKEW);
        (later
            && has_day(report.text(quantity.at))
            && quantity.at != own
            && !report.is_hidden(quantity.at)
            && happened(report, index))
        .then_some(quantity)
    });
    for quantity in later.take(MOST) {
        note.fact(fact::EVENT, quantity.at, &[report.text(quantity.at)], &[quantity.mantissa]);
    }
}

/// "March 2026" is no day, and may begin before the report's own.
fn has_day(text: &str) -> bool {
    text.split(|sign: char| !sign.is_ascii_digit()).filter(|figures| !figures.is_empty()).count() > 1
}

/// What stands below "Status (updated)" was written in later, too.
fn happened(report: &Report, index: u32) -> bool {
    let words = report.words_of(report.statement_of(index));
    let amended = |heading: u32| report.words_of(heading).iter().any(|word| ELSEWHEN.has(word));
    words.iter().any(|word| HAPPENED.has(word))
        && !words.iter().any(|word| ELSEWHEN.has(word))
        && !report.headings_above(report.statement_of(index)).any(amended)
}
