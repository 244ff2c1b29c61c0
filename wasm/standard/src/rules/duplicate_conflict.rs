//! # duplicate-conflict (XF504)
//!
//! Two reports of one id whose figures cannot both be true.
//!
//! ## Why it matters
//! Whoever counts on takes one of them, and nobody knows which.
//!
//! ## Fires
//! ```report
//! # Soak night 18
//!
//! **Result**: clean
//!
//! **9 clean nights in a row**.
//! ```
//! ```report
//! # Soak night 18
//!
//! **Result**: clean
//!
//! **11 clean nights in a row**.
//! ```
//!
//! ## Stays silent
//! ```report
//! # Soak night 18 (rerun)
//!
//! **Result**: clean
//!
//! **11 clean nights in a row**.
//! ```
//! Silent, too: copies, reports of different dates, drafts in an archive, and
//! those that say of themselves that they are of different lines, devices or
//! teams.
use crossfoot_kit::bindings::{Entry, Operand, RemarkElsewhere, SeriesEntry};
use crossfoot_kit::prelude::*;

use crate::series::{Brief, Reading, fact};

pub const RULE: Rule = Rule::across("XF504", "duplicate-conflict", Severity::Error);

pub fn across(reading: &Reading<'_>, ledger: &mut SeriesLedger) {
    let named = reading.briefs.iter().filter(|brief| !brief.says(fact::RERUN));
    let mut named: Vec<(Named, &Brief<'_>)> = named.filter_map(|brief| Some((name(brief)?, brief))).collect();
    // Stable: within a name the reports keep the order of their paths.
    named.sort_by(|(one, _), (other, _)| one.cmp(other));
    for same in named.chunk_by(|(one, _), (other, _)| one == other) {
        let Some(((_, first), others)) = same.split_first() else { continue };
        for (_, other) in others.iter().filter(|(_, other)| is_one(first, other)) {
            match conflict(first, other) {
                Some(conflict) => ledger.push(entry(first, other, &conflict, ledger)),
                None => ledger.holds(),
            }
        }
    }
}

/// Kind of document, folder, and all ids with their nouns: "PR 431, round 2" is not round 3.
type Named = (u32, u64, Vec<(u32, i64, i64)>);

fn name(brief: &Brief<'_>) -> Option<Named> {
    let mut ids: Vec<(u32, i64, i64)> = brief.ids.iter().map(|id| (id.noun, id.first, id.last)).collect();
    ids.sort_unstable();
    ids.dedup();
    (!ids.is_empty()).then_some((brief.kind, brief.folder, ids))
}

/// Whether two reports of one id are of one stream and not copies.
fn is_one(one: &Brief<'_>, other: &Brief<'_>) -> bool {
    let streams = one.streams.iter().all(|(key, value)| {
        other.streams.iter().filter(|(name, _)| name == key).all(|(_, there)| there == value)
    });
    // "2026-03/night-01.md" and "2026-04/night-01.md"; "linux-12.md" and "windows-12.md".
    let beside = one.place().eq(other.place()) && one.stem().eq(other.stem());
    let titled = one.numerals == other.numerals;
    let kept = !one.is_put_away() && !other.is_put_away();
    let together = one.date == other.date && kept && beside && titled;
    streams && together && one.digest != other.digest
}

struct Conflict {
    what: String,
    here: (Span, i64),
    there: (Span, i64),
}

/// A counter, or a total over equally many rounds, that the two print with no
/// figure in common.
fn conflict(one: &Brief<'_>, other: &Brief<'_>) -> Option<Conflict> {
    let streak = one.streaks.iter().find_map(|here| {
        let there = other.streaks.iter().find(|there| there.name == here.name)?;
        let common = one.streaks.iter().filter(|figure| figure.name == here.name).any(|figure| {
            other.streaks.iter().any(|there| there.name == figure.name && there.value == figure.value)
        });
        (!common).then(|| Conflict {
            what: here.text.to_owned(),
            here: (here.at, here.value),
            there: (there.at, there.value),
        })
    });
    streak.or_else(|| {
        one.totals.iter().find_map(|here| {
            let same = |there: &&crate::series::Total<'_>| {
                (there.thing, there.group, there.rounds) == (here.thing, here.group, here.rounds)
            };
            let there = other.totals.iter().find(same)?;
            (there.total != here.total).then(|| Conflict {
                what: format!("{} over {} {}", here.things, here.rounds, here.groups),
                here: (here.at, here.total),
                there: (there.at, there.total),
            })
        })
    })
}

fn entry(first: &Brief<'_>, other: &Brief<'_>, conflict: &Conflict, ledger: &SeriesLedger) -> SeriesEntry {
    let Conflict { what, here, there } = conflict;
    let id = first.ids.first().map_or(String::new(), |id| format!("{} {}", id.text.to_lowercase(), id.last));
    SeriesEntry {
        report: other.report,
        entry: Entry {
            rule: ledger.rule(),
            status: Status::Contradicted,
            finding: Some(ledger.severity()),
            at: there.0,
            message: format!("{id} has two reports: {what} is {} in one and {} in this one", here.1, there.1),
            derivation: vec!["neither says that it is a re-run".into()],
            operands: vec![Operand { quantity: None, at: there.0, role: "count".into() }],
            related: Vec::new(),
            fixes: Vec::new(),
            claim: format!("{id}: {what} is {} and {}", here.1, there.1),
        },
        elsewhere: vec![RemarkElsewhere {
            report: first.report,
            at: here.0,
            message: format!("the other report: {}", here.1),
        }],
        heirs: Vec::new(),
    }
}
