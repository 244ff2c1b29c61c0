//! Holds the arrows between the rooms, as `src/lib.rs` draws them: six floors,
//! no arrow back up, no circle.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Each room and the rooms that it may name.
const ARROWS: [(&str, &[&str]); 13] = [
    ("report", &[]),
    ("disk", &[]),
    ("standard", &[]),
    ("ledger", &["report"]),
    ("config", &["ledger"]),
    ("host", &["report", "ledger"]),
    ("analyzers", &["host", "config", "disk", "ledger", "standard"]),
    ("check", &["report", "ledger", "host"]),
    ("store", &["report", "ledger", "host", "check"]),
    ("policy", &["report", "ledger", "config"]),
    ("emit", &["report", "ledger"]),
    (
        "lsp",
        &[
            "report",
            "disk",
            "standard",
            "ledger",
            "config",
            "host",
            "analyzers",
            "check",
            "store",
            "policy",
            "emit",
        ],
    ),
    (
        "cli",
        &[
            "report",
            "disk",
            "standard",
            "ledger",
            "config",
            "host",
            "analyzers",
            "check",
            "store",
            "policy",
            "emit",
        ],
    ),
];

/// Crates that only one room may name.
const KEEPERS: [(&str, &str); 3] = [("wasmtime", "host"), ("fs_err", "disk"), ("pulldown_cmark", "report")];

#[test]
fn rooms_name_only_the_rooms_below_them() {
    let allowed: BTreeMap<&str, &[&str]> = ARROWS.into_iter().collect();
    let mut broken = Vec::new();
    for (room, file, text) in rooms() {
        let Some(allowed) = allowed.get(room.as_str()) else {
            broken.push(format!("{}: `{room}` is no room of the plan", file.display()));
            continue;
        };
        for named in rooms_named_in(&text) {
            let is_room = ARROWS.iter().any(|(other, _)| *other == named);
            if is_room && named != room && !allowed.contains(&named.as_str()) {
                broken.push(format!("{}: `{room}` names `{named}`", file.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn each_kept_crate_is_named_in_its_room_alone() {
    for (room, file, text) in rooms() {
        for (kept, keeper) in KEEPERS {
            assert!(
                room == keeper || !code_of(&text).contains(&format!("{kept}::")),
                "{} names {kept}, which only `{keeper}` may",
                file.display()
            );
        }
    }
}

#[test]
fn the_plan_has_no_circle() {
    let mut placed: Vec<&str> = Vec::new();
    while placed.len() < ARROWS.len() {
        let before = placed.len();
        for (room, below) in ARROWS {
            if !placed.contains(&room) && below.iter().all(|other| placed.contains(other)) {
                placed.push(room);
            }
        }
        assert!(placed.len() > before, "a circle among the rooms that are not in {placed:?}");
    }
}

#[test]
fn names_are_found_in_every_dress() {
    let text = "use crate::host::Host; use crate::{ledger::{Fault, Entry}, report}; // crate::cli\nlet x = crossfoot::check::run();";
    assert_eq!(rooms_named_in(text), ["host", "ledger", "report", "check"]);
}

/// `crate::name` and, in the binary, `crossfoot::name`, also inside braces.
fn rooms_named_in(text: &str) -> Vec<String> {
    let code = code_of(text);
    let mut named = Vec::new();
    for head in ["crate::", "crossfoot::"] {
        for (at, _) in code.match_indices(head) {
            let rest = &code[at + head.len()..];
            match rest.strip_prefix('{') {
                Some(group) => named.extend(members(group)),
                None => named.push(word(rest)),
            }
        }
    }
    named
}

/// The first word of each member of a `use` group, nested groups skipped.
fn members(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut start = 0;
    let mut members = Vec::new();
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => {
                members.push(word(group[start..at].trim_start()));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                members.push(word(group[start..at].trim_start()));
                start = at + 1;
            }
            _ => {}
        }
    }
    members
}

fn word(text: &str) -> String {
    text.chars().take_while(|character| character.is_alphanumeric() || *character == '_').collect()
}

/// The text without its comments, in which a room may well be mentioned.
fn code_of(text: &str) -> String {
    text.lines()
        .map(|line| line.split_once("//").map_or(line, |(code, _)| code))
        .collect::<Vec<_>>()
        .join("\n")
}

fn rooms() -> Vec<(String, PathBuf, String)> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    visit(&source, &mut |file| {
        let inner = file.strip_prefix(&source).unwrap();
        let room = inner.iter().next().unwrap().to_string_lossy().trim_end_matches(".rs").to_owned();
        if room != "lib" && room != "main" {
            found.push((room, inner.to_owned(), fs_err::read_to_string(file).unwrap()));
        }
    });
    found.sort();
    assert!(found.len() > 5, "the sources were not found");
    found
}

fn visit(folder: &Path, each: &mut impl FnMut(&Path)) {
    for entry in fs_err::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            visit(&path, each);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            each(&path);
        }
    }
}
