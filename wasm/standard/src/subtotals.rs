//! What keeps the figures above a total from making it: subtotals among them, some
//! of a row told below it, things that are counted once, brackets for what is
//! below zero.

use crate::overlaps;
use crossfoot_kit::prelude::*;

const DISTINCT: Spellings<3> = Spellings::of(["distinct", "unique", "deduplicated"]);

/// "Distinct bugs" of two targets may be the same.
pub fn is_distinct(table: Table<'_>, column: u32) -> bool {
    table.header(column).is_some_and(|header| header.words().iter().any(|word| DISTINCT.has(word)))
}

/// "– of which spot": some of the row above, which is counted already.
pub fn is_of_which(row: &Row<'_>) -> bool {
    const BEGINNINGS: [&str; 13] = [
        "of which",
        "of these",
        "of those",
        "of them",
        "thereof",
        "incl",
        "davon",
        "dont ",
        "de ellos",
        "de los cuales",
        "de estos",
        "di cui",
        "en particular",
    ];
    let label = row.cell(0).map_or("", Cell::text);
    // "- database" below "Integration" is in it.
    if ["- ", "– ", "↳", "└", "&nbsp;"].iter().any(|sign| label.trim_start().starts_with(sign)) {
        return true;
    }
    let label = label.trim_start_matches(|sign: char| !sign.is_alphanumeric());
    let begins = |start: &str| label.get(..start.len()).is_some_and(|text| text.eq_ignore_ascii_case(start));
    BEGINNINGS.iter().any(|start| begins(start))
}

/// "The sum is 7 and not 8": a sentence of the section names both figures.
pub fn is_explained(report: &Report, table: Table<'_>, sum: Value, total: u32) -> bool {
    // "≥ 95%" is neither of the two, though it can be both.
    let is = |index: u32, value: Value| {
        report.is_firm(index)
            && report.is_amount(index)
            && report.base_value(index).equals(value) == Outcome::Holds
    };
    let section = report.section(table.node());
    report.quantities_of(section).filter(|index| is(*index, sum)).any(|index| {
        let statement = report.statement_of(index);
        let said = report.kind(statement) == kind::SENTENCE;
        said && report.quantities_of(statement).any(|other| is(other, report.base_value(total)))
    })
}

/// Wider tables are data.
const MOST_COLUMNS: u32 = 16;

/// Stages one behind another: what each has at the end is what the next begins with,
/// or a total that is what the last one left.
pub fn is_chain(table: Table<'_>, own: Cell<'_>, parts: &[u32], total: u32) -> bool {
    let report = table.report;
    if table.columns() > MOST_COLUMNS {
        return false;
    }
    let rows: Vec<Row<'_>> =
        table.rows().filter(|row| row.cell(own.column).is_none_or(|cell| cell.node != own.node)).collect();
    let count = |row: &Row<'_>, column: u32| {
        row.cell(column).and_then(Cell::number).and_then(|index| report.count_of(index))
    };
    // Where all are alike, each follows any.
    let follows = |one: u32, other: u32| {
        let mut links =
            rows.iter().zip(rows.iter().skip(1)).map(|(row, next)| (count(row, one), count(next, other)));
        let differ = rows.iter().any(|row| count(row, one) != rows.first().and_then(|row| count(row, one)));
        rows.len() > 2 && differ && links.all(|(end, start)| end.is_some_and(|end| end > 0) && end == start)
    };
    let others = || (1..table.columns()).filter(|column| *column != own.column);
    let linked = others().any(|other| follows(other, own.column) || follows(own.column, other));
    let beside = || others().any(|one| others().any(|other| one != other && follows(one, other)));
    let falls = parts.is_sorted_by(|one, next| report.count(*one) >= report.count(*next));
    let last = parts.last().is_some_and(|last| parts.len() > 2 && report.count(*last) == report.count(total));
    linked || falls && last && report.count(total).is_some() || beside()
}

