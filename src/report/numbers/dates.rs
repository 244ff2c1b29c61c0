//! Dates and times of day, in the spellings that reports use.

use super::super::Class;
use super::super::lexicon::{Lowered, MONTHS};
use super::super::text::{byte, is_word};
use super::interval::Interval;
use super::times;

const NAMES: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

pub(super) struct Moment {
    pub class: Class,
    pub end: usize,
    pub value: Interval,
}

/// A date or time that begins with the digit at `start`.
pub(super) fn read(bytes: &[u8], start: usize, end: usize) -> Option<Moment> {
    let bytes = bytes.get(..end).unwrap_or(bytes);
    let (first, at) = digits(bytes, start);
    let length = at - start;
    match (length, byte(bytes, at)) {
        (4, b'-' | b'/' | b'.') => year_first(bytes, first, at),
        (1 | 2, b'/' | b'.' | b'-') => day_or_month_first(bytes, first, at),
        (1 | 2, b':') => times::of_day(bytes, start, first, at),
        (1 | 2, b' ' | b's' | b'n' | b'r' | b't') => {
            times::bare_hour(bytes, first, at).or_else(|| day_then_month(bytes, first, at))
        }
        (1 | 2, b'a' | b'p' | b'A' | b'P') => times::bare_hour(bytes, first, at),
        _ => None,
    }
}

/// Whether the figures from `start` to `end` can begin a date or a time, by
/// what stands behind them.
pub(super) fn may_begin(bytes: &[u8], start: usize, end: usize) -> bool {
    match (end - start, byte(bytes, end)) {
        (4, b'-' | b'/' | b'.') | (1 | 2, b'/' | b'.' | b'-' | b':') => true,
        (1 | 2, b's' | b'n' | b'r' | b't' | b'a' | b'p' | b'A' | b'P') => true,
        (1 | 2, b' ') => matches!(byte(bytes, end + 1), b'a' | b'p' | b'A'..=b'Z'),
        _ => false,
    }
}

/// `December 23, 2025`: `start` is at the day, and the word before names a month.
pub(super) fn after_month(bytes: &[u8], start: usize, end: usize, month: &[u8]) -> Option<Moment> {
    let bytes = bytes.get(..end).unwrap_or(bytes);
    let month = month_of(month)?;
    let (number, mut at) = digits(bytes, start);
    if at - start == 4 && (1900..2200).contains(&number) {
        return month_moment(number, month, at);
    }
    if at - start > 2 || !(1..=31).contains(&number) {
        return None;
    }
    let next = bytes.get(at..at + 2).unwrap_or(&[]);
    if [b"st", b"nd", b"rd", b"th"].iter().any(|ending| next == *ending) {
        at += 2;
    }
    let mut behind = at;
    while matches!(byte(bytes, behind), b',' | b' ') && behind - at < 2 {
        behind += 1;
    }
    let (year, year_end) = digits(bytes, behind);
    if year_end - behind == 4 && behind > at && (1900..2200).contains(&year) {
        return date(year, month, number, year_end);
    }
    // A day without its year is no day that could be compared.
    Some(Moment { class: Class::Other, end: at, value: Interval::exactly(number, 0) })
}

fn month_of(word: &[u8]) -> Option<i64> {
    if !word.first().is_some_and(u8::is_ascii_uppercase) || word.len() < 3 {
        return None;
    }
    let lowered = Lowered::of(word);
    if !lowered.is_in(MONTHS) {
        return None;
    }
    let text = lowered.as_bytes().strip_suffix(b".").unwrap_or(lowered.as_bytes());
    let is = |name: &str| {
        let name = name.as_bytes();
        text == name || ((3..=4).contains(&text.len()) && name.starts_with(text))
    };
    NAMES.iter().position(|name| is(name)).map(|index| index as i64 + 1)
}

fn year_first(bytes: &[u8], year: i64, at: usize) -> Option<Moment> {
    if !(1900..2200).contains(&year) {
        return None;
    }
    let sign = byte(bytes, at);
    let (month, behind) = digits(bytes, at + 1);
    let short = sign == b'/' && behind - at == 2 && byte(bytes, behind) == sign;
    if !(behind - at - 1 == 2 || short) || !(1..=12).contains(&month) {
        return None;
    }
    if byte(bytes, behind) == sign {
        let (day, last) = digits(bytes, behind + 1);
        let count = last - behind - 1;
        return if (1..=2).contains(&count) && !is_letter_or_more(bytes, last) {
            date(year, month, day, last)
        } else {
            None
        };
    }
    let bare = sign == b'-' && !is_word(byte(bytes, behind)) && byte(bytes, behind) != b'.';
    if bare { month_moment(year, month, behind) } else { None }
}

/// A letter behind a date is a `T` with a time, or it was no date.
fn is_letter_or_more(bytes: &[u8], at: usize) -> bool {
    match byte(bytes, at) {
        b'T' => !byte(bytes, at + 1).is_ascii_digit(),
        b'-' | b'.' | b'/' => byte(bytes, at + 1).is_ascii_digit(),
        other => is_word(other) && other != b'_',
    }
}

