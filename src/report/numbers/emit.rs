//! Writing a quantity down.

use super::super::{Class, Joint, Quantity, Role, Span, flags};
use super::Numbers;
use super::interval::Interval;

/// A figure without an interval of its own: an id, a label, code.
pub(super) fn plain(
    numbers: &mut Numbers<'_>,
    at: Span,
    node: u32,
    class: Class,
    mantissa: Option<i64>,
) -> u32 {
    plain_into(&mut numbers.quantities, at, node, class, mantissa)
}

pub(super) fn plain_into(
    quantities: &mut Vec<Quantity>,
    at: Span,
    node: u32,
    class: Class,
    mantissa: Option<i64>,
) -> u32 {
    let (class, value) = match mantissa {
        Some(value) => (class, Interval::exactly(value, 0)),
        None if class.is_quantity() => (Class::TooLarge, Interval::exactly(0, 0)),
        None => (class, Interval::exactly(0, 0)),
    };
    push(quantities, at, node, class, value)
}

pub(super) fn push(
    quantities: &mut Vec<Quantity>,
    at: Span,
    node: u32,
    class: Class,
    value: Interval,
) -> u32 {
    let index = quantities.len() as u32;
    quantities.push(Quantity {
        at,
        node,
        class,
        mantissa: value.mantissa,
        low: value.low,
        high: value.high,
        exponent: value.exponent,
        flags: value.flags,
        role: Role::Alone,
        mate: 0,
        joint: Joint::None,
        unit: 0,
        noun: Span::new(at.end, at.end),
    });
    index
}

/// What the text between two numbers says.
pub(super) fn joint(between: &[u8]) -> Joint {
    let spaced = between.trim_ascii();
    if spaced == b"*" {
        return Joint::Times;
    }
    let marks = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'*' | b'_' | b'`');
    let start = spaced.iter().position(|byte| !marks(byte)).unwrap_or(spaced.len());
    let lead = spaced.get(start).copied().unwrap_or(0);
    // No word that joins begins otherwise, and none is longer than "against".
    if lead.is_ascii_alphabetic()
        && (!matches!(lead, b'a' | b'm' | b'p' | b't' | b'v' | b'x' | b'X')
            || spaced.get(start + 7).is_some_and(u8::is_ascii_alphanumeric))
    {
        return Joint::None;
    }
    let end = spaced.iter().rposition(|byte| !marks(byte)).map_or(start, |last| last + 1);
    let text = spaced.get(start..end).unwrap_or(&[]);
    match text {
        b"(" | b"[" => return Joint::Opens,
        b"," | b"and" | b"&" | b", and" | b";" => return Joint::And,
        b"" => return Joint::None,
        _ => {}
    }
    // "(1412 + 3) = 1415": brackets around a part change nothing here.
    let spelled = text.iter().any(u8::is_ascii_alphabetic);
    let inner = text.strip_prefix(b")").unwrap_or(text);
    let inner = inner.strip_suffix(b"(").unwrap_or(inner).trim_ascii();
    let text = if spelled { text } else { inner };
    match text {
        b"+" | b"plus" => Joint::Plus,
        b"-" | b"minus" => Joint::Minus,
        b"x" | b"X" | b"times" => Joint::Times,
        b"/" => Joint::Divide,
        b"=" | b"==" => Joint::Equals,
        b"->" | b"=>" | b"-->" => Joint::Arrow,
        b"vs" | b"vs." | b"versus" | b"against" => Joint::Versus,
        _ if spelled => Joint::None,
        _ => match std::str::from_utf8(text) {
            Ok("−" | "–") => Joint::Minus,
            Ok("×" | "·" | "✕" | "⋅") => Joint::Times,
            Ok("÷") => Joint::Divide,
            Ok("≈" | "≅") => Joint::Equals,
            Ok("→" | "➜" | "⇒" | "➔" | "⟶") => Joint::Arrow,
            _ => Joint::None,
        },
    }
}

/// Two numbers that belong together.
pub(super) fn mate(quantities: &mut [Quantity], first: u32, second: u32, roles: (Role, Role)) {
    if let Some(quantity) = quantities.get_mut(first as usize) {
        (quantity.role, quantity.mate) = (roles.0, second);
        // The dash of a range takes nothing away.
        if matches!(roles.0, Role::RangeStart | Role::ValueStart) {
            quantity.joint = Joint::None;
        }
    }
    if let Some(quantity) = quantities.get_mut(second as usize) {
        (quantity.role, quantity.mate) = (roles.1, first);
    }
}

pub(super) fn too_large() -> Interval {
    Interval { mantissa: 0, low: 0, high: 0, exponent: 0, flags: flags::NO_LOW | flags::NO_HIGH }
}
