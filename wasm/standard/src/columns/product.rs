//! A column whose figures are the products of two others: an amount is a price
//! times a number of pieces, the work of a run a rate times its seconds.

use super::*;

/// The law, if the rows show one.
pub fn law(report: &Report, table: Table<'_>) -> Option<Law> {
    let rows: Vec<Row<'_>> = table.rows().collect();
    let columns: Vec<u32> =
        (1..table.columns()).filter(|column| is_numeric(report, &rows, *column)).collect();
    if rows.len() < 3 || !(3..=6).contains(&columns.len()) {
        return None;
    }
    for result in &columns {
        let factors = || columns.iter().copied().filter(|column| column != result);
        for one in factors() {
            for other in factors().filter(|other| one < *other) {
                let law = multiply(report, &rows, *result, (one, other));
                if law.is_shown() {
                    return Some(law);
                }
            }
        }
    }
    None
}

/// Most of its cells hold one number.
fn is_numeric(report: &Report, rows: &[Row<'_>], column: u32) -> bool {
    let numbers = rows.iter().filter(|row| row.cell(column).and_then(|cell| figure(report, cell)).is_some());
    numbers.count() * 3 >= rows.len() * 2
}

/// The only number of a cell, if it can be multiplied: an amount or a rate.
fn figure(report: &Report, cell: Cell<'_>) -> Option<u32> {
    let number = cell.number()?;
    let quantity = report.quantity(number)?;
    let plain = matches!(quantity.class, class::COUNT | class::MEASUREMENT | class::MONEY);
    (plain && quantity.role == role::ALONE).then_some(number)
}

fn multiply(report: &Report, rows: &[Row<'_>], result: u32, (one, other): (u32, u32)) -> Law {
    let mut tied = Vec::new();
    let mut broken = 0;
    for row in rows {
        let number = |column: u32| row.cell(column).and_then(|cell| figure(report, cell));
        let (Some(a), Some(b), Some(c)) = (number(one), number(other), number(result)) else { continue };
        let value = report.value(a).mul(report.value(b));
        let outcome = value.equals(report.value(c));
        // Zero and one times anything say nothing of the other factor.
        let telling = [a, b].iter().all(|factor| !is_zero(report, *factor) && !is_one(report, *factor));
        let weight = if telling { precision(report, &[a, b, c]) } else { 0 };
        broken += usize::from(outcome == Outcome::Contradicted);
        if broken > 1 {
            return Law { result, parts: Vec::new(), rows: Vec::new() };
        }
        tied.push(Tied { row: row.node, parts: vec![a, b], result: c, value, outcome, weight });
    }
    Law { result, parts: vec![one, other], rows: tied }
}

fn is_one(report: &Report, index: u32) -> bool {
    report.value(index).equals(Value::whole(1)) != Outcome::Contradicted
}

/// The bits of the coarsest of the figures; counts are exact, and only the
/// size of the result tells.
fn precision(report: &Report, indices: &[u32]) -> u32 {
    let counts = |index: &&u32| report.count(**index).is_none();
    let coarsest = indices.iter().filter(counts).map(|index| weight(report, *index)).min();
    coarsest.unwrap_or_else(|| indices.last().map_or(0, |result| weight(report, *result)))
}
