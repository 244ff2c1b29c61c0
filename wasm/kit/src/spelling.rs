//! Lists of words that are told by their letters, where the lexicon's roles say
//! too much or too little.

use crate::hash;
use crate::words::Word;

/// A list of words and phrases, in any case. Most words of a report are in no
/// list: the sieve tells so at a glance. [`Report::spelled`] finds all of them,
/// and costs nothing where none stands.
///
/// ```
/// use crossfoot_kit::prelude::*;
/// const STATIONS: Spellings<2> = Spellings::of(["station", "works"]);
/// let report = crossfoot_kit::sample::report();
/// assert_eq!(report.words().iter().filter(|word| STATIONS.has(word)).count(), 1);
/// ```
///
/// [`Report::spelled`]: crate::report::Report::spelled
#[derive(Clone, Copy, Debug)]
pub struct Spellings<const N: usize> {
    hashes: [u64; N],
    sieve: [u64; 4],
}

impl<const N: usize> Spellings<N> {
    /// The list of these words, made when the analyzer is built.
    ///
    /// ```
    /// use crossfoot_kit::spelling::Spellings;
    /// const PAST: Spellings<2> = Spellings::of(["before", "used to"]);
    /// ```
    pub const fn of(words: [&str; N]) -> Self {
        let (mut hashes, mut sieve, mut index) = ([0; N], [0; 4], 0);
        while index < N {
            let hash = hash::of(words[index].as_bytes());
            let (part, bit) = place(hash);
            sieve[part] |= bit;
            hashes[index] = hash;
            index += 1;
        }
        Self { hashes, sieve }
    }

    /// Whether a word is spelled as one of them.
    ///
    /// ```
    /// use crossfoot_kit::{sample, spelling::Spellings};
    /// const MADE: Spellings<1> = Spellings::of(["STATION"]);
    /// let report = sample::report();
    /// assert!(MADE.has(&report.words_in(sample::place("station"))[0]));
    /// ```
    pub fn has(&self, word: &Word) -> bool {
        let (part, bit) = place(word.hash);
        self.sieve[part] & bit != 0 && self.hashes.contains(&word.hash)
    }

    /// Which of them a word is, counted from 0.
    ///
    /// ```
    /// use crossfoot_kit::{sample, spelling::Spellings};
    /// const GRADES: Spellings<3> = Spellings::of(["low", "pumping", "high"]);
    /// let report = sample::report();
    /// assert_eq!(GRADES.position(&report.words_in(sample::place("pumping"))[0]), Some(1));
    /// ```
    pub fn position(&self, word: &Word) -> Option<usize> {
        if !self.has(word) {
            return None;
        }
        self.hashes.iter().position(|hash| *hash == word.hash)
    }

    pub(crate) fn hashes(&self) -> &[u64] {
        &self.hashes
    }
}

/// Whether a text is one of these, in any case: for texts that are no single
/// word of the report, as a path's folder or a header's phrase. For a word there
/// is [`Report::is_one_of`](crate::report::Report::is_one_of), and a list of more
/// than a few wants [`Spellings`].
///
/// ```
/// use crossfoot_kit::spelling::is_any;
/// assert!(is_any("Total", &["sum", "total"]));
/// assert!(!is_any("totals", &["sum", "total"]));
/// ```
pub fn is_any(text: &str, known: &[&str]) -> bool {
    known.iter().any(|known| text.eq_ignore_ascii_case(known))
}

/// The part of the sieve, and the bit in it.
const fn place(hash: u64) -> (usize, u64) {
    let folded = hash::folded(hash);
    ((folded & 3) as usize, 1 << (folded >> 2 & 63))
}
