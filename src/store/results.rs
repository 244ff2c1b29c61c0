//! What was judged before, by content.

use std::collections::HashMap;
use std::sync::Mutex;

use serde_bytes::ByteBuf;
use sha2::{Digest, Sha256};

use super::envelope::{open, seal};
use super::{Context, StoreError};
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
    earlier: HashMap<Key, ByteBuf>,
    fresh: Mutex<HashMap<Key, ByteBuf>>,
}

impl Results {
    pub fn new(context: Context) -> Self {
        Self { context, earlier: HashMap::new(), fresh: Mutex::new(HashMap::new()) }
    }

    /// Reads what [`Results::to_bytes`] wrote.
    pub fn read(context: Context, bytes: &[u8]) -> Result<Self, StoreError> {
        let entries: Vec<(Key, ByteBuf)> = open(KIND, context, bytes)?;
        Ok(Self { earlier: entries.into_iter().collect(), ..Self::new(context) })
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
        Some(seal(KIND, self.context, &entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Settings;

    fn context() -> Context {
        Context::of(&[], &Settings::default())
    }

    #[test]
    fn what_was_remembered_comes_back() {
        let results = Results::new(context());
        let judgement = Judgement { length: 7, ..Judgement::default() };
        results.remember(Results::key(b"one"), &judgement);
        let bytes = results.to_bytes().unwrap();
        let again = Results::read(context(), &bytes).unwrap();
        assert_eq!(again.get(&Results::key(b"one")), Some(judgement));
        assert_eq!(again.get(&Results::key(b"other")), None);
        assert_eq!(again.to_bytes(), None, "nothing is new");
    }

    #[test]
    fn any_flipped_bit_or_missing_byte_is_noticed() {
        let results = Results::new(context());
        results.remember(Results::key(b"one"), &Judgement { length: 7, ..Judgement::default() });
        let good = results.to_bytes().unwrap();
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 1;
            assert!(Results::read(context(), &bad).is_err(), "bit flipped in byte {at}");
            assert!(Results::read(context(), &good[..at]).is_err(), "cut at byte {at}");
        }
    }
}
