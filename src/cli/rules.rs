//! `crossfoot rules`: what can be found, a line each.

use clap::Args;

use super::load::AnalyzerArgs;
use super::{Verdict, say};
use crate::ledger::{Severity, brief};

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
            let summary = brief(&rule.explanation);
            text.push_str(&format!("{:<8} {:<8} {:<28} {summary}\n", rule.code, severity, rule.name));
        }
        faults.iter().for_each(say::fault);
        match say::result(text.as_bytes()) {
            Ok(()) if faults.is_empty() => Verdict::Clean,
            _ => Verdict::Fault,
        }
    }
}
