//! `crossfoot rules`: what can be found, a line each.

use clap::Args;

use super::load::AnalyzerArgs;
use super::{Verdict, say};
use crate::ledger::Severity;

#[derive(Debug, Args)]
pub struct Rules {
    #[command(flatten)]
    analyzers: AnalyzerArgs,
}

impl Rules {
    pub fn run(self) -> Verdict {
        let opened = match self.analyzers.open(&[]) {
            Ok(opened) => opened,
            Err(verdict) => return verdict,
        };
        let faults = &opened.faults;
        let mut text = String::new();
        for rule in opened.rules() {
            let severity = match rule.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "info",
            };
            let summary = summary(&rule.explanation);
            text.push_str(&format!("{:<8} {:<8} {:<28} {summary}\n", rule.code, severity, rule.name));
        }
        faults.iter().for_each(say::fault);
        match say::result(text.as_bytes()) {
            Ok(()) if faults.is_empty() => Verdict::Clean,
            _ => Verdict::Fault,
        }
    }
}

/// The first sentence of an explanation, behind its title.
fn summary(explanation: &str) -> &str {
    explanation.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or("")
}
