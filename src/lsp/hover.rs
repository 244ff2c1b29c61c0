//! What a number stands for, and what is known about it.

use std::fmt::Write;

use lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};

use super::snapshot::{Snapshot, concerns};
use crate::emit::clean;
use crate::ledger::{Severity, SheetEntry, Status};
use crate::report::{self, Class, Quantity, Report, Role, Span, flags};

pub fn hover(snapshot: &Snapshot, position: Position) -> Option<Hover> {
    let at = snapshot.offset(position);
    let report = report::parse(snapshot.text().as_bytes());
    let number = report.quantities.iter().find(|number| number.at.start <= at && at <= number.at.end);
    let sheet = snapshot.sheet();
    let entries: Vec<&SheetEntry> = sheet.entries.iter().filter(|entry| concerns(entry, at)).collect();
    let mut text = String::new();
    if let Some(number) = number {
        describe(number, &report, entries.is_empty(), &mut text);
    }
    for entry in &entries {
        relation(entry, &mut text);
    }
    for shown in snapshot.findings_in(at, at) {
        let finding = &shown.finding;
        if !entries.iter().any(|entry| entry.code == finding.code) {
            let _ = writeln!(
                text,
                "\n{} **{}** {}",
                mark(finding.severity),
                finding.code,
                line(&finding.message)
            );
        }
    }
    explanations(snapshot, at, &mut text);
    if text.is_empty() {
        return None;
    }
    let range = number.map(|number| snapshot.encoding.span(snapshot.lines(), number.at));
    let contents =
        HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value: text.trim().to_owned() });
    Some(Hover { contents, range })
}

fn describe(number: &Quantity, report: &Report<'_>, untested: bool, text: &mut String) {
    let printed = line(number.at.of(&report.source));
    let noun = line(number.noun.of(&report.source));
    let of = if noun.is_empty() { String::new() } else { format!(" of “{noun}”") };
    if !number.class.is_quantity() {
        let _ = writeln!(text, "**{printed}**: {}; takes no part in arithmetic", name(number.class));
        return;
    }
    let _ = writeln!(text, "**{printed}**: {}{of}, stands for {}", name(number.class), interval(number));
    if let Some(count) = range_size(number, report) {
        let _ = writeln!(text, "\nThe range has {count} members.");
    }
    if untested {
        let _ = writeln!(text, "\nNo relation tests it.");
    }
}

/// The values that a number can stand for.
pub fn interval(number: &Quantity) -> String {
    let has = |flag: u8| number.flags & flag != 0;
    let low = (!has(flags::NO_LOW)).then(|| decimal(number.low, number.exponent));
    let high = (!has(flags::NO_HIGH)).then(|| decimal(number.high, number.exponent));
    let hedged = if has(flags::HEDGED) { " (about)" } else { "" };
    let range = match (low, high) {
        (Some(low), Some(high)) if low == high => format!("exactly {low}"),
        (Some(low), Some(high)) => {
            let sign = |open: bool| if open { '<' } else { '≤' };
            format!("{low} {} x {} {high}", sign(has(flags::LOW_OPEN)), sign(has(flags::HIGH_OPEN)))
        }
        (Some(low), None) => format!("{} {low}", if has(flags::LOW_OPEN) { "more than" } else { "at least" }),
        (None, Some(high)) => {
            format!("{} {high}", if has(flags::HIGH_OPEN) { "less than" } else { "at most" })
        }
        (None, None) => "any value".to_owned(),
    };
    range + hedged
}

/// The members of a range of ids, of which the number is one end.
pub fn range_size(number: &Quantity, report: &Report<'_>) -> Option<i64> {
    let mate = report.quantities.get(number.mate as usize)?;
    let (start, end) = match number.role {
        Role::RangeStart => (number, mate),
        Role::RangeEnd => (mate, number),
        _ => return None,
    };
    (start.exponent == 0 && end.exponent == 0)
        .then(|| end.mantissa.checked_sub(start.mantissa)?.checked_add(1))
        .flatten()
        .filter(|count| *count > 0)
}

