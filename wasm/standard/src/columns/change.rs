//! A column of differences between two others.

use super::*;

/// The column of changes between two others, if its header says that it is
/// one and the rows show between which.
pub fn law(report: &Report, table: Table<'_>, delta: u32) -> Option<Law> {
    let columns: Vec<u32> = (1..table.columns()).filter(|column| *column != delta).collect();
    let rows: Vec<Row<'_>> = table.rows().collect();
    if rows.len() < 3 || columns.len() > 8 {
        return None;
    }
    // Mostly the two right before it.
    let mut pairs: Vec<(u32, u32)> =
        columns.iter().flat_map(|a| columns.iter().filter(move |b| a < b).map(move |b| (*a, *b))).collect();
    pairs.sort_by_key(|(a, b)| delta.abs_diff(*a) + delta.abs_diff(*b));
    let laws = pairs.into_iter().map(|pair| take_away(report, &rows, delta, pair));
    laws.into_iter().find(Law::is_promised)
}

fn take_away(report: &Report, rows: &[Row<'_>], delta: u32, (before, after): (u32, u32)) -> Law {
    let mut tied = Vec::new();
    for row in rows {
        let number = |column: u32| row.cell(column).and_then(Cell::number);
        let (Some(a), Some(b), Some(result)) = (number(before), number(after), number(delta)) else {
            continue;
        };
        if !comparable(report, a, b) || !comparable(report, a, result) {
            continue;
        }
        let printed = report.value(result);
        let value = report.value(b).sub(report.value(a));
        let outcome = match value.equals(printed) {
            Outcome::Contradicted => Value::whole(0).sub(value).equals(printed),
            outcome => outcome,
        };
        let weight = weight(report, a).max(weight(report, b));
        tied.push(Tied { row: row.node, parts: vec![a, b], result, value, outcome, weight });
    }
    // Told in the direction that the house takes.
    let as_printed = |tied: &&Tied| is_held(tied.value.equals(report.value(tied.result)));
    let turned =
        tied.iter().filter(as_printed).count() * 2 < tied.iter().filter(|tied| is_held(tied.outcome)).count();
    if turned {
        tied.iter_mut().for_each(|tied| tied.parts.reverse());
    }
    Law { result: delta, parts: vec![before, after], rows: tied }
}
