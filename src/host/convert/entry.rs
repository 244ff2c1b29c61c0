//! One relation, judged, as a guest gives it.

use super::super::Limits;
use super::super::bindings as wit;
use super::super::fault::RunFault;
use super::Bounds;
use super::text::{is_hostile, line};
use crate::ledger::{Applicability, Edit, Entry, Fix, Operand, Remark, Severity, Status};
use crate::report::Span;

const MOST_LINES: usize = 200;
const MOST_FIXES: usize = 16;

/// What spans point into: a text at hand, or one of which only the length is
/// known.
pub(super) enum Source<'a> {
    Text { text: &'a str, quantities: usize },
    Length(u32),
}

/// What an answer may still take.
pub(super) struct Purse {
    rules: usize,
    findings: u64,
    most_findings: u64,
    bytes: u64,
    most_bytes: u64,
}

impl RunFault {
    pub(super) fn about(self, place: &str) -> Self {
        RunFault { kind: self.kind, message: format!("{} ({place})", self.message) }
    }
}

impl Purse {
    pub fn new(bounds: &Bounds<'_>) -> Self {
        Purse {
            rules: bounds.rules,
            findings: 0,
            most_findings: bounds.budget.findings,
            bytes: 0,
            most_bytes: bounds.budget.output,
        }
    }

    pub fn spend(&mut self, bytes: usize) -> Result<(), RunFault> {
        self.bytes = self.bytes.saturating_add(bytes as u64);
        if self.bytes > self.most_bytes {
            return Err(RunFault::too_large(format!(
                "its answer has more than the {} bytes allowed",
                self.most_bytes
            )));
        }
        Ok(())
    }

    /// A string for people, of one line.
    fn text(&mut self, text: &str) -> Result<String, RunFault> {
        if text.len() > Limits::STRING_BYTES {
            return Err(RunFault::too_large(format!(
                "a text of its answer has {} bytes; {} are allowed",
                text.len(),
                Limits::STRING_BYTES
            )));
        }
        // What has to be written out takes more room than it had.
        let line = line(text);
        self.spend(line.len())?;
        Ok(line)
    }

    pub fn remark(&mut self, at: wit::Span, message: &str, source: &Source<'_>) -> Result<Remark, RunFault> {
        self.spend(size_of::<Remark>())?;
        Ok(Remark { at: source.span(at)?, message: self.text(message)? })
    }

    fn rule(&self, rule: u32) -> Result<u32, RunFault> {
        match rule as usize {
            index if index < self.rules => Ok(rule),
            _ => Err(RunFault::violation(format!("it names rule {rule} and has {}", self.rules))),
        }
    }

    fn finding(&mut self, status: Status, severity: Option<Severity>) -> Result<(), RunFault> {
        if severity.is_none() {
            return Ok(());
        }
        if status == Status::Holds {
            return Err(RunFault::violation("it makes a finding of a relation that holds"));
        }
        self.findings += 1;
        if self.findings > self.most_findings {
            return Err(RunFault::too_large(format!(
                "it has more than the {} findings allowed",
                self.most_findings
            )));
        }
        Ok(())
    }
}

impl Source<'_> {
    /// Ordered, inside the text, and not inside a character.
    pub fn span(&self, span: wit::Span) -> Result<Span, RunFault> {
        let (start, end) = (span.start as usize, span.end as usize);
        let place = || format!("it points at bytes {start} to {end}");
        if start > end {
            return Err(RunFault::violation(format!("{}, which is backwards", place())));
        }
        let length = match self {
            Source::Text { text, .. } => text.len(),
            Source::Length(length) => *length as usize,
        };
        if end > length {
            return Err(RunFault::violation(format!("{} of a text of {length}", place())));
        }
        if let Source::Text { text, .. } = self
            && !(text.is_char_boundary(start) && text.is_char_boundary(end))
        {
            return Err(RunFault::violation(format!("{}, inside a character", place())));
        }
        Ok(Span::new(span.start, span.end))
    }

    fn quantity(&self, quantity: Option<u32>) -> Result<Option<u32>, RunFault> {
        match (self, quantity) {
            (Source::Text { quantities, .. }, Some(index)) if index as usize >= *quantities => {
                Err(RunFault::violation(format!("it names quantity {index} and there are {quantities}")))
            }
            _ => Ok(quantity),
        }
    }
}

