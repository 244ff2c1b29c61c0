//! `crossfoot analyzer …` as its users meet it, with a component that was
//! built when the contract was made and is kept as it was.

// Tests own their files.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

#[allow(dead_code, reason = "most of it serves the attacks")]
#[path = "hostile/attack.rs"]
mod attack;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

const FIXTURE: &str = "fixtures/contract/house-rules-0.1.0.wasm";
const DIGEST: &str = "1362c721436d80a826e120a872146fec862966cac8319a2b9126bc4bd5320a83";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs crossfoot in a folder: its exit code, stdout and stderr.
fn run(folder: &Path, words: &[&str]) -> (i32, String, String) {
    static CACHE: OnceLock<tempfile::TempDir> = OnceLock::new();
    let cache = CACHE.get_or_init(|| tempfile::tempdir().unwrap()).path();
    let output = Command::new(env!("CARGO_BIN_EXE_crossfoot"))
        .args(words)
        .current_dir(folder)
        .env("XDG_CACHE_HOME", cache)
        .env("XDG_STATE_HOME", cache)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// A folder with the kept component in it.
fn with_component() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    fs_err::copy(root().join(FIXTURE), path.join("rules.wasm")).unwrap();
    (folder, path)
}

#[test]
fn a_component_of_the_first_contract_is_still_accepted() {
    let (code, out, err) = run(root(), &["analyzer", "inspect", FIXTURE]);
    assert_eq!(code, 0, "{out}{err}");
    for line in [
        "size      12,635 bytes, component",
        &format!("sha256    {DIGEST}"),
        "contract  crossfoot:analyzer/analysis@0.1.0",
        "imports   none",
        "accepted  yes, loaded in ",
        "house-rules 0.1.0",
        "HOUSE101    error    attempts-short",
        "attempts = 3 ",
    ] {
        assert!(out.contains(line), "no `{line}` in\n{out}");
    }
}

#[test]
fn it_says_what_it_said_then() {
    let folder = root().join("examples/analyzers/house-rules-c");
    let component = root().join(FIXTURE);
    let words = ["analyzer", "test", "--component", component.to_str().unwrap()];
    let (code, out, err) = run(&folder, &words);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("fixtures/round.md  as expected"), "{out}");
    assert!(out.contains("all as it should be: 7 checks"), "{out}");
}

#[test]
fn another_version_of_the_contract_is_refused_by_both_names() {
    let (_kept, folder) = with_component();
    let mut bytes = fs_err::read(folder.join("rules.wasm")).unwrap();
    let (ours, theirs) = (b"crossfoot:analyzer/analysis@0.1.0", b"crossfoot:analyzer/analysis@0.9.0");
    let mut changed = 0;
    for at in 0..bytes.len() - ours.len() {
        if &bytes[at..at + ours.len()] == ours {
            bytes[at..at + ours.len()].copy_from_slice(theirs);
            changed += 1;
        }
    }
    assert!(changed > 0);
    fs_err::write(folder.join("rules.wasm"), bytes).unwrap();
    let (code, out, _) = run(&folder, &["analyzer", "inspect", "rules.wasm"]);
    assert_eq!(code, 2);
    for words in ["contract  crossfoot:analyzer/analysis@0.9.0", "no, wrong-world: ", "analysis@0.1.0`"] {
        assert!(out.contains(words), "no `{words}` in\n{out}");
    }
}

#[test]
fn what_is_no_component_is_said_to_be_none() {
    let (code, out, _) = run(root(), &["analyzer", "inspect", "README.md"]);
    assert_eq!(code, 2);
    assert!(out.contains("accepted  no, malformed: is not a WebAssembly file"), "{out}");
    let (code, _, err) = run(root(), &["analyzer", "inspect", "nowhere.wasm"]);
    assert_eq!(code, 2);
    assert!(err.contains("nowhere.wasm"), "{err}");
}

#[test]
fn imports_are_named_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let component = wat::parse_str(r#"(component (import "wasi:clocks/wall-clock@0.2.0" (instance)))"#);
    fs_err::write(folder.path().join("clock.wasm"), component.unwrap()).unwrap();
    let (code, out, _) = run(folder.path(), &["analyzer", "inspect", "clock.wasm"]);
    assert_eq!(code, 2);
    assert!(out.contains("imports   wasi:clocks/wall-clock@0.2.0"), "{out}");
    assert!(out.contains("no, unexpected-import: ") && out.contains("build without WASI"), "{out}");
}

