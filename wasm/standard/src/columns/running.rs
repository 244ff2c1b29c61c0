//! A column that carries the sum of another on.

use super::*;

/// The column that carries the sum of another on from row to row.
pub fn law(report: &Report, table: Table<'_>) -> Option<Law> {
    let rows: Vec<Row<'_>> = table.rows().collect();
    if rows.len() < 4 {
        return None;
    }
    let columns = addable(report, table, &rows);
    let carried = |column: &u32| table.header_roles(*column).has(Roles::TOTAL | Roles::RUNNING);
    for result in columns.iter().copied().filter(carried) {
        for part in columns.iter().copied().filter(|part| *part != result) {
            let law = carry(report, &rows, result, part);
            if law.is_shown() {
                return Some(law);
            }
        }
    }
    None
}

fn carry(report: &Report, rows: &[Row<'_>], result: u32, part: u32) -> Law {
    let mut tied = Vec::new();
    // The row before, and what it should have been, if it is wrong: then the
    // next may go on from either.
    let mut before: Option<(u32, Option<Value>)> = None;
    for row in rows {
        let number = |column: u32| row.cell(column).and_then(|cell| amount(report, cell));
        let (Some(step), Some(now)) = (number(part), number(result)) else {
            before = None;
            continue;
        };
        let mut meant = None;
        if let Some((before, right)) = before {
            let step_on = |from: Value| from.add(report.base_value(step));
            let printed = report.base_value(now);
            let value = step_on(report.base_value(before));
            let mut outcome = value.equals(printed);
            if outcome == Outcome::Contradicted {
                match right.map(|right| step_on(right).equals(printed)) {
                    Some(mended) if is_held(mended) => outcome = mended,
                    _ => meant = Some(value),
                }
            }
            let telling = !is_zero(report, before) && !is_zero(report, step);
            let weight = if telling { weight(report, now) } else { 0 };
            tied.push(Tied { row: row.node, parts: vec![before, step], result: now, value, outcome, weight });
        }
        before = Some((now, meant));
    }
    Law { result, parts: vec![result, part], rows: tied }
}
