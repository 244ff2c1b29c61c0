//! What the columns of a table are to one another, where its rows give it
//! away: if nearly all of them add up in one way, that way is meant, and the
//! row that does not is the one to ask about.
//!
//! Names only help. A house calls its columns as it likes ("Read", "Kept",
//! "Dropped"), and a coincidence does not hold row after row.

pub mod change;
pub mod product;
pub mod ratio;
pub mod running;
pub mod sum;

use crossfoot_kit::prelude::*;

/// One row under a law.
pub struct Tied {
    pub row: u32,
    pub parts: Vec<u32>,
    pub result: u32,
    /// What the parts make.
    pub value: Value,
    pub outcome: Outcome,
    /// How unlikely it is to hold by chance, in bits; 0 if it had to hold.
    pub weight: u32,
}

/// How one column comes from others.
pub struct Law {
    /// The column of the results.
    pub result: u32,
    pub parts: Vec<u32>,
    pub rows: Vec<Tied>,
}

/// Together the rows that hold must be this unlikely to do so by chance, in
/// bits; if there are but two of them, more so.
const BITS: u32 = 16;
const BITS_OF_TWO: u32 = 24;

impl Law {
    fn held(&self) -> usize {
        self.rows.iter().filter(|row| row.weight > 0 && is_held(row.outcome)).count()
    }

    fn broken(&self) -> usize {
        self.rows.iter().filter(|row| row.outcome == Outcome::Contradicted).count()
    }

    fn bits(&self) -> u32 {
        self.rows.iter().filter(|row| is_held(row.outcome)).map(|row| row.weight).sum()
    }

    /// The words of the header promise the law, and the rows do not deny it.
    pub fn is_promised(&self) -> bool {
        let held = self.held();
        held >= 2 && self.broken() <= held
    }

    /// The rows alone show it: far beyond chance, with hardly an exception.
    pub fn is_shown(&self) -> bool {
        let held = self.held();
        let enough = if held > 2 { BITS } else { BITS_OF_TWO };
        held >= 2 && self.broken() <= 1.max(held / 8) && self.bits() >= enough
    }
}

pub fn is_held(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Holds | Outcome::HoldsByHabit)
}

/// The columns behind the first that hold one kind of amount throughout.
fn addable(report: &Report, table: Table<'_>, rows: &[Row<'_>]) -> Vec<u32> {
    const NO_AMOUNT: Roles = Roles::RATE
        .or(Roles::PERCENTAGE)
        .or(Roles::AVERAGE)
        .or(Roles::MEDIAN)
        .or(Roles::MINIMUM)
        .or(Roles::MAXIMUM)
        .or(Roles::SPREAD)
        .or(Roles::SPEEDUP)
        .or(Roles::EFFICIENCY);
    let mut added: Vec<(u32, (u8, u8))> = Vec::new();
    for column in 1..table.columns() {
        if table.header_roles(column).has(NO_AMOUNT) {
            continue;
        }
        let mut dimension = None;
        let uniform = rows.iter().filter_map(|row| row.cell(column)).all(|cell| match amount(report, cell) {
            Some(number) => *dimension.get_or_insert(report.dimension(number)) == report.dimension(number),
            None => is_nothing(cell),
        });
        if let (true, Some(dimension)) = (uniform, dimension) {
            added.push((column, dimension));
        }
    }
    // Those of the most frequent kind.
    let alike = |of: (u8, u8)| added.iter().filter(|(_, other)| *other == of).count();
    let Some(kind) = added.iter().map(|(_, kind)| *kind).max_by_key(|kind| alike(*kind)) else {
        return Vec::new();
    };
    added.iter().filter(|(_, other)| *other == kind).map(|(column, _)| *column).collect()
}

/// The only number of a cell, if it is an amount.
fn amount(report: &Report, cell: Cell<'_>) -> Option<u32> {
    let number = cell.number()?;
    let quantity = report.quantity(number)?;
    let plain = matches!(quantity.class, class::COUNT | class::MEASUREMENT | class::MONEY);
    (plain && quantity.role == role::ALONE && report.dimension(number).1 == 0).then_some(number)
}

fn is_nothing(cell: Cell<'_>) -> bool {
    matches!(cell.text().trim(), "" | "-" | "–" | "—")
}

/// Printed in one unit, and of one kind.
fn comparable(report: &Report, one: u32, other: u32) -> bool {
    let (Some(a), Some(b)) = (report.quantity(one), report.quantity(other)) else { return false };
    let amount = |quantity: &Quantity| {
        matches!(quantity.class, class::COUNT | class::MEASUREMENT | class::MONEY)
            && quantity.role == role::ALONE
    };
    let percent = |quantity: &Quantity| quantity.class == class::PERCENTAGE;
    let unit = a.unit == b.unit || b.unit == 0 || a.unit == 0;
    unit && ((amount(a) && amount(b)) || (percent(a) && percent(b)))
}

pub fn is_zero(report: &Report, index: u32) -> bool {
    report.quantity(index).is_some_and(|quantity| quantity.mantissa == 0)
}

/// How many bits a figure tells: a measured one leaves room for several.
pub fn weight(report: &Report, index: u32) -> u32 {
    report.quantity(index).map_or(0, |quantity| {
        let bits = quantity.mantissa.unsigned_abs().checked_ilog2().unwrap_or(0);
        if quantity.class == class::COUNT { bits } else { bits.saturating_sub(2) }
    })
}
