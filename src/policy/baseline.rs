//! Findings that were known before: a file of them, by claim.
//!
//! A known finding is found again by its fingerprint, in the report of the
//! same path or, where that report is gone, in any other: a report may be
//! moved or renamed. It is never found by a line number.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::ledger::{Fault, FaultKind, Finding, Outcome, Suppressed, Suppressor, own_rules};

use super::{Place, Policy, across_reports, relative};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// The file, as it is to be named.
    pub name: String,
    /// The folder it lies in, absolute: its paths are relative to that.
    pub folder: String,
    pub known: Vec<Known>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    pub path: String,
    pub code: String,
    /// For people who read the file; the fingerprint decides.
    pub claim: String,
    pub fingerprint: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: String,
    findings: Vec<Known>,
}

const VERSION: &str = "1";

impl Baseline {
    pub fn parse(text: &str, name: &str, folder: &str) -> Result<Self, Fault> {
        let refuse = |message: String| Fault::of_input(name, FaultKind::BadBaseline, message);
        let file: File =
            serde_json::from_str(text).map_err(|error| refuse(format!("not a baseline: {error}")))?;
        if file.version != VERSION {
            return Err(refuse(format!(
                "version \"{}\" of a baseline, this crossfoot reads \"{VERSION}\"",
                file.version
            )));
        }
        Ok(Self { name: name.into(), folder: folder.into(), known: file.findings })
    }

    /// All that an outcome found, except what a comment or the config already
    /// silences. Heirs are written down as well: when their root is mended, one
    /// of them is the next root, and nobody has done anything wrong.
    pub fn of(outcome: &Outcome, place: &Place, name: &str, folder: &str) -> Self {
        let known = outcome.findings.iter().filter(|finding| Self::covers(finding)).flat_map(|finding| {
            let Finding { path, code, claim, fingerprint, message, .. } = finding;
            let claim = if claim.is_empty() { message } else { claim };
            let own = (path.as_str(), code, claim, fingerprint);
            let others = finding.stands_for();
            let others = others.map(|(path, one)| (path, &one.code, &one.claim, &one.fingerprint));
            std::iter::once(own).chain(others)
        });
        let known = known.map(|(path, code, claim, fingerprint)| Known {
            path: relative(&place.cwd, folder, path),
            code: code.clone(),
            claim: claim.clone(),
            fingerprint: fingerprint.clone(),
        });
        Self { name: name.into(), folder: folder.into(), known: known.collect() }
    }

    /// Whether a finding is written down: unless somebody else silences it.
    pub fn covers(finding: &Finding) -> bool {
        finding.suppressed.as_ref().is_none_or(|suppressed| suppressed.by == Suppressor::Baseline)
    }

    /// The entries that still occur.
    pub fn without(&self, stale: &[Known]) -> Self {
        let mut stale: Vec<&Known> = stale.iter().collect();
        let mut known = self.known.clone();
        known.retain(|entry| match stale.iter().position(|gone| *gone == entry) {
            Some(index) => {
                stale.swap_remove(index);
                false
            }
            None => true,
        });
        Self { known, ..self.clone() }
    }

    /// The entries about which this outcome says nothing: of reports that exist
    /// and were not checked, and of rules that were not asked.
    pub fn unseen(&self, outcome: &Outcome, policy: &Policy, gone: &dyn Fn(&str) -> bool) -> Vec<Known> {
        let seen = |path: &String| relative(&policy.place.cwd, &self.folder, path);
        let checked: BTreeSet<String> = outcome.paths.iter().map(seen).collect();
        let asked = asked(outcome, policy);
        let about = |known: &&Known| {
            asked.contains(&known.code) && (checked.contains(&known.path) || gone(&known.path))
        };
        self.known.iter().filter(|known| !about(known)).cloned().collect()
    }