/// `23.12.2025`, `12/23/2025`: where both orders are days, either may be meant.
fn day_or_month_first(bytes: &[u8], first: i64, at: usize) -> Option<Moment> {
    let sign = byte(bytes, at);
    let (second, behind) = digits(bytes, at + 1);
    if !(1..=2).contains(&(behind - at - 1)) || byte(bytes, behind) != sign {
        return None;
    }
    let (year, last) = digits(bytes, behind + 1);
    let is_year = last - behind - 1 == 4 && (1900..2200).contains(&year);
    if !is_year || is_letter_or_more(bytes, last) {
        return None;
    }
    let day_first = date(year, second, first, last);
    let month_first = if sign == b'.' { None } else { date(year, first, second, last) };
    match (day_first, month_first) {
        (Some(mut a), Some(b)) => {
            a.value.low = a.value.low.min(b.value.low);
            a.value.high = a.value.high.max(b.value.high);
            a.value.mantissa = b.value.mantissa;
            Some(a)
        }
        (a, b) => a.or(b),
    }
}

/// `23 December 2025`.
fn day_then_month(bytes: &[u8], day: i64, at: usize) -> Option<Moment> {
    let mut here = at;
    while byte(bytes, here).is_ascii_lowercase() && here - at < 2 {
        here += 1;
    }
    if byte(bytes, here) != b' ' {
        return None;
    }
    let from = here + 1;
    let mut to = from;
    while byte(bytes, to).is_ascii_alphabetic() && to - from < 10 {
        to += 1;
    }
    let month = month_of(bytes.get(from..to)?)?;
    while matches!(byte(bytes, to), b'.' | b',' | b' ') && to - from < 13 {
        to += 1;
    }
    let (year, end) = digits(bytes, to);
    if end - to == 4 && (1900..2200).contains(&year) {
        return date(year, month, day, end);
    }
    // "30 Sep" without its year is no day that could be compared; "5 May" might be a person's.
    let word = trimmed_month(bytes, from);
    let sure = (1..=31).contains(&day) && word.len() >= 3 && !matches!(word, b"May" | b"Mar" | b"March");
    sure.then(|| Moment { class: Class::Other, end: from + word.len(), value: Interval::exactly(day, 0) })
}

fn trimmed_month(bytes: &[u8], from: usize) -> &[u8] {
    let text = bytes.get(from..).unwrap_or(&[]);
    let length = text.iter().take(10).take_while(|byte| byte.is_ascii_alphabetic()).count();
    text.get(..length).unwrap_or(&[])
}

pub(super) fn digits(bytes: &[u8], start: usize) -> (i64, usize) {
    let mut at = start;
    let mut value: i64 = 0;
    while byte(bytes, at).is_ascii_digit() {
        value = value.saturating_mul(10).saturating_add(i64::from(byte(bytes, at) - b'0'));
        at += 1;
    }
    (value, at)
}

fn date(year: i64, month: i64, day: i64, end: usize) -> Option<Moment> {
    if !(1..=12).contains(&month) || day < 1 || day > month_length(year, month) {
        return None;
    }
    Some(Moment { class: Class::Date, end, value: Interval::exactly(days(year, month, day), 0) })
}

/// A month stands for any of its days.
fn month_moment(year: i64, month: i64, end: usize) -> Option<Moment> {
    let mut moment = date(year, month, 1, end)?;
    moment.value.high = days(year, month, month_length(year, month));
    Some(moment)
}

fn month_length(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01, by the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Option<(Class, i64, usize)> {
        read(text.as_bytes(), 0, text.len()).map(|moment| (moment.class, moment.value.mantissa, moment.end))
    }

    #[test]
    fn dates_count_days() {
        assert_eq!(moment("1970-01-01"), Some((Class::Date, 0, 10)));
        assert_eq!(moment("2025-12-23"), Some((Class::Date, 20445, 10)));
        assert_eq!(moment("23.12.2025"), Some((Class::Date, 20445, 10)));
        assert_eq!(moment("12/23/2025 x"), Some((Class::Date, 20445, 10)));
        assert_eq!(moment("23 December 2025"), Some((Class::Date, 20445, 16)));
        assert_eq!(moment("23rd Dec 2025"), Some((Class::Date, 20445, 13)));
        assert_eq!(moment("2025-13-01"), None);
        assert_eq!(moment("2992-2995"), None);
        let text = b"23, 2025";
        let day = after_month(text, 0, text.len(), b"December").unwrap();
        assert_eq!((day.value.mantissa, day.end), (20445, 8));
    }

    #[test]
    fn times_count_seconds() {
        assert_eq!(moment("13:48 PST"), Some((Class::Time, 49680, 5)));
        assert_eq!(moment("1:48 PM"), Some((Class::Time, 49680, 7)));
        assert_eq!(moment("00:00:01.250"), Some((Class::Time, 1250, 12)));
        assert_eq!(moment("16:9"), Some((Class::Other, 16, 4)));
    }
}
