//! What a column comes to, told in the text behind its table: "Violations in all:
//! 16,000"; or in what stands right above it: "### Doubles (6 books, 16 instances)".

use crate::carriers;
use crate::counted::{OPEN, is_total, matter, table_behind};
use crate::tolls::Toll;
use crossfoot_kit::prelude::*;

pub fn told(report: &Report) -> Vec<Toll> {
    let named = report.words_with(Roles::TOTAL).filter_map(|total| {
        let before = report.word_before(total.at.start).filter(|name| !name.is(Roles::TOTAL));
        // "Total restarts: 6"
        let behind = || report.words_in(Span { start: total.at.end, end: total.at.end + 32 }).first();
        before
            .and_then(|name| of(report, name, (name, total)))
            .or_else(|| behind().and_then(|name| of(report, name, (total, name))))
    });
    named.chain(above(report)).collect()
}

/// A count right above a table that is named as one of its columns is.
fn above(report: &Report) -> Vec<Toll> {
    const ASIDE: Roles =
        OPEN.or(Roles::TARGET).or(Roles::ANOTHER_RUN).or(Roles::MODAL).or(Roles::BEFORE).or(Roles::NEGATION);
    let mut found = Vec::new();
    if report.tables().next().is_none() {
        return found;
    }
    let mut last = u32::MAX;
    let mut table = None;
    for index in 0..report.quantities().len() as u32 {
        let statement = report.statement_of(index);
        if statement != last {
            last = statement;
            table = table_behind(report, statement).filter(|_| !report.roles_of(statement).has(ASIDE));
        }
        let Some(table) = table.filter(|_| report.firm_count(index).is_some() && !report.is_each(index))
        else {
            continue;
        };
        let parts = report.head_noun(index).and_then(|name| column(report, table, name));
        // Right above, with no word of a choice, it can hardly be of others.
        let shared = |toll: &Toll| {
            carriers::are_carriers(report, table, report.noun(index))
                && toll.sum(report).fits_in(report.value(index)) == Outcome::Contradicted
        };
        found.extend(parts.and_then(|parts| toll(report, index, parts, 2)).filter(|toll| !shared(toll)));
    }
    found
}

/// "Findings in all: 19" over the one of this week is of all weeks.
fn toll(report: &Report, total: u32, mut parts: Vec<u32>, nearness: u64) -> Option<Toll> {
    let sum_of =
        |parts: &[u32]| parts.iter().filter_map(|part| report.count(*part)).fold(0, i64::saturating_add);
    // A last row that says the total, too, and that the others come to, is no part of it.
    let repeated = parts.split_last().is_some_and(|(last, rest)| {
        report.count(*last) == report.count(total) && report.count(total) == Some(sum_of(rest))
    });
    if repeated {
        parts.pop();
    }
    let sum = sum_of(&parts);
    let near = report.count(total)?.abs_diff(sum) <= sum.unsigned_abs() / nearness;
    near.then_some(Toll { total, parts, sure: false })
}

/// What is said farther away is said of something else.
const NEAR: u32 = 200;

/// What stands between the first and the last of the two words and a colon tells a total.
fn of(report: &Report, name: &Word, (first, last): (&Word, &Word)) -> Option<Toll> {
    let statement = report.statement(report.node_at(name.at.start));
    if !matches!(report.kind(statement), kind::SENTENCE | kind::FIELD) {
        return None;
    }
    let at = report.statement_span(statement);
    let index = report.quantities_in(Span { start: last.at.end, end: at.end }).next()?;
    let gap = report.text(Span { start: last.at.end, end: report.quantity(index)?.at.start });
    let near = Span {
        start: first.at.start.saturating_sub(NEAR).max(at.start),
        end: at.end.min(last.at.end + NEAR).max(last.at.end),
    };
    let plain = report.firm_count(index).is_some() && report.noun(index).is_empty();
    let begins = report.word_before(first.at.start).is_none_or(|word| {
        report.text(Span { start: word.at.end, end: first.at.start }).contains(['.', ';', '\n'])
    });
    let aside = OPEN | Roles::TARGET | Roles::ANOTHER_RUN | Roles::MODAL | Roles::BEFORE;
    if !plain || !begins || !gap.contains(':') || gap.len() > 6 || report.roles_in(near).has(aside) {
        return None;
    }
    let section = report.section(statement);
    let mut columns = report
        .tables()
        .filter(|table| report.section(table.node()) == section && table.node() < statement)
        .filter_map(|table| column(report, table, name));
    let parts = columns.next().filter(|_| columns.next().is_none())?;
    toll(report, index, parts, 4)
}

/// The counts of the column that has just this name, in a table without totals.
fn column(report: &Report, table: Table<'_>, name: &Word) -> Option<Vec<u32>> {
    let named = |header: Cell<'_>| matches!(header.words(), [word] if word.concept == name.concept);
    let column = table.only_column_where(named)?;
    let rows =
        matter(table).filter(|rows| rows.len() > 2 && !table.rows().any(|row| is_total(table, row)))?;
    let count =
        |row: &Row<'_>| row.cell(column)?.number().filter(|index| report.firm_count(*index).is_some());
    rows.iter().map(count).collect()
}
