//! Relations of a single report that fail, and by how much: later reports may
//! only repeat them.

use crossfoot_kit::bindings::Entry;
use crossfoot_kit::note::NoteWriter;
use crossfoot_kit::prelude::*;

use super::header::Header;
use super::words::{is_letters, tail};
use super::{fact, mix, streaks};

/// A report with more than these has more to worry about.
const MOST: usize = 64;

pub fn note(report: &Report, header: &Header<'_>, entries: &[Entry], note: &mut NoteWriter) {
    let failing = entries.iter().enumerate().filter(|(_, entry)| {
        entry.status == Status::Contradicted && entry.finding.is_some_and(|found| found >= Severity::Warning)
    });
    let told = failing.filter_map(|(index, entry)| Some((index, entry, amount(report, entry)?)));
    for (index, entry, (figure, amount)) in told.take(MOST) {
        // "Total effort: 1,155 rigorous attempts" is told later as "1,278 attempts".
        let named: Vec<&Word> = match tail(report, figure).last() {
            Some(thing) => vec![thing],
            None => report.label(figure).iter().collect(),
        };
        let about = mix(named.into_iter().filter(|word| is_letters(report, word)).map(|word| word.concept));
        let counter = streaks::name_of(report, header, figure);
        let thing = tail(report, figure).last().map_or(0, |word| word.concept);
        let value = report.count(figure).unwrap_or_default();
        let numbers = [
            index as i64,
            i64::from(entry.rule),
            amount,
            i64::from(about),
            value,
            i64::from(counter.unwrap_or(thing)),
        ];
        note.fact(fact::RELATION, entry.at, &[], &numbers);
    }
}

/// The figure that a fix would replace, and how far it is off.
fn amount(report: &Report, entry: &Entry) -> Option<(u32, i64)> {
    entry.fixes.iter().find_map(|fix| {
        let [edit] = fix.edits.as_slice() else { return None };
        let figure = report.quantities_in(edit.at).next()?;
        let right: i64 = edit.text.replace([',', ' ', '_'], "").parse().ok()?;
        let amount = right.checked_sub(report.count(figure)?)?;
        (amount != 0).then_some((figure, amount))
    })
}
