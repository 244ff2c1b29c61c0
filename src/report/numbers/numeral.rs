//! A numeral that begins with a digit: what it is glued to comes first, then
//! moments and codes, then what stands before it; `pairs` reads the rest.

use super::super::Class;
use super::super::inline::Place;
use super::super::lexicon::MONTHS;
use super::super::text::{before, byte, is_space, is_word};
use super::custom;
use super::dates;
use super::head::{self, Head, Name, Word};
use super::literal::{self, Literal};
use super::scan::{Part, Reader, span};
use super::tail;

impl Reader<'_, '_, '_> {
    /// A numeral that begins with a digit; gives back where to go on.
    pub(super) fn numeral(&mut self, start: usize) -> usize {
        self.enter(start);
        let first = self.within.start as usize;
        let limit = self.limit();
        let behind = self.numbers.kinds.digits_end(start);
        let (sign, next) = (before(self.bytes, start), byte(self.bytes, behind));
        let goes_on = matches!(next, b':' | b'-' | b'a'..=b'z' | b'A'..=b'Z' | b'_');
        // Nothing that its sentence, cell or value holds stands before it.
        let leads = start == first && (start == self.start || is_space(sign));
        if leads && behind >= limit && !goes_on {
            return self.alone(start, limit);
        }
        let code = if goes_on { self.code(start) } else { None };
        let code = if leads { code } else { code.or_else(|| self.phone(start, first)) };
        if let Some(end) = code {
            return end;
        }
        // Behind white space nothing is glued to anything.
        let joined = if leads || is_space(sign) { None } else { self.joined_before(start, limit) };
        if let Some(end) = joined {
            return end;
        }
        let text = self.bytes.get(first..).unwrap_or(&[]);
        let word = if leads { None } else { head::word_at(text, start - first) };
        if let Some(moment) = self.moment((start, behind), limit, word.as_ref()) {
            self.valued(start, moment.end, moment.class, moment.value);
            let behind = moment.end;
            return if moment.class == Class::Date && byte(self.bytes, behind) == b'T' {
                behind + 1
            } else {
                behind
            };
        }
        if matches!(next, b'x' | b'X') && behind == start + 1 && byte(self.bytes, start) == b'0' {
            let mut end = start + 2;
            while end < limit && is_word(byte(self.bytes, end)) {
                end += 1;
            }
            if end > start + 2 {
                self.plain(start, end, Class::Hex, Some(0));
                return end;
            }
        }
        let mut head = match leads {
            true => Head { start, ..Head::default() },
            false => head::read_behind(text, first, start, word.as_ref()),
        };
        // The end of a struck word or a tag is no sign of a bound.
        if head.start < start && self.holder_of(span(head.start, start + 1)) != self.node_of(start as u32) {
            head = Head { start, name: head.name, named: head.named, ..Head::default() };
        }
        let pointed = sign == b'.' && literal::begins_with_point(self.bytes, start, first);
        if pointed {
            head = head::read(self.bytes, first, start - 1);
        }
        let spaced = !self.one_line() && matches!(head.name, Name::None);
        let mut literal = literal::read(self.bytes, start, limit, spaced);
        if literal.decimals == 3 && self.numbers.points_group() {
            custom::regroup(self.bytes, &mut literal);
        }
        if pointed {
            literal.start -= 1;
            literal.decimals = literal.digits;
            literal.zero_led = false;
            literal.exponent = literal.exponent.saturating_sub_unsigned(literal.digits);
        }
        if literal.end == behind && !pointed && self.ends_bare(behind) {
            return self.unpaired(literal, head, limit);
        }
        let code = self.dotted(&literal, limit).or_else(|| {
            self.row_of_figures(&literal, limit).or_else(|| self.two_with_a_comma(&literal, first, limit))
        });
        if let Some(end) = code {
            return end;
        }
        if self.is_an_accountants_negative(&literal, &head) {
            head.negative = true;
        }
        self.paired(literal, head, limit)
    }

    /// Figures that are all that their sentence, cell or value holds.
    fn alone(&mut self, start: usize, limit: usize) -> usize {
        let literal = literal::read(self.bytes, start, limit, false);
        let head = Head { start, ..Head::default() };
        self.part(&Part { literal, head, tail: tail::none(&literal) });
        literal.end
    }

    /// Whether the figures that end at `at` have nothing behind them that could
    /// make them a part of something longer without white space between.
    fn ends_bare(&self, at: usize) -> bool {
        match byte(self.bytes, at) {
            b' ' | b'.' | b',' => {
                let next = byte(self.bytes, at + 1);
                !next.is_ascii_digit() && next != b'.'
            }
            b'\n' | b'\r' | b')' | b']' | b'*' | b':' | b';' | b'|' | b'%' | b'!' | b'?' => true,
            _ => false,
        }
    }

    /// "(312,400.00)", alone in its cell.
    fn is_an_accountants_negative(&self, literal: &Literal, head: &Head) -> bool {
        let Some(cell) = self.numbers.cell.filter(|_| literal.grouped || literal.decimals > 0) else {
            return false;
        };
        let text = self.text(cell.at.start as usize, (cell.at.end - cell.at.start) as usize);
        let inner = text.strip_prefix(b"(").and_then(|text| text.strip_suffix(b")"));
        let printed = self.bytes.get(head.start..literal.end);
        inner.is_some() && inner == printed
    }

    /// A date or time that the figures `from` one place to another begin;
    /// `word` is the one before, if there is one.
    fn moment(
        &self,
        (start, behind): (usize, usize),
        limit: usize,
        word: Option<&Word>,
    ) -> Option<dates::Moment> {
        let first = self.within.start as usize;
        if let Some(word) = word.filter(|word| word.lowered.is_in(MONTHS) && self.place != Place::Line) {
            let month = self.text(first + word.start, word.end - word.start);
            if let Some(moment) = dates::after_month(self.bytes, start, limit, month) {
                return Some(moment);
            }
        }
        if dates::may_begin(self.bytes, start, behind) { dates::read(self.bytes, start, limit) } else { None }
    }
}
