//! The whole program among hostile analyzers and hostile reports.

use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::attack::Attack;
use crate::{put, root};

mod formats;
mod repository;

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

/// Under `ulimit -s 512` a guest's own megabyte of stack is twice the main thread's.
#[cfg(unix)]
#[test]
fn a_small_stack_of_the_system_is_not_the_guests() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "a.md", WRONG);
    let attack = Attack::read(&root().join("fixtures/hostile/recursion.wat"));
    put(folder.path(), "attack.wasm", &attack.bytes);
    let script = format!("ulimit -s 512 && exec {} \"$@\"", env!("CARGO_BIN_EXE_crossfoot"));
    let mut narrow = Command::new("sh");
    narrow.current_dir(folder.path()).args([
        "-c",
        &script,
        "sh",
        "check",
        "a.md",
        "--analyzer",
        "attack.wasm",
    ]);
    let (code, outcome) = json(&mut narrow);
    assert_eq!(code, Some(2), "{outcome}");
    assert_eq!(outcome["faults"][0]["kind"], "stack-overflow", "{outcome}");
    assert_eq!(outcome["summary"]["findings"]["error"], 1, "{outcome}");
}

/// A sum over reports that does not fit its 32 bits stays at the most that does.
#[test]
fn counts_without_end_end_somewhere() {
    let folder = tempfile::tempdir().unwrap();
    for at in 0..9 {
        put(folder.path(), &format!("{at}.md"), WRONG);
    }
    let attack = Attack::read(&root().join("fixtures/hostile/tally-of-a-billion.wat"));
    put(folder.path(), "attack.wasm", &attack.bytes);
    let (code, outcome) = json(check(folder.path()).args([".", "--analyzer", "attack.wasm"]));
    assert_eq!(code, Some(1), "{outcome}");
    assert_eq!(outcome["summary"]["relations"]["holds"], u32::MAX, "{outcome}");
    let (output, text) = run(check(folder.path()).args([".", "--analyzer", "attack.wasm", "--no-cache"]));
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(text.contains("8589934599 relations"), "{text}");
}

/// What findings keep of a report's text has an end, whatever an analyzer points at.
#[test]
fn a_report_is_not_kept_twenty_thousand_times() {
    use crossfoot::check;
    use crossfoot::ledger::Settings;
    let (set, faults) = {
        let attack = Attack::read(&root().join("fixtures/hostile/remarks-in-numbers.wat"));
        let folder = tempfile::tempdir().unwrap();
        let file = put(folder.path(), "attack.wasm", &attack.bytes);
        crate::loader(crossfoot::analyzers::CodeCache::off()).load(None, &[crate::wanted(&file)])
    };
    assert!(faults.is_empty(), "{faults:?}");
    let long = "12 rounds, and so on. ".repeat(400);
    let judgement = check::judge(long.as_bytes(), &set.analyzers, &Settings::default());
    let findings = &judgement.parts[0].findings;
    assert_eq!((findings.len(), findings[0].related.len()), (1, 20_000));
    let kept: usize = findings[0].excerpts.iter().map(|excerpt| excerpt.text.len()).sum();
    assert!(kept <= 4_096, "{kept} bytes of one line");
}

/// The same claim a thousand times costs what a thousand claims cost.
#[test]
fn claims_are_told_apart_in_no_time() {
    use crossfoot::check;
    use crossfoot::host::Limits;
    use crossfoot::ledger::Settings;
    let attack = Attack::read(&root().join("fixtures/hostile/claims-all-the-same.wat"));
    let host = crate::host();
    let component = host.screen(&attack.bytes, &Limits::default()).unwrap();
    let code = host.compile(&component).unwrap();
    let analyzer = host.link(&code, [0; 32], Limits::default(), crossfoot::host::Origin::Stranger).unwrap();
    let began = Instant::now();
    let judgement = check::judge(b"12 rounds\n", &[std::sync::Arc::new(analyzer)], &Settings::default());
    let prints: std::collections::BTreeSet<_> =
        judgement.parts[0].findings.iter().map(|finding| &finding.fingerprint).collect();
    assert_eq!(prints.len(), 1_000);
    assert!(began.elapsed() < Duration::from_millis(500), "{:?}", began.elapsed());
}

/// Drawing twenty thousand places into one line would take seconds for each report.
#[test]
fn a_finding_of_twenty_thousand_places_is_drawn_in_no_time() {
    let folder = tempfile::tempdir().unwrap();
    for at in 0..20 {
        put(folder.path(), &format!("{at}.md"), WRONG);
    }
    let attack = Attack::read(&root().join("fixtures/hostile/remarks-in-numbers.wat"));
    put(folder.path(), "attack.wasm", &attack.bytes);
    let began = Instant::now();
    let (output, text) = run(check(folder.path()).args([".", "--no-cache", "--analyzer", "attack.wasm"]));
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(text.matches("and 19,900 more places").count(), 20, "{text}");
    assert!(began.elapsed() < Duration::from_secs(40), "{:?}", began.elapsed());
}
