//! Folders of this user alone, for what is kept from one session to the next.

use std::env;
use std::path::PathBuf;

use crate::disk::PrivateFolder;

/// Where things of a kind are kept, whether or not the folder is there yet.
pub fn place(kind: &str) -> Option<PathBuf> {
    let named = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let usual = || match env::var_os("LOCALAPPDATA").filter(|_| cfg!(windows)) {
        Some(folder) => Some(PathBuf::from(folder)),
        None => Some(env::home_dir()?.join(".cache")),
    };
    Some(named.or_else(usual)?.join("crossfoot").join(kind))
}

/// The folder itself, made where there is none.
pub fn folder(kind: &str) -> Option<PrivateFolder> {
    PrivateFolder::open(&place(kind)?).ok()
}
