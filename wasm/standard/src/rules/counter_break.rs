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
//! parallel streams keep and that nothing tells apart.
use crossfoot_kit::bindings::{Entry, Operand, Place, RemarkElsewhere, SeriesEntry};
use crossfoot_kit::prelude::*;

use crate::series::{Break, Link, Restart, briefs, fact, streaks};

pub const RULE: Rule = Rule::series("XF501", "counter-break", Severity::Error, judge);

fn judge(series: &Series<'_>, ledger: &mut SeriesLedger) {
    let kinds = [fact::ID, fact::DATE, fact::STREAK, fact::VERDICT, fact::STREAM, fact::RELATION];
    let briefs = briefs(series, &kinds);
    for followed in streaks(&briefs) {
        (0..followed.holds).for_each(|_| ledger.holds());
        (0..followed.undecided).for_each(|_| ledger.undecided());
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
    let (noun, name) = (before.id.text.to_lowercase(), at.figure.text);
    let moved = at.id.last - before.id.last;
    let right = at.figure.value - amount;
    let (old, new) = (before.figure.value, at.figure.value);
    let more = if moved == 1 { "the next one".to_owned() } else { format!("{moved} on") };
    let message = format!(
        "{name}: {old} at {noun} {}, so {} ({more}) makes {right}; printed {new}",
        before.id.last, at.id.last
    );
    let mut derivation = vec![
        format!("{noun} {} says {old}", before.id.last),
        format!("{old} + {moved} is {right}; {noun} {} says {new}, {}", at.id.last, off(*amount)),
    ];
    if let Some(last) = heirs.last() {
        derivation.push(format!("carried on as far as {noun} {}", last.id.last));
    }
    let claim = format!("{name} at {noun} {}: {new} after {old} at {}", at.id.last, before.id.last);
    let places = |link: &Link<'_>| {
        link.brief.places(link.figure.at, link.figure.name, link.figure.value, -amount)
    };
    let report = at.brief.report;
    let mut own = places(at).into_iter();
    let home = own.next().unwrap_or(at.figure.at);
    let repeats = own.map(|at| Place { report, at });
    let heirs = heirs.iter().flat_map(|link| {
        places(link).into_iter().map(|at| Place { report: link.brief.report, at })
    });
    SeriesEntry {
        report: at.brief.report,
        entry: entry(at, ledger.rule(), ledger.severity(), (message, derivation, claim), home),
        elsewhere: vec![elsewhere(before, format!("the count before: {old}"))],
        heirs: repeats.chain(heirs).collect(),
    }
}

fn of_restart(restart: &Restart<'_>, ledger: &SeriesLedger) -> SeriesEntry {
    let Restart { before, at, heirs } = restart;
    let (noun, name) = (before.id.text.to_lowercase(), at.figure.text);
    let (old, new) = (before.figure.value, at.figure.value);
    let message = format!(
        "{name}: {old} at {noun} {}, and {new} at {noun} {}, with nothing said of a restart",
        before.id.last, at.id.last
    );
    let right = old + (at.id.last - before.id.last);
    let derivation = vec![format!("both call themselves clean; counting on makes {right}")];
    let claim = format!("{name} at {noun} {}: {new} after {old}, no restart told", at.id.last);
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
