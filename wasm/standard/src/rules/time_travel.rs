//! # time-travel (XF506)
//!
//! A report that tells of something that happened after its own date.
//!
//! ## Why it matters
//! Either the date is wrong, or the report was changed after it was signed.
//!
//! ## Fires
//! ```report
//! # Batch 2207 record
//!
//! **Date**: 2026-03-04
//! **Result**: released
//!
//! The assay failed on 2026-03-09 and was repeated.
//! ```
//!
//! ## Stays silent
//! ```report
//! # Batch 2207 record
//!
//! **Date**: 2026-03-04
//! **Result**: released
//!
//! The assay ran on 2026-03-05. Retest is due on 2027-03-04.
//! ```
//! A day's difference may be the clock or the time zone.
use crossfoot_kit::bindings::{Entry, SeriesEntry};
use crossfoot_kit::prelude::*;

use crate::series::{Reading};

pub const RULE: Rule = Rule::across("XF506", "time-travel", Severity::Info);

pub fn across(reading: &Reading<'_>, ledger: &mut SeriesLedger) {
    for brief in reading.briefs {
        let Some(date) = brief.date else { continue };
        for event in &brief.events {
            let days = event.days - date;
            let entry = Entry {
                rule: ledger.rule(),
                status: Status::Contradicted,
                finding: Some(ledger.severity()),
                at: event.at,
                message: format!("tells of {}, {days} days after the report's own date", event.text),
                derivation: Vec::new(),
                operands: Vec::new(),
                related: Vec::new(),
                fixes: Vec::new(),
                claim: format!("event of {} in a report {days} days older", event.text),
            };
            ledger.push(SeriesEntry { report: brief.report, entry, elsewhere: Vec::new(), heirs: Vec::new() });
        }
    }
}
