//! Numbers on their way through a relation, and how two of them compare.

use crate::bindings;
use crate::exact::Ratio;
use crate::interval::{End, Interval};
use crate::report::flag;

/// How a relation comes out.
///
/// Three answers, and one in between: what cannot be told is said to be so, and
/// is never a finding.
///
/// ```
/// use crossfoot_kit::{sample, value::{Outcome, Value}};
/// let report = sample::report();
/// let days = report.value(sample::number("2 days"));
/// // "about 2 days": 5 would surprise, but nothing can be proved by it.
/// assert_eq!(days.equals(Value::whole(5)), Outcome::Undecided);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is so, or can be so under the ways in which people round.
    Holds,
    /// Holds, but not if every number was rounded to the nearest: one must
    /// have been cut off or rounded up.
    HoldsByHabit,
    /// No values that the numbers can stand for make it so.
    Contradicted,
    /// Some values do and some do not, or too little is known.
    Undecided,
}

impl Outcome {
    /// Of what can be told for sure.
    fn of(holds: bool) -> Self {
        if holds { Outcome::Holds } else { Outcome::Contradicted }
    }
}

/// What a number, or a result of arithmetic with numbers, can be: under any
/// rounding habit (`hull`), and if all of them were rounded to the nearest.
///
/// Arithmetic never fails: what does not fit, or divides by what may be zero,
/// makes a value of which nothing is known, and every comparison with it is
/// [`Outcome::Undecided`].
///
/// Each operation takes its operands for different variables. Where one
/// quantity would stand twice in a formula, use [`Value::share`] or
/// [`Value::change`], which know that it is the same.
///
/// ```
/// use crossfoot_kit::value::{Outcome, Value};
/// let rounds = Value::whole(93);
/// let attempts = Value::whole(3).mul(rounds);
/// assert_eq!(attempts.equals(Value::whole(279)), Outcome::Holds);
/// assert_eq!(attempts.equals(Value::whole(273)), Outcome::Contradicted);
/// assert_eq!(rounds.div(Value::whole(0)).equals(rounds), Outcome::Undecided);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Value {
    known: Known,
    hedged: bool,
}

/// Most numbers of a report are counts, and most relations are between them:
/// those need no intervals.
#[derive(Clone, Copy, Debug)]
enum Known {
    /// Exactly this.
    Whole(i64),
    /// The same, however it was rounded; `None` where nothing is known.
    Same(Option<Interval>),
    /// Under any rounding habit, and if rounded to the nearest.
    Rounded { hull: Option<Interval>, nearest: Option<Interval> },
}

impl Known {
    fn hull(self) -> Option<Interval> {
        match self {
            Known::Whole(value) => Some(Interval::exactly(Ratio::whole(value))),
            Known::Same(hull) | Known::Rounded { hull, .. } => hull,
        }
    }

    fn nearest(self) -> Option<Interval> {
        match self {
            Known::Rounded { nearest, .. } => nearest,
            same => same.hull(),
        }
    }

    fn is_rounded(self) -> bool {
        matches!(self, Known::Rounded { .. })
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match self.wholes(*other) {
            Some((one, other)) => one == other,
            None => {
                self.known.hull() == other.known.hull()
                    && self.known.nearest() == other.known.nearest()
                    && self.hedged == other.hedged
            }
        }
    }
}

impl Value {
    /// Nothing is known of it, and nothing follows from it.
    pub const UNKNOWN: Value = Value { known: Known::Same(None), hedged: true };

    /// A count.
    ///
    /// ```
    /// use crossfoot_kit::value::{Outcome, Value};
    /// assert_eq!(Value::whole(3).equals(Value::whole(4)), Outcome::Contradicted);
    /// ```
    pub const fn whole(value: i64) -> Self {
        Self { known: Known::Whole(value), hedged: false }
    }

