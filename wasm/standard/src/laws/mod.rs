//! What the columns of a table give away about each other: where all rows but
//! one say that a third column is the sum or the product of two others, the
//! last row should say so, too.
//!
//! Names only help. A house calls its columns as it likes, and a coincidence
//! does not hold row after row: how unlikely that is, is counted in bits.

pub mod change;
mod column;
mod figure;
mod glance;
mod ground;
pub mod running;

use crate::counted::is_total;
use column::Column;
use crossfoot_kit::prelude::*;
use figure::{Figure, Making, PRODUCT, SUM};
use glance::Glance;
use ground::{Evidence, most_broken};

pub use ground::Ground;

/// Tables beyond this are data, not a report's evidence.
const MOST_COLUMNS: u32 = 12;
const MOST_ROWS: usize = 60;

/// What the columns of one table give away.
pub struct Laws {
    /// A column that is the sum of three or more that stand beside it in a run.
    pub run: Option<Law>,
    /// Columns of which one is the sum of two others, in either direction:
    /// found = fixed + open, before − after = gone.
    pub sums: Vec<Law>,
    /// Columns of which one is the product of two others: pieces × price = amount.
    pub products: Vec<Law>,
}

/// For each table of a report its laws, `None` where it has too few numbers for any.
/// Three rules ask: see [`Report::remembered`].
pub fn of_tables(report: &Report) -> Vec<Option<Laws>> {
    let laws = |table| {
        let grid = Grid::of(report, table)?;
        Some(Laws { run: grid.sums_of_run(), sums: grid.sums_of_two(), products: grid.products() })
    };
    report.tables().map(laws).collect()
}

/// The numbers of a table, row by row.
struct Grid<'r> {
    table: Table<'r>,
    columns: Vec<Column>,
    figures: Vec<Option<Figure>>,
    rows: Vec<Told>,
    /// Columns with nothing in most rows.
    sparse: Vec<usize>,
    /// The same numbers, if they are small.
    glance: Option<Glance>,
}

/// What a row's label says of it.
#[derive(Clone, Copy)]
struct Told {
    total: bool,
    /// A row of rates or means, which no columns add up to.
    rate: bool,
}

/// Columns of which one is made of the others, and the rows that can show it.
pub struct Law {
    pub result: u32,
    pub parts: Vec<u32>,
    /// The numbers of each row: the result, and its parts.
    pub rows: Vec<(u32, Vec<u32>)>,
    pub ground: Ground,
    held: usize,
}

impl Law {
    /// Whether another law between more columns holds all of this one's: then
    /// where nothing is in the others, the smaller sum is a coincidence.
    pub fn is_part_of(&self, other: &Law) -> bool {
        let has = |column: &u32| other.result == *column || other.parts.contains(column);
        has(&self.result) && self.parts.iter().all(has) && other.parts.len() > self.parts.len()
    }

    /// The columns as before, after and their difference, where that is how
    /// they read: the difference is named so, or stands last.
    pub fn difference(&self, table: Table<'_>) -> Option<(u32, u32, u32)> {
        let [one, other] = *self.parts.as_slice() else { return None };
        let named =
            |column: u32| table.header_roles(column).has(Roles::DELTA | Roles::RELEASED | Roles::SKIPPED);
        match () {
            () if named(other) && !named(one) => Some((self.result, one, other)),
            () if named(one) && !named(other) => Some((self.result, other, one)),
            () if table.header_roles(self.result).has(Roles::TOTAL) || self.result > one.max(other) => None,
            () => Some((self.result, one.min(other), one.max(other))),
        }
    }
}

impl<'r> Grid<'r> {
    /// `None` where a table has too few numbers for a law.
    fn of(report: &Report, table: Table<'r>) -> Option<Self> {
        let many = table.rows().len();
        if !(3..=MOST_COLUMNS).contains(&table.columns()) || !(3..=MOST_ROWS).contains(&many) {
            return None;
        }
        let columns: Vec<Column> =
            (0..table.columns()).filter_map(|at| Column::of(report, table, at)).collect();
        if columns.len() < 3 {
            return None;
        }
        let mut figures = Vec::with_capacity(columns.len() * many);
        for row in table.rows() {
            figures.extend(columns.iter().map(|column| figure::of(report, row, column.column)));
        }
        let rows = table.rows().map(|row| Told { total: is_total(table, row), rate: is_rate(row) }).collect();
        let glance = Glance::of(columns.len(), &figures);
        let mut grid = Self { table, columns, figures, rows, sparse: Vec::new(), glance };
        grid.sparse = (0..grid.columns.len()).filter(|column| grid.is_sparse(*column)).collect();
        Some(grid)
    }

