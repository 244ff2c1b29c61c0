//! The only room that touches files: finding reports, reading them, writing
//! what must never be half written.
//!
//! It knows nothing of what the bytes mean, and names no other room.

mod private;

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use ignore::WalkBuilder;
use ignore::overrides::{Override, OverrideBuilder};

pub use private::PrivateFolder;

/// Endings by which a folder's reports are known. A file named outright is
/// read whatever its ending.
const ENDINGS: [&str; 4] = ["md", "markdown", "mdown", "mkd"];

#[derive(Debug, thiserror::Error)]
pub enum DiskError {
    #[error("{0}: no such file or folder")]
    NotFound(String),
    #[error("{0}: a folder without reports")]
    NoReports(String),
    #[error("{path}: a folder, where a file was wanted")]
    AFolder { path: String },
    #[error("{path}: neither a file nor a folder")]
    NotAFile { path: String },
    #[error("{path}: {size} bytes; at most {allowed} are read")]
    TooLarge { path: String, size: u64, allowed: u64 },
    #[error("{path}: {message}")]
    Unreadable { path: String, message: String },
    #[error("{path}: {message}")]
    Unwritable { path: String, message: String },
    #[error("`{glob}` is no pattern for paths: {message}")]
    BadGlob { glob: String, message: String },
}

impl DiskError {
    /// The path as the user knows it; for a pattern, the pattern.
    pub fn path(&self) -> &str {
        match self {
            DiskError::NotFound(path) | DiskError::NoReports(path) => path,
            DiskError::AFolder { path }
            | DiskError::NotAFile { path }
            | DiskError::TooLarge { path, .. }
            | DiskError::Unreadable { path, .. }
            | DiskError::Unwritable { path, .. } => path,
            DiskError::BadGlob { glob, .. } => glob,
        }
    }

    fn unreadable(path: &Path, error: &io::Error) -> Self {
        let path = shown(path);
        match error.kind() {
            io::ErrorKind::NotFound => DiskError::NotFound(path),
            _ => DiskError::Unreadable { path, message: plain(error) },
        }
    }

    fn unwritable(path: &Path, error: &io::Error) -> Self {
        let message = match error.kind() {
            // Of a file that is to be made, it can only be the folder.
            io::ErrorKind::NotFound => "cannot be written: its folder does not exist".to_owned(),
            _ => format!("cannot be written: {}", plain(error)),
        };
        DiskError::Unwritable { path: shown(path), message }
    }
}

/// Files to check, and what was wrong with the paths that were given.
#[derive(Debug, Default)]
pub struct Found {
    pub files: Vec<PathBuf>,
    pub problems: Vec<DiskError>,
}

/// Which files of a folder count, as patterns in the manner of `.gitignore`.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    pub include: Vec<String>,
    pub exclude: Vec<String>,
}

/// The reports under `paths`, each once, sorted. Files that git ignores are
/// left out, links inside folders are not followed.
pub fn find(paths: &[PathBuf], choice: &Choice) -> Found {
    let mut found = Found::default();
    for path in paths {
        match fs_err::metadata(path) {
            Err(error) => found.problems.push(DiskError::unreadable(path, &error)),
            Ok(data) if data.is_dir() => walk(path, choice, &mut found),
            Ok(_) => found.files.push(path.clone()),
        }
    }
    found.files = each_once(std::mem::take(&mut found.files), paths.len() > 1);
    found.problems.sort_by_cached_key(ToString::to_string);
    found
}

fn walk(folder: &Path, choice: &Choice, found: &mut Found) {
    let overrides = match overrides(folder, choice) {
        Ok(overrides) => overrides,
        Err(problem) => return found.problems.push(problem),
    };
    let before = (found.files.len(), found.problems.len());
    // The user's own global ignore file is left out of it: the answer must not
    // depend on the machine.
    let walk = WalkBuilder::new(folder).git_global(false).overrides(overrides).build();
    for entry in walk {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                if !choice.include.is_empty() || is_report(entry.path()) {
                    found.files.push(entry.into_path());
                }
            }
            Ok(_) => {}
            Err(error) => {
                found.problems.push(DiskError::Unreadable { path: shown(folder), message: error.to_string() })
            }
        }
    }
    if before == (found.files.len(), found.problems.len()) {
        found.problems.push(DiskError::NoReports(shown(folder)));
    }
}

