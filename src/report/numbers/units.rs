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
    let text = std::str::from_utf8(word).ok()?;
    if spaced && word.len() == 1 && !matches!(text, "s" | "h" | "B" | "g" | "L" | "W" | "V" | "J") {
        return None;
    }
    symbol(text).or_else(|| spelled(Lowered::of(word).as_str()))
}

/// Symbols, whose case matters.
fn symbol(text: &str) -> Option<Unit> {
    Some(match text {
        "ns" => of(Time, 1, 1_000_000_000),
        "us" | "µs" | "μs" => of(Time, 1, 1_000_000),
        "ms" => of(Time, 1, 1000),
        "s" => of(Time, 1, 1),
        "h" => of(Time, 3600, 1),
        "d" => of(Time, 86_400, 1),
        "B" => of(Bytes, 1, 1),
        "kB" | "KB" => of(Bytes, 1000, 1),
        "MB" => of(Bytes, 1_000_000, 1),
        "GB" => of(Bytes, 1_000_000_000, 1),
        "TB" => of(Bytes, 1_000_000_000_000, 1),
        "PB" => of(Bytes, 1_000_000_000_000_000, 1),
        "KiB" => of(Bytes, 1 << 10, 1),
        "MiB" => of(Bytes, 1 << 20, 1),
        "GiB" => of(Bytes, 1 << 30, 1),
        "TiB" => of(Bytes, 1 << 40, 1),
        "bps" => rate(of(Bytes, 1, 8), of(Time, 1, 1)),
        "kbps" | "Kbps" => rate(of(Bytes, 125, 1), of(Time, 1, 1)),
        "Mbps" => rate(of(Bytes, 125_000, 1), of(Time, 1, 1)),
        "Gbps" => rate(of(Bytes, 125_000_000, 1), of(Time, 1, 1)),
        "MBps" => rate(of(Bytes, 1_000_000, 1), of(Time, 1, 1)),
        "Hz" => of(Frequency, 1, 1),
        "kHz" | "KHz" => of(Frequency, 1000, 1),
        "MHz" => of(Frequency, 1_000_000, 1),
        "GHz" => of(Frequency, 1_000_000_000, 1),
        "nm" => of(Length, 1, 1_000_000_000),
        "µm" | "μm" | "um" => of(Length, 1, 1_000_000),
        "mm" => of(Length, 1, 1000),
        "cm" => of(Length, 1, 100),
        "km" => of(Length, 1000, 1),
        "ng" => of(Mass, 1, 1_000_000_000),
        "µg" | "μg" | "mcg" | "ug" => of(Mass, 1, 1_000_000),
        "mg" => of(Mass, 1, 1000),
        "g" => of(Mass, 1, 1),
        "kg" => of(Mass, 1000, 1),
        "°C" | "°F" | "°K" => of(Temperature, 1, 1),
        "mW" => of(Power, 1, 1000),
        "W" => of(Power, 1, 1),
        "kW" => of(Power, 1000, 1),
        "MW" => of(Power, 1_000_000, 1),
        "mJ" => of(Energy, 1, 1000),
        "J" => of(Energy, 1, 1),
        "kJ" => of(Energy, 1000, 1),
        "Wh" => of(Energy, 3600, 1),
        "kWh" => of(Energy, 3_600_000, 1),
        "µL" | "μL" | "uL" | "µl" | "μl" => of(Volume, 1, 1_000_000),
        "mL" | "ml" => of(Volume, 1, 1000),
        "dL" => of(Volume, 1, 10),
        "L" => of(Volume, 1, 1),
        "USD" | "EUR" | "GBP" | "CHF" | "JPY" => of(Money, 1, 1),
        "V" | "mV" | "kV" | "mA" | "dB" | "dBm" | "Pa" | "kPa" | "MPa" | "psi" | "mol" | "mmol" | "IU"
        | "pp" | "px" | "pt" | "bpm" | "ppm" | "ppb" | "kN" | "Nm" | "lx" | "lm" | "FLOPS" | "TFLOPS"
        | "GFLOPS" | "MFLOPS" | "GFLOP" | "TOPS" | "hPa" | "bar" | "mbar" | "mmHg" | "nF" | "pF" | "µF"
        | "μF" | "Ω" | "kΩ" | "MΩ" | "ft" | "lb" | "lbs" | "oz" | "mph" | "MeV" | "keV" | "GeV" | "dpi"
        | "kcal" | "mEq" | "mOsm" | "rad" | "mrad" => of(Named, 1, 1),
        "fps" | "FPS" | "rps" | "RPS" | "qps" | "QPS" | "tps" | "TPS" | "IOPS" => {
            rate(THINGS, of(Time, 1, 1))
        }
        "rpm" | "RPM" => rate(THINGS, of(Time, 60, 1)),
        _ => return None,
    })
}

/// Units written out; their case does not matter.
fn spelled(text: &str) -> Option<Unit> {
    Some(match text {
        "nanosecond" | "nanoseconds" | "nanos" | "nsec" | "nsecs" => of(Time, 1, 1_000_000_000),
        "microsecond" | "microseconds" | "micros" | "usec" | "usecs" => of(Time, 1, 1_000_000),
        "millisecond" | "milliseconds" | "millis" | "msec" | "msecs" => of(Time, 1, 1000),
        "sec" | "secs" | "second" | "seconds" => of(Time, 1, 1),
        "min" | "mins" | "minute" | "minutes" => of(Time, 60, 1),
        "hr" | "hrs" | "hour" | "hours" => of(Time, 3600, 1),
        "day" | "days" => of(Time, 86_400, 1),
        "week" | "weeks" => of(Time, 604_800, 1),
        "month" | "months" | "year" | "years" => of(Named, 1, 1),
        "byte" | "bytes" => of(Bytes, 1, 1),
        "kilobyte" | "kilobytes" => of(Bytes, 1000, 1),
        "megabyte" | "megabytes" => of(Bytes, 1_000_000, 1),
        "gigabyte" | "gigabytes" => of(Bytes, 1_000_000_000, 1),
        "terabyte" | "terabytes" => of(Bytes, 1_000_000_000_000, 1),
        "bit" | "bits" => of(Bytes, 1, 8),
        "hertz" => of(Frequency, 1, 1),
        "metre" | "metres" | "meter" | "meters" => of(Length, 1, 1),
        "millimetre" | "millimetres" | "millimeter" | "millimeters" => of(Length, 1, 1000),
        "kilometre" | "kilometres" | "kilometer" | "kilometers" => of(Length, 1000, 1),
        "gram" | "grams" => of(Mass, 1, 1),
        "milligram" | "milligrams" => of(Mass, 1, 1000),
        "kilogram" | "kilograms" | "kgs" => of(Mass, 1000, 1),
        "litre" | "litres" | "liter" | "liters" => of(Volume, 1, 1),
        "millilitre" | "millilitres" | "milliliter" | "milliliters" => of(Volume, 1, 1000),
        "watt" | "watts" => of(Power, 1, 1),
        "joule" | "joules" => of(Energy, 1, 1),
        "degrees" | "volts" | "amps" | "celsius" | "fahrenheit" | "percentage-points" => of(Named, 1, 1),
        "dollars" | "euros" | "pounds" => of(Money, 1, 1),
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
