//! Trees of files as they are drawn, and how many there are said to be.

use crate::counted::Listed;
use crossfoot_kit::prelude::*;

/// "### Test files (8 files)" or "Created 8 files:" right above a drawn tree.
pub fn told(report: &Report) -> Vec<Listed> {
    report.of_kind(kind::BLOCK).filter_map(|block| of(report, block)).collect()
}

fn of(report: &Report, block: u32) -> Option<Listed> {
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
    let drawn: Vec<&str> = text.lines().filter(|line| line.contains(BRANCH)).collect();
    let size = files(&drawn)?;
    let open = ["...", "…", "*"].iter().any(|sign| text.contains(sign));
    let near = report.firm_count(count).is_some_and(|count| count > 1 && count.abs_diff(size) <= 2);
    let chosen = roles_of(report.words_of(above)).has(crate::counted::OPEN | Roles::REST);
    (near && !open && !chosen).then_some(Listed {
        count,
        size,
        at: report.span(block),
        what: "files in the tree",
        tied: true,
    })
}

const BRANCH: &str = "── ";

/// How many entries are files; a leaf without an ending may be one ("LICENSE") or
/// a folder, and then nobody knows.
fn files(drawn: &[&str]) -> Option<i64> {
    let depth = |line: &str| line.find(BRANCH);
    let mut files = 0;
    for (place, line) in drawn.iter().enumerate() {
        let name = line.rsplit(BRANCH).next().unwrap_or("").split([' ', '#']).next().unwrap_or("");
        let is_folder =
            name.ends_with('/') || drawn.get(place + 1).is_some_and(|next| depth(next) > depth(line));
        match name.contains('.') {
            _ if is_folder => {}
            true => files += 1,
            false => return None,
        }
    }
    Some(files)
}
