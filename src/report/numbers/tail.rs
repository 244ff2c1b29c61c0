//! What stands behind a number: percent, multiple, scale, unit, noun.

use super::super::text::{Lowered, byte, is_space, is_word};
use super::super::{Class, Span, Unit};
use super::literal::{self, Literal};
use super::names::{COMPOUNDS, PARTICIPLES, STOPS, number_word, scale_word};
use super::units;

/// Words of a noun, at most.
const MOST_WORDS: usize = 5;

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
    let bytes = bytes.get(..end).unwrap_or(bytes);
    let class = if literal.is_whole() { Class::Count } else { Class::Measurement };
    let mut tail = Tail {
        at_end: literal.end,
        end: literal.end,
        class,
        unit: Unit::NONE,
        noun: Span::default(),
        scale: 0,
        at_least: false,
        at_most: false,
        value: None,
    };
    attached(bytes, literal, &mut tail, one_line);
    if tail.noun.is_empty() && tail.class != Class::Label {
        spaced(bytes, &mut tail, one_line);
    }
    behind(bytes, &mut tail, one_line);
    tail
}

fn attached(bytes: &[u8], literal: &Literal, tail: &mut Tail, one_line: bool) {
    let mut at = literal.end;
    if is_plus(bytes, at) {
        tail.at_least = true;
        at += 1;
        tail.at_end = at;
        tail.end = at;
    }
    let here = byte(bytes, at);
    match here {
        b'%' => return percent(bytes, at + 1, tail),
        b'x' | b'X' if !is_word(byte(bytes, at + 1)) => return multiple(bytes, at, 1, tail),
        0xC3 if byte(bytes, at + 1) == 0x97 => return multiple(bytes, at, 2, tail),
        b'-' if byte(bytes, at + 1).is_ascii_alphabetic() => return hyphened(bytes, at, literal, tail),
        _ => {}
    }
    for sign in ["€", "£", "$"] {
        if bytes.get(at..).is_some_and(|rest| rest.starts_with(sign.as_bytes())) {
            tail.class = Class::Money;
            tail.unit = units::of(super::super::Dimension::Money, 1, 1);
            set_noun(tail, at, at + sign.len());
            return;
        }
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
        set_noun(tail, at, behind);
    }
}

fn is_plus(bytes: &[u8], at: usize) -> bool {
    let next = byte(bytes, at + 1);
    byte(bytes, at) == b'+' && !is_word(next) && !matches!(next, b'+' | b'-' | b'/')
}

fn percent(bytes: &[u8], at: usize, tail: &mut Tail) {
    tail.class = Class::Percentage;
    tail.at_end = at;
    tail.end = at;
    if is_plus(bytes, at) {
        tail.at_least = true;
        tail.at_end = at + 1;
        tail.end = at + 1;
    }
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
    let compound = lowered.is_in(&COMPOUNDS);
    if let Some(unit) = units::named(word, true).filter(|_| !compound) {
        tail.class = Class::Measurement;
        tail.unit = unit;
        set_noun(tail, at + 1, end);
    } else if compound || word.len() < 3 || further == b'-' || is_word(further) || !literal.is_whole() {
        tail.class = Class::Other;
        set_noun(tail, at + 1, end);
    } else {
        tail.unit = units::THINGS;
        set_noun(tail, at + 1, end);
    }
}

fn lettered(bytes: &[u8], literal: &Literal, at: usize, tail: &mut Tail, one_line: bool) {
    if let Some((unit, value, end)) = compound_duration(bytes, literal) {
        tail.class = Class::Measurement;
        tail.unit = unit;
        tail.value = Some(value);
        let unit_start = (literal.end..end).rev().find(|&at| byte(bytes, at).is_ascii_digit()).unwrap_or(at);
        tail.at_end = unit_start + 1;
        set_noun(tail, unit_start + 1, end);
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
    if word == b"B" && whole_word && counts_billions(bytes, word_end) {
        return scaled(bytes, at, 9, tail, one_line);
    }
    if let Some((unit, end)) = units::read(bytes, at, bytes.len(), false).filter(|_| whole_word) {
        tail.class = Class::Measurement;
        tail.unit = unit;
        set_noun(tail, at, end);
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
        tail.unit = units::of(super::super::Dimension::Named, 1, 1);
        set_noun(tail, at, word_end);
        return;
    }
    label(bytes, at, tail);
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
        noun_or_rate(bytes, at + 1, tail, one_line);
    }
}

