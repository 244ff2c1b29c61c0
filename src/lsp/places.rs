//! From a figure to where it is derived, and to all places that state it.

use lsp_types::{Location, Position};

use super::snapshot::{Snapshot, concerns, touches};
use crate::report::Range;

/// The other parts of the relations that a figure takes part in, and the
/// places that its findings point at.
pub fn definition(snapshot: &Snapshot, position: Position) -> Vec<Location> {
    let at = snapshot.offset(position);
    let mut places = operands(snapshot, at);
    places.retain(|range| !touches(*range, at, at));
    let mut locations = located(snapshot, places);
    locations.extend(related(snapshot, at));
    locations
}

/// The figure itself, and all that it is tied to.
pub fn references(snapshot: &Snapshot, position: Position, with_itself: bool) -> Vec<Location> {
    let at = snapshot.offset(position);
    let mut places = operands(snapshot, at);
    if !with_itself {
        places.retain(|range| !touches(*range, at, at));
    }
    let mut locations = located(snapshot, places);
    locations.extend(related(snapshot, at));
    locations
}

fn operands(snapshot: &Snapshot, at: u32) -> Vec<Range> {
    let sheet = snapshot.sheet();
    let entries = sheet.entries.iter().filter(|entry| concerns(entry, at));
    let mut places: Vec<Range> =
        entries.flat_map(|entry| entry.operands.iter().map(|operand| operand.range)).collect();
    let findings = snapshot.findings_in(at, at).flat_map(|shown| &shown.finding.related);
    places
        .extend(findings.filter(|related| related.path == snapshot.reading.judged.path).map(|one| one.range));
    places.sort();
    places.dedup();
    places
}

fn located(snapshot: &Snapshot, places: Vec<Range>) -> Vec<Location> {
    places.into_iter().map(|range| snapshot.location(range)).collect()
}

fn related(snapshot: &Snapshot, at: u32) -> impl Iterator<Item = Location> {
    snapshot.findings_in(at, at).flat_map(|shown| shown.elsewhere.iter().map(|place| place.location.clone()))
}
