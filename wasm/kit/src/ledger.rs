//! Where rules write down what they have judged.

use std::collections::BTreeMap;

use crate::bindings::{
    Applicability, Detail, Edit, Entry, Fix, Operand, Remark, Rounding, Settings, Severity, Span, Status,
    Tally,
};
use crate::report::{Report, kind};
use crate::value::Outcome;

/// The entries of one report on their way to the host.
///
/// Describing an entry costs something; a rule hands over a closure that does
/// it, which is called only if the entry will be shown.
///
/// ```
/// use crossfoot_kit::prelude::*;
/// use crossfoot_kit::sample;
///
/// fn judge(report: &Report, ledger: &mut Ledger) {
///     let (whole, part, rest) = (sample::number("36"), sample::number("24 wet"), sample::number("11 dry"));
///     let sum = report.value(part).add(report.value(rest));
///     let at = report.quantity(whole).unwrap().at;
///     ledger.judge(sum.equals(report.value(whole)), at, |draft| {
///         draft.number(report, whole, "total").message("24 + 11 is 35, not 36".into());
///     });
/// }
///
/// let (report, settings) = (sample::report(), sample::settings());
/// let mut ledger = Ledger::new(&report, &settings);
/// judge(&report, &mut ledger);
/// let (entries, _) = ledger.close();
/// assert_eq!(entries[0].status, Status::Contradicted);
/// assert_eq!(entries[0].finding, Some(Severity::Error));
/// ```
pub struct Ledger<'r> {
    report: &'r Report,
    settings: &'r Settings,
    rule: u32,
    severity: Severity,
    drafts: Vec<Draft>,
    unlisted: Tally,
}

/// An entry while its rule describes it.
///
/// [`Ledger::judge`] hands one to the rule's closure.
///
/// ```
/// use crossfoot_kit::prelude::*;
/// use crossfoot_kit::sample;
///
/// fn describe(draft: &mut Draft, report: &Report, total: u32) {
///     draft
///         .number(report, total, "total")
///         .message("24 + 11 is 35; printed 36".into())
///         .step("24 wet and 11 dry readings".into())
///         .blame(total);
/// }
///
/// let (report, settings) = (sample::report(), sample::settings());
/// let mut ledger = Ledger::new(&report, &settings);
/// let total = sample::number("36 readings");
/// ledger.judge(Outcome::Contradicted, sample::place("36 readings"), |draft| describe(draft, &report, total));
/// assert_eq!(ledger.close().0[0].message, "24 + 11 is 35; printed 36");
/// ```
pub struct Draft {
    entry: Entry,
    blamed: Option<u32>,
}

impl<'r> Ledger<'r> {
    /// An empty ledger of a report. [`Pack`](crate::rule::Pack) makes it; tests of a
    /// rule's function do so themselves.
    ///
    /// ```
    /// use crossfoot_kit::{ledger::Ledger, sample};
    /// let (report, settings) = (sample::report(), sample::settings());
    /// let (entries, unlisted) = Ledger::new(&report, &settings).close();
    /// assert!(entries.is_empty() && unlisted.holds == 0);
    /// ```
    pub fn new(report: &'r Report, settings: &'r Settings) -> Self {
        let unlisted = Tally { holds: 0, undecided: 0 };
        Self { report, settings, rule: 0, severity: Severity::Error, drafts: Vec::new(), unlisted }
    }