    fn sums_of_two(&self) -> Vec<Law> {
        best_of_each(self.of_two(SUM, |whole, parts| self.adds_up(whole, &parts)))
    }

    fn products(&self) -> Vec<Law> {
        self.of_two(PRODUCT, |result, [one, other]| self.multiplies(result, one, other))
    }

    /// The laws between any three columns that may have one.
    fn of_two(&self, made: Making, may: impl Fn(usize, [usize; 2]) -> bool) -> Vec<Law> {
        let mut found = Vec::new();
        for result in 0..self.columns.len() {
            for one in (0..self.columns.len()).filter(|one| *one != result) {
                for other in (one + 1..self.columns.len()).filter(|other| *other != result) {
                    if may(result, [one, other]) {
                        found.extend(self.law(result, &[one, other], made));
                    }
                }
            }
        }
        found
    }

    fn sums_of_run(&self) -> Option<Law> {
        let last = self.columns.len();
        for whole in 0..last {
            for (from, to) in [(whole + 1, last), (0, whole)] {
                for length in (3..=to.saturating_sub(from)).rev() {
                    let start = if from > whole { from } else { to - length };
                    let parts: Vec<usize> = (start..start + length).collect();
                    if self.adds_up(whole, &parts)
                        && let Some(law) = self.law(whole, &parts, SUM)
                    {
                        return Some(law);
                    }
                }
            }
        }
        None
    }

    fn adds_up(&self, whole: usize, parts: &[usize]) -> bool {
        let Some(whole) = self.columns.get(whole) else { return false };
        whole.class != class::PERCENTAGE
            && whole.class != class::MULTIPLE
            && parts.iter().filter_map(|part| self.columns.get(*part)).all(|part| {
                (part.unit == whole.unit || part.unit == 0 && part.class == class::MEASUREMENT)
                    && (part.class == class::MONEY) == (whole.class == class::MONEY)
            })
    }

    /// The product has the unit of one factor, and the other has none.
    fn multiplies(&self, result: usize, one: usize, other: usize) -> bool {
        let of = |place: usize| self.columns.get(place).filter(|column| column.class <= class::MEASUREMENT);
        let (Some(result), Some(one), Some(other)) = (of(result), of(one), of(other)) else { return false };
        (one.unit == result.unit && other.unit == 0) || (other.unit == result.unit && one.unit == 0)
    }

    fn law(&self, result: usize, parts: &[usize], made: Making) -> Option<Law> {
        if self.is_out_of_the_question(result, parts, made) {
            return None;
        }
        let mut evidence = Evidence::default();
        let mut seen = Vec::new();
        let mut pieces: Vec<Figure> = Vec::with_capacity(parts.len());
        let mut lacks: Vec<(bool, Figure)> = Vec::new();
        for (row, told) in self.figures.chunks(self.columns.len()).zip(&self.rows) {
            let number = |place: usize| row.get(place).copied().flatten();
            let whole = number(result);
            pieces.clear();
            pieces.extend(parts.iter().filter_map(|part| number(*part)));
            let Some(whole) = whole.filter(|_| pieces.len() == parts.len()) else { continue };
            let Some(value) = (made.figure)(&pieces) else { continue };
            let holds = whole.can_be(value)?;
            if !holds {
                lacks.push((told.total, whole.lacks(value)?));
            }
            if !holds
                && (told.excuses(made) || self.is_explained(row, (result, whole), (parts, &pieces), made))
            {
                continue;
            }
            evidence.rows += 1;
            if holds {
                let bits = (made.bits)(whole, &pieces);
                evidence.held += 1;
                evidence.bits += bits;
                evidence.telling += usize::from(bits > 0);
            } else if evidence.rows - evidence.held > 1 && self.rows.len() < 20 {
                return None;
            }
            seen.push(row);
        }
        let number = |row: &[Option<Figure>], place: usize| Some(row.get(place).copied().flatten()?.index);
        let numbers = |row: &[Option<Figure>]| {
            let pieces = parts.iter().filter_map(|part| number(row, *part)).collect();
            Some((number(row, result)?, pieces))
        };
        let column = |place: usize| self.columns.get(place).map(|column| column.column);
        let columns: Vec<u32> = parts.iter().filter_map(|part| column(*part)).collect();
        let whole = column(result)?;
        let ground = evidence.ground(self.is_named(whole, &columns))?;
        // What a row lacks and the totals lack, too, no one has miscounted: it became of
        // something else.
        let in_totals =
            |lack: &Figure| lacks.iter().any(|(total, own)| *total && own.can_be(*lack) == Some(true));
        let ground =
            if lacks.iter().any(|(total, lack)| !total && in_totals(lack)) { Ground::Weak } else { ground };
        let rows = seen.into_iter().filter_map(numbers).collect();
        let (result, parts) = (whole, columns);
        Some(Law { result, parts, rows, ground, held: evidence.held })
    }

