//! Compiled code, kept for the next run.
//!
//! wasmtime runs what it loads as native code, and its own checks are against
//! mistakes, not against tampering. So the code lies in a private folder and
//! carries a MAC whose key lies in another; it is read into memory, verified,
//! and those same bytes are loaded. Any doubt is a miss.

use std::path::{Path, PathBuf};

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::key::{self, Key};
use crate::disk::PrivateFolder;
use crate::host::{CompiledCode, Host, Limits, hex};

const MAC_BYTES: usize = 32;
const KEY_NAME: &str = "code-key";
/// A Python guest of 18 MB is some 60 MB of code.
const MOST_BYTES: u64 = 512 * 1024 * 1024;
const MOST_FILES: usize = 32;

/// Where compiled code is kept, if anywhere.
#[derive(Clone, Debug)]
pub struct CodeCache(Option<Place>);

#[derive(Clone, Debug)]
struct Place {
    code: PathBuf,
    key: PathBuf,
}

/// What code is found by: everything that it was made from.
pub(super) struct Name(String);

impl Name {
    pub fn of(host: &Host, digest: &[u8; 32], limits: &Limits) -> Name {
        let mut hasher = Sha256::new();
        hasher.update(b"crossfoot compiled code 2\n");
        hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
        hasher.update(host.compatibility().as_bytes());
        hasher.update(digest);
        // Code that passed a wider screen must not slip past a narrower one.
        hasher.update(limits.component_bytes.to_le_bytes());
        hasher.update(limits.screen_product.to_le_bytes());
        Name(hex(&hasher.finalize()))
    }
}

impl CodeCache {
    /// In the user's own cache folder, with its key among the user's state.
    pub fn in_user_folder() -> CodeCache {
        CodeCache(
            key::user_folder("XDG_CACHE_HOME", ".cache", "cache")
                .zip(key::folder())
                .map(|(cache, key)| Place { code: cache.join("code"), key }),
        )
    }

    /// In a folder given, the key beside the code.
    pub fn at(folder: &Path) -> CodeCache {
        CodeCache(Some(Place { code: folder.join("code"), key: folder.join("key") }))
    }

    /// Nothing is kept and nothing is found.
    pub fn off() -> CodeCache {
        CodeCache(None)
    }

    pub(super) fn get(&self, name: &Name) -> Option<CompiledCode> {
        let place = self.0.as_ref()?;
        let mut code = PrivateFolder::open(&place.code).ok()?.read(&name.0, MOST_BYTES).ok()?;
        // Behind the code, so that the megabytes before it stay where they are.
        let tag = code.split_off(code.len().checked_sub(MAC_BYTES)?);
        mac(&key::found(&place.key, KEY_NAME)?, name, &code)?.verify_slice(&tag).ok()?;
        // SAFETY: the MAC says that these bytes, under this name, were written
        // by `put` with a key that only this user can read. `put` is given
        // nothing but `CompiledCode`, and these bytes are no longer in a file
        // that could change under us.
        #[expect(unsafe_code, reason = "the one place where stored code becomes code again")]
        Some(unsafe { CompiledCode::assume_ours(code) })
    }

    /// Whether it was kept does not matter to anyone.
    pub(super) fn put(&self, name: &Name, code: &CompiledCode) -> Option<()> {
        let place = self.0.as_ref()?;
        let folder = PrivateFolder::open(&place.code).ok()?;
        let mac = mac(&key::made(&place.key, KEY_NAME)?, name, code.bytes())?.finalize().into_bytes();
        folder.write(&name.0, &[code.bytes(), mac.as_slice()].concat()).ok()?;
        folder.keep_newest(MOST_FILES).ok()
    }
}

fn mac(key: &Key, name: &Name, code: &[u8]) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    mac.update(name.0.as_bytes());
    mac.update(code);
    Some(mac)
}
