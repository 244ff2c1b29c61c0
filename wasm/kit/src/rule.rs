//! What a rule is, and how a pack of rules becomes an analyzer.

use crate::bindings::{
    self, Conclusion, Declaration, Entry, Guest, Inheritance, Inspection, Manifest, ReportNote, SeriesEntry,
    Settings, Severity, Tally,
};
use crate::ledger::Ledger;
use crate::note::{Note, NoteWriter};
use crate::report::Report;

/// One rule: a code, a name that says the defect, and the function that
/// judges.
///
/// ```
/// use crossfoot_kit::prelude::*;
///
/// pub const RULE: Rule = Rule::error("XX1", "seven-is-unlucky", judge);
///
/// fn judge(report: &Report, ledger: &mut Ledger) {
///     for index in 0..report.quantities().len() as u32 {
///         let outcome = report.value(index).equals(Value::whole(7));
///         let Some(quantity) = report.quantity(index) else { continue };
///         if outcome == Outcome::Holds {
///             ledger.judge(Outcome::Contradicted, quantity.at, |draft| {
///                 draft.number(report, index, "figure").message("this is 7".into());
///             });
///         }
///     }
/// }
/// # assert_eq!(RULE.code, "XX1");
/// ```
#[derive(Clone, Copy)]
pub struct Rule {
    pub code: &'static str,
    pub name: &'static str,
    pub severity: Severity,
    pub judge: Judge,
}

/// What a rule looks at.
#[derive(Clone, Copy)]
pub enum Judge {
    /// One report.
    Report(fn(&Report, &mut Ledger<'_>)),
    /// Many, by the notes that were taken of them.
    Series(fn(&Series<'_>, &mut SeriesLedger)),
}

impl Rule {
    /// For what cannot be true.
    pub const fn error(code: &'static str, name: &'static str, judge: fn(&Report, &mut Ledger<'_>)) -> Self {
        Self { code, name, severity: Severity::Error, judge: Judge::Report(judge) }
    }

    /// For what the report itself does not support.
    pub const fn warning(
        code: &'static str,
        name: &'static str,
        judge: fn(&Report, &mut Ledger<'_>),
    ) -> Self {
        Self { code, name, severity: Severity::Warning, judge: Judge::Report(judge) }
    }

    /// For what a reader may want to know.
    pub const fn info(code: &'static str, name: &'static str, judge: fn(&Report, &mut Ledger<'_>)) -> Self {
        Self { code, name, severity: Severity::Info, judge: Judge::Report(judge) }
    }

    /// For what only many reports together show.
    pub const fn series(
        code: &'static str,
        name: &'static str,
        severity: Severity,
        judge: fn(&Series<'_>, &mut SeriesLedger),
    ) -> Self {
        Self { code, name, severity, judge: Judge::Series(judge) }
    }
}

/// A rule with its explanation, Markdown.
#[derive(Clone, Copy)]
pub struct Explained {
    pub rule: Rule,
    pub explanation: &'static str,
}

/// The reports of a series, by their notes.
pub struct Series<'n> {
    pub notes: Vec<Note<'n>>,
    pub settings: &'n Settings,
}

/// Where series rules write down what they have judged.
pub struct SeriesLedger {
    rule: u32,
    severity: Severity,
    entries: Vec<SeriesEntry>,
    inherited: Vec<Inheritance>,
    unlisted: Tally,
}

impl SeriesLedger {
    /// The index of the rule at work, for its entries.
    pub fn rule(&self) -> u32 {
        self.rule
    }

    /// The severity of the rule at work.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    pub fn push(&mut self, entry: SeriesEntry) {
        self.entries.push(entry);
    }

    /// What series rules have written down so far.
    pub fn entries(&self) -> &[SeriesEntry] {
        &self.entries
    }

    /// A relation that holds and need not be listed.
    pub fn holds(&mut self) {
        self.unlisted.holds += 1;
    }

    /// A relation that cannot be decided and need not be listed.
    pub fn undecided(&mut self) {
        self.unlisted.undecided += 1;
    }

    pub fn inherit(&mut self, inheritance: Inheritance) {
        self.inherited.push(inheritance);
    }
}

/// A set of rules. Implement this and export the type:
/// `crossfoot_kit::bindings::export_analyzer!(MyPack)`.
pub trait Pack {
    const NAME: &'static str;
    const VERSION: &'static str;

    /// The rules, in the order in which they are tried.
    fn rules() -> &'static [Explained];

    /// Settings that users may give.
    fn settings() -> Vec<Declaration> {
        Vec::new()
    }

    /// Takes the note that series rules will read, once all rules have judged
    /// the report.
    fn note(_report: &Report, _entries: &[Entry], _note: &mut NoteWriter) {}

    /// Says which entries of single reports only repeat an earlier report's,
    /// once all series rules have judged.
    fn inherit(_series: &Series<'_>, _ledger: &mut SeriesLedger) {}
}

impl<P: Pack> Guest for P {
    fn describe() -> Manifest {
        let rules = P::rules().iter().map(|explained| bindings::Rule {
            code: explained.rule.code.into(),
            name: explained.rule.name.into(),
            severity: explained.rule.severity,
            explanation: explained.explanation.into(),
        });
        Manifest {
            name: P::NAME.into(),
            version: P::VERSION.into(),
            rules: rules.collect(),
            settings: P::settings(),
        }
    }

    fn inspect(report: bindings::Report, settings: Settings) -> Inspection {
        let report = Report::prepare(report, &settings.words);
        let mut ledger = Ledger::new(&report, &settings);
        for (index, explained) in P::rules().iter().enumerate() {
            if let Judge::Report(judge) = explained.rule.judge {
                ledger.turn_to(index as u32, explained.rule.severity);
                judge(&report, &mut ledger);
            }
        }
        let (entries, unlisted) = ledger.close();
        let mut note = NoteWriter::default();
        P::note(&report, &entries, &mut note);
        Inspection { entries, unlisted, note: note.finish() }
    }

    fn conclude(notes: Vec<ReportNote>, settings: Settings) -> Conclusion {
        let notes = notes.iter().enumerate().map(|(index, note)| Note::of(index as u32, note)).collect();
        let series = Series { notes, settings: &settings };
        let mut ledger = SeriesLedger {
            rule: 0,
            severity: Severity::Error,
            entries: Vec::new(),
            inherited: Vec::new(),
            unlisted: Tally { holds: 0, undecided: 0 },
        };
        for (index, explained) in P::rules().iter().enumerate() {
            if let Judge::Series(judge) = explained.rule.judge {
                ledger.rule = index as u32;
                ledger.severity = explained.rule.severity;
                judge(&series, &mut ledger);
            }
        }
        P::inherit(&series, &mut ledger);
        Conclusion { entries: ledger.entries, unlisted: ledger.unlisted, inherited: ledger.inherited }
    }
}
