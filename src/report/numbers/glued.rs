//! Figures glued to letters and signs: labels, versions, paths, addresses,
//! hashes. None of them is a quantity.

use super::super::text::{before, byte, is_word};
use super::super::{Class, Role};
use super::interval::Interval;
use super::literal::{self, Literal};
use super::scan::{Reader, span};
use super::{dates, emit};

impl Reader<'_, '_, '_> {
    pub(super) fn address(&mut self, start: usize, mut at: usize) -> usize {
        while at < self.end
            && !matches!(
                byte(self.bytes, at),
                b' ' | b'\t' | b'\n' | b'\r' | b')' | b'>' | b'"' | b'|' | b'`'
            )
        {
            at += 1;
        }
        self.opaque(span(start, at), Class::Link);
        at
    }

    /// `M4`, `v2.3`, `test_1.py`, `bee5a22`, `P0-P4`.
    pub(super) fn mixed(&mut self, start: usize, mut end: usize, figure: usize) -> usize {
        let word = self.text(start, end - start);
        let letters = self.text(start, figure - start);
        let version = matches!(letters, b"v" | b"V" | b"r" | b"py")
            && (letters.eq_ignore_ascii_case(b"v") || byte(self.bytes, end) == b'.');
        let in_path = self.in_path(start, end);
        let class = if version && !in_path {
            end = version_end(self.bytes, end, self.end);
            Class::Version
        } else if is_hash(word) {
            Class::Hex
        } else if in_path {
            end = self.path_end(end);
            Class::Link
        } else {
            Class::Label
        };
        let literal = literal::read(self.bytes, figure, end, false);
        let single = literal.end == end || !version;
        let exponent = if version && single { literal.exponent } else { 0 };
        let value = literal.mantissa.filter(|_| single).unwrap_or(0);
        let index = self.valued(start, end, class, Interval::exactly(value, exponent));
        if class == Class::Label {
            return self.range_of_labels(index, start, end, figure);
        }
        end
    }

    /// The second half of `P0-P4`.
    pub(super) fn range_of_labels(&mut self, index: u32, start: usize, end: usize, figure: usize) -> usize {
        let dash = match byte(self.bytes, end) {
            b'-' => 1,
            0xE2 if self.text(end, 3) == "–".as_bytes() => 3,
            _ => return end,
        };
        let prefix = figure - start;
        let from = end + dash;
        if self.text(from, prefix) != self.text(start, prefix) {
            return end;
        }
        let literal = literal::read(self.bytes, from + prefix, self.end, false);
        if literal.end == from + prefix || is_word(byte(self.bytes, literal.end)) || !literal.is_plain_whole()
        {
            return end;
        }
        let second = self.plain(from, literal.end, Class::Label, Some(literal.mantissa.unwrap_or(0)));
        emit::mate(&mut self.numbers.quantities, index, second, (Role::RangeStart, Role::RangeEnd));
        literal.end
    }

    /// Whether a word is a piece of a path or the name of a file.
    pub(super) fn in_path(&self, start: usize, end: usize) -> bool {
        let slash = |at: usize| matches!(byte(self.bytes, at), b'/' | b'\\');
        let extension = byte(self.bytes, end) == b'.'
            && end < self.end
            && byte(self.bytes, end + 1).is_ascii_lowercase()
            && is_word(byte(self.bytes, end + 2));
        (start > self.start
            && slash(start - 1)
            && is_word(before(self.bytes, start - 1))
            && !self.is_one_of_two(start))
            || (slash(end) && end < self.end && byte(self.bytes, end + 1).is_ascii_alphabetic())
            || extension
    }

    /// "MLP/Conv1D": two names with capitals and a stroke between, and no more.
    fn is_one_of_two(&self, start: usize) -> bool {
        let from = self.numbers.kinds.word_start(start - 1, self.start);
        let outer = if from > self.start { before(self.bytes, from) } else { b' ' };
        let capital = |at: usize| byte(self.bytes, at).is_ascii_uppercase();
        capital(start) && capital(from) && matches!(outer, b' ' | b'(' | b'*' | b'|' | b'\n')
    }

    pub(super) fn path_end(&self, mut at: usize) -> usize {
        while at < self.end {
            let here = byte(self.bytes, at);
            let inner = is_word(here)
                || (matches!(here, b'/' | b'\\' | b'.' | b'-') && is_word(byte(self.bytes, at + 1)));
            if !inner {
                break;
            }
            at += 1;
        }
        at
    }

    /// Figures glued to what stands before them: `UTF-8`, `A.001`,
    /// `file.mm:120`, `src/2/x`, `10^6`, `pkg@1.2.3`.
    pub(super) fn joined_before(&mut self, start: usize, limit: usize) -> Option<usize> {
        if start == self.start {
            return None;
        }
        let sign = before(self.bytes, start);
        let outer = if start - 1 > self.start { before(self.bytes, start - 1) } else { 0 };
        // "14:00-22:00"
        if sign == b'-'
            && self.is_behind_a_moment(start - 1)
            && dates::read(self.bytes, start, limit).is_some()
        {
            return None;
        }
        let class = match sign {
            b'-' if is_word(outer) => Class::Label,
            // "UTC+2", "T+2", "C++17"
            b'+' if self.is_offset(start, limit) => Class::Label,
            b'.' if is_word(outer) || outer == b')' => Class::Label,
            b'/' | b'\\' if is_word(outer) || outer == b'.' => Class::Link,
            b'@' if is_word(outer) => Class::Version,
            b':' if is_word(outer) => self.behind_colon(start)?,
            b'^' => Class::Other,
            b'#' if before(self.bytes, start - 1) == b'&' => Class::Other,
            b'#' if is_word(outer) => Class::Link,
            0x80.. if is_letter_before(self.bytes, start) => Class::Label,
            _ => return None,
        };
        let mut end = start;
        let glued = |at: usize| {
            let here = byte(self.bytes, at);
            is_word(here)
                || (matches!(here, b'-' | b'.' | b'/' | b'+')
                    && byte(self.bytes, at + 1).is_ascii_alphanumeric())
        };
        while end < limit && glued(end) {
            end += 1;
        }
        let value = literal::read(self.bytes, start, end, false).mantissa;
        let from = if class == Class::Label && sign.is_ascii() { self.word_start(start - 1) } else { start };
        self.plain(from, end, class, Some(value.unwrap_or(0)));
        Some(end)
    }

    /// One or two digits behind a `+` that a word without figures ends with.
    fn is_offset(&self, start: usize, limit: usize) -> bool {
        let sign = if before(self.bytes, start - 1) == b'+' { start - 2 } else { start - 1 };
        let text = self.bytes.get(self.start..sign).unwrap_or(&[]);
        let word = text.iter().rev().take(6).take_while(|byte| is_word(**byte));
        let (length, letters) = word
            .fold((0, true), |(length, letters), byte| (length + 1, letters && byte.is_ascii_alphabetic()));
        let digits = self.text(start, 3).iter().take_while(|byte| byte.is_ascii_digit()).count();
        let ends = start + digits >= limit || !is_word(byte(self.bytes, start + digits));
        (1..6).contains(&length) && letters && digits <= 2 && ends
    }

    fn is_behind_a_moment(&self, end: usize) -> bool {
        self.numbers.quantities.last().is_some_and(|last| {
            last.at.end as usize == end && matches!(last.class, Class::Date | Class::Time)
        })
    }

    pub(super) fn word_start(&self, at: usize) -> usize {
        let floor = self.pending.map_or(self.start, |(_, after)| after.max(self.start));
        let mut start = at;
        while start > floor
            && (is_word(before(self.bytes, start)) || matches!(before(self.bytes, start), b'-' | b'.'))
        {
            start -= 1;
        }
        start
    }

    /// `file.mm:120` is a line, `localhost:8080` an address, `errors:5` a count.
    pub(super) fn behind_colon(&self, start: usize) -> Option<Class> {
        let mut from = start - 1;
        let (mut dot, mut slash) = (false, false);
        while from > self.start && start - from < 80 {
            match before(self.bytes, from) {
                b'.' => dot = true,
                b'/' => slash = true,
                other if is_word(other) || other == b'-' => {}
                _ => break,
            }
            from -= 1;
        }
        let word = self.text(from, start - 1 - from);
        // "ISO 17025:2017"; a port behind an address.
        if !word.is_empty() && word.iter().all(|byte| byte.is_ascii_digit()) {
            return Some(Class::Label);
        }
        if !word.is_empty() && word.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.') {
            return Some(Class::Address);
        }
        if dot || slash {
            return Some(Class::LineReference);
        }
        matches!(word, b"localhost" | b"host" | b"tcp" | b"udp").then_some(Class::Address)
    }

    /// `2.9.1a0+git`, `192.168.0.1`.
    pub(super) fn dotted(&mut self, literal: &Literal, limit: usize) -> Option<usize> {
        let more =
            || byte(self.bytes, literal.end) == b'.' && byte(self.bytes, literal.end + 1).is_ascii_digit();
        if literal.decimals == 0 || literal.end >= limit || !more() {
            return None;
        }
        let end = version_end(self.bytes, literal.end, limit);
        let text = self.text(literal.start, end - literal.start);
        let class = if is_address(text) { Class::Address } else { Class::Version };
        self.plain(literal.start, end, class, Some(0));
        Some(end)
    }
}

