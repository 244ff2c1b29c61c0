//! What each byte of a text is, told once for all of it: the questions of the
//! passes over a run are then asked of eight bytes at a time, and text that
//! nobody stops at is not looked at one by one.

use super::Span;

/// For each byte the bits of [`kind`].
pub(super) struct Kinds {
    /// A step more than the text has bytes, so that the last ones can be asked
    /// for together as well.
    kinds: Vec<u8>,
}

/// A letter, a digit or `_`: see [`super::text::is_word`].
pub(super) const WORD: u8 = 1;
pub(super) const DIGIT: u8 = 2;
pub(super) const COLON: u8 = 4;
/// What may end a sentence, with white space or the end of the text behind.
pub(super) const STOP: u8 = 8;
/// Two letters that a number in words begins with, behind no letter.
pub(super) const NUMBER: u8 = 16;
/// The colon of `://`.
pub(super) const ADDRESS: u8 = 32;
/// What may lead from a key to its value: dots, a dash, an arrow, a sign.
pub(super) const LEADER: u8 = 64;
/// The middle of the wide colon of Chinese and Japanese.
pub(super) const WIDE_COLON: u8 = 128;

const STEP: usize = 8;

impl Kinds {
    pub fn of(text: &[u8]) -> Self {
        let mut kinds = vec![0; text.len() + STEP];
        // Slices and masks, and no branch: so the compiler does sixteen bytes at once.
        if let Some(inner) = kinds.get_mut(1..) {
            for (kind, window) in inner.iter_mut().zip(text.windows(3)) {
                let &[before, byte, next] = window else { continue };
                *kind = kind_of(before, byte, next);
            }
        }
        let at = |index: usize| text.get(index).copied().unwrap_or(0);
        let last = text.len().saturating_sub(1);
        for (index, before) in [(0, 0), (last, at(last.wrapping_sub(1)))] {
            if let Some(kind) = kinds.get_mut(index) {
                *kind = kind_of(before, at(index), at(index + 1));
            }
        }
        Self { kinds }
    }

    /// The first place from `from` on, and before `end`, that is of one of the
    /// kinds in `mask`.
    #[inline]
    pub fn find(&self, mask: u8, from: usize, end: usize) -> Option<usize> {
        let every = u64::from_le_bytes([mask; STEP]);
        let mut at = from;
        while at < end {
            let found = self.step(at) & every;
            if found != 0 {
                let hit = at + found.trailing_zeros() as usize / 8;
                return (hit < end).then_some(hit);
            }
            at += STEP;
        }
        None
    }

    /// The kinds that occur in `at`.
    #[inline]
    pub fn of_all(&self, at: Span) -> u8 {
        let (mut from, end) = (at.start as usize, at.end as usize);
        let mut all = 0;
        while from + STEP <= end {
            all |= self.step(from);
            from += STEP;
        }
        if from < end {
            all |= self.step(from) & (u64::MAX >> ((STEP - (end - from)) * 8));
        }
        all.to_le_bytes().into_iter().fold(0, |all, kind| all | kind)
    }

    #[inline]
    pub fn at(&self, at: usize) -> u8 {
        self.kinds.get(at).copied().unwrap_or(0)
    }

    /// Where the word around `at` begins, `floor` at the earliest.
    #[inline]
    pub fn word_start(&self, at: usize, floor: usize) -> usize {
        self.back(WORD, at, floor)
    }

    /// Where the word around `at` ends, `end` at the latest.
    #[inline]
    pub fn word_end(&self, at: usize, end: usize) -> usize {
        self.forth(WORD, at).min(end).max(at)
    }

    /// Where the figures that begin at `at` end.
    #[inline]
    pub fn digits_end(&self, at: usize) -> usize {
        self.forth(DIGIT, at)
    }

    /// Behind the bytes from `at` on that are of this one kind. Few words are
    /// longer than a step: no loop that a processor could misjudge.
    #[inline]
    fn forth(&self, kind: u8, mut at: usize) -> usize {
        let every = u64::from_le_bytes([kind; STEP]);
        loop {
            let others = !self.step(at) & every;
            if others != 0 {
                return at + others.trailing_zeros() as usize / 8;
            }
            at += STEP;
        }
    }

    /// Before the bytes in front of `at` that are of this one kind.
    #[inline]
    fn back(&self, kind: u8, mut at: usize, floor: usize) -> usize {
        let every = u64::from_le_bytes([kind; STEP]);
        while at >= STEP {
            let others = !self.step(at - STEP) & every;
            if others != 0 {
                return (at - others.leading_zeros() as usize / 8).max(floor);
            }
            at -= STEP;
        }
        while at > floor && self.at(at - 1) & kind != 0 {
            at -= 1;
        }
        at.max(floor)
    }

