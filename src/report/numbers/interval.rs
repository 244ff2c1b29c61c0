//! Which values a printed number can stand for.

use super::super::{Class, flags};

/// What the words or signs beside a number say about its limits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Bound {
    #[default]
    Exactly,
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
    About,
    /// "over 100 rounds" can mean across them; "under 100 users" with them.
    PerhapsOver,
    PerhapsUnder,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Interval {
    pub mantissa: i64,
    pub low: i64,
    pub high: i64,
    pub exponent: i32,
    pub flags: u8,
}

impl Interval {
    pub fn exactly(mantissa: i64, exponent: i32) -> Self {
        Self { mantissa, low: mantissa, high: mantissa, exponent, flags: 0 }
    }
}

/// None where the bounds do not fit.
pub(super) fn of(class: Class, mantissa: i64, exponent: i32, bound: Bound, floor: bool) -> Option<Interval> {
    let width = match class {
        Class::Measurement | Class::Percentage | Class::Money | Class::Multiple => 1,
        _ => 0,
    };
    let open = if width > 0 { flags::LOW_OPEN | flags::HIGH_OPEN } else { 0 };
    let below = mantissa.checked_sub(width)?;
    let above = mantissa.checked_add(width)?;
    let exact = Interval { mantissa, low: below, high: above, exponent, flags: open };
    let marked = flags::MARKED;
    let lowest = if floor && mantissa >= 0 { (0, 0) } else { (mantissa, flags::NO_LOW) };
    Some(match bound {
        Bound::Exactly => exact,
        Bound::AtLeast => Interval { low: mantissa, high: mantissa, flags: flags::NO_HIGH | marked, ..exact },
        Bound::MoreThan => Interval {
            low: mantissa,
            high: mantissa,
            flags: flags::LOW_OPEN | flags::NO_HIGH | marked,
            ..exact
        },
        Bound::AtMost => Interval { low: lowest.0, high: mantissa, flags: lowest.1 | marked, ..exact },
        Bound::LessThan => {
            Interval { low: lowest.0, high: mantissa, flags: lowest.1 | flags::HIGH_OPEN | marked, ..exact }
        }
        Bound::About => about(mantissa, exponent)?,
        Bound::PerhapsOver => Interval {
            low: below,
            high: mantissa,
            flags: (open & flags::LOW_OPEN) | flags::NO_HIGH | marked | flags::HEDGED,
            ..exact
        },
        Bound::PerhapsUnder => Interval {
            low: lowest.0,
            high: above,
            flags: lowest.1 | (open & flags::HIGH_OPEN) | marked | flags::HEDGED,
            ..exact
        },
    })
}

/// A tenth to either side, and never less than a unit of the last place.
fn about(mantissa: i64, exponent: i32) -> Option<Interval> {
    let ten = mantissa.checked_mul(10)?;
    let reach = mantissa.checked_abs()?.max(10);
    Some(Interval {
        mantissa: ten,
        low: ten.checked_sub(reach)?,
        high: ten.checked_add(reach)?,
        exponent: exponent.checked_sub(1)?,
        flags: flags::HEDGED | flags::MARKED,
    })
}

/// Both numbers over the smaller of their exponents.
pub(super) fn aligned(a: (i64, i32), b: (i64, i32)) -> Option<(i64, i64, i32)> {
    let exponent = a.1.min(b.1);
    let scale = |(mantissa, own): (i64, i32)| {
        let power = 10i64.checked_pow(u32::try_from(own.checked_sub(exponent)?).ok()?)?;
        mantissa.checked_mul(power)
    };
    Some((scale(a)?, scale(b)?, exponent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measurement_is_open_by_one_unit_of_its_last_place() {
        let interval = of(Class::Measurement, 338, -2, Bound::Exactly, true).unwrap();
        assert_eq!((interval.low, interval.high, interval.flags), (337, 339, 3));
    }

    #[test]
    fn counts_are_exact_and_bounds_have_a_floor() {
        assert_eq!(of(Class::Count, 93, 0, Bound::Exactly, true), Some(Interval::exactly(93, 0)));
        let below = of(Class::Count, 50, 0, Bound::LessThan, true).unwrap();
        assert_eq!((below.low, below.high, below.flags), (0, 50, flags::HIGH_OPEN | flags::MARKED));
        let above = of(Class::Count, 170, 0, Bound::AtLeast, true).unwrap();
        assert_eq!((above.low, above.flags), (170, flags::NO_HIGH | flags::MARKED));
    }

    #[test]
    fn about_reaches_a_tenth() {
        let interval = of(Class::Count, 50, 0, Bound::About, true).unwrap();
        assert_eq!((interval.low, interval.high, interval.exponent), (450, 550, -1));
    }

    #[test]
    fn nothing_wraps() {
        assert_eq!(of(Class::Measurement, i64::MAX, 0, Bound::Exactly, true), None);
        assert_eq!(of(Class::Count, i64::MAX, 0, Bound::About, true), None);
        assert_eq!(aligned((1, 40), (1, 0)), None);
    }
}