    /// A value without any slack.
    ///
    /// ```
    /// use crossfoot_kit::{exact::Ratio, value::Value};
    /// let half = Value::exactly(Ratio::new(1, 2).unwrap());
    /// assert_eq!(half.times(2).single(), Some(Ratio::ONE));
    /// ```
    pub const fn exactly(value: Ratio) -> Self {
        Self { known: Known::Same(Some(Interval::exactly(value))), hedged: false }
    }

    /// The values of a printed number, in its own unit.
    ///
    /// [`Report::value`](crate::report::Report::value) is the shorter way, by the
    /// number's index.
    ///
    /// ```
    /// use crossfoot_kit::{sample, value::Value};
    /// let report = sample::report();
    /// let flow = report.quantity(sample::number("12.4 l/s")).unwrap();
    /// assert_eq!(Value::of(flow).hull().to_string(), "12.3 to 12.5");
    /// ```
    pub fn of(quantity: &bindings::Quantity) -> Self {
        Self::scaled(quantity, 1, 1)
    }

    /// The values of a printed number, `factor / divisor` to one of its unit.
    ///
    /// ```
    /// use crossfoot_kit::{sample, value::Value};
    /// let report = sample::report();
    /// let run = report.quantity(sample::number("90 s")).unwrap();
    /// // In minutes.
    /// assert_eq!(Value::scaled(run, 1, 60).hull().to_string(), "1.48 to 1.52");
    /// ```
    pub fn scaled(quantity: &bindings::Quantity, factor: u64, divisor: u64) -> Self {
        if quantity.class == crate::report::class::TOO_LARGE {
            return Self::UNKNOWN;
        }
        if factor == divisor
            && quantity.exponent == 0
            && quantity.low == quantity.high
            && quantity.flags & flag::INEXACT == 0
        {
            return Self::whole(quantity.low);
        }
        let at = |mantissa: i64| {
            let plain = Ratio::decimal(mantissa, quantity.exponent)?;
            if factor == divisor {
                return Some(plain);
            }
            plain.mul(Ratio::new(i128::from(factor), i128::from(divisor))?)
        };
        let bits = quantity.flags;
        let end = |mantissa: i64, missing: u8, open: u8| {
            if bits & missing != 0 {
                return Some(None);
            }
            Some(Some(End { at: at(mantissa)?, open: bits & open != 0 }))
        };
        let hull =
            end(quantity.low, 4, 1).zip(end(quantity.high, 8, 2)).map(|(low, high)| Interval { low, high });
        let known = match hull {
            Some(hull) if is_rounded(hull, quantity) => {
                Known::Rounded { hull: Some(hull), nearest: nearest(hull, quantity, at) }
            }
            hull => Known::Same(hull),
        };
        Self { known, hedged: bits & 16 != 0 }
    }

    /// All values under any rounding habit: what `3.38` stands for if one rounds,
    /// cuts off or rounds up. Everything, if nothing is known.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let run = report.value(sample::number("90 s"));
    /// assert_eq!(run.hull().to_string(), "89 to 91");
    /// ```
    pub fn hull(self) -> Interval {
        self.known.hull().unwrap_or(Interval::EVERYTHING)
    }

    /// Whether anything is known of it: arithmetic that does not fit, or that
    /// divides by what may be zero, ends in a value of which nothing is.
    ///
    /// ```
    /// use crossfoot_kit::value::Value;
    /// assert!(Value::whole(1).is_known());
    /// assert!(!Value::whole(1).div(Value::whole(0)).is_known());
    /// ```
    pub fn is_known(self) -> bool {
        self.known.hull().is_some()
    }

    /// Whether "about", `~` or `±` stands by one of its numbers. Nothing is
    /// contradicted by such a value.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// assert!(report.value(sample::number("2 days")).is_hedged());
    /// assert!(!report.value(sample::number("90 s")).is_hedged());
    /// ```
    pub fn is_hedged(self) -> bool {
        self.hedged
    }

