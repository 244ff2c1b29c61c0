//! Keys that nobody but this user can read. By them crossfoot knows again what
//! it wrote itself: code, and results of earlier runs.

use std::env;
use std::path::{Path, PathBuf};

use crate::disk::PrivateFolder;

pub const KEY_BYTES: usize = 32;

pub type Key = [u8; KEY_BYTES];

/// The key to the results of earlier runs, which lie in the project's folder,
/// where a stranger may have put them.
pub fn results_key() -> Option<Key> {
    made(&folder()?, "results-key")
}

/// Among the user's state, apart from everything that it is the key to.
pub(super) fn folder() -> Option<PathBuf> {
    user_folder("XDG_STATE_HOME", ".local/state", "state")
}

pub(super) fn found(folder: &Path, name: &str) -> Option<Key> {
    let key = PrivateFolder::open(folder).ok()?.read(name, KEY_BYTES as u64).ok()?;
    key.try_into().ok()
}

/// The key, made where there is none.
pub(super) fn made(folder: &Path, name: &str) -> Option<Key> {
    if let Some(key) = found(folder, name) {
        return Some(key);
    }
    let mut key = [0; KEY_BYTES];
    getrandom::fill(&mut key).ok()?;
    PrivateFolder::open(folder).ok()?.write_once(name, &key).ok()?;
    // Another process may have been first.
    found(folder, name)
}

/// `crossfoot` in the folder that a variable names, or in the usual one.
pub(super) fn user_folder(variable: &str, usual: &str, windows: &str) -> Option<PathBuf> {
    let named = env::var_os(variable).map(PathBuf::from).filter(|path| path.is_absolute());
    let usual = || {
        if cfg!(windows) {
            return Some(PathBuf::from(env::var_os("LOCALAPPDATA")?).join("crossfoot").join(windows));
        }
        Some(env::home_dir()?.join(usual).join("crossfoot"))
    };
    named.map(|path| path.join("crossfoot")).or_else(usual)
}