fn counts_billions(bytes: &[u8], at: usize) -> bool {
    let from = at + usize::from(byte(bytes, at) == b' ');
    let end = units::word_end(bytes, from, bytes.len());
    let word = Lowered::of(bytes.get(from..end).unwrap_or(&[]));
    matches!(word.as_str(), "params" | "parameters" | "tokens" | "rows" | "records" | "requests" | "events")
}

/// `1h 23m 45s`, `5m30s`, `2 min 5 s`: one value, in the unit printed last.
fn compound_duration(bytes: &[u8], literal: &Literal) -> Option<(Unit, i64, usize)> {
    if !literal.is_plain_whole() {
        return None;
    }
    let mut unit = duration_unit(bytes, literal.end)?;
    let mut total = seconds(literal.mantissa?, unit.0)?;
    let mut parts = 1;
    loop {
        let mut at = unit.1;
        while byte(bytes, at) == b' ' && at - unit.1 < 1 {
            at += 1;
        }
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
    Some((units::of(super::super::Dimension::Time, unit.0, 1), value, unit.1))
}

fn seconds(count: i64, factor: u64) -> Option<i64> {
    count.checked_mul(i64::try_from(factor).ok()?)
}

fn duration_unit(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let end = units::word_end(bytes, at, bytes.len());
    let factor = match bytes.get(at..end)? {
        b"d" => 86_400,
        b"h" | b"hr" | b"hrs" => 3600,
        b"m" | b"min" | b"mins" => 60,
        b"s" | b"sec" | b"secs" => 1,
        _ => return None,
    };
    Some((factor, end))
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

fn set_noun(tail: &mut Tail, start: usize, end: usize) {
    tail.noun = Span::new(start as u32, end as u32);
    tail.end = end.max(tail.end);
}

/// Unit or noun behind white space.
fn spaced(bytes: &[u8], tail: &mut Tail, one_line: bool) {
    let at = skip(bytes, tail.end, one_line);
    if at == tail.end || at >= bytes.len() {
        return;
    }
    if byte(bytes, at) == b'%' && tail.class != Class::Percentage && !is_word(byte(bytes, at + 1)) {
        percent(bytes, at + 1, tail);
        return spaced(bytes, tail, one_line);
    }
    let word_end = units::word_end(bytes, at, bytes.len());
    let word = bytes.get(at..word_end).unwrap_or(&[]);
    if word.is_empty() {
        return;
    }
    let lowered = Lowered::of(word);
    let is_number = matches!(tail.class, Class::Count | Class::Measurement);
    if is_number && matches!(lowered.as_str(), "percent" | "pct") {
        tail.class = Class::Percentage;
        return set_noun(tail, at, word_end);
    }
    if is_number
        && tail.scale == 0
        && let Some(power) = scale_word(lowered.as_str())
    {
        tail.class = Class::Measurement;
        tail.scale = power;
        tail.at_end = word_end;
        tail.end = word_end;
        return spaced(bytes, tail, one_line);
    }
    if is_number && word == b"times" && compares(bytes, word_end) {
        tail.class = Class::Multiple;
        return set_noun(tail, at, word_end);
    }
    if is_number
        && !is_word(byte(bytes, word_end))
        && byte(bytes, word_end) != b'-'
        && let Some((unit, end)) = units::read(bytes, at, bytes.len(), true)
    {
        if unit.dimension == super::super::Dimension::Money {
            tail.class = Class::Money;
        } else {
            tail.class = Class::Measurement;
        }
        tail.unit = unit;
        return set_noun(tail, at, end);
    }
    noun_or_rate(bytes, at, tail, one_line);
}

/// "3 times faster", "2 times as many".
fn compares(bytes: &[u8], at: usize) -> bool {
    let from = at + 1;
    let end = units::word_end(bytes, from, bytes.len());
    let word = Lowered::of(bytes.get(from..end).unwrap_or(&[]));
    let word = word.as_str();
    byte(bytes, at) == b' '
        && (matches!(word, "as" | "more" | "less" | "the") || (word.len() > 4 && word.ends_with("er")))
}

fn noun_or_rate(bytes: &[u8], at: usize, tail: &mut Tail, one_line: bool) {
    let noun = noun(bytes, at, one_line);
    let end = noun.end as usize;
    if noun.is_empty() {
        if let Some((per, behind)) = units::per(bytes, at, bytes.len()) {
            tail.class = Class::Measurement;
            tail.unit = units::rate(units::THINGS, per);
            set_noun(tail, at, behind);
        }
        return;
    }
    if matches!(tail.class, Class::Count | Class::Measurement) {
        tail.unit = units::THINGS;
        if let Some((per, behind)) = units::per(bytes, end, bytes.len()) {
            tail.class = Class::Measurement;
            tail.unit = units::rate(units::THINGS, per);
            return set_noun(tail, at, behind);
        }
        if let Some(behind) = per_thing(bytes, end) {
            tail.unit = units::rate(units::THINGS, units::THINGS);
            return set_noun(tail, at, behind);
        }
    }
    set_noun(tail, at, end);
}

/// `/round`, ` per round`.
fn per_thing(bytes: &[u8], at: usize) -> Option<usize> {
    let from = if byte(bytes, at) == b'/' {
        at + 1
    } else if bytes.get(at..).is_some_and(|rest| rest.starts_with(b" per ")) {
        at + 5
    } else {
        return None;
    };
    let end = units::word_end(bytes, from, bytes.len());
    (end > from).then_some(end)
}

/// The words from `at` on that say what is counted.
pub(super) fn noun(bytes: &[u8], at: usize, one_line: bool) -> Span {
    let (mut end, mut from) = (at, at);
    for count in 0..MOST_WORDS {
        if !byte(bytes, from).is_ascii_alphabetic() {
            break;
        }
        let mut to = from;
        while is_word(byte(bytes, to))
            || (matches!(byte(bytes, to), b'-' | b'\'') && is_word(byte(bytes, to + 1)))
        {
            to += 1;
        }
        let lowered = Lowered::of(bytes.get(from..to).unwrap_or(&[]));
        let next = skip_plain(bytes, to, one_line);
        let word = bytes.get(from..to).unwrap_or(&[]);
        let stops = lowered.is_in(&STOPS)
            || (count > 0 && lowered.is_in(&PARTICIPLES) && !describes(bytes, to, next))
            || (number_word(lowered.as_str()).is_some() && lowered.as_str() != "one")
            || matches!(byte(bytes, to), b'=' | b'(' | b':')
                && byte(bytes, to + 1) != b' '
                && !matches!(byte(bytes, to), b':')
            || (byte(bytes, to) == b':' && byte(bytes, to + 1) == b':');
        if stops {
            break;
        }
        end = to;
        // "10,000 iterations represent": a plural ends the noun.
        let plural =
            word.len() > 3 && word.ends_with(b"s") && !word.ends_with(b"ss") && !word.ends_with(b"us");
        if next == to || plural || word.ends_with(b"S") {
            break;
        }
        from = next;
    }
    if end == at { Span::new(at as u32, at as u32) } else { Span::new(at as u32, end as u32) }
}

/// Whether the participle that ends at `end` stands before a noun of its own
/// ("consecutive clean rounds") and is no verb ("12 tests passed in 3 s").
fn describes(bytes: &[u8], end: usize, next: usize) -> bool {
    let to = units::word_end(bytes, next, bytes.len());
    let word = Lowered::of(bytes.get(next..to).unwrap_or(&[]));
    next > end && to > next && !word.is_in(&STOPS) && !word.is_in(&PARTICIPLES)
}

/// Behind white space and the marks of strong and emphasis.
fn skip(bytes: &[u8], at: usize, one_line: bool) -> usize {
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

fn skip_plain(bytes: &[u8], at: usize, one_line: bool) -> usize {
    let mut here = at;
    while here - at < 16
        && is_space(byte(bytes, here))
        && !(one_line && matches!(byte(bytes, here), b'\n' | b'\r'))
    {
        here += 1;
    }
    // Two spaces in output set columns apart.
    if one_line && here - at > 1 { at } else { here }
}

/// `100ms+`, "5 or more", "50 ms or less".
fn behind(bytes: &[u8], tail: &mut Tail, one_line: bool) {
    if !tail.at_least && tail.end > tail.at_end && is_plus(bytes, tail.end) && tail.class != Class::Count {
        tail.at_least = true;
        tail.end += 1;
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
        spaced(bytes, tail, one_line);
    }
}
