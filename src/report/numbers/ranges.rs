//! `176-268`, "5 to 8 ms", `#12–#15`: from one number to another, of ids or
//! of values.

use super::super::text::{before, byte, is_word};
use super::super::{Class, Role, flags};
use super::emit;
use super::head::{Head, Name};
use super::interval::{Bound, Interval, aligned};
use super::literal::Literal;
use super::pairs::bare_tail;
use super::scan::{Part, Reader};
use super::tables::Manner;
use super::tail;

impl Reader<'_, '_, '_> {
    /// A range without white space around its dash.
    pub(super) fn close_range(&mut self, literal: &Literal, head: Head, limit: usize) -> Option<usize> {
        let dash = dash_at(self.bytes, literal.end)?;
        let mut at = literal.end + dash;
        at += self.repeated_name(&head, at);
        let second = self.literal_at(at, limit)?;
        if byte(self.bytes, second.end) == b'-' && byte(self.bytes, second.end + 1).is_ascii_digit() {
            return Some(self.digits_by_hyphens(literal, limit));
        }
        self.range(literal, head, second, at, limit, true)
    }

    /// A range with words or white space between: "Round 176 to 268".
    pub(super) fn wide_range(&mut self, first: &Part, limit: usize) -> Option<usize> {
        let id = matches!(first.head.name, Name::Id { .. } | Name::Ids | Name::Line);
        let mut at = first.literal.end;
        let measured = first.tail.end > first.literal.end
            && first.tail.unit.dimension != super::super::Dimension::Things
            && first.tail.class.is_quantity();
        if measured {
            at = first.tail.end;
        } else if !first.tail.noun.is_empty() || first.tail.at_least {
            return None;
        }
        let rest = self.bytes.get(at..limit)?;
        if !matches!(rest, [b' ', b't' | b'-' | b'.' | 0xE2, ..] | [b'-' | 0xE2, ..]) {
            return None;
        }
        let words: &[&[u8]] = &[
            b" to ",
            b" through ",
            b" thru ",
            b" - ",
            " – ".as_bytes(),
            " — ".as_bytes(),
            " … ".as_bytes(),
            b" .. ",
            b"-",
            "–".as_bytes(),
        ];
        let word = words.iter().find(|word| rest.starts_with(word))?;
        let spelled = word.len() > 3 && word.get(1).is_some_and(u8::is_ascii_alphabetic);
        if !spelled && !id && !measured {
            return None;
        }
        at += word.len();
        at += self.repeated_name(&first.head, at);
        let second = self.literal_at(at, limit)?;
        if spelled && !id && self.is_behind(b"from", first.head.start) {
            return None;
        }
        self.range(&first.literal, first.head, second, at, limit, false)
    }

    pub(super) fn is_behind(&self, word: &[u8], at: usize) -> bool {
        let text = self.bytes.get(self.start..at).unwrap_or(&[]).trim_ascii_end();
        text.len() >= word.len()
            && text.get(text.len() - word.len()..).is_some_and(|end| end.eq_ignore_ascii_case(word))
    }

    pub(super) fn range(
        &mut self,
        first: &Literal,
        head: Head,
        second: Literal,
        at: usize,
        limit: usize,
        close: bool,
    ) -> Option<usize> {
        let tail = tail::read(self.bytes, &second, limit, self.one_line());
        let both_whole = first.is_plain_whole() && second.is_plain_whole();
        let rises = match (first.mantissa, second.mantissa) {
            (Some(a), Some(b)) => {
                aligned((a, first.exponent), (b, second.exponent)).is_some_and(|(a, b, _)| a < b)
            }
            _ => false,
        };
        let first_tail = tail::read(self.bytes, first, limit, true);
        let unit_first = !first_tail.noun.is_empty() && !close;
        let measure = tail.class != Class::Count || first_tail.class != Class::Count;
        let named = match head.name {
            Name::Line if both_whole => Some(Class::LineReference),
            // "macOS 11-14"
            Name::Product if both_whole && rises && tail.noun.is_empty() => Some(Class::Version),
            // "Night 375-411: clean": whatever the noun, it names its members.
            Name::First if close && both_whole && rises && !measure && tail.noun.is_empty() => {
                Some(Class::Id)
            }
            Name::Id { .. } | Name::Ids if both_whole && (!measure || tail.class == Class::Label) => {
                Some(Class::Id)
            }
            // "Parts 32.110-32.310"
            Name::Id { .. } | Name::Ids if !both_whole && close && is_bare(&tail) && is_bare(&first_tail) => {
                Some(Class::Label)
            }
            Name::None | Name::Capital | Name::Initials
                if close && both_whole && rises && self.alone_in_brackets(first, &second) =>
            {
                Some(Class::Id)
            }
            _ => None,
        };
        let mut tail = tail;
        let mut named = named;
        if named.is_none() && !measure && tail.noun.is_empty() {
            let whole = Literal { end: second.end, ..*first };
            let part = Part { literal: whole, head, tail: bare_tail(first) };
            match self.manner(&part) {
                Some(Manner::Id) if both_whole => named = Some(Class::Id),
                Some(Manner::Range) if both_whole && rises && close => named = Some(Class::Id),
                Some(Manner::Year) if both_whole && rises => named = Some(Class::Year),
                Some(Manner::Unit { unit, noun }) => {
                    (tail.class, tail.unit, tail.noun) = (Class::Measurement, unit, noun);
                }
                Some(Manner::Percent) => tail.class = Class::Percentage,
                _ => {}
            }
        }
        if let Some(class) = named {
            if tail.class == Class::Label {
                return None;
            }
            // "Order 4500-118": one name, and no range.
            let zero_led = second.zero_led && !first.zero_led;
            if close && class == Class::Id && (second.mantissa < first.mantissa || zero_led) {
                return Some(self.digits_by_hyphens(first, limit));
            }
            // "Cycle 94 - 3 attempts": no range goes down.
            if class == Class::Id && !close && second.mantissa < first.mantissa {
                return None;
            }
            let a = self.plain(first.start, first.end, class, first.mantissa);
            let b = self.plain(second.start, second.end, class, second.mantissa);
            emit::mate(&mut self.numbers.quantities, a, b, (Role::RangeStart, Role::RangeEnd));
            return Some(second.end);
        }
        let quantity = tail.class.is_quantity();
        if !rises || !quantity || (unit_first && first_tail.unit != tail.unit) {
            return close.then(|| self.digits_by_hyphens(first, limit));
        }
        if at > second.start {
            return None;
        }
        Some(self.range_of_values(first, head, second, tail))
    }

    /// "5–10 ms": either number stands for the whole reach.
    pub(super) fn range_of_values(
        &mut self,
        first: &Literal,
        head: Head,
        second: Literal,
        tail: tail::Tail,
    ) -> usize {
        let mut a = Part { literal: *first, head, tail };
        a.tail.at_end = first.end;
        a.tail.value = None;
        a.head.name = Name::None;
        let mut b = Part { literal: second, head: Head { start: second.start, ..Head::default() }, tail };
        b.head.negative = false;
        let hull = self.hull(&a, &b);
        let (a_index, b_index) = (self.loose(&a), self.loose(&b));
        emit::mate(&mut self.numbers.quantities, a_index, b_index, (Role::ValueStart, Role::ValueEnd));
        for (index, bound) in [(a_index, head.bound), (b_index, head.bound)] {
            let (Some(hull), Some(quantity)) = (hull, self.numbers.quantities.get_mut(index as usize)) else {
                continue;
            };
            let value = if index == a_index { hull.0 } else { hull.1 };
            quantity.mantissa = value;
            (quantity.low, quantity.high, quantity.exponent) = (hull.2.low, hull.2.high, hull.2.exponent);
            quantity.flags =
                hull.2.flags | if bound == Bound::Exactly { 0 } else { flags::HEDGED | flags::MARKED };
        }
        tail.at_end
    }

    pub(super) fn hull(&self, a: &Part, b: &Part) -> Option<(i64, i64, Interval)> {
        let exact = |part: &Part| {
            let head = Head { bound: Bound::Exactly, ..part.head };
            self.value_of(&Part { head, ..*part }, part.tail.class, part.tail.unit)
        };
        let (low, high) = (exact(a)?, exact(b)?);
        let (from, to, exponent) = aligned((low.low, low.exponent), (high.high, high.exponent))?;
        let (first, second, _) = aligned((low.mantissa, low.exponent), (high.mantissa, high.exponent))?;
        let flags = (low.flags & flags::LOW_OPEN) | (high.flags & flags::HIGH_OPEN);
        Some((first, second, Interval { mantissa: first, low: from, high: to, exponent, flags }))
    }

    /// "(13-216)": members of a series, nothing else in the brackets.
    pub(super) fn alone_in_brackets(&self, first: &Literal, second: &Literal) -> bool {
        before(self.bytes, first.start) == b'(' && byte(self.bytes, second.end) == b')'
    }

    /// The length of the name that a range repeats: "#12–#15", "N=2-N=5".
    pub(super) fn repeated_name(&self, head: &Head, at: usize) -> usize {
        let name = self.bytes.get(head.named.0..head.named.1).unwrap_or(&[]);
        let rest = self.bytes.get(at..self.end).unwrap_or(&[]);
        if name.is_empty() || !rest.starts_with(name) {
            return 0;
        }
        let mut length = name.len();
        while rest.get(length) == Some(&b' ') {
            length += 1;
        }
        length
    }

    /// `555-123-4567`, `2024-001`, `10-3`.
    pub(super) fn digits_by_hyphens(&mut self, literal: &Literal, limit: usize) -> usize {
        let mut end = literal.end;
        let mut groups = 1;
        while end < limit {
            let here = byte(self.bytes, end);
            if here == b'-' && is_word(byte(self.bytes, end + 1)) {
                groups += 1;
            } else if !is_word(here) {
                break;
            }
            end += 1;
        }
        let text = self.bytes.get(literal.start..end).unwrap_or(&[]);
        let digits = text.iter().filter(|byte| byte.is_ascii_digit()).count();
        let only = text.iter().all(|byte| byte.is_ascii_digit() || *byte == b'-');
        let class = if only && groups >= 3 && (9..=13).contains(&digits) {
            Class::Phone
        } else if !only && digits >= 8 && text.iter().all(|byte| byte.is_ascii_hexdigit() || *byte == b'-') {
            Class::Hex
        } else {
            Class::Other
        };
        self.plain(literal.start, end.max(literal.end), class, Some(literal.mantissa.unwrap_or(0)));
        end.max(literal.end + 1)
    }
}

/// Neither a noun nor a unit.
fn is_bare(tail: &tail::Tail) -> bool {
    matches!(tail.class, Class::Count | Class::Measurement) && tail.noun.is_empty() && tail.scale == 0
}

/// The length of a dash (or dots) between two numbers.
fn dash_at(bytes: &[u8], at: usize) -> Option<usize> {
    match byte(bytes, at) {
        b'-' => Some(1),
        b'.' if byte(bytes, at + 1) == b'.' => {
            Some(2 + usize::from(matches!(byte(bytes, at + 2), b'.' | b'=')))
        }
        // "–", "—", "‑" and "…".
        0xE2 if byte(bytes, at + 1) == 0x80 => {
            matches!(byte(bytes, at + 2), 0x91 | 0x93 | 0x94 | 0xA6).then_some(3)
        }
        _ => None,
    }
}
