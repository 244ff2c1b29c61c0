//! From arguments to a project and its analyzers, for every subcommand that
//! judges.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Verdict, say};
use crate::analyzers::{self, AnalyzerSet, CodeCache, Project, Wanted};
use crate::host::{Host, HostOptions, Limits};
use crate::ledger::{Fault, RuleInfo, own_rules};
use crate::policy::relative;
use crate::{disk, standard};

#[derive(Clone, Debug, Default, Args)]
pub struct AnalyzerArgs {
    /// An analyzer to run beside the configured ones, pinned or not
    #[arg(long = "analyzer", value_name = "FILE")]
    pub analyzers: Vec<PathBuf>,

    /// Leave out the standard pack
    #[arg(long)]
    pub no_standard: bool,

    /// Judge every report anew, and keep no results
    #[arg(long)]
    pub no_cache: bool,

    /// Where results are kept between runs
    #[arg(long, value_name = "DIR", default_value = ".crossfoot_cache", hide_default_value = true)]
    pub cache_dir: PathBuf,

    /// The config to use, instead of the crossfoot.toml or pyproject.toml found upwards from the reports
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// Use no config at all
    #[arg(long, conflicts_with = "config")]
    pub no_config: bool,
}

/// A project and the analyzers that run for it.
pub struct Opened {
    pub project: Project,
    pub set: AnalyzerSet,
    /// Analyzers that could not be loaded; the others go on.
    pub faults: Vec<Fault>,
}

impl AnalyzerArgs {
    /// Finds the config for these reports and loads what it names. A config
    /// that cannot be followed in full is refused: half of what was asked for
    /// is something else.
    pub fn open(&self, reports: &[PathBuf]) -> Result<Opened, Verdict> {
        let project = self.project(reports)?;
        let (wanted, ill_named) = project.wanted();
        let refused: Vec<&Fault> = project.faults.iter().chain(&ill_named).collect();
        if !refused.is_empty() {
            refused.into_iter().for_each(say::fault);
            return Err(Verdict::Fault);
        }
        let (set, faults) = self.load(wanted, project.standard())?;
        if faults.is_empty() {
            let wrong = project.check_settings(&set);
            if !wrong.is_empty() {
                wrong.iter().for_each(say::fault);
                return Err(Verdict::Fault);
            }
        }
        Ok(Opened { project, set, faults })
    }

    pub fn project(&self, reports: &[PathBuf]) -> Result<Project, Verdict> {
        let cwd = cwd()?;
        Ok(match &self.config {
            Some(file) => Project::at(file, &cwd),
            None if self.no_config => Project { root: cwd, ..Project::default() },
            None => Project::above(&shared_folder(&cwd, reports), &cwd),
        })
    }

    /// The set, and what of it could not be loaded. An engine that does not
    /// start leaves nothing to go on with.
    fn load(&self, configured: Vec<Wanted>, standard: bool) -> Result<(AnalyzerSet, Vec<Fault>), Verdict> {
        let host = Host::new(HostOptions::default()).map_err(|error| {
            say::complaint(&error.to_string());
            Verdict::Fault
        })?;
        let outright = self.analyzers.iter().map(|file| Wanted {
            file: file.clone(),
            pin: None,
            limits: Limits::default(),
            name: None,
        });
        let wanted: Vec<Wanted> = configured.into_iter().chain(outright).collect();
        let standard = (standard && !self.no_standard).then_some(standard::COMPONENT);
        Ok(analyzers::load(&host, standard, &wanted, &CodeCache::in_user_folder()))
    }

    /// The folder of results, if they are to be kept.
    pub fn results(&self) -> Option<PathBuf> {
        (!self.no_cache).then(|| self.cache_dir.clone())
    }
}

impl Opened {
    /// Every rule that can make a finding, our own included.
    pub fn rules(&self) -> Vec<RuleInfo> {
        let theirs = self.set.analyzers.iter().flat_map(|analyzer| analyzer.manifest().rules.to_vec());
        theirs.chain(own_rules()).collect()
    }
}

pub fn cwd() -> Result<PathBuf, Verdict> {
    std::env::current_dir().map_err(|error| {
        say::complaint(&format!("the current folder cannot be told: {error}"));
        Verdict::Fault
    })
}

/// The innermost folder that holds all the reports; for one config must serve
/// them all.
fn shared_folder(cwd: &Path, reports: &[PathBuf]) -> PathBuf {
    let text = disk::shown(cwd);
    let folder = |report: &PathBuf| {
        let seen = PathBuf::from(relative(&text, "/", &disk::shown(report)));
        let whole = if cwd.has_root() { Path::new("/").join(seen) } else { seen };
        if report.is_dir() { whole } else { whole.parent().map(Path::to_owned).unwrap_or(whole) }
    };
    let shared = |one: PathBuf, other: PathBuf| {
        let same = one.components().zip(other.components()).take_while(|(a, b)| a == b);
        same.map(|(component, _)| component).collect()
    };
    reports.iter().map(folder).reduce(shared).unwrap_or_else(|| cwd.to_owned())
}
