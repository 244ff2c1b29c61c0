//! The cache of compiled code cannot be used to run code.
//!
//! A loader without a compiler tells a hit from a miss: only a hit loads.

use std::path::{Path, PathBuf};

use crossfoot::analyzers::{CodeCache, Compiler, Loader};
use crossfoot::host::{Limits, Pool};

use crate::attack::honest;
use crate::mutations::Dice;
use crate::{host, host_in, loader, put, wanted};

struct Kept {
    folder: tempfile::TempDir,
    analyzer: PathBuf,
}

impl Kept {
    /// An analyzer whose code is in the cache.
    fn new() -> Kept {
        let folder = tempfile::tempdir().unwrap();
        let analyzer = put(folder.path(), "a.wasm", &honest(""));
        let kept = Kept { folder, analyzer };
        let (set, faults) = loader(kept.cache()).load(None, &[wanted(&kept.analyzer)]);
        assert_eq!((set.analyzers.len(), faults.len()), (1, 0), "{faults:?}");
        assert!(kept.hits());
        kept
    }

    fn cache(&self) -> CodeCache {
        CodeCache::at(&self.folder.path().join("cache"))
    }

    fn hits(&self) -> bool {
        let blind =
            Loader { host: host(), cache: self.cache(), compiler: Compiler::with_program("/nowhere") };
        blind.load(None, &[wanted(&self.analyzer)]).0.analyzers.len() == 1
    }

    fn code(&self) -> PathBuf {
        self.folder.path().join("cache/code")
    }

    fn key(&self) -> PathBuf {
        self.folder.path().join("cache/key")
    }

    fn entry(&self) -> PathBuf {
        only(&self.code())
    }
}

fn only(folder: &Path) -> PathBuf {
    let mut files: Vec<_> = fs_err::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    files.remove(0)
}

#[test]
fn changed_bytes_are_a_miss() {
    let kept = Kept::new();
    let path = kept.entry();
    let whole = fs_err::read(&path).unwrap();
    let mut dice = Dice::new(3);
    for _ in 0..3_000 {
        let mut bytes = whole.clone();
        let at = dice.below(bytes.len());
        bytes[at] ^= 1 << dice.below(8);
        fs_err::write(&path, bytes).unwrap();
        assert!(!kept.hits(), "a flipped bit at {at}");
    }
    for _ in 0..1_000 {
        fs_err::write(&path, &whole[..dice.below(whole.len())]).unwrap();
        assert!(!kept.hits());
    }
    fs_err::write(&path, [whole.as_slice(), b"x"].concat()).unwrap();
    assert!(!kept.hits(), "a byte too many");
    fs_err::write(&path, &whole).unwrap();
    assert!(kept.hits());
}

#[test]
fn after_a_miss_the_code_is_made_and_kept_anew() {
    let kept = Kept::new();
    fs_err::write(kept.entry(), b"garbage").unwrap();
    let (set, faults) = loader(kept.cache()).load(None, &[wanted(&kept.analyzer)]);
    assert_eq!((set.analyzers.len(), faults.len()), (1, 0));
    assert!(kept.hits());
}

#[test]
fn code_of_another_analyzer_engine_or_screen_is_a_miss() {
    let kept = Kept::new();
    let whole = fs_err::read(kept.entry()).unwrap();
    // Another analyzer, whose entry is overwritten with the first one's.
    let other = put(kept.folder.path(), "b.wasm", &honest("(memory 1)"));
    loader(kept.cache()).load(None, &[wanted(&other)]);
    for file in fs_err::read_dir(kept.code()).unwrap() {
        fs_err::write(file.unwrap().path(), &whole).unwrap();
    }
    let blind = Loader { host: host(), cache: kept.cache(), compiler: Compiler::with_program("/nowhere") };
    assert!(blind.load(None, &[wanted(&other)]).0.analyzers.is_empty());
    assert!(kept.hits());
    let mut narrow = wanted(&kept.analyzer);
    narrow.limits = Limits { screen_product: 5, ..Limits::default() };
    assert!(blind.load(None, &[narrow]).0.analyzers.is_empty(), "a narrower screen");
    let elsewhere = Loader { host: host_in(Pool::OnDemand), ..blind };
    assert!(elsewhere.load(None, &[wanted(&kept.analyzer)]).0.analyzers.is_empty(), "another engine");
}

#[test]
fn another_key_or_none_is_a_miss() {
    let kept = Kept::new();
    let key = only(&kept.key());
    let own = fs_err::read(&key).unwrap();
    assert_eq!(own.len(), 32);
    assert!(!kept.entry().starts_with(kept.key()) && !key.starts_with(kept.code()));
    for bytes in [&b""[..], &own[..31], &[0; 32], &[own.as_slice(), b"x"].concat()] {
        fs_err::write(&key, bytes).unwrap();
        assert!(!kept.hits());
    }
    fs_err::remove_file(&key).unwrap();
    assert!(!kept.hits());
}

