//! The values that a printed number can stand for.

use std::cmp::Ordering;
use std::fmt;

use crate::exact::Ratio;

/// One end of an interval.
///
/// An open end does not belong to its interval. What touches only there does
/// not meet:
///
/// ```
/// use crossfoot_kit::exact::Ratio;
/// use crossfoot_kit::interval::{End, Interval};
/// let two = Ratio::whole(2);
/// let below_two = Interval { low: None, high: Some(End::open(two)) };
/// assert_eq!(below_two.meets(Interval::exactly(two)), Some(false));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct End {
    /// Where it lies.
    pub at: Ratio,
    /// Whether the value there is left out.
    pub open: bool,
}

impl End {
    /// The value there belongs to the interval.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// use crossfoot_kit::interval::{End, Interval};
    /// let at_most_two = Interval { low: None, high: Some(End::closed(Ratio::whole(2))) };
    /// assert_eq!(at_most_two.to_string(), "at most 2");
    /// ```
    pub const fn closed(at: Ratio) -> Self {
        Self { at, open: false }
    }

    /// The value there does not belong to the interval.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// use crossfoot_kit::interval::{End, Interval};
    /// let under_two = Interval { low: None, high: Some(End::open(Ratio::whole(2))) };
    /// assert_eq!(under_two.to_string(), "less than 2");
    /// ```
    pub const fn open(at: Ratio) -> Self {
        Self { at, open: true }
    }
}

/// All values from `low` to `high`; `None` is no bound at all.
///
/// ```
/// use crossfoot_kit::interval::Interval;
/// use crossfoot_kit::exact::Ratio;
/// let three = Interval::exactly(Ratio::whole(3));
/// let product = three.mul(Interval::exactly(Ratio::whole(91))).unwrap();
/// assert_eq!(product.to_string(), "273");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end; none if it goes on for ever.
    pub low: Option<End>,
    /// The upper end; none if it goes on for ever.
    pub high: Option<End>,
}

impl Interval {
    /// Any number at all.
    pub const EVERYTHING: Interval = Interval { low: None, high: None };

    /// One value and no other, as a count stands for.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// use crossfoot_kit::interval::Interval;
    /// assert_eq!(Interval::exactly(Ratio::whole(93)).single(), Some(Ratio::whole(93)));
    /// ```
    pub const fn exactly(value: Ratio) -> Self {
        Self { low: Some(End::closed(value)), high: Some(End::closed(value)) }
    }

    /// The only value it can be, if there is but one.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// use crossfoot_kit::interval::Interval;
    /// assert_eq!(Interval::exactly(Ratio::ONE).single(), Some(Ratio::ONE));
    /// assert_eq!(Interval::EVERYTHING.single(), None);
    /// ```
    pub fn single(self) -> Option<Ratio> {
        match (self.low, self.high) {
            (Some(low), Some(high)) if !low.open && !high.open && low.at == high.at => Some(low.at),
            _ => None,
        }
    }

    /// Mirrored at zero. As with all arithmetic here, `None` says that an end
    /// does not fit.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// use crossfoot_kit::interval::{End, Interval};
    /// let at_least_four = Interval { low: Some(End::closed(Ratio::whole(4))), high: None };
    /// assert_eq!(at_least_four.neg().unwrap().to_string(), "at most -4");
    /// ```
    pub fn neg(self) -> Option<Self> {
        Some(Self { low: flip(self.high)?, high: flip(self.low)? })
    }

    /// All sums of a value of this and a value of the other.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// use crossfoot_kit::interval::{End, Interval};
    /// let ends = |low, high| (Some(End::open(Ratio::whole(low))), Some(End::open(Ratio::whole(high))));
    /// let (low, high) = ends(1, 3);
    /// let about_two = Interval { low, high };
    /// assert_eq!(about_two.add(about_two).unwrap().to_string(), "2 to 6");
    /// ```
    pub fn add(self, other: Self) -> Option<Self> {
        Some(Self { low: sum(self.low, other.low)?, high: sum(self.high, other.high)? })
    }

    /// All differences. The two are taken for different variables: even
    /// `x.sub(x)` is more than zero, unless `x` is a single value.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// use crossfoot_kit::interval::Interval;
    /// let (after, before) = (Interval::exactly(Ratio::whole(275)), Interval::exactly(Ratio::whole(274)));
    /// assert_eq!(after.sub(before).unwrap().to_string(), "1");
    /// ```
    pub fn sub(self, other: Self) -> Option<Self> {
        self.add(other.neg()?)
    }

