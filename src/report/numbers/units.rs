//! Units of measure: their names, and the table of those a report uses.

use super::super::text::{Lowered, byte};
use super::super::{Dimension, Unit};
use Dimension::{
    Bytes, Energy, Frequency, Length, Mass, Money, Named, Power, Temperature, Things, Time, Volume,
};

/// The units of one report, each once.
pub(super) struct Units {
    pub table: Vec<Unit>,
}

impl Units {
    pub fn new() -> Self {
        Self { table: vec![Unit::NONE] }
    }

    pub fn intern(&mut self, unit: Unit) -> u16 {
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
    let unit = named(text, spaced)?;
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
    while at < end {
        let here = byte(bytes, at);
        let sign = matches!(here, 0xC2 | 0xCE)
            && matches!(byte(bytes, at + 1), 0xB5 | 0xBC | 0xB0 | 0xA9)
            && at + 1 < end;
        if sign {
            at += 2;
        } else if here.is_ascii_alphabetic() {
            at += 1;
        } else {
            break;
        }
    }
    at
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
        _ => symbol(word).or_else(|| spelled(Lowered::of(word).as_bytes())),
    }
}

/// "µs" is "us".
fn micro(rest: &[u8]) -> Option<Unit> {
    let [one] = rest else { return None };
    symbol(&[b'u', *one])
}

/// Symbols, whose case matters.
fn symbol(word: &[u8]) -> Option<Unit> {
    Some(match word {
        b"ns" => of(Time, 1, 1_000_000_000),
        b"us" => of(Time, 1, 1_000_000),
        b"ms" => of(Time, 1, 1000),
        b"s" => of(Time, 1, 1),
        b"h" => of(Time, 3600, 1),
        b"d" => of(Time, 86_400, 1),
        b"B" => of(Bytes, 1, 1),
        b"kB" | b"KB" => of(Bytes, 1000, 1),
        b"MB" => of(Bytes, 1_000_000, 1),
        b"GB" => of(Bytes, 1_000_000_000, 1),
        b"TB" => of(Bytes, 1_000_000_000_000, 1),
        b"PB" => of(Bytes, 1_000_000_000_000_000, 1),
        b"KiB" => of(Bytes, 1 << 10, 1),
        b"MiB" => of(Bytes, 1 << 20, 1),
        b"GiB" => of(Bytes, 1 << 30, 1),
        b"TiB" => of(Bytes, 1 << 40, 1),
        b"bps" => rate(of(Bytes, 1, 8), of(Time, 1, 1)),
        b"kbps" | b"Kbps" => rate(of(Bytes, 125, 1), of(Time, 1, 1)),
        b"Mbps" => rate(of(Bytes, 125_000, 1), of(Time, 1, 1)),
        b"Gbps" => rate(of(Bytes, 125_000_000, 1), of(Time, 1, 1)),
        b"MBps" => rate(of(Bytes, 1_000_000, 1), of(Time, 1, 1)),
        b"Hz" => of(Frequency, 1, 1),
        b"kHz" | b"KHz" => of(Frequency, 1000, 1),
        b"MHz" => of(Frequency, 1_000_000, 1),
        b"GHz" => of(Frequency, 1_000_000_000, 1),
        b"nm" => of(Length, 1, 1_000_000_000),
        b"um" => of(Length, 1, 1_000_000),
        b"mm" => of(Length, 1, 1000),
        b"cm" => of(Length, 1, 100),
        b"km" => of(Length, 1000, 1),
        b"ng" => of(Mass, 1, 1_000_000_000),
        b"mcg" | b"ug" => of(Mass, 1, 1_000_000),
        b"mg" => of(Mass, 1, 1000),
        b"g" => of(Mass, 1, 1),
        b"kg" => of(Mass, 1000, 1),
        [0xC2, 0xB0, b'C' | b'F' | b'K'] => of(Temperature, 1, 1),
        b"mW" => of(Power, 1, 1000),
        b"W" => of(Power, 1, 1),
        b"kW" => of(Power, 1000, 1),
        b"MW" => of(Power, 1_000_000, 1),
        b"mJ" => of(Energy, 1, 1000),
        b"J" => of(Energy, 1, 1),
        b"kJ" => of(Energy, 1000, 1),
        b"Wh" => of(Energy, 3600, 1),
        b"kWh" => of(Energy, 3_600_000, 1),
        b"uL" | b"ul" => of(Volume, 1, 1_000_000),
        b"mL" | b"ml" => of(Volume, 1, 1000),
        b"dL" => of(Volume, 1, 10),
        b"L" => of(Volume, 1, 1),
        b"USD" | b"EUR" | b"GBP" | b"CHF" | b"JPY" => of(Money, 1, 1),
        b"V" | b"mV" | b"kV" | b"mA" | b"dB" | b"dBm" | b"Pa" | b"kPa" | b"MPa" | b"psi" | b"mol"
        | b"mmol" | b"IU" | b"pp" | b"px" | b"pt" | b"bpm" | b"ppm" | b"ppb" | b"kN" | b"Nm" | b"lx"
        | b"lm" | b"FLOPS" | b"TFLOPS" | b"GFLOPS" | b"MFLOPS" | b"GFLOP" | b"TOPS" | b"hPa" | b"bar"
        | b"mbar" | b"mmHg" | b"nF" | b"pF" | b"uF" | b"ohm" | b"ohms" | b"ft" | b"lb" | b"lbs" | b"oz"
        | b"mph" | b"MeV" | b"keV" | b"GeV" | b"dpi" | b"kcal" | b"mEq" | b"mOsm" | b"rad" | b"mrad" => {
            of(Named, 1, 1)
        }
        b"fps" | b"FPS" | b"rps" | b"RPS" | b"qps" | b"QPS" | b"tps" | b"TPS" | b"IOPS" => {
            rate(THINGS, of(Time, 1, 1))
        }
        b"rpm" | b"RPM" => rate(THINGS, of(Time, 60, 1)),
        _ => return None,
    })
}

