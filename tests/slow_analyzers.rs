//! The examples of `examples/analyzers`, built by their own tools from the
//! ordinary registries and tested in the sandbox. It takes minutes, so it is
//! asked for by name: `cargo test --test slow_analyzers`. A language whose
//! tools are missing is skipped, and said to be.

// Tests own their files and speak.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

use std::path::{Path, PathBuf};
use std::process::Command;

/// Each example, its component, and what has to be installed for it.
const EXAMPLES: [(&str, &str, &[&str]); 5] = [
    ("house-rules-rust", "house-rules.wasm", &["cargo"]),
    ("house-rules-c", "house-rules.wasm", &["clang", "wasm-ld"]),
    ("house-rules-js", "house-rules.wasm", &["npm"]),
    ("house-rules-python", "house-rules.wasm", &["python3"]),
    ("protocol", "protocol.wasm", &["cargo"]),
];

fn folder(example: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/analyzers").join(example)
}

fn is_installed(tool: &str) -> bool {
    Command::new(tool).arg("--version").output().is_ok_and(|output| output.status.success())
}

fn run(folder: &Path, words: &[&str]) -> (i32, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_crossfoot")).args(words).current_dir(folder).output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(text).unwrap())
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
        if let Some(tool) = tools.iter().find(|tool| !is_installed(tool)) {
            eprintln!("SKIPPED {example}: {tool} is not installed");
            continue;
        }
        let folder = folder(example);
        let (code, text) = run(&folder, &["analyzer", "test"]);
        assert_eq!(code, 0, "{example}:\n{text}");
        eprintln!("{example}:\n{text}");
        run_at_all += 1;
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
