//! Findings that were known before: a file of them, by claim.
//!
//! A known finding is found again by its fingerprint, in the report of the
//! same path or, where that report is gone, in any other: a report may be
//! moved or renamed. It is never found by a line number.

use serde::{Deserialize, Serialize};

use crate::ledger::{Fault, FaultKind, Finding, Outcome, Suppressed, Suppressor};

use super::{Place, relative};

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
            serde_json::from_str(text).map_err(|error| refuse(format!("no baseline: {error}")))?;
        if file.version != VERSION {
            return Err(refuse(format!(
                "version \"{}\" of a baseline, this crossfoot reads \"{VERSION}\"",
                file.version
            )));
        }
        Ok(Self { name: name.into(), folder: folder.into(), known: file.findings })
    }

    /// All that an outcome found, except what a comment or the config already silences.
    pub fn of(outcome: &Outcome, place: &Place, name: &str, folder: &str) -> Self {
        let counts = |finding: &&Finding| {
            finding.suppressed.as_ref().is_none_or(|suppressed| suppressed.by == Suppressor::Baseline)
        };
        let known = outcome.findings.iter().filter(counts).map(|finding| Known {
            path: relative(&place.cwd, folder, &finding.path),
            code: finding.code.clone(),
            claim: if finding.claim.is_empty() { finding.message.clone() } else { finding.claim.clone() },
            fingerprint: finding.fingerprint.clone(),
        });
        Self { name: name.into(), folder: folder.into(), known: known.collect() }
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
    /// An entry of a report that was not checked and still exists is left in peace.
    pub(super) fn apply(
        &self,
        outcome: &mut Outcome,
        place: &Place,
        gone: &dyn Fn(&str) -> bool,
    ) -> Vec<Known> {
        outcome.compared = true;
        let seen = |path: &str| relative(&place.cwd, &self.folder, path);
        let checked: std::collections::BTreeSet<String> =
            outcome.paths.iter().map(|path| seen(path)).collect();
        let mut entries: Vec<(&Known, bool)> = self.known.iter().map(|known| (known, false)).collect();
        let mut by_print = std::collections::BTreeMap::<&str, Vec<usize>>::new();
        for (index, known) in self.known.iter().enumerate() {
            by_print.entry(&known.fingerprint).or_default().push(index);
        }
        let mut mark = |finding: &mut Finding, fits: &dyn Fn(&Known) -> bool| {
            let candidates = by_print.get(finding.fingerprint.as_str()).into_iter().flatten();
            let found = candidates
                .copied()
                .find(|&index| entries.get(index).is_some_and(|(known, used)| !used && fits(known)));
            let Some(entry) = found.and_then(|index| entries.get_mut(index)) else { return };
            entry.1 = true;
            if finding.suppressed.is_none() {
                let reason = format!("known to {}", self.name);
                finding.suppressed = Some(Suppressed { by: Suppressor::Baseline, reason });
            }
        };
        let mut strangers = Vec::new();
        for finding in &mut outcome.findings {
            let path = seen(&finding.path);
            mark(finding, &|known| known.path == path);
            if finding.suppressed.is_none() {
                strangers.push(finding);
            }
        }
        for finding in strangers {
            mark(finding, &|known| !checked.contains(&known.path) && gone(&known.path));
        }
        let stale =
            |(known, used): &(&Known, bool)| !used && (checked.contains(&known.path) || gone(&known.path));
        // Where an analyzer failed, its findings may be missing for that reason alone.
        if !outcome.faults.is_empty() {
            return Vec::new();
        }
        entries.iter().filter(|entry| stale(entry)).map(|(known, _)| (*known).clone()).collect()
    }
}