/// `mantissa × 10^exponent`, without trailing zeros behind the point.
fn decimal(mantissa: i64, exponent: i32) -> String {
    let sign = if mantissa < 0 { "-" } else { "" };
    let digits = mantissa.unsigned_abs().to_string();
    if exponent >= 0 {
        return match exponent {
            0..=18 if mantissa != 0 => format!("{sign}{digits}{}", "0".repeat(exponent as usize)),
            _ if mantissa == 0 => "0".to_owned(),
            _ => format!("{sign}{digits}e{exponent}"),
        };
    }
    let places = exponent.unsigned_abs() as usize;
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = padded.split_at(padded.len() - places);
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

fn relation(entry: &SheetEntry, text: &mut String) {
    let mark = match (entry.status, entry.finding) {
        (_, Some(severity)) => mark(severity),
        (Status::Holds, None) => "✓",
        (Status::Contradicted, None) => "✗",
        (Status::Undecided, None) => "?",
    };
    let status = match entry.status {
        Status::Holds => "holds",
        Status::Contradicted => "contradicted",
        Status::Undecided => "undecided",
    };
    let _ = writeln!(text, "\n{mark} **{}** {} {status}: {}", entry.code, entry.rule, line(&entry.message));
    for step in &entry.derivation {
        let _ = writeln!(text, "- {}", line(step));
    }
}

/// The rules behind the findings here, in their own words.
fn explanations(snapshot: &Snapshot, at: u32, text: &mut String) {
    let mut told: Vec<&str> = Vec::new();
    for shown in snapshot.findings_in(at, at) {
        let code = shown.finding.code.as_str();
        let Some(rule) = snapshot.setup().rule(code).filter(|_| !told.contains(&code)) else { continue };
        told.push(code);
        // What fires and what stays silent can be read on the whole page.
        let brief = rule.explanation.split("\n## Fires").next().unwrap_or_default();
        let brief = modest(brief);
        let _ = writeln!(text, "\n---\n\n{brief}");
        if let Some(page) = snapshot.setup().pages.get(code) {
            let _ = writeln!(text, "\n[The whole explanation]({page})");
        }
    }
}

/// Headings are for pages; in a small window they are strong words.
fn modest(markdown: &str) -> String {
    let line = |line: &str| match line.trim_start_matches('#') {
        rest if rest.len() < line.len() && rest.starts_with(' ') => format!("**{}**\n", rest.trim()),
        _ => line.to_owned(),
    };
    markdown.trim().lines().map(line).collect::<Vec<_>>().join("\n")
}

const fn mark(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "✗",
        Severity::Warning => "⚠",
        Severity::Info => "ℹ",
    }
}

fn line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

const fn name(class: Class) -> &'static str {
    match class {
        Class::Count => "a count",
        Class::Measurement => "a measurement",
        Class::Percentage => "a percentage",
        Class::Money => "money",
        Class::Multiple => "a multiple",
        Class::Id => "an id",
        Class::Label => "a label",
        Class::Version => "a version",
        Class::Date => "a date",
        Class::Time => "a time of day",
        Class::LineReference => "a line reference",
        Class::Shape => "a shape",
        Class::Hex => "hexadecimal",
        Class::Address => "an address",
        Class::Ordinal => "an ordinal",
        Class::ListNumber => "a list number",
        Class::Code => "a figure in code",
        Class::Link => "a figure in a link",
        Class::Year => "a year",
        Class::Phone => "a phone number",
        Class::TooLarge => "too large to hold",
        Class::Other => "another figure",
    }
}

/// The first heading, or the beginning.
pub fn title(report: &Report<'_>) -> Span {
    let heading = report.nodes.iter().find(|node| node.kind == report::NodeKind::Heading);
    heading.map(|node| node.at).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_printed_as_people_write_them() {
        let cases = [
            (338, -2, "3.38"),
            (337, -3, "0.337"),
            (-5, -1, "-0.5"),
            (1200, -2, "12"),
            (12, 2, "1200"),
            (0, 5, "0"),
            (0, -2, "0"),
            (7, 40, "7e40"),
        ];
        for (mantissa, exponent, expected) in cases {
            assert_eq!(decimal(mantissa, exponent), expected);
        }
    }

    #[test]
    fn a_number_says_what_it_stands_for() {
        let report = report::parse(b"Took 3.38 s for 93 rounds, at least 5 threads.\n");
        let seen: Vec<String> = report.quantities.iter().map(interval).collect();
        assert_eq!(seen, ["3.37 < x < 3.39", "exactly 93", "at least 5"]);
    }
}
