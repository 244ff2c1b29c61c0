//! From what a report says, and what the series says about it, to diagnostics.

use lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString,
    Range, Uri,
};
use serde_json::json;

use super::encoding::Encoding;
use super::reading::Reading;
use super::series::{Around, Shown};
use crate::emit::clean;
use crate::ledger::{Fault, Finding, Severity};
use crate::report;

pub const SOURCE: &str = "crossfoot";

/// The findings of a report. What the series said may be about an earlier
/// text: its places are moved along, until the series has been asked again.
pub fn merge(reading: &Reading, around: Option<&Around>) -> Vec<Shown> {
    let Some(around) = around else {
        return reading.findings.iter().cloned().map(alone).collect();
    };
    let own = reading.findings.iter().filter(|finding| !around.handed_down.contains(&finding.fingerprint));
    let own = own.cloned().map(|finding| Shown {
        elsewhere: around.heirs.get(&finding.fingerprint).cloned().unwrap_or_default(),
        finding,
    });
    let moved = Moved::between(&around.text, &reading.text);
    let series = around.findings.iter().filter(|_| reading.setup.covers(&reading.judged.path));
    let mut shown: Vec<Shown> = own.chain(series.cloned().map(|shown| moved.shown(shown))).collect();
    shown.sort_by(|one, other| key(&one.finding).cmp(&key(&other.finding)));
    shown
}

fn key(finding: &Finding) -> impl Ord + '_ {
    let Finding { range, code, message, .. } = finding;
    (range.start.offset, range.end.offset, code, message)
}

fn alone(finding: Finding) -> Shown {
    Shown { finding, elsewhere: Vec::new() }
}

/// How places move from one text to another, which differ in one stretch.
struct Moved {
    /// Up to here, and from there on, the texts are the same.
    before: u32,
    behind: u32,
    by: i64,
}

impl Moved {
    fn between(old: &str, new: &str) -> Self {
        let before = old.bytes().zip(new.bytes()).take_while(|(one, other)| one == other).count();
        let room = old.len().min(new.len()) - before;
        let behind = old.bytes().rev().zip(new.bytes().rev()).take(room);
        let behind = behind.take_while(|(one, other)| one == other).count();
        Moved {
            before: before as u32,
            behind: (old.len() - behind) as u32,
            by: new.len() as i64 - old.len() as i64,
        }
    }

    fn shown(&self, mut shown: Shown) -> Shown {
        let finding = &mut shown.finding;
        if self.before == self.behind && self.by == 0 {
            return shown;
        }
        finding.range = self.range(finding.range);
        finding.related.iter_mut().for_each(|related| related.range = self.range(related.range));
        // A fix was thought out for the old text.
        finding.fixes.clear();
        shown
    }

    fn range(&self, range: report::Range) -> report::Range {
        let mut range = range;
        range.start.offset = self.offset(range.start.offset);
        range.end.offset = self.offset(range.end.offset).max(range.start.offset);
        range
    }

    fn offset(&self, offset: u32) -> u32 {
        if offset >= self.behind {
            u32::try_from(i64::from(offset) + self.by).unwrap_or(0)
        } else {
            offset.min(self.before)
        }
    }
}

pub fn diagnostics(reading: &Reading, shown: &[Shown], uri: &Uri, encoding: Encoding) -> Vec<Diagnostic> {
    let faults = reading.faults.iter().map(of_fault);
    faults.chain(shown.iter().map(|shown| diagnostic(reading, shown, uri, encoding))).collect()
}

fn diagnostic(reading: &Reading, shown: &Shown, uri: &Uri, encoding: Encoding) -> Diagnostic {
    let lines = &reading.judged.judgement.lines;
    let finding = &shown.finding;
    let page = reading.setup.pages.get(&finding.code).and_then(|page| page.parse().ok());
    let here = finding.related.iter().filter(|related| related.path == finding.path);
    let here = here.map(|related| DiagnosticRelatedInformation {
        location: Location { uri: uri.clone(), range: encoding.range(lines, related.range) },
        message: related.message.clone(),
    });
    let related: Vec<_> = here.chain(shown.elsewhere.iter().cloned()).collect();
    Diagnostic {
        range: encoding.range(lines, finding.range),
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(finding.code.clone())),
        code_description: page.map(|href| CodeDescription { href }),
        source: Some(SOURCE.into()),
        message: finding.message.clone(),
        related_information: (!related.is_empty()).then_some(related),
        tags: None,
        data: Some(json!({ "fingerprint": finding.fingerprint })),
    }
}

/// A fault is never silence: what nobody could judge is told at the top.
fn of_fault(fault: &Fault) -> Diagnostic {
    let who = fault.analyzer.as_ref().map(|name| format!("analyzer {}: ", clean(name))).unwrap_or_default();
    Diagnostic {
        range: Range::default(),
        severity: Some(DiagnosticSeverity::WARNING),
        code: Some(NumberOrString::String(fault.kind.name().into())),
        source: Some(SOURCE.into()),
        message: format!("{who}{}", clean(&fault.message)),
        ..Diagnostic::default()
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_move_with_the_text_around_them() {
        let cases = [
            ("abc 94 rounds", "abc x 94 rounds", 4, 6),
            ("abc 94 rounds", "94 rounds", 4, 0),
            ("abc 94 rounds tail", "abc 94 rounds", 4, 4),
            ("abc 94", "abc 95", 5, 5),
            ("same", "same", 2, 2),
        ];
        for (old, new, offset, expected) in cases {
            assert_eq!(Moved::between(old, new).offset(offset), expected, "{old:?} {new:?}");
        }
    }
}
