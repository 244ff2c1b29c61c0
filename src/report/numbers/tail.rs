//! What stands behind a number: percent, multiple, scale, unit, noun.

use super::super::lexicon::{DURATIONS, Lowered, SCALES, UNITS};
use super::super::text::{byte, is_word, wide_letter};
use super::super::{Class, Dimension, Span, Unit};
use super::attached::{is_plus, percent};
use super::literal::Literal;
use super::names::scale_word;
use super::units;
use super::{attached, durations, nouns};

#[derive(Clone, Copy, Debug)]
pub(super) struct Tail {
    /// Where the numeral ends with its suffix and the sign of its bound.
    pub at_end: usize,
    /// Where its unit or noun ends.
    pub end: usize,
    pub class: Class,
    pub unit: Unit,
    pub noun: Span,
    /// The power of ten of `k`, "million" and so on.
    pub scale: i32,
    /// `170+`, "5 or more".
    pub at_least: bool,
    pub at_most: bool,
    /// A value that several numerals make up together: `1h 23m 45s`.
    pub value: Option<i64>,
}

pub(super) fn read(bytes: &[u8], literal: &Literal, end: usize, one_line: bool) -> Tail {
    let mut tail = none(literal);
    if literal.end >= end {
        return tail;
    }
    let bytes = bytes.get(..end).unwrap_or(bytes);
    attached::read(bytes, literal, &mut tail, one_line);
    if tail.noun.is_empty() && tail.class != Class::Label {
        spaced(bytes, literal, &mut tail, one_line);
    }
    behind(bytes, literal, &mut tail, one_line);
    tail
}

/// That of a number with nothing behind it.
pub(super) fn none(literal: &Literal) -> Tail {
    Tail {
        at_end: literal.end,
        end: literal.end,
        class: if literal.is_whole() { Class::Count } else { Class::Measurement },
        unit: Unit::NONE,
        noun: Span::default(),
        scale: 0,
        at_least: false,
        at_most: false,
        value: None,
    }
}

impl Tail {
    pub fn set_noun(&mut self, start: usize, end: usize) {
        self.noun = Span::new(start as u32, end as u32);
        self.end = end.max(self.end);
    }
}

/// Unit or noun behind white space.
pub(super) fn spaced(bytes: &[u8], literal: &Literal, tail: &mut Tail, one_line: bool) {
    let at = skip(bytes, tail.end, one_line);
    if at == tail.end || at >= bytes.len() {
        return;
    }
    if byte(bytes, at) == b'%' && tail.class != Class::Percentage && !is_word(byte(bytes, at + 1)) {
        percent(bytes, at + 1, tail);
        return spaced(bytes, literal, tail, one_line);
    }
    let is_number = matches!(tail.class, Class::Count | Class::Measurement);
    if is_number && let Some(length) = attached::currency(bytes, at).filter(|_| !leads_a_sum(bytes, at)) {
        tail.class = Class::Money;
        tail.unit = units::of(Dimension::Money, 1, 1);
        return tail.set_noun(at, at + length);
    }
    let word_end = units::word_end(bytes, at, bytes.len());
    let word = bytes.get(at..word_end).unwrap_or(&[]);
    if word.is_empty() {
        if wide_letter(bytes, at) > 0 {
            nouns::noun_or_rate(bytes, at, tail, one_line);
        }
        return;
    }
    let lowered = Lowered::of(word);
    if is_number
        && lowered.is_in(DURATIONS)
        && let Some((unit, value, end)) = durations::compound(bytes, literal)
    {
        tail.class = Class::Measurement;
        (tail.unit, tail.value) = (unit, Some(value));
        tail.at_end = last_figure(bytes, literal.end, end);
        return tail.set_noun(tail.at_end + usize::from(byte(bytes, tail.at_end) == b' '), end);
    }
    if is_number && lowered.is_in(SCALES) {
        if matches!(lowered.as_bytes(), b"percent" | b"pct") {
            tail.class = Class::Percentage;
            return tail.set_noun(at, word_end);
        }
        if tail.scale == 0
            && let Some(power) = scale_word(lowered.as_bytes())
        {
            tail.class = Class::Measurement;
            tail.scale = power;
            tail.at_end = word_end;
            tail.end = word_end;
            return spaced(bytes, literal, tail, one_line);
        }
        if word == b"times" && compares(bytes, word_end) {
            tail.class = Class::Multiple;
            return tail.set_noun(at, word_end);
        }
    }
    let may_be_a_unit = lowered.is_in(UNITS) || word.iter().take(2).any(|letter| !letter.is_ascii());
    if is_number
        && may_be_a_unit
        && !is_word(byte(bytes, word_end))
        && byte(bytes, word_end) != b'-'
        && let Some((unit, end)) = units::read(bytes, at, bytes.len(), true)
    {
        if unit.dimension == Dimension::Money {
            tail.class = Class::Money;
        } else {
            tail.class = Class::Measurement;
        }
        tail.unit = unit;
        return tail.set_noun(at, end);
    }
    if is_number && word.len() == 1 && units::is_lone_symbol(bytes, at) {
        tail.class = Class::Measurement;
        tail.unit = units::of(Dimension::Named, 1, 1);
        return tail.set_noun(at, at + 1);
    }
    nouns::noun_or_rate_of(bytes, at, Some((word_end, lowered)), tail, one_line);
}

