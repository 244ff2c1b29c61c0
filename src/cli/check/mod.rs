//! `crossfoot check PATH…`: reads reports in parallel, judges them, and shows
//! what is wrong.

mod baseline;
mod choose;
mod inputs;
mod output;
mod repair;
mod shards;
mod since;
mod watch;

use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::judge::Judging;
use super::load::{AnalyzerArgs, Opened};
use super::{Verdict, say};
use crate::analyzers::Project;
use crate::check::{self, Judged};
use crate::disk;
use crate::ledger::{Detail, Fault, FaultKind, Outcome, Settings};
use crate::policy::{self, Known, Place, Policy};

use baseline::BaselineArgs;
use choose::ChoiceArgs;
use inputs::{Inputs, PathArgs};
use output::OutputArgs;
use repair::RepairArgs;
pub use shards::Conclude;

#[derive(Clone, Debug, Args)]
pub struct Check {
    #[command(flatten)]
    paths: PathArgs,

    #[command(flatten)]
    output: OutputArgs,

    #[command(flatten)]
    choice: ChoiceArgs,

    #[command(flatten)]
    baseline: BaselineArgs,

    #[command(flatten)]
    repair: RepairArgs,

    /// Check again whenever a report, the config, the baseline or an analyzer changes
    #[arg(long, conflicts_with_all = ["fix", "diff", "write_baseline", "prune_baseline"])]
    watch: bool,

    /// Write what was judged to a file for `crossfoot conclude`, and show nothing
    #[arg(long, value_name = "FILE", conflicts_with_all = ["watch", "fix", "diff", "write_baseline", "prune_baseline", "formats"])]
    notes_out: Option<PathBuf>,

    /// How many threads to use; all cores by default
    #[arg(long, value_name = "N")]
    threads: Option<usize>,

    #[command(flatten)]
    analyzers: AnalyzerArgs,
}

/// Everything that one check goes by, read before the first report is.
struct Run<'a> {
    args: &'a Check,
    opened: Opened,
    settings: Settings,
    policy: Policy,
    inputs: Inputs,
}

impl Check {
    pub fn run(self) -> Verdict {
        if self.watch {
            return watch::watch(&self);
        }
        self.once().unwrap_or_else(|verdict| verdict)
    }

    fn once(&self) -> Result<Verdict, Verdict> {
        self.validate()?;
        let run = self.prepare(|project| Inputs::gather(&self.paths, project))?;
        let (judged, unread) = run.judge();
        if let Some(file) = &self.notes_out {
            return Ok(run.write_notes(file, &judged, &unread));
        }
        let again = self.repair.wanted().then(|| judged.clone());
        let (mut outcome, mut stale) = run.conclude(judged, &unread);
        if let Some(judged) = again {
            (outcome, stale) = run.repair(judged, &unread, outcome)?;
        }
        if run.save_baseline(&outcome, &stale)? {
            return Ok(Verdict::Clean);
        }
        run.show(&outcome)
    }

    /// Options that cannot be meant together are refused before anything is read.
    fn validate(&self) -> Result<(), Verdict> {
        self.output.validate()?;
        let wrong = self.repair.refusal().or_else(|| self.paths.refusal());
        let partial = self.paths.narrows() || self.choice.withholds();
        let wrong = wrong.or_else(|| self.baseline.refusal(partial));
        wrong.map_or(Ok(()), |wrong| {
            say::complaint(wrong);
            Err(Verdict::Fault)
        })
    }

    fn prepare(&self, gather: impl FnOnce(&Project) -> Inputs) -> Result<Run<'_>, Verdict> {
        let opened = self.analyzers.open(&self.paths.named())?;
        let mut inputs = gather(&opened.project);
        let flags = self.choice.flags(inputs.only.take());
        let (mut policy, misnamed) = Policy::new(&opened.project.config, &flags, &opened.rules());
        // Where an analyzer is missing, its rules are; the fault is told already.
        if opened.faults.is_empty() && !misnamed.is_empty() {
            misnamed.iter().for_each(say::fault);
            return Err(Verdict::Fault);
        }
        let cwd = super::load::cwd()?;
        policy.place = Place { cwd: disk::shown(&cwd), root: disk::shown(&opened.project.root) };
        policy.together = std::mem::take(&mut inputs.together);
        policy.baseline = self.baseline.read(&opened.project, &cwd)?;
        let settings = opened.project.settings(Detail::Findings);
        Ok(Run { args: self, opened, settings, policy, inputs })
    }
}

impl Run<'_> {
    fn judge(&self) -> (Vec<Judged>, Vec<Fault>) {
        let cache = self.args.analyzers.results();
        let judging = Judging {
            set: &self.opened.set,
            settings: &self.settings,
            threads: self.args.threads,
            cache: cache.as_deref(),
        };
        let (mut judged, mut faults) = judging.all(self.inputs.files.clone());
        match self.inputs.stdin.as_deref().map(read_stdin) {
            Some(Ok((name, bytes))) => judged.push(self.judge_one(name, &bytes)),
            Some(Err(fault)) => faults.push(fault),
            None => {}
        }
        (judged, faults)
    }

    fn judge_one(&self, path: String, bytes: &[u8]) -> Judged {
        let judgement = check::judge(bytes, &self.opened.set.analyzers, &self.settings);
        Judged { path, judgement: Arc::new(judgement) }
    }

    /// Brings the judgements together and applies the policy; what of the
    /// baseline no longer occurs comes along.
    fn conclude(&self, judged: Vec<Judged>, unread: &[Fault]) -> (Outcome, Vec<Known>) {
        let mut outcome = check::conclude(judged, &self.opened.set.analyzers, &self.settings);
        let faults = unread.iter().chain(&self.opened.faults).chain(&self.inputs.faults);
        outcome.faults.extend(faults.cloned());
        if self.args.paths.allow_empty {
            outcome.faults.retain(|fault| fault.kind != FaultKind::NoReports);
        }
        outcome.faults.sort();
        outcome.faults.dedup();
        let shown = policy::apply(&mut outcome, &self.policy, &|path| self.is_gone(path));
        (outcome, shown.stale)
    }

    fn show(&self, outcome: &Outcome) -> Result<Verdict, Verdict> {
        outcome.faults.iter().for_each(say::fault);
        self.args.output.show(outcome)?;
        Ok(match policy::exit_code(outcome, self.policy.fail_on) {
            0 => Verdict::Clean,
            1 => Verdict::Findings,
            _ => Verdict::Fault,
        })
    }
}

fn read_stdin(name: &str) -> Result<(String, Vec<u8>), Fault> {
    let allowed = check::LONGEST_REPORT;
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(allowed + 1).read_to_end(&mut bytes);
    read.map_err(|error| Fault::of_input(name, FaultKind::Unreadable, error.to_string()))?;
    if bytes.len() as u64 > allowed {
        let message = format!("more than the {allowed} bytes that are read");
        return Err(Fault::of_input(name, FaultKind::TooLarge, message));
    }
    Ok((name.to_owned(), bytes))
}
