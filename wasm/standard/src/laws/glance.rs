//! The numbers of a table in steps of one power of ten, small enough that sums
//! and products of them need no care: most columns are seen at a glance to have
//! nothing to do with each other.

use super::figure::Figure;

/// So small that a product, and how far off it may be, fits 64 bits.
const MOST: i128 = 1 << 30;
/// More decimals are left to exact arithmetic.
const MOST_DECIMALS: u32 = 4;

pub struct Glance {
    decimals: u32,
    columns: usize,
    figures: Vec<Option<Small>>,
}

#[derive(Clone, Copy)]
struct Small {
    steps: i64,
    slack: i64,
}

impl Glance {
    /// `None` where a number is too large, or too fine.
    pub fn of(columns: usize, figures: &[Option<Figure>]) -> Option<Self> {
        let least = figures.iter().flatten().map(|figure| figure.exponent).min()?.min(0);
        let decimals = least.unsigned_abs();
        if decimals > MOST_DECIMALS {
            return None;
        }
        let small = |number: i128| i64::try_from(number).ok().filter(|_| number.abs() <= MOST);
        let read = |figure: &Option<Figure>| match figure {
            Some(figure) => {
                let same = figure.to(least)?;
                Some(Some(Small { steps: small(same.steps)?, slack: small(same.slack)? }))
            }
            None => Some(None),
        };
        Some(Self { decimals, columns, figures: figures.iter().map(read).collect::<Option<_>>()? })
    }

    fn at(&self, row: usize, column: usize) -> Option<Small> {
        self.figures.get(row * self.columns + column).copied().flatten()
    }

    /// Whether the parts of a row cannot be the whole, even with what stands in
    /// one of the `further` columns. Not, where a number is missing.
    pub fn is_no_sum(&self, row: usize, whole: usize, parts: &[usize], further: &[usize]) -> bool {
        let Some(Small { mut steps, mut slack }) = self.at(row, whole) else { return false };
        for part in parts {
            let Some(part) = self.at(row, *part) else { return false };
            steps -= part.steps;
            slack += part.slack;
        }
        let fills = |column: &&usize| {
            let more = self.at(row, **column);
            more.is_some_and(|more| (steps - more.steps).abs() <= slack + more.slack)
        };
        let is_free = |column: &&usize| **column != whole && !parts.contains(column);
        steps.abs() > slack && !further.iter().filter(is_free).any(|column| fills(&column))
    }

    /// Whether the factors of a row cannot give the product. Not, where a number
    /// is missing.
    pub fn is_no_product(&self, row: usize, product: usize, factors: &[usize]) -> bool {
        let [one, other] = *factors else { return false };
        let (Some(product), Some(one), Some(other)) =
            (self.at(row, product), self.at(row, one), self.at(row, other))
        else {
            return false;
        };
        let unit = 10_i64.pow(self.decimals);
        let slack = one.slack * (other.steps.abs() + other.slack) + other.slack * one.steps.abs();
        (product.steps * unit - one.steps * other.steps).abs() > product.slack * unit + slack
    }
}

#[cfg(test)]
mod tests {
    use super::super::figure::{Making, PRODUCT, SUM};
    use super::*;

    fn figures() -> Vec<Figure> {
        let exact = |steps| Figure { index: 0, steps, slack: 0, exponent: 0 };
        let measured = |steps, exponent| Figure { index: 0, steps, slack: 1, exponent };
        let counts = [-3, 0, 1, 2, 5, 12, 60, 1 << 20].map(exact);
        let rounded = [(0, 0), (12, -1), (1204, -2), (6, 1), (60, 0), (-35, -1), (14448, -3)];
        counts.into_iter().chain(rounded.map(|(steps, exponent)| measured(steps, exponent))).collect()
    }

    /// Every three of the figures, as a row of a table of them all.
    #[test]
    fn a_glance_tells_what_exact_arithmetic_does() {
        let row: Vec<Option<Figure>> = figures().into_iter().map(Some).collect();
        let glance = Glance::of(row.len(), &row).unwrap();
        let exact = |made: Making, whole: usize, parts: [usize; 2]| {
            let [one, other] = parts.map(|part| row[part].unwrap());
            row[whole].unwrap().can_be((made.figure)(&[one, other])?)
        };
        let (mut held, mut broken) = (0, 0);
        for whole in 0..row.len() {
            for one in 0..row.len() {
                for other in 0..row.len() {
                    let parts = [one, other];
                    let sum = exact(SUM, whole, parts).unwrap();
                    assert_eq!(glance.is_no_sum(0, whole, &parts, &[]), !sum, "{whole}: {parts:?}");
                    let product = exact(PRODUCT, whole, parts).unwrap();
                    assert_eq!(glance.is_no_product(0, whole, &parts), !product, "{whole}: {parts:?}");
                    held += usize::from(sum) + usize::from(product);
                    broken += usize::from(!sum) + usize::from(!product);
                }
            }
        }
        assert!(held > 100 && broken > 100, "{held} hold, {broken} do not");
    }

    #[test]
    fn what_is_large_or_fine_is_left_to_exact_arithmetic() {
        for (steps, exponent) in [((1 << 30) + 1, 0), (1, -5), (2, 10), (1, 40)] {
            assert!(Glance::of(1, &[Some(Figure { index: 0, steps, slack: 0, exponent })]).is_none());
        }
    }

    #[test]
    fn a_missing_number_is_no_contradiction_and_a_further_column_may_explain() {
        let row = [Some(9), Some(4), Some(3), Some(2), None]
            .map(|steps| Some(Figure { index: 0, steps: steps?, slack: 0, exponent: 0 }));
        let glance = Glance::of(5, &row).unwrap();
        assert!(glance.is_no_sum(0, 0, &[1, 2], &[]));
        assert!(!glance.is_no_sum(0, 0, &[1, 2], &[4, 3]));
        assert!(glance.is_no_sum(0, 0, &[1, 2], &[0, 1, 4]));
        assert!(!glance.is_no_sum(0, 0, &[1, 4], &[]));
        assert!(!glance.is_no_product(0, 0, &[4, 1]));
    }
}
