//! All that one run found, before anyone decides what of it to show.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Excerpt, Fault, Finding, RuleInfo, Severity, Tally};
use crate::report::{Range, Span};

/// An analyzer that took part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnalyzerInfo {
    pub name: String,
    pub version: String,
    pub sha256: String,
    pub rules: Arc<[RuleInfo]>,
}

/// A comment of a report that speaks to crossfoot: `<!-- crossfoot-… -->`.
/// What it says is read by the policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directive {
    /// Between the comment's marks, trimmed: `crossfoot-ignore XF301: why`.
    pub text: String,
    pub range: Range,
    /// The block that follows the comment; none at the end of the report.
    pub next: Option<Span>,
    pub excerpt: Excerpt,
}

/// Findings by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    pub error: u32,
    pub warning: u32,
    pub info: u32,
}

impl Count {
    pub fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.error += 1,
            Severity::Warning => self.warning += 1,
            Severity::Info => self.info += 1,
        }
    }

    pub const fn total(self) -> u32 {
        self.error + self.warning + self.info
    }

    /// How many stand at a severity or above it.
    pub const fn at_least(self, severity: Severity) -> u32 {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.error + self.warning,
            Severity::Info => self.total(),
        }
    }
}

/// The promised counts: suppressed findings are counted apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    pub reports: u32,
    pub relations: Tally,
    pub findings: Count,
    pub inherited: u32,
    pub suppressed: u32,
    pub faults: u32,
}

/// What a check yields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    pub analyzers: Vec<AnalyzerInfo>,
    /// Every report that was checked, sorted.
    pub paths: Vec<String>,
    pub reports: u32,
    pub relations: Tally,
    /// Sorted by path, place and code.
    pub findings: Vec<Finding>,
    pub faults: Vec<Fault>,
    /// By path.
    pub directives: Vec<(String, Vec<Directive>)>,
    /// Findings that count and were left out of `findings` on request.
    pub withheld: Count,
    /// Whether the findings were compared with a baseline.
    pub compared: bool,
}

impl Outcome {
    pub fn summary(&self) -> Summary {
        let mut summary = Summary {
            reports: self.reports,
            relations: self.relations,
            findings: self.withheld,
            faults: self.faults.len() as u32,
            ..Summary::default()
        };
        for finding in &self.findings {
            if finding.suppressed.is_some() {
                summary.suppressed += 1;
                continue;
            }
            summary.findings.add(finding.severity);
            summary.inherited += finding.inherited.len() as u32;
        }
        summary
    }
}
