//! Every word that this room knows, in one table: a word is looked up once,
//! and all lists answer.

mod lists;
mod table;

use super::numbers::{NUMBERS as NUMBER_WORDS, SPELLED, SYMBOLS};
use table::Table;

/// A list that a word may be in, as a bit.
pub const ID_NOUNS: u32 = 1;
pub const ID_PLURALS: u32 = 1 << 1;
pub const WEAK: u32 = 1 << 2;
pub const PRODUCTS: u32 = 1 << 3;
pub const NOT_NAMES: u32 = 1 << 4;
pub const STOPS: u32 = 1 << 5;
pub const PARTICIPLES: u32 = 1 << 6;
pub const COMPOUNDS: u32 = 1 << 7;
pub const VERSION_WORDS: u32 = 1 << 8;
pub const ABBREVIATIONS: u32 = 1 << 9;
pub const BOUNDS: u32 = 1 << 10;
pub const MARKS: u32 = 1 << 11;
pub const PHONES: u32 = 1 << 12;
pub const MONTHS: u32 = 1 << 13;
pub const SCALES: u32 = 1 << 14;
pub const DURATIONS: u32 = 1 << 15;
pub const NUMBERS: u32 = 1 << 16;
/// Of units it tells only that a word may be one: their case matters.
pub const UNITS: u32 = 1 << 17;

const LISTS: &[(&[&str], u32)] = &[
    (lists::ID_NOUNS, ID_NOUNS),
    (lists::ID_PLURALS, ID_PLURALS),
    (lists::WEAK, WEAK),
    (lists::PRODUCTS, PRODUCTS),
    (lists::NOT_NAMES, NOT_NAMES),
    (lists::STOPS, STOPS),
    (lists::PARTICIPLES, PARTICIPLES),
    (lists::COMPOUNDS, COMPOUNDS),
    (lists::VERSION_WORDS, VERSION_WORDS),
    (lists::ABBREVIATIONS, ABBREVIATIONS),
    (lists::BOUNDS, BOUNDS),
    (lists::MARKS, MARKS),
    (lists::PHONES, PHONES),
    (lists::MONTHS, MONTHS),
    (lists::SCALES, SCALES),
    (lists::DURATIONS, DURATIONS),
    (NUMBER_WORDS, NUMBERS),
];

static TABLE: Table = Table::of(LISTS, &[(SYMBOLS, UNITS), (SPELLED, UNITS)]);

/// A word in lower case, and the lists that it is in; longer words are none
/// that any list knows, and count as empty.
#[derive(Clone, Copy)]
pub(super) struct Lowered {
    buffer: [u8; LONGEST],
    length: usize,
    lists: u32,
    capitals: bool,
}

const LONGEST: usize = 24;
/// Of a word this long, all is compared.
const MOST: usize = 20;

impl Lowered {
    pub fn of(word: &[u8]) -> Self {
        if word.len() > MOST {
            return Lowered { buffer: [0; LONGEST], length: 0, lists: 0, capitals: false };
        }
        let mut lowered = Lowered { buffer: [0; LONGEST], length: word.len(), lists: 0, capitals: false };
        let [first, second, third] = parts(word);
        let a = lowered.put(0, first);
        // Few words are longer.
        let b = if word.len() > 8 { lowered.put(8, second) } else { 0 };
        if word.len() > 16 {
            lowered.put(16, third);
        } else {
            lowered.lists = TABLE.lists_of((a, b));
        }
        lowered
    }

    /// Puts eight letters in lower case where they belong.
    #[inline]
    fn put(&mut self, at: usize, letters: u64) -> u64 {
        let (low, capitals) = lower(letters);
        if let Some(to) = self.buffer.get_mut(at..at + 8) {
            to.copy_from_slice(&low.to_le_bytes());
        }
        self.capitals |= capitals;
        low
    }

    /// Bytes, for a match over byte strings looks at lengths and letters first.
    pub fn as_bytes(&self) -> &[u8] {
        self.buffer.get(..self.length).unwrap_or(&[])
    }

