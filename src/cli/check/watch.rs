//! Checks again when something changes. The whole run starts anew each time,
//! so that a changed analyzer, config or baseline needs no restart; compiled
//! code is kept by the cache.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use super::Check;
use super::inputs::Inputs;
use crate::cli::{Verdict, say};
use crate::disk::{self, Stamp};
use crate::emit::clean;

/// How often the files are looked at. Looking costs a few milliseconds for
/// thousands of reports, works on every file system, and misses nothing.
const PAUSE: Duration = Duration::from_millis(300);

type Stamps = BTreeMap<PathBuf, Option<Stamp>>;

/// Ends when it is interrupted, or when the first check cannot be made at all.
pub(super) fn watch(check: &Check) -> Verdict {
    let mut seen = stamps(check);
    loop {
        // A config that is wrong at the moment is told, and waited for.
        let _ = check.once();
        say::complaint("watching; press Ctrl-C to end");
        loop {
            std::thread::sleep(PAUSE);
            let now = stamps(check);
            if now != seen {
                say::complaint(&format!("{}; checking again", changes(&seen, &now)));
                seen = now;
                break;
            }
        }
    }
}

/// `reports/a.md changed`, or how many did.
fn changes(before: &Stamps, now: &Stamps) -> String {
    let gone = before.keys().filter(|file| !now.contains_key(*file));
    let other = now.iter().filter(|(file, stamp)| before.get(*file) != Some(*stamp)).map(|(file, _)| file);
    let changed: Vec<&PathBuf> = other.chain(gone).collect();
    match changed.as_slice() {
        [one] => format!("{} changed", clean(&disk::shown(one))),
        several => format!("{} files changed", several.len()),
    }
}

/// Everything that a check reads.
fn stamps(check: &Check) -> Stamps {
    let mut files: Vec<PathBuf> = check.analyzers.analyzers.clone();
    if let Ok(project) = check.analyzers.project(&check.paths.named()) {
        let inputs = Inputs::gather(&check.paths.without_since(), &project);
        files.extend(inputs.files);
        files.extend(project.file.iter().cloned());
        files.extend(project.wanted().0.into_iter().map(|wanted| wanted.file));
        files.extend(check.baseline.file(&project));
    }
    files.into_iter().map(|file| (file.clone(), disk::stamp(&file))).collect()
}
