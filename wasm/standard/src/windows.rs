//! A start, an end and the time between: "started 22:04, ended 23:31, duration
//! 1 h 27 min", in columns, fields or a sentence.

use crate::durations;
use crossfoot_kit::exact::Ratio;
use crossfoot_kit::prelude::*;

pub struct Window {
    pub start: u32,
    pub end: u32,
    pub duration: u32,
    /// How many days later it ended, where dates stand beside the clock times.
    pub days: Option<i64>,
    pub tied: bool,
}

const DAY: i64 = 86_400;

impl Window {
    /// What lies between the clock times, in seconds, and how the printed
    /// duration stands to it. A clock tells whole minutes or seconds; what ends
    /// before it began went on over midnight, perhaps for more than a day.
    pub fn outcome(&self, report: &Report) -> Option<(Value, Outcome)> {
        let (start, end) = (clock(report, self.start)?, clock(report, self.end)?);
        let printed = durations::whole(report, self.duration);
        let (span, slack) = (end.at - start.at, start.step.max(end.step));
        let near = |seconds: i64| {
            printed.below(Value::whole(seconds + slack)) != Outcome::Contradicted
                && Value::whole(seconds - slack).below(printed) != Outcome::Contradicted
        };
        let passed = match self.days {
            Some(days) => span + days * DAY,
            None if span < 0 => span + DAY,
            None => span,
        };
        let outcome = match () {
            () if near(passed) => Outcome::Holds,
            () if passed < 0 => Outcome::Undecided,
            () if self.days.is_some() && self.tied && printed.is_known() && !printed.is_hedged() => {
                Outcome::Contradicted
            }
            () if span < 0 || !self.tied || !printed.is_known() || printed.is_hedged() => Outcome::Undecided,
            () if (1..8).any(|days| near(passed + days * DAY)) => Outcome::Undecided,
            () => Outcome::Contradicted,
        };
        Some((Value::whole(passed), outcome))
    }

    /// The time between, in words: "1 h 27 min".
    pub fn spelled(&self, between: Value) -> String {
        let seconds = between.single().and_then(Ratio::to_whole).unwrap_or_default();
        let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let parts = [(hours, "h"), (minutes, "min"), (rest, "s")];
        let told: Vec<String> = parts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, unit)| format!("{count} {unit}"))
            .collect();
        if told.is_empty() { "0 min".into() } else { told.join(" ") }
    }
}

struct Clock {
    at: i64,
    step: i64,
}

/// "22:04", "22:04:31".
fn clock(report: &Report, index: u32) -> Option<Clock> {
    let mut parts =
        report.printed(index).trim_end_matches('Z').split(':').map(|part| part.parse::<i64>().ok());
    let (hours, minutes) = (parts.next()??, parts.next()??);
    let seconds = parts.next();
    if parts.next().is_some() || !(0..=24).contains(&hours) || !(0..60).contains(&minutes) {
        return None;
    }
    let whole = hours * 3600 + minutes * 60;
    match seconds {
        None => Some(Clock { at: whole, step: 60 }),
        Some(seconds) => {
            let seconds = seconds.filter(|seconds| (0..60).contains(seconds))?;
            Some(Clock { at: whole + seconds, step: 1 })
        }
    }
}

pub fn told(report: &Report) -> Vec<Window> {
    let mut found = Vec::new();
    if !report.quantities().iter().any(|quantity| quantity.class == class::TIME) {
        return found;
    }
    for table in report.tables().filter(|table| (3..=12).contains(&table.columns())) {
        in_columns(report, table, &mut found);
    }
    in_fields(report, &mut found);
    in_statements(report, &mut found);
    found
}

const STARTS: [&str; 13] = [
    "start",
    "started",
    "starts",
    "begin",
    "began",
    "begun",
    "from",
    "takeoff",
    "off",
    "departure",
    "departed",
    "opened",
    "beginning",
];
const ENDS: [&str; 20] = [
    "resumed",
    "restored",
    "recovered",
    "end",
    "ended",
    "ends",
    "finish",
    "finished",
    "to",
    "until",
    "till",
    "ready",
    "stop",
    "stopped",
    "completed",
    "landing",
    "arrival",
    "arrived",
    "done",
    "closed",
];

