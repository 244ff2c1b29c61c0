//! Numbers that belong together: fractions, ranges, shapes, values with a
//! reach. Whatever is none of these is a number alone.

use super::super::text::byte;
use super::super::{Span, Unit};
use super::head::Head;
use super::literal::{self, Literal};
use super::scan::{Part, Reader, span};
use super::tail;

impl Reader<'_, '_, '_> {
    /// Reads the numeral and whatever it makes a pair with.
    pub(super) fn paired(&mut self, literal: Literal, head: Head, limit: usize) -> usize {
        if let Some(end) = self.shape(&literal, limit) {
            return end;
        }
        if let Some(end) = self.fraction(&literal, head, limit) {
            return end;
        }
        if let Some(end) = self.close_range(&literal, head, limit) {
            return end;
        }
        self.unpaired(literal, head, limit)
    }

    /// The same for one that is glued to nothing behind it.
    pub(super) fn unpaired(&mut self, literal: Literal, head: Head, limit: usize) -> usize {
        let tail = tail::read(self.bytes, &literal, limit, self.one_line());
        let part = Part { literal, head, tail };
        if literal.end < limit
            && let Some(end) = self
                .part_of(&part, limit)
                .or_else(|| self.wide_range(&part, limit))
                .or_else(|| self.reach(&part, limit))
        {
            return end;
        }
        self.part(&part);
        part.tail.at_end.max(literal.end)
    }

    pub(super) fn literal_at(&self, at: usize, limit: usize) -> Option<Literal> {
        (at < limit && byte(self.bytes, at).is_ascii_digit())
            .then(|| literal::read(self.bytes, at, limit, false))
    }

    /// Adds a number by its tail alone: no name, column or key makes it an id.
    pub(super) fn loose(&mut self, part: &Part) -> u32 {
        let (class, unit) = (part.tail.class, part.tail.unit);
        let at = span(part.head.start.min(part.literal.start), part.tail.at_end.max(part.literal.end));
        match self.value_of(part, class, unit) {
            Some(value) => {
                let unit = if class.is_quantity() { unit } else { Unit::NONE };
                let after = if part.tail.noun.start as usize > part.tail.at_end + 12 {
                    part.tail.at_end
                } else {
                    part.tail.end
                };
                self.push(at, after, class, value, unit, part.tail.noun)
            }
            None => self.part(part),
        }
    }
}

pub(super) fn bare_tail(literal: &Literal) -> tail::Tail {
    tail::Tail { noun: Span::new(literal.end as u32, literal.end as u32), ..tail::none(literal) }
}
