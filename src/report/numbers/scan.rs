//! One pass over the text of a run, stopping at figures and at words that
//! are numbers.

use super::super::inline::{Place, Run};
use super::super::text::{Lowered, before, byte, is_word};
use super::super::tree::Tree;
use super::super::{Class, Joint, Node, NodeKind, Quantity, Role, Span, flags};
use super::head::{self, Head, Name};
use super::literal::{self, Literal};
use super::tail::{self, Tail};
use super::{Hole, Numbers, dates, names};

pub(super) struct Reader<'n, 'a, 't> {
    pub(super) numbers: &'n mut Numbers<'a>,
    pub(super) bytes: &'a [u8],
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) place: Place,
    pub(super) nodes: &'t [Node],
    pub(super) first: u32,
    pub(super) around: u32,
    pub(super) cursor: u32,
    /// The next of the holes.
    pub(super) hole: usize,
    /// The sentence, key or value being read.
    pub(super) within: Span,
    /// The last number, and where its unit or noun ends.
    pub(super) pending: Option<(u32, usize)>,
    /// Where the text between the last number and this one ends, if it is not
    /// where the number begins.
    pub(super) joint_end: Option<usize>,
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
    shared_units(&mut numbers.quantities, before);
    lists_of_ids(bytes, &mut numbers.quantities, before);
}

/// "5,610 → 38,329 ops/s", "12 vs 15 ms": the unit is said once and meant twice.
fn shared_units(quantities: &mut [Quantity], from: usize) {
    for index in (from + 1..quantities.len()).rev() {
        let (head, rest) = quantities.split_at_mut(index);
        let (Some(first), Some(second)) = (head.last_mut(), rest.first()) else { continue };
        let measured = matches!(second.class, Class::Measurement | Class::Percentage)
            && (second.unit != 0 || second.class == Class::Percentage);
        let bare = matches!(first.class, Class::Count | Class::Measurement)
            && first.unit == 0
            && first.noun.is_empty()
            && first.role == Role::Alone
            && first.flags & !(flags::LOW_OPEN | flags::HIGH_OPEN) == 0;
        let joined = matches!(first.joint, Joint::Arrow | Joint::Versus);
        let bounds = (first.mantissa.checked_sub(1), first.mantissa.checked_add(1));
        if let (true, (Some(low), Some(high))) = (measured && bare && joined, bounds) {
            (first.class, first.unit) = (second.class, second.unit);
            (first.low, first.high, first.flags) = (low, high, flags::LOW_OPEN | flags::HIGH_OPEN);
        }
    }
}

/// "N=2492, 2493 and 2495": bare numbers that go on with a list of ids.
fn lists_of_ids(bytes: &[u8], quantities: &mut [Quantity], from: usize) {
    for index in from + 1..quantities.len() {
        let (head, rest) = quantities.split_at_mut(index);
        let Some(last) = head.last() else { continue };
        let Some(quantity) = rest.first_mut() else { continue };
        let named = matches!(
            last.class,
            Class::Id | Class::LineReference | Class::Version | Class::Year | Class::Label
        );
        // "Gaps 1-2, 4-13": a further range of the same.
        if last.class == Class::Id
            && last.role == Role::RangeEnd
            && last.joint == Joint::And
            && quantity.role == Role::ValueStart
            && quantity.class == Class::Count
            && quantity.noun.is_empty()
        {
            as_range_of_ids(rest);
            continue;
        }
        if !named || last.joint != Joint::And || quantity.flags & !(flags::LOW_OPEN | flags::HIGH_OPEN) != 0 {
            continue;
        }
        let noun = bytes.get(quantity.noun.start as usize..quantity.noun.end as usize).unwrap_or(&[]);
        let first = noun.split(|byte| *byte == b' ').next().unwrap_or(&[]);
        // "Lots 14, 15 and 17 passed": what they did is nothing that is counted.
        let bare = quantity.class == Class::Count
            && quantity.role == Role::Alone
            && (noun.is_empty()
                || (last.class == Class::Id && Lowered::of(first).is_in(&names::PARTICIPLES)));
        // "Samples 3A, 3B": no bytes.
        let lettered = last.class == Class::Label
            && quantity.class == Class::Measurement
            && noun == b"B"
            && quantity.noun.start == quantity.at.end;
        if bare || lettered {
            quantity.class = last.class;
            quantity.noun = Span::new(quantity.at.end, quantity.at.end);
            quantity.flags = 0;
            (quantity.low, quantity.high, quantity.unit) = (quantity.mantissa, quantity.mantissa, 0);
        }
    }
}

/// Makes the range of values that `quantities` begin with one of ids.
fn as_range_of_ids(quantities: &mut [Quantity]) {
    for (quantity, role) in quantities.iter_mut().zip([Role::RangeStart, Role::RangeEnd]) {
        (quantity.class, quantity.role, quantity.flags, quantity.unit) = (Class::Id, role, 0, 0);
        (quantity.low, quantity.high) = (quantity.mantissa, quantity.mantissa);
    }
}