    /// The only value it can be.
    ///
    /// ```
    /// use crossfoot_kit::{exact::Ratio, sample};
    /// let report = sample::report();
    /// assert_eq!(report.value(sample::number("36 readings")).single(), Some(Ratio::whole(36)));
    /// assert_eq!(report.value(sample::number("90 s")).single(), None);
    /// ```
    pub fn single(self) -> Option<Ratio> {
        if self.hedged { None } else { self.known.hull()?.single() }
    }

    /// The sum.
    ///
    /// ```
    /// use crossfoot_kit::{sample, value::Outcome};
    /// let report = sample::report();
    /// let value = |words| report.value(sample::number(words));
    /// let parts = value("24 wet").add(value("11 dry"));
    /// assert_eq!(parts.equals(value("36 readings")), Outcome::Contradicted);
    /// ```
    pub fn add(self, other: Self) -> Self {
        let sum = self.wholes(other).and_then(|(one, other)| one.checked_add(other));
        sum.map_or_else(|| self.with(other, Interval::add), Self::whole)
    }

    /// The difference.
    ///
    /// ```
    /// use crossfoot_kit::value::{Outcome, Value};
    /// let new = Value::whole(275).sub(Value::whole(274));
    /// assert_eq!(new.equals(Value::whole(0)), Outcome::Contradicted);
    /// ```
    pub fn sub(self, other: Self) -> Self {
        let difference = self.wholes(other).and_then(|(one, other)| one.checked_sub(other));
        difference.map_or_else(|| self.with(other, Interval::sub), Self::whole)
    }

    /// The product.
    ///
    /// ```
    /// use crossfoot_kit::value::{Outcome, Value};
    /// let iterations = Value::whole(8).mul(Value::whole(400));
    /// assert_eq!(iterations.equals(Value::whole(3_200)), Outcome::Holds);
    /// ```
    pub fn mul(self, other: Self) -> Self {
        // A guest checks a product of 64 bits slowly.
        let half = |factor: i64| i32::try_from(factor).ok().map(i64::from);
        let halves = self.wholes(other).and_then(|(one, other)| half(one).zip(half(other)));
        halves.map_or_else(|| self.with(other, Interval::mul), |(one, other)| Self::whole(one * other))
    }

    /// The quotient; unknown if the divisor may be zero.
    ///
    /// ```
    /// use crossfoot_kit::{sample, value::Outcome};
    /// let report = sample::report();
    /// let value = |words| report.value(sample::number(words));
    /// // 4,320 litres in 90 s.
    /// let flow = value("4,320 litres").div(value("90 s"));
    /// assert_eq!(flow.hull().to_string(), "47.46 to 48.55");
    /// ```
    pub fn div(self, other: Self) -> Self {
        let wholes = self.wholes(other).filter(|(_, divisor)| *divisor > 0);
        let quotient = wholes.and_then(|(one, other)| Ratio::new(one.into(), other.into()));
        quotient.map_or_else(|| self.with(other, Interval::div), Self::exactly)
    }

    /// A whole number of times.
    ///
    /// ```
    /// use crossfoot_kit::value::{Outcome, Value};
    /// assert_eq!(Value::whole(93).times(3).equals(Value::whole(279)), Outcome::Holds);
    /// ```
    pub fn times(self, factor: i64) -> Self {
        self.mul(Self::whole(factor))
    }

    /// This as a percentage of the other.
    ///
    /// ```
    /// use crossfoot_kit::{sample, value::Outcome};
    /// let report = sample::report();
    /// let value = |words| report.value(sample::number(words));
    /// let share = value("3 of 4").percent_of(value("4 pumps"));
    /// assert_eq!(share.equals(value("75%")), Outcome::Holds);
    /// ```
    pub fn percent_of(self, whole: Self) -> Self {
        self.times(100).div(whole)
    }

