//! Exact rational numbers. Arithmetic that does not fit is refused, never
//! wrapped: what cannot be computed cannot be judged.

use std::cmp::Ordering;
use std::fmt;

/// `num / den`, with a positive `den`.
///
/// ```
/// use crossfoot_kit::exact::Ratio;
/// let third = Ratio::new(1, 3).unwrap();
/// let sum = third.add(Ratio::whole(2)).unwrap();
/// assert_eq!(sum, Ratio::new(7, 3).unwrap());
/// assert!(Ratio::new(1, 0).is_none());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Ratio {
    num: i128,
    den: i128,
}

/// Beyond this many, a result is brought to lowest terms before going on.
const COMFORT: i128 = 1 << 62;

impl Ratio {
    /// Nothing.
    pub const ZERO: Ratio = Ratio { num: 0, den: 1 };
    /// One.
    pub const ONE: Ratio = Ratio { num: 1, den: 1 };

    /// A whole number.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// assert_eq!(Ratio::whole(3).to_string(), "3");
    /// ```
    pub const fn whole(value: i64) -> Self {
        Self { num: value as i128, den: 1 }
    }

    /// `None` for a divisor of zero.
    ///
    /// Any two whole numbers make one, and the sign moves above the line.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// assert_eq!(Ratio::new(1, -2), Ratio::new(-3, 6));
    /// assert_eq!(Ratio::new(1, 0), None);
    /// ```
    pub fn new(num: i128, den: i128) -> Option<Self> {
        match den.cmp(&0) {
            Ordering::Equal => None,
            Ordering::Greater => Some(Self { num, den }.tidy()),
            Ordering::Less => Some(Self { num: num.checked_neg()?, den: den.checked_neg()? }.tidy()),
        }
    }

    /// `mantissa × 10^exponent`.
    ///
    /// This is how printed numbers become exact: `3.38` is 338 and -2.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// assert_eq!(Ratio::decimal(338, -2), Ratio::new(169, 50));
    /// assert_eq!(Ratio::decimal(1, 60), None);
    /// ```
    pub fn decimal(mantissa: i64, exponent: i32) -> Option<Self> {
        let power = power_of_ten(exponent.unsigned_abs())?;
        if exponent >= 0 {
            Some(Self { num: product(i128::from(mantissa), power)?, den: 1 })
        } else {
            Some(Self { num: i128::from(mantissa), den: power })
        }
    }

    /// The sum; `None` where it does not fit.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// let (half, third) = (Ratio::new(1, 2).unwrap(), Ratio::new(1, 3).unwrap());
    /// assert_eq!(half.add(third), Ratio::new(5, 6));
    /// ```
    pub fn add(self, other: Self) -> Option<Self> {
        if self.den == other.den {
            return Some(Self { num: self.num.checked_add(other.num)?, den: self.den }.tidy());
        }
        let left = product(self.num, other.den)?;
        let right = product(other.num, self.den)?;
        Some(Self { num: left.checked_add(right)?, den: product(self.den, other.den)? }.tidy())
    }

    /// The same with the other sign.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// assert_eq!(Ratio::whole(4).neg(), Some(Ratio::whole(-4)));
    /// ```
    pub fn neg(self) -> Option<Self> {
        Some(Self { num: self.num.checked_neg()?, den: self.den })
    }

    /// The difference; `None` where it does not fit.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// assert_eq!(Ratio::whole(275).sub(Ratio::whole(274)), Some(Ratio::ONE));
    /// ```
    pub fn sub(self, other: Self) -> Option<Self> {
        self.add(other.neg()?)
    }

    /// The product; `None` where it does not fit.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// assert_eq!(Ratio::whole(3).mul(Ratio::whole(93)), Some(Ratio::whole(279)));
    /// assert_eq!(Ratio::new(i128::MAX, 1).unwrap().mul(Ratio::whole(2)), None);
    /// ```
    pub fn mul(self, other: Self) -> Option<Self> {
        Some(Self { num: product(self.num, other.num)?, den: product(self.den, other.den)? }.tidy())
    }

    /// The quotient; `None` for a divisor of zero, or where it does not fit.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// assert_eq!(Ratio::whole(6).div(Ratio::whole(4)), Ratio::new(3, 2));
    /// assert_eq!(Ratio::ONE.div(Ratio::ZERO), None);
    /// ```
    pub fn div(self, other: Self) -> Option<Self> {
        Self::new(product(self.num, other.den)?, product(self.den, other.num)?)
    }

    /// `None` where even the comparison does not fit.
    ///
    /// Which of the two is greater.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// use std::cmp::Ordering;
    /// let third = Ratio::new(1, 3).unwrap();
    /// assert_eq!(third.compare(Ratio::ZERO), Some(Ordering::Greater));
    /// ```
    pub fn compare(self, other: Self) -> Option<Ordering> {
        if self.den == other.den {
            return Some(self.num.cmp(&other.num));
        }
        Some(product(self.num, other.den)?.cmp(&product(other.num, self.den)?))
    }

    /// Whether it is nothing.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// assert!(Ratio::new(0, 7).unwrap().is_zero());
    /// ```
    pub fn is_zero(self) -> bool {
        self.num == 0
    }