#[cfg(unix)]
mod on_unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};

    use super::*;

    fn mode(path: &Path, mode: u32) {
        fs_err::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    }

    #[test]
    fn the_folders_are_private() {
        let kept = Kept::new();
        for folder in [kept.code(), kept.key()] {
            assert_eq!(fs_err::metadata(folder).unwrap().mode() & 0o777, 0o700);
        }
        assert_eq!(fs_err::metadata(only(&kept.key())).unwrap().mode() & 0o777, 0o600);
    }

    #[test]
    fn folders_that_others_can_enter_are_not_used() {
        for loose in [0o755, 0o770, 0o777] {
            let kept = Kept::new();
            mode(&kept.code(), loose);
            assert!(!kept.hits());
            mode(&kept.code(), 0o700);
            mode(&kept.key(), loose);
            assert!(!kept.hits());
        }
    }

    #[test]
    fn links_are_not_followed() {
        let kept = Kept::new();
        let entry = kept.entry();
        let moved = kept.folder.path().join("moved");
        fs_err::rename(&entry, &moved).unwrap();
        symlink(&moved, &entry).unwrap();
        assert!(!kept.hits(), "an entry that is a link");
        let kept = Kept::new();
        let moved = kept.folder.path().join("moved");
        fs_err::rename(kept.code(), &moved).unwrap();
        symlink(&moved, kept.code()).unwrap();
        assert!(!kept.hits(), "a folder that is a link");
    }

    #[test]
    fn files_of_another_user_are_not_used() {
        let kept = Kept::new();
        if chown(kept.entry(), Some(12_345), None).is_err() {
            println!("skipped: only a superuser can give files away");
            return;
        }
        assert!(!kept.hits(), "an entry of another user");
        let kept = Kept::new();
        chown(kept.key(), Some(12_345), None).unwrap();
        assert!(!kept.hits(), "a key of another user");
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_no_trouble() {
        let kept = Kept::new();
        fs_err::remove_file(kept.entry()).unwrap();
        mode(&kept.code(), 0o500);
        let (set, faults) = loader(kept.cache()).load(None, &[wanted(&kept.analyzer)]);
        assert_eq!((set.analyzers.len(), faults.len()), (1, 0));
        mode(&kept.code(), 0o700);
    }
}

/// The whole program, with the user's own folders, twice at the same time.
#[test]
fn two_processes_at_once_find_whole_code_or_none() {
    use std::process::{Command, Stdio};
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "a.wasm", &honest(""));
    put(folder.path(), "a.md", b"12 rounds\n");
    let start = || {
        Command::new(env!("CARGO_BIN_EXE_crossfoot"))
            .current_dir(folder.path())
            .env("XDG_CACHE_HOME", folder.path().join("cache"))
            .env("XDG_STATE_HOME", folder.path().join("state"))
            .args(["check", "a.md", "--analyzer", "a.wasm", "--format", "json"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    for round in 0..5 {
        let both = [start(), start()].map(|child| child.wait_with_output().unwrap());
        for output in both {
            assert_eq!(output.status.code(), Some(0), "{output:?}");
        }
        let code: Vec<_> = fs_err::read_dir(folder.path().join("cache/crossfoot/code")).unwrap().collect();
        // Ours and the stranger's, and nothing half written beside them.
        assert_eq!(code.len(), 2, "{code:?}");
        if round == 2 {
            let first = code[0].as_ref().unwrap().path();
            fs_err::write(first, b"torn").unwrap();
        }
    }
}

/// Writing ends in the middle, and what was begun is taken away.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_no_trouble() {
    use std::process::Command;
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "a.wasm", &honest(""));
    put(folder.path(), "a.md", b"12 rounds\n");
    fs_err::create_dir(folder.path().join("cache")).unwrap();
    let script = "mount -t tmpfs -o size=4k tmpfs cache && echo mounted && \
        \"$0\" check a.md --analyzer a.wasm && \"$0\" check a.md --analyzer a.wasm && \
        find cache -type f | sed 's/^/left: /'";
    let output = Command::new("unshare")
        .current_dir(folder.path())
        .env("XDG_CACHE_HOME", folder.path().join("cache"))
        .env("XDG_STATE_HOME", folder.path().join("state"))
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", script, env!("CARGO_BIN_EXE_crossfoot")])
        .output();
    let Some(output) = output.ok().filter(|output| output.stdout.starts_with(b"mounted")) else {
        println!("skipped: no small file system can be had here");
        return;
    };
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let told = String::from_utf8(output.stdout).unwrap();
    assert_eq!(told.matches("1 report").count(), 2, "{told}");
    assert!(!told.contains("left: "), "{told}");
}

#[test]
fn a_cache_that_cannot_be_made_is_no_trouble() {
    let folder = tempfile::tempdir().unwrap();
    let analyzer = put(folder.path(), "a.wasm", &honest(""));
    let in_the_way = put(folder.path(), "cache", b"a file, not a folder");
    let (set, faults) = loader(CodeCache::at(&in_the_way)).load(None, &[wanted(&analyzer)]);
    assert_eq!((set.analyzers.len(), faults.len()), (1, 0));
}

#[test]
fn many_writers_at_once_leave_one_whole_entry() {
    let folder = tempfile::tempdir().unwrap();
    let analyzer = put(folder.path(), "a.wasm", &honest(""));
    let cache = folder.path().join("cache");
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let (set, faults) = loader(CodeCache::at(&cache)).load(None, &[wanted(&analyzer)]);
                assert_eq!((set.analyzers.len(), faults.len()), (1, 0), "{faults:?}");
            });
        }
    });
    let kept = Kept { folder, analyzer };
    only(&kept.code());
    only(&kept.key());
    assert!(kept.hits());
}
