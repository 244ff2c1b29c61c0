//! One bullet or row for several things: "`lock.rs`, `key.rs` — rewritten", "#1 and
//! #2", "GET/POST", "related2-9".

use crossfoot_kit::prelude::*;

/// How many things the items of a list or table may name beyond one each.
pub fn beyond_one_each(report: &Report, at: Span) -> i64 {
    report
        .text(at)
        .lines()
        .map(|line| joined(name(line)) + in_bracket(line) + multiplied(line))
        .fold(0, i64::saturating_add)
}

/// Whether a row or bullet stands for several things.
pub fn names_several(label: &str) -> bool {
    let inner = label.trim_matches(['*', '_', '`', ' ']);
    inner.contains('*') || label.contains("_*") || is_range(inner)
}

/// "- 2 × the lock, since it is worn".
fn multiplied(line: &str) -> i64 {
    let item = line.trim_start_matches([' ', '\t', '-', '*', '+']);
    let digits = item.len() - item.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
    let (many, rest) = item.split_at(digits);
    let times = ["×", " ×", "x "].iter().any(|sign| rest.starts_with(sign));
    if times { many.parse::<i64>().map_or(0, |many| many.clamp(1, 1000) - 1) } else { 0 }
}

/// "| Safari (macOS and iOS) |", "| network (v4, v6) |", "| search × 7 |".
fn in_bracket(line: &str) -> i64 {
    let Some(row) = line.trim_start().strip_prefix('|') else { return 0 };
    let item = row.split('|').next().unwrap_or(row);
    let inner =
        item.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map_or("", |(inner, _)| inner);
    let words = inner.split_whitespace().count();
    let plain = words <= 6 && !inner.contains(|sign: char| sign.is_ascii_digit() && words > 3);
    let joined = [", ", " and ", " und "].iter().map(|mark| inner.matches(mark).count()).sum::<usize>();
    let many = item.trim_end().rsplit_once(" × ").and_then(|(_, many)| many.parse::<i64>().ok());
    many.map_or(0, |many| many.clamp(1, 1000) - 1) + if plain { joined as i64 } else { 0 }
}

/// "2-9", "4–5", "AC3–AC5"
fn is_range(label: &str) -> bool {
    let ranged = |(place, stroke): (usize, &str)| {
        let (before, behind) =
            (label.get(..place).unwrap_or(""), label.get(place + stroke.len()..).unwrap_or(""));
        let behind = behind.trim_start_matches(|sign: char| sign.is_ascii_alphabetic());
        before.ends_with(|last: char| last.is_ascii_digit())
            && behind.starts_with(|first: char| first.is_ascii_digit())
    };
    // A date has two strokes.
    label.match_indices(['-', '–']).filter(|found| ranged(*found)).count() == 1
}

/// What stands before the explanation of a bullet, or in the first cell of a row.
pub fn name(line: &str) -> &str {
    let item = line.trim_start_matches([' ', '\t', '|', '-', '*', '+', '>']);
    let end = [" — ", " – ", " - ", ": ", " (", " | ", " -> ", " → "]
        .iter()
        .filter_map(|mark| item.find(mark))
        .min();
    item.get(..end.unwrap_or(item.len())).unwrap_or(item).trim_end_matches([' ', '.', '|'])
}

/// How many more things than one a name joins; of a range, any number.
fn joined(name: &str) -> i64 {
    if is_range(name.trim_matches(['*', '_', '`', ' '])) {
        return i64::from(u16::MAX);
    }
    let between = [", ", " and ", " & ", " + ", " / ", "; ", " und ", " et ", " y "];
    let words = between.iter().map(|mark| name.matches(mark).count()).sum::<usize>();
    let upper = |letter: Option<&u8>| letter.is_some_and(u8::is_ascii_uppercase);
    let bytes = name.as_bytes();
    // "GET/POST", but no path.
    let methods = name.match_indices('/').filter(|(place, _)| {
        let numbered =
            place.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(u8::is_ascii_digit);
        upper(place.checked_sub(1).and_then(|before| bytes.get(before))) && upper(bytes.get(place + 1))
            // "db2/db3"
            || numbered && name.matches('/').count() == 1 && !name.contains('.') && bytes.get(place + 1).is_some_and(u8::is_ascii_alphabetic)
    });
    (words + methods.count()) as i64
}
