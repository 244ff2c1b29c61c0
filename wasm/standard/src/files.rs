//! Trees of files as they are drawn, and how many there are said to be.

use crate::headings::Below;
use crossfoot_kit::prelude::*;

/// "### Test files (8 files)" or "Created 8 files:" right above a drawn tree.
pub fn told(report: &Report) -> Vec<Below> {
    report.of_kind(kind::BLOCK).filter_map(|block| of(report, block)).collect()
}

fn of(report: &Report, block: u32) -> Option<Below> {
    let above = report.previous_sibling(block)?;
    if !matches!(report.kind(above), kind::HEADING | kind::PARAGRAPH)
        || report.text(report.span(above)).contains('\n')
    {
        return None;
    }
    let mut counts = report.quantities_of(above).filter(|index| report.is_arithmetic(*index));
    let count = counts.next().filter(|_| counts.next().is_none())?;
    let noun = report.words_behind(count);
    let of_files = noun.iter().take(3).any(|word| is_any(report.text(word.at), &["files"]));
    if !of_files {
        return None;
    }
    let text = report.text(report.span(block));
    let drawn = |line: &&str| line.contains("── ");
    let is_file = |line: &&str| {
        let name = line.rsplit("── ").next().unwrap_or("").split([' ', '#']).next().unwrap_or("");
        name.contains('.') && !name.ends_with('/')
    };
    let lines: Vec<&str> = text.lines().filter(drawn).collect();
    let size = lines.iter().copied().filter(|line| is_file(line)).count() as i64;
    let open = ["...", "…", "*"].iter().any(|sign| text.contains(sign));
    let near = report.firm_count(count).is_some_and(|count| count > 1 && count.abs_diff(size) <= 2);
    let chosen = roles_of(report.words_of(above)).has(crate::counted::OPEN | Roles::REST);
    (near && !open && !chosen).then_some(Below {
        count,
        size,
        at: report.span(block),
        what: "files in the tree",
        tied: true,
    })
}
