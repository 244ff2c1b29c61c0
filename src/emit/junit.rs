//! JUnit XML, for services that know nothing but tests: a suite a report, a
//! case a finding, and one case that passes for a report without any.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::ledger::{Fault, Finding, Outcome, Severity};

use super::clean;

#[derive(Default)]
struct Suite<'a> {
    findings: Vec<&'a Finding>,
    faults: Vec<&'a Fault>,
}

pub fn junit(outcome: &Outcome) -> String {
    let mut suites: BTreeMap<&str, Suite<'_>> = BTreeMap::new();
    for path in &outcome.paths {
        suites.entry(path).or_default();
    }
    for finding in &outcome.findings {
        suites.entry(&finding.path).or_default().findings.push(finding);
    }
    for fault in &outcome.faults {
        suites.entry(fault.path.as_deref().unwrap_or("crossfoot")).or_default().faults.push(fault);
    }
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let all = suites
        .values()
        .map(Suite::counts)
        .fold([0; 4], |sum, one| std::array::from_fn(|at| sum[at] + one[at]));
    let _ = writeln!(out, "<testsuites name=\"crossfoot\" {}>", attributes(all));
    for (path, suite) in &suites {
        suite.write(path, &mut out);
    }
    out.push_str("</testsuites>\n");
    out
}

fn attributes([tests, failures, errors, skipped]: [usize; 4]) -> String {
    format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\" time=\"0\"")
}

impl Suite<'_> {
    fn counts(&self) -> [usize; 4] {
        let skipped = self.findings.iter().filter(|finding| finding.suppressed.is_some()).count();
        let failures = self.findings.iter().filter(|finding| fails(finding)).count();
        let errors = self.faults.len();
        [(self.findings.len() + errors).max(1), failures, errors, skipped]
    }

    fn write(&self, path: &str, out: &mut String) {
        let path = xml(path);
        let name = path.as_str();
        let _ = writeln!(out, "  <testsuite name=\"{name}\" {}>", attributes(self.counts()));
        if self.findings.is_empty() && self.faults.is_empty() {
            let _ = writeln!(out, "    <testcase classname=\"{name}\" name=\"no findings\" time=\"0\"/>");
        }
        for finding in &self.findings {
            case(name, finding, out);
        }
        for fault in &self.faults {
            let kind = fault.kind.name();
            let who = fault.analyzer.as_deref().unwrap_or("crossfoot");
            let message = xml(&format!("{who}: {}", fault.message));
            let _ = writeln!(
                out,
                "    <testcase classname=\"{name}\" name=\"fault: {kind}\" time=\"0\">\n      \
                 <error type=\"{kind}\" message=\"{message}\"/>\n    </testcase>"
            );
        }
        out.push_str("  </testsuite>\n");
    }
}

fn fails(finding: &Finding) -> bool {
    finding.suppressed.is_none() && finding.severity > Severity::Info
}

fn case(class: &str, finding: &Finding, out: &mut String) {
    let start = finding.range.start;
    let title = xml(&format!("{} {} at {}:{}", finding.code, finding.rule, start.line, start.column));
    let message = xml(&finding.message);
    let mut lines = vec![format!("{}:{}:{}: {}", class, start.line, start.column, message)];
    lines.extend(finding.derivation.iter().map(|line| xml(line)));
    lines.extend(super::text::heirs(finding).as_deref().map(xml));
    let body = lines.join("\n");
    let inner = match &finding.suppressed {
        Some(suppressed) => format!("<skipped message=\"{}\"/>", xml(&suppressed.reason)),
        None if fails(finding) => {
            let kind = if finding.severity == Severity::Error { "error" } else { "warning" };
            format!("<failure type=\"{kind}\" message=\"{message}\">{body}</failure>")
        }
        None => format!("<system-out>{body}</system-out>"),
    };
    let _ = writeln!(
        out,
        "    <testcase classname=\"{class}\" name=\"{title}\" time=\"0\">\n      {inner}\n    </testcase>"
    );
}

/// Characters that XML cannot hold at all are gone after `clean`, save two.
fn xml(text: &str) -> String {
    let clean = clean(text);
    let mut out = String::with_capacity(clean.len());
    for character in clean.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            other => out.push(other),
        }
    }
    out
}
