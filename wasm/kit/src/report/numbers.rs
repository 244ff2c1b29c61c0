//! Numbers, and the words that say what they count.

use std::ops::Range;

use super::known::Known;
use super::{Report, Run};
use crate::bindings::{Quantity, Span, Unit};
use crate::lexicon::Roles;
use crate::table::roles_of;
use crate::value::Value;
use crate::words::Word;

impl Report {
    /// All numbers, in the order of the text.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// for index in 0..report.quantities().len() as u32 {
    ///     assert!(!report.printed(index).is_empty());
    /// }
    /// ```
    pub fn quantities(&self) -> &[Quantity] {
        &self.raw.quantities
    }

    /// A number, by its index.
    ///
    /// ```
    /// use crossfoot_kit::{report::class, sample};
    /// let report = sample::report();
    /// let pumps = report.quantity(sample::number("4\n")).unwrap();
    /// assert_eq!((pumps.class, pumps.mantissa), (class::COUNT, 4));
    /// ```
    pub fn quantity(&self, index: u32) -> Option<&Quantity> {
        self.raw.quantities.get(index as usize)
    }

    /// The indices of the numbers that lie in a span.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let found = report.quantities_in(sample::place("24 wet + 11 dry"));
    /// let printed: Vec<&str> = found.map(|index| report.printed(index)).collect();
    /// assert_eq!(printed, ["24", "11"]);
    /// ```
    pub fn quantities_in(&self, at: Span) -> Range<u32> {
        let all = &self.raw.quantities;
        let start_of = |index: usize| all.get(index).map(|number| number.at.start);
        let before = |place: u32| self.number_marks.before(place, all.len(), start_of) as u32;
        let start = before(at.start);
        start..before(at.end).max(start)
    }

    /// The indices of the numbers that lie in a node.
    ///
    /// ```
    /// let report = crossfoot_kit::sample::report();
    /// assert_eq!(report.quantities_of(0).len(), report.quantities().len());
    /// ```
    pub fn quantities_of(&self, node: u32) -> Range<u32> {
        let numbers = self.held(node).map_or(Run::default(), |held| held.numbers);
        numbers.start..numbers.end
    }

    /// Whether a number takes part in arithmetic at all.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// assert!(report.is_arithmetic(sample::number("36 readings")));
    /// assert!(!report.is_arithmetic(sample::number("2026-03-14")));
    /// ```
    pub fn is_arithmetic(&self, index: u32) -> bool {
        self.known(index).is_some_and(|known| known.is_arithmetic)
    }

    /// A number as printed.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// assert_eq!(report.printed(sample::number("4,320 litres")), "4,320");
    /// ```
    pub fn printed(&self, index: u32) -> &str {
        self.quantity(index).map_or("", |quantity| self.text(quantity.at))
    }

    /// The values of a number, in its own unit.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let least = report.value(sample::number("≥ 11.5 l/s"));
    /// assert_eq!(least.hull().to_string(), "at least 11.5");
    /// ```
    pub fn value(&self, index: u32) -> Value {
        self.quantity(index).map_or(Value::UNKNOWN, Value::of)
    }

    /// The values of a number in the base unit of its dimension: seconds,
    /// bytes, …
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let days = report.base_value(sample::number("2 days"));
    /// assert_eq!(days.hull().low.unwrap().at.to_string(), "86,400");
    /// ```
    pub fn base_value(&self, index: u32) -> Value {
        let Some(quantity) = self.quantity(index) else { return Value::UNKNOWN };
        match self.unit(quantity) {
            Some(unit) if unit.divisor != 0 => Value::scaled(quantity, unit.factor, unit.divisor),
            _ => Value::of(quantity),
        }
    }

