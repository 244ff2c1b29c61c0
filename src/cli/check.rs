//! `crossfoot check PATH…`: reads reports in parallel, judges them, and shows
//! what is wrong.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::judge::{Judging, fault};
use super::load::AnalyzerArgs;
use super::{Verdict, say};
use crate::config::{Config, FailOn};
use crate::disk::{self, Choice};
use crate::ledger::{Fault, FaultKind, Outcome, RuleInfo, Settings};
use crate::policy::{self, Flags, Policy};
use crate::{check, emit};

#[derive(Debug, Args)]
pub struct Check {
    /// Reports, and folders of them
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,

    /// How to print what was found
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// From which severity on findings end in exit code 1
    #[arg(long, value_name = "SEVERITY", value_enum)]
    fail_on: Option<FailFrom>,

    /// Do not mind folders without reports, and empty reports
    #[arg(long)]
    allow_empty: bool,

    /// How many threads to use; all cores by default
    #[arg(long, value_name = "N")]
    threads: Option<usize>,

    #[command(flatten)]
    analyzers: AnalyzerArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailFrom {
    Error,
    Warning,
    Info,
    Never,
}

impl From<FailFrom> for FailOn {
    fn from(from: FailFrom) -> Self {
        match from {
            FailFrom::Error => FailOn::Error,
            FailFrom::Warning => FailOn::Warning,
            FailFrom::Info => FailOn::Info,
            FailFrom::Never => FailOn::Never,
        }
    }
}

impl Check {
    pub fn run(self) -> Verdict {
        let found = disk::find(&self.paths, &Choice::default());
        let mut faults: Vec<Fault> = found.problems.iter().map(fault).collect();
        let (set, unloaded) = match self.analyzers.load(Vec::new()) {
            Ok(loaded) => loaded,
            Err(verdict) => return verdict,
        };
        faults.extend(unloaded);
        let settings = Settings::default();
        let cache = self.analyzers.results();
        let judging =
            Judging { set: &set, settings: &settings, threads: self.threads, cache: cache.as_deref() };
        let (judged, unread) = judging.all(found.files);
        faults.extend(unread);
        let mut outcome = check::conclude(judged, &set.analyzers, &settings);
        outcome.faults.extend(faults);
        let (policy, misnamed) = self.policy(&outcome);
        outcome.faults.extend(misnamed);
        outcome.faults.retain(|fault| !(self.allow_empty && fault.kind == FaultKind::NoReports));
        outcome.faults.sort();
        policy::apply(&mut outcome, &policy, &|_| false);
        self.show(&outcome, policy.fail_on)
    }

    fn policy(&self, outcome: &Outcome) -> (Policy, Vec<Fault>) {
        let rules: Vec<RuleInfo> =
            outcome.analyzers.iter().flat_map(|analyzer| analyzer.rules.clone()).collect();
        let flags = Flags { fail_on: self.fail_on.map(FailOn::from), ..Flags::default() };
        Policy::new(&Config::default(), &flags, &rules)
    }

    fn show(&self, outcome: &Outcome, fail_on: FailOn) -> Verdict {
        outcome.faults.iter().for_each(say::fault);
        let text = match self.format {
            Format::Text => emit::text(outcome, &emit::TextStyle::default()),
            Format::Json => emit::json(outcome),
        };
        if let Err(verdict) = say::result(text.as_bytes()) {
            return verdict;
        }
        match policy::exit_code(outcome, fail_on) {
            0 => Verdict::Clean,
            1 => Verdict::Findings,
            _ => Verdict::Fault,
        }
    }
}
