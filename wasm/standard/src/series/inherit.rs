//! Relations of single reports that fail by the same amount in report after
//! report: the first is the root, the others only carry it on. Where many
//! reports lie between that do not show it, it was made anew.

use std::collections::{BTreeMap, BTreeSet};

use crossfoot_kit::bindings::{Inheritance, Span};
use crossfoot_kit::rule::SeriesLedger;

use super::{Brief, Relation};

/// A copied slip may skip a report or two that have no such line; over a
/// longer stretch of reports without it, the same slip is another one.
const LONGEST_GAP: usize = 3;

/// What makes two failing relations the same: the kind of document, its
/// folder, the rule, what it is about, and by how much it fails.
type Sameness = (u32, u64, u32, u32, i64);
type Failing<'b, 'n> = (&'b Brief<'n>, &'b Relation);

pub fn inherit(briefs: &[Brief<'_>], ledger: &mut SeriesLedger) {
    if briefs.iter().all(|brief| brief.relations.is_empty()) {
        return;
    }
    let taken = taken(ledger);
    let mut repeated: BTreeMap<Sameness, Vec<Failing<'_, '_>>> = BTreeMap::new();
    let mut groups: BTreeMap<(u32, u64), Vec<&Brief<'_>>> = BTreeMap::new();
    for brief in briefs {
        groups.entry((brief.kind, brief.folder)).or_default().push(brief);
        for relation in &brief.relations {
            if taken.contains(&(brief.report, relation.at.start, relation.at.end)) {
                continue;
            }
            let key = (brief.kind, brief.folder, relation.rule, relation.about, relation.amount);
            repeated.entry(key).or_default().push((brief, relation));
        }
    }
    // Groups are put in order once for each noun that they are ordered by, not
    // once for each relation that repeats in them.
    let mut places: BTreeMap<(u32, u64, Option<u32>), BTreeMap<u32, usize>> = BTreeMap::new();
    for ((kind, folder, ..), mut reports) in repeated {
        let by_id = noun(&reports);
        let Some(group) = groups.get(&(kind, folder)).filter(|_| reports.len() > 1) else { continue };
        let places = places.entry((kind, folder, by_id)).or_insert_with(|| places_in(group, by_id));
        hand_down(&mut reports, by_id, places, ledger);
    }
}

/// The place of each report among all of its group, with or without a failure.
fn places_in(group: &[&Brief<'_>], by_id: Option<u32>) -> BTreeMap<u32, usize> {
    let mut ordered = group.to_vec();
    ordered.sort_by_key(|brief| order(brief, by_id));
    ordered.iter().enumerate().map(|(place, brief)| (brief.report, place)).collect()
}

fn order<'n>(brief: &Brief<'n>, by_id: Option<u32>) -> (Option<(i64, i64)>, Option<i64>, &'n str) {
    let id = by_id.and_then(|noun| brief.position(noun)).map(|id| (id.last, id.first));
    (id, brief.date, brief.path)
}

/// Places that a finding across reports has taken over.
fn taken(ledger: &SeriesLedger) -> BTreeSet<(u32, u32, u32)> {
    let place = |report: u32, at: Span| (report, at.start, at.end);
    let shown = ledger.entries().iter().filter(|one| one.entry.finding.is_some());
    shown
        .flat_map(|one| {
            let heirs = one.heirs.iter().map(move |heir| place(heir.report, heir.at));
            std::iter::once(place(one.report, one.entry.at)).chain(heirs)
        })
        .collect()
}

/// The order comes from ids of one noun, or else from dates; where neither
/// orders them all, nothing is handed down.
fn hand_down(
    reports: &mut [Failing<'_, '_>],
    by_id: Option<u32>,
    places: &BTreeMap<u32, usize>,
    ledger: &mut SeriesLedger,
) {
    let by_date = reports.iter().all(|(brief, _)| brief.date.is_some());
    if by_id.is_none() && !by_date {
        return;
    }
    reports.sort_by_key(|(brief, relation)| (order(brief, by_id), relation.at.start));
    let place = |brief: &Brief<'_>| places.get(&brief.report).copied().unwrap_or(0);
    let Some(((root, first), heirs)) = reports.split_first() else { return };
    let (mut root, mut first, mut before) = (*root, *first, place(root));
    for (brief, relation) in heirs {
        let here = place(brief);
        if here > before + LONGEST_GAP + 1 {
            (root, first) = (brief, relation);
        } else if brief.report != root.report {
            ledger.inherit(Inheritance {
                report: brief.report,
                entry: relation.entry,
                root_report: root.report,
                root_entry: first.entry,
            });
        }
        before = here;
    }
}

/// A noun under which each of the reports has an id of its own.
fn noun(reports: &[Failing<'_, '_>]) -> Option<u32> {
    let (first, _) = reports.first()?;
    let all = |noun: &u32| reports.iter().all(|(brief, _)| brief.position(*noun).is_some());
    first.ids.iter().map(|id| id.noun).find(all)
}