pub(super) fn entry(entry: wit::Entry, source: &Source<'_>, purse: &mut Purse) -> Result<Entry, RunFault> {
    purse.spend(size_of::<Entry>())?;
    let status = status(entry.status);
    let finding = entry.finding.map(severity);
    purse.finding(status, finding)?;
    if finding.is_some() && entry.message.trim().is_empty() {
        return Err(RunFault::violation("it has a finding without a message"));
    }
    if entry.derivation.len() > MOST_LINES || entry.fixes.len() > MOST_FIXES {
        return Err(RunFault::too_large(format!(
            "it has a derivation of {} lines and {} fixes; {MOST_LINES} and {MOST_FIXES} are allowed",
            entry.derivation.len(),
            entry.fixes.len()
        )));
    }
    Ok(Entry {
        rule: purse.rule(entry.rule)?,
        status,
        finding,
        at: source.span(entry.at)?,
        message: purse.text(&entry.message)?,
        derivation: entry.derivation.iter().map(|line| purse.text(line)).collect::<Result<_, _>>()?,
        operands: entry
            .operands
            .into_iter()
            .map(|part| operand(part, source, purse))
            .collect::<Result<_, _>>()?,
        related: entry
            .related
            .into_iter()
            .map(|remark| purse.remark(remark.at, &remark.message, source))
            .collect::<Result<_, _>>()?,
        fixes: entry.fixes.into_iter().map(|part| fix(part, source, purse)).collect::<Result<_, _>>()?,
        claim: purse.text(&entry.claim)?,
    })
}

fn operand(operand: wit::Operand, source: &Source<'_>, purse: &mut Purse) -> Result<Operand, RunFault> {
    purse.spend(size_of::<Operand>())?;
    Ok(Operand {
        quantity: source.quantity(operand.quantity)?,
        at: source.span(operand.at)?,
        role: purse.text(&operand.role)?,
    })
}

fn fix(fix: wit::Fix, source: &Source<'_>, purse: &mut Purse) -> Result<Fix, RunFault> {
    let edits = fix.edits.into_iter().map(|part| edit(part, source, purse));
    let mut edits: Vec<Edit> = edits.collect::<Result<_, _>>()?;
    edits.sort_by_key(|edit| edit.at);
    if edits.is_empty() {
        return Err(RunFault::violation("it has a fix that changes nothing"));
    }
    if edits
        .windows(2)
        .any(|pair| matches!(pair, [one, next] if next.at.start < one.at.end || next.at == one.at))
    {
        return Err(RunFault::violation("it has a fix whose edits overlap"));
    }
    Ok(Fix {
        title: purse.text(&fix.title)?,
        applicability: match fix.applicability {
            wit::Applicability::Safe => Applicability::Safe,
            wit::Applicability::Maybe => Applicability::Maybe,
        },
        edits,
    })
}

/// What is written into a person's file is refused, not cleaned.
fn edit(edit: wit::Edit, source: &Source<'_>, purse: &mut Purse) -> Result<Edit, RunFault> {
    if edit.text.chars().any(|at| is_hostile(at) && at != '\n' && at != '\t') {
        return Err(RunFault::violation("it would write control characters into a report"));
    }
    purse.spend(size_of::<Edit>() + edit.text.len())?;
    Ok(Edit { at: source.span(edit.at)?, text: edit.text })
}

fn status(status: wit::Status) -> Status {
    match status {
        wit::Status::Holds => Status::Holds,
        wit::Status::Contradicted => Status::Contradicted,
        wit::Status::Undecided => Status::Undecided,
    }
}

pub(super) fn severity(severity: wit::Severity) -> Severity {
    match severity {
        wit::Severity::Info => Severity::Info,
        wit::Severity::Warning => Severity::Warning,
        wit::Severity::Error => Severity::Error,
    }
}
