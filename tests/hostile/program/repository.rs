//! A repository that a stranger has filled: its cache, its links, its
//! references, and files that do not hold still.

use super::*;

/// Enough reports that results are kept.
fn many(folder: &Path) {
    fs_err::create_dir_all(folder.join("r")).unwrap();
    for at in 0..70 {
        put(&folder.join("r"), &format!("{at:02}.md"), WRONG);
    }
}

fn checked(folder: &Path) -> (Option<i32>, Value) {
    let (output, text) = run(check(folder).args(["r", "--format", "json"]));
    (output.status.code(), serde_json::from_str(&text).unwrap())
}

/// Results that another user's crossfoot has kept say of these very reports
/// what it liked; here they are worth nothing.
#[test]
fn a_cache_that_came_with_the_repository_is_not_believed() {
    let folder = tempfile::tempdir().unwrap();
    many(folder.path());
    let (code, first) = checked(folder.path());
    assert_eq!(code, Some(1));
    let kept = folder.path().join(".crossfoot_cache/results");
    let whole = fs_err::read(&kept).unwrap();
    // The same bytes, but the checksum is one that anyone can make.
    let line = whole.iter().position(|&byte| byte == b'\n').unwrap() + 1;
    let mut forged = whole.clone();
    let content = forged.len() - 20;
    forged[content] ^= 1;
    let checksum = <sha2::Sha256 as sha2::Digest>::digest(&forged[line + 32..]);
    forged[line..line + 32].copy_from_slice(&checksum);
    fs_err::write(&kept, &forged).unwrap();
    assert_eq!(checked(folder.path()), (code, first.clone()));
    assert_ne!(fs_err::read(&kept).unwrap(), forged, "it was not used, so it was made anew");
    // A stranger's key makes a stranger's results.
    fs_err::write(&kept, &whole).unwrap();
    fs_err::write(folder.path().join("state/crossfoot/results-key"), [7; 32]).unwrap();
    assert_eq!(checked(folder.path()), (code, first));
    assert_ne!(fs_err::read(&kept).unwrap(), whole);
}

#[cfg(unix)]
#[test]
fn a_cache_that_is_a_link_overwrites_nothing() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let private = || PermissionsExt::from_mode(0o700);
    // The folder is a link.
    let folder = tempfile::tempdir().unwrap();
    many(folder.path());
    let home = folder.path().join("home");
    fs_err::create_dir(&home).unwrap();
    fs_err::set_permissions(&home, private()).unwrap();
    put(&home, "results", b"dear to me");
    symlink("home", folder.path().join(".crossfoot_cache")).unwrap();
    assert_eq!(checked(folder.path()).0, Some(1));
    assert_eq!(fs_err::read(home.join("results")).unwrap(), b"dear to me");
    assert!(!home.join(".gitignore").exists());
    // The file in it is one.
    let folder = tempfile::tempdir().unwrap();
    many(folder.path());
    let dear = put(folder.path(), "dear", b"dear to me");
    let cache = folder.path().join(".crossfoot_cache");
    fs_err::create_dir(&cache).unwrap();
    fs_err::set_permissions(&cache, private()).unwrap();
    symlink(&dear, cache.join("results")).unwrap();
    symlink(&dear, cache.join(".gitignore")).unwrap();
    assert_eq!(checked(folder.path()).0, Some(1));
    assert_eq!(fs_err::read(&dear).unwrap(), b"dear to me");
}

/// As a checkout makes it: a folder that is not private. Nothing in it counts,
/// and nothing is put there.
#[cfg(unix)]
#[test]
fn a_cache_that_is_open_to_others_is_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    many(folder.path());
    let cache = folder.path().join(".crossfoot_cache");
    fs_err::create_dir(&cache).unwrap();
    fs_err::set_permissions(&cache, PermissionsExt::from_mode(0o755)).unwrap();
    put(&cache, "results", b"what a stranger wrote");
    assert_eq!(checked(folder.path()).0, Some(1));
    assert_eq!(fs_err::read(cache.join("results")).unwrap(), b"what a stranger wrote");
}

