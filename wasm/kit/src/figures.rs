//! Questions about a single number or word that nearly every rule asks.

use crate::report::{Report, class, flag, role};
use crate::spelling::is_any;
use crate::words::Word;

impl Report {
    /// Whether a number can be added up: a count, a measurement or money, and no
    /// share, multiple, date or id.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// assert!(report.is_amount(sample::number("90 s")));
    /// assert!(!report.is_amount(sample::number("75%")));
    /// ```
    pub fn is_amount(&self, index: u32) -> bool {
        self.quantity(index).is_some_and(|quantity| {
            matches!(quantity.class, class::COUNT | class::MEASUREMENT | class::MONEY)
        }) && self.is_arithmetic(index)
    }

    /// Whether a number is printed in percent.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// assert!(report.is_percentage(sample::number("75%")));
    /// assert!(!report.is_percentage(sample::number("36 readings")));
    /// ```
    pub fn is_percentage(&self, index: u32) -> bool {
        self.quantity(index).is_some_and(|quantity| quantity.class == class::PERCENTAGE)
    }

    /// Whether a number is meant as it is printed: no part of a fraction or
    /// range, no bound ("≥ 5", "48,000+"), and not hedged ("about 2").
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// assert!(report.is_firm(sample::number("36 readings")));
    /// assert!(!report.is_firm(sample::number("2 days")));
    /// assert!(!report.is_firm(sample::number("3 of 4")));
    /// ```
    pub fn is_firm(&self, index: u32) -> bool {
        self.quantity(index).is_some_and(|quantity| {
            quantity.role == role::ALONE && quantity.flags & (flag::HEDGED | flag::MARKED) == 0
        })
    }

    /// The value of a count that is meant as it is printed.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// assert_eq!(report.firm_count(sample::number("36 readings")), Some(36));
    /// assert_eq!(report.firm_count(sample::number("90 s")), None);
    /// ```
    pub fn firm_count(&self, index: u32) -> Option<i64> {
        self.count_of(index).filter(|_| self.is_firm(index))
    }

    /// Whether a word is one of these, written in any case.
    ///
    /// For words that matter to one rule alone; what several need is a role of
    /// the lexicon.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let word = &report.words_in(sample::place("Pumps"))[0];
    /// assert!(report.is_one_of(word, &["pump", "pumps"]));
    /// assert!(!report.is_one_of(word, &["valve"]));
    /// ```
    pub fn is_one_of(&self, word: &Word, known: &[&str]) -> bool {
        is_any(self.text(word.at), known)
    }
}