    /// Whether more rows break it than may break a law, as far as a glance tells.
    fn is_out_of_the_question(&self, result: usize, parts: &[usize], made: Making) -> bool {
        let Some(glance) = &self.glance else { return false };
        let is_broken = |row: usize| match made.is_sum {
            true => glance.is_no_sum(row, result, parts, &self.sparse),
            false => glance.is_no_product(row, result, parts),
        };
        let mut broken = (0..).zip(&self.rows).filter(|(row, told)| is_broken(*row) && !told.excuses(made));
        broken.nth(most_broken(self.rows.len())).is_some()
    }

    fn is_sparse(&self, column: usize) -> bool {
        let rows = || self.figures.chunks(self.columns.len()).zip(&self.rows).filter(|(_, told)| !told.total);
        let nothing = |row: &[Option<Figure>]| row.get(column).copied().flatten().is_none_or(Figure::is_zero);
        rows().filter(|(row, _)| nothing(row)).count() * 2 > rows().count()
    }

    /// Whether a further column fills just what a row lacks, and has nothing in
    /// most of the others: rejected rows, and here and there merged ones.
    fn is_explained(
        &self,
        row: &[Option<Figure>],
        (result, whole): (usize, Figure),
        (parts, pieces): (&[usize], &[Figure]),
        made: Making,
    ) -> bool {
        let fills = |place: usize| {
            let more = row.get(place).copied().flatten()?;
            let mut pieces = pieces.to_vec();
            pieces.push(more);
            whole.can_be((made.figure)(&pieces)?)
        };
        let mut further = self.sparse.iter().filter(|place| **place != result && !parts.contains(place));
        made.is_sum && further.any(|place| fills(*place) == Some(true))
    }

    /// Whether the headers speak of a whole, a change, or states before and
    /// after.
    fn is_named(&self, result: u32, parts: &[u32]) -> bool {
        let roles = |column: u32| self.table.header_roles(column);
        let states = |from: Roles, to: Roles| {
            let has = |wanted: Roles| parts.iter().chain([&result]).any(|column| roles(*column).has(wanted));
            has(from) && has(to)
        };
        let judged = Roles::VERDICT | Roles::PASSED | Roles::FAILED | Roles::SKIPPED | Roles::THIRD_OUTCOME;
        roles(result).has(Roles::TOTAL)
            || self
                .table
                .header(result)
                .is_some_and(|header| matches!(header.text().trim(), "Both" | "both" | "All" | "all"))
            || parts.iter().all(|part| roles(*part).has(judged))
            || states(Roles::BEFORE, Roles::AFTER)
            || states(Roles::MINIMUM, Roles::MAXIMUM)
            || parts.iter().any(|part| roles(*part).has(Roles::DELTA))
    }
}

impl Told {
    /// A slip in one row goes wrong in the totals once more.
    fn excuses(self, made: Making) -> bool {
        self.total || self.rate && made.is_sum
    }
}

/// "Copies per hour", "Pass rate", "Mean duration".
fn is_rate(row: Row<'_>) -> bool {
    const RATES: Spellings<4> = Spellings::of(["per", "rate", "ratio", "share"]);
    const MEANS: Roles =
        Roles::RATE.or(Roles::PERCENTAGE).or(Roles::AVERAGE).or(Roles::MEDIAN).or(Roles::SPREAD);
    row.label().iter().any(|word| word.is(MEANS) || RATES.has(word))
}

/// Of laws between the same columns the one that most rows keep: where
/// nothing is open, found = fixed + open reads both ways.
fn best_of_each(mut laws: Vec<Law>) -> Vec<Law> {
    let columns = |law: &Law| {
        let mut columns = law.parts.clone();
        columns.push(law.result);
        columns.sort_unstable();
        columns
    };
    laws.sort_by_key(|law| std::cmp::Reverse(law.held));
    let mut kept: Vec<Law> = Vec::new();
    for law in laws {
        if kept.iter().all(|other| columns(other) != columns(&law)) {
            kept.push(law);
        }
    }
    kept
}
