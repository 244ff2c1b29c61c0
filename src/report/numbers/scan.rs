//! One pass over the text of a run, stopping at figures and at words that
//! are numbers.

use super::super::inline::{Place, Run};
use super::super::text::{Lowered, before, byte, is_word};
use super::super::tree::Tree;
use super::super::{Class, Complaint, Joint, Node, NodeKind, Quantity, Role, Span, Unit, flags};
use super::head::{self, Head, Name};
use super::interval::{self, Bound, Interval};
use super::literal::{self, Literal};
use super::tables::{Cell, Manner, manner_of};
use super::tail::{self, Tail};
use super::{Numbers, dates, emit, names};

pub(super) struct Reader<'n, 'a, 't> {
    pub numbers: &'n mut Numbers<'a>,
    pub bytes: &'a [u8],
    pub start: usize,
    pub end: usize,
    pub place: Place,
    nodes: &'t [Node],
    first: u32,
    around: u32,
    cursor: u32,
    hole: usize,
    /// The sentence, key or value being read.
    within: Span,
    /// The last number, and where its unit or noun ends.
    pending: Option<(u32, usize)>,
    /// Where the text between the last number and this one ends, if it is not
    /// where the number begins.
    joint_end: Option<usize>,
}

/// A numeral with what stands before and behind it.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub literal: Literal,
    pub head: Head,
    pub tail: Tail,
}

pub(super) fn read(numbers: &mut Numbers<'_>, run: &Run, tree: &Tree, first: u32) {
    let bytes = numbers.bytes;
    let before = numbers.quantities.len();
    let mut reader = Reader {
        numbers,
        bytes,
        start: run.at.start as usize,
        end: run.at.end as usize,
        place: run.place,
        nodes: &tree.nodes,
        first,
        around: tree.parent(),
        cursor: first,
        hole: 0,
        within: run.at,
        pending: None,
        joint_end: None,
    };
    if run.place == Place::Source {
        reader.opaque(run.at, Class::Code);
        return;
    }
    reader.scan();
    lists_of_ids(&mut numbers.quantities, before);
}

/// "N=2492, 2493 and 2495": bare numbers that go on with a list of ids.
fn lists_of_ids(quantities: &mut [Quantity], from: usize) {
    for index in from + 1..quantities.len() {
        let (head, rest) = quantities.split_at_mut(index);
        let (Some(last), Some(quantity)) = (head.last(), rest.first_mut()) else { continue };
        let named = matches!(last.class, Class::Id | Class::LineReference | Class::Version | Class::Year);
        let goes_on = named && last.joint == Joint::And;
        let bare = quantity.class == Class::Count
            && quantity.noun.is_empty()
            && quantity.flags == 0
            && quantity.role == Role::Alone;
        if goes_on && bare {
            quantity.class = last.class;
        }
    }
}

