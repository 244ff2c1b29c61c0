//! The examples of `examples/analyzers`, built by their own tools from the
//! ordinary registries and tested in the sandbox. It takes minutes, so it is
//! asked for by name: `cargo test --test slow_analyzers`. A language whose
//! tools are missing is skipped, and said to be.

// Tests own their files and speak.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

use std::path::{Path, PathBuf};
use std::process::Command;

/// Each example, its component, and what has to be installed for it, with the
/// least version that will do.
const EXAMPLES: [(&str, &str, &[(&str, (u32, u32))]); 5] = [
    ("house-rules-rust", "house-rules.wasm", &[("cargo", (1, 95))]),
    ("house-rules-c", "house-rules.wasm", &[("clang", (14, 0)), ("wasm-ld", (14, 0))]),
    ("house-rules-js", "house-rules.wasm", &[("npm", (0, 0)), ("node", (20, 0))]),
    ("house-rules-python", "house-rules.wasm", &[("python3", (3, 10))]),
    ("protocol", "protocol.wasm", &[("cargo", (1, 95))]),
];

fn folder(example: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/analyzers").join(example)
}

/// What is missing of a tool; nothing if it will do.
fn lacks(tool: &str, least: (u32, u32)) -> Option<String> {
    let output = Command::new(tool).arg("--version").output().ok().filter(|output| output.status.success());
    let Some(output) = output else { return Some(format!("{tool} is not installed")) };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    // "v20.20.2", "Python 3.11.7", "Debian clang version 14.0.6": the first word with a full stop.
    let version = said.split_whitespace().map(|word| word.trim_start_matches('v')).find_map(|word| {
        let (major, rest) = word.split_once('.')?;
        let minor: String = rest.chars().take_while(char::is_ascii_digit).collect();
        Some((major.parse::<u32>().ok()?, minor.parse::<u32>().ok()?))
    });
    match version {
        Some(version) if version < least => Some(format!("{tool} is older than {}.{}", least.0, least.1)),
        _ => None,
    }
}

fn run(folder: &Path, words: &[&str]) -> (i32, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_crossfoot")).args(words).current_dir(folder).output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(text).unwrap())
}

/// Pinned beside a report, as users keep it: what `check` says of the report.
fn pinned(component: &Path, report: &Path) -> String {
    let home = tempfile::tempdir().unwrap();
    fs_err::copy(component, home.path().join("rules.wasm")).unwrap();
    fs_err::copy(report, home.path().join("report.md")).unwrap();
    let (code, text) = run(home.path(), &["analyzer", "add", "rules.wasm"]);
    assert_eq!(code, 0, "{text}");
    let (code, text) = run(home.path(), &["check", "--no-standard", "report.md"]);
    assert_eq!(code, 1, "{text}");
    text
}

/// What one project in Rust has compiled serves the others: the generator of
/// bindings takes most of a minute.
fn share_compiled(project: &Path) {
    let shared = folder("house-rules-rust").join("target");
    fs_err::create_dir_all(&shared).unwrap();
    #[cfg(unix)]
    if !project.join("target").exists() {
        fs_err::os::unix::fs::symlink(&shared, project.join("target")).unwrap();
    }
    #[cfg(not(unix))]
    let _ = project;
}

/// The findings on the one report that the examples share.
fn findings(folder: &Path, component: &str) -> serde_json::Value {
    let words = ["check", "--no-standard", "--format", "json", "--analyzer", component, "fixtures/round.md"];
    let output =
        Command::new(env!("CARGO_BIN_EXE_crossfoot")).args(words).current_dir(folder).output().unwrap();
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    answer["findings"].clone()
}

#[test]
fn every_example_builds_passes_its_tests_and_says_the_same() {
    let mut said = Vec::new();
    let mut run_at_all = 0;
    for (example, component, tools) in EXAMPLES {
        if let Some(lack) = tools.iter().find_map(|(tool, least)| lacks(tool, *least)) {
            eprintln!("SKIPPED {example}: {lack}");
            continue;
        }
        let folder = folder(example);
        if example == "protocol" {
            share_compiled(&folder);
        }
        let (code, text) = run(&folder, &["analyzer", "test"]);
        assert_eq!(code, 0, "{example}:\n{text}");
        eprintln!("{example}:\n{text}");
        run_at_all += 1;
        let text = pinned(&folder.join(component), &folder.join("fixtures/round.md"));
        assert!(text.contains("where the house asks for at least 3 attempts"), "{example}:\n{text}");
        if component == "house-rules.wasm" {
            said.push((example, findings(&folder, component)));
        }
    }
    assert!(run_at_all > 0, "no language's tools are installed");
    let (first, wanted) = said.first().expect("one of the four");
    assert!(wanted.as_array().is_some_and(|findings| !findings.is_empty()));
    for (example, findings) in &said {
        assert_eq!(findings, wanted, "{example} and {first} differ");
    }
}

/// What `analyzer new` writes is all that a project in Rust needs: the kit lies
/// beside it, with the contract in it.
#[test]
fn a_new_project_in_rust_builds_with_the_kit_that_it_is_given() {
    let home = tempfile::tempdir().unwrap();
    let (code, text) = run(home.path(), &["analyzer", "new", "fresh-rules"]);
    assert_eq!(code, 0, "{text}");
    let project = home.path().join("fresh-rules");
    share_compiled(&project);
    let (code, text) = run(&project, &["analyzer", "test"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("FRESH101 attempts-short"), "{text}");
    let text = pinned(&project.join("fresh-rules.wasm"), &project.join("fixtures/round.md"));
    assert!(text.contains("FRESH101"), "{text}");
}