#[test]
fn a_limit_that_is_too_low_is_named_and_can_be_raised() {
    let words = ["analyzer", "inspect", FIXTURE, "--limit", "fuel=10"];
    let (code, out, _) = run(root(), &words);
    assert_eq!(code, 2);
    assert!(out.contains("no, out-of-fuel: ") && out.contains("--limit fuel=NUMBER"), "{out}");
    let (code, _, err) = run(root(), &["analyzer", "inspect", FIXTURE, "--limit", "fule=10"]);
    assert_eq!(code, 2);
    assert!(err.contains("unknown key `fule`; did you mean `fuel`?"), "{err}");
}

#[test]
fn adding_writes_the_pin_and_keeps_the_rest() {
    let (_kept, folder) = with_component();
    let config = folder.join("crossfoot.toml");
    fs_err::write(&config, "# ours\nfail-on = \"warning\" # strict\n").unwrap();
    let (code, out, err) = run(&folder, &["analyzer", "add", "rules.wasm", "--limit", "memory-mib=128"]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.ends_with("crossfoot.toml: pinned as [analyzers.house-rules]\n"), "{out}");
    let want = format!(
        "# ours\nfail-on = \"warning\" # strict\n\n[analyzers.house-rules]\nfile = \"rules.wasm\"\nsha256 = \"{DIGEST}\"\nlimits = {{ memory-mib = 128 }}\n"
    );
    assert_eq!(fs_err::read_to_string(&config).unwrap(), want);
    // A second time changes nothing.
    let (code, out, _) = run(&folder, &["analyzer", "add", "rules.wasm", "--limit", "memory-mib=128"]);
    assert_eq!((code, fs_err::read_to_string(&config).unwrap()), (0, want), "{out}");
    assert!(out.contains("pinned to this file already"), "{out}");
}

#[test]
fn what_would_be_refused_is_not_added() {
    let folder = tempfile::tempdir().unwrap();
    fs_err::write(folder.path().join("a.wasm"), "nothing").unwrap();
    let (code, _, err) = run(folder.path(), &["analyzer", "add", "a.wasm"]);
    assert_eq!(code, 2);
    assert!(err.contains("a.wasm was not added"), "{err}");
    assert!(!folder.path().join("crossfoot.toml").exists());
}

#[test]
fn a_fixture_that_differs_is_shown_and_can_be_accepted() {
    let (_kept, folder) = with_component();
    // Any project gives the fixtures their place; nothing of it is built.
    fs_err::create_dir(folder.join("fixtures")).unwrap();
    fs_err::write(folder.join("fixtures/a.md"), "We made 2 attempts.\n").unwrap();
    let expected = folder.join("fixtures/a.md.expected");
    fs_err::write(&expected, "1 hold, 0 contradicted, 0 undecided\n").unwrap();
    let words = ["analyzer", "test", "--component", "rules.wasm"];
    let (code, out, err) = run(&folder, &words);
    assert_eq!(code, 1, "{out}{err}");
    for line in [
        "fixtures/a.md  DIFFERS from fixtures/a.md.expected; --bless accepts",
        "    - 1 hold, 0 contradicted, 0 undecided",
        "    + a.md:1:9 error HOUSE101 2 where the house asks for at least 3 attempts",
    ] {
        assert!(out.contains(line), "no `{line}` in\n{out}");
    }
    assert_eq!(run(&folder, &["analyzer", "test", "--component", "rules.wasm", "--bless"]).0, 0);
    assert_eq!(run(&folder, &words).0, 0);
    assert!(fs_err::read_to_string(&expected).unwrap().contains("1 contradicted"));
}

