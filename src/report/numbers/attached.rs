//! What is glued to the end of a numeral: percent, multiple, scale, unit, a
//! hyphen and its word.

use super::super::lexicon::{COMPOUNDS, Lowered};
use super::super::text::{byte, is_word};
use super::super::{Class, Dimension};
use super::literal::Literal;
use super::tail::{Tail, last_figure};
use super::{durations, nouns, units};

pub(super) fn read(bytes: &[u8], literal: &Literal, tail: &mut Tail, one_line: bool) {
    let mut at = literal.end;
    if is_plus(bytes, at) {
        tail.at_least = true;
        at += 1;
        tail.at_end = at;
        tail.end = at;
    }
    let here = byte(bytes, at);
    match here {
        // "3.9:1"; of whole numbers it may be a score or an hour.
        b':' if byte(bytes, at + 1) == b'1' && literal.decimals > 0 && !goes_on(bytes, at + 2) => {
            return multiple(bytes, at, 2, tail);
        }
        b' ' | b'\n' | b')' | b'(' | b',' | b':' | b';' | b'.' | b'*' | b'|' | 0 => return,
        b'%' => return percent(bytes, at + 1, tail),
        b'x' | b'X' if !is_word(byte(bytes, at + 1)) => return multiple(bytes, at, 1, tail),
        0xC3 if byte(bytes, at + 1) == 0x97 => return multiple(bytes, at, 2, tail),
        b'-' if byte(bytes, at + 1).is_ascii_alphabetic() => return hyphened(bytes, at, literal, tail),
        _ => {}
    }
    if let Some(length) = currency(bytes, at) {
        tail.class = Class::Money;
        tail.unit = units::of(Dimension::Money, 1, 1);
        return tail.set_noun(at, at + length);
    }
    let letters = here.is_ascii_alphabetic()
        || (matches!(here, 0xC2 | 0xCE) && units::word_end(bytes, at, bytes.len()) > at);
    if letters {
        lettered(bytes, literal, at, tail, one_line);
    } else if here == b'_' {
        label(bytes, at, tail);
    } else if here == b'/'
        && byte(bytes, at + 1).is_ascii_alphabetic()
        && let Some((per, behind)) = units::per(bytes, at, bytes.len())
    {
        tail.class = Class::Measurement;
        tail.unit = units::rate(units::THINGS, per);
        tail.set_noun(at, behind);
    }
}

/// How long the sign of a currency at `at` is, if there is one.
pub(super) fn currency(bytes: &[u8], at: usize) -> Option<usize> {
    if !matches!(byte(bytes, at), b'$' | b'z' | 0xC2 | 0xE2) {
        return None;
    }
    let rest = bytes.get(at..)?;
    ["€", "£", "$", "zł"].into_iter().find(|sign| rest.starts_with(sign.as_bytes())).map(str::len)
}

pub(super) fn is_plus(bytes: &[u8], at: usize) -> bool {
    let next = byte(bytes, at + 1);
    byte(bytes, at) == b'+' && !is_word(next) && !matches!(next, b'+' | b'-' | b'/')
}

pub(super) fn percent(bytes: &[u8], at: usize, tail: &mut Tail) {
    tail.class = Class::Percentage;
    tail.at_end = at;
    tail.end = at;
    if is_plus(bytes, at) {
        tail.at_least = true;
        tail.at_end = at + 1;
        tail.end = at + 1;
    }
}

/// More figures, or those of a time.
fn goes_on(bytes: &[u8], at: usize) -> bool {
    is_word(byte(bytes, at)) || (matches!(byte(bytes, at), b':' | b'.') && is_word(byte(bytes, at + 1)))
}

/// `1.60x`; but `8x 100` multiplies.
fn multiple(bytes: &[u8], at: usize, length: usize, tail: &mut Tail) {
    let mut next = at + length;
    while byte(bytes, next) == b' ' {
        next += 1;
    }
    if byte(bytes, next).is_ascii_digit() {
        return;
    }
    tail.class = Class::Multiple;
    tail.at_end = at + length;
    tail.end = at + length;
    if is_plus(bytes, tail.at_end) {
        tail.at_least = true;
        tail.at_end += 1;
        tail.end = tail.at_end;
    }
}

/// `32-thread`, `60-second`, `64-bit`.
fn hyphened(bytes: &[u8], at: usize, literal: &Literal, tail: &mut Tail) {
    let mut end = at + 1;
    while byte(bytes, end).is_ascii_alphabetic() {
        end += 1;
    }
    let word = bytes.get(at + 1..end).unwrap_or(&[]);
    let further = byte(bytes, end);
    let lowered = Lowered::of(word);
    let compound = lowered.is_in(COMPOUNDS);
    if let Some(unit) = units::named(word, true).filter(|_| !compound) {
        tail.class = Class::Measurement;
        tail.unit = unit;
        tail.set_noun(at + 1, end);
    } else if compound || word.len() < 3 || further == b'-' || is_word(further) || !literal.is_whole() {
        tail.class = Class::Other;
        tail.set_noun(at + 1, end);
    } else {
        tail.unit = units::THINGS;
        tail.set_noun(at + 1, end);
    }
}

