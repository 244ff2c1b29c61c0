//! # header-kind-mismatch (XF902)
//!
//! A column that is headed by one thing and counts another in every cell.
//!
//! ## Why it matters
//! Figures are carried on under the header's name: attempts become rounds.
//!
//! ## Fires
//! ```report
//! | Category | Rounds reviewed | Status |
//! |----------|-----------------|--------|
//! | Memory | 170 attempts | done |
//! | Threads | 150 attempts | done |
//! ```
//!
//! ## Stays silent
//! ```report
//! | Category | Rounds reviewed | Share |
//! |----------|-----------------|-------|
//! | Memory | 170 rounds | 53% |
//! | Threads | 150 | 47% |
//! ```
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::info("XF902", "header-kind-mismatch", judge);

/// Things that are easily taken for each other, and are not the same.
const THINGS: Roles = Roles::ROUND.or(Roles::ATTEMPT).or(Roles::ITERATION).or(Roles::TEST).or(Roles::ID_NOUN);

fn judge(report: &Report, ledger: &mut Ledger) {
    for table in report.tables() {
        for column in 1..table.columns() {
            if table.header_roles(column).has(THINGS) {
                in_column(table, column, ledger);
            }
        }
    }
}

/// "Attempts" and "tries" are one thing.
fn is_kin(one: &Word, other: &Word) -> bool {
    let kinds = [Roles::ROUND, Roles::ATTEMPT, Roles::ITERATION, Roles::TEST];
    one.concept == other.concept || kinds.iter().any(|kind| one.is(*kind) && other.is(*kind))
}

fn in_column(table: Table, column: u32, ledger: &mut Ledger) {
    let report = table.report;
    let Some(header) = table.header(column) else { return };
    let mut named = header.words().iter().filter(|word| word.is(THINGS));
    let (Some(promised), None) = (named.next(), named.next()) else { return };
    let mut first: Option<(u32, &Word)> = None;
    let mut cells = 0;
    for cell in table.rows().filter_map(|row| row.cell(column)) {
        let Some(number) = cell.quantities().find(|index| report.is_arithmetic(*index)) else { continue };
        let Some(counted) = report.noun(number).last().filter(|word| word.is(THINGS)) else { return };
        if is_kin(counted, promised)
            || first.is_some_and(|(_, word)| word.concept != counted.concept)
        {
            return;
        }
        cells += 1;
        first = first.or(Some((number, counted)));
    }
    let Some((number, counted)) = first.filter(|_| cells > 1) else { return };
    ledger.write(Status::Contradicted, Some(Severity::Info), header.at(), |draft| {
        let (head, kind) = (header.text().trim(), report.text(counted.at));
        draft.message(format!("the column \"{head}\" counts {kind} in every cell"));
        draft.part(header.at(), "header").number(report, number, "count");
        draft.related(counted.at, format!("{kind}, not {}", report.text(promised.at)));
    });
}