fn says(report: &Report, words: &[Word], known: &[&str]) -> bool {
    words.iter().any(|word| report.is_one_of(word, known))
}

/// The only clock time of a field, and the date before it, if there is one.
fn moment_in(report: &Report, at: Span) -> Option<(u32, Option<u32>)> {
    let is = |index: u32, class: u8| report.quantity(index).is_some_and(|quantity| quantity.class == class);
    let mut numbers = report.quantities_in(at);
    match (numbers.next()?, numbers.next(), numbers.next()) {
        (time, None, _) if is(time, class::TIME) => Some((time, None)),
        (date, Some(time), None) if is(date, class::DATE) && is(time, class::TIME) => {
            Some((time, Some(date)))
        }
        _ => None,
    }
}

/// The only clock time of a cell, without a date.
fn time_in(report: &Report, at: Span) -> Option<u32> {
    moment_in(report, at).filter(|(_, date)| date.is_none()).map(|(time, _)| time)
}

fn duration_in(report: &Report, at: Span) -> Option<u32> {
    let mut numbers = report.quantities_in(at).filter(|index| !durations::is_tail(report, *index));
    let first = numbers.next().filter(|_| numbers.next().is_none())?;
    is_duration(report, first).then_some(first)
}

fn is_duration(report: &Report, index: u32) -> bool {
    report.is_arithmetic(index)
        && report.dimension(index) == (dimension::TIME, 0)
        && report.quantity(index).is_some_and(|quantity| quantity.role == role::ALONE)
}

// --- columns ---------------------------------------------------------------------

/// Two columns of clock times and one of durations, by their names or by the
/// other rows.
fn in_columns(report: &Report, table: Table<'_>, found: &mut Vec<Window>) {
    let holds = |column: u32, test: &dyn Fn(Span) -> bool| {
        table.rows().filter_map(|row| row.cell(column)).filter(|cell| test(cell.at())).count() * 2
            > table.rows().len()
    };
    let columns = |test: &dyn Fn(Span) -> bool| {
        (1..table.columns()).filter(|column| holds(*column, test)).collect::<Vec<u32>>()
    };
    let times = columns(&|at| time_in(report, at).is_some());
    let [start, end] = *times.as_slice() else { return };
    let lengths = columns(&|at| duration_in(report, at).is_some());
    let lengths: Vec<u32> =
        lengths.into_iter().filter(|column| !table.header_roles(*column).has(Roles::TARGET)).collect();
    let [length] = *lengths.as_slice() else { return };
    let header = |column: u32| table.header(column).map_or(&[][..], Cell::words);
    // Working time is presence less a break, and a processor works for a part of it.
    const NET: [&str; 10] =
        ["shift", "shifts", "worked", "paid", "net", "cpu", "break", "breaks", "pause", "working"];
    let zone = |column: u32| {
        let text = table.header(column).map_or("", Cell::text);
        ["UTC", "GMT", "CET", "CEST", "EST", "PST", "local"].into_iter().find(|zone| text.contains(zone))
    };
    if (0..table.columns()).any(|column| says(report, header(column), &NET)) || zone(start) != zone(end) {
        return;
    }
    let named = says(report, header(start), &STARTS) && says(report, header(end), &ENDS)
        || table.header_roles(length).has(Roles::DURATION) && says(report, header(start), &STARTS);
    let in_row = |row: Row<'_>| {
        let at = |column: u32| row.cell(column).map(Cell::at);
        Some(Window {
            start: time_in(report, at(start)?)?,
            end: time_in(report, at(end)?)?,
            duration: duration_in(report, at(length)?)?,
            days: None,
            tied: true,
        })
    };
    let rows: Vec<Window> = table.rows().filter_map(in_row).collect();
    let kept =
        |window: &&Window| window.outcome(report).is_some_and(|(_, outcome)| outcome == Outcome::Holds);
    let held = rows.iter().filter(kept).count();
    let tied = named && (held > 0 || rows.len() == 1) || held > 1 && held + 1 >= rows.len();
    found.extend(rows.into_iter().map(|window| Window { tied, ..window }));
}

