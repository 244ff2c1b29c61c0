//! The bare numeral: digits, grouping, decimals, exponent. Exact, and too
//! large rather than wrapped.

use super::super::text::{before, byte, is_word};
use super::{powers, units};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Literal {
    pub start: usize,
    pub end: usize,
    /// None where it does not fit.
    pub mantissa: Option<i64>,
    pub exponent: i32,
    pub decimals: u32,
    pub grouped: bool,
    /// Digits before the decimal point.
    pub digits: u32,
    /// `007`.
    pub zero_led: bool,
    /// `1e-6`, `5×10⁹`.
    pub scientific: bool,
}

impl Literal {
    pub fn is_whole(&self) -> bool {
        self.decimals == 0 && !self.scientific
    }

    /// So many digits, and nothing else.
    fn plain(start: usize, end: usize, mantissa: Option<i64>, digits: u32) -> Self {
        Self {
            start,
            end,
            mantissa,
            exponent: 0,
            decimals: 0,
            grouped: false,
            digits,
            zero_led: false,
            scientific: false,
        }
    }

    /// A number written out in words.
    pub fn spelled(start: usize, end: usize, value: i64) -> Self {
        Self::plain(start, end, Some(value), 1)
    }

    pub fn is_plain_whole(&self) -> bool {
        self.is_whole() && !self.grouped
    }
}

/// Reads the numeral that begins with a digit (or with `.5`) at `start`.
/// With `spaced`, a single space may group digits as well.
pub(super) fn read(bytes: &[u8], start: usize, end: usize, spaced: bool) -> Literal {
    let bytes = bytes.get(..end).unwrap_or(bytes);
    bare(bytes, start, spaced).unwrap_or_else(|| dressed(bytes, start, spaced))
}

/// Most numerals are a few digits with nothing behind that could be theirs.
fn bare(bytes: &[u8], start: usize, spaced: bool) -> Option<Literal> {
    let (mut end, mut value) = (start, 0i64);
    // So many digits always fit.
    for digit in bytes.get(start..).unwrap_or(&[]).iter().take(18) {
        let digit = digit.wrapping_sub(b'0');
        if digit > 9 {
            break;
        }
        value = value * 10 + i64::from(digit);
        end += 1;
    }
    let next = || byte(bytes, end + 1);
    let goes_on = match byte(bytes, end) {
        b',' | b'.' => next().is_ascii_digit(),
        b' ' => matches!(next(), b' ' | b'x' | b'*' | 0xC2 | 0xC3) || (spaced && next().is_ascii_digit()),
        b'0'..=b'9' | b'\'' | b'_' | b'e' | b'E' | b'x' | b'*' | 0x80.. => true,
        _ => false,
    };
    if goes_on || end == start {
        return None;
    }
    let zero_led = end - start > 1 && byte(bytes, start) == b'0';
    Some(Literal { zero_led, ..Literal::plain(start, end, Some(value), (end - start) as u32) })
}

/// The same with groups, decimals and a power of ten.
fn dressed(bytes: &[u8], start: usize, spaced: bool) -> Literal {
    let mut digits = Digits::default();
    let mut at = digits.run(bytes, start);
    let zero_led = digits.count > 1 && byte(bytes, start) == b'0';
    let mut literal = Literal { zero_led, ..Literal::plain(start, at, None, digits.count) };
    // "[0,255]" is two numbers.
    let nothing = digits.count == 1 && byte(bytes, start) == b'0';
    if (1..=3).contains(&digits.count) && !literal.zero_led && !nothing {
        let separator = separator_at(bytes, at, spaced);
        let grouped = group_end(bytes, at, separator);
        if grouped > at {
            literal.grouped = true;
            digits.run_to(bytes, at, grouped);
            at = grouped;
        }
    }
    literal.digits = digits.count;
    if (1..=3).contains(&literal.digits) || literal.grouped {
        let (whole, end) = foreign(bytes, start, at);
        if end > at {
            digits.run_to(bytes, at, end);
            at = end;
            literal.grouped |= whole > literal.digits;
            literal.digits = whole;
            literal.decimals = digits.count - whole;
            literal.zero_led = false;
            literal.exponent = 0i32.saturating_sub_unsigned(literal.decimals);
        }
    }
    if literal.decimals == 0 && byte(bytes, at) == b'.' && byte(bytes, at + 1).is_ascii_digit() {
        let whole = digits.count;
        at = digits.run(bytes, at + 1);
        literal.decimals = digits.count - whole;
        literal.exponent = 0i32.saturating_sub_unsigned(literal.decimals);
    }
    literal.end = at;
    literal.mantissa = digits.value;
    scientific(bytes, &mut literal);
    literal
}

