//! Where rules write down what they have judged.

use crate::bindings::{
    Applicability, Detail, Edit, Entry, Fix, Operand, Remark, Rounding, Settings, Severity, Span, Status,
    Tally,
};
use crate::report::Report;
use crate::value::Outcome;

/// The entries of one report on their way to the host.
///
/// Describing an entry costs something; a rule hands over a closure that does
/// it, which is called only if the entry will be shown.
pub struct Ledger<'r> {
    report: &'r Report,
    settings: &'r Settings,
    rule: u32,
    severity: Severity,
    drafts: Vec<Draft>,
    unlisted: Tally,
}

/// An entry while its rule describes it.
pub struct Draft {
    entry: Entry,
    blamed: Option<u32>,
}

impl<'r> Ledger<'r> {
    pub fn new(report: &'r Report, settings: &'r Settings) -> Self {
        let unlisted = Tally { holds: 0, undecided: 0 };
        Self { report, settings, rule: 0, severity: Severity::Error, drafts: Vec::new(), unlisted }
    }

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
    pub fn judge(&mut self, outcome: Outcome, at: Span, describe: impl FnOnce(&mut Draft)) {
        let nearest = self.settings.rounding == Rounding::Nearest;
        match outcome {
            Outcome::Contradicted => self.write(Status::Contradicted, Some(self.severity), at, describe),
            Outcome::HoldsByHabit if nearest => {
                self.write(Status::Contradicted, Some(Severity::Warning), at, |draft| {
                    describe(draft);
                    draft.step("it holds only if a number was cut off instead of rounded".into());
                });
            }
            Outcome::HoldsByHabit => self.write(Status::Holds, None, at, |draft| {
                describe(draft);
                draft.step("it holds because a number was cut off instead of rounded".into());
            }),
            Outcome::Holds => self.write(Status::Holds, None, at, describe),
            Outcome::Undecided => self.write(Status::Undecided, None, at, describe),
        }
    }

    /// Writes an entry down with a status and severity of the rule's choice.
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
            draft.entry.claim = plain(self.report.text(at));
        }
        self.drafts.push(draft);
    }

    /// Closes the book: one defect stays one finding.
    pub(crate) fn close(mut self) -> (Vec<Entry>, Tally) {
        self.merge();
        self.relate_restatements();
        (self.drafts.into_iter().map(|draft| draft.entry).collect(), self.unlisted)
    }

    /// Of findings that blame the same figure, printed in one place or in
    /// several, the first stays; the others stay in the ledger and become its
    /// related places.
    fn merge(&mut self) {
        for index in 1..self.drafts.len() {
            let (before, rest) = self.drafts.split_at_mut(index);
            let Some(draft) = rest.first_mut() else { continue };
            let (Some(severity), Some(blamed)) = (draft.entry.finding, draft.blamed) else { continue };
            let root = before.iter_mut().find(|other| {
                other.entry.finding.is_some_and(|found| found >= severity)
                    && other.blamed.is_some_and(|other| restates(self.report, other, blamed))
            });
            let Some(root) = root else { continue };
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
        for draft in &mut self.drafts {
            let (Some(_), Some(blamed)) = (draft.entry.finding, draft.blamed) else { continue };
            for (index, quantity) in self.report.quantities().iter().enumerate() {
                let entry = &mut draft.entry;
                let known = (entry.at.start <= quantity.at.start && quantity.at.end <= entry.at.end)
                    || entry.operands.iter().any(|operand| operand.at == quantity.at)
                    || entry.related.iter().any(|remark| {
                        remark.at.start <= quantity.at.start && quantity.at.end <= remark.at.end
                    });
                if !known && restates(self.report, blamed, index as u32) {
                    entry.related.push(Remark { at: quantity.at, message: "the same figure again".into() });
                }
            }
        }
    }
}

/// Whether two places print the same figure of the same thing.
fn restates(report: &Report, one: u32, other: u32) -> bool {
    if one == other {
        return true;
    }
    let (Some(a), Some(b)) = (report.quantity(one), report.quantity(other)) else { return false };
    let head = |index: u32| report.names(index).last().map(|word| word.concept);
    a.mantissa == b.mantissa && a.exponent == b.exponent && head(one).is_some() && head(one) == head(other)
}

impl Draft {
    /// The sum, in one line.
    pub fn message(&mut self, message: String) -> &mut Self {
        self.entry.message = message;
        self
    }

    /// A line of the derivation.
    pub fn step(&mut self, step: String) -> &mut Self {
        self.entry.derivation.push(step);
        self
    }

    /// A number that takes part.
    pub fn number(&mut self, report: &Report, index: u32, role: &str) -> &mut Self {
        if let Some(quantity) = report.quantity(index) {
            self.entry.operands.push(Operand { quantity: Some(index), at: quantity.at, role: role.into() });
        }
        self
    }

    /// Something else that takes part: a verdict, a list, a row.
    pub fn part(&mut self, at: Span, role: &str) -> &mut Self {
        self.entry.operands.push(Operand { quantity: None, at, role: role.into() });
        self
    }

    /// Another place that bears on it.
    pub fn related(&mut self, at: Span, message: String) -> &mut Self {
        self.entry.related.push(Remark { at, message });
        self
    }

    /// What is claimed, in words that stay the same when the text moves. If a
    /// rule says nothing, it is the text at the entry's place.
    pub fn claim(&mut self, claim: String) -> &mut Self {
        self.entry.claim = claim;
        self
    }

    /// The number that is thought to be wrong. Findings that blame the same
    /// figure become one.
    pub fn blame(&mut self, index: u32) -> &mut Self {
        self.blamed = Some(index);
        self
    }

    /// An edit that would mend it.
    pub fn fix(&mut self, title: String, safe: bool, edits: Vec<(Span, String)>) -> &mut Self {
        let applicability = if safe { Applicability::Safe } else { Applicability::Maybe };
        let edits = edits.into_iter().map(|(at, text)| Edit { at, text }).collect();
        self.entry.fixes.push(Fix { title, applicability, edits });
        self
    }
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
