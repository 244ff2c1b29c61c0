//! GitHub's workflow commands: an annotation for each finding.

use crate::ledger::{Fault, Finding, Outcome, Severity};

use super::clean;

pub fn github(outcome: &Outcome) -> String {
    let findings = outcome.findings.iter().filter(|finding| finding.suppressed.is_none()).map(annotation);
    let faults = outcome.faults.iter().map(fault);
    findings.chain(faults).collect()
}

fn annotation(finding: &Finding) -> String {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let (start, end) = (finding.range.start, finding.range.end);
    let mut place = format!("file={},line={},endLine={}", property(&finding.path), start.line, end.line);
    // Columns are understood within one line only.
    if start.line == end.line {
        place.push_str(&format!(",col={},endColumn={}", start.column, end.column));
    }
    let mut lines = vec![finding.message.as_str()];
    lines.extend(finding.derivation.iter().map(String::as_str));
    let heirs = super::text::heirs(finding);
    lines.extend(heirs.as_deref());
    let text: Vec<String> = lines.into_iter().map(data).collect();
    let title = property(&format!("{} {}", finding.code, finding.rule));
    format!("::{command} {place},title={title}::{}\n", text.join("%0A"))
}

fn fault(fault: &Fault) -> String {
    let file = fault.path.as_ref().map(|path| format!("file={},", property(path))).unwrap_or_default();
    let title = property(&format!("crossfoot could not check: {}", fault.kind.name()));
    let who = fault.analyzer.as_ref().map(|name| format!("{}: ", data(name))).unwrap_or_default();
    format!("::error {file}title={title}::{who}{}\n", data(&fault.message))
}

/// Nothing that a report says may end the command or begin another.
fn data(text: &str) -> String {
    clean(text).replace('%', "%25")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
