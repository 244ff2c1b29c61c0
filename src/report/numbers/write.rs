//! Writing quantities down, each with its node and with what joins it to the
//! one before.

use super::super::text::{before, is_word};
use super::super::{Class, Complaint, Dimension, Joint, Span, Unit, flags};
use super::emit;
use super::glued::is_hash;
use super::interval::{self, Bound, Interval};
use super::scan::{Part, Reader, first_figure, span};

impl Reader<'_, '_, '_> {
    pub(super) fn plain(&mut self, start: usize, end: usize, class: Class, value: Option<i64>) -> u32 {
        self.valued(start, end, class, Interval::exactly(value.unwrap_or(0), 0))
    }

    pub(super) fn valued(&mut self, start: usize, end: usize, class: Class, value: Interval) -> u32 {
        self.push(span(start, end), end, class, value, Unit::NONE, span(end, end))
    }

    /// Adds a quantity and says what joined the one before to it.
    pub(super) fn push(
        &mut self,
        at: Span,
        after: usize,
        class: Class,
        value: Interval,
        unit: Unit,
        noun: Span,
    ) -> u32 {
        if let Some((last, behind)) = self.pending
            && let Some(quantity) = self.numbers.quantities.get_mut(last as usize)
        {
            let end = self.joint_end.filter(|&end| end >= behind).unwrap_or(at.start as usize);
            let between = self.bytes.get(behind..end).unwrap_or(b"?");
            quantity.joint = emit::joint(between);
            if quantity.joint == Joint::Equals && between.starts_with(b")") && is_call(self.bytes, behind) {
                quantity.joint = Joint::None;
            }
        }
        self.advance(at.start);
        let node = self.holder_of(at);
        let unit = self.numbers.units.intern(unit);
        let index = emit::push(&mut self.numbers.quantities, at, node, class, value);
        if let Some(quantity) = self.numbers.quantities.get_mut(index as usize) {
            quantity.unit = unit;
            quantity.noun = noun;
        }
        self.pending = Some((index, after));
        self.joint_end = None;
        index
    }

    /// Adds a numeral by its head and tail.
    pub(super) fn part(&mut self, part: &Part) -> u32 {
        let (class, unit, noun) = self.class_of(part);
        let at = span(part.head.start.min(part.literal.start), part.tail.at_end.max(part.literal.end));
        let class = match class {
            Class::Label if is_hash(self.text(at.start as usize, (at.end - at.start) as usize)) => Class::Hex,
            class => class,
        };
        // "N=2, N=3": the name of an id belongs to it.
        let named =
            matches!(class, Class::Id | Class::LineReference) && part.head.named.1 > part.head.named.0;
        self.joint_end = named.then_some(part.head.named.0);
        let value = self.value_of(part, class, unit);
        let class = match value {
            Some(_) => class,
            None if class.is_quantity() => {
                self.numbers
                    .complaints
                    .push(Complaint { at, message: "too large a number to reckon with".to_owned() });
                Class::TooLarge
            }
            None => class,
        };
        let after = if class.is_quantity() { part.tail.end } else { part.tail.at_end };
        let noun =
            if class.is_quantity() || class == Class::Other { noun } else { Span::new(at.end, at.end) };
        let unit = if class.is_quantity() { unit } else { Unit::NONE };
        self.push(at, after, class, value.unwrap_or_else(emit::too_large), unit, noun)
    }

    pub(super) fn value_of(&self, part: &Part, class: Class, unit: Unit) -> Option<Interval> {
        let mantissa = part.tail.value.or(part.literal.mantissa)?;
        let mantissa = if part.head.negative { mantissa.checked_neg()? } else { mantissa };
        let exponent = part.literal.exponent.checked_add(part.tail.scale)?;
        if !class.is_quantity() {
            return Some(Interval::exactly(mantissa, exponent));
        }
        if part.head.reach {
            let reach = mantissa.checked_abs()?;
            let flags = flags::HEDGED | flags::MARKED;
            return Some(Interval { mantissa, low: -reach, high: reach, exponent, flags });
        }
        let bound = match part.head.bound {
            Bound::Exactly if part.tail.at_least => Bound::AtLeast,
            Bound::Exactly if part.tail.at_most => Bound::AtMost,
            bound => bound,
        };
        let time = unit.dimension == Dimension::Time && unit.per == Dimension::None;
        interval::of(class, mantissa, exponent, bound, class == Class::Count || time)
    }

    pub(super) fn node_at(&mut self, at: u32) -> u32 {
        self.advance(at);
        self.node_of(at)
    }

    fn advance(&mut self, at: u32) {
        while self.nodes.get(self.cursor as usize + 1).is_some_and(|next| next.at.start <= at) {
            self.cursor += 1;
        }
    }

    pub(super) fn node_of(&self, at: u32) -> u32 {
        self.holder_of(Span::new(at, at + 1))
    }

    /// The innermost node that holds all of `at`.
    pub(super) fn holder_of(&self, at: Span) -> u32 {
        let mut index = self.cursor;
        while self.nodes.get(index as usize + 1).is_some_and(|next| next.at.start <= at.start) {
            index += 1;
        }
        while index >= self.first {
            let Some(node) = self.nodes.get(index as usize) else { break };
            if node.at.contains(at) {
                return index;
            }
            index = node.parent;
        }
        self.around
    }

    /// Figures in a piece that is not read: one for each word that has one.
    pub(super) fn opaque(&mut self, at: Span, class: Class) {
        let mut here = at.start as usize;
        while let Some(word) = self.numbers.word_with_figure(here, at.end as usize) {
            let (value, _) = first_figure(self.bytes, word);
            self.plain(word.start as usize, word.end as usize, class, Some(value.unwrap_or(0)));
            here = word.end as usize;
        }
        self.pending = None;
    }
}

/// Whether the brackets that close at `close` are those of "t(148) = 2.41":
/// what stands in them equals nothing.
fn is_call(bytes: &[u8], close: usize) -> bool {
    let text = bytes.get(close.saturating_sub(40)..close).unwrap_or(&[]);
    let open = text.iter().rposition(|byte| *byte == b'(');
    open.is_some_and(|open| is_word(before(text, open)) || before(text, open) >= 0x80)
}