    /// What the user has set; [`setting`](crate::setting) reads it.
    ///
    /// ```
    /// use crossfoot_kit::{ledger::Ledger, sample, setting};
    /// let (report, settings) = (sample::report(), sample::settings());
    /// let ledger = Ledger::new(&report, &settings);
    /// assert_eq!(setting::number_of(ledger.settings(), "attempts"), 0);
    /// ```
    pub fn settings(&self) -> &'r Settings {
        self.settings
    }

    /// The entries that follow are this rule's.
    pub(crate) fn turn_to(&mut self, rule: u32, severity: Severity) {
        self.rule = rule;
        self.severity = severity;
    }

    /// Writes down how a relation came out. A contradicted one becomes a
    /// finding of the rule's severity, one that only a habit of cutting off
    /// saves a warning if the user rounds to the nearest, any other stays in
    /// the ledger.
    ///
    /// ```
    /// use crossfoot_kit::prelude::*;
    /// use crossfoot_kit::sample;
    /// let (report, settings) = (sample::report(), sample::settings());
    /// let mut ledger = Ledger::new(&report, &settings);
    /// let run = sample::number("90 s");
    /// let outcome = report.value(run).at_most(Value::whole(120));
    /// ledger.judge(outcome, report.quantity(run).unwrap().at, |draft| {
    ///     draft.number(&report, run, "run time").message("90 s of at most 120".into());
    /// });
    /// let (entries, _) = ledger.close();
    /// assert_eq!((entries[0].status, entries[0].finding), (Status::Holds, None));
    /// ```
    pub fn judge(&mut self, outcome: Outcome, at: Span, describe: impl FnOnce(&mut Draft)) {
        let nearest = self.settings.rounding == Rounding::Nearest;
        match outcome {
            Outcome::Contradicted => self.write(Status::Contradicted, Some(self.severity), at, describe),
            Outcome::HoldsByHabit if nearest => {
                self.write(Status::Contradicted, Some(Severity::Warning), at, |draft| {
                    describe(draft);
                    draft.step("it holds only if a number was cut off or rounded up".into());
                });
            }
            Outcome::HoldsByHabit => self.write(Status::Holds, None, at, |draft| {
                describe(draft);
                draft.step("it holds because a number was cut off or rounded up".into());
            }),
            Outcome::Holds => self.write(Status::Holds, None, at, describe),
            Outcome::Undecided => self.write(Status::Undecided, None, at, describe),
        }
    }

    /// The same, but a contradiction is told as this and not as the rule's own
    /// severity: for what the report does not show, beside what cannot be.
    ///
    /// ```
    /// use crossfoot_kit::prelude::*;
    /// use crossfoot_kit::sample;
    /// let (report, settings) = (sample::report(), sample::settings());
    /// let mut ledger = Ledger::new(&report, &settings);
    /// let at = sample::place("36 readings");
    /// ledger.judge_as(Severity::Warning, Outcome::Contradicted, at, |draft| {
    ///     draft.message("24 + 11 is 35; printed 36".into());
    /// });
    /// assert_eq!(ledger.close().0[0].finding, Some(Severity::Warning));
    /// ```
    pub fn judge_as(
        &mut self,
        severity: Severity,
        outcome: Outcome,
        at: Span,
        describe: impl FnOnce(&mut Draft),
    ) {
        match outcome {
            Outcome::Contradicted => self.write(Status::Contradicted, Some(severity), at, describe),
            outcome => self.judge(outcome, at, describe),
        }
    }

    /// Writes an entry down with a status and severity of the rule's choice.
    ///
    /// ```
    /// use crossfoot_kit::prelude::*;
    /// use crossfoot_kit::sample;
    /// let (report, settings) = (sample::report(), sample::settings());
    /// let mut ledger = Ledger::new(&report, &settings);
    /// let gasket = sample::place("gasket");
    /// ledger.write(Status::Contradicted, Some(Severity::Info), gasket, |draft| {
    ///     draft.part(gasket, "part").message("a gasket is no pump".into());
    /// });
    /// assert_eq!(ledger.close().0[0].finding, Some(Severity::Info));
    /// ```
    pub fn write(
        &mut self,
        status: Status,
        finding: Option<Severity>,
        at: Span,
        describe: impl FnOnce(&mut Draft),
    ) {
        if finding.is_none() && self.settings.detail == Detail::Findings {
            match status {
                Status::Holds => return self.unlisted.holds += 1,
                Status::Undecided => return self.unlisted.undecided += 1,
                Status::Contradicted => {}
            }
        }
        let mut draft = Draft {
            entry: Entry {
                rule: self.rule,
                status,
                finding,
                at,
                message: String::new(),
                derivation: Vec::new(),
                operands: Vec::new(),
                related: Vec::new(),
                fixes: Vec::new(),
                claim: String::new(),
            },
            blamed: None,
        };
        describe(&mut draft);
        if draft.entry.claim.is_empty() {
            draft.entry.claim = plain(begin(self.report.text(at)));
        }
        self.drafts.push(draft);
    }

    /// Closes the book: of findings that blame the same figure one stays, and
    /// what was only counted is given beside the entries.
    ///
    /// ```
    /// use crossfoot_kit::prelude::*;
    /// use crossfoot_kit::sample;
    /// let (report, settings) = (sample::report(), sample::settings());
    /// let mut ledger = Ledger::new(&report, &settings);
    /// let total = sample::number("36 readings");
    /// for step in ["by the sum", "by the log"] {
    ///     ledger.judge(Outcome::Contradicted, sample::place("36 readings"), |draft| {
    ///         draft.number(&report, total, "total").message(step.into()).blame(total);
    ///     });
    /// }
    /// let (entries, unlisted) = ledger.close();
    /// assert_eq!(entries.iter().filter(|entry| entry.finding.is_some()).count(), 1);
    /// assert_eq!(unlisted.holds, 0);
    /// ```
    pub fn close(mut self) -> (Vec<Entry>, Tally) {
        self.merge();
        self.relate_restatements();
        (self.drafts.into_iter().map(|draft| draft.entry).collect(), self.unlisted)
    }

    /// Of findings that blame the same figure, printed in one place or in
    /// several, the first stays; the others stay in the ledger and become its
    /// related places.
    fn merge(&mut self) {
        let mut roots = BTreeMap::<Figure, Vec<usize>>::new();
        for index in 0..self.drafts.len() {
            let (before, rest) = self.drafts.split_at_mut(index);
            let Some(draft) = rest.first_mut() else { continue };
            let (Some(severity), Some(blamed)) = (draft.entry.finding, draft.blamed) else { continue };
            let alike = roots.entry(Figure::of(self.report, blamed)).or_default();
            let root = alike.iter().copied().take(OFTEN).find(|&at| {
                before.get(at).is_some_and(|other| {
                    other.entry.finding.is_some_and(|found| found >= severity)
                        && !other.blamed.is_some_and(|other| in_another_row(self.report, other, blamed))
                        && same_evidence(self.report, &other.entry, &draft.entry)
                })
            });
            let Some(root) = root.and_then(|at| before.get_mut(at)) else {
                alike.push(index);
                continue;
            };
            draft.entry.finding = None;
            let known = root.entry.at == draft.entry.at
                || root.entry.related.iter().any(|remark| remark.at == draft.entry.at);
            if !known {
                root.entry
                    .related
                    .push(Remark { at: draft.entry.at, message: "the same figure again".into() });
            }
        }
    }

    /// A wrong figure that is printed again elsewhere misleads there too.
    fn relate_restatements(&mut self) {
        let wrong = |draft: &Draft| draft.entry.finding.and(draft.blamed);
        let mut printed: BTreeMap<Figure, Vec<u32>> = self
            .drafts
            .iter()
            .filter_map(wrong)
            .map(|index| (Figure::of(self.report, index), Vec::new()))
            .collect();
        if printed.is_empty() {
            return;
        }
        for index in 0..self.report.quantities().len() as u32 {
            if let Some(places) = printed.get_mut(&Figure::of(self.report, index)) {
                places.push(index);
            }
        }
        for draft in &mut self.drafts {
            let Some(blamed) = wrong(draft) else { continue };
            let places = printed.get(&Figure::of(self.report, blamed)).into_iter().flatten();
            let places = places.take(OFTEN).filter(|place| !in_another_row(self.report, blamed, **place));
            let places = places.filter(|place| may_restate(self.report, blamed, **place));
            for quantity in places.filter_map(|&index| self.report.quantity(index)) {
                let entry = &mut draft.entry;
                let known = (entry.at.start <= quantity.at.start && quantity.at.end <= entry.at.end)
                    || entry.operands.iter().any(|operand| operand.at == quantity.at)
                    || entry.related.iter().any(|remark| {
                        remark.at.start <= quantity.at.start && quantity.at.end <= remark.at.end
                    });
                if !known {
                    entry.related.push(Remark { at: quantity.at, message: "the same figure again".into() });
                }
            }
        }
    }
}

