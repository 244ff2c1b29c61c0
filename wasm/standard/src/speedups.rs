//! Columns of speedups against one row, and of efficiencies: what each row should
//! say.

use crossfoot_kit::prelude::*;

/// A printed ratio, the two figures that it is of, and what they give.
pub struct Gain {
    pub pair: (u32, u32),
    pub printed: u32,
    pub value: Value,
}

/// The numbers of a column with the rows that hold them.
pub fn numbers<'r>(report: &Report, table: Table<'r>, column: u32) -> Vec<(u32, Option<u32>)> {
    let number = |row: Row<'r>| row.cell(column).and_then(Cell::number);
    table.rows().map(|row| (row.node, number(row).filter(|number| report.is_arithmetic(*number)))).collect()
}

/// Each row against the baseline: the one row that prints a speedup of one.
pub fn of_rows(report: &Report, table: Table<'_>, column: u32) -> Vec<Gain> {
    let printed = numbers(report, table, column);
    let one = Value::whole(1);
    let is_base = |number: Option<u32>| {
        number.is_some_and(|number| {
            report.quantity(number).is_some_and(|quantity| quantity.class != class::PERCENTAGE)
                && report.value(number).equals(one) == Outcome::Holds
        })
    };
    let mut bases = printed.iter().enumerate().filter(|(_, (_, number))| is_base(*number));
    let (Some((base, _)), None) = (bases.next(), bases.next()) else { return Vec::new() };
    for measured in (1..table.columns()).filter(|other| *other != column) {
        let figures = numbers(report, table, measured);
        let Some((_, Some(first))) = figures.get(base) else { continue };
        for inverted in [false, true] {
            let rows: Vec<(u32, u32)> = figures
                .iter()
                .zip(&printed)
                .enumerate()
                .filter(|(row, _)| *row != base)
                .filter_map(|(_, ((_, figure), (_, printed)))| Some(((*figure)?, (*printed)?)))
                .filter(|(figure, _)| report.dimension(*figure) == report.dimension(*first))
                .collect();
            let ratio = |figure: u32| {
                let (a, b) = (report.base_value(figure), report.base_value(*first));
                if inverted { b.div(a) } else { a.div(b) }
            };
            let held = rows
                .iter()
                .filter(|(figure, printed)| {
                    ratio(*figure).equals(report.value(*printed)) != Outcome::Contradicted
                })
                .count();
            // Most rows show that this column is the one that was compared.
            if held < 2 || held * 2 < rows.len() {
                continue;
            }
            let gain = |(figure, printed): (u32, u32)| {
                let pair = if inverted { (*first, figure) } else { (figure, *first) };
                Gain { pair, printed, value: ratio(figure) }
            };
            return rows.into_iter().map(gain).collect();
        }
    }
    Vec::new()
}

/// Speedup over workers, in percent.
pub fn efficiencies(report: &Report, table: Table<'_>, column: u32) -> Vec<Gain> {
    let Some(speedup) = table.only_column(Roles::SPEEDUP) else { return Vec::new() };
    let mut workers = (0..table.columns()).filter(|other| {
        *other != column && *other != speedup && table.header_roles(*other).has(Roles::THREAD)
    });
    let (Some(workers), None) = (workers.next(), workers.next()) else { return Vec::new() };
    let mut rows = Vec::new();
    for row in table.rows() {
        let number = |column: u32| {
            row.cell(column).and_then(|cell| cell.quantities().find(|q| report.is_arithmetic(*q)))
        };
        let (Some(gain), Some(workers), Some(printed)) = (number(speedup), number(workers), number(column))
        else {
            continue;
        };
        if report.count(workers).is_none() {
            continue;
        }
        let percent = report.quantity(printed).is_some_and(|quantity| quantity.class == class::PERCENTAGE);
        let value = report.value(gain).times(if percent { 100 } else { 1 }).div(report.value(workers));
        rows.push((gain, workers, printed, value));
    }
    let held = rows.iter().filter(|row| row.3.equals(report.value(row.2)) != Outcome::Contradicted).count();
    if held < 2 || held * 2 < rows.len() {
        return Vec::new();
    }
    rows.into_iter()
        .map(|(gain, workers, printed, value)| Gain { pair: (gain, workers), printed, value })
        .collect()
}
