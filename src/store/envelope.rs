//! What stands around the bytes: who wrote them, for whom, and whether they
//! are whole.

use hmac::{Hmac, KeyInit, Mac};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::{Context, Secret};

const PROOF: usize = 32;

/// What says that bytes are as they were written.
#[derive(Clone, Copy, Debug)]
pub enum Proof<'k> {
    /// By nobody in particular.
    Checksum,
    /// By whoever has the secret.
    Secret(&'k Secret),
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    #[error("not a {expected} file of crossfoot")]
    Foreign { expected: &'static str },
    #[error("damaged: its checksum does not fit its content")]
    Damaged,
    #[error("made by another version of crossfoot; this is {}", env!("CARGO_PKG_VERSION"))]
    OtherVersion,
    #[error("made with other analyzers, or under other limits, than are in use here")]
    OtherAnalyzers,
    #[error("made under other settings than are in use here; the same config has to hold for all parts")]
    OtherSettings,
    #[error("damaged: it says of a report what no report can say")]
    Unsound,
}

/// `kind` is the first line; the proof spans everything behind it.
pub fn seal(kind: &str, context: Context, proof: Proof<'_>, body: &impl Serialize) -> Vec<u8> {
    let mut content = context.bytes().to_vec();
    // Our own values, which postcard can always say; an empty body would be
    // refused on the way back.
    content.extend(postcard::to_stdvec(body).unwrap_or_default());
    let mut bytes = format!("crossfoot {kind}\n").into_bytes();
    bytes.extend(proof.of(kind, &content));
    bytes.extend(content);
    bytes
}

pub fn open<T: DeserializeOwned>(
    kind: &'static str,
    context: Context,
    proof: Proof<'_>,
    bytes: &[u8],
) -> Result<T, StoreError> {
    let foreign = StoreError::Foreign { expected: kind };
    let rest = bytes.strip_prefix(format!("crossfoot {kind}\n").as_bytes()).ok_or(foreign)?;
    let (given, content) = rest.split_at_checked(PROOF).ok_or(StoreError::Damaged)?;
    if !proof.fits(kind, content, given) {
        return Err(StoreError::Damaged);
    }
    let (made_for, body) = content.split_at_checked(context.bytes().len()).ok_or(StoreError::Damaged)?;
    if let Some(difference) = context.difference(made_for) {
        return Err(difference);
    }
    match postcard::take_from_bytes(body) {
        Ok((value, [])) => Ok(value),
        _ => Err(StoreError::Damaged),
    }
}

impl Proof<'_> {
    fn of(self, kind: &str, content: &[u8]) -> Vec<u8> {
        match self {
            Proof::Checksum => Sha256::digest(content).to_vec(),
            Proof::Secret(secret) => mac(secret, kind, content).finalize().into_bytes().to_vec(),
        }
    }

    fn fits(self, kind: &str, content: &[u8], given: &[u8]) -> bool {
        match self {
            Proof::Checksum => Sha256::digest(content).as_slice() == given,
            Proof::Secret(secret) => mac(secret, kind, content).verify_slice(given).is_ok(),
        }
    }
}

fn mac(secret: &Secret, kind: &str, content: &[u8]) -> Hmac<Sha256> {
    // The hash's block is longer than the secret, so it is used as it is.
    let mut block = [0; 64];
    block.iter_mut().zip(secret).for_each(|(to, from)| *to = *from);
    let mut mac = Hmac::<Sha256>::new(&block.into());
    mac.update(kind.as_bytes());
    mac.update(content);
    mac
}