/// Seven or more hexadecimal digits, letters and figures mixed.
pub(super) fn is_hash(word: &[u8]) -> bool {
    word.len() >= 7
        && word.iter().all(u8::is_ascii_hexdigit)
        && word.iter().filter(|byte| byte.is_ascii_digit()).count() >= 2
}

pub(super) fn is_address(text: &[u8]) -> bool {
    let mut parts = 0;
    for part in text.split(|&byte| byte == b'.') {
        parts += 1;
        let digits = part.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let fits = (1..=3).contains(&digits) && (digits == part.len() || parts == 4);
        if !fits {
            return false;
        }
    }
    parts == 4
}

pub(super) fn version_end(bytes: &[u8], mut at: usize, limit: usize) -> usize {
    while at < limit {
        let here = byte(bytes, at);
        let inner = is_word(here)
            || (matches!(here, b'.' | b'+' | b'-' | b'~') && byte(bytes, at + 1).is_ascii_alphanumeric());
        if !inner {
            break;
        }
        at += 1;
    }
    at.min(limit)
}

/// Whether a letter outside ASCII stands before `at` (and not a sign).
pub(super) fn is_letter_before(bytes: &[u8], at: usize) -> bool {
    let from = at.saturating_sub(4);
    let text = bytes.get(from..at).unwrap_or(&[]);
    let text = text.iter().position(|byte| !(0x80..0xC0).contains(byte)).and_then(|lead| text.get(lead..));
    text.and_then(|text| std::str::from_utf8(text).ok())
        .and_then(|text| text.chars().next_back())
        .is_some_and(char::is_alphabetic)
}
