//! What changed since a revision, as git tells it.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use crate::disk;
use crate::ledger::{Fault, FaultKind};
use crate::policy::relative;

/// The current folder, and the files that differ from where this branch left
/// `revision`, seen from there; new files that git does not know are among
/// them, those that are gone are not.
pub fn changed(revision: &str) -> Result<(String, BTreeSet<String>), Fault> {
    let refuse = |message: String| Fault::of_input("--since", FaultKind::BadRevision, message);
    let cwd = std::env::current_dir().map_err(|error| refuse(error.to_string()))?;
    let top = git(&cwd, ["rev-parse", "--show-toplevel"]).map_err(refuse)?;
    let top = top.trim_end_matches(['\n', '\r']).to_owned();
    let commit = format!("{revision}^{{commit}}");
    git(&cwd, ["rev-parse", "--verify", "--quiet", "--end-of-options", &commit]).map_err(|_| {
        refuse(format!("git knows no revision `{revision}`; in CI, fetch the history (fetch-depth: 0)"))
    })?;
    let top_folder = Path::new(&top);
    // Without a common ancestor the revision itself is what to compare with.
    let base = match git(top_folder, ["merge-base", "HEAD", &commit]) {
        Ok(base) => base.trim().to_owned(),
        Err(_) => commit,
    };
    let differing = ["diff", "--name-only", "-z", "--no-renames", "--diff-filter=d", &base, "--"];
    let unknown = ["ls-files", "--others", "--exclude-standard", "-z"];
    let lists = [git(top_folder, differing).map_err(refuse)?, git(top_folder, unknown).map_err(refuse)?];
    let cwd = disk::shown(&cwd);
    let names = lists.iter().flat_map(|list| list.split('\0')).filter(|name| !name.is_empty());
    let files = names.map(|name| relative(&cwd, &cwd, &format!("{top}/{name}"))).collect();
    Ok((cwd, files))
}

fn git<I: IntoIterator<Item = A>, A: AsRef<OsStr>>(folder: &Path, arguments: I) -> Result<String, String> {
    let output = Command::new("git").current_dir(folder).args(arguments).output();
    let output = output.map_err(|error| format!("git could not be run: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("git: {}", said.trim().lines().next().unwrap_or("failed without a word")));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
