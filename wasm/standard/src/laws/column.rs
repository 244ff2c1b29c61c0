//! A column that holds numbers of one kind.

use crossfoot_kit::prelude::*;

/// A column of numbers of one kind.
#[derive(Clone, Copy)]
pub struct Column {
    pub column: u32,
    pub class: u8,
    pub unit: u16,
}

impl Column {
    /// The column at a place, if most rows hold one number of the same unit.
    pub fn of(report: &Report, table: Table<'_>, at: u32) -> Option<Self> {
        const NAMES: Roles = Roles::ID_NOUN.or(Roles::ORDINAL_WORD);
        if at == 0
            && table.header(0).is_none_or(|header| header.words().is_empty() || header.roles().has(NAMES))
        {
            return None;
        }
        let mut found: Option<Self> = None;
        let mut seen = 0;
        for row in table.rows() {
            let Some(index) = row.cell(at).and_then(Cell::number) else { continue };
            let quantity = report.quantity(index)?;
            if quantity.role != role::ALONE || quantity.flags & (flag::HEDGED | flag::MARKED) != 0 {
                return None;
            }
            let plain = Self { column: at, class: quantity.class, unit: unit(report, quantity) };
            let first = *found.get_or_insert(plain);
            if first.unit != plain.unit
                || (first.class == class::PERCENTAGE) != (plain.class == class::PERCENTAGE)
            {
                return None;
            }
            if plain.class == class::MEASUREMENT {
                found = Some(Self { class: plain.class, ..first });
            }
            seen += 1;
        }
        found.filter(|_| seen >= 3 && seen * 2 > table.rows().len())
    }
}

/// Units of measure are told apart; things that are counted are not.
fn unit(report: &Report, quantity: &Quantity) -> u16 {
    let measure = |unit: &crossfoot_kit::bindings::Unit| (unit.dimension, unit.per) != (dimension::THINGS, 0);
    if report.unit(quantity).is_some_and(measure) { quantity.unit } else { 0 }
}
