//! The greatest or least of a column that the words name: "Largest hysteresis:
//! 0.06 bar" beside `| Hysteresis (bar) |`.

use crate::counted::matter;
use crate::extremes::Extreme;
use crossfoot_kit::prelude::*;

const GREATEST: Spellings<5> = Spellings::of(["largest", "highest", "longest", "greatest", "peak"]);
const LEAST: Spellings<3> = Spellings::of(["smallest", "lowest", "shortest"]);

/// "Largest hysteresis was 0.06 bar".
const LINKS: Spellings<5> = Spellings::of(["was", "is", "of", "reached", "were"]);

pub fn told(report: &Report) -> Vec<Extreme> {
    let word = |place: usize| report.words().get(place);
    let greatest = report.spelled(&GREATEST).into_iter().filter_map(word);
    let least = report.spelled(&LEAST).into_iter().filter_map(word);
    greatest
        .filter_map(|word| of(report, word, Roles::MAXIMUM))
        .chain(least.filter_map(|word| of(report, word, Roles::MINIMUM)))
        .collect()
}

fn of(report: &Report, word: &Word, kind: Roles) -> Option<Extreme> {
    let statement = report.statement(report.node_at(word.at.start));
    let at = report.statement_span(statement);
    if !matches!(report.kind(statement), kind::SENTENCE | kind::FIELD) {
        return None;
    }
    let before = report.text(Span { start: at.start, end: word.at.start });
    let printed = report.quantities_in(Span { start: word.at.end, end: at.end }).next()?;
    let place = report.quantity(printed)?.at.start;
    let name = report.words_in(Span { start: word.at.end, end: place });
    let gap = report.text(Span { start: name.last()?.at.end, end: place });
    let aside = Roles::TARGET | Roles::ANOTHER_RUN | Roles::MODAL | Roles::EXCEPT | Roles::AVERAGE;
    let link = name.split_last().filter(|(link, name)| LINKS.has(link) && !name.is_empty());
    let name = link.map_or(name, |(_, name)| name);
    let gap = if link.is_some() && gap.trim().is_empty() { ":" } else { gap };
    let before = before.trim_matches(['*', '_', ' ', '-']);
    if !before.is_empty() && !before.eq_ignore_ascii_case("the")
        || !matches!(gap.trim_matches(['*', '_', ' ']), ":" | "=")
        || name.len() > 4
        || !report.is_firm(printed)
        || !report.is_arithmetic(printed)
        || report.roles_in(at).has(aside)
    {
        return None;
    }
    let whole = Span { start: word.at.start, end: name.last()?.at.end };
    let reach = report.reach(report.section(statement));
    let near = |table: &Table<'_>| report.section_within(report.section(table.node()), reach);
    let mut columns =
        report.tables().filter(near).filter_map(|table| column(report, table, (name, whole), printed));
    let parts = columns.next().filter(|_| columns.next().is_none())?;
    Some(Extreme { printed, kind, parts, sure: true, named: true })
}

/// The numbers of the column that has just this name, with "peak" before it or without,
/// but for its unit.
fn column(
    report: &Report,
    table: Table<'_>,
    (name, whole): (&[Word], Span),
    printed: u32,
) -> Option<Vec<u32>> {
    let is_named = |header: Cell<'_>| {
        let end = header.text().find('(').map_or(header.at().end, |place| header.at().start + place as u32);
        let words = report.words_in(Span { end, ..header.at() });
        let are = |name: &[Word]| {
            words.len() == name.len()
                && words.iter().zip(name).all(|(word, other)| word.concept == other.concept)
        };
        are(name) || are(report.words_in(whole))
    };
    let column = table.only_column_where(is_named)?;
    // "Wait (mean)", "Averages over 24 hours:"
    let means = Roles::AVERAGE | Roles::MEDIAN;
    if table.header_roles(column).has(means)
        || table.introduction().is_some_and(|node| report.roles_of(node).has(means))
    {
        return None;
    }
    let rows = matter(table).filter(|rows| rows.len() > 2)?;
    let number = |row: &Row<'_>| {
        let index = row.cell(column)?.number()?;
        (report.is_firm(index) && report.dimension(index) == report.dimension(printed)).then_some(index)
    };
    rows.iter().map(number).collect()
}