#[derive(Default)]
pub(super) struct Digits {
    pub value: Option<i64>,
    count: u32,
}

impl Digits {
    /// Digits that have been read so far.
    pub fn of(value: Option<i64>, count: u32) -> Self {
        Self { value, count }
    }

    pub fn count(&self) -> u32 {
        self.count
    }

    fn push(&mut self, digit: u8) {
        let value = if self.count == 0 { Some(0) } else { self.value };
        self.value =
            value.and_then(|value| value.checked_mul(10)?.checked_add(i64::from(digit.wrapping_sub(b'0'))));
        self.count += 1;
    }

    pub fn run(&mut self, bytes: &[u8], mut at: usize) -> usize {
        while byte(bytes, at).is_ascii_digit() {
            self.push(byte(bytes, at));
            at += 1;
        }
        at
    }

    fn run_to(&mut self, bytes: &[u8], from: usize, to: usize) {
        for &digit in bytes.get(from..to).unwrap_or(&[]) {
            if digit.is_ascii_digit() {
                self.push(digit);
            }
        }
    }
}

/// The grouping sign that stands at `at`, as bytes; empty if none does.
fn separator_at(bytes: &[u8], at: usize, spaced: bool) -> &'static [u8] {
    const WIDE: [&[u8]; 4] = ["\u{A0}".as_bytes(), "\u{202F}".as_bytes(), "\u{2009}".as_bytes(), b"_"];
    match byte(bytes, at) {
        b',' => b",",
        b'\'' => b"'",
        b' ' if spaced => b" ",
        other if !matches!(other, 0xC2 | 0xE2 | b'_') => b"",
        _ => {
            let rest = bytes.get(at..).unwrap_or(&[]);
            WIDE.into_iter().find(|sign| rest.starts_with(sign)).unwrap_or(b"")
        }
    }
}

/// Behind groups of exactly three digits, each led by `separator`; `at` if
/// the digits there are not grouped so throughout.
fn group_end(bytes: &[u8], at: usize, separator: &[u8]) -> usize {
    if separator.is_empty() {
        return at;
    }
    let mut end = at;
    while bytes.get(end..).is_some_and(|rest| rest.starts_with(separator)) {
        let digits = bytes.get(end + separator.len()..).unwrap_or(&[]);
        let count = digits.iter().take(4).take_while(|digit| digit.is_ascii_digit()).count();
        match count {
            3 => end += separator.len() + 3,
            // "1,23,456": not our way of grouping; "1, 2": a list.
            0 => break,
            _ => return at,
        }
    }
    end
}

/// What is written otherwise than in English and can mean nothing else:
/// `1.234,56`, `12 800,00`, `0,5`, `98,6 %`, `1,20,000`. Gives back the digits
/// before the decimal sign, and the end; `at` where it is none of these.
fn foreign(bytes: &[u8], start: usize, at: usize) -> (u32, usize) {
    if !matches!(byte(bytes, at), b'.' | b',') || !byte(bytes, at + 1).is_ascii_digit() {
        return (0, at);
    }
    let digits = |at: usize| {
        bytes.get(at..).unwrap_or(&[]).iter().take(8).take_while(|byte| byte.is_ascii_digit()).count()
    };
    let before_comma =
        bytes.get(start..at).unwrap_or(&[]).iter().filter(|byte| byte.is_ascii_digit()).count() as u32;
    let mut end = at;
    let mut whole = before_comma;
    while byte(bytes, end) == b'.' && digits(end + 1) == 3 {
        end += 4;
        whole += 3;
    }
    if byte(bytes, end) != b',' {
        return (before_comma, at);
    }
    let places = digits(end + 1);
    let behind = end + 1 + places;
    let goes_on = matches!(byte(bytes, behind), b',' | b'.') && byte(bytes, behind + 1).is_ascii_digit();
    if places == 2 && end == at && byte(bytes, behind) == b',' && digits(behind + 1) == 3 {
        let last = behind + 4;
        return if byte(bytes, last) == b',' { (before_comma, at) } else { (before_comma + 5, last) };
    }
    if places == 0 || goes_on || is_word(byte(bytes, behind)) && !is_unit_at(bytes, behind) {
        return (before_comma, at);
    }
    let grouped = end > at
        || bytes
            .get(start..at)
            .is_some_and(|text| !text.iter().all(|byte| byte.is_ascii_digit() || *byte == b','));
    let lone_zero = before_comma == 1
        && byte(bytes, start) == b'0'
        && !matches!(before(bytes, start), b'(' | b'[' | b',' | b'{');
    let measured = places <= 2 && before(bytes, start) != b',' && is_unit_at(bytes, behind);
    let priced = places == 2 && end == at && is_all_of_its_cell(bytes, start, behind);
    if (grouped && places <= 2) || lone_zero || measured || priced {
        (whole, behind)
    } else {
        (before_comma, at)
    }
}

