//! A column of minutes, or hours, that tells how long after the first row each other
//! stands: `| Time | Event | Min since start |`.

use crossfoot_kit::prelude::*;

pub struct Offset {
    /// The time of the first row, and the one of this.
    pub from: u32,
    pub to: u32,
    pub printed: u32,
    /// In the unit of the column.
    pub right: i64,
}

const DAY: i64 = 86_400;

/// The rows of a table of which all but one hold, three at least.
pub fn told(report: &Report, table: Table<'_>) -> Vec<Offset> {
    if !(2..=8).contains(&table.columns()) || table.rows().len() < 4 {
        return Vec::new();
    }
    let clock = |row: Row<'_>, column: u32| {
        let mut numbers = row.cell(column)?.quantities();
        let is_clock = |index: &u32| report.quantity(*index).is_some_and(|it| it.class == class::TIME);
        let first = numbers.next().filter(is_clock)?;
        numbers.next().is_none().then_some(first)
    };
    let timed = |column: &u32| table.rows().filter(|row| clock(*row, *column).is_some()).count() >= 4;
    let Some(clocks) = (0..table.columns()).find(timed) else { return Vec::new() };
    for column in (0..table.columns()).filter(|column| *column != clocks) {
        for unit in [60, 3_600, 1] {
            let offsets = offsets(report, table, |row| clock(row, clocks), column, unit);
            let holds = |offset: &&Offset| report.count(offset.printed) == Some(offset.right);
            let held = offsets.iter().filter(holds).filter(|offset| offset.right > 0).count();
            let broken = offsets.len() - offsets.iter().filter(holds).count();
            if held >= 3 && broken <= 1 {
                return offsets;
            }
        }
    }
    Vec::new()
}

fn offsets<'r>(
    report: &'r Report,
    table: Table<'r>,
    clock: impl Fn(Row<'r>) -> Option<u32>,
    column: u32,
    unit: i64,
) -> Vec<Offset> {
    let mut found = Vec::new();
    let mut first: Option<(u32, i64)> = None;
    for row in table.rows() {
        let printed = row.cell(column).and_then(Cell::number).filter(|index| report.count(*index).is_some());
        let (Some(at), Some(printed)) = (clock(row), printed) else { continue };
        let seconds = report.quantity(at).map_or(0, |quantity| quantity.mantissa);
        let (from, start) = *first.get_or_insert((at, seconds));
        let after = (seconds - start).rem_euclid(DAY);
        if after % unit == 0 {
            found.push(Offset { from, to: at, printed, right: after / unit });
        }
    }
    found
}
