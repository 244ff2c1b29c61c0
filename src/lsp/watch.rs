//! What may change behind the editor's back: files, and the editor's own life.

use std::path::Path;

use lsp_types::{
    DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern, Registration,
    RegistrationParams,
};
use serde_json::json;

use crate::config;
use crate::disk;

const GLOBS: [&str; 4] =
    ["**/*.{md,markdown,mdown,mkd}", "**/crossfoot.toml", "**/pyproject.toml", "**/*.wasm"];

/// Asks the client to tell of changed files.
pub fn registration() -> RegistrationParams {
    let watcher =
        |glob: &str| FileSystemWatcher { glob_pattern: GlobPattern::String(glob.into()), kind: None };
    let options = DidChangeWatchedFilesRegistrationOptions { watchers: GLOBS.map(watcher).to_vec() };
    RegistrationParams {
        registrations: vec![Registration {
            id: "crossfoot-files".into(),
            method: "workspace/didChangeWatchedFiles".into(),
            register_options: Some(json!(options)),
        }],
    }
}

/// Whether a file of this name can change how reports are judged.
pub fn is_config(path: &Path) -> bool {
    path.file_name().is_some_and(|name| config::NAMES.iter().any(|known| name == *known))
}

pub fn is_report(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ["md", "markdown", "mdown", "mkd"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Whether the process that started us has ended. Where that cannot be told,
/// the end of stdin must do.
pub fn is_gone(process: u32) -> bool {
    if !cfg!(target_os = "linux") || !Path::new("/proc/self/stat").exists() {
        return false;
    }
    let Ok(stat) = disk::read(Path::new(&format!("/proc/{process}/stat")), 4096) else { return true };
    // The state stands behind the name, which may hold anything but ends with
    // the last parenthesis.
    let stat = String::from_utf8_lossy(&stat);
    stat.rsplit_once(')').is_some_and(|(_, rest)| rest.trim_start().starts_with(['Z', 'X']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn the_living_are_told_from_the_dead() {
        assert!(!is_gone(std::process::id()));
        assert!(is_gone(u32::MAX));
    }
}