/// "| 54,95 |": two numbers would seldom have a cell of a pipe table to themselves.
fn is_all_of_its_cell(bytes: &[u8], start: usize, end: usize) -> bool {
    // Columns are seldom padded wider.
    const WIDEST: usize = 24;
    let dress = |byte: &u8| matches!(byte, b' ' | b'*' | b'_' | b'-' | b'+');
    let left = bytes.get(start.saturating_sub(WIDEST)..start).unwrap_or_default();
    let right = bytes.get(end..bytes.len().min(end + WIDEST)).unwrap_or_default();
    left.iter().rev().find(|byte| !dress(byte)) == Some(&b'|')
        && right.iter().find(|byte| !dress(byte)).is_none_or(|byte| *byte == b'|')
}

/// A sign of percent, money or measure, perhaps behind a space.
fn is_unit_at(bytes: &[u8], at: usize) -> bool {
    let from = at + usize::from(byte(bytes, at) == b' ');
    let rest = bytes.get(from..).unwrap_or(&[]);
    if ["%", "€", "£", "zł", "°"].iter().any(|sign| rest.starts_with(sign.as_bytes())) {
        return true;
    }
    let end = units::word_end(bytes, from, bytes.len());
    let word = bytes.get(from..end).unwrap_or(&[]);
    word.len() > 1 && !is_word(byte(bytes, end)) && units::named(word, true).is_some()
}

fn scientific(bytes: &[u8], literal: &mut Literal) {
    let (power, end) = match powers::of_ten(bytes, literal.end) {
        Some(found) => found,
        None => return,
    };
    literal.scientific = true;
    literal.end = end;
    match power.and_then(|power| literal.exponent.checked_add(power)).filter(|sum| (-300..=300).contains(sum))
    {
        Some(exponent) => literal.exponent = exponent,
        None => literal.mantissa = None,
    }
}

/// Whether the numeral at `start` is `.5`: a point, and nothing before it.
pub(super) fn begins_with_point(bytes: &[u8], start: usize, first: usize) -> bool {
    start > first
        && before(bytes, start) == b'.'
        && (start - 1 == first
            || matches!(before(bytes, start - 1), b' ' | b'\t' | b'(' | b'|' | b'<' | b'>' | b'='))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> (Option<i64>, i32, usize) {
        let literal = read(text.as_bytes(), 0, text.len(), true);
        (literal.mantissa, literal.exponent, literal.end)
    }

    #[test]
    fn numerals_are_exact() {
        assert_eq!(value("12800"), (Some(12800), 0, 5));
        assert_eq!(value("12,800 ops"), (Some(12800), 0, 6));
        assert_eq!(value("1,234,567.50"), (Some(123_456_750), -2, 12));
        assert_eq!(value("12 800"), (Some(12800), 0, 6));
        assert_eq!(value("12_800"), (Some(12800), 0, 6));
        assert_eq!(value("12\u{202F}800"), (Some(12800), 0, 8));
        assert_eq!(value("3.38s"), (Some(338), -2, 4));
        assert_eq!(value("1e-6"), (Some(1), -6, 4));
        assert_eq!(value("5×10⁹"), (Some(5), 9, 8));
        assert_eq!(value("2.5 x 10^3 cells"), (Some(25), 2, 10));
        assert_eq!(value("1, 2"), (Some(1), 0, 1));
        assert_eq!(value("1,23,456"), (Some(123_456), 0, 8));
        assert_eq!(value("1.234,56 €"), (Some(123_456), -2, 8));
        assert_eq!(value("12 800,00"), (Some(1_280_000), -2, 9));
        assert_eq!(value("0,5 mg"), (Some(5), -1, 3));
        assert_eq!(value("98,6 %"), (Some(986), -1, 4));
        assert_eq!(value("5,6").2, 1);
        assert_eq!(value("5,6,7 mg").2, 1);
        assert_eq!(value("1.234.567").2, 5);
        assert_eq!(value("99999999999999999999"), (None, 0, 20));
        assert_eq!(value("1e999999"), (None, 0, 8));
    }
}
