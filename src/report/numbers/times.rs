//! Times of day.

use super::super::Class;
use super::super::text::{byte, is_word};
use super::dates::{Moment, digits};
use super::interval::Interval;

/// `13:48`, `1:48:05 PM`; or a ratio.
pub(super) fn of_day(bytes: &[u8], start: usize, hours: i64, at: usize) -> Option<Moment> {
    let (minutes, mut end) = digits(bytes, at + 1);
    if end - at - 1 != 2 || minutes > 59 {
        return ratio(bytes, start, end);
    }
    let (mut seconds, mut exponent) = (hours * 3600 + minutes * 60, 0);
    if byte(bytes, end) == b':' {
        let (more, behind) = digits(bytes, end + 1);
        if behind - end - 1 == 2 && more < 61 {
            seconds += more;
            end = behind;
            if matches!(byte(bytes, end), b'.' | b',') && byte(bytes, end + 1).is_ascii_digit() {
                let (fraction, behind) = digits(bytes, end + 1);
                let places = (behind - end - 1) as u32;
                let scaled = 10i64.checked_pow(places).and_then(|power| seconds.checked_mul(power));
                if let Some(whole) = scaled.filter(|_| fraction < i64::MAX / 2) {
                    seconds = whole.checked_add(fraction)?;
                    exponent = 0i32.saturating_sub_unsigned(places);
                }
                end = behind;
            }
        }
    }
    let (half, behind) = half_of_day(bytes, end);
    if half.is_some() && (1..=12).contains(&hours) {
        let shift = match half {
            Some(true) if hours != 12 => 12 * 3600,
            Some(false) if hours == 12 => -12 * 3600,
            _ => 0,
        };
        if exponent == 0 {
            seconds += shift;
        }
        end = behind;
    }
    Some(Moment { class: Class::Time, end, value: Interval::exactly(seconds, exponent) })
}

/// "4 pm", "11am".
pub(super) fn bare_hour(bytes: &[u8], hour: i64, at: usize) -> Option<Moment> {
    let (half, end) = half_of_day(bytes, at);
    let hour =
        half.filter(|_| (1..=12).contains(&hour)).map(|after| hour % 12 + if after { 12 } else { 0 })?;
    Some(Moment { class: Class::Time, end, value: Interval::exactly(hour * 3600, 0) })
}

/// `3:1`, `16:9`: no time, and nothing to reckon with.
fn ratio(bytes: &[u8], start: usize, end: usize) -> Option<Moment> {
    let (first, colon) = digits(bytes, start);
    if end <= colon + 1 || is_word(byte(bytes, end)) {
        return None;
    }
    Some(Moment { class: Class::Other, end, value: Interval::exactly(first, 0) })
}

/// Whether "PM" (or "AM") follows, and where it ends.
fn half_of_day(bytes: &[u8], at: usize) -> (Option<bool>, usize) {
    let from = at + usize::from(byte(bytes, at) == b' ');
    let word = bytes.get(from..from + 2).unwrap_or(&[]);
    if is_word(byte(bytes, from + 2)) {
        return (None, at);
    }
    match word {
        b"PM" | b"pm" => (Some(true), from + 2),
        b"AM" | b"am" => (Some(false), from + 2),
        _ => (None, at),
    }
}
