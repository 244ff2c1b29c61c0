//! Reports of many trades with planted slips: how many of them are found, and
//! that nothing else is.

// Tests read fixtures, and say on stderr what they found.
#![allow(clippy::disallowed_methods)]

mod support;

use std::path::PathBuf;

use crossfoot_kit::bindings::{Detail, Entry, Severity, Span};
use support::{Judged, judge};

/// Of a hundred, so many must be found. What is missed needs a reader who
/// knows the trade, or a relation that is not recognised yet.
const WANTED: usize = 70;

fn read(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/slips");
    fs_err::read_to_string(folder.join(name)).unwrap()
}

/// A finding that stands on the line, or points to it.
fn touches(entry: &Entry, line: Span) -> bool {
    let meets = |at: Span| at.start < line.end && line.start < at.end;
    meets(entry.at) || entry.related.iter().any(|related| meets(related.at))
}

fn line_with(text: &str, piece: &str) -> Span {
    let place = text.find(piece).unwrap_or_else(|| panic!("{piece:?} is not there"));
    let start = text[..place].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[place..].find('\n').map_or(text.len(), |newline| place + newline);
    Span { start: start as u32, end: end as u32 }
}

#[test]
fn planted_slips_are_found_and_nothing_else() {
    let key = read("planted.tsv");
    let planted: Vec<(&str, &str)> =
        key.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).collect();
    let mut names: Vec<&str> = planted.iter().map(|(name, _)| *name).collect();
    names.dedup();
    assert!(names.len() >= 30, "only {} reports", names.len());
    let (mut found, mut missed, mut loud) = (0, Vec::new(), String::new());
    for name in names {
        let text = read(&format!("{name}.md"));
        let judged: Judged = judge(&text, Detail::Findings);
        let lines: Vec<(&str, Span)> = planted
            .iter()
            .filter(|(other, _)| *other == name)
            .map(|(_, piece)| (*piece, line_with(&text, piece)))
            .collect();
        for (piece, line) in &lines {
            if judged.findings(Severity::Warning).any(|entry| touches(entry, *line)) {
                found += 1;
            } else {
                missed.push(format!("{name}: {piece}"));
            }
        }
        let strange = |entry: &&Entry| !lines.iter().any(|(_, line)| touches(entry, *line));
        for entry in judged.findings(Severity::Warning).filter(strange) {
            loud.push_str(&format!("{name}: {}", judged.show(entry)));
        }
    }
    println!("{found} of {} planted slips found; missed:\n{}", planted.len(), missed.join("\n"));
    assert!(loud.is_empty(), "not planted:\n{loud}");
    assert!(
        found * 100 >= planted.len() * WANTED,
        "{found} of {}; missed:\n{}",
        planted.len(),
        missed.join("\n")
    );
}
