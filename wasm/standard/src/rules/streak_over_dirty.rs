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

use crate::series::{Brief, Link, Run, briefs, fact, in_order, streaks};

pub const RULE: Rule = Rule::series("XF503", "streak-over-dirty", Severity::Error, judge);

/// So many neighbours without a gap make a series of which all is here.
const DENSE: usize = 5;
/// Gaps that one finding names.
const NAMED: usize = 10;

/// Reports by kind, folder and noun of their id, in the order of their ids.
type Results<'b> = BTreeMap<(u32, u64, u32), Vec<(i64, &'b Brief<'b>)>>;

fn judge(series: &Series<'_>, ledger: &mut SeriesLedger) {
    let kinds = [fact::ID, fact::DATE, fact::STREAK, fact::VERDICT, fact::STREAM];
    let briefs = briefs(series, &kinds);
    let results = results(&briefs);
    let covered = covered(&briefs);
    let mut told = BTreeSet::new();
    for followed in streaks(&briefs) {
        for run in followed.runs.iter().filter(|run| run.links.iter().any(|link| link.figure.good)) {
            over_dirty(run, followed.apart, &results, &mut told, ledger);
            if !followed.apart {
                over_gaps(run, &covered, ledger);
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

fn over_dirty(
    run: &Run<'_>,
    apart: bool,
    results: &Results<'_>,
    told: &mut BTreeSet<u32>,
    ledger: &mut SeriesLedger,
) {
    for pair in run.links.windows(2) {
        let [before, after] = pair else { continue };
        let key = (before.brief.kind, before.brief.folder, before.figure.head);
        let all = results.get(&key).map(Vec::as_slice).unwrap_or_default();
        let start = all.partition_point(|(last, _)| *last < before.id.last);
        let between = all.iter().skip(start).take_while(|(last, _)| *last < after.id.last);
        for (last, brief) in between {
            let own = brief.report == before.brief.report;
            let stream = own || (!apart && *last > before.id.last);
            let carried = after.figure.value > after.id.last - last;
            let dirties = stream && carried && is_dirty(brief) && in_order(before, after);
            if dirties && !has_clean_rerun(all, *last) && told.insert(brief.report) {
                dirty(brief, *last, before, after, ledger);
            }
        }
    }
}

fn is_dirty(brief: &Brief<'_>) -> bool {
    brief.verdict.is_some_and(|verdict| matches!(verdict.state, fact::FAILED | fact::NOT_CLEAN))
}

fn has_clean_rerun(all: &[(i64, &Brief<'_>)], id: i64) -> bool {
    let start = all.partition_point(|(last, _)| *last < id);
    let same = all.iter().skip(start).take_while(|(last, _)| *last == id);
    same.into_iter().any(|(_, brief)| brief.verdict.is_some_and(|verdict| verdict.state == fact::CLEAN))
}

fn dirty(brief: &Brief<'_>, id: i64, before: &Link<'_>, after: &Link<'_>, ledger: &mut SeriesLedger) {
    let Some(verdict) = brief.verdict else { return };
    let failed = verdict.state == fact::FAILED;
    let noun = before.id.text.to_lowercase();
    let (name, value) = (after.figure.text, after.figure.value);
    let entry = Entry {
        rule: ledger.rule(),
        status: Status::Contradicted,
        finding: Some(if failed { ledger.severity() } else { Severity::Warning }),
        at: verdict.at,
        message: format!("the streak is carried over {noun} {id}, whose own result is \"{}\"", verdict.text),
        derivation: vec![
            format!("{noun} {} says {value} {name}", after.id.last),
            format!("counted from behind {noun} {id}, that is {} at most", after.id.last - id),
        ],
        operands: vec![Operand { quantity: None, at: verdict.at, role: "result".into() }],
        related: Vec::new(),
        fixes: Vec::new(),
        claim: format!("{name} carried over {noun} {id}"),
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
        let (from, to) = (before.id.last + 1, after.id.first - 1);
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
        let counted = after.figure.value > after.id.last - before.id.last;
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
        if next.id.first <= this.id.last + 1 {
            let behind = lengths.get(at + 1).copied().unwrap_or(1);
            if let Some(length) = lengths.get_mut(at) {
                *length = behind + 1;
            }
        }
    }
    lengths
}

fn gap(link: &Link<'_>, gaps: &[(i64, i64, &Link<'_>)], ledger: &mut SeriesLedger) {
    let noun = link.id.text.to_lowercase();
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
