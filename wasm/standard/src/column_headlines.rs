//! What fields above a table tell of its columns: `Total tests: 243`, `Passed: 194` over
//! `| Area | Tests | Pass | Fail |` without a row of totals; "**Total**: 13 services, 42
//! tables" below `| Service | Tables |`.

use crate::counted::{OPEN, OUTCOMES, is_all_outcomes, is_total, matter};
use crate::tolls::Toll;
use crossfoot_kit::prelude::*;
use std::collections::BTreeMap;

pub fn told(report: &Report) -> Vec<Toll> {
    let mut found = Vec::new();
    // The tables of outcomes, by their sections.
    let mut tables: BTreeMap<u32, Vec<Table<'_>>> = BTreeMap::new();
    for table in report.tables().filter(|table| table.column(Roles::PASSED).is_some()) {
        tables.entry(report.section(table.node())).or_default().push(table);
    }
    if !tables.is_empty() {
        let mut fields: BTreeMap<u32, Vec<&Field>> = BTreeMap::new();
        for field in report.fields().iter().filter(|field| is_told(report, field)) {
            fields.entry(report.section(field.node)).or_default().push(field);
        }
        for (section, fields) in fields {
            if let Some([table]) = tables.get(&section).map(Vec::as_slice) {
                found.extend(of_outcomes(report, *table, &fields));
            }
        }
    }
    for field in report.fields().iter().filter(|field| is_bare_total(report, field)) {
        found.extend(below(report, field));
    }
    found
}

/// `Passed: 194`, `Total tests: 243`.
fn is_told(report: &Report, field: &Field) -> bool {
    report.kind(field.node) == kind::FIELD
        && field.roles.has(OUTCOMES | Roles::TOTAL | Roles::TEST)
        && !field.roles.has(OPEN | Roles::PERCENTAGE | Roles::RATE | Roles::TARGET)
}

/// The counts of one column, in a table that has no row of totals; a dash is nothing.
fn column(report: &Report, table: Table<'_>, column: u32) -> Option<Vec<u32>> {
    let rows =
        matter(table).filter(|rows| rows.len() > 2 && !table.rows().any(|row| is_total(table, row)))?;
    let mut parts = Vec::new();
    for row in rows {
        let cell = row.cell(column)?;
        match cell.number().filter(|index| report.firm_count(*index).is_some()) {
            Some(number) => parts.push(number),
            None if matches!(cell.text().trim(), "-" | "–" | "—" | "") => {}
            None => return None,
        }
    }
    (parts.len() > 2).then_some(parts)
}

/// The fields above the only table of outcomes of their section.
fn of_outcomes(report: &Report, table: Table<'_>, fields: &[&Field]) -> Vec<Toll> {
    let introduction = table.introduction().map_or(Roles::NONE, |node| report.roles_of(node));
    if introduction.has(OPEN) {
        return Vec::new();
    }
    let outcome = |roles: Roles| Roles(roles.0 & OUTCOMES.0);
    let mut found = Vec::new();
    for field in fields.iter().filter(|field| field.node < table.node()) {
        let mut numbers = report.quantities_in(field.value).filter(|index| report.is_arithmetic(*index));
        let Some(total) = numbers.next().filter(|index| report.firm_count(*index).is_some()) else {
            continue;
        };
        if numbers.any(|index| report.quantity(index).is_none_or(|it| it.class != class::PERCENTAGE)) {
            continue;
        }
        let wanted = outcome(field.roles);
        let whole = wanted == Roles::NONE && is_all_outcomes(field.roles);
        let is_own = |column: &u32| {
            let header = table.header_roles(*column);
            match whole {
                true => is_all_outcomes(header) && outcome(header) == Roles::NONE,
                false => {
                    wanted != Roles::NONE
                        && outcome(header) == wanted
                        && !header.has(Roles::PERCENTAGE | Roles::RATE)
                }
            }
        };
        let mut columns = (1..table.columns()).filter(is_own);
        let (Some(own), None) = (columns.next(), columns.next()) else { continue };
        found.extend(column(report, table, own).map(|parts| Toll { total, parts, sure: false }));
    }
    // Two columns that fall short show some of the rows.
    let short = |toll: &&Toll| {
        let sum: Option<i64> = toll.parts.iter().map(|part| report.count(*part)).sum();
        sum < report.count(toll.total)
    };
    let some = found.iter().filter(short).count() > 1;
    // One field alone may be of another run.
    if found.len() < 2 || some { Vec::new() } else { found }
}

/// `Total: 13 services, 42 tables`
fn is_bare_total(report: &Report, field: &Field) -> bool {
    if !field.roles.has(Roles::TOTAL) {
        return false;
    }
    let key = report.words_in(field.key);
    report.kind(field.node) == kind::FIELD && !key.is_empty() && key.iter().all(|word| word.is(Roles::TOTAL))
}

/// Each count of the field that one column of the table right above is named after.
fn below(report: &Report, field: &Field) -> Vec<Toll> {
    let block = report.parent(field.node);
    let above = report.previous_sibling(block).and_then(|node| report.table_at(node));
    let Some(table) = above.filter(|_| !report.roles_in(field.value).has(OPEN)) else { return Vec::new() };
    let of = |total: u32| {
        report.firm_count(total)?;
        let noun = report.noun(total).last()?;
        let own = table.only_column_where(|header| {
            header.words().last().is_some_and(|word| word.concept == noun.concept)
        })?;
        let parts = column(report, table, own)?;
        Some(Toll { total, parts, sure: false })
    };
    report.quantities_in(field.value).filter_map(of).collect()
}
