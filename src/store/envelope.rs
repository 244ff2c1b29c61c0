//! What stands around the bytes: who wrote them, for whom, and whether they
//! are whole.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::Context;

const CHECKSUM: usize = 32;

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    #[error("not a {expected} file")]
    Foreign { expected: &'static str },
    #[error("damaged: its checksum does not fit its content")]
    Damaged,
    #[error("made by another version of crossfoot, with other analyzers, or under other settings")]
    OtherContext,
}

/// `kind` is the first line; the checksum spans everything behind it.
pub fn seal(kind: &str, context: Context, body: &impl Serialize) -> Vec<u8> {
    let mut content = context.0.to_vec();
    // Our own values, which postcard can always say; an empty body would be
    // refused on the way back.
    content.extend(postcard::to_stdvec(body).unwrap_or_default());
    let mut bytes = format!("crossfoot {kind}\n").into_bytes();
    bytes.extend(Sha256::digest(&content));
    bytes.extend(content);
    bytes
}

pub fn open<T: DeserializeOwned>(
    kind: &'static str,
    context: Context,
    bytes: &[u8],
) -> Result<T, StoreError> {
    let foreign = StoreError::Foreign { expected: kind };
    let rest = bytes.strip_prefix(format!("crossfoot {kind}\n").as_bytes()).ok_or(foreign)?;
    let (checksum, content) = rest.split_at_checked(CHECKSUM).ok_or(StoreError::Damaged)?;
    if Sha256::digest(content).as_slice() != checksum {
        return Err(StoreError::Damaged);
    }
    let (made_for, body) = content.split_at_checked(context.0.len()).ok_or(StoreError::Damaged)?;
    if made_for != context.0 {
        return Err(StoreError::OtherContext);
    }
    postcard::from_bytes(body).map_err(|_| StoreError::Damaged)
}