    /// The same findings give the same bytes, an entry a few lines: diffs stay small.
    pub fn render(&self) -> String {
        let mut findings = self.known.clone();
        findings.sort();
        let file = File { version: VERSION.into(), findings };
        let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Marks what is known; gives back the entries that no longer occur.
    pub(super) fn apply(
        &self,
        outcome: &mut Outcome,
        policy: &Policy,
        gone: &dyn Fn(&str) -> bool,
    ) -> Vec<Known> {
        outcome.compared = true;
        let seen = |path: &str| relative(&policy.place.cwd, &self.folder, path);
        let checked: BTreeMap<String, &str> =
            outcome.paths.iter().map(|path| (seen(path), path.as_str())).collect();
        let mut by_path = Entries::by_path(&self.known);
        let claims: Vec<(&str, &str)> = outcome.findings.iter().flat_map(claims).collect();
        // Whatever lies where it lay comes before whatever has moved.
        let mut here = |path: &str, print: &str| {
            by_path.get_mut(seen(path).as_str()).is_some_and(|entries| entries.take(print))
        };
        let here: Vec<bool> = claims.iter().map(|(path, print)| here(path, print)).collect();
        let is_gone = |path: &str| !checked.contains_key(path) && gone(path);
        let mut moved = Entries::default();
        by_path.extract_if(.., |path, _| is_gone(path)).for_each(|(_, entries)| moved.extend(&entries));
        let known = claims.iter().zip(here).map(|((_, print), here)| here || moved.take(print));
        let known: Vec<bool> = known.collect();
        let reason = format!("known to {}", self.name);
        mark(&mut outcome.findings, known, &Suppressed { by: Suppressor::Baseline, reason });
        // Where an analyzer failed, its findings may be missing for that reason alone.
        if !outcome.faults.is_empty() {
            return Vec::new();
        }
        let asked = asked(outcome, policy);
        // Of a report that was not checked, and still exists, nothing can be said.
        let silent = |known: &Known| {
            let whole = |path: &&str| policy.together.holds(path, &policy.place);
            checked.get(&known.path).is_some_and(|path| whole(path) || !across_reports(&known.code))
        };
        let here = by_path.values().flat_map(Entries::left).filter(|known| silent(known));
        let mut stale: Vec<Known> = here.chain(moved.left()).cloned().collect();
        stale.retain(|known| asked.contains(&known.code));
        stale.sort();
        stale
    }
}

/// The codes whose findings would be there, did they occur.
fn asked(outcome: &Outcome, policy: &Policy) -> BTreeSet<String> {
    let theirs = outcome.analyzers.iter().flat_map(|analyzer| analyzer.rules.to_vec());
    let rules = theirs.chain(own_rules());
    rules.filter(|rule| policy.selection.uses(&rule.code, &rule.name)).map(|rule| rule.code).collect()
}

/// Entries by their fingerprints, each good for one finding.
#[derive(Default)]
struct Entries<'a>(BTreeMap<&'a str, Vec<&'a Known>>);

impl<'a> Entries<'a> {
    fn by_path(known: &'a [Known]) -> BTreeMap<&'a str, Self> {
        let mut by_path = BTreeMap::<&str, Self>::new();
        for one in known {
            by_path.entry(&one.path).or_default().add(one);
        }
        by_path
    }

    fn add(&mut self, one: &'a Known) {
        self.0.entry(&one.fingerprint).or_default().push(one);
    }

    fn extend(&mut self, others: &Self) {
        others.left().for_each(|one| self.add(one));
    }

    fn take(&mut self, fingerprint: &str) -> bool {
        self.0.get_mut(fingerprint).is_some_and(|free| free.pop().is_some())
    }

    fn left(&self) -> impl Iterator<Item = &'a Known> {
        self.0.values().flatten().copied()
    }
}

/// A finding's own claim, then all that it stands for.
fn claims(finding: &Finding) -> impl Iterator<Item = (&str, &str)> {
    let own = (finding.path.as_str(), finding.fingerprint.as_str());
    std::iter::once(own).chain(finding.stands_for().map(|(path, one)| (path, one.fingerprint.as_str())))
}

/// In the order of [`claims`]. What is known of a place stays known when
/// another finding says it: the figure is the one that it was.
fn mark(findings: &mut [Finding], known: Vec<bool>, reason: &Suppressed) {
    let mut known = known.into_iter();
    for finding in findings {
        let silence = |suppressed: &mut Option<Suppressed>, known: bool| {
            if known && suppressed.is_none() {
                *suppressed = Some(reason.clone());
            }
        };
        let mut any_of = |claims: usize| known.by_ref().take(claims).filter(|known| *known).count() > 0;
        silence(&mut finding.suppressed, any_of(1 + finding.taken_over.len()));
        for heir in &mut finding.inherited {
            silence(&mut heir.suppressed, any_of(heir.own.len()));
        }
    }
}
