//! A count over a table that gives its parts in one column: "We reported 11
//! findings:" over `| Severity | Reported |`.

use super::{Breakdown, Kinship, kinship};
use crate::counted::{OPEN, is_total, numbers_heading, table_behind};
use crossfoot_kit::prelude::*;

pub fn under_statements(report: &Report) -> Vec<Breakdown> {
    let mut found = Vec::new();
    if report.tables().next().is_none() {
        return found;
    }
    let mut last = u32::MAX;
    for index in 0..report.quantities().len() as u32 {
        if report.count_of(index).is_none() || numbers_heading(report, index) {
            continue;
        }
        let statement = report.statement_of(index);
        if statement != last && report.kind(statement) != kind::ROW {
            last = statement;
            found.extend(over(report, statement, index));
        }
    }
    found
}

fn over(report: &Report, statement: u32, total: u32) -> Option<Breakdown> {
    let table = table_behind(report, statement).or_else(|| table_above(report, statement))?;
    let aside = OPEN | Roles::TARGET | Roles::ANOTHER_RUN | Roles::UNIVERSAL | Roles::BEFORE;
    let sole = report.quantities_of(statement).filter(|index| report.is_arithmetic(*index)).count() == 1;
    if !sole || !report.is_firm(total) || report.roles_of(statement).has(aside) || report.is_each(total) {
        return None;
    }
    let rows: Vec<Row<'_>> = table.rows().collect();
    if rows.len() < 2
        || rows.iter().any(|row| is_total(table, *row))
        || report.count(total) == Some(rows.len() as i64)
    {
        return None;
    }
    let mut columns =
        (1..table.columns()).filter(|column| is_named(report, table, *column, statement, total));
    let (column, None) = (columns.next()?, columns.next()) else { return None };
    let number = |row: &Row<'_>| row.cell(column)?.number().filter(|index| report.count_of(*index).is_some());
    let parts: Vec<u32> = rows.iter().map(number).collect::<Option<_>>()?;
    // Far off it counts something else.
    let sum = parts.iter().filter_map(|part| report.count(*part)).fold(0, i64::saturating_add);
    let stated = report.count(total)?;
    let near = sum.abs_diff(stated) <= 2 || sum.abs_diff(stated).saturating_mul(10) <= stated.unsigned_abs();
    let kinship = if near && parts.iter().all(|part| report.count(*part) <= Some(stated)) {
        Kinship::Scale
    } else {
        Kinship::Loose
    };
    Some(Breakdown { total, parts, kinship })
}

/// "In total 11 findings were reported." right below the table.
fn table_above<'r>(report: &'r Report, statement: u32) -> Option<Table<'r>> {
    let block = report.parent(statement);
    let first = report.children(block).next() == Some(statement);
    let told =
        first && report.kind(statement) == kind::SENTENCE && report.roles_of(statement).has(Roles::TOTAL);
    let above = report.previous_sibling(block).filter(|_| told && report.kind(block) == kind::PARAGRAPH)?;
    report.table_at(above)
}

/// "11 findings" over "Findings", "reported 11 findings" over "Reported".
fn is_named(report: &Report, table: Table<'_>, column: u32, statement: u32, total: u32) -> bool {
    let Some(head) = report.head_noun(total) else { return false };
    let [word] = table.header(column).map_or(&[][..], Cell::words) else { return false };
    let place = report.quantity(total).map_or(0, |quantity| quantity.at.start);
    let verb = report.word_before(place).filter(|before| before.at.start >= report.span(statement).start);
    // "14 findings in total:" over "| Severity | Count |" with a grade in each row.
    let graded = || {
        table.rows().all(|row| matches!(row.label(), [.., word] if kinship::grade(word).is_some()))
            && table.rows().len() > 2
    };
    let counts = word.is(Roles::COUNT) && head.is(Roles::COUNTABLE) && graded();
    word.concept == head.concept || verb.is_some_and(|verb| verb.concept == word.concept) || counts
}