/// Six points here and six points in a section of its own there are no restatement; a
/// summary may tell of any section, and large figures are seldom alike by chance.
fn may_restate(report: &Report, blamed: u32, place: u32) -> bool {
    const SMALL: i64 = 20;
    let large = report.quantity(blamed).is_none_or(|it| it.exponent != 0 || it.mantissa.abs() > SMALL);
    let (own, other) = (report.section_of(blamed), report.section_of(place));
    large || report.section_within(own, report.reach(other)) || report.section_within(other, own)
}

/// A figure that is printed more often than this is not looked for everywhere.
const OFTEN: usize = 64;

/// A printed figure of something: equal wherever the same is printed of the
/// same thing. One that names nothing is itself alone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Figure {
    Of { mantissa: i64, exponent: i32, thing: u32 },
    Alone(u32),
}

impl Figure {
    fn of(report: &Report, index: u32) -> Self {
        let thing = report.names(index).last().map(|word| word.concept);
        match (report.quantity(index), thing) {
            (Some(quantity), Some(thing)) => {
                Figure::Of { mantissa: quantity.mantissa, exponent: quantity.exponent, thing }
            }
            _ => Figure::Alone(index),
        }
    }
}

/// Whether two figures stand in rows of their own of one table: two suites with
/// eight tests each are no restatement.
fn in_another_row(report: &Report, one: u32, other: u32) -> bool {
    let row =
        |index: u32| report.quantity(index).and_then(|quantity| report.within(quantity.node, kind::ROW));
    let (Some(one), Some(other)) = (row(one), row(other)) else { return false };
    let table = report.parent(one);
    one != other && table == report.parent(other) && report.children(one).nth(2).is_some()
}