/// People who are in several rows are counted once in all: the label or the words
/// around it say so.
pub fn may_share(report: &Report, table: Table<'_>, cell: Cell<'_>, sum: Value, all: Value) -> bool {
    const PEOPLE: Spellings<12> = Spellings::of([
        "respondents",
        "respondent",
        "people",
        "persons",
        "participants",
        "users",
        "patients",
        "befragte",
        "teilnehmer",
        "personen",
        "participantes",
        "répondants",
    ]);
    let label = table
        .rows()
        .find(|row| row.cell(cell.column).is_some_and(|own| own.node == cell.node))
        .map_or(&[][..], Row::label);
    const ONCE: [&str; 5] = ["distinct", "unique", "deduplicated", "once", "mehrfach"];
    if label.iter().any(|word| word.is(Roles::AVERAGE | Roles::MEDIAN) || report.is_one_of(word, &ONCE)) {
        return true;
    }
    let over = sum.fits_in(all) == Outcome::Contradicted;
    let around = [
        table.introduction(),
        report.next_sibling(table.node()),
        report.heading(report.section(table.node())),
        report.heading(report.parent(report.section(table.node()))),
    ];
    let said = || {
        let blocks = around.into_iter().flatten().filter(|node| report.kind(*node) != kind::SECTION);
        blocks.into_iter().any(|node| overlaps::is_told(report, node))
    };
    over && (label.iter().any(|word| PEOPLE.has(word)) || said())
}

/// A grand total of what a row above tells for each: alone in its row, and the sum
/// across that one.
pub fn is_across(table: Table<'_>, total: u32) -> bool {
    let report = table.report;
    let numbers = |row: Row<'_>| -> Vec<u32> {
        row.cells().filter(|cell| cell.column > 0).filter_map(Cell::number).collect()
    };
    let is_alone = table.rows().any(|row| numbers(row) == [total]);
    let makes = |row: Row<'_>| {
        let parts = numbers(row);
        parts.len() > 1 && sum(report, &parts).equals(report.base_value(total)) == Outcome::Holds
    };
    is_alone && table.columns() > 2 && table.rows().any(makes)
}

pub fn sum(report: &Report, parts: &[u32]) -> Value {
    parts.iter().fold(Value::whole(0), |sum, part| sum.add(report.base_value(*part)))
}

/// The figures that are not themselves the sum of those right above them, or of
/// all before: "Valid 4,192" above "Rejected 32".
pub fn left_out(report: &Report, parts: &[u32]) -> Vec<u32> {
    let none = (Value::whole(0), 0);
    let (mut since, mut all) = (none, none);
    let mut own = Vec::new();
    for part in parts {
        let value = report.base_value(*part);
        let makes = |(sum, many): (Value, u32)| many > 1 && sum.equals(value) != Outcome::Contradicted;
        if makes(since) || makes(all) {
            since = none;
        } else {
            own.push(*part);
            since = (since.0.add(value), since.1 + 1);
            all = (all.0.add(value), all.1 + 1);
        }
    }
    own
}

/// The figures that are not themselves the sum of those right below them: "Batch 1,
/// 238" above what is in it.
pub fn heads_left_out(report: &Report, parts: &[u32]) -> Vec<u32> {
    let mut own = Vec::new();
    let mut rest = parts;
    while let Some((head, below)) = rest.split_first() {
        let many = members(report, *head, below);
        own.extend(below.get(..many).filter(|many| !many.is_empty()).unwrap_or(&[*head]));
        rest = below.get(many..).unwrap_or(&[]);
    }
    own
}

/// How many of the figures below make one; two at least, or none.
fn members(report: &Report, head: u32, below: &[u32]) -> usize {
    let value = report.base_value(head);
    let mut sum = Value::whole(0);
    for (many, part) in below.iter().take(MOST).enumerate() {
        sum = sum.add(report.base_value(*part));
        match sum.equals(value) {
            Outcome::Contradicted if value.at_most(sum) == Outcome::Holds => return 0,
            Outcome::Contradicted => {}
            _ if many > 0 => return many + 1,
            _ => return 0,
        }
    }
    0
}

/// No heading holds more.
const MOST: usize = 40;

/// A number with brackets of its own, as accountants write what is below zero.
pub fn is_bracketed(report: &Report, index: u32) -> bool {
    let Some(quantity) = report.quantity(index) else { return false };
    let line = report.line_of(quantity.at);
    let before = report.text(Span { start: line.start, end: quantity.at.start });
    let behind = report.text(Span { start: quantity.at.end, end: line.end });
    let sign = |text: &str| text.trim_matches(['$', '€', '£']).to_owned();
    sign(before).ends_with('(') && sign(behind).starts_with(')')
}
