//! A fraction at the head of a report, and the row of totals that it is taken
//! from: "12/15 tests passed" above `| Total | 15 | 9 | 6 |`.

use crate::counted::is_total;
use crate::failures;
use crossfoot_kit::prelude::*;

pub struct Headline {
    /// So many of all, as the head says, and as the row of totals does.
    pub said: u32,
    pub summed: u32,
}

pub fn told(report: &Report) -> Vec<Headline> {
    let mut totals = report.tables().filter_map(|table| total(report, table));
    let (Some((table, all, passed)), None) = (totals.next(), totals.next()) else { return Vec::new() };
    if report.is_elsewhere(table, 0) {
        return Vec::new();
    }
    let section = report.section(table);
    let says = |(index, quantity): (usize, &Quantity)| {
        let statement = report.statement(quantity.node);
        let speaks = quantity.role == role::NUMERATOR
            && report.count(quantity.mate) == report.count(all)
            && report.kind(statement) != kind::ROW
            && report.section_within(section, report.reach(report.section(statement)))
            && is_of_all(report, statement, quantity.mate);
        speaks.then_some(Headline { said: index as u32, summed: passed })
    };
    report.quantities().iter().enumerate().filter_map(says).collect()
}

/// The row of totals of a table that says how many there were and how many passed.
fn total(report: &Report, table: Table<'_>) -> Option<(u32, u32, u32)> {
    let share = Roles::PERCENTAGE | Roles::RATE;
    let passed = |header: Cell<'_>| header.roles().has(Roles::PASSED) && !header.roles().has(share);
    let passed = table.only_column_where(passed)?;
    let counts =
        |column: &u32| *column != passed && table.header_roles(*column).has(Roles::TOTAL | Roles::TEST);
    let mut all = (1..table.columns()).filter(counts);
    let all = all.next().filter(|_| all.next().is_none())?;
    let mut rows = table.rows().filter(|row| is_total(table, *row));
    let row = rows.next().filter(|_| rows.next().is_none())?;
    let count = |column: u32| row.cell(column)?.number().filter(|index| report.firm_count(*index).is_some());
    Some((table.node(), count(all)?, count(passed)?))
}

/// "12/15 tests passed", of this time and of nothing less.
fn is_of_all(report: &Report, statement: u32, whole: u32) -> bool {
    const ASIDE: Roles = Roles::MODAL
        .or(Roles::TARGET)
        .or(Roles::ANOTHER_RUN)
        .or(Roles::BEFORE)
        .or(Roles::EXCEPT)
        .or(Roles::ATTEMPT);
    let behind = report.words_behind(whole);
    let passed = behind.iter().take(3).any(|word| word.is(Roles::PASSED));
    let tests = behind.first().is_some_and(|word| word.is(Roles::TEST | Roles::PASSED));
    let words = report.words_of(statement);
    if is_scoped(report, statement, whole) {
        return false;
    }
    passed && tests && !words.iter().any(|word| word.is(ASIDE) || failures::is_then(word))
}

/// "On the main branch 13/15", "Windows: 14/15".
fn is_scoped(report: &Report, statement: u32, whole: u32) -> bool {
    const SCOPES: [&str; 8] = ["on", "in", "at", "with", "for", "without", "under", "using"];
    const ALL: Spellings<16> = Spellings::of([
        "overall", "total", "result", "results", "status", "summary", "score", "passed", "tests", "test",
        "outcome", "verdict", "pass", "rate", "all", "final",
    ]);
    let at = report.statement_span(statement);
    let end = report.quantity(whole).map_or(at.start, |quantity| quantity.at.start);
    let words = report.words_in(Span { start: at.start, end });
    let labelled = report.text(Span { start: at.start, end }).contains(':');
    words.first().is_some_and(|word| report.is_one_of(word, &SCOPES))
        || labelled && !words.iter().any(|word| ALL.has(word))
}
