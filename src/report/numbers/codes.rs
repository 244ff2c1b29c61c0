//! Runs of figures that are one name in several pieces: UUIDs, addresses of
//! machines, telephone and account numbers. Read piece by piece they would
//! look like quantities.

use super::super::Class;
use super::super::inline::Place;
use super::super::lexicon::{Lowered, PHONES};
use super::super::text::{before, byte, is_word};
use super::head;
use super::literal::{self, Literal};
use super::scan::Reader;

/// The longest one; looking further ahead would not be linear.
const LONGEST: usize = 48;

impl Reader<'_, '_, '_> {
    /// A code whose first word (or digit) begins at `start`; gives back its end.
    pub(super) fn code(&mut self, start: usize) -> Option<usize> {
        if !matches!(byte(self.bytes, start + 1), b':' | b'-' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'_')
        {
            return None;
        }
        let text = self.text(start, LONGEST);
        let length = text.iter().take(9).take_while(|byte| is_word(**byte)).count();
        if !matches!(byte(text, length), b':' | b'-') || length > 8 {
            return None;
        }
        let (class, length) =
            if is_uuid(text) { (Class::Hex, 36) } else { (Class::Address, colon_address(text)?) };
        let word = super::super::Span::new(start as u32, (start + length) as u32);
        let (value, _) = super::scan::first_figure(self.bytes, word);
        self.plain(start, start + length, class, Some(value.unwrap_or(0)));
        Some(start + length)
    }

    /// `+49 30 1234-5678`, `(212) 555-0147`, "phone 4411".
    pub(super) fn phone(&mut self, start: usize, first: usize) -> Option<usize> {
        let sign = before(self.bytes, start);
        let may_be = match sign {
            b'+' | b'(' => true,
            b' ' => match before(self.bytes, start - 1) {
                b':' => true,
                other => other.is_ascii_whitespace() || matches!(other | 0x20, b'e' | b'l' | b'x' | b'r'),
            },
            _ => false,
        };
        if !may_be {
            return None;
        }
        let outer = if start > first + 1 { before(self.bytes, start - 1) } else { b' ' };
        let international = sign == b'+' && !is_word(outer) && outer != b'+';
        let bracketed = sign == b'(' && byte(self.bytes, start + 3) == b')';
        let named = || {
            if !matches!(sign, b' ' | b'+' | b'(') {
                return false;
            }
            let text = self.bytes.get(first..).unwrap_or(&[]);
            let at = start - first - usize::from(start > first && matches!(sign, b'+' | b'('));
            let at = if text.get(..at).is_some_and(|rest| rest.ends_with(b": ")) { at - 2 } else { at };
            let near = (start - first).saturating_sub(4).min(at);
            let gap = text.get(near..at).unwrap_or(&[]);
            // Where the word before ends in none of their letters, it is none of them.
            let gap = gap.trim_ascii_end();
            let last = |back: usize| {
                gap.len().checked_sub(back).and_then(|at| gap.get(at)).map_or(0, |last| last | 0x20)
            };
            if !matches!(
                (last(2), last(1)),
                (0, _) | (b'n' | b'l', b'e') | (b'e', b'l' | b'r') | (b'a', b'x')
            ) {
                return false;
            }
            let word = text.get(..at).unwrap_or(&[]).trim_ascii_end();
            let from = word.iter().rposition(|byte| !byte.is_ascii_alphabetic()).map_or(0, |at| at + 1);
            Lowered::of(word.get(from..).unwrap_or(&[])).is_in(PHONES)
        };
        if !(international || bracketed || named()) {
            return None;
        }
        let (end, digits, groups) = grouped_digits(self.text(start, LONGEST));
        let is_phone = (international && (8..=15).contains(&digits) && groups >= 2)
            || (bracketed && (9..=11).contains(&digits) && groups >= 3)
            || ((4..=15).contains(&digits) && named());
        if !is_phone {
            return None;
        }
        let literal = literal::read(self.bytes, start, start + end, false);
        self.plain(start, start + end, Class::Phone, Some(literal.mantissa.unwrap_or(0)));
        Some(start + end)
    }

    /// `DE89 3704 0044 0532`, `TQ 389 773 12`: bare figures with nothing but a
    /// space between them, three at least, and not in a line of columns.
    pub(super) fn row_of_figures(&mut self, literal: &Literal, limit: usize) -> Option<usize> {
        if byte(self.bytes, literal.end) != b' ' || !byte(self.bytes, literal.end + 1).is_ascii_digit() {
            return None;
        }
        if !matches!(self.place, Place::Prose | Place::Item | Place::Heading) || !literal.is_plain_whole() {
            return None;
        }
        let (mut end, mut groups) = (literal.end, 1);
        // Where it goes on and on it is columns, and looking to their end for each would not be linear.
        while groups < 12
            && end + 1 < limit
            && byte(self.bytes, end) == b' '
            && byte(self.bytes, end + 1).is_ascii_digit()
        {
            let next = literal::read(self.bytes, end + 1, limit, false);
            if !next.is_plain_whole() || next.digits > 6 {
                break;
            }
            let behind = byte(self.bytes, next.end);
            let other = is_word(behind) || matches!(behind, b'-' | b'/' | b'%' | b':' | b'.' | 0x80..);
            if other && (behind != b'.' || byte(self.bytes, next.end + 1).is_ascii_digit()) {
                break;
            }
            end = next.end;
            groups += 1;
        }
        // Groups of three are one number written with spaces; a figure before a
        // unit or a noun counts, and so the row is no code.
        let is_code = groups >= 3 && !self.counts_at(end, limit);
        if !is_code {
            return None;
        }
        self.plain(literal.start, end, Class::Other, Some(literal.mantissa.unwrap_or(0)));
        Some(end)
    }

    fn counts_at(&self, at: usize, limit: usize) -> bool {
        byte(self.bytes, at) == b' ' && at + 1 < limit && byte(self.bytes, at + 1).is_ascii_alphabetic()
    }

    /// `12,5`, `(2,2)`: a decimal of one country, two numbers in another.
    pub(super) fn two_with_a_comma(
        &mut self,
        literal: &Literal,
        first: usize,
        limit: usize,
    ) -> Option<usize> {
        if byte(self.bytes, literal.end) != b',' {
            return None;
        }
        let bare =
            literal.is_plain_whole() && literal.digits <= 3 && before(self.bytes, literal.start) != b',';
        let glued =
            byte(self.bytes, literal.end) == b',' && byte(self.bytes, literal.end + 1).is_ascii_digit();
        if !bare || !glued || literal.end + 1 >= limit {
            return None;
        }
        let second = literal::read(self.bytes, literal.end + 1, limit, false);
        let behind = byte(self.bytes, second.end);
        let joins = matches!(behind, b',' | b'.' | b'/' | b'-');
        let goes_on = is_word(behind) || (joins && byte(self.bytes, second.end + 1).is_ascii_digit());
        let text = self.bytes.get(first..).unwrap_or(&[]);
        // "Rounds 5,6" are two of them.
        let named = head::word_before(text, literal.start - first).is_some();
        if goes_on || named || !second.is_plain_whole() || second.digits > 2 {
            return None;
        }
        self.plain(literal.start, second.end, Class::Other, Some(literal.mantissa.unwrap_or(0)));
        Some(second.end)
    }
}