    #[inline]
    fn step(&self, at: usize) -> u64 {
        #[cfg(test)]
        super::text::READS.with(|reads| reads.set(reads.get() + STEP as u64));
        let step = self.kinds.get(at..at + STEP).and_then(|step| step.try_into().ok());
        u64::from_le_bytes(step.unwrap_or_default())
    }
}

/// Masks instead of truths, for the compiler to do sixteen bytes at once.
#[inline(always)]
fn kind_of(before: u8, byte: u8, next: u8) -> u8 {
    let digit = mask(byte.wrapping_sub(b'0') < 10);
    let word = letter(byte) | digit | is(byte, b'_');
    let colon = is(byte, b':');
    let stop = (is(byte, b'.') | is(byte, b'!') | is(byte, b'?')) & (mask(next <= b' ') | is(next, b'*'));
    let number = begins_a_number(byte | 0x20, next | 0x20) & !letter(before);
    let dash = is(byte, b'-') & (is(next, b' ') | is(next, b'>'));
    let drawn = is(byte, 0xE2) & (is(next, 0x80) | is(next, 0x86));
    let leader = is(byte, b'=') | dash | drawn | (is(byte, b'.') & is(next, b'.'));
    (word & WORD)
        | (digit & DIGIT)
        | (colon & COLON)
        | (stop & STOP)
        | (number & NUMBER)
        | (colon & is(next, b'/') & ADDRESS)
        | (leader & LEADER)
        | (is(before, 0xEF) & is(byte, 0xBC) & is(next, 0x9A) & WIDE_COLON)
}

#[inline(always)]
fn mask(holds: bool) -> u8 {
    if holds { 0xFF } else { 0 }
}

#[inline(always)]
fn is(byte: u8, other: u8) -> u8 {
    mask(byte == other)
}

#[inline(always)]
fn letter(byte: u8) -> u8 {
    mask((byte | 0x20).wrapping_sub(b'a') < 26)
}

/// The numbers from zero to twenty, "both" and "dozen", by two letters.
#[inline(always)]
fn begins_a_number(first: u8, second: u8) -> u8 {
    (is(second, b'e') & (is(first, b'z') | is(first, b't') | is(first, b's')))
        | (is(second, b'o') & (is(first, b'b') | is(first, b'f') | is(first, b'd')))
        | (is(second, b'i') & (is(first, b'f') | is(first, b's') | is(first, b'e') | is(first, b'n')))
        | ((is(second, b'w') | is(second, b'h')) & is(first, b't'))
        | (is(second, b'n') & is(first, b'o'))
        | (is(second, b'l') & is(first, b'e'))
}

#[cfg(test)]
mod tests {
    use super::super::text::is_word;
    use super::*;

    #[test]
    fn each_byte_is_told_wherever_it_stands() {
        let text = "5 of_a: ab. two\u{e9} http://x? One!** No\nseven：８.".as_bytes();
        for from in 0..text.len() {
            for end in from..=text.len() {
                let text = &text[from..end];
                let kinds = Kinds::of(text);
                for (at, &byte) in text.iter().enumerate() {
                    let next = text.get(at + 1).copied().unwrap_or(0);
                    assert_eq!(kinds.at(at) & WORD != 0, is_word(byte));
                    assert_eq!(kinds.at(at) & DIGIT != 0, byte.is_ascii_digit());
                    assert_eq!(kinds.at(at) & COLON != 0, byte == b':');
                    let ends = next <= b' ' || next == b'*';
                    assert_eq!(kinds.at(at) & STOP != 0, b".!?".contains(&byte) && ends);
                    let wide = at > 0 && text[at - 1..].starts_with("：".as_bytes());
                    assert_eq!(kinds.at(at) & WIDE_COLON != 0, wide);
                    assert_eq!(kinds.at(at) & ADDRESS != 0, byte == b':' && next == b'/');
                }
            }
        }
    }

    #[test]
    fn numbers_in_words_are_found() {
        let words = "zero one two both three four five six seven eight nine ten eleven twelve dozen thirteen \
                     fourteen fifteen sixteen seventeen eighteen nineteen twenty";
        for word in words.split(' ').flat_map(|word| [word.to_owned(), word.to_uppercase()]) {
            let text = format!("a long way to {word}");
            let kinds = Kinds::of(text.as_bytes());
            let at = text.len() - word.len();
            assert!(kinds.at(at) & NUMBER != 0, "{word}");
            assert_eq!(kinds.find(NUMBER, at, text.len()), Some(at), "{word}");
        }
    }
}
