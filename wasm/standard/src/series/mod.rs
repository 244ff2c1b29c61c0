//! What the rules across reports share: the note that is taken of each report,
//! how notes are read, and how a counter is followed from report to report.
//!
//! The order of reports is worked out from their ids and dates; it is never
//! taken from file names or from the order in which notes come. Where it cannot
//! be told, nothing is judged.

mod brief;
mod chain;
mod events;
pub mod fact;
mod header;
mod inherit;
mod relations;
mod remarks;
mod streaks;
mod sums;
mod targets;
mod totals;
mod words;

pub use brief::{Brief, Event, Id, Relation, Streak, Target, Total, Verdict, briefs};
pub use chain::{Break, Followed, Link, Restart, Run, in_order, streaks};
pub use inherit::inherit;
pub use sums::{Slip, Sum, Summed, sums};

use crossfoot_kit::bindings::{Entry, Span};
use crossfoot_kit::note::NoteWriter;
use crossfoot_kit::report::{Report, kind};
use crossfoot_kit::rule::SeriesLedger;

/// What rules across reports judge by: every note, read once.
pub struct Reading<'b> {
    pub briefs: &'b [Brief<'b>],
    pub streaks: &'b [Followed<'b>],
}

/// A rule across reports.
pub type Across = fn(&Reading<'_>, &mut SeriesLedger);

/// Takes the note of a report. One without a heading belongs to no series.
pub fn take(report: &Report, entries: &[Entry], note: &mut NoteWriter) {
    let Some(title) = report.of_kind(kind::HEADING).next() else { return };
    let header = header::Header::of(report, title);
    // A form that was not filled in tells of nothing.
    if header.is_form() {
        return;
    }
    header.note(note);
    let found = streaks::find(report, &header);
    streaks::note(report, &found, note);
    totals::note(report, &found, note);
    targets::note(report, note);
    events::note(report, &header, note);
    relations::note(report, &header, entries, note);
}

/// FNV-1a over whole numbers: names of counters and kinds of documents.
pub fn mix(parts: impl IntoIterator<Item = u32>) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    for part in parts {
        for byte in part.to_le_bytes() {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    }
    hash
}

/// Of bytes, for what is longer: eight at a time.
pub fn digest(bytes: &[u8]) -> u64 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |hash: u64, part: u64| {
        let mixed = (hash ^ part).wrapping_mul(FACTOR);
        mixed ^ (mixed >> 32)
    };
    let (chunks, rest) = bytes.as_chunks();
    let hash = chunks.iter().fold(bytes.len() as u64, |hash, chunk| mix(hash, u64::from_le_bytes(*chunk)));
    let mut last = [0; 8];
    last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    mix(hash, u64::from_le_bytes(last))
}

pub(crate) const fn span(start: u32, end: u32) -> Span {
    Span { start, end }
}
