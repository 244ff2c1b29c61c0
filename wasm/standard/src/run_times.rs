//! Which of the times around a rate is the one that it is of.

use crate::durations;
use crossfoot_kit::prelude::*;

/// Times of something else than the run: what lies between two requests, what came
/// before it, what it may take.
const OTHERWISE: [&str; 27] = [
    "delay",
    "interval",
    "gap",
    "pause",
    "apart",
    "timeout",
    "spacing",
    "warm",
    "ramp",
    "cool",
    "startup",
    "start-up",
    "think",
    "backoff",
    "ttl",
    "retention",
    "window",
    "period",
    "budget",
    "sla",
    "limit",
    "cpu",
    "seek",
    "sleep",
    "fsync",
    "uptime",
    "after",
];

/// "### Quick soak test (15s, 8 threads)": the only time of the heading right above,
/// and nothing said of it.
pub fn headed_time(report: &Report, rate: u32) -> Option<u32> {
    let heading = report.heading(report.section_of(rate))?;
    let is_time = |index: &u32| report.is_firm(*index) && report.dimension(*index) == (dimension::TIME, 0);
    let mut times = report.quantities_of(heading).filter(is_time);
    let time = times.next().filter(|_| times.next().is_none())?;
    let at = report.quantity(time)?.at;
    let before = report.text(Span { start: report.span(heading).start, end: at.start });
    let end = report.noun_span(time).end.max(at.end);
    let bracket = report.text(Span { start: end, end: report.line_of(at).end }).split(')').next()?;
    let behind = bracket.split(',').next().unwrap_or_default().trim();
    let bare = matches!(behind, "" | "soak" | "run" | "long" | "total");
    let several = ["run", "time", "round", "×", " x "].iter().any(|word| bracket.contains(word));
    (before.ends_with('(') && bare && (!several || behind == "run")).then_some(time)
}

