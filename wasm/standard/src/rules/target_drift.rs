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
//! Silent, too, where the order of the reports cannot be told.
use std::collections::BTreeMap;

use crossfoot_kit::bindings::{Entry, Operand, RemarkElsewhere, SeriesEntry};
use crossfoot_kit::prelude::*;

use crate::series::{Brief, Target, briefs, fact};

pub const RULE: Rule = Rule::series("XF505", "target-drift", Severity::Info, judge);

/// Further changes that one finding lists.
const MOST: usize = 20;

type Set<'b> = (&'b Brief<'b>, &'b Target<'b>);

fn judge(series: &Series<'_>, ledger: &mut SeriesLedger) {
    let briefs = briefs(series, &[fact::ID, fact::DATE, fact::TARGET]);
    let mut targets: BTreeMap<(u32, u64, u32), Vec<Set<'_>>> = BTreeMap::new();
    for brief in &briefs {
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

/// By ids of one noun, or else by dates; each report must have a place of its
/// own, and print one target of the name.
fn order(sets: &mut [Set<'_>]) -> bool {
    let Some((first, _)) = sets.first() else { return false };
    let noun = first.ids.iter().map(|id| id.noun);
    let noun = noun.into_iter().find(|noun| sets.iter().all(|(brief, _)| brief.position(*noun).is_some()));
    let place = |brief: &Brief<'_>| match noun {
        Some(noun) => brief.position(noun).map(|id| id.last),
        None => brief.date,
    };
    sets.sort_by_key(|(brief, target)| (place(brief), brief.path, target.at.start));
    let places: Vec<Option<i64>> = sets.iter().map(|(brief, _)| place(brief)).collect();
    let distinct = places.windows(2).all(|pair| pair.first() != pair.last());
    places.iter().all(Option::is_some) && distinct
}

fn follow(sets: &[Set<'_>], ledger: &mut SeriesLedger) {
    let moved = |pair: &[Set<'_>]| match pair {
        [(_, before), (_, at)] => before.value != at.value && !at.announced,
        _ => false,
    };
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