fn overrides(folder: &Path, choice: &Choice) -> Result<Override, DiskError> {
    let mut builder = OverrideBuilder::new(folder);
    let excluded = choice.exclude.iter().map(|glob| format!("!{glob}"));
    for glob in choice.include.iter().cloned().chain(excluded) {
        builder
            .add(&glob)
            .map_err(|error| DiskError::BadGlob { glob: glob.clone(), message: error.to_string() })?;
    }
    builder.build().map_err(|error| DiskError::BadGlob { glob: String::new(), message: error.to_string() })
}

fn is_report(path: &Path) -> bool {
    path.extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// Sorted by the path as shown. When several paths were given, the same file
/// may have been reached on two ways; the first in order stays.
fn each_once(mut files: Vec<PathBuf>, several: bool) -> Vec<PathBuf> {
    files.sort_by_cached_key(|path| shown(path));
    files.dedup();
    if several {
        let mut seen = std::collections::HashSet::new();
        files.retain(|path| seen.insert(fs_err::canonicalize(path).unwrap_or_else(|_| path.clone())));
    }
    files
}

/// A path as crossfoot prints it: forward slashes on every system, no leading
/// `./`, and a replacement character where it is no Unicode.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace('\\', "/") };
    match text.strip_prefix("./") {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => text,
    }
}

/// Reads a regular file of at most `allowed` bytes. Devices and pipes are
/// refused: some of them never end.
pub fn read(path: &Path, allowed: u64) -> Result<Vec<u8>, DiskError> {
    let unreadable = |error: io::Error| DiskError::unreadable(path, &error);
    let data = fs_err::metadata(path).map_err(unreadable)?;
    if data.is_dir() {
        return Err(DiskError::AFolder { path: shown(path) });
    }
    if !data.is_file() {
        return Err(DiskError::NotAFile { path: shown(path) });
    }
    if data.len() > allowed {
        return Err(DiskError::TooLarge { path: shown(path), size: data.len(), allowed });
    }
    let file = fs_err::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::with_capacity(data.len() as usize + 1);
    // It may have grown since it was measured.
    file.take(allowed.saturating_add(1)).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > allowed {
        return Err(DiskError::TooLarge { path: shown(path), size: bytes.len() as u64, allowed });
    }
    Ok(bytes)
}

/// The files right in a folder, sorted.
pub fn files_in(folder: &Path) -> Result<Vec<PathBuf>, DiskError> {
    let unreadable = |error: io::Error| DiskError::unreadable(folder, &error);
    let mut files = Vec::new();
    for entry in fs_err::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// When a file below a folder that has one of these endings was written last.
/// What git would ignore is left out, in a repository or not.
pub fn last_change(folder: &Path, endings: &[&str]) -> Option<SystemTime> {
    let walk = WalkBuilder::new(folder).git_global(false).require_git(false).build();
    let counts = |path: &Path| {
        let ending = path.extension().and_then(|ending| ending.to_str());
        ending.is_some_and(|ending| endings.contains(&ending))
    };
    let files = walk.filter_map(Result::ok).filter(|entry| counts(entry.path()));
    files.filter_map(|entry| modified(entry.path())).max()
}

/// When a file was written; nothing if there is none.
pub fn modified(file: &Path) -> Option<SystemTime> {
    fs_err::metadata(file).ok()?.modified().ok()
}

/// Makes a folder, and those above it, where there is none.
pub fn make_folder(path: &Path) -> Result<(), DiskError> {
    fs_err::create_dir_all(path).map_err(|error| DiskError::unwritable(path, &error))
}

/// When a file was last written, and how long it is: enough to tell that it
/// has changed since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    modified: Option<std::time::SystemTime>,
    length: u64,
}

/// Nothing for a file that cannot be seen.
pub fn stamp(path: &Path) -> Option<Stamp> {
    let data = fs_err::metadata(path).ok()?;
    Some(Stamp { modified: data.modified().ok(), length: data.len() })
}