    /// Whether it is below nothing.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// assert!(Ratio::whole(-1).is_negative());
    /// assert!(!Ratio::ZERO.is_negative());
    /// ```
    pub fn is_negative(self) -> bool {
        self.num < 0
    }

    /// Whether nothing stands behind its decimal point.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// assert!(Ratio::new(6, 3).unwrap().is_whole());
    /// assert!(!Ratio::new(7, 3).unwrap().is_whole());
    /// ```
    pub fn is_whole(self) -> bool {
        self.num % self.den == 0
    }

    /// The whole number that it is, if it is one.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// assert_eq!(Ratio::new(6, 3).unwrap().to_whole(), Some(2));
    /// assert_eq!(Ratio::new(7, 3).unwrap().to_whole(), None);
    /// ```
    pub fn to_whole(self) -> Option<i64> {
        if self.is_whole() { i64::try_from(self.num / self.den).ok() } else { None }
    }

    /// Rounded half away from zero to so many decimals, as a mantissa.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// let share = Ratio::new(2, 3).unwrap();
    /// assert_eq!(share.rounded(2), Some(67));
    /// ```
    pub fn rounded(self, decimals: u32) -> Option<i128> {
        let scaled = product(self.num, power_of_ten(decimals)?)?;
        let half = self.den / 2;
        let bumped = if scaled < 0 { scaled.checked_sub(half)? } else { scaled.checked_add(half)? };
        Some(bumped / self.den)
    }

    /// As it would be printed with so many decimals, zeros included: `94.10`.
    ///
    /// ```
    /// use crossfoot_kit::exact::Ratio;
    /// assert_eq!(Ratio::new(941, 10).unwrap().printed(2).unwrap(), "94.10");
    /// ```
    pub fn printed(self, decimals: u32) -> Option<String> {
        let mantissa = self.rounded(decimals)?;
        let mut text = spell(mantissa, decimals);
        if decimals > 0 {
            let shown = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
            if shown == 0 {
                text.push('.');
            }
            text.extend(std::iter::repeat_n('0', (decimals as usize).saturating_sub(shown)));
        }
        Some(text)
    }

    fn tidy(self) -> Self {
        if self.den == 1 || (self.den < COMFORT && self.num.unsigned_abs() < COMFORT as u128) {
            return self;
        }
        let divisor = gcd(self.num.unsigned_abs(), self.den.unsigned_abs());
        match i128::try_from(divisor) {
            Ok(divisor) if divisor > 1 => Self { num: self.num / divisor, den: self.den / divisor },
            _ => self,
        }
    }

    /// How many decimals are worth reading.
    fn decimals(self) -> u32 {
        let size = (self.num / self.den).unsigned_abs();
        match size {
            1000.. => 0,
            100.. => 1,
            1.. => 2,
            0 => 4,
        }
    }
}

/// Numbers of reports are small, and for a guest a product of 128 bits is a call,
/// a checked one a slow call.
fn product(a: i128, b: i128) -> Option<i128> {
    if let (Ok(a), Ok(b)) = (i32::try_from(a), i32::try_from(b)) {
        return Some(i128::from(i64::from(a) * i64::from(b)));
    }
    match (i64::try_from(a), i64::try_from(b)) {
        (Ok(a), Ok(b)) => Some(i128::from(a) * i128::from(b)),
        _ => a.checked_mul(b),
    }
}

fn power_of_ten(exponent: u32) -> Option<i128> {
    const SMALL: [i128; 8] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];
    SMALL.get(exponent as usize).copied().or_else(|| 10_i128.checked_pow(exponent))
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Self) -> bool {
        self.compare(*other) == Some(Ordering::Equal)
    }
}

/// For people: `3,787.0` reads `3,787`, a third `0.3333`.
impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = if self.is_whole() { 0 } else { self.decimals() };
        let Some(mantissa) = self.rounded(decimals) else { return f.write_str("?") };
        f.write_str(&spell(mantissa, decimals))
    }
}

/// A decimal with thousands set apart and no trailing zeros.
fn spell(mantissa: i128, decimals: u32) -> String {
    let mut digits = mantissa.unsigned_abs().to_string();
    let decimals = decimals as usize;
    while digits.len() <= decimals {
        digits.insert(0, '0');
    }
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    let mut text = String::new();
    if mantissa < 0 {
        text.push('-');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    let fraction = fraction.trim_end_matches('0');
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overflow_is_refused() {
        let huge = Ratio::new(i128::MAX, 1).unwrap();
        assert!(huge.mul(huge).is_none());
        assert!(huge.add(huge).is_none());
        assert!(Ratio::decimal(1, 60).is_none());
    }

    #[test]
    fn numbers_read_well() {
        let cases = [
            (Ratio::whole(12800), "12,800"),
            (Ratio::whole(-1234567), "-1,234,567"),
            (Ratio::new(1, 3).unwrap(), "0.3333"),
            (Ratio::new(379034, 100).unwrap(), "3,790"),
            (Ratio::new(16, 10).unwrap(), "1.6"),
            (Ratio::new(-1, 20).unwrap(), "-0.05"),
        ];
        for (ratio, text) in cases {
            assert_eq!(ratio.to_string(), text);
        }
    }
}
