//! The words that say what is counted.

use super::super::lexicon::{Lowered, NUMBERS, PARTICIPLES, STOPS};
use super::super::text::{byte, is_space, is_word, letters, wide_letter};
use super::super::{Class, Span};
use super::tail::Tail;
use super::units;

/// Words of a noun, at most.
const MOST_WORDS: usize = 5;

pub(super) fn noun_or_rate(bytes: &[u8], at: usize, tail: &mut Tail, one_line: bool) {
    noun_or_rate_of(bytes, at, None, tail, one_line);
}

/// The same where the letters at `at` are known in lower case, with their end.
pub(super) fn noun_or_rate_of(
    bytes: &[u8],
    at: usize,
    first: Option<(usize, Lowered)>,
    tail: &mut Tail,
    one_line: bool,
) {
    let noun = noun(bytes, at, first, one_line);
    let end = noun.end as usize;
    if noun.is_empty() {
        if let Some((per, behind)) = units::per(bytes, at, bytes.len()) {
            tail.class = Class::Measurement;
            tail.unit = units::rate(units::THINGS, per);
            tail.set_noun(at, behind);
        }
        return;
    }
    if matches!(tail.class, Class::Count | Class::Measurement) {
        tail.unit = units::THINGS;
        if let Some((per, behind)) = units::per(bytes, end, bytes.len()) {
            tail.class = Class::Measurement;
            tail.unit = units::rate(units::THINGS, per);
            return tail.set_noun(at, behind);
        }
        if let Some(behind) = per_thing(bytes, end) {
            tail.unit = units::rate(units::THINGS, units::THINGS);
            return tail.set_noun(at, behind);
        }
    }
    tail.set_noun(at, end);
}

/// "file(s)", "insertions(+)".
fn has_ending(bytes: &[u8], at: usize) -> bool {
    let rest = bytes.get(at..).unwrap_or(&[]);
    [b"(s)".as_slice(), b"(es)", b"(+)", b"(-)"].iter().any(|ending| rest.starts_with(ending))
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
fn noun(bytes: &[u8], at: usize, first: Option<(usize, Lowered)>, one_line: bool) -> Span {
    let (mut end, mut from) = (at, at);
    for count in 0..MOST_WORDS {
        let to = word_end(bytes, from);
        if to == from {
            break;
        }
        let word = bytes.get(from..to).unwrap_or(&[]);
        let lowered = match first {
            Some((end, lowered)) if end == to && count == 0 => lowered,
            _ => Lowered::of(word),
        };
        let next = skip_plain(bytes, to, one_line);
        let stops = lowered.is_in(STOPS)
            || (count > 0 && lowered.is_in(PARTICIPLES) && !describes(bytes, to, next))
            || (lowered.is_in(NUMBERS) && !lowered.is("one"))
            || matches!(byte(bytes, to), b'=' | b'(')
                && byte(bytes, to + 1) != b' '
                && !has_ending(bytes, to)
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

/// Where the word of a noun ends that begins at `at`; there, if none does.
fn word_end(bytes: &[u8], at: usize) -> usize {
    if !byte(bytes, at).is_ascii_alphabetic() && wide_letter(bytes, at) == 0 {
        return at;
    }
    let mut end = at + letters(bytes, at);
    loop {
        let (before, next) = (end, byte(bytes, end));
        let joins = matches!(next, b'-' | b'\'')
            && (is_word(byte(bytes, end + 1)) || wide_letter(bytes, end + 1) > 0);
        end += match next {
            _ if is_word(next) || joins => 1,
            0x80.. => wide_letter(bytes, end),
            _ => 0,
        };
        if end == before {
            return end;
        }
    }
}

/// Whether the participle that ends at `end` stands before a noun of its own
/// ("consecutive clean rounds") and is no verb ("12 tests passed in 3 s").
fn describes(bytes: &[u8], end: usize, next: usize) -> bool {
    let to = units::word_end(bytes, next, bytes.len());
    let word = Lowered::of(bytes.get(next..to).unwrap_or(&[]));
    next > end && to > next && !word.is_in(STOPS) && !word.is_in(PARTICIPLES)
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