/// 8-4-4-4-12 hexadecimal digits.
fn is_uuid(text: &[u8]) -> bool {
    const BORDERS: [usize; 4] = [8, 13, 18, 23];
    byte(text, 8) == b'-'
        && text.len() >= 36
        && !is_word(byte(text, 36))
        && text.iter().take(36).enumerate().all(|(at, byte)| match BORDERS.contains(&at) {
            true => *byte == b'-',
            false => byte.is_ascii_hexdigit(),
        })
}

/// `2001:db8::1`, `fe80::1%eth0`, `00:1b:44:11:3a:b7`: how long it is.
fn colon_address(text: &[u8]) -> Option<usize> {
    let group = text.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    if group > 4 || byte(text, group) != b':' {
        return None;
    }
    let (mut at, mut length, mut colons, mut doubled) = (0, 0, 0, false);
    while byte(text, at).is_ascii_hexdigit() || byte(text, at) == b':' {
        if byte(text, at) == b':' {
            colons += 1;
            doubled |= byte(text, at + 1) == b':';
            length = 0;
        } else {
            length += 1;
        }
        if length > 4 {
            return None;
        }
        at += 1;
    }
    if byte(text, at) == b'%' && byte(text, at + 1).is_ascii_alphabetic() {
        at += 1 + text.get(at + 1..)?.iter().take_while(|byte| is_word(**byte)).count();
    }
    let figures = text.get(..at)?.iter().any(u8::is_ascii_digit);
    let ends = before(text, at) != b':' && !is_word(byte(text, at));
    ((doubled || colons >= 4) && colons >= 2 && figures && ends).then_some(at)
}

/// Digits in groups, with what telephone numbers have between them: where
/// they end, how many digits, how many groups.
fn grouped_digits(text: &[u8]) -> (usize, usize, usize) {
    let (mut at, mut end, mut digits, mut groups) = (0, 0, 0, 0);
    loop {
        let length = text.get(at..).unwrap_or(&[]).iter().take_while(|byte| byte.is_ascii_digit()).count();
        if length == 0 {
            break;
        }
        digits += length;
        groups += 1;
        at += length;
        end = at;
        let gap = text.get(at..).unwrap_or(&[]);
        at += gap.iter().take(3).take_while(|byte| matches!(byte, b' ' | b'-' | b'(' | b')' | b'/')).count();
    }
    (end, digits, groups)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_with_colons() {
        assert_eq!(colon_address(b"2001:db8::1 and"), Some(11));
        assert_eq!(colon_address(b"fe80::1%eth0."), Some(12));
        assert_eq!(colon_address(b"00:1B:44:11:3A:B7;"), Some(17));
        for text in [b"12:30:45 UTC".as_slice(), b"ab::cd x", b"10:20", b"file:120", b"add: 5", b"5:::"] {
            assert_eq!(colon_address(text), None);
        }
    }

    #[test]
    fn uuids() {
        assert!(is_uuid(b"550e8400-e29b-41d4-a716-446655440000"));
        assert!(!is_uuid(b"550e8400-e29b-41d4-a716-44665544000"));
    }
}