fn lettered(bytes: &[u8], literal: &Literal, at: usize, tail: &mut Tail, one_line: bool) {
    if matches!(byte(bytes, at), b'd' | b'h' | b'm' | b's')
        && let Some((unit, value, end)) = durations::compound(bytes, literal)
    {
        tail.class = Class::Measurement;
        tail.unit = unit;
        tail.value = Some(value);
        tail.at_end = last_figure(bytes, literal.end, end);
        tail.set_noun(tail.at_end, end);
        return;
    }
    let word_end = units::word_end(bytes, at, bytes.len());
    let word = bytes.get(at..word_end).unwrap_or(&[]);
    let whole_word = !is_word(byte(bytes, word_end));
    if whole_word && matches!(word, b"st" | b"nd" | b"rd" | b"th") && literal.is_plain_whole() {
        tail.class = Class::Ordinal;
        tail.at_end = word_end;
        tail.end = word_end;
        return;
    }
    if word == b"s" && whole_word && names_a_decade(bytes, literal) {
        tail.class = Class::Year;
        (tail.at_end, tail.end) = (word_end, word_end);
        return;
    }
    if word == b"B" && whole_word && counts_billions(bytes, word_end) {
        return scaled(bytes, at, 9, tail, one_line);
    }
    if let Some(power) = money_scale(word).filter(|_| whole_word && has_currency(bytes, literal.start)) {
        tail.class = Class::Measurement;
        tail.scale = power;
        (tail.at_end, tail.end) = (word_end, word_end);
        return;
    }
    if let Some((unit, end)) = units::read(bytes, at, bytes.len(), false).filter(|_| whole_word) {
        tail.class = Class::Measurement;
        tail.unit = unit;
        tail.set_noun(at, end);
        return;
    }
    let power = match byte(bytes, at) {
        b'k' | b'K' => 3,
        b'M' => 6,
        _ => 0,
    };
    let alone = word.len() == 1 && whole_word;
    let rate = word.len() >= 4 && byte(bytes, word_end) == b'/';
    if power > 0 && (alone || rate) {
        return scaled(bytes, at, power, tail, one_line);
    }
    if word == b"m" && whole_word {
        // Minutes, metres or millions: a measure that nothing may be compared with.
        tail.class = Class::Measurement;
        tail.unit = units::of(Dimension::Named, 1, 1);
        tail.set_noun(at, word_end);
        return;
    }
    label(bytes, at, tail);
}

/// "the 1990s"; but "took 1990s".
fn names_a_decade(bytes: &[u8], literal: &Literal) -> bool {
    let year = literal.mantissa.is_some_and(|year| (1900..2200).contains(&year) && year % 10 == 0);
    let text = bytes.get(..literal.start).unwrap_or(&[]);
    year && literal.is_plain_whole()
        && [b"the ".as_slice(), b"The ", b"early ", b"late ", b"mid-"].iter().any(|word| text.ends_with(word))
}

/// `$7.9m`, `€1.2bn`, `$1.85B`.
fn money_scale(word: &[u8]) -> Option<i32> {
    match word {
        b"m" | b"mn" | b"mln" => Some(6),
        b"b" | b"B" | b"bn" => Some(9),
        b"T" | b"tn" => Some(12),
        _ => None,
    }
}

fn has_currency(bytes: &[u8], start: usize) -> bool {
    let text = bytes.get(..start).unwrap_or(&[]);
    ["$", "€", "£", "¥", "₹"].iter().any(|sign| text.ends_with(sign.as_bytes()))
}

fn scaled(bytes: &[u8], at: usize, power: i32, tail: &mut Tail, one_line: bool) {
    tail.class = Class::Measurement;
    tail.scale = power;
    tail.at_end = at + 1;
    tail.end = at + 1;
    if is_plus(bytes, at + 1) {
        tail.at_least = true;
        tail.at_end = at + 2;
        tail.end = at + 2;
    }
    let next = byte(bytes, at + 1);
    if next == b'/' && units::per(bytes, at + 1, bytes.len()).is_none() && is_word(byte(bytes, at + 2)) {
        // "10k/fast": the name of a case.
        return label(bytes, at, tail);
    }
    if next.is_ascii_alphabetic() || next == b'/' {
        nouns::noun_or_rate(bytes, at + 1, tail, one_line);
    }
}

fn counts_billions(bytes: &[u8], at: usize) -> bool {
    let from = at + usize::from(byte(bytes, at) == b' ');
    let end = units::word_end(bytes, from, bytes.len());
    let word = Lowered::of(bytes.get(from..end).unwrap_or(&[]));
    matches!(
        word.as_bytes(),
        b"params" | b"parameters" | b"tokens" | b"rows" | b"records" | b"requests" | b"events"
    )
}

/// Letters that are no unit: `2D`, `8T`, `4f3a`.
fn label(bytes: &[u8], at: usize, tail: &mut Tail) {
    let mut end = at;
    while is_word(byte(bytes, end)) {
        end += 1;
    }
    tail.class = Class::Label;
    tail.at_end = end;
    tail.end = end;
}
