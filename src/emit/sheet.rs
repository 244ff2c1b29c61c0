//! The ledger of one report, for a person and for programs.

use std::fmt::Write;

use super::escape::clean as escape;
use crate::ledger::{Coverage, Sheet, SheetEntry, Status, Tally};

pub fn sheet_text(sheet: &Sheet) -> String {
    let mut text = format!("{}\n\n", escape(&sheet.path));
    for entry in &sheet.entries {
        write_entry(&mut text, entry);
    }
    if !sheet.entries.is_empty() {
        text.push('\n');
    }
    let _ = writeln!(text, "{}", summary(&sheet.coverage, sheet.relations));
    for number in &sheet.coverage.untested {
        let place = number.range.start;
        let _ = writeln!(text, "  {:>4}:{:<4} {}", place.line, place.column, one_line(&number.text));
    }
    text
}

pub fn sheet_json(sheet: &Sheet) -> String {
    // Values of our own types: there is nothing in them that JSON cannot say.
    let mut text = serde_json::to_string_pretty(sheet).unwrap_or_default();
    text.push('\n');
    text
}

fn write_entry(text: &mut String, entry: &SheetEntry) {
    let mark = match entry.status {
        Status::Holds => "✓",
        Status::Contradicted => "✗",
        Status::Undecided => "?",
    };
    let place = entry.range.start;
    let _ = writeln!(
        text,
        "{mark} {:>4}:{:<4} {:<6} {}",
        place.line,
        place.column,
        entry.code,
        one_line(&entry.message)
    );
    for line in &entry.derivation {
        let _ = writeln!(text, "{:20}{}", "", one_line(line));
    }
    let operands: Vec<String> = entry
        .operands
        .iter()
        .map(|operand| {
            format!("{} `{}` ({})", operand.role, one_line(&operand.text), operand.range.start.line)
        })
        .collect();
    if !operands.is_empty() {
        let _ = writeln!(text, "{:20}on {}", "", operands.join(", "));
    }
}

/// "31 numbers; 24 take part in 19 relations; 15 hold, 3 are contradicted, 1
/// is undecided; 7 numbers nothing here can test".
pub fn summary(coverage: &Coverage, relations: Tally) -> String {
    let all = relations.all();
    format!(
        "{}; {} take part in {}; {}; {} nothing here can test",
        counted(coverage.numbers, "number"),
        coverage.tested,
        counted(all, "relation"),
        tally(relations),
        counted(coverage.untested.len() as u32, "number"),
    )
}

/// "15 hold, 3 are contradicted, 1 is undecided".
pub fn tally(relations: Tally) -> String {
    let verb = |count: u32, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    format!(
        "{}, {}, {}",
        verb(relations.holds, "holds", "hold"),
        verb(relations.contradicted, "is contradicted", "are contradicted"),
        verb(relations.undecided, "is undecided", "are undecided"),
    )
}

fn counted(count: impl Into<u64>, noun: &str) -> String {
    let count = count.into();
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn one_line(text: &str) -> String {
    escape(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}
