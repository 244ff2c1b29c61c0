//! What of an outcome is shown, and whether it fails a check: selection,
//! severities, suppressions, the baseline.
//!
//! This room is pure. It changes how findings are shown and never what was
//! found: a silenced finding stays in the outcome, marked with who silenced
//! it and why. Only what was not asked for (`select`, `only`) is left out.

mod baseline;
mod fix;
mod paths;
mod selection;
mod suppress;

use std::collections::BTreeSet;

pub use baseline::{Baseline, Known};
pub use fix::{Fixed, fix, fixes};
pub use paths::{Place, Together, relative};
pub use selection::Selection;

use crate::config::{Config, FailOn};
use crate::ledger::{Fault, Finding, Heir, Outcome, Related, RuleInfo, Severity};

/// What the command line adds to a config.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// Replaces the config's, unless empty.
    pub select: Vec<String>,
    /// Adds to the config's.
    pub ignore: Vec<String>,
    pub fail_on: Option<FailOn>,
    pub max_findings: Option<usize>,
    /// Show findings of these reports alone; paths as in the outcome.
    pub only: Option<BTreeSet<String>>,
}

#[derive(Clone, Debug, Default)]
pub struct Policy {
    pub selection: Selection,
    pub fail_on: FailOn,
    pub max_findings: Option<usize>,
    pub only: Option<BTreeSet<String>>,
    pub baseline: Option<Baseline>,
    pub place: Place,
    pub together: Together,
}

/// What applying a policy brings to light beside the findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Entries of the baseline that no longer occur.
    pub stale: Vec<Known>,
}

impl Policy {
    /// The faults name words that are no rule of these, nor one of our own.
    pub fn new(config: &Config, flags: &Flags, rules: &[RuleInfo]) -> (Policy, Vec<Fault>) {
        let (selection, faults) = Selection::new(config, flags, rules);
        let policy = Policy {
            selection,
            fail_on: flags.fail_on.unwrap_or(config.fail_on),
            max_findings: flags.max_findings,
            only: flags.only.clone(),
            baseline: None,
            place: Place::default(),
            together: Together::default(),
        };
        (policy, faults)
    }
}

/// Applies a policy. `gone` tells whether a report that the baseline names,
/// and that was not checked, no longer exists.
pub fn apply(outcome: &mut Outcome, policy: &Policy, gone: &dyn Fn(&str) -> bool) -> Shown {
    suppress::apply(outcome, policy);
    policy.selection.apply(outcome, &policy.place);
    let stale = match &policy.baseline {
        Some(baseline) => baseline.apply(outcome, policy, gone),
        None => Vec::new(),
    };
    if let Some(only) = &policy.only {
        narrow(outcome, only);
    }
    sort(&mut outcome.findings);
    if let Some(most) = policy.max_findings {
        withhold(outcome, most);
    }
    Shown { stale }
}

/// 0 nothing at or above the threshold, 1 findings, 2 a fault.
pub fn exit_code(outcome: &Outcome, fail_on: FailOn) -> u8 {
    if !outcome.faults.is_empty() {
        return 2;
    }
    let findings = outcome.summary().findings;
    fail_on.severity().map_or(0, |least| u8::from(findings.at_least(least) > 0))
}

/// The one order of findings, whatever order they were found in.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| order(a).cmp(&order(b)));
}

fn order(finding: &Finding) -> impl Ord + '_ {
    let Finding { path, range, code, message, fingerprint, .. } = finding;
    (path, range.start.offset, range.end.offset, code, message, fingerprint)
}

/// Findings of other reports are left out; one that a report asked for only
/// carries on is shown there, as a piece of news and not as its own fault.
fn narrow(outcome: &mut Outcome, only: &BTreeSet<String>) {
    let mut kept = Vec::with_capacity(outcome.findings.len());
    for finding in outcome.findings.drain(..) {
        if only.contains(&finding.path) {
            kept.push(finding);
            continue;
        }
        kept.extend(
            finding
                .inherited
                .iter()
                .filter(|heir| only.contains(&heir.path))
                .map(|heir| news(&finding, heir)),
        );
    }
    outcome.findings = kept;
}

/// What an heir is told: where it comes from. It keeps its own claim and its
/// own fixes; where it has none, it is known as its root is.
fn news(root: &Finding, heir: &Heir) -> Finding {
    let origin = Related {
        path: root.path.clone(),
        range: root.range,
        message: format!("it went wrong here: {}", root.message),
    };
    let own = heir.own.first();
    Finding {
        severity: Severity::Info,
        path: heir.path.clone(),
        range: heir.range,
        message: format!("inherited from {}: {}", root.path, root.message),
        related: std::iter::once(origin).chain(root.related.iter().cloned()).collect(),
        inherited: Vec::new(),
        taken_over: Vec::new(),
        fixes: heir.own.iter().flat_map(|own| own.fixes.clone()).collect(),
        claim: own.map_or(&root.claim, |own| &own.claim).clone(),
        fingerprint: own.map_or(&root.fingerprint, |own| &own.fingerprint).clone(),
        suppressed: heir.suppressed.clone().or_else(|| root.suppressed.clone()),
        excerpts: root.excerpts.iter().filter(|cut| cut.path != heir.path).cloned().collect(),
        ..root.clone()
    }
}

/// Whether a rule may speak across reports, so that what it finds depends on
/// which others are checked. What a stranger's rule does, nobody knows.
fn across_reports(code: &str) -> bool {
    code.starts_with("XF5") || !code.starts_with("XF")
}

/// Keeps the gravest findings, and counts the rest.
fn withhold(outcome: &mut Outcome, most: usize) {
    let mut ranked: Vec<usize> = Vec::new();
    let counting = |finding: &Finding| finding.suppressed.is_none();
    ranked.extend((0..outcome.findings.len()).filter(|&at| outcome.findings.get(at).is_some_and(counting)));
    if ranked.len() <= most {
        return;
    }
    ranked
        .sort_by_key(|&at| (outcome.findings.get(at).map(|finding| std::cmp::Reverse(finding.severity)), at));
    let dropped: BTreeSet<usize> = ranked.split_off(most).into_iter().collect();
    let mut at = 0;
    let withheld = &mut outcome.withheld;
    outcome.findings.retain(|finding| {
        let keep = !dropped.contains(&at);
        at += 1;
        if !keep {
            withheld.add(finding.severity);
        }
        keep
    });
}

#[cfg(test)]
mod tests;
