//! GitLab's code quality report.

use serde::Serialize;

use crate::ledger::{Finding, Outcome, Severity, fingerprint};

use super::clean;
use super::json::pretty;

#[derive(Serialize)]
struct Issue<'a> {
    /// GitLab does not ask for this and the categories; other readers of Code
    /// Climate's format do.
    r#type: &'static str,
    categories: [&'static str; 1],
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Place,
}

#[derive(Serialize)]
struct Place {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

pub fn gitlab(outcome: &Outcome) -> String {
    let counted = outcome.findings.iter().filter(|finding| finding.suppressed.is_none());
    pretty(&counted.map(issue).collect::<Vec<_>>())
}

fn issue(finding: &Finding) -> Issue<'_> {
    let path = finding.path.replace('\\', "/");
    Issue {
        r#type: "issue",
        categories: ["Bug Risk"],
        description: format!("{} {}: {}", finding.code, finding.rule, clean(&finding.message)),
        check_name: &finding.rule,
        // GitLab wants one for each place; the claim alone may stand in several reports.
        fingerprint: fingerprint(&finding.fingerprint, &path),
        severity: match finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Info => "info",
        },
        location: Place {
            path: path.strip_prefix("./").unwrap_or(&path).to_owned(),
            lines: Lines { begin: finding.range.start.line, end: finding.range.end.line },
        },
    }
}
