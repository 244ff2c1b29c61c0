//! Explanations and ledgers as files, so that any editor can open them.

use std::collections::BTreeMap;
use std::env;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use super::uri;
use crate::disk::PrivateFolder;
use crate::host::hex;
use crate::ledger::RuleInfo;

/// A page for each rule, by its code; those that cannot be written are left
/// out, and so are their links.
pub fn explanations(rules: &[RuleInfo]) -> BTreeMap<String, String> {
    let one = |rule: &RuleInfo| {
        let digest = hex(&Sha256::digest(&rule.explanation));
        let name = format!("{}-{}.md", rule.code, digest.get(..12)?);
        Some((rule.code.clone(), keep(&name, &rule.explanation)?))
    };
    rules.iter().filter_map(one).collect()
}

/// The ledger of a report, for reading only.
pub fn ledger(path: &str, text: &str) -> Option<String> {
    let digest = hex(&Sha256::digest(path));
    let folder = folder()?;
    let name = format!("ledger-{}.txt", digest.get(..12)?);
    PrivateFolder::open(&folder).ok()?.write(&name, text.as_bytes()).ok()?;
    Some(uri::of_path(&folder.join(name)))
}

/// The name holds the content's digest, so what is there is right.
fn keep(name: &str, text: &str) -> Option<String> {
    let folder = folder()?;
    let file = folder.join(name);
    if !file.exists() {
        PrivateFolder::open(&folder).ok()?.write(name, text.as_bytes()).ok()?;
    }
    Some(uri::of_path(&file))
}

fn folder() -> Option<PathBuf> {
    let named = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let usual = || match env::var_os("LOCALAPPDATA").filter(|_| cfg!(windows)) {
        Some(folder) => Some(PathBuf::from(folder)),
        None => Some(env::home_dir()?.join(".cache")),
    };
    Some(named.or_else(usual)?.join("crossfoot").join("pages"))
}