    /// By how many percent it grows to become the other: `(after − before) /
    /// before`, in which `before` stands once.
    ///
    /// ```
    /// use crossfoot_kit::value::{Outcome, Value};
    /// let change = Value::whole(26).change(Value::whole(8));
    /// assert_eq!(change.hull().to_string(), "-69.23");
    /// ```
    pub fn change(self, after: Self) -> Self {
        after.times(100).div(self).sub(Self::whole(100))
    }

    /// Which percentage it is of itself and the rest: `part / (part + rest)`,
    /// in which the part stands once.
    ///
    /// ```
    /// use crossfoot_kit::{exact::Ratio, value::Value};
    /// let passed = Value::whole(3).share(Value::whole(1));
    /// assert_eq!(passed.single(), Some(Ratio::whole(75)));
    /// ```
    pub fn share(self, rest: Self) -> Self {
        Self::whole(100).div(Self::whole(1).add(rest.div(self)))
    }

    /// Whether they can be one number.
    ///
    /// Values under any rounding habit count; two bounds that point apart
    /// ("170+", "under 200") leave room for each other whatever they say.
    ///
    /// ```
    /// use crossfoot_kit::{exact::Ratio, sample, value::{Outcome, Value}};
    /// let report = sample::report();
    /// let measured = report.value(sample::number("12.4 l/s"));
    /// let exactly = |num| Value::exactly(Ratio::new(num, 100).unwrap());
    /// assert_eq!(measured.equals(exactly(1_243)), Outcome::Holds);
    /// assert_eq!(measured.equals(exactly(1_249)), Outcome::HoldsByHabit);
    /// assert_eq!(measured.equals(exactly(1_250)), Outcome::Contradicted);
    /// ```
    pub fn equals(self, other: Self) -> Outcome {
        if let Some((one, other)) = self.wholes(other) {
            return Outcome::of(one == other);
        }
        let meet = |a: Option<Interval>, b: Option<Interval>| a?.meets(b?);
        match meet(self.known.hull(), other.known.hull()) {
            None => Outcome::Undecided,
            Some(false) if self.hedged || other.hedged || self.points_away(other) => Outcome::Undecided,
            Some(false) => Outcome::Contradicted,
            Some(true) if self.differs_nearest(other, meet, false) => Outcome::HoldsByHabit,
            Some(true) => Outcome::Holds,
        }
    }

    /// Whether it is no greater than the other. Where some of its values are
    /// and some are not, that is undecided.
    ///
    /// ```
    /// use crossfoot_kit::{sample, value::{Outcome, Value}};
    /// let report = sample::report();
    /// let run = report.value(sample::number("90 s"));
    /// assert_eq!(run.at_most(Value::whole(120)), Outcome::Holds);
    /// assert_eq!(run.at_most(Value::whole(60)), Outcome::Contradicted);
    /// // It may have been 89.6 seconds, or 90.4.
    /// assert_eq!(run.at_most(Value::whole(90)), Outcome::Undecided);
    /// ```
    pub fn at_most(self, other: Self) -> Outcome {
        match self.wholes(other) {
            Some((one, other)) => Outcome::of(one <= other),
            None => self.ordered(other, Interval::is_at_most, Interval::is_below),
        }
    }

    /// Whether it is smaller than the other.
    ///
    /// ```
    /// use crossfoot_kit::value::{Outcome, Value};
    /// assert_eq!(Value::whole(3).below(Value::whole(4)), Outcome::Holds);
    /// assert_eq!(Value::whole(4).below(Value::whole(4)), Outcome::Contradicted);
    /// ```
    pub fn below(self, other: Self) -> Outcome {
        match self.wholes(other) {
            Some((one, other)) => Outcome::of(one < other),
            None => self.ordered(other, Interval::is_below, Interval::is_at_most),
        }
    }

