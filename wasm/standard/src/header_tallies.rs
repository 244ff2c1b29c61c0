//! "We were on plan in 4 of 6 sprints", and a column "On plan?" with six verdicts: how many
//! of them are good.

use crate::counted::OPEN;
use crossfoot_kit::prelude::*;

pub struct HeaderTally<'r> {
    pub table: Table<'r>,
    pub column: u32,
    /// So many rows say that it is so.
    pub good: i64,
}

/// A longer sentence tells of more.
const LONGEST: usize = 24;

/// The only column of the section whose header the statement says, with as many verdicts as
/// the whole of the fraction.
pub fn of(report: &Report, statement: u32, whole: u32) -> Option<HeaderTally<'_>> {
    let words = report.words_of(statement);
    let aside = OPEN | Roles::MODAL | Roles::BEFORE | Roles::NEGATION;
    if words.len() > LONGEST || report.roles_of(statement).has(aside) {
        return None;
    }
    let section = report.section(statement);
    let many = report.count(whole)?;
    let near = report.tables().filter(|table| report.section(table.node()) == section);
    let mut tallies = near.filter_map(|table| tally(report, table, words, many));
    tallies.next().filter(|_| tallies.next().is_none())
}

fn tally<'r>(report: &Report, table: Table<'r>, said: &[Word], many: i64) -> Option<HeaderTally<'r>> {
    let column = table.only_column_where(|header| is_said(header.words(), said))?;
    let mut verdicts = Vec::new();
    for row in table.rows() {
        let cell = row.cell(column)?;
        match report.cell_verdict(cell.at()) {
            Some(verdict @ (Verdict::Pass | Verdict::Fail)) => verdicts.push(verdict),
            None if cell.words().is_empty() => {}
            _ => return None,
        }
    }
    let good = verdicts.iter().filter(|verdict| **verdict == Verdict::Pass).count() as i64;
    (verdicts.len() > 1 && verdicts.len() as i64 == many).then_some(HeaderTally { table, column, good })
}

/// Two words at least, in the same order.
fn is_said(header: &[Word], said: &[Word]) -> bool {
    let alike = |window: &[Word]| window.iter().zip(header).all(|(one, other)| one.concept == other.concept);
    header.len() > 1 && said.windows(header.len()).any(alike)
}
