//! What units are called.

use super::super::{Dimension, Unit};
use super::units::{THINGS, of, rate};
use Dimension::{Bytes, Energy, Frequency, Length, Mass, Money, Named, Power, Time, Volume};

/// A function from names to units, and the list of the names.
macro_rules! units {
    ($function:ident, $list:ident: $($($name:literal)|+ => $unit:expr,)*) => {
        pub fn $function(word: &[u8]) -> Option<Unit> {
            Some(match word {
                $($($name)|+ => $unit,)*
                _ => return None,
            })
        }

        pub const $list: &[&[u8]] = &[$($($name as &[u8]),+),*];
    };
}

// Symbols, whose case matters.
units! { symbol, SYMBOLS:
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
        | b"mph" | b"MeV" | b"keV" | b"GeV" | b"dpi" | b"kcal" | b"mEq" | b"mOsm" | b"rad" | b"mrad" => of(Named, 1, 1),
        b"fps" | b"FPS" | b"rps" | b"RPS" | b"qps" | b"QPS" | b"tps" | b"TPS" | b"IOPS" => rate(THINGS, of(Time, 1, 1)),
        b"rpm" | b"RPM" => rate(THINGS, of(Time, 60, 1)),
}

// Units written out; their case does not matter.
units! { spelled, SPELLED:
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
        b"degrees" | b"volts" | b"amps" | b"celsius" | b"fahrenheit" => of(Named, 1, 1),
        b"dollars" | b"euros" | b"pounds" => of(Money, 1, 1),
}
