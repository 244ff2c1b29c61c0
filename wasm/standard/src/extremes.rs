//! A mean, least or greatest value told beside the only table that it can be
//! of: "Mean: 999.6 µl" under ten weighings.

use crate::counted::{OPEN, matter};
use crossfoot_kit::prelude::*;
use std::cmp::Ordering;

/// What is said to be the mean, the least or the greatest of which numbers.
pub struct Extreme {
    pub printed: u32,
    pub kind: Roles,
    pub parts: Vec<u32>,
    /// One unit of measure ties them.
    pub sure: bool,
    /// The name of the column does.
    pub named: bool,
}

pub fn told(report: &Report) -> Vec<Extreme> {
    let mut found = Vec::new();
    let of_many = Roles::AVERAGE | Roles::MEDIAN | Roles::MINIMUM | Roles::MAXIMUM;
    for word in report.words_with(of_many) {
        let Some(kind) = kind_of(report.text(word.at)) else { continue };
        let node = report.node_at(word.at.start);
        if report.within(node, kind::TABLE).is_none() {
            found.extend(told_by(report, word, node, kind));
        }
    }
    found
}

/// "Worst", "peak" and "fastest" may be meant otherwise.
pub fn kind_of(text: &str) -> Option<Roles> {
    let is = |names: &[&str]| is_any(text, names);
    match () {
        () if is(&[
            "mean",
            "average",
            "avg",
            "promedio",
            "moyenne",
            "durchschnitt",
            "mittelwert",
            "平均",
            "平均值",
        ]) =>
        {
            Some(Roles::AVERAGE)
        }
        () if is(&["median"]) => Some(Roles::MEDIAN),
        () if is(&["min", "minimum"]) => Some(Roles::MINIMUM),
        () if is(&["max", "maximum"]) => Some(Roles::MAXIMUM),
        () => None,
    }
}

/// The number right behind the word, which nothing else names.
fn told_by(report: &Report, word: &Word, node: u32, kind: Roles) -> Option<Extreme> {
    let statement = report.statement(node);
    let at = report.statement_span(statement);
    if report.words_in(at).len() > 8 {
        return None;
    }
    let (printed, name) = match number_beside(report, word, at) {
        Some(printed) => (printed, &[][..]),
        None => named_beside(report, word, at)?,
    };
    let before = report.text(Span { start: at.start, end: word.at.start });
    let before = before.trim_end_matches(['*', '_', ' ', '-']);
    let leads = before.is_empty()
        || is_any(before, &["the", "their"])
        || before.trim_end().ends_with([',', ';', '/']);
    let plain = report.is_firm(printed) && report.is_arithmetic(printed);
    let aside = report.words_in(at).iter().any(|word| {
        word.is(OPEN | Roles::TARGET | Roles::ANOTHER_RUN | Roles::MODAL | Roles::UNIVERSAL | Roles::EXCEPT)
    });
    if !leads || !plain || aside {
        return None;
    }
    let table = only_table(report, report.section(node))?;
    let parts = if name.is_empty() { column(report, table, printed)? } else { called(report, table, name)? };
    let sure = !matches!(report.dimension(printed), (dimension::NONE | dimension::THINGS, 0));
    Some(Extreme { printed, kind, parts, sure, named: !name.is_empty() })
}

/// The number right behind a word: "min 12", "Mean: 999.6 µl".
pub fn number_beside(report: &Report, word: &Word, within: Span) -> Option<u32> {
    let number = report.quantities_in(Span { start: word.at.end, end: within.end }).next()?;
    let gap = report.text(Span { start: word.at.end, end: report.quantity(number)?.at.start });
    matches!(gap.trim_matches(['*', '_', ' ']), ":" | "=" | "" | "is" | "was").then_some(number)
}

/// "Average score: 3.4", "the mean response was 5.2 s": what the figures are called
/// stands between.
fn named_beside<'r>(report: &'r Report, word: &Word, within: Span) -> Option<(u32, &'r [Word])> {
    let number = report.quantities_in(Span { start: word.at.end, end: within.end }).next()?;
    let between = Span { start: word.at.end, end: report.quantity(number)?.at.start };
    let plain = !report.text(between).contains([',', ';', '(', '.', '|', '\n']);
    let mut words = report.words_in(between);
    while let Some((last, rest)) = words.split_last()
        && report.is_one_of(last, &["is", "was", "of", "at"])
    {
        words = rest;
    }
    (plain && matches!(words.len(), 1..=3)).then_some((number, words))
}

