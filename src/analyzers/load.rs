//! One analyzer after the other: read, compare with its pin, find or compile
//! its code, link it, let it say who it is.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;
use sha2::{Digest, Sha256};
use tracing::debug;

use super::ahead;
use super::cache::{CodeCache, Name};
use super::child::Compiler;
use crate::disk::{self, DiskError};
use crate::host::{Analyzer, ComponentBytes, Host, Limits, LoadFault, Origin, hex};
use crate::ledger::{Fault, FaultKind, RuleInfo, own_rules};

/// The analyzers of a run, in the order in which they were named, ours first.
/// A set never changes; another one takes its place.
pub struct AnalyzerSet {
    pub analyzers: Vec<Arc<Analyzer>>,
    /// Grows with each set, so that results of an older one can be told.
    pub generation: u64,
}

/// An analyzer that the user asked for.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub file: PathBuf,
    /// SHA-256 of the file in hex; none where it was named outright.
    pub pin: Option<String>,
    pub limits: Limits,
    /// By which the user knows it, if not by its file.
    pub name: Option<String>,
}

/// Loads with the program itself as the compiler of strangers.
pub fn load(
    host: &Host,
    standard: Option<&'static [u8]>,
    wanted: &[Wanted],
    cache: &CodeCache,
) -> (AnalyzerSet, Vec<Fault>) {
    Loader { host: host.clone(), cache: cache.clone(), compiler: Compiler::default() }.load(standard, wanted)
}

/// What loading needs beside the files.
#[derive(Clone)]
pub struct Loader {
    pub host: Host,
    pub cache: CodeCache,
    pub compiler: Compiler,
}

impl Loader {
    /// A broken analyzer is a fault; the others go on.
    pub fn load(&self, standard: Option<&'static [u8]>, wanted: &[Wanted]) -> (AnalyzerSet, Vec<Fault>) {
        let ours = standard.map(|bytes| self.standard(bytes).map_err(|fault| told("standard", fault)));
        let one = |wanted: &Wanted| self.stranger(wanted).map_err(|fault| told(&wanted.known_as(), fault));
        let theirs: Vec<_> = match wanted {
            // The first use of rayon starts its threads, for which most runs have no other use.
            [] => Vec::new(),
            _ => wanted.par_iter().map(one).collect(),
        };
        let mut faults = Vec::new();
        let mut analyzers = Vec::new();
        for loaded in ours.into_iter().chain(theirs) {
            match loaded {
                Ok(analyzer) => analyzers.push(Arc::new(analyzer)),
                Err(fault) => faults.push(fault),
            }
        }
        refuse_doubles(&mut analyzers, &mut faults);
        static GENERATION: AtomicU64 = AtomicU64::new(0);
        let generation = GENERATION.fetch_add(1, Ordering::Relaxed) + 1;
        (AnalyzerSet { analyzers, generation }, faults)
    }

    /// Built with this program: neither screened nor kept at arm's length
    /// while it compiles. It runs in the same sandbox as anyone's.
    fn standard(&self, bytes: &[u8]) -> Result<Analyzer, LoadFault> {
        let digest: [u8; 32] = Sha256::digest(bytes).into();
        let limits = Limits::default();
        // Code made ahead of time fits every CPU, but not every engine: one
        // without a pool reserves its memory otherwise.
        if let Some(code) = ahead::compiled(&digest)
            && let Ok(analyzer) = self.host.link(&code, digest, limits, Origin::Standard)
        {
            return Ok(analyzer);
        }
        let name = Name::of(&self.host, &digest, &limits);
        if let Some(code) = self.cache.get(&name)
            && let Ok(analyzer) = self.host.link(&code, digest, limits, Origin::Standard)
        {
            return Ok(analyzer);
        }
        debug!("compiling the standard pack");
        let code = self.host.compile(&ComponentBytes::trusted(bytes))?;
        self.cache.put(&name, &code);
        self.host.link(&code, digest, limits, Origin::Standard)
    }

    fn stranger(&self, wanted: &Wanted) -> Result<Analyzer, LoadFault> {
        let limits = wanted.limits;
        let bytes = disk::read(&wanted.file, limits.component_bytes).map_err(|error| unreadable(&error))?;
        let digest: [u8; 32] = Sha256::digest(&bytes).into();
        compare(wanted.pin.as_deref(), &digest)?;
        let name = Name::of(&self.host, &digest, &limits);
        if let Some(code) = self.cache.get(&name)
            && let Ok(analyzer) = self.host.link(&code, digest, limits, Origin::Stranger)
        {
            return Ok(analyzer);
        }
        debug!(file = ?wanted.file, "compiling");
        let code = self.compiler.compile(&self.host, bytes, limits)?;
        let analyzer = self.host.link(&code, digest, limits, Origin::Stranger)?;
        self.cache.put(&name, &code);
        Ok(analyzer)
    }
}

impl Wanted {
    fn known_as(&self) -> String {
        self.name.clone().unwrap_or_else(|| disk::shown(&self.file))
    }
}

fn told(analyzer: &str, fault: LoadFault) -> Fault {
    Fault::of_analyzer(analyzer, fault.kind, fault.message)
}

fn unreadable(error: &DiskError) -> LoadFault {
    let kind = match error {
        DiskError::NotFound(_) => FaultKind::NotFound,
        DiskError::TooLarge { .. } => FaultKind::TooLarge,
        _ => FaultKind::Unreadable,
    };
    LoadFault::new(kind, error.to_string())
}

fn compare(pin: Option<&str>, digest: &[u8; 32]) -> Result<(), LoadFault> {
    let found = hex(digest);
    match pin {
        Some(pin) if !pin.eq_ignore_ascii_case(&found) => {
            Err(LoadFault::new(FaultKind::DigestMismatch, format!("has SHA-256 {found}; its pin says {pin}")))
        }
        _ => Ok(()),
    }
}

/// Findings are known by their codes, silenced by the names of their rules, and
/// settings belong to an analyzer: none of these may belong to two. Whoever
/// came first keeps it, and crossfoot itself comes before all.
fn refuse_doubles(analyzers: &mut Vec<Arc<Analyzer>>, faults: &mut Vec<Fault>) {
    let known =
        |rule: &RuleInfo| [format!("the rule code {}", rule.code), format!("the rule name {}", rule.name)];
    let ours = own_rules();
    let ours = ours.iter().flat_map(known).map(|key| (key, "crossfoot".to_owned()));
    let mut names: BTreeMap<String, String> = ours.collect();
    analyzers.retain(|analyzer| {
        let manifest = analyzer.manifest();
        let keys = || manifest.rules.iter().flat_map(known).chain([format!("the name {}", manifest.name)]);
        if let Some((key, owner)) =
            keys().find_map(|key| Some((names.get(&key)?.clone(), key))).map(|(owner, key)| (key, owner))
        {
            let message = format!("has {key}, which belongs to {owner} already");
            faults.push(Fault::of_analyzer(manifest.name.clone(), FaultKind::BadManifest, message));
            return false;
        }
        names.extend(keys().map(|key| (key, manifest.name.clone())));
        true
    });
}
