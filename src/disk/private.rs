//! Folders that belong to this user alone, for what must not be read or
//! changed by others.
//!
//! Whoever uses it takes every failure as "not there": nothing in here is
//! worth stopping for.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use fs_err::OpenOptions;

/// A folder of our own, mode 0700, that is no link.
#[derive(Clone, Debug)]
pub struct PrivateFolder(PathBuf);

impl PrivateFolder {
    /// Makes it if it is not there.
    pub fn open(path: &Path) -> io::Result<PrivateFolder> {
        if fs_err::symlink_metadata(path).is_err() {
            create(path)?;
        }
        let data = fs_err::symlink_metadata(path)?;
        if !data.is_dir() || !is_ours(&data) || !is_closed(&data) {
            return Err(refused("not a private folder of this user"));
        }
        Ok(PrivateFolder(path.to_owned()))
    }

    /// The whole of a regular file of ours with at most `most` bytes.
    pub fn read(&self, name: &str, most: u64) -> io::Result<Vec<u8>> {
        let path = self.0.join(name);
        let data = fs_err::symlink_metadata(&path)?;
        if !data.is_file() || !is_ours(&data) || data.len() > most {
            return Err(refused("not a file of this user, or too large"));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(data.len()).unwrap_or(0));
        fs_err::File::open(&path)?.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Replaces the whole file, or leaves everything as it was.
    pub fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let beside = self.write_beside(name, bytes)?;
        fs_err::rename(&beside, self.0.join(name)).inspect_err(|_| forget(&beside))
    }

    /// Writes the file unless it is there already; of several processes, the
    /// first wins and none sees half a file.
    pub fn write_once(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let beside = self.write_beside(name, bytes)?;
        let linked = fs_err::hard_link(&beside, self.0.join(name));
        forget(&beside);
        match linked {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            other => other,
        }
    }

    /// Removes all but the files that were written last.
    pub fn keep_newest(&self, count: usize) -> io::Result<()> {
        let mut files: Vec<(SystemTime, PathBuf)> = fs_err::read_dir(&self.0)?
            .filter_map(|entry| {
                let entry = entry.ok()?;
                let written = entry.metadata().ok()?.modified().ok()?;
                Some((written, entry.path()))
            })
            .collect();
        files.sort();
        let surplus = files.len().saturating_sub(count);
        files.iter().take(surplus).for_each(|(_, path)| forget(path));
        Ok(())
    }

    fn write_beside(&self, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let beside = self.0.join(format!(".{name}.{}.{count}", std::process::id()));
        let written = only_ours(OpenOptions::new().write(true).create_new(true))
            .open(&beside)
            .and_then(|mut file| file.write_all(bytes));
        written.inspect_err(|_| forget(&beside))?;
        Ok(beside)
    }
}

/// Best effort: a file left behind is swept away with the old ones.
fn forget(path: &Path) {
    let _ = fs_err::remove_file(path);
}

fn refused(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::PermissionDenied, why)
}

#[cfg(unix)]
fn create(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    // fs-err has no builder for folders; the error is not shown to anyone.
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(not(unix))]
fn create(path: &Path) -> io::Result<()> {
    fs_err::create_dir_all(path)
}

#[cfg(unix)]
fn only_ours(options: &mut OpenOptions) -> &mut OpenOptions {
    use fs_err::os::unix::fs::OpenOptionsExt;
    options.mode(0o600)
}

#[cfg(not(unix))]
fn only_ours(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

#[cfg(unix)]
fn is_closed(data: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    data.mode() & 0o077 == 0
}

#[cfg(unix)]
fn is_ours(data: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    user().is_some_and(|user| user == data.uid())
}

/// Who runs this program, from what the system says about it; where it has no
/// such folder, whoever owns the home folder.
#[cfg(unix)]
fn user() -> Option<u32> {
    use std::os::unix::fs::MetadataExt;
    let of = |path: PathBuf| fs_err::metadata(path).ok().map(|data| data.uid());
    of("/proc/self".into()).or_else(|| of(std::env::home_dir()?))
}

/// Elsewhere the user's own folders are closed to others by themselves.
#[cfg(not(unix))]
fn is_closed(_: &std::fs::Metadata) -> bool {
    true
}

#[cfg(not(unix))]
fn is_ours(_: &std::fs::Metadata) -> bool {
    true
}
