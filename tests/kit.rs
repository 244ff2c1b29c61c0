//! What of the kit is made from other files, and that it is explained.

// Tests own their files.
#![allow(clippy::disallowed_methods)]

mod support;

use std::path::{Path, PathBuf};

use crossfoot_kit::{bindings, sample};
use support::{adapter, report};

fn kit(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("wasm/kit").join(path)
}

/// Compares a file with what it should be, or writes it under `UPDATE=1`.
fn hold(path: &Path, wanted: &str) {
    if std::env::var_os("UPDATE").is_some() {
        return fs_err::write(path, wanted).unwrap();
    }
    let shown = path.display();
    assert!(fs_err::read_to_string(path).unwrap() == wanted, "{shown} is stale; UPDATE=1 writes it anew");
}

/// The kit cannot parse, so the report that its examples ask is kept parsed.
#[test]
fn the_sample_is_what_the_parser_makes_of_it() {
    let text = fs_err::read_to_string(kit("sample.md")).unwrap();
    let parsed = adapter::convert(&report::parse(text.as_bytes()));
    hold(&kit("src/sample/arena.rs"), &literal(&parsed));
    if std::env::var_os("UPDATE").is_none() {
        assert_eq!(sample::arena(), parsed);
    }
}

fn literal(report: &bindings::Report) -> String {
    let rows = |name: &str, row: &str, rows: Vec<String>| {
        format!("#[rustfmt::skip]\npub const {name}: &[{row}] = &[\n{}];\n", rows.concat())
    };
    let nodes = report.nodes.iter().map(|node| {
        format!("    [{}, {}, {}, {}, {}],\n", node.kind, node.parent, node.at.start, node.at.end, node.data)
    });
    let quantities = report.quantities.iter().map(|quantity| {
        let (at, noun) = (quantity.at, quantity.noun);
        format!(
            "    [{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}],\n",
            at.start,
            at.end,
            quantity.node,
            quantity.class,
            quantity.mantissa,
            quantity.low,
            quantity.high,
            quantity.exponent,
            quantity.flags,
            quantity.role,
            quantity.mate,
            quantity.joint,
            quantity.unit,
            noun.start,
            noun.end,
        )
    });
    let units = report
        .units
        .iter()
        .map(|unit| format!("    [{}, {}, {}, {}],\n", unit.dimension, unit.per, unit.factor, unit.divisor));
    [
        "//! `sample.md` as the host's parser reads it; `UPDATE=1 cargo test --test kit` writes this file.\n\n"
            .to_owned(),
        rows("NODES", "[u32; 5]", nodes.collect()),
        rows("QUANTITIES", "[i64; 15]", quantities.collect()),
        rows("UNITS", "[u64; 4]", units.collect()),
    ]
    .join("\n")
    .replace(".\n\n\n", ".\n\n")
}

/// A package of its own holds all that it is built from.
#[test]
fn the_kit_carries_the_contract() {
    let contract = Path::new(env!("CARGO_MANIFEST_DIR")).join("wasm/wit/analyzer.wit");
    hold(&kit("wit/analyzer.wit"), &fs_err::read_to_string(contract).unwrap());
}

/// Kinds, classes and roles are shown at work by the module that holds them.
const SHOWN: [&str; 5] = ["pub fn ", "pub const fn ", "pub struct ", "pub enum ", "pub trait "];

/// `missing_docs` demands words; this demands an example.
#[test]
fn every_public_item_of_the_kit_has_an_example() {
    let (mut bare, mut seen) = (Vec::new(), 0);
    for file in fs_err::read_dir(kit("src")).unwrap().map(|entry| entry.unwrap().path()) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        // Bindings are generated; how words are hashed is nobody's business.
        if !name.ends_with(".rs") || ["bindings.rs", "hash.rs"].contains(&name.as_str()) {
            continue;
        }
        let text = fs_err::read_to_string(&file).unwrap();
        let mut shown = false;
        for line in text.lines().map(str::trim) {
            if line.starts_with("///") {
                shown |= line.starts_with("/// ```");
            } else if !line.starts_with("#[") {
                if SHOWN.iter().any(|item| line.starts_with(item)) {
                    seen += 1;
                    if !shown {
                        bare.push(format!("{name}: {line}"));
                    }
                }
                shown = false;
            }
        }
    }
    assert!(bare.is_empty(), "without an example:\n{}", bare.join("\n"));
    assert!(seen > 150, "only {seen} items were looked at");
}
