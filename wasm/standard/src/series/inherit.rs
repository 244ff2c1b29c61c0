//! Relations of single reports that fail by the same amount in report after
//! report: the first is the root, the others only carry it on.

use std::collections::{BTreeMap, BTreeSet};

use crossfoot_kit::bindings::{Inheritance, Span};
use crossfoot_kit::rule::{Series, SeriesLedger};

use super::{Brief, Relation, briefs, fact};

pub fn inherit(series: &Series<'_>, ledger: &mut SeriesLedger) {
    let briefs = briefs(series, &[fact::ID, fact::DATE, fact::RELATION]);
    let taken = taken(ledger);
    let mut repeated: BTreeMap<(u32, u64, u32, u32, i64), Vec<(&Brief<'_>, &Relation)>> = BTreeMap::new();
    for brief in &briefs {
        for relation in &brief.relations {
            if taken.contains(&(brief.report, relation.at.start, relation.at.end)) {
                continue;
            }
            let key = (brief.kind, brief.folder, relation.rule, relation.about, relation.amount);
            repeated.entry(key).or_default().push((brief, relation));
        }
    }
    for (_, mut reports) in repeated {
        hand_down(&mut reports, ledger);
    }
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
fn hand_down(reports: &mut [(&Brief<'_>, &Relation)], ledger: &mut SeriesLedger) {
    let by_id = noun(reports);
    let by_date = reports.iter().all(|(brief, _)| brief.date.is_some());
    if by_id.is_none() && !by_date {
        return;
    }
    reports.sort_by_key(|(brief, relation)| {
        let id = by_id.and_then(|noun| brief.position(noun)).map(|id| (id.last, id.first));
        (id, brief.date, brief.path, relation.at.start)
    });
    let Some(((root, first), heirs)) = reports.split_first() else { return };
    for (brief, relation) in heirs {
        if brief.report != root.report {
            ledger.inherit(Inheritance {
                report: brief.report,
                entry: relation.entry,
                root_report: root.report,
                root_entry: first.entry,
            });
        }
    }
}

/// A noun under which each of the reports has an id of its own.
fn noun(reports: &[(&Brief<'_>, &Relation)]) -> Option<u32> {
    let (first, _) = reports.first()?;
    let all = |noun: &u32| reports.iter().all(|(brief, _)| brief.position(*noun).is_some());
    first.ids.iter().map(|id| id.noun).find(all)
}
