//! Numbers as steps of a power of ten, give or take some, and what can be made
//! of several.

use crossfoot_kit::prelude::*;

/// A number of so many steps of a power of ten, give or take some.
#[derive(Clone, Copy)]
pub struct Figure {
    pub index: u32,
    pub steps: i128,
    /// How far off it may be, as rounded; nothing for a count.
    pub slack: i128,
    pub exponent: i32,
}

pub fn of(report: &Report, row: Row<'_>, column: u32) -> Option<Figure> {
    let index = row.cell(column)?.number()?;
    let quantity = report.quantity(index)?;
    let slack = if quantity.class == class::COUNT { 0 } else { 1 };
    Some(Figure { index, steps: quantity.mantissa.into(), slack, exponent: quantity.exponent })
}

impl Figure {
    /// The same in steps of a smaller power.
    pub fn to(self, exponent: i32) -> Option<Self> {
        // Mostly all columns are counts.
        if self.exponent == exponent {
            return Some(self);
        }
        let factor = 10_i128.checked_pow(u32::try_from(self.exponent - exponent).ok()?)?;
        let (steps, slack) = (self.steps.checked_mul(factor)?, self.slack.checked_mul(factor)?);
        Some(Self { steps, slack, exponent, ..self })
    }

    /// Whether both may be one number; `None` if they are too far apart in size
    /// to tell.
    pub fn can_be(self, other: Self) -> Option<bool> {
        let exponent = self.exponent.min(other.exponent);
        let slack = self.to(exponent)?.slack.checked_add(other.to(exponent)?.slack)?;
        Some(self.distance(other)? <= slack)
    }

    /// How many steps of the smaller power lie between the two.
    fn distance(self, other: Self) -> Option<i128> {
        let exponent = self.exponent.min(other.exponent);
        self.to(exponent)?.steps.checked_sub(other.to(exponent)?.steps)?.checked_abs()
    }

    /// What is missing from another to be this one, as printed.
    pub fn lacks(self, other: Self) -> Option<Self> {
        let exponent = self.exponent.min(other.exponent);
        let steps = self.to(exponent)?.steps.checked_sub(other.to(exponent)?.steps)?;
        Some(Self { index: 0, steps, slack: 0, exponent })
    }

    pub fn is_zero(self) -> bool {
        self.steps == 0
    }

    /// How many bits its steps take.
    fn size(self) -> u32 {
        self.steps.unsigned_abs().checked_ilog2().unwrap_or(0)
    }

    /// How many bits it tells: a measured one leaves room for several.
    fn bits(self) -> u32 {
        if self.slack == 0 { self.size() } else { self.size().saturating_sub(2) }
    }
}

/// How a column is made of others, and what a row that holds tells of it.
#[derive(Clone, Copy)]
pub struct Making {
    pub figure: fn(&[Figure]) -> Option<Figure>,
    pub bits: fn(Figure, &[Figure]) -> u32,
    /// Nothing in a part leaves the whole as it is.
    pub is_sum: bool,
}

pub const SUM: Making = Making { figure: sum, bits: bits_of_sum, is_sum: true };
pub const PRODUCT: Making = Making { figure: product, bits: bits_of_product, is_sum: false };

fn sum(parts: &[Figure]) -> Option<Figure> {
    let exponent = parts.iter().map(|part| part.exponent).min()?;
    let mut sum = Figure { index: 0, steps: 0, slack: 0, exponent };
    for part in parts {
        let part = part.to(exponent)?;
        sum.steps = sum.steps.checked_add(part.steps)?;
        sum.slack = sum.slack.checked_add(part.slack)?;
    }
    Some(sum)
}

fn product(parts: &[Figure]) -> Option<Figure> {
    let mut product = Figure { index: 0, steps: 1, slack: 0, exponent: 0 };
    for part in parts {
        if product.slack != 0 || part.slack != 0 {
            let slack = product.slack.checked_mul(part.steps.checked_abs()?.checked_add(part.slack)?)?;
            product.slack = slack.checked_add(part.slack.checked_mul(product.steps.checked_abs()?)?)?;
        }
        product.steps = product.steps.checked_mul(part.steps)?;
        product.exponent += part.exponent;
    }
    Some(product)
}

/// Nothing where at most one part is not zero: then two columns are equal, and
/// the third says nothing. Measured figures tell what the least of them tells:
/// of 4.00, 4.06 and 0.06 the large ones are near each other anyway.
fn bits_of_sum(whole: Figure, parts: &[Figure]) -> u32 {
    if parts.iter().filter(|part| part.steps != 0).count() < 2 {
        return 0;
    }
    if whole.slack == 0 && parts.iter().all(|part| part.slack == 0) {
        return whole.bits();
    }
    let exact = sum(parts).and_then(|sum| sum.distance(whole)) == Some(0);
    let least = parts.iter().chain([&whole]).map(|figure| figure.size()).min().unwrap_or(0);
    if exact { least } else { least.saturating_sub(3) }
}

/// Nothing where a factor is zero or one; else what the coarsest of the
/// measured figures tells, or of counts the size of the product.
fn bits_of_product(whole: Figure, parts: &[Figure]) -> u32 {
    let one = Figure { index: 0, steps: 1, slack: 0, exponent: 0 };
    if parts.iter().any(|part| part.steps == 0 || part.can_be(one) != Some(false)) {
        return 0;
    }
    let measured = parts.iter().chain([&whole]).filter(|figure| figure.slack > 0);
    measured.map(|figure| figure.bits()).min().unwrap_or(whole.bits())
}
