//! A last row without a label that is the sum of the others in one column at
//! least: then it should be in the others that are counted, too.

use crossfoot_kit::prelude::*;

pub struct Unlabelled {
    pub total: u32,
    pub parts: Vec<u32>,
    pub outcome: Outcome,
}

pub fn told(report: &Report, table: Table<'_>) -> Vec<Unlabelled> {
    let rows: Vec<Row<'_>> = table.rows().collect();
    let Some((last, above)) = rows.split_last().filter(|(_, above)| above.len() > 1) else {
        return Vec::new();
    };
    let blank =
        |row: &Row<'_>| row.cell(0).is_none_or(|cell| cell.text().trim_matches(['*', '_', ' ']).is_empty());
    // "7 files", under seven of them, but not "Phase 2".
    let leads = |cell: &Cell<'_>| {
        cell.text().trim_start_matches(['*', '_', ' ']).starts_with(|sign: char| sign.is_ascii_digit())
    };
    let many = last.cell(0).filter(leads).and_then(Cell::number).and_then(|index| report.firm_count(index));
    let counts = many == Some(above.len() as i64) && last.label().len() <= 2;
    if !(blank(last) || counts) || above.iter().any(blank) {
        return Vec::new();
    }
    let sums: Vec<Unlabelled> =
        last.cells().filter(|cell| cell.column > 0).filter_map(|cell| of(report, cell, above)).collect();
    if !sums.iter().any(|sum| sum.tells(report)) {
        return Vec::new();
    }
    sums.into_iter().map(|sum| sum.settled(report)).collect()
}

fn of(report: &Report, cell: Cell<'_>, above: &[Row<'_>]) -> Option<Unlabelled> {
    let count = |cell: Cell<'_>| cell.number().filter(|index| report.firm_count(*index).is_some());
    let parts: Vec<u32> =
        above.iter().map(|row| row.cell(cell.column).and_then(count)).collect::<Option<_>>()?;
    let total = count(cell)?;
    let sum = parts.iter().fold(Value::whole(0), |sum, part| sum.add(report.value(*part)));
    Some(Unlabelled { total, outcome: sum.equals(report.value(total)), parts })
}

impl Unlabelled {
    /// A sum that is none by chance.
    fn tells(&self, report: &Report) -> bool {
        let zero = |index: &u32| report.count(*index) == Some(0);
        self.outcome == Outcome::Holds
            && report.count(self.total) > Some(9)
            && self.parts.iter().filter(|part| !zero(part)).count() > 1
    }

    /// A maximum or a middle is no sum.
    fn settled(mut self, report: &Report) -> Self {
        let among = self.parts.iter().any(|part| report.count(*part) >= report.count(self.total));
        if among && self.outcome == Outcome::Contradicted {
            self.outcome = Outcome::Undecided;
        }
        self
    }
}