/// Units written out; their case does not matter.
fn spelled(word: &[u8]) -> Option<Unit> {
    Some(match word {
        b"nanosecond" | b"nanoseconds" | b"nanos" | b"nsec" | b"nsecs" => of(Time, 1, 1_000_000_000),
        b"microsecond" | b"microseconds" | b"micros" | b"usec" | b"usecs" => of(Time, 1, 1_000_000),
        b"millisecond" | b"milliseconds" | b"millis" | b"msec" | b"msecs" => of(Time, 1, 1000),
        b"sec" | b"secs" | b"second" | b"seconds" => of(Time, 1, 1),
        b"min" | b"mins" | b"minute" | b"minutes" => of(Time, 60, 1),
        b"hr" | b"hrs" | b"hour" | b"hours" => of(Time, 3600, 1),
        b"day" | b"days" => of(Time, 86_400, 1),
        b"week" | b"weeks" => of(Time, 604_800, 1),
        b"month" | b"months" | b"year" | b"years" => of(Named, 1, 1),
        b"byte" | b"bytes" => of(Bytes, 1, 1),
        b"kilobyte" | b"kilobytes" => of(Bytes, 1000, 1),
        b"megabyte" | b"megabytes" => of(Bytes, 1_000_000, 1),
        b"gigabyte" | b"gigabytes" => of(Bytes, 1_000_000_000, 1),
        b"terabyte" | b"terabytes" => of(Bytes, 1_000_000_000_000, 1),
        b"bit" | b"bits" => of(Bytes, 1, 8),
        b"hertz" => of(Frequency, 1, 1),
        b"metre" | b"metres" | b"meter" | b"meters" => of(Length, 1, 1),
        b"millimetre" | b"millimetres" | b"millimeter" | b"millimeters" => of(Length, 1, 1000),
        b"kilometre" | b"kilometres" | b"kilometer" | b"kilometers" => of(Length, 1000, 1),
        b"gram" | b"grams" => of(Mass, 1, 1),
        b"milligram" | b"milligrams" => of(Mass, 1, 1000),
        b"kilogram" | b"kilograms" | b"kgs" => of(Mass, 1000, 1),
        b"litre" | b"litres" | b"liter" | b"liters" => of(Volume, 1, 1),
        b"millilitre" | b"millilitres" | b"milliliter" | b"milliliters" => of(Volume, 1, 1000),
        b"watt" | b"watts" => of(Power, 1, 1),
        b"joule" | b"joules" => of(Energy, 1, 1),
        b"degrees" | b"volts" | b"amps" | b"celsius" | b"fahrenheit" | b"percentage-points" => {
            of(Named, 1, 1)
        }
        b"dollars" | b"euros" | b"pounds" => of(Money, 1, 1),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