/// "30 min, $4": a sign before figures is theirs.
fn leads_a_sum(bytes: &[u8], at: usize) -> bool {
    bytes.get(at..).is_some_and(|rest| rest.iter().take(4).any(u8::is_ascii_digit))
}

/// Behind the last figure before `end`.
pub(super) fn last_figure(bytes: &[u8], start: usize, end: usize) -> usize {
    let text = bytes.get(start..end).unwrap_or(&[]);
    text.iter().rposition(u8::is_ascii_digit).map_or(start, |last| start + last + 1)
}

/// "3 times faster", "2 times as many".
fn compares(bytes: &[u8], at: usize) -> bool {
    let from = at + 1;
    let end = units::word_end(bytes, from, bytes.len());
    let word = Lowered::of(bytes.get(from..end).unwrap_or(&[]));
    let word = word.as_bytes();
    byte(bytes, at) == b' '
        && (matches!(word, b"as" | b"more" | b"less" | b"the") || (word.len() > 4 && word.ends_with(b"er")))
}

/// Behind white space and the marks of strong and emphasis.
fn skip(bytes: &[u8], at: usize, one_line: bool) -> usize {
    if !matches!(byte(bytes, at), b' ' | b'\t' | b'\n' | b'\r' | b'*') {
        return at;
    }
    let mut here = at;
    let mut space = false;
    while here - at < 16 {
        match byte(bytes, here) {
            b' ' | b'\t' => space = true,
            b'\n' | b'\r' if !one_line => space = true,
            b'*' => {}
            _ => break,
        }
        here += 1;
    }
    if space { here } else { at }
}

/// `100ms+`, "5 or more", "50 ms or less".
fn behind(bytes: &[u8], literal: &Literal, tail: &mut Tail, one_line: bool) {
    if !tail.at_least && tail.end > tail.at_end && is_plus(bytes, tail.end) && tail.class != Class::Count {
        tail.at_least = true;
        tail.end += 1;
    }
    if byte(bytes, tail.end) != b' ' || byte(bytes, tail.end + 1) != b'o' {
        return;
    }
    let Some(rest) = bytes.get(tail.end..).and_then(|rest| rest.strip_prefix(b" or ")) else { return };
    let length = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    match rest.get(..length).unwrap_or(&[]) {
        b"more" | b"greater" | b"higher" | b"better" | b"longer" | b"above" => tail.at_least = true,
        b"less" | b"fewer" | b"lower" | b"below" | b"shorter" => tail.at_most = true,
        _ => return,
    }
    if tail.noun.is_empty() {
        tail.end += 4 + length;
        spaced(bytes, literal, tail, one_line);
    }
}
