//! `crossfoot check PATH…`: reads reports in parallel, judges them, and shows
//! what is wrong.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::load::AnalyzerArgs;
use super::progress::Progress;
use super::{Verdict, say};
use crate::analyzers::AnalyzerSet;
use crate::check::{self, Judged};
use crate::config::{Config, FailOn};
use crate::disk::{self, Choice, DiskError};
use crate::emit;
use crate::ledger::{Fault, FaultKind, Outcome, RuleInfo, Settings};
use crate::policy::{self, Flags, Policy};

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

    /// Do not mind folders without reports
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
        let mut faults: Vec<Fault> =
            found.problems.iter().filter(|problem| self.minds(problem)).map(fault).collect();
        let (set, unloaded) = match self.analyzers.load(Vec::new()) {
            Ok(loaded) => loaded,
            Err(verdict) => return verdict,
        };
        faults.extend(unloaded);
        let (judged, unread) = self.judge(found.files, &set);
        faults.extend(unread);
        let mut outcome = check::conclude(judged, &set.analyzers, &Settings::default());
        outcome.faults.extend(faults);
        let (policy, misnamed) = self.policy(&outcome);
        outcome.faults.extend(misnamed);
        outcome.faults.sort();
        policy::apply(&mut outcome, &policy, &|_| false);
        self.show(&outcome, policy.fail_on)
    }

    fn minds(&self, problem: &DiskError) -> bool {
        !(self.allow_empty && matches!(problem, DiskError::NoReports(_)))
    }

    fn judge(&self, files: Vec<PathBuf>, set: &AnalyzerSet) -> (Vec<Judged>, Vec<Fault>) {
        let progress = Progress::over(files.len());
        let one = |file: PathBuf| {
            let judged = judge(&file, set);
            progress.step();
            judged
        };
        let all = || files.into_par_iter().map(one).collect::<Vec<_>>();
        let results = match rayon::ThreadPoolBuilder::new().num_threads(self.threads.unwrap_or(0)).build() {
            Ok(pool) => pool.install(all),
            Err(_) => all(),
        };
        let mut judged = Vec::with_capacity(results.len());
        let mut faults = Vec::new();
        for result in results {
            match result {
                Ok(report) => judged.push(report),
                Err(fault) => faults.push(fault),
            }
        }
        (judged, faults)
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

fn judge(file: &Path, set: &AnalyzerSet) -> Result<Judged, Fault> {
    let bytes = disk::read(file, check::LONGEST_REPORT).map_err(|error| fault(&error))?;
    let judgement = Arc::new(check::judge(&bytes, &set.analyzers, &Settings::default()));
    Ok(Judged { path: disk::shown(file), judgement })
}

/// A problem of the disk, as a fault of the input that it is about.
pub fn fault(error: &DiskError) -> Fault {
    let kind = match error {
        DiskError::NotFound(_) => FaultKind::NotFound,
        DiskError::NoReports(_) => FaultKind::NoReports,
        DiskError::TooLarge { .. } => FaultKind::TooLarge,
        DiskError::BadGlob { .. } => FaultKind::BadConfig,
        DiskError::NotAFile { .. } | DiskError::Unreadable { .. } | DiskError::Unwritable { .. } => {
            FaultKind::Unreadable
        }
    };
    let message = error.to_string();
    let message = message.strip_prefix(&format!("{}: ", error.path())).unwrap_or(&message).to_owned();
    Fault::of_input(error.path(), kind, message)
}