    pub fn is(&self, word: &str) -> bool {
        self.as_bytes() == word.as_bytes()
    }

    /// Whether one of these lists has it.
    pub fn is_in(&self, lists: u32) -> bool {
        self.lists & lists != 0
    }

    /// Whether it was written with a capital letter anywhere.
    pub fn has_capitals(&self) -> bool {
        self.capitals
    }
}

/// Up to 24 bytes as three numbers, the first byte lowest.
#[inline]
fn parts(word: &[u8]) -> [u64; 3] {
    let eight = |at: usize| {
        let part = word.get(at..at + 8).and_then(|part| part.try_into().ok());
        u64::from_le_bytes(part.unwrap_or_default())
    };
    let four = |at: usize| {
        let part = word.get(at..at + 4).and_then(|part| part.try_into().ok());
        u64::from(u32::from_le_bytes(part.unwrap_or_default()))
    };
    let one = |at: usize| u64::from(word.get(at).copied().unwrap_or(0));
    // The last bytes are taken together with some before them, which are the same.
    match word.len() {
        0 => [0; 3],
        length @ 1..4 => {
            [one(0) | one(length / 2) << (length / 2 * 8) | one(length - 1) << ((length - 1) * 8), 0, 0]
        }
        length @ 4..8 => [four(0) | four(length - 4) << ((length - 4) * 8), 0, 0],
        8 => [eight(0), 0, 0],
        length @ 9..=16 => [eight(0), eight(length - 8) >> ((16 - length) * 8), 0],
        length => [eight(0), eight(8), eight(length - 8) >> ((24 - length.min(24)) * 8 % 64)],
    }
}

/// Eight letters in lower case, and whether any was not.
#[inline]
const fn lower(letters: u64) -> (u64, bool) {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = EACH * 0x80;
    let low = letters & !HIGH;
    let from = low + EACH * (0x80 - b'A' as u64);
    let behind = low + EACH * (0x80 - (b'Z' as u64 + 1));
    let capitals = from & !behind & !letters & HIGH;
    (letters | capitals >> 2, capitals != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_lowered_as_they_should_be() {
        let text = "Zz@[`{\u{e9}AbCdEfGhIjKlMnOpQrStUvWx".as_bytes();
        for from in 0..text.len() {
            for end in from..=text.len().min(from + MOST) {
                let word = &text[from..end];
                let lowered = Lowered::of(word);
                assert_eq!(lowered.as_bytes(), word.to_ascii_lowercase());
                assert_eq!(lowered.has_capitals(), word.iter().any(u8::is_ascii_uppercase));
            }
        }
        assert!(Lowered::of(&[b'a'; MOST + 1]).as_bytes().is_empty());
    }

    #[test]
    fn every_list_knows_its_words_and_no_others() {
        let in_lists =
            LISTS.iter().flat_map(|&(list, bit)| list.iter().map(move |word| (word.as_bytes(), bit)));
        let units = SYMBOLS.iter().chain(SPELLED).map(|&word| (word, UNITS));
        let mut all: std::collections::BTreeMap<Vec<u8>, u32> = Default::default();
        for (word, bit) in in_lists.chain(units) {
            *all.entry(word.to_ascii_lowercase()).or_default() |= bit;
        }
        for (word, lists) in &all {
            let shouted = Lowered::of(&word.to_ascii_uppercase());
            assert_eq!((Lowered::of(word).lists, shouted.lists), (*lists, *lists), "{word:?}");
            for other in [word.get(1..).unwrap_or(&[]).to_vec(), [word.as_slice(), b"_"].concat()] {
                assert_eq!(Lowered::of(&other).lists, all.get(&other).copied().unwrap_or(0), "{other:?}");
            }
        }
    }

    #[test]
    fn lists_are_sorted() {
        for &(list, bit) in LISTS {
            let sorted = list.is_sorted_by(|one, next| one < next);
            assert!(sorted || bit == NUMBERS, "list {bit}");
        }
        assert!(lists::WEAK.iter().all(|word| lists::ID_NOUNS.contains(word)));
    }
}