    /// Whether it *can* be no greater than the other: a part of a whole.
    ///
    /// ```
    /// use crossfoot_kit::value::{Outcome, Value};
    /// assert_eq!(Value::whole(161).fits_in(Value::whole(160)), Outcome::Contradicted);
    /// assert_eq!(Value::whole(160).fits_in(Value::whole(160)), Outcome::Holds);
    /// ```
    pub fn fits_in(self, whole: Self) -> Outcome {
        if let Some((one, whole)) = self.wholes(whole) {
            return Outcome::of(one <= whole);
        }
        let over = |a: Option<Interval>, b: Option<Interval>| b?.is_below(a?);
        match over(self.known.hull(), whole.known.hull()) {
            None => Outcome::Undecided,
            Some(true) if self.hedged || whole.hedged => Outcome::Undecided,
            Some(true) => Outcome::Contradicted,
            Some(false) if self.differs_nearest(whole, over, true) => Outcome::HoldsByHabit,
            Some(false) => Outcome::Holds,
        }
    }

    fn ordered(
        self,
        other: Self,
        holds: fn(Interval, Interval) -> Option<bool>,
        fails: fn(Interval, Interval) -> Option<bool>,
    ) -> Outcome {
        let (Some(a), Some(b)) = (self.known.hull(), other.known.hull()) else { return Outcome::Undecided };
        if self.hedged || other.hedged {
            return Outcome::Undecided;
        }
        match (holds(a, b), fails(b, a)) {
            (Some(true), _) => Outcome::Holds,
            (_, Some(true)) => Outcome::Contradicted,
            _ => Outcome::Undecided,
        }
    }

    /// One has no upper bound and the other no lower one: two such claims
    /// leave room for each other, whatever their figures.
    fn points_away(self, other: Self) -> bool {
        let (Some(a), Some(b)) = (self.known.hull(), other.known.hull()) else { return true };
        (a.low.is_none() && b.high.is_none()) || (a.high.is_none() && b.low.is_none())
    }

    /// Both, if both are whole.
    fn wholes(self, other: Self) -> Option<(i64, i64)> {
        match (self.known, other.known) {
            (Known::Whole(one), Known::Whole(other)) => Some((one, other)),
            _ => None,
        }
    }

    /// Whether a question has this answer for the nearest values: asked once more
    /// only where they are others.
    fn differs_nearest(
        self,
        other: Self,
        question: fn(Option<Interval>, Option<Interval>) -> Option<bool>,
        answer: bool,
    ) -> bool {
        (self.known.is_rounded() || other.known.is_rounded())
            && question(self.known.nearest(), other.known.nearest()) == Some(answer)
    }

    fn with(self, other: Self, operation: fn(Interval, Interval) -> Option<Interval>) -> Self {
        let apply = |a: Option<Interval>, b: Option<Interval>| operation(a?, b?);
        let hull = apply(self.known.hull(), other.known.hull());
        let known = if self.known.is_rounded() || other.known.is_rounded() {
            Known::Rounded { hull, nearest: apply(self.known.nearest(), other.known.nearest()) }
        } else {
            Known::Same(hull)
        };
        Self { known, hedged: self.hedged || other.hedged }
    }
}

/// A measurement of which both ends are open was printed in steps of as much as
/// they lie from its value.
fn is_rounded(hull: Interval, quantity: &bindings::Quantity) -> bool {
    let is_open = |end: Option<End>| end.is_some_and(|end| end.open);
    is_open(hull.low) && is_open(hull.high) && quantity.flags & 16 == 0 && matches!(quantity.role, 0..=2)
}

/// Rounded to the nearest, it is within half of that, ends included.
fn nearest(
    hull: Interval,
    quantity: &bindings::Quantity,
    at: impl Fn(i64) -> Option<Ratio>,
) -> Option<Interval> {
    let middle = at(quantity.mantissa)?;
    let half = Ratio::new(1, 2)?;
    let halfway = |end: Option<End>| Some(End::closed(end?.at.add(middle)?.mul(half)?));
    Some(Interval { low: Some(halfway(hull.low)?), high: Some(halfway(hull.high)?) })
}
