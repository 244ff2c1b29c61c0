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
/// and what they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context([u8; 32]);

impl Context {
    pub fn of(analyzers: &[Arc<Analyzer>], settings: &Settings) -> Self {
        let mut hash = Sha256::new();
        let mut add = |part: &[u8]| {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        };
        add(env!("CARGO_PKG_VERSION").as_bytes());
        for analyzer in analyzers {
            add(analyzer.digest().as_bytes());
            add(format!("{:?}", analyzer.limits()).as_bytes());
        }
        // Our own types, maps in order: the same settings give the same text.
        add(&serde_json::to_vec(settings).unwrap_or_default());
        Self(hash.finalize().into())
    }
}
