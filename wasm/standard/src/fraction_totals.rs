//! Fractions of a list or block, and the fraction that adds them up:
//! `Backend: 34/34`, `Frontend: 9/14`, `Total: 43/48`.

use crate::counted::{OPEN, is_exact, is_total, matter};
use crate::tolls::Toll;
use crossfoot_kit::prelude::*;

/// The sum above the line, and the one below it.
pub fn told(report: &Report) -> Vec<Toll> {
    let groups = report.fields().chunk_by(|one, other| one.group == other.group);
    let in_groups = groups.filter_map(|group| of(report, group)).flatten();
    let in_tables = report.tables().flat_map(|table| in_table(report, table));
    in_groups
        .chain(in_tables.flatten())
        .chain(report.fields().iter().filter_map(|field| below_table(report, field)).flatten())
        .collect()
}

/// A row of totals, `| **Total** | 46/109 |`, under nothing but fractions.
fn in_table(report: &Report, table: Table<'_>) -> Vec<[Toll; 2]> {
    let mut totals = table.rows().filter(|row| is_total(table, *row));
    let (Some(last), None) = (totals.next(), totals.next()) else { return Vec::new() };
    let Some(rows) =
        matter(table).filter(|_| table.rows().next_back().is_some_and(|row| row.node == last.node))
    else {
        return Vec::new();
    };
    let rows: Vec<Row<'_>> = rows.into_iter().filter(|row| row.node != last.node).collect();
    if rows.len() < 3 {
        return Vec::new();
    }
    let of = |column: u32| {
        let parts: Option<Vec<(u32, u32)>> =
            rows.iter().map(|row| in_cell(report, row.cell(column)?)).collect();
        sums(report, in_cell(report, last.cell(column)?)?, &parts?)
    };
    (1..table.columns()).filter_map(of).collect()
}

/// The fraction that is all a cell holds.
fn in_cell(report: &Report, cell: Cell<'_>) -> Option<(u32, u32)> {
    let mut numbers = cell.quantities();
    let part = numbers.next()?;
    let whole = report.quantity(part).filter(|part| part.role == role::NUMERATOR)?.mate;
    (numbers.next() == Some(whole) && is_exact(report, part) && is_exact(report, whole))
        .then_some((part, whole))
}

/// `Total: 61/62` right below a table with one column of fractions.
fn below_table(report: &Report, field: &Field) -> Option<[Toll; 2]> {
    if !field.roles.has(Roles::TOTAL) {
        return None;
    }
    let key = report.words_in(field.key);
    if report.kind(field.node) != kind::FIELD
        || key.is_empty()
        || !key.iter().all(|word| word.is(Roles::TOTAL))
    {
        return None;
    }
    let above = report.previous_sibling(report.parent(field.node)).and_then(|node| report.table_at(node))?;
    let rows =
        matter(above).filter(|rows| rows.len() > 1 && !above.rows().any(|row| is_total(above, row)))?;
    let total = fraction(report, field)?;
    let column = |column: u32| -> Option<Vec<(u32, u32)>> {
        rows.iter().map(|row| in_cell(report, row.cell(column)?)).collect()
    };
    let mut columns = (1..above.columns()).filter_map(column);
    let parts = columns.next().filter(|_| columns.next().is_none())?;
    sums(report, total, &parts)
}

fn of(report: &Report, group: &[Field]) -> Option<[Toll; 2]> {
    let (last, above) = group.split_last()?;
    if !last.roles.has(Roles::TOTAL) || above.len() < 2 || report.roles_of(last.group).has(OPEN) {
        return None;
    }
    let (total, all) = fraction(report, last)?;
    let parts: Vec<(u32, u32)> = above.iter().map(|field| fraction(report, field)).collect::<Option<_>>()?;
    sums(report, (total, all), &parts)
}

fn sums(report: &Report, (total, all): (u32, u32), parts: &[(u32, u32)]) -> Option<[Toll; 2]> {
    let sum = |total: u32, parts: Vec<u32>| Toll { total, parts, sure: false };
    let some = sum(total, parts.iter().map(|(part, _)| *part).collect());
    let whole = sum(all, parts.iter().map(|(_, whole)| *whole).collect());
    // That one of the two sums is right shows that they are sums.
    let holds = |toll: &Toll| toll.outcome(report) != Outcome::Contradicted;
    let sure = holds(&some) || holds(&whole);
    sure.then_some([Toll { sure, ..some }, Toll { sure, ..whole }])
}

/// The only fraction of a field that is no total itself.
fn fraction(report: &Report, field: &Field) -> Option<(u32, u32)> {
    let mut parts = report
        .quantities_in(field.value)
        .filter(|index| report.quantity(*index).is_some_and(|quantity| quantity.role == role::NUMERATOR));
    let part = parts.next().filter(|_| parts.next().is_none())?;
    let whole = report.quantity(part)?.mate;
    (is_exact(report, part) && is_exact(report, whole)).then_some((part, whole))
}
