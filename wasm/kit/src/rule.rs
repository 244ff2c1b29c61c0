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
    /// Letters, then digits, and the pack's own: `XF` is crossfoot's.
    pub code: &'static str,
    /// Plain words joined by hyphens that name the defect.
    pub name: &'static str,
    /// What a finding of it weighs, unless the user says otherwise.
    pub severity: Severity,
    /// The function that judges.
    pub judge: Judge,
}

/// What a rule looks at.
///
/// The constructors of [`Rule`] choose it.
///
/// ```
/// use crossfoot_kit::prelude::*;
/// use crossfoot_kit::rule::Judge;
/// const RULE: Rule = Rule::info("XX1", "too-quiet", |_: &Report, _: &mut Ledger| {});
/// assert!(matches!(RULE.judge, Judge::Report(_)));
/// ```
#[derive(Clone, Copy)]
pub enum Judge {
    /// One report.
    Report(fn(&Report, &mut Ledger<'_>)),
    /// Many, by the notes that were taken of them.
    Series(fn(&Series<'_>, &mut SeriesLedger)),
    /// Many, by what the pack reads of the notes once for all its rules:
    /// [`Pack::across`] judges.
    Across,
}

impl Rule {
    /// For what cannot be true.
    ///
    /// ```
    /// use crossfoot_kit::prelude::*;
    /// const RULE: Rule = Rule::error("PUMP101", "flow-missed", |_: &Report, _: &mut Ledger| {});
    /// assert_eq!(RULE.severity, Severity::Error);
    /// ```
    pub const fn error(code: &'static str, name: &'static str, judge: fn(&Report, &mut Ledger<'_>)) -> Self {
        Self { code, name, severity: Severity::Error, judge: Judge::Report(judge) }
    }

    /// For what the report itself does not support.
    ///
    /// ```
    /// use crossfoot_kit::prelude::*;
    /// const RULE: Rule = Rule::warning("PUMP102", "flow-not-shown", |_: &Report, _: &mut Ledger| {});
    /// assert_eq!(RULE.severity, Severity::Warning);
    /// ```
    pub const fn warning(
        code: &'static str,
        name: &'static str,
        judge: fn(&Report, &mut Ledger<'_>),
    ) -> Self {
        Self { code, name, severity: Severity::Warning, judge: Judge::Report(judge) }
    }

    /// For what a reader may want to know.
    ///
    /// ```
    /// use crossfoot_kit::prelude::*;
    /// const RULE: Rule = Rule::info("PUMP103", "flow-unnamed", |_: &Report, _: &mut Ledger| {});
    /// assert_eq!(RULE.severity, Severity::Info);
    /// ```
    pub const fn info(code: &'static str, name: &'static str, judge: fn(&Report, &mut Ledger<'_>)) -> Self {
        Self { code, name, severity: Severity::Info, judge: Judge::Report(judge) }
    }

    /// For what only many reports together show.
    ///
    /// It reads the notes that [`Pack::note`] took.
    ///
    /// ```
    /// use crossfoot_kit::prelude::*;
    /// const RULE: Rule = Rule::series("PUMP104", "station-missing", Severity::Warning, judge);
    ///
    /// fn judge(series: &Series<'_>, ledger: &mut SeriesLedger) {
    ///     if series.notes.len() > 1 {
    ///         ledger.holds();
    ///     }
    /// }
    /// # assert_eq!(RULE.name, "station-missing");
    /// ```
    pub const fn series(
        code: &'static str,
        name: &'static str,
        severity: Severity,
        judge: fn(&Series<'_>, &mut SeriesLedger),
    ) -> Self {
        Self { code, name, severity, judge: Judge::Series(judge) }
    }

    /// For a series rule that [`Pack::across`] judges.
    ///
    /// ```
    /// use crossfoot_kit::prelude::*;
    /// const RULE: Rule = Rule::across("PUMP105", "station-silent", Severity::Info);
    /// assert_eq!(RULE.code, "PUMP105");
    /// ```
    pub const fn across(code: &'static str, name: &'static str, severity: Severity) -> Self {
        Self { code, name, severity, judge: Judge::Across }
    }
}

/// A rule with its explanation, Markdown.
///
/// The explanation is what `crossfoot explain` prints. Its fences under *Fires*
/// and *Stays silent* are run by `crossfoot analyzer test`, so most packs keep
/// it in a file: `include_str!("flow_missed.md")`.
///
/// ```
/// use crossfoot_kit::prelude::*;
/// use crossfoot_kit::rule::Explained;
/// const RULE: Rule = Rule::info("XX1", "too-quiet", |_: &Report, _: &mut Ledger| {});
/// const RULES: &[Explained] = &[Explained { rule: RULE, explanation: "# too-quiet (XX1)\n" }];
/// # assert_eq!(RULES.len(), 1);
/// ```
#[derive(Clone, Copy)]
pub struct Explained {
    /// The rule.
    pub rule: Rule,
    /// What it is, why it matters, what fires and what stays silent.
    pub explanation: &'static str,
}

/// The reports of a series, by their notes.
///
/// They come in no order that means anything: sort them by what they say.
///
/// ```
/// use crossfoot_kit::note::Note;
/// use crossfoot_kit::rule::Series;
/// use crossfoot_kit::sample;
/// let settings = sample::settings();
/// let series = Series { notes: Vec::new(), settings: &settings };
/// let facts = series.notes.iter().flat_map(Note::facts);
/// assert_eq!(facts.count(), 0);
/// ```
pub struct Series<'n> {
    /// One for each report.
    pub notes: Vec<Note<'n>>,
    /// What the user has set.
    pub settings: &'n Settings,
}

/// Where series rules write down what they have judged.
///
/// ```
/// use crossfoot_kit::bindings::{Entry, SeriesEntry};
/// use crossfoot_kit::prelude::*;
///
/// /// Every report after the first is one too many.
/// fn judge(series: &Series<'_>, ledger: &mut SeriesLedger) {
///     for note in series.notes.iter().skip(1) {
///         let at = Span { start: 0, end: 0 };
///         let entry = Entry {
///             rule: ledger.rule(),
///             status: Status::Contradicted,
///             finding: Some(ledger.severity()),
///             at,
///             message: "a second report".into(),
///             derivation: Vec::new(),
///             operands: Vec::new(),
///             related: Vec::new(),
///             fixes: Vec::new(),
///             claim: note.path.into(),
///         };
///         ledger.push(SeriesEntry { report: note.report, entry, elsewhere: Vec::new(), heirs: Vec::new() });
///     }
/// }
/// # let _ = Rule::series("XX1", "second-report", Severity::Info, judge);
/// ```
pub struct SeriesLedger {
    rule: u32,
    severity: Severity,
    entries: Vec<SeriesEntry>,
    inherited: Vec<Inheritance>,
    unlisted: Tally,
}

impl SeriesLedger {
    /// From here on entries are of this rule, an index into the pack's.
    ///
    /// ```
    /// use crossfoot_kit::prelude::*;
    /// fn as_third_rule(ledger: &mut SeriesLedger) {
    ///     ledger.turn_to(2, Severity::Warning);
    /// }
    /// ```
    pub fn turn_to(&mut self, rule: u32, severity: Severity) {
        self.rule = rule;
        self.severity = severity;
    }

    /// The index of the rule at work, for its entries.
    ///
    /// ```
    /// use crossfoot_kit::prelude::*;
    /// fn judge(_: &Series<'_>, ledger: &mut SeriesLedger) {
    ///     // The place of this rule in `Pack::rules`.
    ///     let _index: u32 = ledger.rule();
    /// }
    /// # let _ = Rule::series("XX1", "nothing-said", Severity::Info, judge);
    /// ```
    pub fn rule(&self) -> u32 {
        self.rule
    }

    /// The severity of the rule at work.
    ///
    /// ```
    /// use crossfoot_kit::prelude::*;
    /// fn judge(_: &Series<'_>, ledger: &mut SeriesLedger) {
    ///     assert_eq!(ledger.severity(), Severity::Info);
    /// }
    /// # let _ = Rule::series("XX1", "nothing-said", Severity::Info, judge);
    /// ```
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Writes an entry down, at a place of one of the reports. [`SeriesLedger`]
    /// shows how.
    ///
    /// ```
    /// use crossfoot_kit::bindings::SeriesEntry;
    /// use crossfoot_kit::prelude::*;
    /// fn write_all(found: Vec<SeriesEntry>, ledger: &mut SeriesLedger) {
    ///     found.into_iter().for_each(|entry| ledger.push(entry));
    /// }
    /// ```
    pub fn push(&mut self, entry: SeriesEntry) {
        self.entries.push(entry);
    }

    /// What series rules have written down so far.
    ///
    /// ```
    /// use crossfoot_kit::prelude::*;
    /// fn is_first_word(ledger: &SeriesLedger) -> bool {
    ///     ledger.entries().is_empty()
    /// }
    /// ```
    pub fn entries(&self) -> &[SeriesEntry] {
        &self.entries
    }

    /// A relation that holds and need not be listed.
    ///
    /// ```
    /// use crossfoot_kit::prelude::*;
    /// fn judge_streak(before: i64, now: i64, ledger: &mut SeriesLedger) {
    ///     if now == before + 1 {
    ///         ledger.holds();
    ///     }
    /// }
    /// ```
    pub fn holds(&mut self) {
        self.unlisted.holds += 1;
    }

    /// A relation that cannot be decided and need not be listed.
    ///
    /// ```
    /// use crossfoot_kit::prelude::*;
    /// fn judge_streak(before: Option<i64>, ledger: &mut SeriesLedger) {
    ///     if before.is_none() {
    ///         ledger.undecided();
    ///     }
    /// }
    /// ```
    pub fn undecided(&mut self) {
        self.unlisted.undecided += 1;
    }

    /// Many relations that need not be listed.
    ///
    /// ```
    /// use crossfoot_kit::prelude::*;
    /// fn in_step(ledger: &mut SeriesLedger) {
    ///     ledger.unlisted(93, 0);
    /// }
    /// ```
    pub fn unlisted(&mut self, holds: u32, undecided: u32) {
        self.unlisted.holds += holds;
        self.unlisted.undecided += undecided;
    }

    /// Says that an entry of one report only repeats an earlier report's. Both are
    /// known by their report's place among the notes, and by their own among the
    /// entries that `inspect` gave: a note must hold what it takes to tell.
    ///
    /// ```
    /// use crossfoot_kit::bindings::Inheritance;
    /// use crossfoot_kit::prelude::*;
    /// fn copied(ledger: &mut SeriesLedger) {
    ///     ledger.inherit(Inheritance { report: 1, entry: 0, root_report: 0, root_entry: 0 });
    /// }
    /// ```
    pub fn inherit(&mut self, inheritance: Inheritance) {
        self.inherited.push(inheritance);
    }
}

/// A set of rules. Implement this and export the type:
/// `crossfoot_kit::bindings::export_analyzer!(MyPack)`.
///
/// The whole of an analyzer stands at the head of [this crate](crate). What
/// [`Guest`] asks is made from it.
///
/// ```
/// use crossfoot_kit::bindings::Guest;
/// use crossfoot_kit::rule::{Explained, Pack};
///
/// struct Pumps;
///
/// impl Pack for Pumps {
///     const NAME: &'static str = "pumps";
///     const VERSION: &'static str = "0.1.0";
///
///     fn rules() -> &'static [Explained] {
///         &[]
///     }
/// }
///
/// assert_eq!(Pumps::describe().name, "pumps");
/// ```
pub trait Pack {
    /// Its name: lower-case words joined by hyphens. Users' settings go by it.
    const NAME: &'static str;
    /// Its version; mostly `env!("CARGO_PKG_VERSION")`.
    const VERSION: &'static str;

    /// The rules, in the order in which they are tried.
    ///
    /// ```
    /// use crossfoot_kit::prelude::*;
    /// use crossfoot_kit::rule::{Explained, Pack};
    /// struct Pumps;
    /// impl Pack for Pumps {
    ///     const NAME: &'static str = "pumps";
    ///     const VERSION: &'static str = "0.1.0";
    ///
    ///     fn rules() -> &'static [Explained] {
    ///         &[Explained { rule: QUIET, explanation: "# too-quiet (PUMP101)" }]
    ///     }
    /// }
    /// const QUIET: Rule = Rule::info("PUMP101", "too-quiet", |_: &Report, _: &mut Ledger| {});
    /// # assert_eq!(Pumps::rules()[0].rule.code, "PUMP101");
    /// ```
    fn rules() -> &'static [Explained];

    /// Settings that users may give.
    ///
    /// ```
    /// # use crossfoot_kit::rule::{Explained, Pack};
    /// use crossfoot_kit::{bindings::Declaration, setting};
    /// # struct Pumps;
    /// impl Pack for Pumps {
    /// #   const NAME: &'static str = "pumps";
    /// #   const VERSION: &'static str = "0.1.0";
    /// #   fn rules() -> &'static [Explained] { &[] }
    ///     fn settings() -> Vec<Declaration> {
    ///         vec![setting::number("least-flow", 12, "What a pump must deliver, in litres a second.")]
    ///     }
    /// }
    /// # assert_eq!(Pumps::settings()[0].name, "least-flow");
    /// ```
    fn settings() -> Vec<Declaration> {
        Vec::new()
    }

    /// Takes the note that series rules will read, once all rules have judged
    /// the report.
    ///
    /// ```
    /// # use crossfoot_kit::rule::{Explained, Pack};
    /// # use crossfoot_kit::{bindings::{Entry, Guest}, note::NoteWriter, report::Report, sample};
    /// # struct Pumps;
    /// impl Pack for Pumps {
    /// #   const NAME: &'static str = "pumps";
    /// #   const VERSION: &'static str = "0.1.0";
    /// #   fn rules() -> &'static [Explained] { &[] }
    ///     fn note(report: &Report, _: &[Entry], note: &mut NoteWriter) {
    ///         for setback in report.setbacks() {
    ///             note.fact(1, setback.at, &[report.text(setback.label)], &[]);
    ///         }
    ///     }
    /// }
    /// # assert!(!Pumps::inspect(sample::arena(), sample::settings()).note.is_empty());
    /// ```
    fn note(_report: &Report, _entries: &[Entry], _note: &mut NoteWriter) {}

    /// Judges across reports once all series rules have: those rules that share
    /// what they read, and which entries of single reports only repeat an
    /// earlier report's.
    ///
    /// ```
    /// # use crossfoot_kit::rule::{Explained, Pack, Series, SeriesLedger};
    /// use crossfoot_kit::bindings::Inheritance;
    /// # struct Pumps;
    /// impl Pack for Pumps {
    /// #   const NAME: &'static str = "pumps";
    /// #   const VERSION: &'static str = "0.1.0";
    /// #   fn rules() -> &'static [Explained] { &[] }
    ///     /// The second report's first entry repeats that of the first report.
    ///     fn across(series: &Series<'_>, ledger: &mut SeriesLedger) {
    ///         if let [first, second] = series.notes.as_slice() {
    ///             let (root_report, report) = (first.report, second.report);
    ///             ledger.inherit(Inheritance { report, entry: 0, root_report, root_entry: 0 });
    ///         }
    ///     }
    /// }
    /// ```
    fn across(_series: &Series<'_>, _ledger: &mut SeriesLedger) {}
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
                ledger.turn_to(index as u32, explained.rule.severity);
                judge(&series, &mut ledger);
            }
        }
        P::across(&series, &mut ledger);
        Conclusion { entries: ledger.entries, unlisted: ledger.unlisted, inherited: ledger.inherited }
    }
}
