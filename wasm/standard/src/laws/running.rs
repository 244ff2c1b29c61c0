//! A column that carries the sum of another on from row to row.

use crate::counted::is_total;
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
    for sum in 1..table.columns() {
        let said = table.header_roles(sum).has(Roles::RUNNING);
        // Unsaid, the two begin alike, and more of the rows show it.
        let begins = |added: u32| {
            let first = table.rows().next();
            let number = |column: u32| amount(report, first?.cell(column)?);
            let (one, other) = (number(added), number(sum));
            one.zip(other)
                .is_some_and(|(one, other)| is_held(report.base_value(one).equals(report.base_value(other))))
        };
        for added in (1..sum).chain(sum + 1..table.columns()) {
            let shown = || added < sum && table.rows().len() > 4 && begins(added);
            if !said && !shown() {
                continue;
            }
            let steps = carry(report, table, sum, added);
            let held = steps.iter().filter(|step| is_held(step.outcome)).count();
            let telling = steps.iter().filter(|step| is_held(step.outcome) && adds(report, step)).count();
            // One slip breaks a row, or two where all else goes on from it.
            if held >= 2
                && (steps.len() - held) * 3 <= held
                && (said || telling >= 3 && ends_in_all(report, &steps))
            {
                return steps;
            }
        }
    }
    Vec::new()
}

/// The last of them is what all that was added comes to.
fn ends_in_all(report: &Report, steps: &[Step]) -> bool {
    let (Some(first), Some(last)) = (steps.first(), steps.last()) else { return false };
    let all = steps
        .iter()
        .fold(report.base_value(first.before), |sum, step| sum.add(report.base_value(step.added)));
    let large = report.quantity(last.sum).is_some_and(|quantity| quantity.mantissa >= 50);
    large && is_held(all.equals(report.base_value(last.sum)))
}

/// It adds something to something.
fn adds(report: &Report, step: &Step) -> bool {
    let nothing = Value::whole(0);
    let differs = |index: u32| report.base_value(index).equals(nothing) == Outcome::Contradicted;
    differs(step.before) && differs(step.added)
}

fn carry(report: &Report, table: Table<'_>, sum: u32, added: u32) -> Vec<Step> {
    let mut steps = Vec::new();
    // The row before, and what it should have been, if it is wrong: then the
    // next may go on from either.
    let mut before: Option<(u32, Option<Value>)> = None;
    for row in table.rows() {
        // A row of totals says the last of them once more.
        let number = |column: u32| {
            row.cell(column).filter(|_| !is_total(table, row)).and_then(|cell| amount(report, cell))
        };
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
    (report.is_amount(number)
        && report.is_firm(number)
        && quantity.role == role::ALONE
        && report.dimension(number).1 == 0)
        .then_some(number)
}

fn is_held(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Holds | Outcome::HoldsByHabit)
}
