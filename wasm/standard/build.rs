//! Finds the rules: each file of `src/rules/` is one. Its head comment is its
//! explanation, and begins with its name and code.

// A build script talks to cargo through its output and owns its files.
#![allow(clippy::disallowed_methods)]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=src/rules");
    println!("cargo::rerun-if-changed=build.rs");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let mut rules: Vec<Found> = fs::read_dir(root.join("src/rules"))
        .expect("the folder of rules is there")
        .map(|entry| entry.expect("the folder of rules can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .filter(|path| path.file_stem().is_some_and(|stem| stem != "mod"))
        .map(|path| read(&path))
        .collect();
    rules.sort_by(|a, b| a.code.cmp(&b.code));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("rules.rs"), print(&rules)).expect("OUT_DIR can be written");
}

struct Found {
    module: String,
    path: PathBuf,
    code: String,
    explanation: String,
    /// Whether it is judged over what is read of all reports.
    across: bool,
}

fn read(path: &Path) -> Found {
    let shown = path.display();
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("cannot read {shown}: {error}"));
    let explanation: String = text
        .lines()
        .map_while(|line| line.strip_prefix("//!"))
        .map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line)))
        .collect();
    let title = explanation.lines().next().unwrap_or_default();
    let code = title
        .strip_prefix("# ")
        .and_then(|title| title.split_once(" ("))
        .and_then(|(_, code)| code.strip_suffix(')'))
        .unwrap_or_else(|| panic!("{shown} does not begin with '//! # name (CODE)'"));
    let across = text.contains("Rule::across(");
    let module = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
    Found { module, path: path.to_owned(), code: code.to_owned(), explanation, across }
}

fn print(rules: &[Found]) -> String {
    let mut out = String::new();
    for rule in rules {
        writeln!(out, "#[path = {:?}]\npub mod {};", rule.path, rule.module).expect("a string takes all");
    }
    writeln!(out, "/// All rules of the pack, by code.\npub const RULES: &[Explained] = &[")
        .expect("a string takes all");
    for rule in rules {
        writeln!(out, "Explained {{ rule: {}::RULE, explanation: {:?} }},", rule.module, rule.explanation)
            .expect("a string takes all");
    }
    writeln!(out, "];").expect("a string takes all");
    writeln!(
        out,
        "/// The rules across reports, by their place in `RULES`.\npub const ACROSS: &[(usize, Across)] = &["
    )
    .expect("a string takes all");
    for (at, rule) in rules.iter().enumerate().filter(|(_, rule)| rule.across) {
        writeln!(out, "({at}, {}::across),", rule.module).expect("a string takes all");
    }
    writeln!(out, "];").expect("a string takes all");
    out
}
