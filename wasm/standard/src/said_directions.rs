//! A column that says in a word which way each row went, "faster", "slower", beside the ratio
//! or the two figures that it went by: the one row that says the opposite of all others.

use crossfoot_kit::prelude::*;

/// A row that says which way it went.
pub struct Said<'r> {
    /// "faster"
    pub said: Cell<'r>,
    /// The figures went the other way.
    pub turned: bool,
    /// The ratio, or the figure before and the one behind.
    pub figures: Vec<u32>,
}

const GAIN: Spellings<9> = Spellings::of([
    "faster",
    "better",
    "improved",
    "improvement",
    "win",
    "smaller",
    "schneller",
    "besser",
    "less",
]);
const LOSS: Spellings<9> = Spellings::of([
    "slower",
    "worse",
    "regressed",
    "regression",
    "loss",
    "larger",
    "langsamer",
    "schlechter",
    "more",
]);

/// So many rows must show what the words mean.
const LEAST: usize = 3;

pub fn of(table: Table<'_>) -> Vec<Said<'_>> {
    told(table).unwrap_or_default()
}

fn told(table: Table<'_>) -> Option<Vec<Said<'_>>> {
    if !(3..=12).contains(&table.columns()) || !(LEAST + 1..=200).contains(&table.rows().len()) {
        return None;
    }
    let column = (1..table.columns()).find(|column| {
        let said = table.rows().filter_map(|row| word(row, *column)).count();
        said > LEAST && said + 1 >= table.rows().len()
    })?;
    by_ratio(table, column).or_else(|| by_pair(table, column))
}

/// Whether a cell says that something was gained: "🟢 faster".
fn word(row: Row<'_>, column: u32) -> Option<bool> {
    let cell = row.cell(column)?;
    let mut words =
        cell.words().iter().filter(|word| cell.report.text(word.at).starts_with(char::is_alphabetic));
    let said = words.next().filter(|_| words.next().is_none() && cell.quantities().next().is_none())?;
    match (GAIN.has(said), LOSS.has(said)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

fn by_ratio(table: Table<'_>, said: u32) -> Option<Vec<Said<'_>>> {
    let report = table.report;
    let one = Value::whole(1);
    let ratio = |row: Row<'_>, column: u32| {
        let ratio = row.cell(column)?.number().filter(|index| report.is_firm(*index))?;
        report.quantity(ratio).filter(|quantity| quantity.class == class::MULTIPLE).map(|_| ratio)
    };
    let ratios = |column: &u32| table.rows().filter(|row| ratio(*row, *column).is_some()).count() > LEAST;
    let mut columns = (1..table.columns()).filter(ratios);
    let column = columns.next().filter(|_| columns.next().is_none())?;
    let gained = |row: Row<'_>| {
        let ratio = report.value(ratio(row, column)?);
        match () {
            () if one.below(ratio) == Outcome::Holds => Some(true),
            () if ratio.below(one) == Outcome::Holds => Some(false),
            () => None,
        }
    };
    all_but_one(table, said, gained, |row| ratio(row, column).into_iter().collect())
}

fn by_pair(table: Table<'_>, said: u32) -> Option<Vec<Said<'_>>> {
    let report = table.report;
    let before = table.only_column(Roles::BEFORE)?;
    let after = table.only_column(Roles::AFTER).filter(|after| *after != before)?;
    // Of a latency less is a gain, of a throughput more.
    let first = table.header(0).and_then(|header| header.words().last())?;
    if report.is_one_of(first, &["metric", "metrics", "measure", "kpi", "indicator", "aspect", "parameter"]) {
        return None;
    }
    let dimension = table.rows().find_map(|row| Some(report.dimension(row.cell(after)?.number()?)))?;
    if matches!(dimension, (dimension::NONE | dimension::THINGS, 0)) {
        return None;
    }
    let pair = |row: Row<'_>| {
        let number = |column: u32| row.cell(column)?.number().filter(|index| report.is_firm(*index));
        let (one, other) = (number(before)?, number(after)?);
        [one, other].into_iter().all(|index| report.dimension(index) == dimension).then_some((one, other))
    };
    let gained = |row: Row<'_>| {
        let (one, other) = pair(row)?;
        let (one, other) = (report.base_value(one), report.base_value(other));
        match () {
            () if one.below(other) == Outcome::Holds => Some(true),
            () if other.below(one) == Outcome::Holds => Some(false),
            () => None,
        }
    };
    all_but_one(table, said, gained, |row| pair(row).map_or(Vec::new(), |(one, other)| vec![one, other]))
}

/// The rows with a word and figures, of which at most one does not go with all others.
fn all_but_one<'r>(
    table: Table<'r>,
    said: u32,
    gained: impl Fn(Row<'r>) -> Option<bool>,
    figures: impl Fn(Row<'r>) -> Vec<u32>,
) -> Option<Vec<Said<'r>>> {
    let (mut with, mut against) = (Vec::new(), Vec::new());
    for row in table.rows() {
        if let (Some(said), Some(gained)) = (word(row, said), gained(row)) {
            if said == gained { with.push(row) } else { against.push(row) }
        }
    }
    // Of times less is a gain, of rates more.
    let (most, odd) = if with.len() > against.len() { (with, against) } else { (against, with) };
    if most.len() < LEAST || odd.len() > 1 {
        return None;
    }
    let read =
        |(row, turned): (Row<'r>, bool)| Some(Said { said: row.cell(said)?, turned, figures: figures(row) });
    let rows = most.into_iter().map(|row| (row, false)).chain(odd.into_iter().map(|row| (row, true)));
    Some(rows.filter_map(read).collect())
}
