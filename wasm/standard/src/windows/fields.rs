//! Fields for the start, the end and the time between.

use super::{ENDS, STARTS, Window, days_between, duration_in, moment_in, says, zone_of};
use crossfoot_kit::prelude::*;

const WALL: Spellings<5> = Spellings::of(["wall", "clock", "wall clock", "overall", "elapsed"]);

pub fn in_fields(report: &Report, found: &mut Vec<Window>) {
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
