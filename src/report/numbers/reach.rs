//! `20 ± 0.5`: a value and how far it reaches.

use super::super::text::byte;
use super::super::{Class, Role, flags};
use super::emit;
use super::head::Head;
use super::interval::aligned;
use super::scan::{Part, Reader};
use super::tail;

impl Reader<'_, '_, '_> {
    pub(super) fn reach(&mut self, part: &Part, limit: usize) -> Option<usize> {
        let rest = self.bytes.get(part.tail.at_end.max(part.tail.end)..limit)?;
        let from = limit - rest.len();
        let skip = usize::from(rest.first() == Some(&b' '));
        if !matches!(rest.get(skip), Some(b'+' | 0xC2)) {
            return None;
        }
        let sign = ["±", "+/-", "+-"]
            .into_iter()
            .find(|sign| rest.get(skip..).is_some_and(|rest| rest.starts_with(sign.as_bytes())))?;
        let mut at = from + skip + sign.len();
        at += usize::from(byte(self.bytes, at) == b' ');
        let second = self.literal_at(at, limit)?;
        let tail = tail::read(self.bytes, &second, limit, self.one_line());
        let same =
            tail.class == part.tail.class || part.tail.noun.is_empty() && part.tail.class.is_quantity();
        if !same || !tail.class.is_quantity() {
            return None;
        }
        let mut value = *part;
        if value.tail.noun.is_empty() {
            (value.tail.class, value.tail.unit, value.tail.noun) = (tail.class, tail.unit, tail.noun);
        }
        value.tail.class =
            if value.tail.class == Class::Count { Class::Measurement } else { value.tail.class };
        let error = Part { literal: second, head: Head { start: at, ..Head::default() }, tail };
        let a = self.loose(&value);
        let b = self.loose(&error);
        emit::mate(&mut self.numbers.quantities, a, b, (Role::Alone, Role::Error));
        self.widen(a, b);
        Some(error.tail.at_end)
    }

    /// Gives `a` the hull of `a ± e`.
    pub(super) fn widen(&mut self, a: u32, b: u32) {
        let quantities = &mut self.numbers.quantities;
        let Some(error) = quantities.get(b as usize).copied() else { return };
        if let Some(quantity) = quantities.get_mut(b as usize) {
            quantity.flags |= flags::HEDGED;
        }
        let Some(value) = quantities.get_mut(a as usize) else { return };
        value.mate = b;
        value.flags |= flags::HEDGED | flags::MARKED;
        let pair = aligned((value.mantissa, value.exponent), (error.high, error.exponent));
        let Some((mantissa, reach, exponent)) = pair else { return };
        if let (Some(low), Some(high)) = (mantissa.checked_sub(reach), mantissa.checked_add(reach)) {
            (value.mantissa, value.low, value.high, value.exponent) = (mantissa, low, high, exponent);
        }
    }
}
