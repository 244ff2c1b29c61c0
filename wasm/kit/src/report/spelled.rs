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
    /// The first word that has a role, counted from 1.
    telling: u32,
    roles: Roles,
}

impl Index {
    pub(super) fn of(words: &mut [Word]) -> Self {
        let slots = words.len().next_power_of_two();
        let mut index = Index { first: vec![0; slots], telling: 0, roles: Roles::NONE };
        for (place, word) in words.iter_mut().enumerate().rev() {
            let place = place as u32 + 1;
            if let Some(first) = index.first.get_mut(hash::slot(word.hash, slots)) {
                word.next = std::mem::replace(first, place);
            }
            if word.roles != Roles::NONE {
                index.roles = index.roles | word.roles;
                word.telling = std::mem::replace(&mut index.telling, place);
            }
        }
        index
    }

    fn first(&self, hash: u64) -> u32 {
        self.first.get(hash::slot(hash, self.first.len())).copied().unwrap_or_default()
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
            let mut next = self.index.first(*hash);
            while let Some(place) = (next as usize).checked_sub(1)
                && let Some(word) = self.words.get(place)
            {
                if word.hash == *hash {
                    found.push(place);
                }
                next = word.next;
            }
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
        let first = if self.says(roles) { self.index.telling } else { 0 };
        let at = |place: u32| self.words.get((place as usize).wrapping_sub(1));
        std::iter::successors(at(first), move |word| at(word.telling)).filter(move |word| word.is(roles))
    }

    /// Where in [`Report::words`] the words that can be one of these stand.
    pub(crate) fn places_with(&self, roles: Roles) -> impl Iterator<Item = u32> {
        let some = |place: &u32| *place != 0;
        let first = Some(self.index.telling).filter(|_| self.says(roles)).filter(some);
        let word = |place: u32| self.words.get((place as usize).wrapping_sub(1));
        let places =
            std::iter::successors(first, move |place| word(*place).map(|word| word.telling).filter(some));
        let wanted = move |place: &u32| word(*place).is_some_and(|word| word.is(roles));
        places.filter(wanted).map(|place| place - 1)
    }

    /// Whether any word of the report can be one of these.
    ///
    /// ```
    /// use crossfoot_kit::{lexicon::Roles, sample};
    /// let report = sample::report();
    /// assert!(report.says(Roles::FAIL));
    /// assert!(!report.says(Roles::PROOF));
    /// ```
    pub fn says(&self, roles: Roles) -> bool {
        self.index.roles.has(roles)
    }
}
