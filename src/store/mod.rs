//! Judgements to bytes and back: the results of earlier runs, and the parts
//! of a series that other machines have judged.
//!
//! Bytes in, bytes out: no files, and no trust. A file that is damaged, cut
//! short, or made by another version or under other settings is told apart
//! from a good one before anything of it is used. Results count only if this
//! user wrote them; a part of a series may come from anyone, and says nothing
//! that its own report could not have said.

mod envelope;
mod results;
mod shard;

pub use envelope::StoreError;
pub use results::{Key, Results};
pub use shard::{read_shard, write_shard};

use sha2::{Digest, Sha256};

use crate::host::Analyzer;
use crate::ledger::Settings;
use std::sync::Arc;

/// By what this user's crossfoot knows its own results again.
pub type Secret = [u8; 32];

/// What a judgement depends on beside the report: our version, the analyzers
/// and what they are told, a digest each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
    version: [u8; 32],
    analyzers: [u8; 32],
    settings: [u8; 32],
}

impl Context {
    pub fn of(analyzers: &[Arc<Analyzer>], settings: &Settings) -> Self {
        let mut used = Sha256::new();
        for analyzer in analyzers {
            for part in [analyzer.digest(), &format!("{:?}", analyzer.limits())] {
                used.update((part.len() as u64).to_le_bytes());
                used.update(part);
            }
        }
        Self {
            version: Sha256::digest(env!("CARGO_PKG_VERSION")).into(),
            analyzers: used.finalize().into(),
            // Our own types, maps in order: the same settings give the same text.
            settings: Sha256::digest(serde_json::to_vec(settings).unwrap_or_default()).into(),
        }
    }

    fn bytes(&self) -> [u8; 96] {
        let mut bytes = [0; 96];
        for (place, part) in bytes.iter_mut().zip(self.parts().into_iter().flatten()) {
            *place = part;
        }
        bytes
    }

    fn parts(&self) -> [[u8; 32]; 3] {
        [self.version, self.analyzers, self.settings]
    }

    /// What of it another one lacks.
    fn difference(&self, other: &[u8]) -> Option<StoreError> {
        let errors = [StoreError::OtherVersion, StoreError::OtherAnalyzers, StoreError::OtherSettings];
        let differs = |(part, there): &(&[u8; 32], &[u8])| part.as_slice() != *there;
        let parts = self.parts();
        let at = parts.iter().zip(other.chunks(32)).position(|pair| differs(&pair));
        at.and_then(|at| errors.into_iter().nth(at))
    }
}
