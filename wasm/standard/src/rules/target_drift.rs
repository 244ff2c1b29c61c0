//! # target-drift (XF505)
//!
//! A target that is another one than in the report before, with nothing said of
//! a change.
//!
//! ## Why it matters
//! A target that moves can always be met.
//!
//! ## Fires
//! ```report
//! # Load test week 9
//!
//! | Metric | Target | Measured |
//! |---|---|---|
//! | Throughput | 50,000 req/s | 51,200 req/s |
//! ```
//! ```report
//! # Load test week 10
//!
//! | Metric | Target | Measured |
//! |---|---|---|
//! | Throughput | 40,000 req/s | 41,700 req/s |
//! ```
//!
//! ## Stays silent
//! ```report
//! # Load test week 10
//!
//! | Metric | Target | Measured |
//! |---|---|---|
//! | Throughput | 40,000 req/s (lowered with the new hardware) | 41,700 req/s |
//! ```
//! Silent, too, where the order of the reports cannot be told, and where the
//! reports are of several sites or environments with targets of their own.
use std::collections::BTreeMap;

use crossfoot_kit::bindings::{Entry, Operand, RemarkElsewhere, SeriesEntry};
use crossfoot_kit::prelude::*;

use crate::series::{Brief, Reading, Target};

pub const RULE: Rule = Rule::across("XF505", "target-drift", Severity::Info);

/// Further changes that one finding lists.
const MOST: usize = 20;

type Set<'b> = (&'b Brief<'b>, &'b Target<'b>);

pub fn across(reading: &Reading<'_>, ledger: &mut SeriesLedger) {
    let mut targets: BTreeMap<(u32, u64, u32), Vec<Set<'_>>> = BTreeMap::new();
    for brief in reading.briefs {
        for target in &brief.targets {
            targets.entry((brief.kind, brief.folder, target.name)).or_default().push((brief, target));
        }
    }
    for mut sets in targets.into_values() {
        if order(&mut sets) {
            follow(&sets, ledger);
        } else {
            ledger.undecided();
        }
    }
}

/// More changes than these are no drift: there is more than one target.
fn most_changes(reports: usize) -> usize {
    2.max(reports / 8)
}

/// By ids of one noun, or else by dates, whichever gives each report a place of
/// its own.
fn order<'b>(sets: &mut Vec<Set<'b>>) -> bool {
    let Some((first, _)) = sets.first().copied() else { return false };
    let nouns = first.ids.iter().map(|id| Some(id.noun));
    nouns.chain([None]).any(|noun| order_by(sets, noun))
}

fn order_by<'b>(sets: &mut Vec<Set<'b>>, noun: Option<u32>) -> bool {
    let place = |brief: &Brief<'_>| match noun {
        Some(noun) => brief.position(noun).map(|id| id.last),
        None => brief.date,
    };
    sets.sort_by_key(|(brief, target)| (place(brief), brief.path, target.at.start));
    // A copy, or a re-run that was held against the same target.
    let mut once = sets.clone();
    once.dedup_by(|(one, target), (other, known)| {
        one.report != other.report && (place(one), target.value) == (place(other), known.value)
    });
    let places: Vec<Option<i64>> = once.iter().map(|(brief, _)| place(brief)).collect();
    let distinct = places.windows(2).all(|pair| pair.first() != pair.last());
    let told = distinct && places.iter().all(Option::is_some);
    if told {
        *sets = once;
    }
    told
}

/// Whether something that the reports say of themselves tells the targets
/// apart: a site, an environment.
fn is_of_streams(sets: &[Set<'_>]) -> bool {
    let Some((first, _)) = sets.first() else { return false };
    first.streams.iter().any(|(key, _)| {
        let mut targets: BTreeMap<u32, (i64, i64, i64)> = BTreeMap::new();
        let one = |(brief, target): &Set<'_>| {
            let stream = brief.streams.iter().find(|(other, _)| other == key);
            stream.is_some_and(|(_, value)| *targets.entry(*value).or_insert(target.value) == target.value)
        };
        sets.iter().all(one) && targets.len() <= sets.len() / 2
    })
}

fn follow(sets: &[Set<'_>], ledger: &mut SeriesLedger) {
    let moved = |pair: &[Set<'_>]| match pair {
        [(_, before), (_, at)] => before.value != at.value && !at.announced,
        _ => false,
    };
    let changes = sets.windows(2).filter(|pair| moved(pair)).count();
    if changes > most_changes(sets.len()) || changes > 0 && is_of_streams(sets) {
        return ledger.undecided();
    }
    let mut changes = sets.windows(2).filter(|pair| moved(pair));
    let Some([(home, before), (report, at)]) = changes.next() else { return };
    let also = changes.filter_map(|pair| pair.last()).take(MOST).map(|(brief, target)| RemarkElsewhere {
        report: brief.report,
        at: target.at,
        message: format!("and here it is {}", target.printed),
    });
    let was = format!("the target before: {}", before.printed);
    let first = RemarkElsewhere { report: home.report, at: before.at, message: was };
    ledger.push(SeriesEntry {
        report: report.report,
        entry: Entry {
            rule: ledger.rule(),
            status: Status::Contradicted,
            finding: Some(ledger.severity()),
            at: at.at,
            message: format!("the target of {} was {} and is now {}", at.text, before.printed, at.printed),
            derivation: Vec::new(),
            operands: vec![Operand { quantity: None, at: at.at, role: "target".into() }],
            related: Vec::new(),
            fixes: Vec::new(),
            claim: format!("target of {}: {} to {}", at.text, before.printed, at.printed),
        },
        elsewhere: std::iter::once(first).chain(also).collect(),
        heirs: Vec::new(),
    });
}
