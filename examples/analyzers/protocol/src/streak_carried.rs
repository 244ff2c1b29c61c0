//! The rule; `streak_carried.md` explains it and holds its examples.

use crossfoot_kit::bindings::{Entry, Operand, RemarkElsewhere, SeriesEntry};
use crossfoot_kit::note::{Fact, Note, NoteWriter};
use crossfoot_kit::prelude::*;
use crossfoot_kit::setting;

pub const RULE: Rule = Rule::series("PROTO103", "streak-carried", Severity::Error, judge);

/// The facts of a note.
const ROUND: u8 = 1;
const STREAK: u8 = 2;
const BUGS: u8 = 3;

/// What of a report the step across reports needs: its round, its streak and
/// the bugs that were found.
pub fn take_note(report: &Report, note: &mut NoteWriter) {
    let title = report.of_kind(kind::HEADING).next();
    let id = title.and_then(|title| report.quantities_of(title).next());
    if let Some(quantity) = id.and_then(|id| report.quantity(id)).filter(|id| id.class == class::ID) {
        note.fact(ROUND, quantity.at, &[], &[quantity.mantissa]);
    }
    for field in report.fields() {
        let fact = match report.text(field.key).trim().to_lowercase().as_str() {
            "clean streak" => STREAK,
            "bugs found" => BUGS,
            _ => continue,
        };
        let Some(index) = report.quantities_in(field.value).next() else { continue };
        if let (Some(quantity), Some(count)) = (report.quantity(index), report.count(index)) {
            note.fact(fact, quantity.at, &[], &[count]);
        }
    }
}

struct Round<'n> {
    number: i64,
    report: u32,
    path: &'n str,
    streak: Option<(Span, i64)>,
    bugs: Option<(Span, i64)>,
}

fn judge(series: &Series<'_>, ledger: &mut SeriesLedger) {
    if !setting::flag_of(series.settings, "reset-after-bug") {
        return;
    }
    let mut rounds: Vec<Round<'_>> = series.notes.iter().filter_map(read).collect();
    // Notes come in no order that means anything.
    rounds.sort_by_key(|round| (round.number, round.path));
    for (before, round) in rounds.iter().zip(rounds.iter().skip(1)) {
        let (Some((bug, bugs)), Some((at, streak))) = (before.bugs, round.streak) else { continue };
        if round.number != before.number + 1 || bugs == 0 {
            continue;
        }
        if streak <= 1 {
            ledger.holds();
            continue;
        }
        let entry = Entry {
            rule: ledger.rule(),
            status: Status::Contradicted,
            finding: Some(ledger.severity()),
            at,
            message: format!("a streak of {streak}, but round {} found bugs: {bugs}", before.number),
            derivation: vec![format!("a bug ends the streak, so round {} begins it anew", round.number)],
            operands: vec![Operand { quantity: None, at, role: "streak".into() }],
            related: Vec::new(),
            fixes: Vec::new(),
            claim: format!("streak {streak} at round {}", round.number),
        };
        let message = format!("bugs found in round {}", before.number);
        let elsewhere = vec![RemarkElsewhere { report: before.report, at: bug, message }];
        ledger.push(SeriesEntry { report: round.report, entry, elsewhere, heirs: Vec::new() });
    }
}

fn read<'n>(note: &Note<'n>) -> Option<Round<'n>> {
    let fact = |kind: u8| note.facts().find(|fact| fact.kind == kind);
    let number = |fact: Fact<'n>| Some((fact.at, *fact.numbers.first()?));
    Some(Round {
        number: number(fact(ROUND)?)?.1,
        report: note.report,
        path: note.path,
        streak: fact(STREAK).and_then(number),
        bugs: fact(BUGS).and_then(number),
    })
}
