//! A column whose figures are the sums of others'.

use super::*;

/// The column whose figures are the sums of others', if there is one; the
/// second value says whether its header calls it a total.
pub fn law(report: &Report, table: Table<'_>) -> Option<(Law, bool)> {
    let rows: Vec<Row<'_>> = table.rows().collect();
    let added = addable(report, table, &rows);
    if rows.len() < 3 || !(3..=8).contains(&added.len()) {
        return None;
    }
    let others = |whole: u32| added.iter().copied().filter(move |column| *column != whole);
    let is_total = |column: u32| table.header_roles(column).has(Roles::TOTAL);
    let mut wholes: Vec<u32> = added.iter().copied().filter(|column| is_total(*column)).collect();
    let named = wholes.len() == 1;
    if !named {
        wholes.clone_from(&added);
    }
    for whole in wholes {
        let parts: Vec<u32> = others(whole).collect();
        let pairs = parts
            .iter()
            .enumerate()
            .flat_map(|(index, one)| parts.iter().skip(index + 1).map(move |other| vec![*one, *other]));
        let all = (parts.len() > 2).then(|| parts.clone());
        for parts in all.into_iter().chain(pairs) {
            // The last column over all the others is where a sum stands.
            let placed = parts.len() > 2 && added.last() == Some(&whole);
            let law = add_up(report, &rows, whole, parts);
            if law.is_shown() || ((named || placed) && law.is_promised()) {
                return Some((law, named));
            }
        }
    }
    None
}

fn add_up(report: &Report, rows: &[Row<'_>], whole: u32, columns: Vec<u32>) -> Law {
    let mut tied = Vec::new();
    let mut broken = 0;
    for row in rows {
        let Some(result) = row.cell(whole).and_then(|cell| amount(report, cell)) else { continue };
        let numbers = columns.iter().filter_map(|column| row.cell(*column));
        let parts: Vec<u32> = numbers.filter_map(|cell| amount(report, cell)).collect();
        if parts.is_empty() {
            continue;
        }
        let value = parts.iter().fold(Value::whole(0), |sum, part| sum.add(report.base_value(*part)));
        let outcome = value.equals(report.base_value(result));
        let telling = parts.iter().filter(|part| !is_zero(report, **part)).count() > 1;
        let weight = if telling { weight(report, result) } else { 0 };
        broken += usize::from(outcome == Outcome::Contradicted);
        tied.push(Tied { row: row.node, parts, result, value, outcome, weight });
        // No law: the rest need not be added up.
        if broken > 2 && broken * 2 > tied.len() {
            break;
        }
    }
    Law { result: whole, parts: columns, rows: tied }
}
