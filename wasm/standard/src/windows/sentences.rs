//! A start, an end and the time between in one sentence.

use super::{ENDS, STARTS, Window, days_between, is_duration, says, zone_of};
use crate::durations;
use crossfoot_kit::prelude::*;

pub fn in_statements(report: &Report, found: &mut Vec<Window>) {
    let mut last = u32::MAX;
    for (index, quantity) in report.quantities().iter().enumerate() {
        let statement = report.statement(quantity.node);
        if quantity.class != class::TIME || statement == last || report.kind(statement) == kind::ROW {
            continue;
        }
        last = statement;
        found.extend(in_statement(report, statement, index as u32));
    }
}

/// "started 22:04, ended 23:31, duration 1 h 27 min", "from 22:00 to 01:40 (3 h
/// 40 min)".
fn in_statement(report: &Report, statement: u32, start: u32) -> Option<Window> {
    const BROKEN: [&str; 19] = [
        "pause",
        "pauses",
        "break",
        "breaks",
        "net",
        "interrupted",
        "interruption",
        "each",
        "shift",
        "shifts",
        "slot",
        "slots",
        "worked",
        "paid",
        "flight",
        "local",
        "cpu",
        "paused",
        "intervals",
    ];
    let at = report.span(statement);
    let (mut times, mut lengths, mut dates) = (Vec::new(), Vec::new(), Vec::new());
    for index in report.quantities_in(at) {
        match report.quantity(index)?.class {
            class::TIME => times.push(index),
            class::DATE => dates.push(index),
            _ if durations::is_tail(report, index) => {}
            _ if is_duration(report, index) => lengths.push(index),
            _ => {}
        }
    }
    let ([first, end], [duration]) = (times.as_slice(), lengths.as_slice()) else { return None };
    let days = days_between(report, &dates, (start, *end))?;
    let words = report.words_in(at);
    let broken = says(report, words, &BROKEN) && !says(report, words, &["including", "incl"]);
    let zoned = zone_of(report, start) != zone_of(report, *end) && !zone_of(report, start).is_empty();
    if *first != start
        || broken
        || zoned
        || words.iter().any(|word| word.is(Roles::EXCEPT | Roles::TARGET | Roles::MODAL | Roles::UNIVERSAL))
    {
        return None;
    }
    let place = |index: u32| report.quantity(index).map_or(at, |quantity| quantity.at);
    let lead = |from: u32, index: u32| report.words_in(Span { start: from, end: place(index).start });
    let between = report.text(Span { start: place(start).end, end: place(*end).start });
    let between = dayless(zoneless(between.trim_matches([' ', '*', '_'])));
    let begun =
        says(report, lead(at.start, start), &STARTS) && says(report, lead(place(start).end, *end), &ENDS);
    let ranged = matches!(between.trim(), "–" | "-" | "—" | "to" | "until" | "till");
    let own = place(*duration);
    let rest = report.text(Span { start: durations::span(report, *duration).end, end: at.end });
    let bracket = own.start >= place(*end).end
        && is_whole(rest)
        && leads_to_length(report.text(Span { start: place(*end).end, end: own.start }));
    let lasted = report
        .word_before(own.start)
        .is_some_and(|word| word.at.start >= at.start && word.is(Roles::DURATION));
    // "down for 3 h 20 min (09:40 to 12:00)"
    let opens = report.text(Span {
        start: durations::span(report, *duration).end.min(place(start).start),
        end: place(start).start,
    });
    let closes = report.text(Span { start: place(*end).end, end: at.end });
    let ahead = own.end <= place(start).start && opens.trim() == "(" && closes.starts_with(')');
    ((begun || ranged) && (bracket || lasted || ahead)).then_some(Window {
        start,
        end: *end,
        duration: *duration,
        days,
        tied: true,
    })
}

/// Nothing behind a duration says that it is only a part: "(9 min to detect)".
fn is_whole(behind: &str) -> bool {
    const OF_ALL: [&str; 12] = [
        "total",
        "in total",
        "in all",
        "downtime",
        "outage",
        "long",
        "altogether",
        "elapsed",
        "overall",
        "wall clock",
        "duration",
        "wall",
    ];
    let behind = behind.trim_start_matches(['*', '_']);
    let closed = behind.trim().is_empty() || behind.starts_with([')', '.', ';', '|', ',']);
    let word = behind.trim_start();
    closed
        || OF_ALL.iter().any(|name| word.starts_with(name))
        || ["incl", "with ", "on site"].iter().any(|lead| word.starts_with(lead))
        || word.starts_with(['(', '–', '—'])
}

/// What stands between the end and a duration that sums up: "UTC** (total: ".
fn leads_to_length(text: &str) -> bool {
    let trimmed = |text: &str| text.trim_matches([' ', '*', '_', ':']).to_owned();
    let text = trimmed(zoneless(text.trim_matches([' ', '*', '_'])));
    let named = ["total", "duration", "Total", "Duration"].iter().find_map(|name| text.strip_suffix(name));
    matches!(
        trimmed(named.unwrap_or(&text)).as_str(),
        "(" | "=" | "," | "→" | "⇒" | ", i.e." | ", that is" | "; " | "|"
    )
}

/// "Saturday 22:00 – Sunday 01:35"
fn dayless(text: &str) -> &str {
    const DAYS: [&str; 14] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "Mon",
        "Tue",
        "Wed",
        "Thu",
        "Fri",
        "Sat",
        "Sun",
    ];
    let text = text.trim();
    let day = DAYS.iter().find_map(|day| text.strip_suffix(day));
    day.map_or(text, str::trim_end)
}

fn zoneless(text: &str) -> &str {
    let zone = ["UTC", "GMT", "CEST", "CET", "Z", "h"].iter().find_map(|zone| text.strip_prefix(zone));
    zone.unwrap_or(text).trim_matches([' ', '*', '_'])
}
