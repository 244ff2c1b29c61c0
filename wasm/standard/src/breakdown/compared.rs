//! What was compared and how it came out, one field below the other: "Rows compared: 96",
//! "Equal: 94", "Different: 2".

use super::{Breakdown, Kinship};
use crate::counted::OPEN;
use crossfoot_kit::prelude::*;

const COMPARED: Spellings<3> = Spellings::of(["compared", "checked", "verified"]);
const SAME: Spellings<7> =
    Spellings::of(["equal", "identical", "matching", "matched", "matches", "match", "same"]);
const OTHER: Spellings<10> = Spellings::of([
    "different",
    "differing",
    "differences",
    "unequal",
    "mismatched",
    "mismatches",
    "mismatch",
    "mismatching",
    "changed",
    "unmatched",
]);
/// They may lie beside what was compared.
const MISSING: Spellings<3> = Spellings::of(["missing", "extra", "orphaned"]);

pub fn told(report: &Report) -> Vec<Breakdown> {
    if report.spelled(&COMPARED).is_empty() || report.spelled(&OTHER).is_empty() {
        return Vec::new();
    }
    let fields = report.fields();
    let starts = fields.iter().enumerate().filter(|(_, field)| {
        report.words_in(field.key).last().is_some_and(|word| COMPARED.has(word)) && !field.roles.has(OPEN)
    });
    starts.filter_map(|(place, field)| of(report, field, fields.get(place + 1..)?)).collect()
}

fn of(report: &Report, whole: &Field, behind: &[Field]) -> Option<Breakdown> {
    let total = sole(report, whole)?;
    let (mut parts, mut beside) = (Vec::new(), Vec::new());
    let (mut same, mut other) = (false, false);
    for field in behind.iter().take_while(|field| field.group == whole.group).take(MOST) {
        let Some(word) = report.words_in(field.key).iter().find(|word| is_outcome(word)) else { break };
        let count = sole(report, field)?;
        same |= SAME.has(word);
        other |= OTHER.has(word);
        if MISSING.has(word) { beside.push(count) } else { parts.push(count) }
    }
    // What is missing was compared, or it was not.
    let sum = |parts: &[u32]| parts.iter().map(|part| report.count(*part)).sum::<Option<i64>>();
    let with: Vec<u32> = parts.iter().chain(&beside).copied().collect();
    let parts = if sum(&with) == report.count(total) { with } else { parts };
    (same && other).then_some(Breakdown { total, parts, kinship: Kinship::Kinds })
}

/// Nobody tells of more outcomes.
const MOST: usize = 8;

fn is_outcome(word: &Word) -> bool {
    SAME.has(word) || OTHER.has(word) || MISSING.has(word)
}

/// The one count of a field.
fn sole(report: &Report, field: &Field) -> Option<u32> {
    let mut numbers = report.quantities_in(field.value).filter(|index| report.is_arithmetic(*index));
    let share = |index: u32| report.is_percentage(index);
    let count = numbers.next().filter(|_| numbers.all(share))?;
    report.firm_count(count).map(|_| count)
}