/// Whether one rule has found the same thing twice: "lots 11-19 (7)" and "lots
/// 21-29 (7)" are two defects, though both print a 7, and who excuses the one
/// has not looked at the other. What two rules say of a figure is one defect.
fn same_evidence(report: &Report, one: &Entry, other: &Entry) -> bool {
    let figures = |entry: &Entry| {
        let mut figures: Vec<String> =
            entry.operands.iter().map(|operand| plain(report.text(operand.at))).collect();
        figures.sort();
        figures
    };
    one.rule != other.rule || figures(one) == figures(other)
}

impl Draft {
    /// The sum, in one line.
    ///
    /// ```
    /// # use crossfoot_kit::{prelude::*, sample};
    /// # let (report, settings) = (sample::report(), sample::settings());
    /// # let mut ledger = Ledger::new(&report, &settings);
    /// # let at = sample::place("36 readings");
    /// ledger.judge(Outcome::Contradicted, at, |draft| {
    ///     draft.message("24 + 11 is 35; printed 36".into());
    /// });
    /// # assert_eq!(ledger.close().0[0].message, "24 + 11 is 35; printed 36");
    /// ```
    pub fn message(&mut self, message: String) -> &mut Self {
        self.entry.message = message;
        self
    }

    /// A line of the derivation.
    ///
    /// ```
    /// # use crossfoot_kit::{prelude::*, sample};
    /// # let (report, settings) = (sample::report(), sample::settings());
    /// # let mut ledger = Ledger::new(&report, &settings);
    /// # let at = sample::place("36 readings");
    /// ledger.judge(Outcome::Contradicted, at, |draft| {
    ///     draft.step("24 wet readings".into()).step("and 11 dry ones are 35".into());
    /// });
    /// # assert_eq!(ledger.close().0[0].derivation.len(), 2);
    /// ```
    pub fn step(&mut self, step: String) -> &mut Self {
        self.entry.derivation.push(step);
        self
    }

    /// A number that takes part.
    ///
    /// It counts as tested, so that `crossfoot ledger` does not list it among those
    /// that nothing tests.
    ///
    /// ```
    /// # use crossfoot_kit::{prelude::*, sample};
    /// # let (report, settings) = (sample::report(), sample::settings());
    /// # let mut ledger = Ledger::new(&report, &settings);
    /// # let at = sample::place("36 readings");
    /// let total = sample::number("36 readings");
    /// ledger.judge(Outcome::Holds, at, |draft| {
    ///     draft.number(&report, total, "total");
    /// });
    /// # assert_eq!(ledger.close().0[0].operands[0].quantity, Some(total));
    /// ```
    pub fn number(&mut self, report: &Report, index: u32, role: &str) -> &mut Self {
        if let Some(quantity) = report.quantity(index) {
            self.entry.operands.push(Operand { quantity: Some(index), at: quantity.at, role: role.into() });
        }
        self
    }

