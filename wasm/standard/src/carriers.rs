//! What several rows may have in common: the files of two rules, the people of three
//! meetings. They are counted once in all, and the column does not add up.

use crossfoot_kit::prelude::*;

/// Several findings in one file, several meetings of one person.
const CARRIERS: [&str; 38] = [
    "file",
    "files",
    "host",
    "hosts",
    "package",
    "packages",
    "user",
    "users",
    "visitor",
    "visitors",
    "participant",
    "participants",
    "attendee",
    "attendees",
    "reviewer",
    "reviewers",
    "operator",
    "operators",
    "member",
    "members",
    "day",
    "days",
    "machine",
    "machines",
    "module",
    "modules",
    "customer",
    "customers",
    "people",
    "person",
    "persons",
    "contributor",
    "contributors",
    "author",
    "authors",
    "devices",
    "servers",
    "requirements",
];
const CARRIED: [&str; 48] = [
    "finding",
    "findings",
    "issue",
    "issues",
    "error",
    "errors",
    "warning",
    "warnings",
    "match",
    "matches",
    "occurrence",
    "occurrences",
    "violation",
    "violations",
    "hit",
    "hits",
    "insertions",
    "deletions",
    "commit",
    "commits",
    "rule",
    "rules",
    "meeting",
    "meetings",
    "shift",
    "session",
    "sessions",
    "visits",
    "incidents",
    "alerts",
    "hours",
    "pr",
    "prs",
    "changes",
    "vulnerability",
    "cve",
    "alarm",
    "alarms",
    "comment",
    "comments",
    "order",
    "orders",
    "shifts",
    "day",
    "date",
    "week",
    "month",
    "round",
];

/// Whether a column is of what several rows may have in common.
pub fn are_carriers(report: &Report, table: Table<'_>, names: &[Word]) -> bool {
    let carrier = names.iter().any(|name| report.is_one_of(name, &CARRIERS));
    let carried = |column: u32| {
        table
            .header(column)
            .is_some_and(|header| header.words().iter().any(|word| report.is_one_of(word, &CARRIED)))
    };
    carrier && (0..table.columns().min(16)).any(carried)
}

/// "15" files under 12 and 7 of two rules.
pub fn is_shared(
    report: &Report,
    table: Table<'_>,
    cell: Cell<'_>,
    (parts, total): (&[u32], u32),
    sum: Value,
) -> bool {
    let all = report.base_value(total);
    let least = parts.iter().all(|part| report.base_value(*part).at_most(all) != Outcome::Contradicted);
    let over = sum.fits_in(all) == Outcome::Contradicted;
    let names = table.header(cell.column).map_or(&[][..], Cell::words);
    // Of a commit all columns may be net.
    let commits = || {
        table.header(0).is_some_and(|header| {
            header
                .words()
                .iter()
                .any(|word| report.is_one_of(word, &["commit", "commits", "revision", "change"]))
        })
    };
    over && least && (are_carriers(report, table, names) || commits())
}