    /// The product. Where a bound is missing and a sign is not known, it is
    /// everything: right, if not sharp.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// use crossfoot_kit::interval::{End, Interval};
    /// let at_least_four = Interval { low: Some(End::closed(Ratio::whole(4))), high: None };
    /// let thrice = at_least_four.mul(Interval::exactly(Ratio::whole(3))).unwrap();
    /// assert_eq!(thrice.to_string(), "at least 12");
    /// ```
    pub fn mul(self, other: Self) -> Option<Self> {
        if self.is_positive_or_zero() && other.is_positive_or_zero() {
            return Some(Self { low: product(self.low, other.low)?, high: product(self.high, other.high)? });
        }
        let (Some(a), Some(b), Some(c), Some(d)) = (self.low, self.high, other.low, other.high) else {
            return Some(Self::EVERYTHING);
        };
        let mut corners = [a, a, b, b];
        for (corner, (x, y)) in corners.iter_mut().zip([(a, c), (a, d), (b, c), (b, d)]) {
            *corner = End { at: x.at.mul(y.at)?, open: x.open || y.open };
        }
        let [mut low, ..] = corners;
        let mut high = low;
        for corner in corners {
            low = tighter(low, corner, Ordering::Less)?;
            high = tighter(high, corner, Ordering::Greater)?;
        }
        Some(Self { low: Some(low), high: Some(high) })
    }

    /// The quotient; `None` if the divisor may be zero.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// use crossfoot_kit::interval::Interval;
    /// let twelve = Interval::exactly(Ratio::whole(12));
    /// assert_eq!(twelve.div(Interval::exactly(Ratio::whole(5))).unwrap().to_string(), "2.4");
    /// assert_eq!(twelve.div(Interval::EVERYTHING), None);
    /// ```
    pub fn div(self, divisor: Self) -> Option<Self> {
        self.mul(divisor.inverse()?)
    }

    fn inverse(self) -> Option<Self> {
        if let Some(high) = self.high
            && (high.at.is_negative() || (high.at.is_zero() && high.open))
        {
            return self.neg()?.inverse()?.neg();
        }
        let low = self.low?;
        if low.at.is_negative() || (low.at.is_zero() && !low.open) {
            return None;
        }
        let high = if low.at.is_zero() { None } else { Some(invert(low)?) };
        let low = match self.high {
            Some(end) => invert(end)?,
            None => End::open(Ratio::ZERO),
        };
        Some(Self { low: Some(low), high })
    }

    fn is_positive_or_zero(self) -> bool {
        self.low.is_some_and(|low| !low.at.is_negative())
    }

    /// Whether every value of it is below every value of the other. `None`
    /// where the comparison does not fit.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// use crossfoot_kit::interval::Interval;
    /// let (two, three) = (Interval::exactly(Ratio::whole(2)), Interval::exactly(Ratio::whole(3)));
    /// assert_eq!(two.is_below(three), Some(true));
    /// assert_eq!(two.is_below(Interval::EVERYTHING), Some(false));
    /// ```
    pub fn is_below(self, other: Self) -> Option<bool> {
        let (Some(high), Some(low)) = (self.high, other.low) else { return Some(false) };
        Some(match high.at.compare(low.at)? {
            Ordering::Less => true,
            Ordering::Equal => high.open || low.open,
            Ordering::Greater => false,
        })
    }

    /// Whether every value of it is at or below every value of the other.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// use crossfoot_kit::interval::Interval;
    /// let two = Interval::exactly(Ratio::whole(2));
    /// assert_eq!(two.is_at_most(two), Some(true));
    /// assert_eq!(two.is_below(two), Some(false));
    /// ```
    pub fn is_at_most(self, other: Self) -> Option<bool> {
        let (Some(high), Some(low)) = (self.high, other.low) else { return Some(false) };
        Some(high.at.compare(low.at)? != Ordering::Greater)
    }