/// The numbers of the only column with just that name.
fn called(report: &Report, table: Table<'_>, name: &[Word]) -> Option<Vec<u32>> {
    let rows = matter(table).filter(|rows| rows.len() > 2)?;
    if table.introduction().is_some_and(|node| report.roles_of(node).has(OPEN)) {
        return None;
    }
    let concepts = |words: &[Word]| words.iter().map(|word| word.concept).collect::<Vec<u32>>();
    let wanted = concepts(name);
    let mut columns = (1..table.columns())
        .filter(|column| table.header(*column).is_some_and(|cell| concepts(cell.words()) == wanted));
    let (Some(column), None) = (columns.next(), columns.next()) else { return None };
    rows.iter().map(|row| row.cell(column).and_then(Cell::number)).collect()
}

/// The one table of a section, lists beside it or not.
fn only_table(report: &Report, section: u32) -> Option<Table<'_>> {
    let mut tables = report.tables().filter(|table| report.section(table.node()) == section);
    tables.next().filter(|_| tables.next().is_none())
}

/// The only column whose numbers have the unit of the printed one.
fn column(report: &Report, table: Table<'_>, printed: u32) -> Option<Vec<u32>> {
    let class_of = |index: u32| report.quantity(index).map(|quantity| quantity.class);
    let rows = matter(table).filter(|rows| rows.len() > 2)?;
    if table.introduction().is_some_and(|node| report.roles_of(node).has(OPEN)) {
        return None;
    }
    let numbers = |at: u32| -> Option<Vec<u32>> {
        rows.iter().map(|row| row.cell(at).and_then(Cell::number)).collect()
    };
    let alike = |parts: &Vec<u32>| {
        parts.iter().all(|part| {
            report.dimension(*part) == report.dimension(printed)
                && (class_of(*part) == Some(class::PERCENTAGE))
                    == (class_of(printed) == Some(class::PERCENTAGE))
        })
    };
    let mut columns = (0..table.columns()).filter_map(numbers).filter(alike);
    columns.next().filter(|_| columns.next().is_none())
}

/// The mean, the least or the greatest of some figures.
pub fn aggregate(report: &Report, kind: Roles, parts: &[u32]) -> Option<Value> {
    let (first, rest) = parts.split_first()?;
    if rest.is_empty() {
        return None;
    }
    if kind == Roles::MEDIAN {
        return median(report, parts);
    }
    let mut value = report.base_value(*first);
    for part in rest {
        let other = report.base_value(*part);
        if kind == Roles::AVERAGE {
            value = value.add(other);
        } else {
            // By the printed figures: which of two is the greater is plain
            // unless they overlap, and then either will do.
            let greater = value.at_most(other) == Outcome::Holds || middle(report, *part, value);
            if greater == (kind == Roles::MAXIMUM) {
                value = other;
            }
        }
    }
    Some(if kind == Roles::AVERAGE { value.div(Value::whole(parts.len() as i64)) } else { value })
}

/// The one in the middle, or the mean of the two there.
fn median(report: &Report, parts: &[u32]) -> Option<Value> {
    let low = |value: Value| value.hull().low.map(|end| end.at);
    let mut values: Vec<Value> = parts.iter().map(|part| report.base_value(*part)).collect();
    values.iter().all(|value| low(*value).is_some()).then_some(())?;
    values.sort_by(|one, other| {
        low(*one).zip(low(*other)).and_then(|(one, other)| one.compare(other)).unwrap_or(Ordering::Equal)
    });
    let middle = values.len() / 2;
    let upper = *values.get(middle)?;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    Some(values.get(middle.checked_sub(1)?)?.add(upper).div(Value::whole(2)))
}

/// Whether a printed figure is above the middle of a value.
fn middle(report: &Report, part: u32, value: Value) -> bool {
    let (Some(low), Some(other)) = (value.hull().low, report.base_value(part).hull().low) else {
        return false;
    };
    low.at.compare(other.at) == Some(Ordering::Less)
}
