//! What stands before a number: signs, bounds, hedges, and names that make
//! it an id.

use super::super::lexicon::Lowered;
use super::super::text::{before, byte, is_space, is_word};
use super::interval::Bound;
use super::{bounds, naming};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Name {
    #[default]
    None,
    /// "Round", `N=`, `#`: the number is an id. `weak` names are verbs or
    /// measures as often.
    Id { weak: bool },
    /// "Rounds": an id only in a range or a list.
    Ids,
    /// "line", "lines".
    Line,
    /// "Python", "version".
    Product,
    /// A capitalised word within a sentence.
    Capital,
    /// Capitals alone: a name before a whole number, a quantity before others.
    Initials,
    /// One that begins a sentence: a name only where nothing follows.
    First,
    /// `NAME=`, `--name=`, `name(`: an argument.
    Argument,
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Head {
    /// Where the numeral begins with its sign and the sign of its bound.
    pub start: usize,
    pub bound: Bound,
    pub negative: bool,
    pub money: bool,
    /// `±5`: the reach, not the value.
    pub reach: bool,
    pub name: Name,
    /// The word that made the name: a range may repeat it.
    pub named: (usize, usize),
}

/// A word before a number.
#[derive(Clone, Copy)]
pub(super) struct Word {
    pub start: usize,
    pub end: usize,
    pub lowered: Lowered,
}

/// The word that ends right before `at`: see [`word_before`].
pub(super) fn word_at(text: &[u8], at: usize) -> Option<Word> {
    let (start, end) = word_before(text, at)?;
    Some(Word { start, end, lowered: Lowered::of(text.get(start..end).unwrap_or(&[])) })
}

/// Reads backwards from the first digit at `start`, never before `first`.
pub(super) fn read(bytes: &[u8], first: usize, start: usize) -> Head {
    let text = bytes.get(first..).unwrap_or(&[]);
    read_behind(text, first, start, word_at(text, start - first).as_ref())
}

/// The same where the word right before `start` is known, if there is one;
/// `text` begins at `first`.
pub(super) fn read_behind(text: &[u8], first: usize, start: usize, word: Option<&Word>) -> Head {
    let mut head = Head { start, ..Head::default() };
    let mut at = start - first;
    // Most numbers stand behind a space or a bracket.
    if matches!(before(text, at), b'$' | b'-' | b'+' | 0x80..) {
        at = currency(text, at, &mut head);
        at = sign(text, at, &mut head);
        at = currency(text, at, &mut head);
    }
    if let Some(behind) = bounds::sign(text, at, &mut head) {
        at = behind;
    }
    head.start = at + first;
    // Behind a sign stands another word than behind the figure.
    let behind_sign = if at + first < start { word_at(text, at) } else { None };
    let word = if at + first < start { behind_sign.as_ref() } else { word };
    if head.bound == Bound::Exactly && !head.reach {
        head.bound = word.map_or(Bound::Exactly, |word| bounds::words(text, word));
    }
    if !head.money && is_currency_code(text, at) {
        head.money = true;
        head.start = at + first - 4;
    }
    if !head.money && !head.negative {
        naming::read(text, at, word, &mut head);
        head.named = (head.named.0 + first, head.named.1 + first);
    }
    head
}

fn currency(text: &[u8], at: usize, head: &mut Head) -> usize {
    if before(text, at) == b'$' {
        head.money = true;
        return at - 1;
    }
    if before(text, at) < 0x80 {
        return at;
    }
    for sign in ["€", "£", "¥", "₹"] {
        if text.get(..at).is_some_and(|rest| rest.ends_with(sign.as_bytes())) {
            head.money = true;
            return at - sign.len();
        }
    }
    at
}

/// "USD 4,500": the code stands right before.
fn is_currency_code(text: &[u8], at: usize) -> bool {
    if before(text, at) != b' ' || !text.get(at.wrapping_sub(2)).is_some_and(u8::is_ascii_uppercase) {
        return false;
    }
    let code = at.checked_sub(4).and_then(|from| text.get(from..at));
    code.is_some_and(|code| {
        matches!(code, b"USD " | b"EUR " | b"GBP " | b"CHF " | b"JPY " | b"SEK " | b"PLN ")
    }) && !is_word(before(text, at - 4))
        && before(text, at - 4) != b'/'
}

fn sign(text: &[u8], at: usize, head: &mut Head) -> usize {
    let rest = text.get(..at).unwrap_or(&[]);
    let length = match rest.last() {
        Some(b'-' | b'+') => 1,
        _ if rest.ends_with("−".as_bytes()) => 3,
        _ => return at,
    };
    let outer = before(text, at - length);
    let is_sign = at == length
        || is_space(outer)
        || matches!(outer, b'(' | b'[' | b'|' | b'*' | b'=' | b':' | b'~' | b'<' | b'>' | b',' | b'/' | b'"');
    if !is_sign {
        return at;
    }
    head.negative = rest.last() != Some(&b'+');
    at - length
}

/// The word that ends right before `at`, but for white space and the marks of
/// strong and emphasis.
pub(super) fn word_before(text: &[u8], at: usize) -> Option<(usize, usize)> {
    let end = end_of_word(text, at);
    let mut start = end;
    while byte(text, start.wrapping_sub(1)).is_ascii_alphabetic() && end - start < LONGEST {
        start -= 1;
    }
    (start < end && end < at && !joins(before(text, start))).then_some((start, end))
}

/// Letters of a word before a number, at most.
const LONGEST: usize = 24;

/// Whether a word behind this byte is only a part of one.
fn joins(byte: u8) -> bool {
    is_word(byte) || matches!(byte, b'-' | b'\'' | b'.' | b'/')
}

/// Where the word before `at` ends, if there is one.
fn end_of_word(text: &[u8], at: usize) -> usize {
    let mut end = at;
    while end > 0 && (is_space(before(text, end)) || matches!(before(text, end), b'*' | b'_')) && at - end < 8
    {
        end -= 1;
    }
    // "approx. 50", "No. 7"
    let stop = before(text, end) == b'.' && end < at;
    end - usize::from(stop)
}