    /// Whether they have a value in common.
    ///
    /// This is the question behind every judgement: numbers whose intervals meet
    /// can be one number.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// use crossfoot_kit::interval::{End, Interval};
    /// let measured = Interval {
    ///     low: Some(End::open(Ratio::new(337, 100).unwrap())),
    ///     high: Some(End::open(Ratio::new(339, 100).unwrap())),
    /// };
    /// let exact = |num, den| Interval::exactly(Ratio::new(num, den).unwrap());
    /// assert_eq!(measured.meets(exact(338, 100)), Some(true));
    /// assert_eq!(measured.meets(exact(34, 10)), Some(false));
    /// ```
    pub fn meets(self, other: Self) -> Option<bool> {
        Some(!self.is_below(other)? && !other.is_below(self)?)
    }
}

fn flip(end: Option<End>) -> Option<Option<End>> {
    match end {
        Some(end) => Some(Some(End { at: end.at.neg()?, open: end.open })),
        None => Some(None),
    }
}

fn sum(a: Option<End>, b: Option<End>) -> Option<Option<End>> {
    match (a, b) {
        (Some(a), Some(b)) => Some(Some(End { at: a.at.add(b.at)?, open: a.open || b.open })),
        _ => Some(None),
    }
}

/// Of ends that are not negative. A closed zero makes a closed zero of
/// whatever it is multiplied with.
fn product(a: Option<End>, b: Option<End>) -> Option<Option<End>> {
    let (Some(a), Some(b)) = (a, b) else { return Some(None) };
    let zero = (a.at.is_zero() && !a.open) || (b.at.is_zero() && !b.open);
    Some(Some(End { at: a.at.mul(b.at)?, open: !zero && (a.open || b.open) }))
}

fn invert(end: End) -> Option<End> {
    Some(End { at: Ratio::ONE.div(end.at)?, open: end.open })
}

fn tighter(best: End, other: End, wanted: Ordering) -> Option<End> {
    let order = other.at.compare(best.at)?;
    let better = order == wanted || (order == Ordering::Equal && best.open && !other.open);
    Some(if better { other } else { best })
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.low, self.high) {
            (Some(low), Some(high)) if low.at == high.at => write!(f, "{}", low.at),
            (Some(low), Some(high)) => {
                let (from, to) = (low.at.to_string(), high.at.to_string());
                if from == to { f.write_str(&from) } else { write!(f, "{from} to {to}") }
            }
            (Some(low), None) if low.open => write!(f, "more than {}", low.at),
            (Some(low), None) => write!(f, "at least {}", low.at),
            (None, Some(high)) if high.open => write!(f, "less than {}", high.at),
            (None, Some(high)) => write!(f, "at most {}", high.at),
            (None, None) => f.write_str("any number"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(low: i64, high: i64) -> Interval {
        Interval { low: Some(End::open(Ratio::whole(low))), high: Some(End::open(Ratio::whole(high))) }
    }

    fn exactly(value: i64) -> Interval {
        Interval::exactly(Ratio::whole(value))
    }

    #[test]
    fn touching_ends_must_both_be_closed() {
        assert_eq!(between(1, 2).meets(exactly(2)), Some(false));
        assert_eq!(exactly(2).meets(exactly(2)), Some(true));
        assert_eq!(between(1, 2).meets(between(2, 3)), Some(false));
        assert_eq!(between(1, 3).meets(between(2, 4)), Some(true));
    }

    #[test]
    fn a_divisor_must_exclude_zero() {
        assert!(exactly(5).div(exactly(0)).is_none());
        assert!(exactly(5).div(between(-1, 1)).is_none());
        let quotient = exactly(6).div(between(0, 3)).unwrap();
        assert_eq!(quotient.low, Some(End::open(Ratio::whole(2))));
        assert_eq!(quotient.high, None);
        assert_eq!(exactly(6).div(exactly(-3)), Some(exactly(-2)));
    }

    #[test]
    fn signs_turn_ends_around() {
        assert_eq!(between(-2, 3).mul(exactly(-2)), Some(between(-6, 4)));
        assert_eq!(exactly(10).sub(between(1, 3)), Some(between(7, 9)));
        let bound = Interval { low: Some(End::closed(Ratio::whole(4))), high: None };
        assert_eq!(bound.mul(exactly(3)).unwrap().low, Some(End::closed(Ratio::whole(12))));
        assert_eq!(bound.mul(exactly(-3)), Some(Interval::EVERYTHING));
        assert_eq!(bound.neg().unwrap().high, Some(End::closed(Ratio::whole(-4))));
    }
}