    /// Something else that takes part: a verdict, a list, a row.
    ///
    /// ```
    /// # use crossfoot_kit::{prelude::*, sample};
    /// # let (report, settings) = (sample::report(), sample::settings());
    /// # let mut ledger = Ledger::new(&report, &settings);
    /// let verdict = sample::place("FAIL");
    /// ledger.judge(Outcome::Holds, verdict, |draft| {
    ///     draft.part(verdict, "verdict");
    /// });
    /// # assert_eq!(ledger.close().0[0].operands[0].quantity, None);
    /// ```
    pub fn part(&mut self, at: Span, role: &str) -> &mut Self {
        self.entry.operands.push(Operand { quantity: None, at, role: role.into() });
        self
    }

    /// Another place that bears on it.
    ///
    /// ```
    /// # use crossfoot_kit::{prelude::*, sample};
    /// # let (report, settings) = (sample::report(), sample::settings());
    /// # let mut ledger = Ledger::new(&report, &settings);
    /// # let at = sample::place("75%");
    /// ledger.judge(Outcome::Contradicted, at, |draft| {
    ///     draft.related(sample::place("P3"), "the pump that did not pass".into());
    /// });
    /// # assert_eq!(ledger.close().0[0].related.len(), 1);
    /// ```
    pub fn related(&mut self, at: Span, message: String) -> &mut Self {
        self.entry.related.push(Remark { at, message });
        self
    }

    /// What is claimed, in words that stay the same when the text moves. If a
    /// rule says nothing, it is the text at the entry's place.
    ///
    /// Baselines know a finding by it.
    ///
    /// ```
    /// # use crossfoot_kit::{prelude::*, sample};
    /// # let (report, settings) = (sample::report(), sample::settings());
    /// # let mut ledger = Ledger::new(&report, &settings);
    /// # let at = sample::place("75%");
    /// ledger.judge(Outcome::Contradicted, at, |draft| {
    ///     draft.claim("75% of pumps passed".into());
    /// });
    /// # assert_eq!(ledger.close().0[0].claim, "75% of pumps passed");
    /// ```
    pub fn claim(&mut self, claim: String) -> &mut Self {
        self.entry.claim = claim;
        self
    }

    /// The number that is thought to be wrong. Findings that blame the same
    /// figure become one.
    ///
    /// ```
    /// # use crossfoot_kit::{prelude::*, sample};
    /// # let (report, settings) = (sample::report(), sample::settings());
    /// # let mut ledger = Ledger::new(&report, &settings);
    /// let total = sample::number("36 readings");
    /// let at = report.quantity(total).unwrap().at;
    /// ledger.judge(Outcome::Contradicted, at, |draft| {
    ///     draft.number(&report, total, "total").blame(total);
    /// });
    /// // The log says 36 readings again.
    /// # let (entries, _) = ledger.close();
    /// assert_eq!(entries[0].related[0].message, "the same figure again");
    /// ```
    pub fn blame(&mut self, index: u32) -> &mut Self {
        self.blamed = Some(index);
        self
    }

    /// An edit that would mend it.
    ///
    /// `safe` is for edits that leave the meaning as its author had it.
    ///
    /// ```
    /// # use crossfoot_kit::{prelude::*, sample};
    /// # let (report, settings) = (sample::report(), sample::settings());
    /// # let mut ledger = Ledger::new(&report, &settings);
    /// # let total = report.quantity(sample::number("36 readings")).unwrap().at;
    /// ledger.judge(Outcome::Contradicted, total, |draft| {
    ///     draft.fix("write 35".into(), false, vec![(total, "35".into())]);
    /// });
    /// # assert_eq!(ledger.close().0[0].fixes[0].edits[0].text, "35");
    /// ```
    pub fn fix(&mut self, title: String, safe: bool, edits: Vec<(Span, String)>) -> &mut Self {
        let applicability = if safe { Applicability::Safe } else { Applicability::Maybe };
        let edits = edits.into_iter().map(|(at, text)| Edit { at, text }).collect();
        self.entry.fixes.push(Fix { title, applicability, edits });
        self
    }
}

/// A line may be as long as the report, and tell of thousands of relations.
const LONGEST_CLAIM: usize = 320;

/// As much of a statement as a claim repeats.
fn begin(text: &str) -> &str {
    text.get(..text.floor_char_boundary(LONGEST_CLAIM)).unwrap_or(text)
}

/// Words with single blanks, without marks of emphasis.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let word = word.trim_matches(|sign| matches!(sign, '*' | '_' | '`' | '|'));
        if !plain.is_empty() && !word.is_empty() {
            plain.push(' ');
        }
        plain.push_str(word);
    }
    plain
}
