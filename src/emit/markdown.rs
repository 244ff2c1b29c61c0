//! Markdown for a comment on a pull request, and for a step's summary.

use std::fmt::Write;

use crate::ledger::{Fault, Finding, Outcome, Severity};

use super::clean;
use super::text::{count_words, heirs, summary_line};

/// A comment holds 65,536 characters; a row is well under a thousand.
const MOST_ROWS: usize = 50;
const LONGEST_CELL: usize = 600;

pub fn markdown(outcome: &Outcome) -> String {
    let mut out = format!("### crossfoot: {}\n\n", count_words(outcome.summary().findings));
    let mut findings: Vec<&Finding> =
        outcome.findings.iter().filter(|one| one.suppressed.is_none()).collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    if !findings.is_empty() {
        out.push_str("| | Where | What |\n|---|---|---|\n");
        findings.iter().take(MOST_ROWS).for_each(|finding| row(finding, &mut out));
        if let Some(more) = findings.len().checked_sub(MOST_ROWS).filter(|more| *more > 0) {
            let _ = write!(out, "\n… and {more} more.\n");
        }
        out.push('\n');
    }
    if !outcome.faults.is_empty() {
        out.push_str("**Not everything could be checked:**\n\n");
        outcome.faults.iter().take(MOST_ROWS).for_each(|one| fault(one, &mut out));
        out.push('\n');
    }
    let _ = writeln!(out, "{}", plain(&summary_line(outcome)));
    out
}

fn row(finding: &Finding, out: &mut String) {
    let severity = match finding.severity {
        Severity::Error => "❌ error",
        Severity::Warning => "⚠️ warning",
        Severity::Info => "info",
    };
    let mut what = format!("**{}** {}", plain(&finding.code), plain(&finding.message));
    for line in &finding.derivation {
        let _ = write!(what, "<br>{}", plain(line));
    }
    if let Some(heirs) = heirs(finding) {
        let _ = write!(what, "<br>{heirs}");
    }
    let _ = writeln!(
        out,
        "| {severity} | <code>{}:{}</code> | {what} |",
        plain(&finding.path),
        finding.range.start.line
    );
}

fn fault(fault: &Fault, out: &mut String) {
    let parts = [&fault.path, &fault.analyzer].into_iter().flatten();
    let who: String = parts.map(|part| format!("<code>{}</code>: ", plain(part))).collect();
    let _ = writeln!(out, "- {}: {who}{}", fault.kind.name(), plain(&fault.message));
}

/// Text that stays text: no markup, no table cell ended, nobody mentioned.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for (index, character) in clean(text).chars().enumerate() {
        if index == LONGEST_CELL {
            out.push('…');
            break;
        }
        match character {
            // Services look for names behind this sign after the markup is read.
            '@' => out.push_str("<span>@</span>"),
            '&' | '<' | '>' | '|' | '`' | '*' | '_' | '[' | ']' | '\\' | '~' | '#' | '!' | '$' => {
                let _ = write!(out, "&#{};", u32::from(character));
            }
            other => out.push(other),
        }
    }
    out
}
