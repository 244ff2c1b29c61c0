//! Reading verdicts: what a cell, a field or a statement says of the thing it
//! stands beside.

use crate::bindings::Span;
use crate::lexicon::Roles;
use crate::report::{Report, class, role};
use crate::words::Word;

/// How something came out, in the report's own words.
///
/// ```
/// use crossfoot_kit::{sample, verdict::Verdict};
/// let report = sample::report();
/// assert_eq!(report.cell_verdict(sample::place("FAIL")), Some(Verdict::Fail));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It came out well.
    Pass,
    /// It did not.
    Fail,
    /// Some of it did.
    Partial,
    /// It was not tried, or could not be.
    Blocked,
    /// It asks for nothing: not applicable, expected, known and accepted.
    Noted,
    /// It is not known yet.
    Unknown,
}

/// Kinds that were met in a text, as bits.
const PASS: u8 = 1;
const FAIL: u8 = 2;
const PARTIAL: u8 = 4;
const BLOCKED: u8 = 8;
const NOTED: u8 = 16;
const UNKNOWN: u8 = 32;

impl Report {
    /// The verdict that a text gives, if it gives just one. Templates
    /// ("PASS/FAIL"), conditions ("fails if …") and texts that say two things
    /// give none.
    ///
    /// ```
    /// use crossfoot_kit::{sample, verdict::Verdict};
    /// let report = sample::report();
    /// let said = |words| report.verdict_in(sample::place(words));
    /// assert_eq!(said("PASS"), Some(Verdict::Pass));
    /// assert_eq!(said("Mill Lane"), None);
    /// ```
    pub fn verdict_in(&self, at: Span) -> Option<Verdict> {
        self.verdict_of(self.words_in(at), at)
    }

    fn verdict_of(&self, words: &[Word], at: Span) -> Option<Verdict> {
        if !words.iter().any(|word| word.is(Roles::VERDICT)) {
            return None;
        }
        let mut met = 0_u8;
        let mut last: Option<(Span, u8)> = None;
        for (index, word) in words.iter().enumerate() {
            if word.is(Roles::MODAL) {
                return None;
            }
            if !word.is(Roles::VERDICT) {
                continue;
            }
            let kind = self.kind_of(words, index, at)?;
            if let Some((before, other)) = last
                && other != kind
                && kind != 0
            {
                let between = self.text(Span { start: before.end, end: word.at.start });
                if is_choice(between) {
                    return None;
                }
                if is_arrow(between) {
                    met = 0;
                }
            }
            met |= kind;
            last = Some((word.at, kind));
        }
        combine(met)
    }

    /// The verdict of a table cell: a word of judgement must lead it, so that
    /// "Fail-safe enabled" and "Error handling tested" are none.
    ///
    /// ```
    /// use crossfoot_kit::{sample, verdict::Verdict};
    /// let report = sample::report();
    /// assert_eq!(report.cell_verdict(sample::place("FAIL")), Some(Verdict::Fail));
    /// assert_eq!(report.cell_verdict(sample::place("P3")), None);
    /// ```
    pub fn cell_verdict(&self, at: Span) -> Option<Verdict> {
        self.leading_verdict(self.words_in(at), at)
    }

    /// The same of a whole node.
    pub(crate) fn node_verdict(&self, node: u32) -> Option<Verdict> {
        self.leading_verdict(self.words_of(node), self.span(node))
    }

    fn leading_verdict(&self, words: &[Word], at: Span) -> Option<Verdict> {
        let first = words.iter().position(|word| word.is(Roles::VERDICT))?;
        let word = words.get(first)?;
        let leads = words.iter().take(first).all(|word| word.is(Roles::NEGATION | Roles::ALL | Roles::TOTAL));
        if !leads || !self.stands_alone(word, at.end) {
            return None;
        }
        // What follows in brackets or behind a dash explains the verdict, and
        // only softens it.
        match self.verdict_of(words, at) {
            None if words.iter().any(|word| word.is(Roles::MODAL)) => None,
            found => found,
        }
    }

