//! How many wrong numbers are caught: in reports in which everything holds, one
//! number of each relation is changed at a time.

// Tests read fixtures, and say on stderr what they found.
#![allow(clippy::disallowed_methods)]

mod support;

use std::path::PathBuf;

use crossfoot_kit::bindings::{Detail, Entry, Severity, Span, Status};
use support::{Judged, judge};

/// Of a hundred, so many must be caught.
const WANTED: usize = 97;

fn fixtures() -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/reports");
    let mut found: Vec<(String, String)> = fs_err::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .map(|path| {
            (path.file_stem().unwrap().to_string_lossy().into_owned(), fs_err::read_to_string(&path).unwrap())
        })
        .collect();
    found.sort();
    found
}

#[test]
fn consistent_reports_have_no_findings() {
    let reports = fixtures();
    assert!(reports.len() >= 40, "only {} reports", reports.len());
    for (name, text) in reports {
        let judged = judge(&text, Detail::Ledger);
        let loud: Vec<String> = judged.findings(Severity::Warning).map(|entry| judged.show(entry)).collect();
        assert!(loud.is_empty(), "{name}:\n{}", loud.join("\n"));
        let holds = judged.entries.iter().filter(|entry| entry.status == Status::Holds).count();
        assert!(holds > 0, "{name} has no relation that holds");
    }
}

#[test]
fn a_changed_number_is_caught() {
    let (mut tried, mut missed) = (0, Vec::new());
    for (name, text) in fixtures() {
        let judged = judge(&text, Detail::Ledger);
        for entry in judged.entries.iter().filter(|entry| entry.status == Status::Holds) {
            let Some((at, number)) = mutation(&judged, entry) else { continue };
            tried += 1;
            let mut changed = text.clone();
            changed.replace_range(at.start as usize..at.end as usize, &number);
            let place = Span { start: at.start, end: at.start + number.len() as u32 };
            if !is_caught(&judge(&changed, Detail::Findings), place) {
                let before = judged.show(entry);
                missed.push(format!("{name}: {number} in place of a number of\n{before}"));
            }
        }
    }
    let caught = tried - missed.len();
    println!("{caught} of {tried} changed numbers were caught");
    assert!(tried > 100, "only {tried} relations");
    assert!(caught * 100 >= tried * WANTED, "{caught} of {tried} caught; missed:\n{}", missed.join("\n"));
}

/// A finding that stands on the number, names it or points to it.
fn is_caught(judged: &Judged, place: Span) -> bool {
    let touches = |at: Span| at.start < place.end && place.start < at.end;
    judged.findings(Severity::Warning).any(|entry| {
        touches(entry.at)
            || entry.operands.iter().any(|operand| touches(operand.at))
            || entry.related.iter().any(|related| touches(related.at))
    })
}

/// Which number of a relation to change, and into what. Comparisons with a
/// target allow many values and are tried elsewhere.
fn mutation(judged: &Judged, entry: &Entry) -> Option<(Span, String)> {
    let code = judged.code(entry);
    if code.starts_with("XF3") || code.starts_with("XF4") || code.starts_with("XF9") {
        return None;
    }
    // "Six" has no digit to change.
    let printed = |at: Span| {
        judged.source[at.start as usize..at.end as usize].contains(|sign: char| sign.is_ascii_digit())
    };
    let mut numbers =
        entry.operands.iter().filter(|operand| operand.quantity.is_some() && printed(operand.at));
    let operand = match code {
        "XF107" | "XF202" | "XF203" | "XF206" | "XF208" => numbers.next(),
        _ => numbers.next_back(),
    }?;
    let text = &judged.source[operand.at.start as usize..operand.at.end as usize];
    Some((operand.at, changed(text)))
}

/// A number well away from this one, printed the same way.
fn changed(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    // Those in words go no further than twenty, and few come near it.
    let Ok(value) = digits.parse::<u64>() else { return "nineteen".to_owned() };
    let decimals =
        text.split_once('.').map_or(0, |(_, rest)| rest.chars().take_while(char::is_ascii_digit).count());
    let shift = 3 * 10_u64.pow(decimals as u32);
    let new = (value + value / 3 + shift).to_string();
    let whole = format!("{new:0>width$}", width = decimals + 1);
    let (whole, fraction) = whole.split_at(whole.len() - decimals);
    let tail: String = text.chars().rev().take_while(|sign| !sign.is_ascii_digit()).collect();
    let head: String = text.chars().take_while(|sign| !sign.is_ascii_digit()).collect();
    let tail: String = tail.chars().rev().collect();
    let point = if decimals > 0 { "." } else { "" };
    format!("{head}{whole}{point}{fraction}{tail}")
}
