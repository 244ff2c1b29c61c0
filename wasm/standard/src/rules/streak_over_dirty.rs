//! # streak-over-dirty (XF503)
//!
//! A streak of what went well that is carried over a report whose own result is
//! not clean, or over ids of which there is no report.
//!
//! ## Why it matters
//! The streak is what gets quoted. One report in between says that it ended.
//!
//! ## Fires
//! ```report
//! # Drill 7
//!
//! **Result**: passed
//!
//! **7 consecutive passed drills**.
//! ```
//! ```report
//! # Drill 8
//!
//! **Result**: FAILED - the pump did not start
//!
//! **8 consecutive passed drills**.
//! ```
//! ```report
//! # Drill 9
//!
//! **Result**: passed
//!
//! **9 consecutive passed drills**.
//! ```
//!
//! ## Stays silent
//! ```report
//! # Drill 9
//!
//! **Result**: passed
//!
//! **1 consecutive passed drill** since the failure of drill 8.
//! ```
//! A missing report is told only where those around it are all there: reports
//! outside the checked folders are not seen.
use std::collections::{BTreeMap, BTreeSet};

use crossfoot_kit::bindings::{Entry, Operand, RemarkElsewhere, SeriesEntry};
use crossfoot_kit::prelude::*;

use crate::series::{Brief, Link, Reading, Run, fact, in_order};

pub const RULE: Rule = Rule::across("XF503", "streak-over-dirty", Severity::Error);

/// So many neighbours without a gap make a series of which all is here.
const DENSE: usize = 5;
/// Gaps that one finding names.
const NAMED: usize = 10;

/// Reports by kind, folder and noun of their id, in the order of their ids.
type Results<'b> = BTreeMap<(u32, u64, u32), Vec<(i64, &'b Brief<'b>)>>;

pub fn across(reading: &Reading<'_>, ledger: &mut SeriesLedger) {
    let results = results(reading.briefs);
    let covered = covered(reading.briefs);
    let mut told = BTreeSet::new();
    for followed in reading.streaks {
        let good = |run: &&Run<'_>| run.links.iter().any(|link| link.figure.is(fact::GOOD));
        for run in followed.runs.iter().filter(good) {
            if followed.by_id {
                over_dirty(run, &results, &mut told, ledger);
                over_gaps(run, &covered, ledger);
            } else {
                over_neighbour(run, &results, &mut told, ledger);
            }
        }
    }
}

