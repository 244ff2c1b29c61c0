//! Targets of one kind whose side nothing names, but all other rows show: three
//! contrasts at or above what is required, all passed, and one below, passed too.

use super::standing::{commensurate, standing};
use super::{Side, Standing};
use crossfoot_kit::prelude::*;

/// Its rows are measures of different kinds, each with a side of its own.
pub const MIXED: [&str; 31] = [
    "metric",
    "metrics",
    "kpi",
    "measure",
    "criterion",
    "criteria",
    "parameter",
    "indicator",
    "check",
    "test",
    "goal",
    "objective",
    "requirement",
    "aspect",
    "property",
    "item",
    "category",
    "name",
    "property",
    "gate",
    "link",
    "fibre",
    "fiber",
    "quality",
    "analyte",
    "eval",
    "coverage",
    "aspect of",
    "characteristic",
    "feature",
    "gas",
];
/// So many other rows must agree: two where the targets are close to each other.
fn others(report: &Report, rows: &[(u32, u32, Verdict)]) -> usize {
    let close = rows.windows(2).all(|pair| match pair {
        [(_, one, _), (_, other, _)] => is_near(report, *one, *other, 2),
        _ => false,
    });
    if close { 2 } else { 3 }
}

/// The figure, the target and the verdict of each row that has all three.
pub fn side(table: Table<'_>, rows: &[(u32, u32, Verdict)]) -> Option<Side> {
    let report = table.report;
    let others = others(report, rows);
    if rows.len() <= others
        || rows.iter().any(|(.., verdict)| *verdict != Verdict::Pass)
        || !are_alike(table, rows)
    {
        return None;
    }
    let missed = |side: Side| {
        let misses = |(measured, target, _): &&(u32, u32, Verdict)| {
            standing(report, *measured, *target, Some(side)) == Standing::Misses
        };
        rows.iter().filter(misses).collect::<Vec<_>>()
    };
    // What is a little off a nominal value is no miss.
    let far = |odd: &[&(u32, u32, Verdict)]| {
        odd.iter().all(|(measured, target, _)| {
            let (figure, wanted) = (report.base_value(*measured).times(50), report.base_value(*target));
            figure.below(wanted.times(49)) == Outcome::Holds
                || wanted.times(51).below(figure) == Outcome::Holds
        })
    };
    let (under, over) = (missed(Side::AtLeast), missed(Side::AtMost));
    match (under.len(), over.len()) {
        (1, many) if many >= others && far(&under) => Some(Side::AtLeast),
        (many, 1) if many >= others && far(&over) => Some(Side::AtMost),
        _ => None,
    }
}

/// Targets of one kind, near each other, in rows that are things of one name.
pub fn are_alike(table: Table<'_>, rows: &[(u32, u32, Verdict)]) -> bool {
    let report = table.report;
    let first = table.header(0).map_or(&[][..], Cell::words);
    let named = first.last().is_some_and(|word| !report.is_one_of(word, &MIXED));
    let Some((_, reference, _)) = rows.first() else { return false };
    let alike = |(measured, target, _): &(u32, u32, Verdict)| {
        report.dimension(*target) == report.dimension(*reference)
            && class_of(report, *target) == class_of(report, *reference)
            && is_near(report, *target, *reference, 10)
            && commensurate(report, *measured, *target).is_some()
    };
    named && rows.iter().all(alike)
}

fn class_of(report: &Report, index: u32) -> Option<u8> {
    report.quantity(index).map(|quantity| quantity.class)
}

/// No more than so many times the other: a rate of errors is no rate of success.
fn is_near(report: &Report, one: u32, other: u32, times: i64) -> bool {
    let (one, other) = (report.base_value(one), report.base_value(other));
    one.at_most(other.times(times)) == Outcome::Holds && other.at_most(one.times(times)) == Outcome::Holds
}
