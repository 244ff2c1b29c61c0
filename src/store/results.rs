//! What was judged before, by content.

use std::collections::HashMap;
use std::sync::Mutex;

use serde_bytes::ByteBuf;
use sha2::{Digest, Sha256};

use super::envelope::{Proof, open, seal};
use super::{Context, Secret, StoreError};
use crate::check::Judgement;

const KIND: &str = "results";

/// Results that this run did not need are kept for other branches, as long as
/// all of them together stay below this.
const KEPT_BYTES: usize = 64 << 20;

/// The digest of a report's bytes.
pub type Key = [u8; 32];

/// Earlier results, and those of this run. Looking up and remembering are
/// possible from many threads.
#[derive(Debug)]
pub struct Results {
    context: Context,
    /// They lie where others can write: without it anyone could put a clean
    /// bill there for reports that have earned none.
    secret: Secret,
    earlier: HashMap<Key, ByteBuf>,
    fresh: Mutex<HashMap<Key, ByteBuf>>,
}

impl Results {
    pub fn new(context: Context, secret: Secret) -> Self {
        Self { context, secret, earlier: HashMap::new(), fresh: Mutex::new(HashMap::new()) }
    }

    /// Reads what [`Results::to_bytes`] wrote.
    pub fn read(context: Context, secret: Secret, bytes: &[u8]) -> Result<Self, StoreError> {
        let entries: Vec<(Key, ByteBuf)> = open(KIND, context, Proof::Secret(&secret), bytes)?;
        Ok(Self { earlier: entries.into_iter().collect(), ..Self::new(context, secret) })
    }

    pub fn key(report: &[u8]) -> Key {
        Sha256::digest(report).into()
    }

    /// A result that cannot be decoded is as good as none.
    pub fn get(&self, key: &Key) -> Option<Judgement> {
        postcard::from_bytes(self.earlier.get(key)?).ok()
    }

    /// A judgement in which something failed is not kept: the next run tries
    /// again, and tells again.
    pub fn remember(&self, key: Key, judgement: &Judgement) {
        let failed = !judgement.faults.is_empty() || judgement.parts.iter().any(|part| part.fault.is_some());
        let (false, Ok(bytes)) = (failed, postcard::to_stdvec(judgement)) else { return };
        if let Ok(mut fresh) = self.fresh.lock() {
            fresh.insert(key, ByteBuf::from(bytes));
        }
    }

    /// The bytes to keep, or none where nothing is new.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        let fresh = self.fresh.lock().ok()?;
        if fresh.is_empty() {
            return None;
        }
        let size =
            |entries: &HashMap<Key, ByteBuf>| entries.values().map(|bytes| bytes.len() + 40).sum::<usize>();
        let mut entries: Vec<(&Key, &ByteBuf)> = fresh.iter().collect();
        if size(&fresh) + size(&self.earlier) <= KEPT_BYTES {
            entries.extend(self.earlier.iter().filter(|(key, _)| !fresh.contains_key(*key)));
        }
        entries.sort();
        Some(seal(KIND, self.context, Proof::Secret(&self.secret), &entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Settings;

    const SECRET: Secret = [7; 32];

    fn context() -> Context {
        Context::of(&[], &Settings::default())
    }

    #[test]
    fn what_was_remembered_comes_back() {
        let results = Results::new(context(), SECRET);
        let judgement = Judgement { length: 7, ..Judgement::default() };
        results.remember(Results::key(b"one"), &judgement);
        let bytes = results.to_bytes().unwrap();
        let again = Results::read(context(), SECRET, &bytes).unwrap();
        assert_eq!(again.get(&Results::key(b"one")), Some(judgement));
        assert_eq!(again.get(&Results::key(b"other")), None);
        assert_eq!(again.to_bytes(), None, "nothing is new");
    }

    /// Whoever can write the file does not have the secret.
    #[test]
    fn what_another_has_written_is_refused() {
        let results = Results::new(context(), SECRET);
        results.remember(Results::key(b"one"), &Judgement::default());
        let bytes = results.to_bytes().unwrap();
        for other in [[8; 32], [0; 32]] {
            assert_eq!(Results::read(context(), other, &bytes).unwrap_err(), StoreError::Damaged);
        }
        let entries: Vec<(Key, ByteBuf)> = Vec::new();
        let forged = seal(KIND, context(), Proof::Checksum, &entries);
        assert_eq!(Results::read(context(), SECRET, &forged).unwrap_err(), StoreError::Damaged);
    }

    #[test]
    fn any_flipped_bit_or_missing_byte_is_noticed() {
        let results = Results::new(context(), SECRET);
        results.remember(Results::key(b"one"), &Judgement { length: 7, ..Judgement::default() });
        let good = results.to_bytes().unwrap();
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 1;
            assert!(Results::read(context(), SECRET, &bad).is_err(), "bit flipped in byte {at}");
            assert!(Results::read(context(), SECRET, &good[..at]).is_err(), "cut at byte {at}");
        }
    }
}