fn results<'b>(briefs: &'b [Brief<'b>]) -> Results<'b> {
    let mut results = Results::new();
    for brief in briefs {
        for id in &brief.ids {
            results.entry((brief.kind, brief.folder, id.noun)).or_default().push((id.last, brief));
        }
    }
    results.values_mut().for_each(|list| list.sort_by_key(|(last, brief)| (*last, brief.path)));
    results
}

/// The ids of which there is any report at all, as ranges that do not touch.
fn covered(briefs: &[Brief<'_>]) -> BTreeMap<u32, Vec<(i64, i64)>> {
    let mut covered: BTreeMap<u32, Vec<(i64, i64)>> = BTreeMap::new();
    for id in briefs.iter().flat_map(|brief| &brief.ids) {
        covered.entry(id.noun).or_default().push((id.first, id.last));
    }
    for ranges in covered.values_mut() {
        ranges.sort_unstable();
        ranges.dedup_by(|next, kept| {
            let joined = next.0 <= kept.1.saturating_add(1);
            if joined {
                kept.1 = kept.1.max(next.1);
            }
            joined
        });
    }
    covered
}

/// Over what lies between two links of a chain of ids, the first included.
fn over_dirty(run: &Run<'_>, results: &Results<'_>, told: &mut BTreeSet<u32>, ledger: &mut SeriesLedger) {
    for pair in run.links.windows(2) {
        let [before, after] = pair else { continue };
        let all = of_stream(before, results);
        let start = all.partition_point(|(last, _)| *last < before.last);
        let between = all.iter().skip(start).take_while(|(last, _)| *last < after.last);
        for (last, brief) in between {
            let stream = brief.report == before.brief.report || *last > before.last;
            let carried = after.figure.value > after.last - last;
            let back = after.brief.says(fact::TAKEN_BACK);
            let broken = stream && carried && is_dirty(brief) && in_order(before, after) && !back;
            if broken && !has_clean_rerun(all, *last) && told.insert(brief.report) {
                dirty(brief, *last, before, after, ledger);
            }
        }
    }
}

/// Over a report itself, where nothing is known of what lies between it and
/// the next.
fn over_neighbour(run: &Run<'_>, results: &Results<'_>, told: &mut BTreeSet<u32>, ledger: &mut SeriesLedger) {
    for pair in run.links.windows(2) {
        let [before, after] = pair else { continue };
        let carried = after.distance() == before.distance() && after.figure.value > after.last - before.last;
        let again = before.named.is_some_and(|id| has_clean_rerun(of_stream(before, results), id.last));
        let broken = carried && !again && is_dirty(before.brief) && in_order(before, after);
        if broken && told.insert(before.brief.report) {
            dirty(before.brief, before.last, before, after, ledger);
        }
    }
}

fn of_stream<'r, 'b>(link: &Link<'b>, results: &'r Results<'b>) -> &'r [(i64, &'b Brief<'b>)] {
    let key = (link.brief.kind, link.brief.folder, link.figure.head);
    results.get(&key).map(Vec::as_slice).unwrap_or_default()
}

fn is_dirty(brief: &Brief<'_>) -> bool {
    !brief.says(fact::PAUSED) && brief.verdict.is_some_and(|verdict| matches!(verdict.state, fact::FAILED | fact::NOT_CLEAN))
}

fn has_clean_rerun(all: &[(i64, &Brief<'_>)], id: i64) -> bool {
    let start = all.partition_point(|(last, _)| *last < id);
    let same = all.iter().skip(start).take_while(|(last, _)| *last == id);
    same.into_iter().any(|(_, brief)| brief.verdict.is_some_and(|verdict| verdict.state == fact::CLEAN))
}

fn dirty(brief: &Brief<'_>, id: i64, before: &Link<'_>, after: &Link<'_>, ledger: &mut SeriesLedger) {
    let Some(verdict) = brief.verdict else { return };
    let failed = verdict.state == fact::FAILED;
    // `id` counts reports where these are ordered by their dates.
    let there = match before.named {
        Some(named) if id != before.last => format!("{} {id}", named.text.to_lowercase()),
        _ => before.name(),
    };
    let (name, value) = (after.figure.text, after.figure.value);
    let entry = Entry {
        rule: ledger.rule(),
        status: Status::Contradicted,
        finding: Some(if failed { ledger.severity() } else { Severity::Warning }),
        at: verdict.at,
        message: format!("the streak is carried over {there}, whose own result is \"{}\"", verdict.text),
        derivation: vec![
            format!("{} says {value} {name}", after.name()),
            format!("counted from behind {there}, that is {} at most", after.last - id),
        ],
        operands: vec![Operand { quantity: None, at: verdict.at, role: "result".into() }],
        related: Vec::new(),
        fixes: Vec::new(),
        claim: format!("{name} carried over {there}"),
    };
    let there = RemarkElsewhere {
        report: after.brief.report,
        at: after.figure.at,
        message: format!("carried on here: {value}"),
    };
    ledger.push(SeriesEntry { report: brief.report, entry, elsewhere: vec![there], heirs: Vec::new() });
}

fn over_gaps(run: &Run<'_>, covered: &BTreeMap<u32, Vec<(i64, i64)>>, ledger: &mut SeriesLedger) {
    let mut gaps: Vec<(i64, i64, &Link<'_>)> = Vec::new();
    let mut dense = 1;
    let lengths = dense_behind(run);
    for (pair, behind) in run.links.windows(2).zip(lengths.iter().skip(1)) {
        let [before, after] = pair else { continue };
        let (from, to) = (before.last + 1, after.first - 1);
        if from > to {
            dense += 1;
            continue;
        }
        let around = dense.min(*behind);
        let missing = usize::try_from(to - from + 1).unwrap_or(usize::MAX);
        let seen = covered.get(&before.figure.head).is_some_and(|ranges| {
            let next = ranges.partition_point(|(_, last)| *last < from);
            ranges.get(next).is_some_and(|(first, _)| *first <= to)
        });
        let counted = after.figure.value > after.last - before.last;
        if around >= DENSE && missing <= around && !seen && counted {
            gaps.push((from, to, after));
        }
        dense = 1;
    }
    if let Some((_, _, first)) = gaps.first() {
        gap(first, &gaps, ledger);
    }
}

/// For each report how many follow it without a gap, itself included.
fn dense_behind(run: &Run<'_>) -> Vec<usize> {
    let mut lengths = vec![1; run.links.len()];
    for at in (0..run.links.len().saturating_sub(1)).rev() {
        let (Some(this), Some(next)) = (run.links.get(at), run.links.get(at + 1)) else { continue };
        if next.first <= this.last + 1 {
            let behind = lengths.get(at + 1).copied().unwrap_or(1);
            if let Some(length) = lengths.get_mut(at) {
                *length = behind + 1;
            }
        }
    }
    lengths
}

fn gap(link: &Link<'_>, gaps: &[(i64, i64, &Link<'_>)], ledger: &mut SeriesLedger) {
    let noun = link.named.map_or_else(|| "report".to_owned(), |id| id.text.to_lowercase());
    let name = |from: i64, to: i64| if from == to { from.to_string() } else { format!("{from}–{to}") };
    let mut named: Vec<String> = gaps.iter().take(NAMED).map(|(from, to, _)| name(*from, *to)).collect();
    if gaps.len() > NAMED {
        named.push("…".into());
    }
    let named = named.join(", ");
    let entry = Entry {
        rule: ledger.rule(),
        status: Status::Undecided,
        finding: Some(Severity::Warning),
        at: link.figure.at,
        message: format!("{} counts {noun} {named}, of which no report was seen", link.figure.text),
        derivation: vec!["reports outside the checked folders are not seen".into()],
        operands: vec![Operand { quantity: None, at: link.figure.at, role: "count".into() }],
        related: Vec::new(),
        fixes: Vec::new(),
        claim: format!("{} without a report of {noun} {named}", link.figure.text),
    };
    ledger.push(SeriesEntry { report: link.brief.report, entry, elsewhere: Vec::new(), heirs: Vec::new() });
}
