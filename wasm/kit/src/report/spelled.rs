//! Words, found by their letters and by what they say.

use super::Report;
use crate::hash;
use crate::lexicon::Roles;
use crate::spelling::Spellings;
use crate::words::Word;

/// Where the words of each spelling stand, and what all words say together.
#[derive(Default)]
pub(crate) struct Index {
    /// For each slot the first word that belongs there, counted from 1.
    first: Vec<u32>,
    /// For each word the next that belongs into its slot, counted from 1.
    next: Vec<u32>,
    roles: Roles,
}

impl Index {
    pub(super) fn of(words: &[Word]) -> Self {
        let mut index = Index {
            first: vec![0; words.len().next_power_of_two()],
            next: vec![0; words.len()],
            roles: Roles::NONE,
        };
        let places = (1..=words.len() as u32).rev();
        for ((word, next), place) in words.iter().zip(&mut index.next).rev().zip(places) {
            index.roles = index.roles | word.roles;
            let slot = hash::slot(word.hash, index.first.len());
            if let Some(first) = index.first.get_mut(slot) {
                *next = std::mem::replace(first, place);
            }
        }
        index
    }

    /// The words of a slot, in the order of the text.
    fn slot(&self, hash: u64) -> impl Iterator<Item = usize> {
        let known = |place: u32| (place as usize).checked_sub(1);
        let first = self.first.get(hash::slot(hash, self.first.len())).copied().and_then(known);
        std::iter::successors(first, move |place| self.next.get(*place).copied().and_then(known))
    }
}

impl Report {
    /// Where in [`Report::words`] these words stand, in the order of the text.
    ///
    /// ```
    /// use crossfoot_kit::prelude::*;
    /// const LISTED: Spellings<2> = Spellings::of(["station", "pumping"]);
    /// let report = crossfoot_kit::sample::report();
    /// let found = report.spelled(&LISTED);
    /// let texts: Vec<&str> = found.iter().map(|place| report.text(report.words()[*place].at)).collect();
    /// assert_eq!(texts, ["pumping", "station"]);
    /// ```
    pub fn spelled<const N: usize>(&self, known: &Spellings<N>) -> Vec<usize> {
        let mut found = Vec::new();
        for hash in known.hashes() {
            let is_it = |place: &usize| self.words.get(*place).is_some_and(|word| word.hash == *hash);
            found.extend(self.index.slot(*hash).filter(is_it));
        }
        if N > 1 {
            found.sort_unstable();
        }
        found
    }

    /// The words that can be one of these, in the order of the text.
    ///
    /// ```
    /// use crossfoot_kit::{lexicon::Roles, sample};
    /// let report = sample::report();
    /// let failed = report.words_with(Roles::FAIL).next().unwrap();
    /// assert_eq!(report.text(failed.at), "FAIL");
    /// ```
    pub fn words_with(&self, roles: Roles) -> impl Iterator<Item = &Word> {
        let words = if self.index.roles.has(roles) { self.words.as_slice() } else { &[] };
        words.iter().filter(move |word| word.is(roles))
    }
}
