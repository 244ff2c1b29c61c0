//! A column that says it is the mean, the least or the greatest of those before
//! it in its row: `| Site | Run 1 | Run 2 | Run 3 | Mean | Max |`.

use crate::extremes::kind_of;
use crossfoot_kit::prelude::*;

pub struct Across {
    pub printed: u32,
    pub kind: Roles,
    pub parts: Vec<u32>,
}

/// Columns that sum up or describe others, and take no part in them.
const ASIDE: Roles = Roles::AVERAGE
    .or(Roles::MEDIAN)
    .or(Roles::MINIMUM)
    .or(Roles::MAXIMUM)
    .or(Roles::SPREAD)
    .or(Roles::TOTAL)
    .or(Roles::TARGET)
    .or(Roles::COUNT);

pub fn told(report: &Report, table: Table<'_>) -> Vec<Across> {
    let mut found = Vec::new();
    if !(4..=16).contains(&table.columns()) || table.rows().len() == 0 {
        return found;
    }
    for column in 3..table.columns() {
        if let Some(kind) = named(report, table, column) {
            found.extend(of(report, table, column, kind));
        }
    }
    found
}

fn named(report: &Report, table: Table<'_>, column: u32) -> Option<Roles> {
    let words = table.header(column)?.words();
    let mut kinds = words.iter().filter_map(|word| kind_of(report.text(word.at)));
    let kind = kinds.next()?;
    (kinds.next().is_none()
        && words.len() <= 3
        && !words.iter().any(|word| word.is(Roles::TARGET | Roles::UNIVERSAL)))
    .then_some(kind)
}

/// The longest run of columns before it that nearly all rows show to be meant.
fn of(report: &Report, table: Table<'_>, column: u32, kind: Roles) -> Vec<Across> {
    let aside = |at: u32| table.header_roles(at).has(ASIDE);
    let Some(last) = (1..column).rev().find(|at| !aside(*at)) else { return Vec::new() };
    let first = (1..=last).rev().take_while(|at| !aside(*at)).last().unwrap_or(last);
    for start in first..last {
        let rows: Vec<Across> =
            table.rows().filter_map(|row| in_row(report, row, (start, last), column, kind)).collect();
        let held = rows
            .iter()
            .filter(|row| row.outcome(report).is_some_and(|(_, outcome)| outcome != Outcome::Contradicted));
        let held = held.count();
        let enough = if last - start > 1 { 1 } else { 2 };
        let shown = rows.len() >= 2 && held >= enough && held + 1 >= rows.len();
        if shown || rows.len() == 1 && table.rows().len() == 1 && are_runs(table, (start, last)) {
            return rows;
        }
    }
    Vec::new()
}

/// "Run 1", "Run 2", "Run 3": what else could the mean be of?
fn are_runs(table: Table<'_>, (start, last): (u32, u32)) -> bool {
    let name = |column: u32| {
        let text = table.header(column)?.text().trim();
        let name = text.trim_end_matches(|sign: char| sign.is_ascii_digit());
        (name.len() < text.len() && !name.trim().is_empty()).then_some(name)
    };
    let first = name(start);
    last > start + 1 && first.is_some() && (start..=last).all(|column| name(column) == first)
}

/// What a row gives. A cell without a number ("lost") takes no part; a bound
/// ("<1.0") leaves the row open.
fn in_row(
    report: &Report,
    row: Row<'_>,
    (start, last): (u32, u32),
    column: u32,
    kind: Roles,
) -> Option<Across> {
    let printed = row.cell(column)?.number()?;
    let plain = |index: u32| {
        report.is_firm(index) && report.quantity(index).is_some_and(|quantity| quantity.class <= class::MONEY)
    };
    let mut parts = Vec::new();
    for at in start..=last {
        let Some(cell) = row.cell(at) else { continue };
        match cell.number() {
            Some(number) if plain(number) && is_alike(report, number, printed) => parts.push(number),
            Some(_) => return None,
            None if cell.quantities().next().is_none() => {}
            None => return None,
        }
    }
    (plain(printed) && parts.len() > 1).then_some(Across { printed, kind, parts })
}

/// Of one unit; the header may name it for the mean alone.
fn is_alike(report: &Report, one: u32, other: u32) -> bool {
    let (one, other) = (report.dimension(one), report.dimension(other));
    one == other || one == (0, 0) || other == (0, 0)
}

impl Across {
    pub fn outcome(&self, report: &Report) -> Option<(Value, Outcome)> {
        let value = crate::extremes::aggregate(report, self.kind, &self.parts)?;
        Some((value, {
            let unit = |index: u32| report.quantity(index).map_or(0, |quantity| quantity.unit);
            let same = self.parts.iter().all(|part| unit(*part) == unit(self.printed));
            value.equals(if same { report.base_value(self.printed) } else { report.value(self.printed) })
        }))
    }
}
