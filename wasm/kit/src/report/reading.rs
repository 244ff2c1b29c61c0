//! Words, found by where they stand.

use super::Report;
use crate::bindings::Span;
use crate::lexicon::Roles;
use crate::table::roles_of;
use crate::words::Word;

impl Report {
    /// All words that a reader sees, in the order of the text.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// assert_eq!(report.text(report.words()[0].at), "Acceptance");
    /// ```
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// How many words begin before a place.
    pub(super) fn words_before(&self, place: u32) -> usize {
        let start_of = |index: usize| self.words.get(index).map(|word| word.at.start);
        self.word_marks.before(place, self.words.len(), start_of)
    }

    /// The words that lie in a span.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// assert_eq!(report.words_in(sample::place("Mill Lane")).len(), 2);
    /// ```
    pub fn words_in(&self, at: Span) -> &[Word] {
        self.words.get(self.words_before(at.start)..self.words_before(at.end)).unwrap_or_default()
    }

    /// The words that lie in a node.
    ///
    /// ```
    /// use crossfoot_kit::{report::kind, sample};
    /// let report = sample::report();
    /// let last = report.of_kind(kind::HEADING).last().unwrap();
    /// assert_eq!(report.words_of(last).len(), 2);
    /// ```
    pub fn words_of(&self, node: u32) -> &[Word] {
        self.held(node).map_or(&[], |held| held.words.of(&self.words))
    }

    /// What the words in a span say, taken together.
    ///
    /// ```
    /// use crossfoot_kit::{lexicon::Roles, sample};
    /// let report = sample::report();
    /// assert!(report.roles_in(sample::place("| FAIL |")).has(Roles::FAIL));
    /// ```
    pub fn roles_in(&self, at: Span) -> Roles {
        roles_of(self.words_in(at))
    }

    /// What the words in a node say, taken together.
    ///
    /// ```
    /// use crossfoot_kit::{lexicon::Roles, report::kind, sample};
    /// let report = sample::report();
    /// let row = report.of_kind(kind::ROW).find(|row| report.roles_of(*row).has(Roles::FAIL));
    /// assert!(row.is_some());
    /// ```
    pub fn roles_of(&self, node: u32) -> Roles {
        roles_of(self.words_of(node))
    }

    /// The word that ends last before a place.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let word = report.word_before(sample::place("2 days").start).unwrap();
    /// assert_eq!(report.text(word.at), "about");
    /// ```
    pub fn word_before(&self, place: u32) -> Option<&Word> {
        let begun = self.words.get(..self.words_before(place))?;
        begun.iter().rev().find(|word| word.at.end <= place)
    }
}
