//! From arguments to a set of analyzers, for every subcommand that judges.

use std::path::PathBuf;

use clap::Args;

use super::{Verdict, say};
use crate::analyzers::{self, AnalyzerSet, CodeCache, Wanted};
use crate::host::{Host, HostOptions, Limits};
use crate::ledger::Fault;
use crate::standard;

#[derive(Debug, Args)]
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
}

impl AnalyzerArgs {
    /// The set, and what of it could not be loaded. An engine that does not
    /// start leaves nothing to go on with.
    pub fn load(&self, configured: Vec<Wanted>) -> Result<(AnalyzerSet, Vec<Fault>), Verdict> {
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
        let standard = (!self.no_standard).then_some(standard::COMPONENT);
        Ok(analyzers::load(&host, standard, &wanted, &CodeCache::in_user_folder()))
    }

    /// The folder of results, if they are to be kept.
    pub fn results(&self) -> Option<PathBuf> {
        (!self.no_cache).then(|| self.cache_dir.clone())
    }
}
