//! Reports judged apart and concluded together: `check --notes-out FILE` on
//! each machine, `conclude FILE…` at the end. `conclude --notes-out FILE` makes
//! one part of several.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;

use super::baseline::BaselineArgs;
use super::choose::ChoiceArgs;
use super::inputs::{Inputs, PathArgs};
use super::output::OutputArgs;
use super::repair::RepairArgs;
use super::{Check, Run};
use crate::check::Judged;
use crate::cli::judge::fault;
use crate::cli::load::AnalyzerArgs;
use crate::cli::{Verdict, say};
use crate::disk;
use crate::ledger::{Fault, FaultKind};
use crate::policy::Together;
use crate::store::{Context, read_shard, write_shard};

#[derive(Clone, Debug, Args)]
pub struct Conclude {
    /// What `check --notes-out` wrote, in any order
    #[arg(value_name = "NOTES", required = true)]
    files: Vec<PathBuf>,

    /// Bring the parts together into one, and show nothing
    #[arg(long, value_name = "FILE", conflicts_with_all = ["formats", "write_baseline", "prune_baseline"])]
    notes_out: Option<PathBuf>,

    #[command(flatten)]
    output: OutputArgs,

    #[command(flatten)]
    choice: ChoiceArgs,

    #[command(flatten)]
    baseline: BaselineArgs,

    #[command(flatten)]
    analyzers: AnalyzerArgs,
}

impl Conclude {
    pub fn run(self) -> Verdict {
        let Conclude { files, notes_out, output, choice, baseline, analyzers } = self;
        let check = Check {
            paths: PathArgs::default(),
            output,
            choice,
            baseline,
            repair: RepairArgs::default(),
            watch: false,
            notes_out,
            threads: None,
            analyzers,
        };
        conclude(&check, &files).unwrap_or_else(|verdict| verdict)
    }
}

fn conclude(check: &Check, files: &[PathBuf]) -> Result<Verdict, Verdict> {
    check.output.validate()?;
    let run = check.prepare(|_| Inputs { together: Together::All, ..Inputs::default() })?;
    let judged = read(files, &run).map_err(|faults| {
        faults.iter().for_each(say::fault);
        Verdict::Fault
    })?;
    if let Some(file) = &check.notes_out {
        return Ok(run.write_notes(file, &judged, &[]));
    }
    let (outcome, stale) = run.conclude(judged, &[]);
    if run.save_baseline(&outcome, &stale)? {
        return Ok(Verdict::Clean);
    }
    run.show(&outcome)
}

impl Run<'_> {
    fn context(&self) -> Context {
        Context::of(&self.opened.set.analyzers, &self.settings)
    }

    /// Writes what was judged and says nothing of it: alone, a part of a series
    /// would be misjudged.
    pub(super) fn write_notes(&self, file: &Path, judged: &[Judged], unread: &[Fault]) -> Verdict {
        let mut faults: Vec<Fault> =
            unread.iter().chain(&self.opened.faults).chain(&self.inputs.faults).cloned().collect();
        if let Err(error) = disk::write_whole(file, &write_shard(self.context(), judged)) {
            faults.push(fault(&error));
        }
        faults.iter().for_each(say::fault);
        if faults.is_empty() { Verdict::Clean } else { Verdict::Fault }
    }
}

/// All files or none: nothing is concluded from a part of a series that lacks
/// another. A report may be in several, as long as they agree on it.
fn read(files: &[PathBuf], run: &Run<'_>) -> Result<Vec<Judged>, Vec<Fault>> {
    let mut reports: BTreeMap<String, (Judged, String)> = BTreeMap::new();
    let mut faults = Vec::new();
    for file in files {
        let name = disk::shown(file);
        let bad = |message: String| Fault::of_input(name.clone(), FaultKind::BadNotes, message);
        let read = disk::read(file, u64::MAX).map_err(|error| fault(&error));
        match read.and_then(|bytes| {
            read_shard(run.context(), &run.opened.set.analyzers, &bytes)
                .map_err(|error| bad(error.to_string()))
        }) {
            Err(fault) => faults.push(fault),
            Ok(judged) => {
                for report in judged {
                    if let Some((known, first)) = reports.get(&report.path)
                        && known.judgement != report.judgement
                    {
                        faults.push(bad(format!("{} is another report in {first}", report.path)));
                    }
                    reports.entry(report.path.clone()).or_insert((report, name.clone()));
                }
            }
        }
    }
    if faults.is_empty() {
        Ok(reports.into_values().map(|(report, _)| report).collect())
    } else {
        Err(faults)
    }
}