/// Files come, go, grow and shrink while they are read: each run says what it
/// saw, and never that crossfoot stumbled.
#[test]
fn files_that_do_not_hold_still_are_read_or_named() {
    use std::sync::atomic::{AtomicBool, Ordering};
    let folder = tempfile::tempdir().unwrap();
    for at in 0..40 {
        put(folder.path(), &format!("{at:02}.md"), WRONG);
    }
    let done = AtomicBool::new(false);
    let mut named = std::collections::BTreeSet::new();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let long = b"12 rounds, then a line that says nothing at all\n".repeat(3_000);
            for at in (0..40).cycle().take_while(|_| !done.load(Ordering::Relaxed)) {
                let file = folder.path().join(format!("{at:02}.md"));
                let _ = match at % 4 {
                    0 => fs_err::remove_file(&file).and_then(|()| fs_err::write(&file, WRONG)),
                    1 => fs_err::write(&file, &long),
                    2 => fs_err::write(&file, b""),
                    _ => fs_err::remove_file(&file).and_then(|()| fs_err::create_dir(&file)).and_then(|()| {
                        std::thread::yield_now();
                        fs_err::remove_dir(&file)
                    }),
                };
                if at % 4 == 3 {
                    let _ = fs_err::write(&file, WRONG);
                }
            }
        });
        for _ in 0..12 {
            let (code, outcome) = json(check(folder.path()).arg("."));
            assert!(code == Some(1) || code == Some(2), "{code:?} {outcome}");
            for fault in outcome["faults"].as_array().unwrap() {
                named.insert(fault["kind"].as_str().unwrap().to_owned());
            }
        }
        done.store(true, Ordering::Relaxed);
    });
    let right = ["no-reports", "not-found", "unreadable"];
    assert!(named.iter().all(|kind| right.contains(&kind.as_str())), "{named:?}");
    assert!(named.contains("no-reports"), "nothing moved: {named:?}");
}

/// What says that it is empty and is not, what never ends, and what waits for
/// ever for somebody to write.
#[cfg(target_os = "linux")]
#[test]
fn files_that_are_none_are_named_and_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "a.md", WRONG);
    let made = Command::new("mkfifo").arg(folder.path().join("pipe.md")).status().unwrap();
    assert!(made.success());
    let began = Instant::now();
    let (code, outcome) =
        json(check(folder.path()).args(["a.md", "pipe.md", "/dev/zero", "/proc/self/status", "."]));
    assert_eq!(code, Some(2), "{outcome}");
    let faults = outcome["faults"].as_array().unwrap();
    let named: Vec<_> = faults.iter().map(|fault| fault["path"].as_str().unwrap()).collect();
    assert_eq!(named, ["/dev/zero", "pipe.md"], "{outcome}");
    assert_eq!(outcome["summary"]["reports"], 2, "{outcome}");
    assert!(began.elapsed() < Duration::from_secs(20));
}

/// Every file that the program opens, told by the system.
#[cfg(target_os = "linux")]
#[test]
fn what_a_report_refers_to_is_never_opened() {
    if Command::new("strace").arg("-V").output().is_err() {
        println!("skipped: no strace to see what is opened");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let reports = folder.path().join("reports");
    fs_err::create_dir(&reports).unwrap();
    put(folder.path(), "secret-one.txt", b"12 rounds");
    put(&reports, "secret-two.txt", b"12 rounds");
    let references = "See ../secret-one.txt:1, ../../etc/passwd:1 and /etc/shadow:3.\n\n\
        [log](../secret-one.txt) ![graph](secret-two.txt) <file:///etc/passwd>\n\n[a]: ../secret-one.txt\n\
        {{#include ../secret-one.txt}}\n\n<img src=\"secret-two.txt\">\n\n- Round 176-295: Clean (119 rounds)\n";
    put(&reports, "a.md", references.as_bytes());
    let program = env!("CARGO_BIN_EXE_crossfoot");
    let seen = folder.path().join("seen");
    for command in [
        &["check", "reports", "--no-cache"][..],
        &["check", "reports", "--fix", "--maybe"],
        &["ledger", "reports/a.md"],
    ] {
        let mut traced = Command::new("strace");
        traced.args(["-f", "-e", "trace=open,openat,openat2,readlink,execve", "-o"]).arg(&seen).arg(program);
        traced.current_dir(folder.path()).env("XDG_CACHE_HOME", folder.path().join("cache"));
        let output =
            traced.env("XDG_STATE_HOME", folder.path().join("state")).args(command).output().unwrap();
        assert!(output.status.code().is_some_and(|code| code < 2), "{output:?}");
        let seen = fs_err::read_to_string(&seen).unwrap();
        assert!(seen.contains("reports/a.md"), "the report itself is read: {seen}");
        for never in ["secret", "passwd", "shadow"] {
            assert!(!seen.contains(never), "{:?}", seen.lines().find(|line| line.contains(never)));
        }
    }
}