    /// No noun hangs on the word: "PASS", "Fail (2 of 8)", "Failed at step 3".
    fn stands_alone(&self, word: &Word, end: u32) -> bool {
        let text = self.text(word.at);
        if text.chars().all(|letter| !letter.is_lowercase()) || text.len() > 5 && text.ends_with("ed") {
            return !self.text(Span { start: word.at.end, end }).starts_with('-');
        }
        let behind = self.text(Span { start: word.at.end, end });
        if behind.starts_with('-') {
            return false;
        }
        let next = behind.trim_start_matches([' ', '*', '_', '`']).chars().next();
        next.is_none_or(|next| !next.is_alphanumeric())
    }

    /// What one word of judgement says where it stands: nothing failed where it
    /// is denied or its count is zero. `None` where that is unclear.
    fn kind_of(&self, words: &[Word], index: usize, at: Span) -> Option<u8> {
        let word = words.get(index)?;
        let kind = kind(word.roles);
        let number = self.count_beside(word, at);
        let near = words.get(index.saturating_sub(2)..index).unwrap_or_default();
        let denied = near
            .iter()
            .rev()
            .take_while(|word| !word.is(Roles::VERDICT))
            .any(|word| word.is(Roles::NEGATION));
        match (kind, number, denied) {
            (PASS, _, true) => None,
            (PASS, Some((count, Some(whole))), _) => Some(if count == whole { PASS } else { PARTIAL }),
            (PASS, Some((0, None)), _) => Some(0),
            (PASS | NOTED | UNKNOWN, ..) => Some(kind),
            (_, Some((0, _)), _) | (_, _, true) => Some(PASS),
            _ => Some(kind),
        }
    }

    /// The count that stands right before a word, or behind it and a colon,
    /// and what it is a count out of.
    fn count_beside(&self, word: &Word, at: Span) -> Option<(i64, Option<i64>)> {
        let before = self.quantities_in(Span { start: at.start, end: word.at.start }).next_back();
        let before = before.filter(|index| self.is_bare_up_to(*index, word.at.start));
        let behind = || {
            let next = self.quantities_in(Span { start: word.at.end, end: at.end }).next()?;
            let between = self.text(Span { start: word.at.end, end: self.quantity(next)?.at.start });
            let close = between.trim_matches([' ', '*', '_', '`', '|', '"', '\'']);
            matches!(close, ":" | "=").then_some(next)
        };
        let index = before.or_else(behind)?;
        let quantity = self.quantity(index)?;
        if quantity.class != class::COUNT {
            return None;
        }
        if quantity.role == role::DENOMINATOR {
            return Some((self.count(quantity.mate)?, Some(self.count(index)?)));
        }
        Some((self.count(index)?, None))
    }

    fn is_bare_up_to(&self, index: u32, place: u32) -> bool {
        let end = self.quantity(index).map_or(place, |quantity| quantity.at.end);
        self.text(Span { start: end, end: place })
            .bytes()
            .all(|byte| matches!(byte, b' ' | b'*' | b'_' | b')'))
    }
}

fn kind(roles: Roles) -> u8 {
    if roles.has(Roles::NOTED) {
        NOTED
    } else if roles.has(Roles::FAIL) {
        FAIL
    } else if roles.has(Roles::PARTIAL) {
        PARTIAL
    } else if roles.has(Roles::BLOCKED) {
        BLOCKED
    } else if roles.has(Roles::UNKNOWN) {
        UNKNOWN
    } else {
        PASS
    }
}

fn combine(met: u8) -> Option<Verdict> {
    let has = |kind: u8| met & kind != 0;
    if met == 0 || (has(PASS) && has(FAIL)) {
        return None;
    }
    Some(if has(NOTED) {
        Verdict::Noted
    } else if has(UNKNOWN) {
        Verdict::Unknown
    } else if has(PARTIAL) || (has(PASS) && has(BLOCKED)) {
        Verdict::Partial
    } else if has(FAIL) {
        Verdict::Fail
    } else if has(BLOCKED) {
        Verdict::Blocked
    } else {
        Verdict::Pass
    })
}

/// "PASS/FAIL", "pass or fail", "[x] pass [ ] fail".
fn is_choice(between: &str) -> bool {
    let bare = between.trim_matches([' ', '*', '_', '`']);
    matches!(bare, "/" | "|" | "or") || bare.contains("[ ]") || bare.contains('☐')
}

fn is_arrow(between: &str) -> bool {
    between.contains('→') || between.contains("->") || between.contains("=>") || between.contains('⇒')
}
