//! Small questions about bytes, asked everywhere in this room.

use super::Span;

#[cfg(test)]
thread_local! {
    /// How many bytes were looked at: work that no clock is needed for.
    pub(super) static READS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// The byte at `at`, or 0 outside the text (a NUL is no part of any numeral
/// or word, so that the end of the text needs no case of its own).
#[inline]
pub(super) fn byte(bytes: &[u8], at: usize) -> u8 {
    #[cfg(test)]
    READS.with(|reads| reads.set(reads.get() + 1));
    bytes.get(at).copied().unwrap_or(0)
}

/// The byte before `at`, or 0.
#[inline]
pub(super) fn before(bytes: &[u8], at: usize) -> u8 {
    if at == 0 { 0 } else { byte(bytes, at - 1) }
}

#[inline]
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Letters as they occur in words; every byte of a character outside ASCII
/// counts here, so ask [`is_symbol`] first where that matters.
#[inline]
pub(super) fn is_word(byte: u8) -> bool {
    const WORD: [bool; 256] = {
        let mut table = [false; 256];
        let mut byte = 0;
        while byte < 128 {
            table[byte] = (byte as u8).is_ascii_alphanumeric() || byte as u8 == b'_';
            byte += 1;
        }
        table
    };
    WORD.get(usize::from(byte)).copied().unwrap_or(false)
}

/// How many ASCII letters stand at `at`.
#[inline]
pub(super) fn letters(bytes: &[u8], at: usize) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = EACH * 0x80;
    let mut count = 0;
    while let Some(&eight) = bytes.get(at + count..).and_then(<[u8]>::first_chunk) {
        #[cfg(test)]
        READS.with(|reads| reads.set(reads.get() + 8));
        let eight = u64::from_le_bytes(eight);
        let low = (eight | (EACH * 0x20)) & !HIGH;
        let letters = (low + EACH * (0x80 - b'a' as u64)) & !(low + EACH * (0x7F - b'z' as u64)) & !eight;
        let others = !letters & HIGH;
        if others != 0 {
            return count + others.trailing_zeros() as usize / 8;
        }
        count += 8;
    }
    while byte(bytes, at + count).is_ascii_alphabetic() {
        count += 1;
    }
    count
}

/// How many bytes the letter beyond ASCII has that stands at `at`; 0 if none does.
/// Only of Latin script: Greek letters are signs as often, some scripts set no
/// space between words, and of none do we know where a noun ends.
pub(super) fn wide_letter(bytes: &[u8], at: usize) -> usize {
    let length = match byte(bytes, at) {
        0xC3..=0xC9 => 2,
        0xE1 => 3,
        _ => return 0,
    };
    let text = bytes.get(at..at + length).and_then(|bytes| std::str::from_utf8(bytes).ok());
    let is_letter = text.and_then(|text| text.chars().next()).is_some_and(|letter| {
        letter.is_alphabetic() && matches!(letter, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
    });
    if is_letter { length } else { 0 }
}

/// `at` without white space at either end.
pub(super) fn trimmed(bytes: &[u8], at: Span) -> Span {
    let mut span = trimmed_end(bytes, at);
    while span.start < span.end && is_space(byte(bytes, span.start as usize)) {
        span.start += 1;
    }
    span
}

pub(super) fn trimmed_end(bytes: &[u8], at: Span) -> Span {
    let mut end = at.end;
    while end > at.start && is_space(before(bytes, end as usize)) {
        end -= 1;
    }
    Span::new(at.start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted_eight_at_a_time() {
        let text = "abcxyzABCXYZabcdefghi@[`{\u{e9}\u{f1}0_a ab".as_bytes();
        for at in 0..=text.len() {
            for end in at..=text.len() {
                let text = &text[..end];
                let counted = text[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
                assert_eq!(letters(text, at), counted, "{at} {end}");
            }
        }
    }
}
