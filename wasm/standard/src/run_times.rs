//! Which of the times around a rate is the one that it is of.

use crate::durations;
use crossfoot_kit::prelude::*;

/// A time of something else: "(30 s warm-up)".
const OTHERWISE: [&str; 8] = ["warm", "ramp", "cool", "each", "limit", "max", "target", "average"];

/// "### Quick soak test (15s, 8 threads)": the only time of the heading right above.
pub fn headed_time(report: &Report, rate: u32) -> Option<u32> {
    let heading = report.heading(report.section_of(rate))?;
    let is_time = |index: &u32| report.is_firm(*index) && report.dimension(*index) == (dimension::TIME, 0);
    let mut times = report.quantities_of(heading).filter(is_time);
    let time = times.next().filter(|_| times.next().is_none())?;
    let at = report.quantity(time)?.at;
    let before = report.text(Span { start: report.span(heading).start, end: at.start });
    let behind = report.text(Span { start: at.end, end: report.line_of(at).end });
    let behind = behind.split([',', ')', ';']).next().unwrap_or_default().to_lowercase();
    let plain = !OTHERWISE.iter().any(|word| behind.contains(word));
    (before.ends_with('(') && plain && !is_gap(report, time)).then_some(time)
}

/// "50 requests with 500 ms delay": what lies between two of them.
pub fn is_gap(report: &Report, time: u32) -> bool {
    const GAP: Spellings<9> = Spellings::of([
        "delay",
        "delays",
        "interval",
        "intervals",
        "gap",
        "pause",
        "apart",
        "timeout",
        "spacing",
    ]);
    report.noun(time).iter().chain(report.words_behind(time)).take(2).any(|word| GAP.has(word))
}

/// "Mean time 411 s", "411 s on average": of one of many.
pub fn is_mean(report: &Report, time: u32) -> bool {
    let Some(quantity) = report.quantity(time) else { return false };
    let end = report.noun_span(time).end.max(quantity.at.end);
    let line = report.line_of(quantity.at);
    let other = time.checked_sub(1).and_then(|other| report.quantity(other)).map_or(0, |other| other.at.end);
    let before = report.words_in(Span { start: line.start.max(other), end: quantity.at.start });
    let behind = report.text(Span { start: end, end: line.end });
    // "6.9 GB/s on average over the 168 hours" is of all of them.
    let whole = |word: &Word| report.is_one_of(word, &["over", "in", "during", "for"]);
    before
        .iter()
        .rev()
        .take(3)
        .take_while(|word| !whole(word))
        .any(|word| word.is(Roles::AVERAGE | Roles::MEDIAN))
        || [" on average", " each", " apiece"].iter().any(|each| behind.starts_with(each))
}

/// The same time in another unit, in a bracket behind it.
pub fn is_restated(report: &Report, known: u32, index: u32) -> bool {
    let (Some(first), Some(second)) = (report.quantity(known), report.quantity(index)) else { return false };
    let start = report.noun_span(known).end.max(first.at.end).min(second.at.start);
    let gap = report.text(Span { start, end: second.at.start });
    matches!(gap.trim_matches([' ', '~', '≈']), "(" | "=" | "or")
        && durations::whole(report, known).equals(durations::whole(report, index)) != Outcome::Contradicted
}
