//! Why so many points, rows or lines need not be the number over them: one names several,
//! some say that they do not count, a thing stands in two rows, or only some are meant.

use crate::counted::Listed;
use crate::headings::in_bracket;
use crate::several::{beyond_one_each, name};
use crossfoot_kit::prelude::*;
use std::collections::BTreeSet;

pub fn may_be(report: &Report, below: &Listed) -> bool {
    let Some(stated) = report.count(below.count) else { return false };
    let surplus = below.size.saturating_sub(stated);
    if surplus < 0 {
        let several =
            matches!(below.what, "items" | "rows" | "lines") && beyond_one_each(report, below.at) >= -surplus;
        return several || are_files_of_tests(report, below) || is_part_of_a_sum(report, below);
    }
    let lines: Vec<&str> = points(report, below.at);
    let aside = lines.iter().filter(|line| is_set_aside(line)).count() as i64;
    let names: BTreeSet<String> = lines.iter().map(|line| bare(line)).collect();
    surplus > 0
        && (aside == surplus || names.len() as i64 == stated || is_of_some_rows(report, below, stated))
}

/// The lines that begin a point, the rows below the header, or the lines of a block.
fn points(report: &Report, at: Span) -> Vec<&str> {
    let text = report.text(at);
    let tabled = text.trim_start().starts_with('|');
    let inner = |line: &&str| {
        let plain = line.trim_start();
        let rule = tabled && plain.trim_matches(['|', '-', ':', ' ']).is_empty();
        !(rule || plain.is_empty() || plain.starts_with("~~~") || plain.starts_with("```"))
    };
    text.lines().filter(inner).skip(usize::from(tabled)).collect()
}

/// Its name, with nothing around it.
fn bare(line: &str) -> String {
    name(line).trim_matches(['*', '_', '`', '~', ' ']).to_lowercase()
}

/// "`test_refresh` (flaky, passed on retry)", "~~done~~", "old.rs # unchanged".
fn is_set_aside(line: &str) -> bool {
    const ASIDE: [&str; 22] = [
        "flaky",
        "retry",
        "retest",
        "rerun",
        "~~",
        "(closed",
        "(done",
        "deleted",
        "duplicate",
        "not counted",
        "optional",
        "not gating",
        "not a ",
        "n/a",
        "unchanged",
        "existing",
        "answered:",
        "out of scope",
        "informational",
        "(fixed",
        "(resolved",
        "withdrawn",
    ];
    let line = line.to_lowercase();
    ASIDE.iter().any(|said| line.contains(said))
}

/// "Tests (24 passed)" over `auth.test.ts`, `cart.test.ts`: each holds several.
fn are_files_of_tests(report: &Report, below: &Listed) -> bool {
    let words = report.words_of(report.statement_of(below.count));
    let lines = points(report, below.at);
    let is_file = |line: &&str| {
        let name = bare(line);
        let name = name.split('`').next().unwrap_or_default();
        name.contains('.') && !name.contains([' ', ':', '#'])
    };
    below.what == "items"
        && words.iter().any(|word| word.is(Roles::TEST | Roles::PASSED))
        && !words.iter().any(|word| word.is(Roles::FAILED))
        && !words.iter().any(|word| report.is_one_of(word, &["files", "suites", "file"]))
        && lines.iter().all(is_file)
}

/// "All four acceptance tests passed" over the rows of all tests, four of which say so.
fn is_of_some_rows(report: &Report, below: &Listed, stated: i64) -> bool {
    let node = report.within(report.node_at(below.at.start), kind::TABLE);
    let Some(table) = node.and_then(|node| report.table_at(node)) else { return false };
    let noun = report.noun(below.count);
    let adjectives = noun.get(..noun.len().saturating_sub(1)).unwrap_or_default();
    adjectives.iter().any(|adjective| {
        (1..table.columns()).any(|column| {
            let says = |row: &Row<'_>| {
                row.cell(column)
                    .is_some_and(|cell| cell.words().iter().any(|word| word.concept == adjective.concept))
            };
            table.rows().filter(says).count() as i64 == stated
        })
    })
}

/// "4. Dashboard (6 tests)" over five points, where it is one of nine that make the 27 tests of
/// the report: the points say what is tested, and not how often.
fn is_part_of_a_sum(report: &Report, below: &Listed) -> bool {
    let statement = report.statement_of(below.count);
    let Some(item) = report.within(statement, kind::ITEM) else { return false };
    let counts: Vec<(u32, &Word)> = report
        .children(report.parent(item))
        .filter_map(|item| in_bracket(report, report.item_head(item)))
        .collect();
    let Some(noun) = counts.iter().find(|(count, _)| *count == below.count).map(|(_, noun)| noun.concept)
    else {
        return false;
    };
    let alike = counts.len() > 2 && counts.iter().all(|(_, other)| other.concept == noun);
    let sum = counts.iter().try_fold(0_i64, |sum, (count, _)| sum.checked_add(report.count(*count)?));
    let is_sum = |index: u32| {
        report.firm_count(index) == sum && report.noun(index).last().is_some_and(|word| word.concept == noun)
    };
    alike && (0..report.quantities().len() as u32).any(is_sum)
}