/// "50 requests with 500 ms delay", "a delay of 500 ms", `Timeout: 30 s`, "10 s warm-up",
/// "3 s of fsync".
pub fn is_gap(report: &Report, time: u32) -> bool {
    let Some(quantity) = report.quantity(time) else { return false };
    let otherwise = |text: &str| {
        let text = text.to_lowercase();
        text.split(|sign: char| !sign.is_alphanumeric() && sign != '-')
            .any(|word| OTHERWISE.iter().any(|other| word.starts_with(other)))
    };
    let line = report.line_of(quantity.at);
    let end = report.noun_span(time).end.max(quantity.at.end).min(line.end);
    let behind = report.text(Span { start: end, end: line.end });
    let near = behind.split([',', ';', '.', ')', '|', '(']).next().unwrap_or_default().split(' ');
    let of = behind.starts_with(" of ") && !behind.starts_with(" of the ") && !behind.starts_with(" of load");
    let before = Span { start: line.start, end: quantity.at.start };
    let lead: Vec<&Word> = report.words_in(before).iter().rev().take(2).collect();
    let leads = lead.iter().any(|word| {
        // "… timeout, 500 requests in 10 s" is another part of the sentence.
        let gap = report.text(Span { start: word.at.end, end: quantity.at.start });
        !gap.contains([',', ';', '.', '|']) && otherwise(report.text(word.at))
    });
    let key = report.label(time);
    of || leads || near.take(3).any(otherwise) || key.iter().any(|word| otherwise(report.text(word.at)))
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

/// A rate at its best, or that something may reach, or of a part: "peak 4,100 rows/s",
/// "the disk can do 277 MB/s", "50 ops/s per thread".
pub fn is_aside(report: &Report, rate: u32) -> bool {
    const ASIDE: [&str; 12] = [
        "peak", "burst", "limit", "first", "last", "max", "can", "at most", "up to", "churn", "bursts",
        "played",
    ];
    let Some(quantity) = report.quantity(rate) else { return false };
    let statement = report.span(report.statement_of(rate));
    let before = report.words_in(Span { start: statement.start, end: quantity.at.start });
    let end = report.noun_span(rate).end.max(quantity.at.end);
    let behind = report.words_in(Span { start: end, end: statement.end });
    let aside = |word: &Word| report.is_one_of(word, &ASIDE);
    let text = report.text(Span { start: end, end: report.line_of(quantity.at).end });
    let share = [" per ", " each", "/thread", "/worker", "/core", "/client", "/node"];
    before.iter().rev().take(4).any(aside)
        || behind.iter().take(2).any(aside)
        || share.iter().any(|share| text.starts_with(share))
}

/// "12,000 rows in 4.0 s; the import ran at 2,400 rows/s": told in another clause.
pub fn are_apart(report: &Report, work: u32, rate: u32) -> bool {
    let (Some(one), Some(other)) = (report.quantity(work), report.quantity(rate)) else { return false };
    let between = Span { start: one.at.end.min(other.at.end), end: one.at.start.max(other.at.start) };
    let same = report.statement_of(work) == report.statement_of(rate);
    let text = report.text(between);
    same && report.kind(report.statement_of(rate)) == kind::SENTENCE
        && (text.contains(';')
            || text.contains(" while ")
            || text.contains(" were ")
            || text.contains(" was "))
}

/// "| P75 (ms) |", "| Scrapes: 30s |": in a row of many columns a time is the run's where
/// its header says that it is one, or in its name: "| Soak (60s) |".
pub fn is_of_another_column(report: &Report, time: u32, rate: u32) -> bool {
    let cell =
        |index: u32| report.quantity(index).and_then(|quantity| report.within(quantity.node, kind::CELL));
    let Some(own) = cell(time).filter(|own| cell(rate) != Some(*own)) else { return false };
    let Some(table) = report.table_at(report.parent(report.parent(own))) else { return false };
    let column = report.data(own) & 0xff_ffff;
    table.columns() > 2 && column > 0 && !table.header_roles(column).has(Roles::DURATION)
}

/// "Offered load: 500 req/s", "Disk speed", "The old script managed 30 MB/s", "RAM: 32 GB":
/// the rate or the work of something else than the run.
pub fn is_foreign(report: &Report, work: u32, rate: u32) -> bool {
    const FOREIGN: [&str; 32] = [
        "offered",
        "nominal",
        "requested",
        "configured",
        "capacity",
        "cap",
        "link",
        "disk",
        "bandwidth",
        "network",
        "production",
        "fleet",
        "old",
        "sustained",
        "steady",
        "planned",
        "warm-up",
        "warmup",
        "settled",
        "spec",
        "rated",
        "theoretical",
        "previous",
        "ideal",
        "nvme",
        "ssd",
        "canary",
        "limiter",
        "earlier",
        "yesterday",
        "warm",
        "end",
    ];
    // Beside "50,000 reads" they may be the work itself.
    const PARTS: [&str; 10] = [
        "successful",
        "goodput",
        "failed",
        "write",
        "writes",
        "read",
        "reads",
        "final",
        "decoder",
        "required",
    ];
    const STORES: [&str; 7] = ["ram", "memory", "cache", "heap", "storage", "disk", "swap"];
    let Some(quantity) = report.quantity(rate) else { return false };
    let statement = report.span(report.statement_of(rate));
    let line = report.line_of(quantity.at);
    let end = report.noun_span(rate).end.max(quantity.at.end);
    let before = report.words_in(Span { start: statement.start.max(line.start), end: quantity.at.start });
    let behind = report.words_in(Span { start: end, end: line.end.max(end) });
    let foreign = |word: &Word| report.is_one_of(word, &FOREIGN);
    before.iter().rev().take(6).chain(behind.iter().take(3)).chain(report.label(rate)).any(foreign)
        || report.label(rate).iter().any(|word| report.is_one_of(word, &PARTS))
        || report.label(work).iter().any(|word| report.is_one_of(word, &STORES))
}
