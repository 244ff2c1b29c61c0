//! A column of speedups or of changes in percent between two others.

use super::*;

/// The ways in which a comparison of two figures is printed. Houses differ in
/// what "30% faster" means; within one table it means one thing.
#[derive(Clone, Copy)]
enum Reading {
    /// `a ÷ b`, as a factor or in percent.
    Quotient,
    /// `(b − a) ÷ a` in percent, up or down.
    Change,
}

/// The law between the two columns that the rows show to be compared. The
/// parts of its rows are in the order in which they are divided.
pub fn law(report: &Report, table: Table<'_>, ratio: u32) -> Option<Law> {
    let rows: Vec<Row<'_>> = table.rows().collect();
    let columns: Vec<u32> = (1..table.columns()).filter(|column| *column != ratio).collect();
    if rows.len() < 3 || columns.len() > 8 {
        return None;
    }
    for reading in [Reading::Change, Reading::Quotient] {
        for one in &columns {
            for other in columns.iter().filter(|other| *other != one) {
                let mut law = compare(report, &rows, ratio, (*one, *other), reading);
                if law.is_promised() && law.broken() * 2 <= law.held() {
                    spare(report, &mut law);
                    return Some(law);
                }
            }
        }
    }
    None
}

/// A row that another reading makes true is nobody's slip.
fn spare(report: &Report, law: &mut Law) {
    for tied in law.rows.iter_mut().filter(|tied| tied.outcome == Outcome::Contradicted) {
        let [a, b] = tied.parts[..] else { continue };
        let readings = [Reading::Change, Reading::Quotient];
        let mut others = readings.iter().flat_map(|reading| [(a, b, *reading), (b, a, *reading)]);
        if others
            .any(|(a, b, reading)| read(report, a, b, tied.result, reading).is_some_and(|(_, o)| is_held(o)))
        {
            tied.outcome = Outcome::Undecided;
        }
    }
}

fn compare(report: &Report, rows: &[Row<'_>], ratio: u32, (one, other): (u32, u32), reading: Reading) -> Law {
    let mut tied = Vec::new();
    for row in rows {
        let number = |column: u32| row.cell(column).and_then(Cell::number);
        let (Some(a), Some(b), Some(result)) = (number(one), number(other), number(ratio)) else { continue };
        let Some((value, outcome)) = read(report, a, b, result, reading) else { continue };
        let weight = if report.value(a).equals(report.value(b)) == Outcome::Contradicted { 1 } else { 0 };
        tied.push(Tied { row: row.node, parts: vec![a, b], result, value, outcome, weight });
    }
    Law { result: ratio, parts: vec![one, other], rows: tied }
}

/// What a reading makes of two figures, and whether it is what is printed.
fn read(report: &Report, a: u32, b: u32, result: u32, reading: Reading) -> Option<(Value, Outcome)> {
    let plain = |index: u32| report.quantity(index).is_some_and(|q| q.class != class::PERCENTAGE);
    if !comparable(report, a, b) || !plain(a) || !plain(b) || is_zero(report, a) || is_zero(report, b) {
        return None;
    }
    let percent = report.quantity(result)?.class == class::PERCENTAGE;
    let (from, to, printed) = (report.base_value(a), report.base_value(b), report.value(result));
    let value = match reading {
        Reading::Quotient if percent => from.percent_of(to),
        Reading::Quotient => from.div(to),
        Reading::Change if percent => from.change(to),
        Reading::Change => return None,
    };
    Some(match (value.equals(printed), reading) {
        (Outcome::Contradicted, Reading::Change) => {
            let turned = Value::whole(0).sub(value);
            (turned, turned.equals(printed))
        }
        (outcome, _) => (value, outcome),
    })
}