#[test]
fn settings_and_limits_come_from_the_config_beside_it() {
    let (_kept, folder) = with_component();
    let config = folder.join("crossfoot.toml");
    let test = || run(&folder, &["analyzer", "test", "--component", "rules.wasm"]);
    fs_err::write(&config, "[analyzers.house-rules.settings]\nattempts = 2\n").unwrap();
    let (code, out, _) = test();
    assert_eq!(code, 1);
    assert!(out.contains("SILENT        line 12 of the explanation should fire"), "{out}");
    assert!(out.contains("1 where the house asks for at least 2 attempts"), "{out}");
    fs_err::write(&config, "[analyzers.house-rules.settings]\n\nattempts = \"two\"\n").unwrap();
    let (code, _, err) = test();
    assert_eq!(code, 2);
    assert!(err.contains("line 3: `attempts` must be a whole number, found a text"), "{err}");
    fs_err::write(&config, "[analyzers.house-rules.settings]\natempts = 2\n").unwrap();
    assert!(test().2.contains("declares no setting `atempts`; did you mean `attempts`?"));
}

#[test]
fn a_new_project_is_whole_and_bears_its_name() {
    let folder = tempfile::tempdir().unwrap();
    for (lang, source) in
        [("rust", "src/lib.rs"), ("js", "analyzer.js"), ("python", "analyzer.py"), ("c", "pump-c.c")]
    {
        let name = format!("pump-{lang}");
        let (code, out, err) = run(folder.path(), &["analyzer", "new", &name, "--lang", lang]);
        assert_eq!(code, 0, "{out}{err}");
        let made = folder.path().join(&name);
        let text = fs_err::read_to_string(made.join(source)).unwrap();
        assert!(text.contains(&name), "{text}");
        for file in walk(&made) {
            let text = fs_err::read_to_string(&file).unwrap();
            let kept = ["house-rules", "house_rules", "HouseRules", "HOUSE101", "../../../wasm"];
            let left = kept.iter().find(|word| text.contains(**word));
            assert_eq!(left, None, "{}", file.display());
        }
        let (code, _, err) = run(folder.path(), &["analyzer", "new", &name, "--lang", lang]);
        assert_eq!(code, 2);
        assert!(err.contains("is there already"), "{err}");
    }
    assert!(folder.path().join("pump-rust/kit/src/lib.rs").is_file());
}

#[test]
fn a_bad_name_and_an_empty_folder_say_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["Pump", "pump--rules", "../pump", "1st", ""] {
        let (code, _, err) = run(folder.path(), &["analyzer", "new", name]);
        assert_eq!(code, 2, "{name}");
        assert!(err.contains("use lower-case words joined by hyphens"), "{err}");
    }
    let (code, _, err) = run(folder.path(), &["analyzer", "build"]);
    assert_eq!(code, 2);
    assert!(err.contains("this folder holds no analyzer") && err.contains("analyzer new"), "{err}");
}

#[test]
fn missing_tools_are_named_with_where_they_come_from() {
    let folder = tempfile::tempdir().unwrap();
    for (lang, tool) in
        [("rust", "rustup"), ("js", "npm"), ("python", "venv"), ("c", "apt install clang lld")]
    {
        assert_eq!(run(folder.path(), &["analyzer", "new", lang, "--lang", lang]).0, 0);
        let output = Command::new(env!("CARGO_BIN_EXE_crossfoot"))
            .args(["analyzer", "build", lang])
            .current_dir(folder.path())
            .env("PATH", folder.path())
            .output()
            .unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{err}");
        assert!(err.contains("is not installed, or not on the PATH") && err.contains(tool), "{lang}: {err}");
    }
}

/// A rustc that knows no target but its own.
#[cfg(unix)]
#[test]
fn a_missing_target_is_named_with_the_command_that_adds_it() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(folder.path(), &["analyzer", "new", "pumps"]).0, 0);
    let rustc = folder.path().join("rustc");
    fs_err::write(&rustc, "#!/bin/sh\necho /nowhere/lib/rustlib/wasm32-unknown-unknown/lib\n").unwrap();
    fs_err::set_permissions(&rustc, std::fs::Permissions::from_mode(0o755)).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_crossfoot"))
        .args(["analyzer", "build", "pumps"])
        .current_dir(folder.path())
        .env("PATH", folder.path())
        .output()
        .unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{err}");
    let words = "Rust has no wasm32-unknown-unknown here; run: rustup target add wasm32-unknown-unknown";
    assert!(err.contains(words), "{err}");
}

