//! Every rule's own examples, its near-misses, and the reports that the
//! project began with.

// Tests read fixtures, and say on stderr what they skip.
#![allow(clippy::disallowed_methods)]

mod support;

use std::path::{Path, PathBuf};

use crossfoot_kit::bindings::{Detail, Guest, Severity};
use crossfoot_standard::Standard;
use support::judge;

/// The fences of one part of an explanation.
fn fences(explanation: &str, part: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut here, mut open) = (false, None::<String>);
    for line in explanation.lines() {
        match &mut open {
            Some(_) if line.trim_end() == "```" => found.extend(open.take()),
            Some(text) => {
                text.push_str(line);
                text.push('\n');
            }
            None if line.starts_with("## ") => here = line == format!("## {part}"),
            None if here && line.starts_with("```report") => open = Some(String::new()),
            None => {}
        }
    }
    found
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn is_series(code: &str) -> bool {
    code.starts_with("XF5")
}

#[test]
fn every_rule_is_documented() {
    for rule in Standard::describe().rules {
        let head = format!("# {} ({})\n", rule.name, rule.code);
        assert!(rule.explanation.starts_with(&head), "{} does not begin with {head:?}", rule.code);
        for part in ["## Why it matters", "## Fires", "## Stays silent"] {
            assert!(rule.explanation.contains(part), "{} has no {part:?}", rule.code);
        }
        if !is_series(&rule.code) {
            assert!(!fences(&rule.explanation, "Fires").is_empty(), "{} shows nothing that fires", rule.code);
            assert!(!fences(&rule.explanation, "Stays silent").is_empty(), "{} shows no silence", rule.code);
        }
    }
}

#[test]
fn what_fires_fires() {
    for rule in Standard::describe().rules.iter().filter(|rule| !is_series(&rule.code)) {
        let mut shown = String::new();
        for text in fences(&rule.explanation, "Fires") {
            let judged = judge(&text, Detail::Findings);
            let mut own =
                judged.findings(Severity::Info).filter(|entry| judged.code(entry) == rule.code).peekable();
            assert!(own.peek().is_some(), "{} does not fire on:\n{text}", rule.code);
            shown.push_str(&format!("{text}--\n"));
            for entry in own {
                shown.push_str(&judged.show(entry));
            }
        }
        insta::assert_snapshot!(format!("fires_{}", rule.code), shown);
    }
}

#[test]
fn what_stays_silent_stays_silent() {
    for rule in Standard::describe().rules.iter().filter(|rule| !is_series(&rule.code)) {
        for text in fences(&rule.explanation, "Stays silent") {
            let noise = noise(&text, &rule.code);
            assert!(noise.is_empty(), "{noise}");
        }
    }
}

/// Near-misses: one file a rule, cases set apart by a line of `%%`.
#[test]
fn near_misses_stay_silent() {
    let folder = root().join("fixtures/reports/near");
    let mut all = String::new();
    for rule in Standard::describe().rules {
        let Ok(text) = fs_err::read_to_string(folder.join(format!("{}.md", rule.code))) else { continue };
        for case in text.split("\n%%\n") {
            all.push_str(&noise(case, &rule.code));
        }
    }
    assert!(all.is_empty(), "{all}");
}

/// No finding of the rule itself, whatever its severity, and no error or
/// warning of any other.
fn noise(text: &str, code: &str) -> String {
    let judged = judge(text, Detail::Findings);
    let loud: Vec<String> = judged
        .findings(Severity::Info)
        .filter(|entry| judged.code(entry) == code || entry.finding != Some(Severity::Info))
        .map(|entry| judged.show(entry))
        .collect();
    if loud.is_empty() {
        String::new()
    } else {
        format!("{code} should be silent on:\n{text}\n{}\n", loud.concat())
    }
}

/// The lines with an error or a warning in a seed, with their codes.
fn seed(name: &str) -> Option<Vec<(usize, String)>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds").join(name);
    let Ok(text) = fs_err::read_to_string(&path) else {
        eprintln!("skipped: the seeds are not beside this checkout");
        return None;
    };
    let judged = judge(&text, Detail::Findings);
    let mut lines: Vec<(usize, String)> = judged
        .findings(Severity::Warning)
        .map(|entry| (judged.line(entry.at.start), judged.code(entry).to_owned()))
        .collect();
    lines.sort();
    Some(lines)
}

/// Of the expected lines only those of rules that exist; nothing else at all.
fn expect_seed(name: &str, expected: &[(usize, &str)]) {
    let Some(found) = seed(name) else { return };
    let known: Vec<String> = Standard::describe().rules.into_iter().map(|rule| rule.code).collect();
    let expected: Vec<(usize, String)> = expected
        .iter()
        .filter(|(_, code)| known.iter().any(|known| known == code))
        .map(|(line, code)| (*line, (*code).to_owned()))
        .collect();
    assert_eq!(found, expected, "{name}");
}

#[test]
fn seed_000() {
    expect_seed("000.md", &[(47, "XF209"), (62, "XF202"), (66, "XF102")]);
}

#[test]
fn seed_001() {
    expect_seed("001.md", &[(74, "XF207")]);
}

#[test]
fn seed_002() {
    expect_seed("002.md", &[(102, "XF303"), (106, "XF301")]);
}

#[test]
fn seed_003() {
    expect_seed("003.md", &[(63, "XF202"), (64, "XF201"), (67, "XF102")]);
}
