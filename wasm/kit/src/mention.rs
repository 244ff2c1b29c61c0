//! What a number is said to be, so that the same figure can be found again
//! where it is told a second time.

use crate::lexicon::Roles;
use crate::report::{Report, class, dimension, flag, role};
use crate::value::Value;
use crate::words::Word;

/// What kind of figure it is.
///
/// ```
/// use crossfoot_kit::{mention::Kind, sample};
/// let report = sample::report();
/// let kind = |words| report.mention(sample::number(words)).map(|mention| mention.kind);
/// assert_eq!(kind("36 readings"), Some(Kind::Count));
/// assert_eq!(kind("3 of 4"), Some(Kind::Passed));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// So many of something.
    Count,
    /// So many in a time.
    Rate,
    /// So many that passed.
    Passed,
    /// So many that failed.
    Failed,
    /// So many that were left out.
    Skipped,
    /// A measurement with a name of its own: `Elapsed: 3.4 s`.
    Labelled,
}

/// A figure with its name.
///
/// ```
/// use crossfoot_kit::sample;
/// let report = sample::report();
/// let text = report.mention(sample::number("36 readings")).unwrap();
/// let log = report.mention(sample::number("36 readings hold")).unwrap();
/// assert!(text.is_same(&log));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Mention<'r> {
    /// The number's index.
    pub index: u32,
    /// What kind of figure it is.
    pub kind: Kind,
    /// What is counted or measured.
    pub concept: u32,
    dimension: (u8, u8),
    names: &'r [Word],
}

/// Words that say how the counted came out.
const OUTCOME: Roles = Roles::PASSED.or(Roles::FAILED).or(Roles::SKIPPED);

/// Words that do not change what a number counts.
const LOOSE: Roles = Roles::TOTAL.or(Roles::ALL).or(Roles::COUNT).or(Roles::VERDICT_NOUN);

impl Report {
    /// A number as a figure that may be told again; numbers without a name,
    /// hedged ones, and those said of each one are none.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// assert!(report.mention(sample::number("36 readings")).is_some());
    /// assert!(report.mention(sample::number("2 days")).is_none());
    /// ```
    pub fn mention(&self, index: u32) -> Option<Mention<'_>> {
        let quantity = self.quantity(index)?;
        if !self.is_arithmetic(index) || quantity.flags & flag::HEDGED != 0 || self.is_each(index) {
            return None;
        }
        let named = match quantity.role {
            role::ALONE => index,
            role::NUMERATOR => quantity.mate,
            _ => return None,
        };
        let (noun, label) = (self.noun(named), self.label(named));
        let label = if label.is_empty() { self.assigned(named) } else { label };
        let dimension = self.dimension(index);
        let made = |kind, concept, names| Some(Mention { index, kind, concept, dimension, names });
        if matches!(dimension, (dimension::THINGS | dimension::BYTES, dimension::TIME)) {
            return made(Kind::Rate, noun.first()?.concept, label);
        }
        if quantity.class != class::COUNT {
            return made(Kind::Labelled, label.last()?.concept, label);
        }
        let names = if noun.is_empty() { label } else { noun };
        let outcome = |word: &&Word| word.is(OUTCOME);
        let behind = || self.word_behind(self.noun_span(named).end).filter(outcome);
        if let Some(word) = names.iter().find(outcome).or_else(behind) {
            let kind = if word.is(Roles::PASSED) {
                Kind::Passed
            } else if word.is(Roles::FAILED) {
                Kind::Failed
            } else {
                Kind::Skipped
            };
            // "pump test: 6/6 passed" speaks of that test.
            let bare = names.iter().all(|word| word.is(OUTCOME));
            let subject = if label.is_empty() { self.subject(index) } else { label };
            return made(kind, 0, if bare && !subject.is_empty() { subject } else { names });
        }
        made(Kind::Count, names.last()?.concept, names)
    }

    /// The name of `name=3` in a line of output.
    fn assigned(&self, index: u32) -> &[Word] {
        let Some(quantity) = self.quantity(index) else { return &[] };
        let Some(word) = self.word_before(quantity.at.start) else { return &[] };
        let gap = self.text(crate::bindings::Span { start: word.at.end, end: quantity.at.start });
        if gap == "=" { self.words_in(word.at) } else { &[] }
    }

    /// The words before a number in its statement, up to the number before it.
    fn subject(&self, index: u32) -> &[Word] {
        let Some(quantity) = self.quantity(index) else { return &[] };
        let start = self.span(self.statement(quantity.node)).start;
        let before = index
            .checked_sub(1)
            .and_then(|before| self.quantity(before))
            .map_or(0, |before| before.noun.end.max(before.at.end));
        self.words_in(crate::bindings::Span { start: start.max(before), end: quantity.at.start })
    }

    /// The word right behind a place: "passed" of "25 tests passed".
    fn word_behind(&self, place: u32) -> Option<&Word> {
        let next =
            self.words_in(crate::bindings::Span { start: place, end: place.saturating_add(16) }).first()?;
        (next.at.start <= place + 1).then_some(next)
    }

    /// The values of a mention, in the base unit.
    ///
    /// ```
    /// use crossfoot_kit::{sample, value::{Outcome, Value}};
    /// let report = sample::report();
    /// let readings = report.mention(sample::number("36 readings")).unwrap();
    /// assert_eq!(report.told(&readings).equals(Value::whole(36)), Outcome::Holds);
    /// ```
    pub fn told(&self, mention: &Mention) -> Value {
        self.base_value(mention.index)
    }
}

impl Mention<'_> {
    /// Whether two figures are told under the same name.
    ///
    /// ```
    /// use crossfoot_kit::sample;
    /// let report = sample::report();
    /// let mention = |words| report.mention(sample::number(words)).unwrap();
    /// assert!(mention("36 readings").is_same(&mention("36 readings hold")));
    /// assert!(!mention("36 readings").is_same(&mention("90 s")));
    /// ```
    pub fn is_same(&self, other: &Mention) -> bool {
        if self.kind != other.kind || self.concept != other.concept || self.dimension != other.dimension {
            return false;
        }
        let either = self.names.is_empty() || other.names.is_empty();
        match self.kind {
            Kind::Rate if either => true,
            Kind::Labelled if either => false,
            _ => covers(self, other) && covers(other, self),
        }
    }

    /// Whether one of the words in its name can be one of these.
    ///
    /// ```
    /// use crossfoot_kit::{lexicon::Roles, sample};
    /// let report = sample::report();
    /// let threads = report.mention(sample::number("8 |")).unwrap();
    /// assert!(threads.has(Roles::THREAD));
    /// ```
    pub fn has(&self, roles: Roles) -> bool {
        self.names.iter().any(|word| word.is(roles))
    }
}

fn covers(one: &Mention, other: &Mention) -> bool {
    let outcome = matches!(one.kind, Kind::Passed | Kind::Failed | Kind::Skipped);
    one.names.iter().all(|word| {
        word.is(LOOSE)
            || other.names.iter().any(|known| known.concept == word.concept)
            || (outcome && word.is(OUTCOME))
            || (outcome && !other.names.iter().any(|known| known.is(Roles::TEST)) && word.is(Roles::TEST))
    })
}
