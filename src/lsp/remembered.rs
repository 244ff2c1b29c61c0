//! What earlier sessions judged of a folder, by content: a report that has not
//! changed is known again without an analyzer being asked.

use std::path::Path;

use sha2::{Digest, Sha256};

use super::kept;
use super::setup::Setup;
use crate::analyzers;
use crate::check::Judgement;
use crate::disk::{self, PrivateFolder};
use crate::host::hex;
use crate::store::{Context, Results};

/// From how many reports on it pays: small folders are judged at once.
const WORTH_KEEPING: usize = 64;
const MOST_BYTES: u64 = 256 << 20;
/// So many folders are remembered, those that were opened last.
const MOST_FOLDERS: usize = 32;

pub struct Remembered {
    results: Results,
    folder: PrivateFolder,
    name: String,
}

impl Remembered {
    /// Nothing where it does not pay, or where nothing can be kept. A file that
    /// is damaged or stale is as good as an empty one.
    pub fn of(root: &Path, setup: &Setup, reports: usize) -> Option<Self> {
        if reports < WORTH_KEEPING {
            return None;
        }
        let folder = kept::folder("results")?;
        let secret = analyzers::results_key()?;
        let digest = hex(&Sha256::digest(disk::shown(root)));
        let name = digest.get(..24)?.to_owned();
        let context = Context::of(&setup.set.analyzers, &setup.settings);
        let earlier =
            folder.read(&name, MOST_BYTES).ok().and_then(|bytes| Results::read(context, secret, &bytes).ok());
        Some(Remembered { results: earlier.unwrap_or_else(|| Results::new(context, secret)), folder, name })
    }

    pub fn judgement(&self, bytes: &[u8], judge: impl FnOnce() -> Judgement) -> Judgement {
        let key = Results::key(bytes);
        self.results.get(&key).unwrap_or_else(|| {
            let judgement = judge();
            self.results.remember(key, &judgement);
            judgement
        })
    }

    /// Whether it was kept costs time the next time, and nothing else.
    pub fn keep(&self) {
        let Some(bytes) = self.results.to_bytes() else { return };
        let kept = self.folder.write(&self.name, &bytes);
        if let Err(error) = kept.and_then(|()| self.folder.keep_newest(MOST_FOLDERS)) {
            tracing::debug!(%error, "the results are not kept");
        }
    }
}