    /// The unit behind a number.
    ///
    /// ```
    /// use crossfoot_kit::{report::dimension, sample};
    /// let report = sample::report();
    /// let run = report.quantity(sample::number("90 s")).unwrap();
    /// assert_eq!(report.unit(run).unwrap().dimension, dimension::TIME);
    /// ```
    pub fn unit(&self, quantity: &Quantity) -> Option<&Unit> {
        self.raw.units.get(usize::from(quantity.unit)).filter(|_| quantity.unit != 0)
    }

    /// The dimension of a number's unit and what it is taken per.
    ///
    /// Only numbers of one dimension can be added or compared.
    ///
    /// ```
    /// use crossfoot_kit::{report::dimension, sample};
    /// let report = sample::report();
    /// assert_eq!(report.dimension(sample::number("90 s")), (dimension::TIME, dimension::NONE));
    /// ```
    pub fn dimension(&self, index: u32) -> (u8, u8) {
        let unit = self.quantity(index).and_then(|quantity| self.unit(quantity));
        unit.map_or((0, 0), |unit| (unit.dimension, unit.per))
    }

    /// A whole number that is exactly itself.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// assert_eq!(report.count(sample::number("36 readings")), Some(36));
    /// assert_eq!(report.count(sample::number("90 s")), None);
    /// ```
    pub fn count(&self, index: u32) -> Option<i64> {
        self.known(index)?.count
    }

    /// The words that say what a number counts: those behind it, or else the
    /// key of its field, or else the header of its column.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let names = |words| report.names(sample::number(words)).iter().map(|word| report.text(word.at));
    /// assert_eq!(names("36 readings").last(), Some("readings"));
    /// assert_eq!(names("12.4 l/s").last(), Some("s"));
    /// ```
    pub fn names(&self, index: u32) -> &[Word] {
        let noun = self.noun(index);
        if noun.is_empty() { self.label(index) } else { noun }
    }

    /// What those words say, taken together.
    ///
    /// ```
    /// use crossfoot_kit::{lexicon::Roles, sample};
    /// let report = sample::report();
    /// assert!(report.roles(sample::number("8 |")).has(Roles::THREAD));
    /// ```
    pub fn roles(&self, index: u32) -> Roles {
        roles_of(self.names(index))
    }

    /// The words right behind a number.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let noun = report.noun(sample::number("36 readings"));
    /// assert_eq!(report.text(noun[0].at), "readings");
    /// ```
    pub fn noun(&self, index: u32) -> &[Word] {
        self.known(index).map_or(&[], |known| known.noun.of(&self.words))
    }

    /// Where the words right behind a number lie; empty, and right behind the
    /// number, if there are none.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// assert_eq!(report.text(report.noun_span(sample::number("36 readings"))), "readings");
    /// ```
    pub fn noun_span(&self, index: u32) -> Span {
        self.known(index).map_or(Span { start: 0, end: 0 }, |known| known.noun_span)
    }

    /// The key of the field, or the header of the column, that holds a number.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let label = |words| report.text(report.label(sample::number(words))[0].at);
    /// assert_eq!(label("90 s"), "Run time");
    /// assert_eq!(label("12.4 l/s"), "Measured");
    /// ```
    pub fn label(&self, index: u32) -> &[Word] {
        self.known(index).map_or(&[], |known| known.label.of(&self.words))
    }

    /// The words between a number and the next, as far as its statement goes.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let behind = report.words_behind(sample::number("24 wet"));
    /// assert_eq!(behind.iter().map(|word| report.text(word.at)).collect::<Vec<_>>(), ["wet"]);
    /// ```
    pub fn words_behind(&self, index: u32) -> &[Word] {
        let Some(known) = self.known(index) else { return &[] };
        let end = self.held(known.statement).map_or(0, |statement| statement.words.end);
        let next = self.known(index + 1).map_or(u32::MAX, |next| next.own.start);
        Run { start: known.own.end, end: end.min(next) }.of(&self.words)
    }

    pub(crate) fn known(&self, index: u32) -> Option<&Known> {
        self.known.get(index as usize)
    }
}
