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

/// A list of words, sorted, that tells most strangers by their first letter
/// and their length.
pub(super) struct Words {
    pub sorted: &'static [&'static str],
    /// For each first letter, the lengths that occur.
    lengths: [u32; 26],
    /// Where the words with each first letter begin.
    starts: [u16; 27],
}

impl Words {
    pub const fn new(sorted: &'static [&'static str]) -> Self {
        let mut lengths = [0; 26];
        let mut starts = [0; 27];
        let mut index = 0;
        while index < sorted.len() {
            let word = sorted[index].as_bytes();
            let letter = (word[0] - b'a') as usize;
            lengths[letter] |= 1 << word.len();
            index += 1;
            starts[letter + 1] = index as u16;
        }
        let mut letter = 1;
        while letter < 27 {
            // A letter without words ends where the one before ended.
            if starts[letter] < starts[letter - 1] {
                starts[letter] = starts[letter - 1];
            }
            letter += 1;
        }
        Self { sorted, lengths, starts }
    }

    fn with_letter(&self, letter: usize) -> &'static [&'static str] {
        let from = self.starts.get(letter).copied().unwrap_or(0);
        let to = self.starts.get(letter + 1).copied().unwrap_or(from);
        self.sorted.get(usize::from(from)..usize::from(to)).unwrap_or(&[])
    }
}

/// A word in lower case, in a buffer of the caller's; longer words are none
/// that any list knows.
pub(super) struct Lowered {
    buffer: [u8; 20],
    length: usize,
}

impl Lowered {
    pub fn of(word: &[u8]) -> Self {
        let mut lowered = Lowered { buffer: [0; 20], length: 0 };
        if word.len() <= lowered.buffer.len() {
            lowered.length = word.len();
            for (to, from) in lowered.buffer.iter_mut().zip(word) {
                *to = from.to_ascii_lowercase();
            }
        }
        lowered
    }

    /// Bytes, for a match over byte strings looks at lengths and letters first.
    pub fn as_bytes(&self) -> &[u8] {
        self.buffer.get(..self.length).unwrap_or(&[])
    }

    pub fn is(&self, word: &str) -> bool {
        self.as_bytes() == word.as_bytes()
    }

    pub fn is_in(&self, words: &Words) -> bool {
        let letter = usize::from(self.buffer.first().map_or(0, |first| first.wrapping_sub(b'a')));
        let lengths = words.lengths.get(letter).copied().unwrap_or(0);
        lengths & (1 << self.length) != 0 && words.with_letter(letter).iter().any(|word| self.is(word))
    }
}
