//! A column that carries the sum of another on from row to row.

use crossfoot_kit::prelude::*;

/// One row, the row before it and what is added.
pub struct Step {
    pub before: u32,
    pub added: u32,
    pub sum: u32,
    pub outcome: Outcome,
}

/// The rows of the column that most of them show to be such a sum.
pub fn steps(report: &Report, table: Table<'_>) -> Vec<Step> {
    if table.rows().len() < 4 {
        return Vec::new();
    }
    let carried = |column: &u32| table.header_roles(*column).has(Roles::RUNNING);
    for sum in (1..table.columns()).filter(carried) {
        for added in (1..table.columns()).filter(|added| *added != sum) {
            let steps = carry(report, table, sum, added);
            let held = steps.iter().filter(|step| is_held(step.outcome)).count();
            // One slip breaks a row, or two where all else goes on from it.
            if held >= 2 && (steps.len() - held) * 3 <= held {
                return steps;
            }
        }
    }
    Vec::new()
}

fn carry(report: &Report, table: Table<'_>, sum: u32, added: u32) -> Vec<Step> {
    let mut steps = Vec::new();
    // The row before, and what it should have been, if it is wrong: then the
    // next may go on from either.
    let mut before: Option<(u32, Option<Value>)> = None;
    for row in table.rows() {
        let number = |column: u32| row.cell(column).and_then(|cell| amount(report, cell));
        let (Some(step), Some(now)) = (number(added), number(sum)) else {
            before = None;
            continue;
        };
        let mut meant = None;
        if let Some((before, right)) = before {
            let from = |start: Value| start.add(report.base_value(step));
            let printed = report.base_value(now);
            let value = from(report.base_value(before));
            let mut outcome = value.equals(printed);
            if outcome == Outcome::Contradicted {
                match right.map(|right| from(right).equals(printed)) {
                    Some(mended) if is_held(mended) => outcome = mended,
                    _ => meant = Some(value),
                }
            }
            steps.push(Step { before, added: step, sum: now, outcome });
        }
        before = Some((now, meant));
    }
    steps
}

/// The only number of a cell, if it can be added.
fn amount(report: &Report, cell: Cell<'_>) -> Option<u32> {
    let number = cell.number()?;
    let quantity = report.quantity(number)?;
    (report.is_amount(number) && quantity.role == role::ALONE && report.dimension(number).1 == 0)
        .then_some(number)
}

fn is_held(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Holds | Outcome::HoldsByHabit)
}