/// Adds to the end of a file that others may write as well.
pub fn append(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    let unwritable = |error: io::Error| DiskError::unwritable(path, &error);
    let mut file = fs_err::OpenOptions::new().append(true).create(true).open(path).map_err(unwritable)?;
    file.write_all(bytes).map_err(unwritable)
}

/// A file to add lines to, made where there is none.
pub fn append_to(path: &Path) -> Result<impl Write + Send + 'static + use<>, DiskError> {
    let unwritable = |error: io::Error| DiskError::unwritable(path, &error);
    fs_err::OpenOptions::new().create(true).append(true).open(path).map_err(unwritable)
}

/// Writes the whole file or leaves the old one: a temporary file beside it,
/// then a rename.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    let unwritable = |error: io::Error| DiskError::unwritable(path, &error);
    if let Ok(data) = fs_err::metadata(path) {
        if data.is_dir() {
            return Err(DiskError::AFolder { path: shown(path) });
        }
        // A pipe or a device is to be written to, and never replaced by a file.
        if !data.is_file() {
            let open = fs_err::OpenOptions::new().write(true).open(path);
            return open.and_then(|mut file| file.write_all(bytes)).map_err(unwritable);
        }
    }
    // Through a link, the file that it points to is replaced, not the link.
    let target = fs_err::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = target.with_file_name(format!(".{name}.{}.crossfoot", std::process::id()));
    let mut file =
        fs_err::OpenOptions::new().write(true).create_new(true).open(&beside).map_err(unwritable)?;
    let written = file.write_all(bytes).and_then(|()| {
        if let Ok(data) = fs_err::metadata(&target) {
            fs_err::set_permissions(&beside, data.permissions())?;
        }
        fs_err::rename(&beside, &target)
    });
    written.map_err(|error| {
        // Best effort: what matters is that the old file is still whole.
        let _ = fs_err::remove_file(&beside);
        unwritable(error)
    })
}

/// fs-err puts what was tried, and with which paths, in front of the message;
/// our messages name the path already, as the user knows it.
fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    text.rsplit_once("`: ").map_or(text.as_str(), |(_, message)| message).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_its_reports_sorted_and_once() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.md", "a.MD", "note.txt", "sub/c.markdown"] {
            let path = folder.path().join(name);
            fs_err::create_dir_all(path.parent().unwrap()).unwrap();
            fs_err::write(path, "x").unwrap();
        }
        let twice = [folder.path().to_owned(), folder.path().join("b.md")];
        let found = find(&twice, &Choice::default());
        let names: Vec<_> =
            found.files.iter().map(|path| shown(path.strip_prefix(folder.path()).unwrap())).collect();
        assert_eq!(names, ["a.MD", "b.md", "sub/c.markdown"]);
        assert!(found.problems.is_empty());
    }

    #[test]
    fn what_is_not_there_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let found = find(&[folder.path().to_owned(), folder.path().join("none.md")], &Choice::default());
        assert!(
            matches!(found.problems.as_slice(), [DiskError::NoReports(_), DiskError::NotFound(path)]
            if path.ends_with("none.md"))
                || matches!(found.problems.as_slice(), [DiskError::NotFound(_), DiskError::NoReports(_)])
        );
    }

    #[test]
    fn patterns_choose_and_leave_out() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.md", "b.txt", "draft.md"] {
            fs_err::write(folder.path().join(name), "x").unwrap();
        }
        let choice = Choice { include: vec!["*.txt".into(), "*.md".into()], exclude: vec!["draft*".into()] };
        let found = find(&[folder.path().to_owned()], &choice);
        assert_eq!(found.files.len(), 2, "{found:?}");
    }

    #[test]
    fn a_file_over_the_limit_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("long.md");
        fs_err::write(&path, "12345").unwrap();
        assert!(matches!(read(&path, 4), Err(DiskError::TooLarge { size: 5, .. })));
        assert_eq!(read(&path, 5).unwrap(), b"12345");
        assert!(matches!(read(folder.path(), 5), Err(DiskError::AFolder { .. })));
    }

    #[test]
    fn writing_replaces_the_whole_file_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        write_whole(&path, b"old").unwrap();
        write_whole(&path, b"new").unwrap();
        assert_eq!(fs_err::read(&path).unwrap(), b"new");
        assert_eq!(fs_err::read_dir(folder.path()).unwrap().count(), 1);
    }
}
