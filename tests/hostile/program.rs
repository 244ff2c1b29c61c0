//! The whole program among hostile analyzers and hostile reports.

use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::attack::Attack;
use crate::{put, root};

/// Two figures that cannot both be true.
const WRONG: &[u8] = b"- Round 176-295: Clean (119 rounds)\n";

fn crossfoot(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crossfoot"));
    command
        .current_dir(folder)
        .env("XDG_CACHE_HOME", folder.join("cache"))
        .env("XDG_STATE_HOME", folder.join("state"));
    command
}

fn check(folder: &Path) -> Command {
    let mut command = crossfoot(folder);
    command.arg("check");
    command
}

fn run(command: &mut Command) -> (Output, String) {
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    (output, text)
}

fn json(command: &mut Command) -> (Option<i32>, Value) {
    let (output, text) = run(command.args(["--no-cache", "--format", "json"]));
    (output.status.code(), serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}")))
}

#[test]
fn an_analyzer_that_fails_is_named_and_the_findings_stay() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "a.md", WRONG);
    let (code, alone) = json(check(folder.path()).arg("a.md"));
    assert_eq!(code, Some(1), "{alone}");
    for (name, kind) in [
        ("loop-in-inspect", "out-of-fuel"),
        ("loop-in-describe", "out-of-fuel"),
        ("memory-bomb", "out-of-memory"),
        ("panic", "trap"),
        ("import-wasi", "unexpected-import"),
        ("newer-contract", "wrong-world"),
        ("span-outside", "contract-violation"),
        ("inherit-from-itself", "contract-violation"),
    ] {
        let attack = Attack::read(&root().join(format!("fixtures/hostile/{name}.wat")));
        let file = put(folder.path(), "attack.wasm", &attack.bytes);
        let began = Instant::now();
        let (code, with) = json(check(folder.path()).arg("a.md").arg("--analyzer").arg(&file));
        assert!(began.elapsed() < Duration::from_secs(20), "{name}");
        assert_eq!(code, Some(2), "{name}");
        assert_eq!(with["findings"], alone["findings"], "{name}");
        let kinds: Vec<_> = with["faults"].as_array().unwrap().iter().map(|fault| &fault["kind"]).collect();
        assert_eq!(kinds, [kind], "{name}: {}", with["faults"]);
    }
}

#[cfg(unix)]
#[test]
fn where_there_is_no_room_for_a_pool_the_answer_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "a.md", WRONG);
    let (_, usual) = json(check(folder.path()).arg("a.md"));
    let script = format!("ulimit -v 2000000 && exec {} \"$@\"", env!("CARGO_BIN_EXE_crossfoot"));
    let mut narrow = Command::new("sh");
    narrow.current_dir(folder.path()).args([
        "-c",
        &script,
        "sh",
        "check",
        "a.md",
        "--no-cache",
        "--format",
        "json",
    ]);
    let (output, text) = run(&mut narrow);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), usual);
}

const FORMATS: [&str; 8] = ["text", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown"];

#[cfg(unix)]
#[test]
fn a_path_with_escape_codes_acts_on_nothing_in_any_format() {
    let folder = tempfile::tempdir().unwrap();
    let name = "a\nerror[XF201]: b\u{1b}[31mred\u{202e}dm.md";
    put(folder.path(), name, WRONG);
    for format in FORMATS {
        let (output, text) =
            run(crossfoot(folder.path()).args(["check", ".", "--no-cache", "--format", format]));
        assert_eq!(output.status.code(), Some(1), "{format}: {output:?}");
        let errors = String::from_utf8(output.stderr).unwrap();
        for text in [&text, &errors] {
            let hostile = |at: char| (at.is_control() && at != '\n') || at == '\u{202e}';
            assert!(!text.contains(hostile), "{format}: {text:?}");
            assert!(!text.lines().any(|line| line.starts_with("error[XF201]: b")), "{format}: {text}");
        }
        assert!(text.contains("red"), "{format}: {text}");
    }
}

#[cfg(unix)]
#[test]
fn links_that_loop_are_walked_past() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let reports = folder.path().join("reports");
    fs_err::create_dir_all(reports.join("below")).unwrap();
    put(&reports, "a.md", WRONG);
    symlink("..", reports.join("below/up")).unwrap();
    symlink("itself.md", reports.join("itself.md")).unwrap();
    symlink("/etc/passwd", reports.join("passwd.md")).unwrap();
    let (code, outcome) = json(check(folder.path()).arg("reports"));
    assert_eq!(code, Some(1), "{outcome}");
    assert_eq!(outcome["summary"]["reports"], 1, "{outcome}");
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_checked() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "a.md", WRONG);
    put(folder.path(), "latin.md", b"caf\xe9: 12 rounds\n");
    put(folder.path(), "zeros.md", b"12 \0\0 rounds\n");
    put(folder.path(), "empty.md", b"");
    let (code, outcome) = json(check(folder.path()).args([".", "gone.md"]));
    assert_eq!(code, Some(2), "{outcome}");
    let mut named: Vec<_> =
        outcome["faults"].as_array().unwrap().iter().filter_map(|fault| fault["path"].as_str()).collect();
    named.sort();
    assert!(
        named.contains(&"gone.md") && named.contains(&"latin.md") && named.contains(&"empty.md"),
        "{named:?}"
    );
    let found = outcome["findings"].as_array().unwrap();
    assert!(found.iter().all(|finding| finding["path"] == "a.md") && !found.is_empty(), "{outcome}");
}

#[test]
fn ten_thousand_empty_files_are_ten_thousand_answers() {
    let folder = tempfile::tempdir().unwrap();
    for at in 0..10_000 {
        put(folder.path(), &format!("{at}.md"), b"");
    }
    let began = Instant::now();
    let (code, outcome) = json(&mut check(folder.path()));
    assert_eq!(code, Some(2));
    assert_eq!(outcome["summary"]["reports"], 10_000);
    assert_eq!(outcome["faults"].as_array().unwrap().len(), 10_000);
    assert!(began.elapsed() < Duration::from_secs(60));
}
