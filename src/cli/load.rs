//! From arguments to a set of analyzers, for every subcommand that judges.

use std::path::PathBuf;

use clap::Args;

use super::{Verdict, say};
use crate::analyzers::{self, AnalyzerSet, CodeCache, Wanted};
use crate::host::{Host, HostOptions, Limits};
use crate::ledger::Fault;
use crate::standard;

#[derive(Debug, Default, Args)]
pub struct AnalyzerArgs {
    /// An analyzer to run beside the configured ones, pinned or not
    #[arg(long = "analyzer", value_name = "FILE")]
    pub analyzers: Vec<PathBuf>,

    /// Leave out the standard pack
    #[arg(long)]
    pub no_standard: bool,

    /// Neither read nor write compiled code and earlier results
    #[arg(long)]
    pub no_cache: bool,
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
        let cache = if self.no_cache { CodeCache::off() } else { CodeCache::in_user_folder() };
        Ok(analyzers::load(&host, standard, &wanted, &cache))
    }
}
