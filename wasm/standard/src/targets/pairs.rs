//! Tables that say of each row whether two figures are the same: source and target,
//! expected and found, before and after a move.

use super::headers::answer;
use super::{Aim, Standing};
use crossfoot_kit::prelude::*;

const SAME: Spellings<10> = Spellings::of([
    "match",
    "matches",
    "matched",
    "equal",
    "equals",
    "identical",
    "same",
    "in sync",
    "consistent",
    "match?",
]);

/// The one row that is said to match, and whose two counts differ, where all other
/// rows keep to it.
pub fn in_pairs<'r>(table: Table<'r>, mut give: impl FnMut(Aim, Row<'r>)) {
    if !(4..=8).contains(&table.columns()) {
        return;
    }
    let says = |column: &u32| {
        let header = table.header(*column).map_or(&[][..], Cell::words);
        matches!(header, [word] if SAME.has(word))
            || matches!(header, [.., word] if header.len() <= 3 && SAME.has(word))
    };
    let mut judging = (1..table.columns()).filter(says);
    let (Some(judge), None) = (judging.next(), judging.next()) else { return };
    let counts = |column: &u32| {
        table.rows().all(|row| {
            row.cell(*column).and_then(Cell::number).is_some_and(|it| table.report.firm_count(it).is_some())
        })
    };
    let columns: Vec<u32> = (1..table.columns()).filter(|column| *column != judge).filter(counts).collect();
    let [one, other] = *columns.as_slice() else { return };
    let mut wrong = Vec::new();
    let mut kept = 0;
    for row in table.rows() {
        let number = |column: u32| row.cell(column).and_then(Cell::number);
        let (Some(target), Some(measured)) = (number(one), number(other)) else { return };
        let Some(cell) = row.cell(judge) else { return };
        let Some(verdict) = answer(cell) else { return };
        // "✅ (1 dup)", "✅ expired ones dropped" explains itself.
        if cell.words().len() > 2 || cell.text().contains('(') {
            continue;
        }
        let same = table.report.count(target) == table.report.count(measured);
        match (verdict, same) {
            (Verdict::Pass, true) | (Verdict::Fail, false) => kept += 1,
            (Verdict::Pass, false) => wrong.push((target, measured, row)),
            _ => return,
        }
    }
    let [(target, measured, row)] = *wrong.as_slice() else { return };
    if kept > 1 {
        let verdict = Some(Verdict::Pass);
        give(Aim { target, measured, standing: Standing::Differs, verdict }, row);
    }
}