impl Reader<'_, '_, '_> {
    fn scan(&mut self) {
        let mut at = self.start;
        while at < self.end {
            if let Some(hole) = self.numbers.holes.get(self.hole).copied()
                && at >= hole.at.start as usize
            {
                self.hole += 1;
                if at < hole.at.end as usize {
                    self.opaque(hole.at, hole.class);
                    at = hole.at.end as usize;
                }
                continue;
            }
            let hole = self.numbers.holes.get(self.hole).map_or(self.end, |hole| hole.at.start as usize);
            let text = self.bytes.get(at..hole.min(self.end)).unwrap_or(&[]);
            let Some(skip) = text.iter().position(|&byte| is_word(byte)) else {
                at = hole.min(self.end).max(at + usize::from(text.is_empty()));
                continue;
            };
            at += skip;
            at = if byte(self.bytes, at).is_ascii_digit() {
                self.numeral(at).max(at + 1)
            } else {
                self.word(at)
            };
        }
    }

    /// A word that begins with a letter; gives back where to go on.
    fn word(&mut self, start: usize) -> usize {
        let text = self.bytes.get(start..self.end).unwrap_or(&[]);
        let length = text.iter().position(|&byte| !is_word(byte)).unwrap_or(text.len()).max(1);
        let word = text.get(..length).unwrap_or(&[]);
        let figure = word.iter().position(u8::is_ascii_digit).map(|digit| start + digit);
        let at = start + length;
        match figure {
            Some(figure) => self.mixed(start, at, figure),
            None if byte(self.bytes, at) == b':' && self.text(at, 3) == b"://" => self.address(start, at),
            None => self.number_word(start, at),
        }
    }

    fn text(&self, at: usize, length: usize) -> &[u8] {
        self.bytes.get(at..(at + length).min(self.end)).unwrap_or(&[])
    }

    fn address(&mut self, start: usize, mut at: usize) -> usize {
        while at < self.end
            && !matches!(
                byte(self.bytes, at),
                b' ' | b'\t' | b'\n' | b'\r' | b')' | b'>' | b'"' | b'|' | b'`'
            )
        {
            at += 1;
        }
        self.opaque(span(start, at), Class::Link);
        at
    }

    /// `M4`, `v2.3`, `test_1.py`, `bee5a22`, `P0-P4`.
    fn mixed(&mut self, start: usize, mut end: usize, figure: usize) -> usize {
        let word = self.text(start, end - start);
        let letters = self.text(start, figure - start);
        let version = matches!(letters, b"v" | b"V" | b"r" | b"py")
            && (letters.eq_ignore_ascii_case(b"v") || byte(self.bytes, end) == b'.');
        let in_path = self.in_path(start, end);
        let class = if version && !in_path {
            end = version_end(self.bytes, end, self.end);
            Class::Version
        } else if is_hash(word) {
            Class::Hex
        } else if in_path {
            end = self.path_end(end);
            Class::Link
        } else {
            Class::Label
        };
        let literal = literal::read(self.bytes, figure, end, false);
        let single = literal.end == end || !version;
        let exponent = if version && single { literal.exponent } else { 0 };
        let value = literal.mantissa.filter(|_| single).unwrap_or(0);
        let index = self.valued(start, end, class, Interval::exactly(value, exponent));
        if class == Class::Label {
            return self.range_of_labels(index, start, end, figure);
        }
        end
    }

    /// The second half of `P0-P4`.
    fn range_of_labels(&mut self, index: u32, start: usize, end: usize, figure: usize) -> usize {
        let dash = match byte(self.bytes, end) {
            b'-' => 1,
            0xE2 if self.text(end, 3) == "–".as_bytes() => 3,
            _ => return end,
        };
        let prefix = figure - start;
        let from = end + dash;
        if self.text(from, prefix) != self.text(start, prefix) {
            return end;
        }
        let literal = literal::read(self.bytes, from + prefix, self.end, false);
        if literal.end == from + prefix || is_word(byte(self.bytes, literal.end)) || !literal.is_plain_whole()
        {
            return end;
        }
        let second = self.plain(from, literal.end, Class::Label, Some(literal.mantissa.unwrap_or(0)));
        emit::mate(&mut self.numbers.quantities, index, second, (Role::RangeStart, Role::RangeEnd));
        literal.end
    }

    /// Whether a word is a piece of a path or the name of a file.
    pub fn in_path(&self, start: usize, end: usize) -> bool {
        let slash = |at: usize| matches!(byte(self.bytes, at), b'/' | b'\\');
        let extension = byte(self.bytes, end) == b'.'
            && end < self.end
            && byte(self.bytes, end + 1).is_ascii_lowercase()
            && is_word(byte(self.bytes, end + 2));
        (start > self.start && slash(start - 1) && is_word(before(self.bytes, start - 1)))
            || (slash(end) && end < self.end && byte(self.bytes, end + 1).is_ascii_alphabetic())
            || extension
    }

    fn path_end(&self, mut at: usize) -> usize {
        while at < self.end {
            let here = byte(self.bytes, at);
            let inner = is_word(here)
                || (matches!(here, b'/' | b'\\' | b'.' | b'-') && is_word(byte(self.bytes, at + 1)));
            if !inner {
                break;
            }
            at += 1;
        }
        at
    }

    fn number_word(&mut self, start: usize, end: usize) -> usize {
        let first = byte(self.bytes, start) | 0x20;
        if !(3..=9).contains(&(end - start))
            || !matches!(first, b'b' | b'd' | b'e' | b'f' | b'n' | b'o' | b's' | b't' | b'z')
        {
            return end;
        }
        let word = Lowered::of(self.text(start, end - start));
        let Some(value) = names::number_word(word.as_str()) else { return end };
        self.enter(start);
        let joined = matches!(byte(self.bytes, end), b'-' | b'\'')
            || matches!(before(self.bytes, start), b'-' | b'\'' | b'.' | b'/');
        if joined {
            return end;
        }
        let first = self.within.start as usize;
        let previous = head::word_before(self.bytes.get(first..).unwrap_or(&[]), start - first)
            .map(|(from, to)| Lowered::of(self.text(first + from, to - from)));
        let previous = previous.as_ref().map_or("", Lowered::as_str);
        let literal = Literal {
            start,
            end,
            mantissa: Some(value),
            exponent: 0,
            decimals: 0,
            grouped: false,
            digits: 1,
            zero_led: false,
            scientific: false,
        };
        let mut part = Part {
            literal,
            head: head::read(self.bytes, first, start),
            tail: tail::read(self.bytes, &literal, self.limit(), self.one_line()),
        };
        part.head.name = Name::None;
        let noun = part.tail.noun.start as usize..part.tail.noun.end as usize;
        let noun = self.bytes.get(noun).unwrap_or(&[]);
        let first = noun.split(|byte| *byte == b' ').next().unwrap_or(&[]);
        let counts = match word.as_str() {
            "both" => first.ends_with(b"s") && !Lowered::of(first).is_in(&names::PARTICIPLES),
            "dozen" => matches!(previous, "a" | "one" | "per") && !noun.is_empty(),
            "one" => {
                let pronoun = matches!(
                    previous,
                    "no" | "the"
                        | "this"
                        | "that"
                        | "each"
                        | "every"
                        | "any"
                        | "which"
                        | "last"
                        | "next"
                        | "first"
                        | "other"
                        | "another"
                        | "some"
                        | "old"
                        | "new"
                        | "for"
                        | "as"
                );
                !pronoun && !noun.is_empty() && !Lowered::of(first).is_in(&names::PARTICIPLES)
            }
            _ => !noun.is_empty(),
        };
        if !counts {
            part.tail.class = Class::Other;
        }
        let index = self.part(&part);
        if let Some(quantity) = self.numbers.quantities.get_mut(index as usize) {
            quantity.flags |= flags::WORD;
        }
        end
    }

    /// Where looking ahead must end: at the next hole, or with the sentence,
    /// key or value.
    fn limit(&self) -> usize {
        let end = self.within.end as usize;
        self.numbers.holes.get(self.hole).map_or(end, |hole| end.min(hole.at.start as usize))
    }

    /// Finds the sentence, key or value that `at` lies in.
    fn enter(&mut self, at: usize) {
        let whole = Span::new(self.start as u32, self.end as u32);
        let mut index = self.node_at(at as u32);
        while index >= self.first
            && let Some(node) = self.nodes.get(index as usize)
        {
            if matches!(node.kind, NodeKind::Sentence | NodeKind::Key | NodeKind::Value) {
                self.within = node.at;
                return;
            }
            index = node.parent;
        }
        self.within = whole;
    }

    pub fn one_line(&self) -> bool {
        matches!(self.place, Place::Line | Place::Meta)
    }

    /// A numeral that begins with a digit; gives back where to go on.
    fn numeral(&mut self, start: usize) -> usize {
        self.enter(start);
        let first = self.within.start as usize;
        let limit = self.limit();
        if let Some(end) = self.joined_before(start, limit) {
            return end;
        }
        if let Some(moment) = self.moment(start, limit) {
            self.valued(start, moment.end, moment.class, moment.value);
            let behind = moment.end;
            return if moment.class == Class::Date && byte(self.bytes, behind) == b'T' {
                behind + 1
            } else {
                behind
            };
        }
        if byte(self.bytes, start) == b'0' && matches!(byte(self.bytes, start + 1), b'x' | b'X') {
            let mut end = start + 2;
            while end < limit && is_word(byte(self.bytes, end)) {
                end += 1;
            }
            if end > start + 2 {
                self.plain(start, end, Class::Hex, Some(0));
                return end;
            }
        }
        let mut head = head::read(self.bytes, first, start);
        // The end of a struck word or a tag is no sign of a bound.
        if self.holder_of(span(head.start, start + 1)) != self.node_of(start as u32) {
            head = Head { start, name: head.name, named: head.named, ..Head::default() };
        }
        let pointed = literal::begins_with_point(self.bytes, start, first);
        if pointed {
            head = head::read(self.bytes, first, start - 1);
        }
        let spaced = !self.one_line() && matches!(head.name, Name::None);
        let mut literal = literal::read(self.bytes, start, limit, spaced);
        if pointed {
            literal.start -= 1;
            literal.decimals = literal.digits;
            literal.zero_led = false;
            literal.exponent = literal.exponent.saturating_sub_unsigned(literal.digits);
        }
        if let Some(end) = self.dotted(&literal, limit) {
            return end;
        }
        self.paired(literal, head, limit)
    }

    fn moment(&self, start: usize, limit: usize) -> Option<dates::Moment> {
        let first = self.within.start as usize;
        let text = self.bytes.get(first..).unwrap_or(&[]);
        let month = head::word_before(text, start - first)
            .map(|(from, to)| self.text(first + from, to - from))
            .filter(|word| dates::is_month(word));
        match month {
            Some(month) if self.place != Place::Line => dates::after_month(self.bytes, start, limit, month)
                .or_else(|| dates::read(self.bytes, start, limit)),
            _ => dates::read(self.bytes, start, limit),
        }
    }

    /// Figures glued to what stands before them: `UTF-8`, `A.001`,
    /// `file.mm:120`, `src/2/x`, `10^6`, `pkg@1.2.3`.
    fn joined_before(&mut self, start: usize, limit: usize) -> Option<usize> {
        if start == self.start {
            return None;
        }
        let sign = before(self.bytes, start);
        let outer = if start - 1 > self.start { before(self.bytes, start - 1) } else { 0 };
        let class = match sign {
            b'-' if is_word(outer) => Class::Label,
            b'.' if is_word(outer) || outer == b')' => Class::Label,
            b'/' | b'\\' if is_word(outer) || outer == b'.' => Class::Link,
            b'@' if is_word(outer) => Class::Version,
            b':' if is_word(outer) => self.behind_colon(start)?,
            b'^' => Class::Other,
            b'#' if before(self.bytes, start - 1) == b'&' => Class::Other,
            b'#' if is_word(outer) => Class::Link,
            0x80.. if is_letter_before(self.bytes, start) => Class::Label,
            _ => return None,
        };
        let mut end = start;
        let glued = |at: usize| {
            let here = byte(self.bytes, at);
            is_word(here)
                || (matches!(here, b'-' | b'.' | b'/' | b'+')
                    && byte(self.bytes, at + 1).is_ascii_alphanumeric())
        };
        while end < limit && glued(end) {
            end += 1;
        }
        let value = literal::read(self.bytes, start, end, false).mantissa;
        let from = if class == Class::Label && sign.is_ascii() { self.word_start(start - 1) } else { start };
        self.plain(from, end, class, Some(value.unwrap_or(0)));
        Some(end)
    }

    fn word_start(&self, at: usize) -> usize {
        let floor = self.pending.map_or(self.start, |(_, after)| after.max(self.start));
        let mut start = at;
        while start > floor
            && (is_word(before(self.bytes, start)) || matches!(before(self.bytes, start), b'-' | b'.'))
        {
            start -= 1;
        }
        start
    }

    /// `file.mm:120` is a line, `localhost:8080` an address, `errors:5` a count.
    fn behind_colon(&self, start: usize) -> Option<Class> {
        let mut from = start - 1;
        let (mut dot, mut slash) = (false, false);
        while from > self.start && start - from < 80 {
            match before(self.bytes, from) {
                b'.' => dot = true,
                b'/' => slash = true,
                other if is_word(other) || other == b'-' => {}
                _ => break,
            }
            from -= 1;
        }
        if dot || slash {
            return Some(Class::LineReference);
        }
        let word = self.text(from, start - 1 - from);
        matches!(word, b"localhost" | b"host" | b"tcp" | b"udp").then_some(Class::Address)
    }

    /// `2.9.1a0+git`, `192.168.0.1`.
    fn dotted(&mut self, literal: &Literal, limit: usize) -> Option<usize> {
        let more =
            byte(self.bytes, literal.end) == b'.' && byte(self.bytes, literal.end + 1).is_ascii_digit();
        if literal.decimals == 0 || !more || literal.end >= limit {
            return None;
        }
        let end = version_end(self.bytes, literal.end, limit);
        let text = self.text(literal.start, end - literal.start);
        let class = if is_address(text) { Class::Address } else { Class::Version };
        self.plain(literal.start, end, class, Some(0));
        Some(end)
    }

    // Writing down.

    pub fn plain(&mut self, start: usize, end: usize, class: Class, value: Option<i64>) -> u32 {
        self.valued(start, end, class, Interval::exactly(value.unwrap_or(0), 0))
    }

    pub fn valued(&mut self, start: usize, end: usize, class: Class, value: Interval) -> u32 {
        self.push(span(start, end), end, class, value, Unit::NONE, span(end, end))
    }

    /// Adds a quantity and says what joined the one before to it.
    pub fn push(
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
            quantity.joint = emit::joint(self.bytes.get(behind..end).unwrap_or(b"?"));
        }
        self.node_at(at.start);
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
    pub fn part(&mut self, part: &Part) -> u32 {
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

    pub fn value_of(&self, part: &Part, class: Class, unit: Unit) -> Option<Interval> {
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
        let time =
            unit.dimension == super::super::Dimension::Time && unit.per == super::super::Dimension::None;
        interval::of(class, mantissa, exponent, bound, class == Class::Count || time)
    }

    fn class_of(&self, part: &Part) -> (Class, Unit, Span) {
        let (literal, head, tail) = (&part.literal, &part.head, &part.tail);
        if head.money {
            return (
                Class::Money,
                super::units::of(super::super::Dimension::Money, 1, 1),
                span(head.start, literal.start),
            );
        }
        let measured = !matches!(tail.class, Class::Count | Class::Measurement)
            || !(tail.noun.is_empty() || tail.unit == super::units::THINGS)
            || tail.scale != 0;
        if measured {
            return (tail.class, tail.unit, tail.noun);
        }
        let no_noun = tail.noun.is_empty();
        if no_noun && !self.one_line() && self.is_version(part) {
            return (Class::Version, Unit::NONE, tail.noun);
        }
        let marked = head.bound != Bound::Exactly || tail.at_least || tail.at_most;
        let class = match head.name {
            _ if marked || literal.grouped => None,
            Name::Id { weak } if literal.is_whole() => {
                Some(if weak && self.is_plural(tail.noun) { Class::Other } else { Class::Id })
            }
            Name::Id { .. } => Some(Class::Label),
            Name::Ids if no_noun && literal.is_whole() && self.list_follows(literal.end) => Some(Class::Id),
            Name::Line if literal.is_whole() => Some(Class::LineReference),
            Name::Product => Some(Class::Version),
            Name::Capital if no_noun && literal.is_whole() => Some(Class::Label),
            Name::Capital if no_noun && self.place != Place::Line => Some(Class::Version),
            Name::Capital if literal.is_whole() && self.place != Place::Line => Some(Class::Other),
            Name::First if no_noun && self.ends_here(literal.end) && self.place != Place::Line => {
                Some(if literal.is_whole() { Class::Label } else { Class::Version })
            }
            // "Lean 4 Proofs", "Sent 4 mails": who knows.
            Name::First if !no_noun && literal.is_whole() && self.place != Place::Line => Some(Class::Other),
            Name::Argument if no_noun => Some(Class::Other),
            Name::None
                if literal.decimals > 0 && self.place != Place::Heading && self.numbers_a_title(part) =>
            {
                Some(Class::Label)
            }
            _ if literal.zero_led && literal.is_whole() => Some(Class::Label),
            Name::None if self.is_year(part) => Some(Class::Year),
            _ => None,
        };
        if let Some(class) = class {
            return (class, tail.unit, tail.noun);
        }
        if self.numbers_a_heading(part) {
            return (Class::ListNumber, Unit::NONE, tail.noun);
        }
        if no_noun && let Some(manner) = self.manner(part) {
            let id_like = matches!(manner, Manner::Id | Manner::Year);
            if !(id_like && (!literal.is_plain_whole() || marked)) {
                return match manner {
                    Manner::Unit { unit, noun } => (Class::Measurement, unit, noun),
                    other => (other.class(), tail.unit, tail.noun),
                };
            }
        }
        (tail.class, tail.unit, tail.noun)
    }

    /// A bare decimal (or a whole number that something was bumped to) in a
    /// sentence about versions.
    fn is_version(&self, part: &Part) -> bool {
        let first = self.within.start as usize;
        let text = self.bytes.get(first..).unwrap_or(&[]);
        let at = part.literal.start.saturating_sub(first);
        let short = part.literal.digits <= 5 && !part.literal.grouped && !part.literal.scientific;
        short
            && part.literal.decimals > 0
            && part.head.name != Name::Argument
            && head::speaks_of_versions(text, at)
    }

    /// "12, 13 and 14".
    fn list_follows(&self, at: usize) -> bool {
        let rest = self.bytes.get(at..self.within.end as usize).unwrap_or(&[]);
        [b", ".as_slice(), b" and ", b" & "]
            .iter()
            .any(|sign| rest.strip_prefix(*sign).and_then(<[u8]>::first).is_some_and(u8::is_ascii_digit))
    }

    fn ends_here(&self, at: usize) -> bool {
        at >= self.within.end as usize || matches!(byte(self.bytes, at), b')' | b']')
    }

    /// "3.2 Failover drill" at the beginning of a cell or an item.
    fn numbers_a_title(&self, part: &Part) -> bool {
        part.literal.start == self.within.start as usize
            && part.tail.unit == super::units::THINGS
            && byte(self.bytes, part.tail.noun.start as usize).is_ascii_uppercase()
    }

    /// "1. Results", "2.3 Scope" at the beginning of a heading.
    fn numbers_a_heading(&self, part: &Part) -> bool {
        if self.place != Place::Heading || part.literal.start != self.start {
            return false;
        }
        let behind = part.literal.end;
        let dotted =
            matches!(byte(self.bytes, behind), b'.' | b')' | b':') && byte(self.bytes, behind + 1) == b' ';
        let numbered = part.literal.decimals > 0 && byte(self.bytes, behind) == b' ';
        dotted || numbered || behind >= self.end
    }

    pub fn is_plural(&self, noun: Span) -> bool {
        let text = self.bytes.get(noun.start as usize..noun.end as usize).unwrap_or(&[]);
        let last = text.rsplit(|byte| *byte == b' ').next().unwrap_or(&[]);
        last.len() > 2 && last.ends_with(b"s") && !last.ends_with(b"ss")
    }

    /// A bare figure behind "in", "since" and the like.
    fn is_year(&self, part: &Part) -> bool {
        let literal = &part.literal;
        let fits = literal.digits == 4 && literal.is_plain_whole() && part.tail.noun.is_empty();
        if !fits || !literal.mantissa.is_some_and(|year| (1900..2100).contains(&year)) {
            return false;
        }
        let text = self.bytes.get(self.start..).unwrap_or(&[]);
        let at = literal.start - self.start;
        if text.get(..at).is_some_and(|rest| rest.trim_ascii_end().ends_with("©".as_bytes())) {
            return true;
        }
        head::word_before(text, at).is_some_and(|(from, to)| {
            let word = Lowered::of(text.get(from..to).unwrap_or(&[]));
            matches!(
                word.as_str(),
                "in" | "since"
                    | "until"
                    | "during"
                    | "early"
                    | "late"
                    | "mid"
                    | "copyright"
                    | "spring"
                    | "summer"
                    | "autumn"
                    | "fall"
                    | "winter"
                    | "year"
            )
        })
    }

    /// What the column, the row or the key says of a bare number. Only the
    /// number that a cell or value begins with is spoken of, and an id stands
    /// there alone.
    pub fn manner(&self, part: &Part) -> Option<Manner> {
        let (manner, whole) = match self.numbers.cell {
            Some(cell) if cell.is_header => return None,
            Some(Cell { at, manner: Some(manner), .. }) => (manner, at),
            _ => self.manner_of_field(part)?,
        };
        let bare = |byte: &u8| matches!(byte, b' ' | b'*' | b'_' | b'(' | b'`' | b')' | b'.');
        let outside =
            |from: usize, to: usize| self.bytes.get(from..to).is_some_and(|text| text.iter().all(bare));
        let begins = outside(whole.start as usize, part.head.start);
        let alone = outside(part.literal.end, whole.end as usize);
        let id = matches!(manner, Manner::Id | Manner::Year);
        (begins && (alone || !id)).then_some(manner)
    }

    fn manner_of_field(&self, part: &Part) -> Option<(Manner, Span)> {
        let node = self.node_of(part.literal.start as u32);
        let value = self.enclosing(node, NodeKind::Value)?;
        let node = self.nodes.get(value as usize)?;
        let key = (node.parent + 1..value)
            .rev()
            .take(8)
            .filter_map(|index| self.nodes.get(index as usize))
            .find(|other| other.kind == NodeKind::Key && other.parent == node.parent)?;
        Some((manner_of(self.bytes, key.at, true)?, node.at))
    }

    fn enclosing(&self, node: u32, kind: NodeKind) -> Option<u32> {
        let mut index = node;
        for _ in 0..8 {
            let node = self.nodes.get(index as usize)?;
            if node.kind == kind {
                return Some(index);
            }
            index = node.parent;
        }
        None
    }

    // Where a number lies in the tree.

    fn node_at(&mut self, at: u32) -> u32 {
        while self.nodes.get(self.cursor as usize + 1).is_some_and(|next| next.at.start <= at) {
            self.cursor += 1;
        }
        self.node_of(at)
    }

    fn node_of(&self, at: u32) -> u32 {
        self.holder_of(Span::new(at, at + 1))
    }

    /// The innermost node that holds all of `at`.
    fn holder_of(&self, at: Span) -> u32 {
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
    fn opaque(&mut self, at: Span, class: Class) {
        let bytes = self.bytes;
        words_with_figures(bytes, at, |bytes, word| {
            let (value, _) = first_figure(bytes, word);
            self.plain(word.start as usize, word.end as usize, class, Some(value.unwrap_or(0)));
        });
        self.pending = None;
    }
}

pub(super) fn span(start: usize, end: usize) -> Span {
    Span::new(start as u32, end as u32)
}

pub(super) fn words_with_figures(bytes: &[u8], at: Span, mut each: impl FnMut(&[u8], Span)) {
    let mut here = at.start as usize;
    let end = at.end as usize;
    while here < end {
        if !is_word(byte(bytes, here)) {
            here += 1;
            continue;
        }
        let (start, mut figure) = (here, false);
        while here < end && is_word(byte(bytes, here)) {
            figure |= byte(bytes, here).is_ascii_digit();
            here += 1;
        }
        if figure {
            each(bytes, span(start, here));
        }
    }
}

pub(super) fn first_figure(bytes: &[u8], word: Span) -> (Option<i64>, usize) {
    let mut at = word.start as usize;
    while at < word.end as usize && !byte(bytes, at).is_ascii_digit() {
        at += 1;
    }
    let literal = literal::read(bytes, at, word.end as usize, false);
    (literal.mantissa, at)
}

/// Seven or more hexadecimal digits, letters and figures mixed.
fn is_hash(word: &[u8]) -> bool {
    word.len() >= 7
        && word.iter().all(u8::is_ascii_hexdigit)
        && word.iter().filter(|byte| byte.is_ascii_digit()).count() >= 2
}

fn is_address(text: &[u8]) -> bool {
    let mut parts = 0;
    for part in text.split(|&byte| byte == b'.') {
        parts += 1;
        let digits = part.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let fits = (1..=3).contains(&digits) && (digits == part.len() || parts == 4);
        if !fits {
            return false;
        }
    }
    parts == 4
}

pub(super) fn version_end(bytes: &[u8], mut at: usize, limit: usize) -> usize {
    while at < limit {
        let here = byte(bytes, at);
        let inner = is_word(here)
            || (matches!(here, b'.' | b'+' | b'-' | b'~') && byte(bytes, at + 1).is_ascii_alphanumeric());
        if !inner {
            break;
        }
        at += 1;
    }
    at.min(limit)
}

/// Whether a letter outside ASCII stands before `at` (and not a sign).
fn is_letter_before(bytes: &[u8], at: usize) -> bool {
    let from = at.saturating_sub(4);
    let text = bytes.get(from..at).unwrap_or(&[]);
    let text = text.iter().position(|byte| !(0x80..0xC0).contains(byte)).and_then(|lead| text.get(lead..));
    text.and_then(|text| std::str::from_utf8(text).ok())
        .and_then(|text| text.chars().next_back())
        .is_some_and(char::is_alphabetic)
}
