//! `8/8`, "3 of 5", and what only looks so: steps of a series, chains of
//! figures with strokes between.

use super::super::inline::Place;
use super::super::lexicon::Lowered;
use super::super::text::{before, byte, is_space, is_word};
use super::super::{Class, Role, Span, flags};
use super::emit;
use super::head::{Head, Name};
use super::literal::{self, Literal};
use super::names::{counts_hundreds, number_word};
use super::pairs::bare_tail;
use super::scan::{Part, Reader};
use super::tables::Manner;
use super::tail;

/// Words before `(2/3)` that make it a step of a running series.
const SERIES: &[&[u8]] = &[
    b"attempt", b"batch", b"chunk", b"page", b"part", b"phase", b"round", b"stage", b"step", b"try", b"wave",
];

impl Reader<'_, '_, '_> {
    pub(super) fn fraction(&mut self, literal: &Literal, head: Head, limit: usize) -> Option<usize> {
        let at = literal.end;
        if byte(self.bytes, at) != b'/' || literal.scientific {
            return None;
        }
        let second = self.denominator(literal.start, at + 1, limit)?;
        let behind = byte(self.bytes, second.end);
        let chained = matches!(behind, b'/' | b'\\')
            || (behind == b'.' && byte(self.bytes, second.end + 1).is_ascii_digit());
        if chained || literal.zero_led || second.zero_led {
            return Some(self.chain(literal, limit));
        }
        let tail = tail::read(self.bytes, &second, limit, self.one_line());
        if matches!(tail.class, Class::Label | Class::Ordinal) {
            return Some(self.chain(literal, limit));
        }
        let round_the_clock = literal.mantissa == Some(24) && second.mantissa == Some(7);
        let first = Part { literal: *literal, head, tail: bare_tail(literal) };
        let second = Part { literal: second, head: Head { start: second.start, ..Head::default() }, tail };
        let class = if round_the_clock || is_fiscal_year(&first.literal, &second.literal) {
            Some(Class::Other)
        } else if self.is_step_of_series(&first, &second) {
            Some(Class::Ordinal)
        } else {
            None
        };
        Some(self.fraction_of(first, second, class))
    }

    /// "(1/83 163)": digits in groups, where a bracket or the cell ends behind them.
    fn denominator(&self, start: usize, at: usize, limit: usize) -> Option<Literal> {
        let plain = self.literal_at(at, limit)?;
        if byte(self.bytes, plain.end) != b' ' {
            return Some(plain);
        }
        let grouped = literal::read(self.bytes, at, limit, true);
        let in_bracket = before(self.bytes, start) == b'(' && byte(self.bytes, grouped.end) == b')';
        let in_cell = self.place == Place::Cell && grouped.end >= limit;
        Some(if grouped.grouped && (in_bracket || in_cell) { grouped } else { plain })
    }

    pub(super) fn fraction_of(&mut self, mut first: Part, mut second: Part, class: Option<Class>) -> usize {
        first.head.name = Name::None;
        second.head.name = Name::None;
        if let Some(class) = class {
            let a = self.plain(first.literal.start, first.literal.end, class, first.literal.mantissa);
            let b = self.plain(second.literal.start, second.literal.end, class, second.literal.mantissa);
            emit::mate(&mut self.numbers.quantities, a, b, (Role::Numerator, Role::Denominator));
            return second.literal.end;
        }
        // "50/50 ms": both are measured; "8/8 tests": what is counted is one.
        first.tail.noun = second.tail.noun;
        first.tail.unit = second.tail.unit;
        first.tail.class = match second.tail.class {
            Class::Count if first.literal.is_whole() => Class::Count,
            Class::Percentage => Class::Other,
            other if other.is_quantity() => Class::Measurement,
            other => other,
        };
        if !first.literal.is_whole() {
            second.tail.class = Class::Measurement;
        }
        let a = self.loose(&first);
        let b = self.loose(&second);
        emit::mate(&mut self.numbers.quantities, a, b, (Role::Numerator, Role::Denominator));
        second.tail.at_end
    }

    /// `1/2/3`, `01/02`: dates cut short, paths, lists; nothing to reckon with.
    pub(super) fn chain(&mut self, literal: &Literal, limit: usize) -> usize {
        let mut end = literal.end;
        while end < limit {
            let here = byte(self.bytes, end);
            let inner = is_word(here)
                || (matches!(here, b'/' | b'.' | b'-' | b'\\') && is_word(byte(self.bytes, end + 1)));
            if !inner {
                break;
            }
            end += 1;
        }
        self.plain(literal.start, end, Class::Other, Some(literal.mantissa.unwrap_or(0)));
        end
    }

    /// "Attempt 2/3", "trying hard (3/3)", "[2/7] Compiling".
    pub(super) fn is_step_of_series(&self, first: &Part, second: &Part) -> bool {
        // "2/3" alone in a column of attempts.
        let whole = Span::new(first.head.start as u32, second.literal.end as u32);
        let of_ids = self.numbers.cell.is_some_and(|cell| cell.at == whole)
            && matches!(self.numbers.manner_of_cell(), Some(Manner::Id));
        if of_ids || matches!(first.head.name, Name::Id { .. }) {
            return true;
        }
        let start = first.head.start;
        let end = second.literal.end;
        let (open, close) = (before(self.bytes, start), byte(self.bytes, end));
        let whole = first.literal.is_plain_whole() && second.literal.is_plain_whole();
        let rising = first.literal.mantissa <= second.literal.mantissa;
        if open == b'[' && close == b']' && rising && whole {
            return true;
        }
        let bracketed = open == b'(' && close == b')';
        let titled = self.place == Place::Heading && end >= self.end;
        if !(bracketed || titled) || !whole || !rising || self.place == Place::Cell || start <= self.start {
            return false;
        }
        // Alone in brackets: a result where the words before speak of results.
        let mut at = if bracketed { start - 1 } else { start };
        while at > self.start
            && (is_space(before(self.bytes, at)) || matches!(before(self.bytes, at), b'*' | b'_'))
        {
            at -= 1;
        }
        let mut from = at;
        while from > self.start && is_word(before(self.bytes, from)) {
            from -= 1;
        }
        let word: Vec<u8> = self.bytes.get(from..at).unwrap_or(&[]).to_ascii_lowercase();
        let results: &[&[u8]] = &[
            b"pass",
            b"passed",
            b"passing",
            b"ok",
            b"fail",
            b"failed",
            b"complete",
            b"completed",
            b"done",
            b"success",
            b"verified",
            b"closed",
            b"met",
            b"covered",
            b"achieved",
            b"green",
            b"clean",
        ];
        let plural = word.ends_with(b"s") && !word.ends_with(b"ss");
        // "65% compliant (29/45)", "98.5% pass rate (197/200)"
        let behind_share = self.bytes.get(from.saturating_sub(12).max(self.start)..from).unwrap_or(&[]);
        if behind_share.contains(&b'%') {
            return false;
        }
        SERIES.contains(&word.as_slice())
            || !(results.contains(&word.as_slice()) || plural || word.is_empty())
    }

    /// "3 of 5 tests", "3 out of 5".
    pub(super) fn part_of(&mut self, first: &Part, limit: usize) -> Option<usize> {
        if !first.literal.is_whole() || !first.tail.noun.is_empty() || first.tail.class != Class::Count {
            return None;
        }
        let rest = self.bytes.get(first.tail.at_end..limit)?;
        if !matches!(rest, [b' ', b'o' | b'/', ..]) {
            return None;
        }
        let mut joints = [b" of ".as_slice(), b" / ", b" out of ", b" of the ", b" of all ", b" out of the "]
            .into_iter()
            .filter(|words| rest.starts_with(words))
            .map(|words| first.tail.at_end + words.len());
        let second =
            joints.find_map(|at| self.literal_at(at, limit).or_else(|| self.spelled_at(at, limit)))?;
        let tail = tail::read(self.bytes, &second, limit, self.one_line());
        let divides =
            self.bytes.get(second.end..limit).is_some_and(|rest| rest.trim_ascii_start().starts_with(b"="));
        let spelled = [first.literal, second].map(|literal| self.is_spelled(&literal));
        // "two of five" may be of anything.
        let noun = self.bytes.get(tail.noun.start as usize..tail.noun.end as usize).unwrap_or(&[]);
        let bare = spelled.contains(&true) && noun.is_empty() || counts_hundreds(noun);
        if !second.is_whole()
            || tail.class != Class::Count
            || divides
            || bare
            || self.is_of_chain(first, &second, limit)
        {
            return None;
        }
        let series = matches!(first.head.name, Name::Id { .. });
        let second = Part { literal: second, head: Head { start: second.start, ..Head::default() }, tail };
        let from = self.numbers.quantities.len();
        let end = self.fraction_of(*first, second, series.then_some(Class::Ordinal));
        let both = self.numbers.quantities.get_mut(from..).unwrap_or_default();
        for (quantity, _) in both.iter_mut().zip(spelled).filter(|(_, spelled)| *spelled) {
            quantity.flags |= flags::WORD;
        }
        Some(end)
    }

    /// "57 / 43 / 0": three beside each other are no part of a whole.
    fn is_of_chain(&self, first: &Part, second: &Literal, limit: usize) -> bool {
        let stroked = |gap: &[u8]| gap.trim_ascii_start().starts_with(b"/");
        let behind = self.bytes.get(second.end..limit).is_some_and(stroked);
        let before =
            self.bytes.get(self.start..first.head.start.min(first.literal.start)).unwrap_or_default();
        let figure = before.trim_ascii_end().strip_suffix(b"/").map(<[u8]>::trim_ascii_end);
        behind
            || figure
                .is_some_and(|rest| rest.last().is_some_and(|last| last.is_ascii_digit() || *last == b'%'))
    }

    /// A number in words that begins at `at` and is a number of things.
    fn spelled_at(&self, at: usize, limit: usize) -> Option<Literal> {
        let end = self.numbers.kinds.word_end(at, limit);
        let word = Lowered::of(self.text(at, end - at));
        let value = number_word(word.as_bytes()).filter(|&value| value > 1 && !word.is("both"))?;
        let goes_on = matches!(byte(self.bytes, end), b'-' | b'\'') || word.is("dozen");
        (!goes_on).then(|| Literal::spelled(at, end, value))
    }

    fn is_spelled(&self, literal: &Literal) -> bool {
        byte(self.bytes, literal.start).is_ascii_alphabetic()
    }
}

/// "2025/26".
fn is_fiscal_year(first: &Literal, second: &Literal) -> bool {
    let (Some(year), Some(next)) = (first.mantissa, second.mantissa) else { return false };
    first.digits == 4 && second.digits == 2 && (1900..2200).contains(&year) && (year + 1) % 100 == next
}
