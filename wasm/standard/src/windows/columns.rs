//! Two columns of clock times and one of durations.

use super::{ENDS, STARTS, Window, duration_in, says, time_in};
use crossfoot_kit::prelude::*;

/// Two columns of clock times and one of durations, by their names or by the
/// other rows.
pub fn in_columns(report: &Report, table: Table<'_>, found: &mut Vec<Window>) {
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
