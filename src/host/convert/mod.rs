//! From what a guest answered to what the rest of the program may believe.
//!
//! Every span, index, count and length is checked, every string is made fit to
//! print. One broken promise makes the whole answer a fault: half of an answer
//! cannot be trusted more than the rest of it.

mod entry;
mod manifest;
mod series;
mod text;

pub(super) use manifest::manifest;
pub(super) use series::conclusion;
pub(super) use text::{line, short_line};

use super::bindings as wit;
use super::budget::Budget;
use super::fault::RunFault;
use crate::ledger::{Inspection, Tally};
use crate::report::Report;
use entry::{Purse, Source};

/// What an answer is measured against.
pub(super) struct Bounds<'a> {
    pub rules: usize,
    pub budget: &'a Budget,
}

pub(super) fn inspection(
    answer: wit::Inspection,
    report: &Report<'_>,
    bounds: &Bounds<'_>,
) -> Result<Inspection, RunFault> {
    let source = Source::Text { text: &report.source, quantities: report.quantities.len() };
    let mut purse = Purse::new(bounds);
    let note = note(answer.note, bounds.budget.note)?;
    let entries = answer.entries.into_iter().enumerate();
    let entries = entries
        .map(|(index, entry)| {
            entry::entry(entry, &source, &mut purse).map_err(|fault| fault.about(&format!("entry {index}")))
        })
        .collect::<Result<Vec<_>, _>>()?;
    let mut tally = unlisted(answer.unlisted)?;
    for entry in entries.iter().filter(|entry| entry.is_relation()) {
        tally.count(entry.status);
    }
    Ok(Inspection { entries, tally, note })
}

fn note(note: Vec<u8>, allowed: u64) -> Result<Vec<u8>, RunFault> {
    if note.len() as u64 > allowed {
        return Err(RunFault::too_large(format!("its note has {} bytes; {allowed} are allowed", note.len())));
    }
    Ok(note)
}

/// Relations that were counted and not listed. A report of a few megabytes
/// cannot hold more than a billion of them, and sums must not overflow.
fn unlisted(tally: wit::Tally) -> Result<Tally, RunFault> {
    const MOST: u32 = 1_000_000_000;
    if tally.holds > MOST || tally.undecided > MOST {
        return Err(RunFault::violation(format!(
            "it counts {} and {} unlisted relations; {MOST} are allowed",
            tally.holds, tally.undecided
        )));
    }
    Ok(Tally { holds: tally.holds, contradicted: 0, undecided: tally.undecided })
}
