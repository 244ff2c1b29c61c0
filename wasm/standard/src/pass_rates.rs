//! A table of a row or two that prints how many there were, how many passed, and
//! the pass rate: too short to show by its rows what the rate is of.

use crate::share_columns::Share;
use crossfoot_kit::prelude::*;

pub fn told(report: &Report, table: Table<'_>) -> Vec<Share> {
    let (Some(columns), 1..=2) = (columns(table), table.rows().len()) else { return Vec::new() };
    let (passed, all, rate) = columns;
    let number = |row: &Row<'_>, column: u32| row.cell(column).and_then(Cell::number);
    let counted = |index: &u32| report.firm_count(*index).is_some();
    let share = |row: Row<'_>| {
        let part = number(&row, passed).filter(counted)?;
        let whole = number(&row, all).filter(counted)?;
        let percent = number(&row, rate)?;
        let plain = report.is_firm(percent)
            && report.quantity(percent)?.class == class::PERCENTAGE
            && report.count(part) <= report.count(whole);
        plain.then_some(Share { part, whole, percent, left: false })
    };
    table.rows().filter_map(share).collect()
}

/// The columns of what passed, of all that there were, and of the rate.
fn columns(table: Table<'_>) -> Option<(u32, u32, u32)> {
    const THINGS: Roles = Roles::TOTAL
        .or(Roles::TEST)
        .or(Roles::ROUND)
        .or(Roles::ITERATION)
        .or(Roles::ATTEMPT)
        .or(Roles::OPERATION);
    const OUTCOME: Roles = Roles::PASSED.or(Roles::FAILED).or(Roles::SKIPPED).or(Roles::THIRD_OUTCOME);
    let is_rate = |header: Cell<'_>| {
        let text = header.text().to_ascii_lowercase();
        header.roles().has(Roles::PERCENTAGE) && (text.contains("pass") || text.contains("success"))
    };
    let rate = table.only_column_where(is_rate)?;
    let passed = |header: Cell<'_>| header.column != rate && header.roles().has(Roles::PASSED);
    let passed = table.only_column_where(passed)?;
    // The number of rounds may stand first, where other tables have names.
    let all =
        |column: &u32| table.header_roles(*column).has(THINGS) && !table.header_roles(*column).has(OUTCOME);
    let mut all = (0..table.columns()).filter(all);
    Some((passed, all.next().filter(|_| all.next().is_none())?, rate))
}