/// The four examples are one rule: the same words, the same reports, and the
/// same expectations.
#[test]
fn the_examples_explain_and_expect_the_same() {
    let read = |path: &str| fs_err::read_to_string(root().join("examples/analyzers").join(path)).unwrap();
    let explanation = read("house-rules-rust/src/attempts_short.md");
    let bare = |text: &str| text.replace(['\\', '"'], "").replace("`", "");
    let others = [
        read("house-rules-js/attempts-short.js"),
        read("house-rules-python/attempts_short.py"),
        read("house-rules-c/attempts_short.h"),
    ];
    for line in explanation.lines() {
        assert!(others.iter().all(|other| bare(other).contains(&bare(line))), "{line}");
    }
    for file in ["fixtures/round.md", "fixtures/round.md.expected"] {
        let rust = read(&format!("house-rules-rust/{file}"));
        for lang in ["js", "python", "c"] {
            assert_eq!(read(&format!("house-rules-{lang}/{file}")), rust, "{lang}/{file}");
        }
    }
}

/// A pinned analyzer is no guest at the far end of the table: what one can ask
/// of the standard pack one can ask of it.
#[test]
fn a_pinned_analyzer_is_known_to_every_command() {
    let (_kept, folder) = with_component();
    assert_eq!(run(&folder, &["analyzer", "add", "rules.wasm"]).0, 0);
    fs_err::write(folder.join("round.md"), "# Round 7\n\n**Attempts**: 2\n").unwrap();
    let (code, out, err) = run(&folder, &["check", "round.md"]);
    assert_eq!(code, 1, "{out}{err}");
    assert!(out.contains("error[HOUSE101]: 2 where the house asks for at least 3"), "{out}");
    let (code, out, err) = run(&folder, &["rules"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("HOUSE101 error    attempts-short") && out.contains("XF201"), "{out}");
    for name in ["HOUSE101", "house101", "attempts-short"] {
        let (code, out, err) = run(&folder, &["explain", name]);
        assert_eq!(code, 0, "{err}");
        assert!(out.starts_with("# attempts-short (HOUSE101)\n"), "{out}");
    }
    let (code, out, err) = run(&folder, &["schema"]);
    assert_eq!(code, 0, "{err}");
    let schema: serde_json::Value = serde_json::from_str(&out).unwrap();
    let setting = "/properties/analyzers/properties/house-rules/properties/settings/properties/attempts";
    let wanted = serde_json::json!({
        "type": "integer",
        "default": 3,
        "description": "The least number of attempts that a round must report.",
    });
    assert_eq!(schema.pointer(setting), Some(&wanted));
}

#[test]
fn a_wrong_setting_is_refused_with_its_line_before_anything_is_checked() {
    let (_kept, folder) = with_component();
    assert_eq!(run(&folder, &["analyzer", "add", "rules.wasm"]).0, 0);
    fs_err::write(folder.join("round.md"), "**Attempts**: 2\n").unwrap();
    let config = folder.join("crossfoot.toml");
    let pinned = fs_err::read_to_string(&config).unwrap();
    let cases = [
        ("attempts = 2", 0, ""),
        ("attempts = \"two\"", 2, "line 4: `attempts` must be a whole number, found a text"),
        ("attempts = 2.5", 2, "line 4: `analyzers.house-rules.settings.attempts` must be"),
        ("atempts = 2", 2, "line 4: `house-rules` declares no setting `atempts`; did you mean `attempts`?"),
    ];
    for (setting, wanted, words) in cases {
        fs_err::write(&config, format!("{pinned}settings = {{ {setting} }}\n")).unwrap();
        let (code, out, err) = run(&folder, &["check", "round.md"]);
        assert_eq!(code, wanted, "{setting}: {out}{err}");
        assert!(err.contains(words), "{setting}: {err}");
        assert!(!out.contains("HOUSE101"), "{out}");
    }
}

#[test]
fn a_rule_without_an_explanation_is_told_what_it_lacks() {
    let folder = tempfile::tempdir().unwrap();
    let honest = attack::honest("");
    fs_err::write(folder.path().join("bare.wasm"), honest).unwrap();
    let (code, out, err) = run(folder.path(), &["analyzer", "test", "--component", "bare.wasm"]);
    assert_eq!(code, 1, "{out}{err}");
    for words in ["no example: add a `## Fires`", "no example: add a `## Stays silent`"] {
        assert!(out.contains(words), "no `{words}` in\n{out}");
    }
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let entries = fs_err::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}