// --- fields ----------------------------------------------------------------------

const WALL: Spellings<5> = Spellings::of(["wall", "clock", "wall clock", "overall", "elapsed"]);

fn in_fields(report: &Report, found: &mut Vec<Window>) {
    for group in report.fields().chunk_by(|one, other| one.group == other.group) {
        let only = |known: &[&str]| {
            let named = |field: &&Field| says(report, report.words_in(field.key), known);
            let mut told = group.iter().filter(named).filter_map(|field| moment_in(report, field.value));
            told.next().filter(|_| told.next().is_none())
        };
        let (start, end) = (only(&STARTS), only(&ENDS));
        // "Paused: 46 min" is no part of what it took.
        let paused = |field: &Field| {
            says(
                report,
                report.words_in(field.key),
                &["paused", "pause", "pauses", "break", "breaks", "idle"],
            )
        };
        if group.iter().any(paused) {
            continue;
        }
        let length = |field: &Field| {
            let own = field.roles.has(Roles::DURATION) && !field.roles.has(Roles::TARGET | Roles::UNIVERSAL);
            // "Test duration" and "CPU time" may be of a part.
            const WHOLE: Roles = Roles::DURATION.or(Roles::TOTAL).or(Roles::MEASURED);
            let whole = report.words_in(field.key).iter().all(|word| word.is(WHOLE) || WALL.has(word));
            own.then(|| duration_in(report, field.value)).flatten().map(|duration| (duration, whole))
        };
        let mut lengths = group.iter().filter_map(length);
        let (Some((duration, tied)), None) = (lengths.next(), lengths.next()) else { continue };
        let (Some((start, first)), Some((end, last))) = (start, end) else { continue };
        if zone_of(report, start) != zone_of(report, end) {
            continue;
        }
        let dates: Vec<u32> = first.into_iter().chain(last).collect();
        if let Some(days) = days_between(report, &dates, (start, end)) {
            found.push(Window { start, end, duration, days, tied });
        }
    }
}

// --- sentences -------------------------------------------------------------------

fn in_statements(report: &Report, found: &mut Vec<Window>) {
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

/// "09:00 CEST": the letters right behind a clock time.
fn zone_of(report: &Report, time: u32) -> &str {
    let Some(at) = report.quantity(time).map(|quantity| quantity.at) else { return "" };
    let behind = report.text(Span { start: at.end, end: report.line_of(at).end });
    let word =
        behind.strip_prefix(' ').unwrap_or_default().split(|sign: char| !sign.is_ascii_uppercase()).next();
    word.filter(|word| word.len() >= 2).unwrap_or_default()
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

/// How many days lie between the dates right before two clock times; nothing is
/// known of it where there is none, or one for both. `None` where a date stands
/// elsewhere.
fn days_between(report: &Report, dates: &[u32], (start, end): (u32, u32)) -> Option<Option<i64>> {
    let before = |date: u32, time: u32| {
        let (date, clock) = (report.quantity(date)?, report.quantity(time)?);
        let gap = report.text(Span { start: date.at.end, end: clock.at.start });
        matches!(gap, " " | ", " | "T" | " at ").then_some(date.mantissa)
    };
    match *dates {
        [] => Some(None),
        // "Run date: 27 February, start 08:40, end 12:25".
        [both] => {
            let leads =
                |date: &Quantity| report.quantity(start).is_some_and(|time| date.at.end <= time.at.start);
            report.quantity(both).is_some_and(leads).then_some(None)
        }
        [first, last] => Some(Some(before(last, end)? - before(first, start)?)),
        _ => None,
    }
}
