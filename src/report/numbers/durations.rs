//! `1h 23m 45s`: one value that several numerals make up together.

use super::super::text::byte;
use super::super::{Dimension, Unit};
use super::literal::{self, Literal};
use super::units;

/// `1h 23m 45s`, `5m30s`, `2 min 5 s`, "1 hour and 20 minutes": one value, in the unit printed last.
pub(super) fn compound(bytes: &[u8], literal: &Literal) -> Option<(Unit, i64, usize)> {
    if !literal.is_plain_whole() {
        return None;
    }
    let mut unit = duration_unit(bytes, literal.end)?;
    let mut total = seconds(literal.mantissa?, unit.0)?;
    let mut parts = 1;
    loop {
        let mut at = unit.1;
        if bytes.get(at..).is_some_and(|rest| rest.starts_with(b" and ")) {
            at += 4;
        }
        at += usize::from(byte(bytes, at) == b' ');
        if !byte(bytes, at).is_ascii_digit() {
            break;
        }
        let next = literal::read(bytes, at, bytes.len(), false);
        let Some(smaller) = duration_unit(bytes, next.end).filter(|smaller| smaller.0 < unit.0) else {
            break;
        };
        if !next.is_plain_whole() {
            break;
        }
        total = total.checked_add(seconds(next.mantissa?, smaller.0)?)?;
        unit = smaller;
        parts += 1;
    }
    if parts < 2 {
        return None;
    }
    let value = total / unit.0 as i64;
    Some((units::of(Dimension::Time, unit.0, 1), value, unit.1))
}

fn seconds(count: i64, factor: u64) -> Option<i64> {
    count.checked_mul(i64::try_from(factor).ok()?)
}

fn duration_unit(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let at = at + usize::from(byte(bytes, at) == b' ');
    let end = units::word_end(bytes, at, bytes.len());
    let factor = match bytes.get(at..end)? {
        b"d" | b"day" | b"days" => 86_400,
        b"h" | b"hr" | b"hrs" | b"hour" | b"hours" => 3600,
        b"m" | b"min" | b"mins" | b"minute" | b"minutes" => 60,
        b"s" | b"sec" | b"secs" | b"second" | b"seconds" => 1,
        _ => return None,
    };
    Some((factor, end))
}
