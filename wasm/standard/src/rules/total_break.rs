//! # total-break (XF502)
//!
//! A total over all rounds that stops being what each round adds times the
//! rounds.
//!
//! ## Why it matters
//! A total is copied from the report before and raised by hand. Paste one
//! number into the wrong place, and effort that nobody made is in every report
//! from there on.
//!
//! ## Fires
//! ```report
//! # Load test week 7
//!
//! **Result**: pass
//!
//! 4 ramps this week. In all: 20 ramps across 5 weeks.
//! ```
//! ```report
//! # Load test week 8
//!
//! **Result**: pass
//!
//! 4 ramps this week. In all: 24 ramps across 6 weeks.
//! ```
//! ```report
//! # Load test week 9
//!
//! **Result**: pass
//!
//! 4 ramps this week. In all: 28 ramps across 7 weeks.
//! ```
//! ```report
//! # Load test week 10
//!
//! **Result**: pass
//!
//! 4 ramps this week. In all: 32 ramps across 10 weeks.
//! ```
//! Three weeks more at 4 ramps a week make 40 ramps, not 32.
//!
//! ## Stays silent
//! ```report
//! # Load test week 10
//!
//! **Result**: pass
//!
//! 6 ramps this week. In all: 34 ramps across 8 weeks.
//! ```
//! Silent, too: totals of which the rounds add now this and now that.
use crossfoot_kit::bindings::{Entry, Operand, Place, RemarkElsewhere, SeriesEntry};
use crossfoot_kit::prelude::*;

use crate::series::{Reading, Slip, Sum, sums};

pub const RULE: Rule = Rule::across("XF502", "total-break", Severity::Error);

pub fn across(reading: &Reading<'_>, ledger: &mut SeriesLedger) {
    for summed in sums(reading.briefs) {
        ledger.unlisted(summed.holds, summed.undecided);
        for slip in &summed.slips {
            ledger.push(of_slip(slip, ledger));
        }
    }
}

fn of_slip(slip: &Slip<'_>, ledger: &SeriesLedger) -> SeriesEntry {
    let Slip { before, at, each, amount, heirs } = slip;
    let (things, groups) = (at.total.things, at.total.groups);
    let noun = before.id.text.to_lowercase();
    let more = at.total.rounds - before.total.rounds;
    let (old, new) = (before.total.total, at.total.total);
    let right = new - amount;
    let message = format!("{old} {things} and {more} × {each} more make {right}; the report says {new}");
    let mut derivation = vec![
        format!("{noun} {} says {old} {things} over {} {groups}", before.id.last, before.total.rounds),
        format!("{noun} {} says {new} over {}: {more} {groups} more", at.id.last, at.total.rounds),
        format!("{old} + {more} × {each} is {right}, not {new}"),
    ];
    if let Some(last) = heirs.last() {
        derivation.push(format!("carried on as far as {noun} {}", last.id.last));
    }
    let places =
        |sum: &Sum<'_>| sum.brief.places(sum.total.at, sum.total.thing, sum.total.total, -amount);
    let report = at.brief.report;
    let mut own = places(at).into_iter();
    let home = own.next().unwrap_or(at.total.at);
    let repeats = own.map(|at| Place { report, at });
    let heirs =
        heirs.iter().flat_map(|sum| places(sum).into_iter().map(|at| Place { report: sum.brief.report, at }));
    SeriesEntry {
        report: at.brief.report,
        entry: Entry {
            rule: ledger.rule(),
            status: Status::Contradicted,
            finding: Some(ledger.severity()),
            at: home,
            message,
            derivation,
            operands: vec![Operand { quantity: None, at: at.total.at, role: "total".into() }],
            related: Vec::new(),
            fixes: Vec::new(),
            claim: format!("{new} {things} over {} {groups} at {noun} {}", at.total.rounds, at.id.last),
        },
        elsewhere: vec![RemarkElsewhere {
            report: before.brief.report,
            at: before.total.at,
            message: format!("the total before: {old} over {} {groups}", before.total.rounds),
        }],
        heirs: repeats.chain(heirs).collect(),
    }
}
