//! What a row that did not pass tells of: a state of one thing among others, something
//! that was known, or the thing under test; and what is over without being well.

use crossfoot_kit::prelude::*;

/// What is over may have ended well or badly: "Quality checks complete".
pub const ENDED: Spellings<13> = Spellings::of([
    "complete",
    "completed",
    "completes",
    "done",
    "finished",
    "ended",
    "implemented",
    "deployed",
    "delivered",
    "closed",
    "concluded",
    "executed",
    "performed",
]);

const WELL: Spellings<8> =
    Spellings::of(["pass", "passed", "passes", "passing", "clean", "green", "approved", "compliant"]);

/// Whether words say that something is over, and not that it went well.
pub fn is_only_over(words: &[Word]) -> bool {
    words.iter().any(|word| ENDED.has(word)) && !words.iter().any(|word| WELL.has(word))
}

/// "All tests completed"; of "all tests completed successfully" none may have failed.
pub fn are_only_over(words: &[Word]) -> bool {
    const SUCCESS: Spellings<5> = Spellings::of(["success", "successful", "successfully", "ok", "met"]);
    is_only_over(words) && !words.iter().any(|word| SUCCESS.has(word))
}

/// A row for each commit, run, branch or hour tells what became of one thing.
pub fn lists_states(table: Table<'_>) -> bool {
    const STATES: Spellings<20> = Spellings::of([
        "commit",
        "version",
        "branch",
        "build",
        "run",
        "try",
        "attempt",
        "revision",
        "state",
        "tag",
        "time",
        "date",
        "day",
        "when",
        "timestamp",
        "hour",
        "deploy",
        "deployment",
        "iteration",
        "uhrzeit",
    ]);
    let head = table.header(0).and_then(|header| header.words().last());
    head.is_some_and(|word| STATES.has(word)) || tells_of_times(table) || tries_again(table)
}

/// The first column is nothing but dates and hours.
fn tells_of_times(table: Table<'_>) -> bool {
    let time = |index: u32| {
        let class = table.report.quantity(index).map(|quantity| quantity.class);
        matches!(class, Some(class::DATE | class::TIME))
    };
    table.rows().all(|row| row.cell(0).is_some_and(|cell| cell.quantities().any(time)))
}

/// "Deploy" and "Deploy (2)", "Part 2" and "Part 2 (resit)".
fn tries_again(table: Table<'_>) -> bool {
    let mut last = "";
    table.rows().any(|row| {
        let name = row.cell(0).map_or("", Cell::text).trim();
        let again = name.strip_prefix(last).is_some_and(|rest| {
            let inner = rest.trim().strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
            let bare = rest.trim().trim_matches(['(', ')', ',', '#']).to_lowercase();
            let numbered =
                inner.is_some() && bare.bytes().all(|sign| sign.is_ascii_digit()) && !bare.is_empty();
            numbered
                || ["again", "repeat", "resit", "retry", "wdh.", "2nd"].iter().any(|word| bare.contains(word))
        });
        let is = again && !last.is_empty();
        // "Deploy (2)" and "Deploy (3)" are of the first.
        if !is {
            last = name;
        }
        is
    })
}

/// A row that says itself that its failure was known, or does not decide.
pub fn is_excused(report: &Report, setback: &Setback) -> bool {
    const KNOWN: Spellings<17> = Spellings::of([
        "known",
        "accepted",
        "waived",
        "waiver",
        "pre-existing",
        "preexisting",
        "transient",
        "unrelated",
        "advisory",
        "optional",
        "non-blocking",
        "informational",
        "flaky",
        "upstream",
        "tolerated",
        "deferred",
        "quarantined",
    ]);
    let Some(table) = report.table_at(setback.holder) else { return false };
    let Some(row) = table.row(setback.node) else { return false };
    let excuses = |cell: Cell<'_>| {
        let text = cell.text();
        let phrase =
            ["not caused", "on main", "won't fix", "on master"].iter().any(|known| text.contains(known));
        phrase || cell.words().iter().any(|word| KNOWN.has(word))
    };
    row.cells().skip(1).any(excuses) || row.cells().any(|cell| is_no_gate(table, cell))
}

/// "no" under "Blocking" or "Required".
fn is_no_gate(table: Table<'_>, cell: Cell<'_>) -> bool {
    const GATE: Spellings<8> = Spellings::of([
        "blocking",
        "required",
        "mandatory",
        "gate",
        "gating",
        "decisive",
        "critical",
        "counts",
    ]);
    let header = table.header(cell.column).map_or(&[][..], Cell::words);
    header.iter().any(|word| GATE.has(word))
        && is_any(cell.text().trim(), &["no", "n", "nein", "✗", "–", "-"])
}

/// "❌ rejected": how a thing under test answered, or what became of a proposal.
pub const TURNED_AWAY: Spellings<8> = Spellings::of([
    "rejected",
    "denied",
    "refused",
    "declined",
    "rejects",
    "forbidden",
    "withdrawn",
    "killed",
]);

/// Rows that name candidates, attacks or faults: what is said of them is no check's result.
pub fn lists_candidates(table: Table<'_>) -> bool {
    const CANDIDATES: Spellings<30> = Spellings::of([
        "option",
        "candidate",
        "alternative",
        "variant",
        "proposal",
        "amendment",
        "motion",
        "comment",
        "suggestion",
        "hypothesis",
        "attack",
        "exploit",
        "payload",
        "input",
        "mutant",
        "mutation",
        "fault",
        "supplier",
        "vendor",
        "tool",
        "offer",
        "bid",
        "application",
        "applicant",
        "idea",
        "library",
        "approach",
        "sabotage",
        "injection",
        "threat",
    ]);
    table.header(0).is_some_and(|header| header.words().iter().any(|word| CANDIDATES.has(word)))
}
