//! Reads and judges files in parallel, and remembers what was judged before.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::progress::Progress;
use crate::analyzers::{self, AnalyzerSet};
use crate::check::{self, Judged, Judgement};
use crate::disk::{self, DiskError, PrivateFolder};
use crate::ledger::{Fault, FaultKind, Settings};
use crate::store::{Context, Results};

/// From how many reports on it pays to look up what was judged before: reading
/// the file of results costs more than judging a few reports.
const WORTH_KEEPING: usize = 64;

/// Tells git to leave the folder alone, wherever it was made.
const IGNORE_ALL: &[u8] = b"# Made by crossfoot; safe to delete.\n*\n";

const RESULTS: &str = "results";
const MOST_RESULTS: u64 = 1 << 30;

/// How a run judges: with what, and how wide.
pub struct Judging<'a> {
    pub set: &'a AnalyzerSet,
    pub settings: &'a Settings,
    pub threads: Option<usize>,
    /// Where earlier results are kept, if at all.
    pub cache: Option<&'a Path>,
}

impl Judging<'_> {
    /// Judges each file; one that cannot be read is a fault, and the others go
    /// on. The order of the files is kept.
    pub fn all(&self, files: Vec<PathBuf>) -> (Vec<Judged>, Vec<Fault>) {
        let results = self.earlier(files.len());
        let progress = Progress::over(files.len());
        let one = |file: PathBuf| {
            let judged = self.one(&file, results.as_ref());
            progress.step();
            judged
        };
        let done = self.each(files, one);
        drop(progress);
        self.keep(results.as_ref());
        let mut judged = Vec::with_capacity(done.len());
        let mut faults = Vec::new();
        for result in done {
            match result {
                Ok(report) => judged.push(report),
                Err(fault) => faults.push(fault),
            }
        }
        (judged, faults)
    }

    /// A single report is judged right here: starting threads costs more.
    fn each<T: Send>(&self, files: Vec<PathBuf>, one: impl Fn(PathBuf) -> T + Sync + Send) -> Vec<T> {
        if files.len() < 2 || self.threads == Some(1) {
            return files.into_iter().map(one).collect();
        }
        match rayon::ThreadPoolBuilder::new().num_threads(self.threads.unwrap_or(0)).build() {
            Ok(pool) => pool.install(|| files.into_par_iter().map(one).collect()),
            Err(_) => files.into_iter().map(one).collect(),
        }
    }

    fn one(&self, file: &Path, results: Option<&Results>) -> Result<Judged, Fault> {
        let bytes = disk::read(file, check::LONGEST_REPORT).map_err(|error| fault(&error))?;
        let judgement = Arc::new(self.judgement(&bytes, results));
        Ok(Judged { path: disk::shown(file), judgement })
    }

    fn judgement(&self, bytes: &[u8], results: Option<&Results>) -> Judgement {
        let judge = || check::judge(bytes, &self.set.analyzers, self.settings);
        let Some(results) = results else { return judge() };
        let key = Results::key(bytes);
        results.get(&key).unwrap_or_else(|| {
            let judgement = judge();
            results.remember(key, &judgement);
            judgement
        })
    }

    /// A file of results that is damaged or stale, or that this user did not
    /// write, is as good as none. Where no key can be kept, no results are.
    fn earlier(&self, reports: usize) -> Option<Results> {
        let folder = self.cache.filter(|_| reports >= WORTH_KEEPING)?;
        let secret = analyzers::results_key()?;
        let context = Context::of(&self.set.analyzers, self.settings);
        let read = PrivateFolder::open(folder).and_then(|folder| folder.read(RESULTS, MOST_RESULTS)).ok();
        let results = read.and_then(|bytes| Results::read(context, secret, &bytes).ok());
        Some(results.unwrap_or_else(|| Results::new(context, secret)))
    }

    /// A cache that cannot be written costs time, not truth: it is told with
    /// `-v` and no fault. A link, or a folder that others can write, is not used:
    /// a repository may bring one along that points to the user's own files.
    fn keep(&self, results: Option<&Results>) {
        let (Some(folder), Some(bytes)) = (self.cache, results.and_then(Results::to_bytes)) else { return };
        let kept = PrivateFolder::open(folder).and_then(|folder| {
            folder.write_once(".gitignore", IGNORE_ALL)?;
            folder.write(RESULTS, &bytes)
        });
        if let Err(error) = kept {
            tracing::debug!(%error, "the results are not kept");
        }
    }
}

/// A problem of the disk, as a fault of the input that it is about.
pub fn fault(error: &DiskError) -> Fault {
    let kind = match error {
        DiskError::NotFound(_) => FaultKind::NotFound,
        DiskError::NoReports(_) => FaultKind::NoReports,
        DiskError::TooLarge { .. } => FaultKind::TooLarge,
        DiskError::BadGlob { .. } => FaultKind::BadConfig,
        DiskError::AFolder { .. } | DiskError::NotAFile { .. } | DiskError::Unreadable { .. } => {
            FaultKind::Unreadable
        }
        DiskError::Unwritable { .. } => FaultKind::Unwritable,
    };
    let message = error.to_string();
    let message = message.strip_prefix(&format!("{}: ", error.path())).unwrap_or(&message).to_owned();
    Fault::of_input(error.path(), kind, message)
}
