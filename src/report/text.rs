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
