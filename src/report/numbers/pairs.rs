//! Numbers that belong together: fractions, ranges, shapes, values with a
//! reach. Whatever is none of these is a number alone.

use super::super::inline::Place;
use super::super::text::{before, byte, is_space, is_word};
use super::super::{Class, Role, Span, Unit, flags};
use super::emit;
use super::head::{Head, Name};
use super::interval::{Bound, Interval, aligned};
use super::literal::{self, Literal};
use super::scan::{Part, Reader, span};
use super::tables::Manner;
use super::tail;

/// Words before `(2/3)` that make it a step of a running series.
const SERIES: &[&[u8]] = &[
    b"attempt", b"batch", b"chunk", b"page", b"part", b"phase", b"round", b"stage", b"step", b"try", b"wave",
];

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
        let tail = tail::read(self.bytes, &literal, limit, self.one_line());
        let part = Part { literal, head, tail };
        if let Some(end) = self.part_of(&part, limit) {
            return end;
        }
        if let Some(end) = self.wide_range(&part, limit) {
            return end;
        }
        if let Some(end) = self.reach(&part, limit) {
            return end;
        }
        self.part(&part);
        part.tail.at_end.max(literal.end)
    }

    fn literal_at(&self, at: usize, limit: usize) -> Option<Literal> {
        (at < limit && byte(self.bytes, at).is_ascii_digit())
            .then(|| literal::read(self.bytes, at, limit, false))
    }

    // 1024x1024

    fn shape(&mut self, literal: &Literal, limit: usize) -> Option<usize> {
        if !literal.is_plain_whole() {
            return None;
        }
        let mut sizes = vec![*literal];
        let mut at = literal.end;
        while let Some(next) = self.cross(at).and_then(|at| self.literal_at(at, limit)) {
            if !next.is_plain_whole() || sizes.len() > 7 {
                return None;
            }
            at = next.end;
            sizes.push(next);
        }
        let behind = byte(self.bytes, at);
        if sizes.len() < 2 || behind == b'%' {
            return None;
        }
        // "8×100 = 800" is a sum to check.
        let mut next = at;
        while byte(self.bytes, next) == b' ' {
            next += 1;
        }
        if byte(self.bytes, next) == b'=' && byte(self.bytes, literal.end) != b'x' {
            return None;
        }
        if is_word(behind) {
            // "1280x720p": one label.
            while at < limit && is_word(byte(self.bytes, at)) {
                at += 1;
            }
        }
        for size in sizes {
            self.plain(size.start, size.end, Class::Shape, Some(size.mantissa.unwrap_or(0)));
        }
        Some(at)
    }

    fn cross(&self, at: usize) -> Option<usize> {
        match byte(self.bytes, at) {
            b'x' | b'X' => Some(at + 1),
            0xC3 if byte(self.bytes, at + 1) == 0x97 => Some(at + 2),
            _ => None,
        }
    }

    // 8/8, 3 of 5

    fn fraction(&mut self, literal: &Literal, head: Head, limit: usize) -> Option<usize> {
        let at = literal.end;
        if byte(self.bytes, at) != b'/' || literal.scientific {
            return None;
        }
        let second = self.literal_at(at + 1, limit)?;
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
        let class = if round_the_clock {
            Some(Class::Other)
        } else if self.is_step_of_series(&first, &second) {
            Some(Class::Ordinal)
        } else {
            None
        };
        Some(self.fraction_of(first, second, class))
    }

    fn fraction_of(&mut self, mut first: Part, mut second: Part, class: Option<Class>) -> usize {
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

    /// Adds a number by its tail alone: no name, column or key makes it an id.
    fn loose(&mut self, part: &Part) -> u32 {
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

    /// `1/2/3`, `01/02`: dates cut short, paths, lists; nothing to reckon with.
    fn chain(&mut self, literal: &Literal, limit: usize) -> usize {
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
    fn is_step_of_series(&self, first: &Part, second: &Part) -> bool {
        if matches!(first.head.name, Name::Id { .. }) {
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
        SERIES.contains(&word.as_slice())
            || !(results.contains(&word.as_slice()) || plural || word.is_empty())
    }

    /// "3 of 5 tests", "3 out of 5".
    fn part_of(&mut self, first: &Part, limit: usize) -> Option<usize> {
        if !first.literal.is_whole() || !first.tail.noun.is_empty() || first.tail.class != Class::Count {
            return None;
        }
        let rest = self.bytes.get(first.tail.at_end..limit)?;
        let length = [b" of ".as_slice(), b" / ", b" out of ", b" of the ", b" of all ", b" out of the "]
            .into_iter()
            .find(|words| rest.starts_with(words) && rest.get(words.len()).is_some_and(u8::is_ascii_digit))?
            .len();
        let second = self.literal_at(first.tail.at_end + length, limit)?;
        let tail = tail::read(self.bytes, &second, limit, self.one_line());
        let divides =
            self.bytes.get(second.end..limit).is_some_and(|rest| rest.trim_ascii_start().starts_with(b"="));
        if !second.is_whole() || tail.class != Class::Count || divides {
            return None;
        }
        let series = matches!(first.head.name, Name::Id { .. });
        let second = Part { literal: second, head: Head { start: second.start, ..Head::default() }, tail };
        Some(self.fraction_of(*first, second, series.then_some(Class::Ordinal)))
    }

    // 176-268

    /// A range without white space around its dash.
    fn close_range(&mut self, literal: &Literal, head: Head, limit: usize) -> Option<usize> {
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
    fn wide_range(&mut self, first: &Part, limit: usize) -> Option<usize> {
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

    fn is_behind(&self, word: &[u8], at: usize) -> bool {
        let text = self.bytes.get(self.start..at).unwrap_or(&[]).trim_ascii_end();
        text.len() >= word.len()
            && text.get(text.len() - word.len()..).is_some_and(|end| end.eq_ignore_ascii_case(word))
    }

    fn range(
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
            // "Night 375-411: clean": whatever the noun, it names its members.
            Name::First if close && both_whole && rises && !measure && tail.noun.is_empty() => {
                Some(Class::Id)
            }
            Name::Id { .. } | Name::Ids if both_whole && (!measure || tail.class == Class::Label) => {
                Some(Class::Id)
            }
            Name::None | Name::Capital
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
    fn range_of_values(&mut self, first: &Literal, head: Head, second: Literal, tail: tail::Tail) -> usize {
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

    fn hull(&self, a: &Part, b: &Part) -> Option<(i64, i64, Interval)> {
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
    fn alone_in_brackets(&self, first: &Literal, second: &Literal) -> bool {
        before(self.bytes, first.start) == b'(' && byte(self.bytes, second.end) == b')'
    }

    /// The length of the name that a range repeats: "#12–#15", "N=2-N=5".
    fn repeated_name(&self, head: &Head, at: usize) -> usize {
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
    fn digits_by_hyphens(&mut self, literal: &Literal, limit: usize) -> usize {
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

    // 20 ± 0.5

    fn reach(&mut self, part: &Part, limit: usize) -> Option<usize> {
        let rest = self.bytes.get(part.tail.at_end.max(part.tail.end)..limit)?;
        let from = limit - rest.len();
        let skip = usize::from(rest.first() == Some(&b' '));
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
    fn widen(&mut self, a: u32, b: u32) {
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

fn bare_tail(literal: &Literal) -> tail::Tail {
    tail::Tail {
        at_end: literal.end,
        end: literal.end,
        class: if literal.is_whole() { Class::Count } else { Class::Measurement },
        unit: Unit::NONE,
        noun: Span::new(literal.end as u32, literal.end as u32),
        scale: 0,
        at_least: false,
        at_most: false,
        value: None,
    }
}

/// The length of a dash (or dots) between two numbers.
fn dash_at(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    ["-", "–", "—", "‑", "...", "..=", "..", "…"]
        .into_iter()
        .find(|dash| rest.starts_with(dash.as_bytes()))
        .map(str::len)
}