impl Reader<'_, '_, '_> {
    pub(super) fn scan(&mut self) {
        let mut at = self.start;
        while at < self.end {
            let hole = self.next_hole();
            let end = hole.map_or(self.end, |hole| self.end.min(hole.at.start as usize));
            while at < end {
                at = self.next(at, end);
            }
            let Some(hole) = hole else { break };
            self.hole += 1;
            if at < hole.at.end as usize {
                self.opaque(hole.at, hole.class);
                at = hole.at.end as usize;
            }
        }
    }

    fn next_hole(&self) -> Option<Hole> {
        self.numbers.holes.get(self.hole).copied()
    }

    /// Goes on to the first word or numeral before `end` and reads it; gives
    /// back where to go on. Most of a text is words without figures, so they
    /// are passed over in one loop.
    fn next(&mut self, mut at: usize, end: usize) -> usize {
        let bytes = self.bytes;
        while at < end && kind_of(byte(bytes, at)) == SIGN {
            at += 1;
        }
        if at >= end {
            return end;
        }
        let first = kind_of(byte(bytes, at));
        if first == DIGIT {
            return self.numeral(at).max(at + 1);
        }
        let (start, mut seen) = (at, SIGN);
        while at < self.end {
            let kind = kind_of(byte(bytes, at));
            if kind == SIGN {
                break;
            }
            seen |= kind;
            at += 1;
        }
        if seen & DIGIT != 0 {
            let word = self.text(start, at - start);
            let figure = word.iter().position(u8::is_ascii_digit).map_or(start, |digit| start + digit);
            return self.code(start).unwrap_or_else(|| self.mixed(start, at, figure));
        }
        if byte(bytes, at) == b':' && self.text(at, 3) == b"://" {
            return self.address(start, at);
        }
        if first == NUMBER_WORD && names::may_be_a_number(self.text(start, at - start)) {
            self.number_word(start, at)
        } else {
            at
        }
    }

    pub(super) fn text(&self, at: usize, length: usize) -> &[u8] {
        self.bytes.get(at..(at + length).min(self.end)).unwrap_or(&[])
    }

    pub(super) fn number_word(&mut self, start: usize, end: usize) -> usize {
        let word = Lowered::of(self.text(start, end - start));
        let Some(value) = names::number_word(word.as_bytes()) else { return end };
        self.enter(start);
        let joined = matches!(byte(self.bytes, end), b'-' | b'\'')
            || matches!(before(self.bytes, start), b'-' | b'\'' | b'.' | b'/');
        if joined {
            return end;
        }
        let first = self.within.start as usize;
        let previous = head::word_before(self.bytes.get(first..).unwrap_or(&[]), start - first)
            .map(|(from, to)| Lowered::of(self.text(first + from, to - from)));
        let previous = previous.as_ref().map_or(b"".as_slice(), Lowered::as_bytes);
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
        let counts = match word.as_bytes() {
            b"both" => first.ends_with(b"s") && !Lowered::of(first).is_in(&names::PARTICIPLES),
            b"dozen" => matches!(previous, b"a" | b"one" | b"per") && !noun.is_empty(),
            b"one" => {
                let pronoun = matches!(
                    previous,
                    b"no"
                        | b"the"
                        | b"this"
                        | b"that"
                        | b"each"
                        | b"every"
                        | b"any"
                        | b"which"
                        | b"last"
                        | b"next"
                        | b"first"
                        | b"other"
                        | b"another"
                        | b"some"
                        | b"old"
                        | b"new"
                        | b"for"
                        | b"as"
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
    pub(super) fn limit(&self) -> usize {
        let end = self.within.end as usize;
        self.next_hole().map_or(end, |hole| end.min(hole.at.start as usize))
    }

    /// Finds the sentence, key or value that `at` lies in.
    pub(super) fn enter(&mut self, at: usize) {
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

    pub(super) fn one_line(&self) -> bool {
        matches!(self.place, Place::Line | Place::Meta)
    }

    /// A numeral that begins with a digit; gives back where to go on.
    pub(super) fn numeral(&mut self, start: usize) -> usize {
        self.enter(start);
        let first = self.within.start as usize;
        let limit = self.limit();
        if let Some(end) = self.code(start).or_else(|| self.phone(start, first)) {
            return end;
        }
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

    /// "(312,400.00)", alone in its cell.
    fn is_an_accountants_negative(&self, literal: &Literal, head: &Head) -> bool {
        let Some(cell) = self.numbers.cell else { return false };
        let text = self.text(cell.at.start as usize, (cell.at.end - cell.at.start) as usize);
        let inner = text.strip_prefix(b"(").and_then(|text| text.strip_suffix(b")"));
        let printed = self.bytes.get(head.start..literal.end);
        (literal.grouped || literal.decimals > 0) && inner.is_some() && inner == printed
    }

    pub(super) fn moment(&self, start: usize, limit: usize) -> Option<dates::Moment> {
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
}

/// What a byte is to the scan; bits, so that a word can be told by all of its.
const SIGN: u8 = 0;
const LETTER: u8 = 1;
/// A letter that a number in words begins with.
const NUMBER_WORD: u8 = 2;
const DIGIT: u8 = 4;

#[inline]
fn kind_of(byte: u8) -> u8 {
    const KINDS: [u8; 256] = {
        let mut kinds = [SIGN; 256];
        let mut byte = 0;
        while byte < 128 {
            kinds[byte] = match byte as u8 {
                b'0'..=b'9' => DIGIT,
                b'b' | b'd' | b'e' | b'f' | b'n' | b'o' | b's' | b't' | b'z' => NUMBER_WORD,
                b'B' | b'D' | b'E' | b'F' | b'N' | b'O' | b'S' | b'T' | b'Z' => NUMBER_WORD,
                b'a'..=b'z' | b'A'..=b'Z' | b'_' => LETTER,
                _ => SIGN,
            };
            byte += 1;
        }
        kinds
    };
    KINDS.get(usize::from(byte)).copied().unwrap_or(SIGN)
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
