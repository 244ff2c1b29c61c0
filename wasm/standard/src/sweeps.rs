//! One bound for all: "All scenarios keep 300K+ rows/s", and the column of the table
//! above that tells it of each.

use crate::counted::{OPEN, matter};
use crate::targets::{Standing, standing};
use crossfoot_kit::prelude::*;

pub struct Sweep<'r> {
    /// The words and the bound.
    pub at: Span,
    pub bound: u32,
    /// The first row that does not keep to it, with its figure.
    pub broken: Option<(Row<'r>, u32)>,
}

pub fn told(report: &Report) -> Vec<Sweep<'_>> {
    let mut last = u32::MAX;
    let mut found = Vec::new();
    for word in report.words_with(Roles::ALL) {
        let statement = report.statement(report.node_at(word.at.start));
        if statement != last {
            last = statement;
            found.extend(of(report, statement, word));
        }
    }
    found
}

fn of<'r>(report: &'r Report, statement: u32, all: &Word) -> Option<Sweep<'r>> {
    const ASIDE: Roles = Roles::EXCEPT
        .or(Roles::MODAL)
        .or(Roles::TARGET)
        .or(Roles::NEGATION)
        .or(Roles::ANOTHER_RUN)
        .or(Roles::AVERAGE)
        .or(Roles::MEDIAN)
        .or(Roles::SPREAD)
        .or(Roles::SPEEDUP)
        .or(Roles::DELTA);
    let said = report.words_of(statement);
    let plain = matches!(report.kind(statement), kind::SENTENCE | kind::FIELD)
        && said.len() <= 12
        && !said.iter().any(|word| word.is(ASIDE | OPEN));
    let mut numbers = report.quantities_of(statement).filter(|index| report.is_arithmetic(*index));
    let bound = numbers.next().filter(|_| numbers.next().is_none())?;
    let quantity = report.quantity(bound)?;
    let open = quantity.flags & flag::MARKED != 0
        && quantity.flags & (flag::NO_LOW | flag::NO_HIGH) != 0
        && quantity.flags & flag::HEDGED == 0;
    let measured = quantity.class == class::PERCENTAGE
        || !matches!(report.dimension(bound), (dimension::NONE | dimension::THINGS, 0));
    let follows = all.at.end <= quantity.at.start && quantity.at.start - all.at.end < 48;
    if !plain || !open || !measured || !follows {
        return None;
    }
    let table = table_above(report, statement)?;
    let rows = matter(table).filter(|rows| rows.len() > 2)?;
    let column = only_column(report, table, &rows, bound)?;
    let judged: Option<Vec<(Row<'r>, u32, Standing)>> = rows
        .iter()
        .map(|row| {
            let number = row.cell(column)?.number()?;
            Some((*row, number, standing(report, number, bound, None)))
        })
        .collect();
    let judged = judged?;
    let count = |wanted: Standing| judged.iter().filter(|(.., standing)| *standing == wanted).count();
    let (kept, broken) = (count(Standing::Meets), count(Standing::Misses));
    // A bound that most do not keep is of something else.
    if kept + broken < judged.len() || kept < 2 || broken > kept {
        return None;
    }
    let first = judged.iter().find(|(.., standing)| *standing == Standing::Misses);
    // "all core files are above 85%; c is generated": told itself, or of some only.
    let own =
        |row: &Row<'r>| row.label().iter().any(|word| said.iter().any(|said| said.concept == word.concept));
    if first.is_some_and(|(row, ..)| own(row) || is_of_some(report, table, *row, all)) {
        return None;
    }
    let end = report.noun_span(bound).end.max(quantity.at.end);
    Some(Sweep {
        at: Span { start: all.at.start, end },
        bound,
        broken: first.map(|(row, number, _)| (*row, *number)),
    })
}

/// The last table above, in the same section.
fn table_above(report: &Report, statement: u32) -> Option<Table<'_>> {
    let (section, start) = (report.section(statement), report.span(statement).start);
    let above = |table: &Table<'_>| report.section(table.node()) == section && table.at().end <= start;
    report.tables().filter(above).last()
}

/// The only column whose figures are of the bound's kind.
fn only_column(report: &Report, table: Table<'_>, rows: &[Row<'_>], bound: u32) -> Option<u32> {
    let class_of = |index: u32| report.quantity(index).map_or(u8::MAX, |quantity| quantity.class);
    let is_of_kind = |index: u32| {
        report.dimension(index) == report.dimension(bound)
            && (class_of(index) == class::PERCENTAGE) == (class_of(bound) == class::PERCENTAGE)
    };
    let fits = |column: &u32| {
        let own = rows.iter().filter_map(|row| row.cell(*column).and_then(Cell::number));
        let (mut some, mut all) = (false, true);
        for number in own {
            some = true;
            all &= is_of_kind(number);
        }
        some && all
    };
    let mut columns = (1..table.columns()).filter(fits);
    columns.next().filter(|_| columns.next().is_none())
}

/// "All core files": a word for some of them, and none of the table or its heading.
fn is_of_some(report: &Report, table: Table<'_>, row: Row<'_>, all: &Word) -> bool {
    let section = report.heading(report.section(table.node()));
    let known = section.map_or(&[][..], |heading| report.words_of(heading)).iter();
    let headers = (0..table.columns()).filter_map(|column| table.header(column)).flat_map(Cell::words);
    let rows = row.cells().flat_map(Cell::words);
    let known: Vec<u32> = known.chain(headers).chain(rows).map(|word| word.concept).collect();
    let behind = report.words_in(Span { start: all.at.end, end: report.line_of(all.at).end });
    matches!(behind, [first, second, ..] if !known.contains(&first.concept)
        && known.contains(&second.concept)
        && !report.is_one_of(first, &["the", "of", "our", "these"])
        && report.text(Span { start: first.at.end, end: second.at.start }) == " ")
}
