//! Fixes: applied round by round in memory, written once and whole.

use std::collections::{BTreeMap, BTreeSet};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Run;
use crate::check::{self, Judged};
use crate::cli::judge::fault;
use crate::cli::{Verdict, say};
use crate::ledger::{Fault, FaultKind, Outcome};
use crate::policy::{self, Known};
use crate::{disk, emit};

/// A fix may make room for another. One that makes work for itself must end.
const MOST_ROUNDS: usize = 10;

#[derive(Clone, Debug, Default, Args)]
pub struct RepairArgs {
    /// Apply the safe fixes
    #[arg(long, help_heading = "Fixes")]
    fix: bool,

    /// With --fix or --diff: the fixes that a person must look at as well
    #[arg(long, help_heading = "Fixes")]
    maybe: bool,

    /// Print what --fix would change, and change nothing
    #[arg(long, help_heading = "Fixes")]
    diff: bool,
}

/// A report on its way: as it was read, and as it is to be.
struct Draft {
    file: PathBuf,
    before: String,
    after: String,
}

impl RepairArgs {
    pub fn wanted(&self) -> bool {
        self.fix || self.diff
    }

    pub fn refusal(&self) -> Option<&'static str> {
        let alone = self.maybe && !self.wanted();
        alone.then_some("--maybe says which fixes: give --fix or --diff as well")
    }
}

impl Run<'_> {
    /// Repairs the reports of an outcome; what then remains is the new outcome.
    /// With --diff the verdict is made here: 1 where something would change.
    pub(super) fn repair(
        &self,
        judged: Vec<Judged>,
        unread: &[Fault],
        outcome: Outcome,
    ) -> Result<(Outcome, Vec<Known>), Verdict> {
        let mut judged: BTreeMap<String, Judged> =
            judged.into_iter().map(|judged| (judged.path.clone(), judged)).collect();
        let mut drafts = self.drafts(&outcome, &mut judged);
        let mut applied = 0;
        let mut rounds = 0;
        let (mut outcome, stale) = loop {
            let (outcome, stale) = self.conclude(judged.values().cloned().collect(), unread);
            let changed = if rounds == MOST_ROUNDS {
                Vec::new()
            } else {
                self.round(&outcome, &mut drafts, &mut applied)
            };
            if changed.is_empty() {
                break (outcome, stale);
            }
            for path in changed {
                let Some(draft) = drafts.get(&path) else { continue };
                judged.insert(path.clone(), self.judge_one(path, draft.after.as_bytes()));
            }
            rounds += 1;
        };
        drafts.retain(|_, draft| draft.before != draft.after);
        if self.args.repair.diff {
            self.print(&drafts)?;
            // Nothing else goes to stdout: the diff may be on its way to `git apply`.
            outcome.faults.iter().for_each(say::fault);
            return Err(match (outcome.faults.is_empty(), drafts.is_empty()) {
                (false, _) => Verdict::Fault,
                (true, false) => Verdict::Findings,
                (true, true) => Verdict::Clean,
            });
        }
        let reports = drafts.len();
        let failed: Vec<Fault> = drafts.into_values().filter_map(|draft| draft.write().err()).collect();
        if applied > 0 {
            let fixes = if applied == 1 { "1 fix".to_owned() } else { format!("{applied} fixes") };
            say::complaint(&format!(
                "{fixes} applied, {} of {reports} reports written",
                reports - failed.len()
            ));
        }
        outcome.faults.extend(failed);
        Ok((outcome, stale))
    }

    /// The reports to be mended are read again, and judged from what was read:
    /// a fix must never meet another text than the one it was made for.
    fn drafts(&self, outcome: &Outcome, judged: &mut BTreeMap<String, Judged>) -> BTreeMap<String, Draft> {
        let fixable: BTreeSet<&str> =
            policy::fixes(&outcome.findings, self.args.repair.maybe).into_keys().collect();
        let mut drafts = BTreeMap::new();
        for file in &self.inputs.files {
            let path = disk::shown(file);
            if !fixable.contains(path.as_str()) {
                continue;
            }
            let Ok(bytes) = disk::read(file, check::LONGEST_REPORT) else { continue };
            // What is no text cannot be written back as it was.
            let Ok(before) = String::from_utf8(bytes) else { continue };
            judged.insert(path.clone(), self.judge_one(path.clone(), before.as_bytes()));
            drafts.insert(path, Draft { file: file.clone(), after: before.clone(), before });
        }
        drafts
    }

    /// One pass over all drafts; the paths of those that it changed.
    fn round(
        &self,
        outcome: &Outcome,
        drafts: &mut BTreeMap<String, Draft>,
        applied: &mut u32,
    ) -> Vec<String> {
        let mut changed = Vec::new();
        let fixes = policy::fixes(&outcome.findings, self.args.repair.maybe);
        for (path, draft) in drafts {
            let Some(fixes) = fixes.get(path.as_str()) else { continue };
            let fixed = policy::fix(&draft.after, fixes);
            if fixed.text != draft.after {
                *applied += fixed.applied;
                draft.after = fixed.text;
                changed.push(path.clone());
            }
        }
        changed
    }

    fn print(&self, drafts: &BTreeMap<String, Draft>) -> Result<(), Verdict> {
        let mut text = String::new();
        for (path, draft) in drafts {
            let diff = similar::TextDiff::from_lines(&draft.before, &draft.after);
            let unified = diff
                .unified_diff()
                .context_radius(3)
                .header(&named(&format!("a/{path}")), &named(&format!("b/{path}")))
                .to_string();
            text.push_str(&unified);
        }
        // A patch is made of the report's own lines, whatever stands in them; a
        // terminal would obey what a tool only copies.
        if std::io::stdout().is_terminal() {
            text = text.split('\n').map(emit::clean).collect::<Vec<_>>().join("\n");
        }
        say::result(text.as_bytes())
    }
}

