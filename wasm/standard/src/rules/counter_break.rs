//! # counter-break (XF501)
//!
//! A count that is carried from report to report and does not move by the
//! number of rounds between them.
//!
//! ## Why it matters
//! One slip, and every later report repeats it: each is right about the one
//! before, and all are wrong. The finding stands at the report in which it
//! happened; the later ones only inherit it.
//!
//! ## Fires
//! ```report
//! # Night run 31
//!
//! **Result**: clean
//!
//! **12 consecutive clean runs** since the new firmware.
//! ```
//! ```report
//! # Night run 32
//!
//! **Result**: clean
//!
//! **13 consecutive clean runs** since the new firmware.
//! ```
//! ```report
//! # Night run 33
//!
//! **Result**: clean
//!
//! **13 consecutive clean runs** since the new firmware.
//! ```
//! Run 33 is one more clean run: it makes 14. Run 34, if it says 14, inherits
//! the error. A count that begins anew between two clean reports, without a word
//! of it, is a warning.
//!
//! ## Stays silent
//! ```report
//! # Night run 33
//!
//! **Result**: clean
//!
//! The count was reset with the new firmware: **1 consecutive clean run**.
//! ```
//! Silent, too: a count that may have begun anew in reports that are not here;
//! reports whose dates speak against the order of their ids; counters that
//! parallel streams keep and that nothing tells apart. Where reports have no ids,
//! their dates tell the order, and only a count that stood still between two
//! clean reports, or a figure that its neighbours pass by, is an error: of what
//! happened between two dates there may be no report.
use crossfoot_kit::bindings::{Entry, Operand, Place, RemarkElsewhere, SeriesEntry};
use crossfoot_kit::prelude::*;

use crate::series::{Break, Link, Reading, Restart};

pub const RULE: Rule = Rule::across("XF501", "counter-break", Severity::Error);

pub fn across(reading: &Reading<'_>, ledger: &mut SeriesLedger) {
    for followed in reading.streaks {
        ledger.unlisted(followed.holds, followed.undecided);
        for broken in followed.runs.iter().flat_map(|run| &run.breaks) {
            ledger.push(of_break(broken, ledger));
        }
        for restart in &followed.restarts {
            ledger.push(of_restart(restart, ledger));
        }
    }
}

fn of_break(broken: &Break<'_>, ledger: &SeriesLedger) -> SeriesEntry {
    let Break { before, at, amount, heirs } = broken;
    let name = at.figure.text;
    let moved = at.last - before.last;
    let right = at.figure.value - amount;
    let (old, new) = (before.figure.value, at.figure.value);
    let more = if moved == 1 { "the next one".to_owned() } else { format!("{moved} on") };
    let message = format!(
        "{name}: {old} at {}, so {} ({more}) makes {right}; printed {new}",
        before.name(),
        at.short_name()
    );
    let mut derivation = vec![
        format!("{} says {old}", before.name()),
        format!("{old} + {moved} is {right}; {} says {new}, {}", at.name(), off(*amount)),
    ];
    if let Some(last) = heirs.last() {
        derivation.push(format!("carried on as far as {}", last.name()));
    }
    let claim = format!("{name} at {}: {new} after {old} at {}", at.name(), before.short_name());
    let places =
        |link: &Link<'_>| link.brief.places(link.figure.at, link.figure.name, link.figure.value, -amount);
    let report = at.brief.report;
    let mut own = places(at).into_iter();
    let home = own.next().unwrap_or(at.figure.at);
    let repeats = own.map(|at| Place { report, at });
    let heirs = heirs
        .iter()
        .flat_map(|link| places(link).into_iter().map(|at| Place { report: link.brief.report, at }));
    SeriesEntry {
        report: at.brief.report,
        entry: entry(at, ledger.rule(), ledger.severity(), (message, derivation, claim), home),
        elsewhere: vec![elsewhere(before, format!("the count before: {old}"))],
        heirs: repeats.chain(heirs).collect(),
    }
}

fn of_restart(restart: &Restart<'_>, ledger: &SeriesLedger) -> SeriesEntry {
    let Restart { before, at, heirs } = restart;
    let name = at.figure.text;
    let (old, new) = (before.figure.value, at.figure.value);
    let message = format!(
        "{name}: {old} at {}, and {new} at {}, with nothing said of a restart",
        before.name(),
        at.name()
    );
    let right = old + (at.last - before.last);
    let derivation = vec![format!("both call themselves clean; counting on makes {right}")];
    let claim = format!("{name} at {}: {new} after {old}, no restart told", at.name());
    let texts = (message, derivation, claim);
    let place = |link: &Link<'_>| Place { report: link.brief.report, at: link.figure.at };
    SeriesEntry {
        report: at.brief.report,
        entry: entry(at, ledger.rule(), Severity::Warning, texts, at.figure.at),
        elsewhere: vec![elsewhere(before, format!("the count before: {old}"))],
        heirs: heirs.iter().map(place).collect(),
    }
}

fn entry(
    at: &Link<'_>,
    rule: u32,
    severity: Severity,
    (message, derivation, claim): (String, Vec<String>, String),
    place: Span,
) -> Entry {
    Entry {
        rule,
        status: Status::Contradicted,
        finding: Some(severity),
        at: place,
        message,
        derivation,
        operands: vec![Operand { quantity: None, at: at.figure.at, role: "count".into() }],
        related: Vec::new(),
        fixes: Vec::new(),
        claim,
    }
}

fn elsewhere(link: &Link<'_>, message: String) -> RemarkElsewhere {
    RemarkElsewhere { report: link.brief.report, at: link.figure.at, message }
}

fn off(amount: i64) -> String {
    let by = amount.unsigned_abs();
    if amount < 0 { format!("{by} too few") } else { format!("{by} too many") }
}
