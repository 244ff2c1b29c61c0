//! Units of measure: their names, and the table of those a report uses.

use super::super::lexicon::{Lowered, UNITS};
use super::super::text::{byte, letters};
use super::super::{Dimension, Unit};
use super::unit_names::{spelled, symbol};
use Dimension::{Named, Temperature, Things};

/// The units of one report, each once.
pub(super) struct Units {
    pub table: Vec<Unit>,
}

impl Units {
    pub fn new() -> Self {
        Self { table: vec![Unit::NONE] }
    }

    pub fn intern(&mut self, unit: Unit) -> u16 {
        if unit == Unit::NONE {
            return 0;
        }
        if let Some(index) = self.table.iter().position(|known| *known == unit) {
            return index as u16;
        }
        if self.table.len() >= usize::from(u16::MAX) {
            return 0;
        }
        self.table.push(unit);
        (self.table.len() - 1) as u16
    }
}

pub(super) const THINGS: Unit = of(Things, 1, 1);

pub(super) const fn of(dimension: Dimension, factor: u64, divisor: u64) -> Unit {
    Unit { dimension, per: Dimension::None, factor, divisor }
}

/// `unit` for each `per`.
pub(super) fn rate(unit: Unit, per: Unit) -> Unit {
    let factor = unit.factor.saturating_mul(per.divisor);
    let divisor = unit.divisor.saturating_mul(per.factor);
    let common = gcd(factor, divisor).max(1);
    Unit { dimension: unit.dimension, per: per.dimension, factor: factor / common, divisor: divisor / common }
}

fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// A unit printed at `at`, with a rate if one follows: the unit and where it
/// ends. `spaced` says that white space stands before it, where a single
/// letter is more often something else.
pub(super) fn read(bytes: &[u8], at: usize, end: usize, spaced: bool) -> Option<(Unit, usize)> {
    let word = word_end(bytes, at, end);
    let text = bytes.get(at..word).filter(|text| !text.is_empty())?;
    // "1.248 gültig" are no grams; "3 m×2 m" are metres.
    let goes_on = (0xC3..=0xC5).contains(&byte(bytes, word)) && !matches!(byte(bytes, word + 1), 0x97 | 0xB7);
    let unit = named(text, spaced).filter(|_| !goes_on)?;
    match per(bytes, word, end) {
        Some((per, behind)) => Some((rate(unit, per), behind)),
        None if byte(bytes, word) == b'/' && byte(bytes, word + 1).is_ascii_alphabetic() => {
            // "ms/op", "MB/file": each of something that is counted.
            let behind = word_end(bytes, word + 1, end);
            Some((rate(unit, THINGS), behind))
        }
        None => Some((unit, word)),
    }
}

/// `/s`, `/hr`, ` per second`, `/mL` at `at`.
pub(super) fn per(bytes: &[u8], at: usize, end: usize) -> Option<(Unit, usize)> {
    let from = if byte(bytes, at) == b'/' {
        at + 1
    } else if bytes.get(at..end).is_some_and(|rest| rest.starts_with(b" per ")) {
        at + 5
    } else {
        return None;
    };
    let word = word_end(bytes, from, end);
    let text = bytes.get(from..word)?;
    // "m/s²" is no rate that could be reckoned with.
    if byte(bytes, word) == 0xC2 && matches!(byte(bytes, word + 1), 0xB2 | 0xB3) {
        return None;
    }
    Some((named(text, false).filter(|unit| unit.dimension != Named)?, word))
}

/// The end of the letters (and the signs that units are written with).
pub(super) fn word_end(bytes: &[u8], mut at: usize, end: usize) -> usize {
    let bytes = bytes.get(..end).unwrap_or(bytes);
    loop {
        at += letters(bytes, at);
        let sign = matches!(byte(bytes, at), 0xC2 | 0xCE)
            && matches!(byte(bytes, at + 1), 0xB5 | 0xBC | 0xB0 | 0xA9);
        if !sign {
            return at;
        }
        at += 2;
    }
}

/// A letter behind white space that is a unit where nothing goes on: "16 A",
/// "530 m)", "15 m²", "12.5 N·m". Metres or minutes or millions: nothing may
/// be compared with it.
pub(super) fn is_lone_symbol(bytes: &[u8], at: usize) -> bool {
    let rest = bytes.get(at + 1..).unwrap_or(&[]);
    let ends = match rest.first().copied().unwrap_or(b'.') {
        b'.' | b',' | b';' | b')' | b':' | b'|' | b'\n' => true,
        0xC2 => {
            rest.starts_with("²".as_bytes())
                || rest.starts_with("³".as_bytes())
                || rest.starts_with("·".as_bytes())
        }
        _ => false,
    };
    ends && matches!(byte(bytes, at), b'm' | b'A' | b'K' | b'N' | b't' | b'l')
}

/// The unit that a word names, if any.
pub(super) fn named(word: &[u8], spaced: bool) -> Option<Unit> {
    if spaced && matches!(word, [one] if !b"shBgLWVJ".contains(one)) {
        return None;
    }
    match word {
        [0xC2, 0xB5, rest @ ..] | [0xCE, 0xBC, rest @ ..] => micro(rest),
        [0xCE, 0xA9] | [b'k' | b'M', 0xCE, 0xA9] => Some(of(Named, 1, 1)),
        [0xC2, 0xB0, b'C' | b'F' | b'K'] => Some(of(Temperature, 1, 1)),
        _ => named_as(word, &Lowered::of(word)),
    }
}

/// The same where the word is known in lower case.
fn named_as(word: &[u8], lowered: &Lowered) -> Option<Unit> {
    if !lowered.is_in(UNITS) {
        return None;
    }
    symbol(word).or_else(|| spelled(lowered.as_bytes()))
}

/// "µs" is "us".
fn micro(rest: &[u8]) -> Option<Unit> {
    let [one] = rest else { return None };
    symbol(&[b'u', *one])
}

#[cfg(test)]
mod tests {
    use super::*;
    use Dimension::{Bytes, Mass, Time, Volume};

    fn unit(text: &str) -> Option<(Unit, usize)> {
        read(text.as_bytes(), 0, text.len(), false)
    }

    #[test]
    fn rates_carry_the_factor_of_the_whole() {
        let (rate, end) = unit("MB/hr").unwrap();
        assert_eq!((rate.dimension, rate.per, rate.factor, rate.divisor, end), (Bytes, Time, 2500, 9, 5));
        let (rate, _) = unit("mg/mL").unwrap();
        assert_eq!((rate.dimension, rate.per, rate.factor, rate.divisor), (Mass, Volume, 1, 1));
        let (rate, end) = unit("ms/op, p99").unwrap();
        assert_eq!((rate.dimension, rate.per, end), (Time, Things, 5));
    }

    #[test]
    fn symbols_know_their_case_and_words_do_not() {
        assert_eq!(unit("mb"), None);
        assert_eq!(unit("Seconds").map(|(unit, _)| unit), Some(of(Time, 1, 1)));
        assert_eq!(unit("µs").map(|(unit, end)| (unit.divisor, end)), Some((1_000_000, 3)));
        assert_eq!(read(b"m", 0, 1, true), None);
    }
}