/// A path as git writes it into patches: in quotes if it needs them, so that a
/// line end in it does not begin a header of another file.
fn named(path: &str) -> String {
    let plain =
        |at: char| at != '"' && at != '\\' && *emit::clean(at.encode_utf8(&mut [0; 4])) == *at.to_string();
    if path.chars().all(plain) {
        return path.to_owned();
    }
    let mut quoted = String::from("\"");
    for at in path.chars() {
        match at {
            '"' | '\\' => quoted.extend(['\\', at]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            _ if plain(at) => quoted.push(at),
            _ => {
                at.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| quoted.push_str(&format!("\\{byte:03o}")))
            }
        }
    }
    quoted + "\""
}

impl Draft {
    /// A report that somebody else has changed in the meantime is theirs.
    fn write(self) -> Result<(), Fault> {
        let now = disk::read(&self.file, check::LONGEST_REPORT).map_err(|error| fault(&error))?;
        if now != self.before.as_bytes() {
            return Err(changed_meanwhile(&self.file));
        }
        disk::write_whole(&self.file, self.after.as_bytes()).map_err(|error| fault(&error))
    }
}

fn changed_meanwhile(file: &Path) -> Fault {
    let message = "changed while its fixes were made; left as it is";
    Fault::of_input(disk::shown(file), FaultKind::ChangedMeanwhile, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_that_changed_meanwhile_is_left_alone_and_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        for (now, written) in [("before", true), ("another", false)] {
            disk::write_whole(&file, now.as_bytes()).unwrap();
            let draft = Draft { file: file.clone(), before: "before".into(), after: "after".into() };
            let kind = draft.write().map_err(|fault| (fault.kind, fault.path));
            let text = disk::read(&file, 100).unwrap();
            if written {
                assert_eq!((kind, text.as_slice()), (Ok(()), b"after".as_slice()));
            } else {
                let named = (FaultKind::ChangedMeanwhile, Some(disk::shown(&file)));
                assert_eq!((kind, text.as_slice()), (Err(named), b"another".as_slice()));
            }
        }
    }
}
