//! Least, mean and greatest in a table of their own, of the column that the
//! heading above names: "## Efficiency" over `| Min | 13.9% |`, and a column
//! "Efficiency" in another table.

use crate::counted::matter;
use crate::extremes::{Extreme, kind_of};
use crossfoot_kit::prelude::*;

pub fn told(report: &Report) -> Vec<Extreme> {
    let mut found = Vec::new();
    let summaries: Vec<Summary> = report
        .tables()
        .filter(|table| table.columns() == 2)
        .filter_map(|table| summary(report, table))
        .collect();
    for summary in &summaries {
        // Of two sections of one name nobody knows which sums up the column.
        let sole = summaries.len() < MOST
            && summaries.iter().filter(|other| other.names == summary.names).count() == 1;
        let Some(parts) = Some(summary).filter(|_| sole).and_then(|summary| column(report, &summary.names))
        else {
            continue;
        };
        let alike = |printed: u32| {
            let class_of = |index: u32| report.quantity(index).map(|quantity| quantity.class);
            report.is_firm(printed)
                && parts.iter().all(|part| {
                    class_of(*part) == class_of(printed)
                        && report.dimension(*part) == report.dimension(printed)
                })
        };
        let of_column = summary.extremes.iter().filter(|(_, printed)| alike(*printed));
        found.extend(of_column.map(|(kind, printed)| Extreme {
            printed: *printed,
            kind: *kind,
            parts: parts.clone(),
            sure: true,
            named: true,
        }));
    }
    found
}

const MOST: usize = 32;

/// What a table sums up, by the words of its heading.
struct Summary {
    names: Vec<u32>,
    extremes: Vec<(Roles, u32)>,
}

fn summary(report: &Report, table: Table<'_>) -> Option<Summary> {
    let of_row = |row: Row<'_>| {
        let [word] = row.label() else { return None };
        Some((kind_of(report.text(word.at))?, row.cell(1)?.number()?))
    };
    let extremes: Vec<(Roles, u32)> = table.rows().filter_map(of_row).collect();
    let heading = report.heading(report.section(table.node())).filter(|_| extremes.len() > 1)?;
    let names: Vec<u32> = report.words_of(heading).iter().map(|word| word.concept).collect();
    (!names.is_empty()).then_some(Summary { names, extremes })
}

/// The figures of the only column that is headed as the section is.
fn column(report: &Report, names: &[u32]) -> Option<Vec<u32>> {
    let mut found = None;
    for table in report.tables().filter(|table| table.columns() > 2 && table.rows().len() > 2) {
        let named =
            |header: Cell<'_>| header.words().iter().map(|word| word.concept).eq(names.iter().copied());
        let Some(column) = table.only_column_where(named) else { continue };
        if found.is_some() {
            return None;
        }
        let number = |row: &Row<'_>| row.cell(column).and_then(Cell::number);
        found = Some(matter(table)?.iter().map(number).collect::<Option<Vec<u32>>>()?);
    }
    found
}
