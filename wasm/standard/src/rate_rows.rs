//! Rows that tell a work, a time and a rate in three columns: `| Stage | Minutes |
//! Requests | Req/s |`.

use crate::counted::matter;
use crossfoot_kit::exact::Ratio;
use crossfoot_kit::prelude::*;

pub struct RateRow {
    pub work: u32,
    pub time: u32,
    pub rate: u32,
    /// The other rows hold for just so many minutes: then these were set, and not measured.
    set: bool,
}

impl RateRow {
    pub fn outcome(&self, report: &Report) -> (Value, Outcome) {
        let time = exactly(report, self.time).filter(|_| self.set);
        let of = |time: Value| report.base_value(self.work).div(time);
        let printed = report.base_value(self.rate);
        let measured = of(report.base_value(self.time));
        let Some(set) = time.map(of) else { return (measured, measured.equals(printed)) };
        // Off by less than one in a hundred, the time may have been rounded after all.
        let slack = printed.div(Value::whole(100));
        let close = set.below(printed.add(slack)) == Outcome::Holds
            && printed.below(set.add(slack)) == Outcome::Holds;
        let rounded = set.equals(printed) == Outcome::Contradicted && close;
        let value = if rounded { measured } else { set };
        (value, value.equals(printed))
    }

    fn holds(&self, report: &Report) -> bool {
        self.outcome(report).1 != Outcome::Contradicted
    }
}

/// "15" minutes and not a second more.
fn exactly(report: &Report, time: u32) -> Option<Value> {
    let quantity = report.quantity(time).filter(|quantity| quantity.exponent == 0)?;
    let unit = report.unit(quantity)?;
    let (factor, divisor) = (i128::from(unit.factor), i128::from(unit.divisor));
    Some(Value::exactly(Ratio::new(i128::from(quantity.mantissa).checked_mul(factor)?, divisor)?))
}

/// The rows of a table of which all but one hold, three at least.
pub fn told(report: &Report, table: Table<'_>) -> Vec<RateRow> {
    if !(4..=12).contains(&table.columns()) || table.rows().len() < 4 {
        return Vec::new();
    }
    let Some(rows) = matter(table) else { return Vec::new() };
    let number = |row: &Row<'_>, column: u32| {
        row.cell(column)?.number().filter(|index| report.is_firm(*index) && report.is_amount(*index))
    };
    // What most rows of a column are measured in.
    let measure = |column: u32| {
        let first = rows.iter().find_map(|row| number(row, column))?;
        Some(report.dimension(first))
    };
    let columns: Vec<(u32, (u8, u8))> =
        (1..table.columns()).filter_map(|column| Some((column, measure(column)?))).collect();
    let of = |wanted: fn(u8, u8) -> bool| {
        columns
            .iter()
            .filter(move |(_, (dimension, per))| wanted(*dimension, *per))
            .map(|(column, _)| *column)
    };
    let is_rate = |dimension: u8, per: u8| dimension != dimension::NONE && per == dimension::TIME;
    let is_time = |dimension: u8, per: u8| dimension == dimension::TIME && per == 0;
    let is_work = |dimension: u8, per: u8| {
        per == 0
            && matches!(dimension, dimension::NONE | dimension::THINGS | dimension::NAMED | dimension::BYTES)
    };
    for rate in of(is_rate) {
        for time in of(is_time) {
            for work in of(is_work) {
                let row = |row: &Row<'_>| {
                    let (work, time, rate) = (number(row, work)?, number(row, time)?, number(row, rate)?);
                    Some(RateRow { work, time, rate, set: true })
                };
                let mut told: Vec<RateRow> = rows.iter().filter_map(row).collect();
                for set in [true, false] {
                    told.iter_mut().for_each(|row| row.set = set);
                    let held = told.iter().filter(|row| row.holds(report)).count();
                    if held >= 3 && held + 1 >= told.len() {
                        return told;
                    }
                }
            }
        }
    }
    Vec::new()
}
