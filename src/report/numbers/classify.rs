//! What a numeral is, by what stands before and behind it and by where it
//! stands. In doubt it is no quantity.

use super::super::inline::Place;
use super::super::lexicon::{Lowered, NOT_NAMES, PARTICIPLES, STOPS};
use super::super::text::{before, byte, trimmed_end};
use super::super::{Class, NodeKind, Span, Unit};
use super::head::{self, Name};
use super::interval::Bound;
use super::naming;
use super::scan::{Part, Reader, span};
use super::tables::{Manner, is_pass, manner_of};

impl Reader<'_, '_, '_> {
    pub(super) fn class_of(&self, part: &Part) -> (Class, Unit, Span) {
        let (literal, head, tail) = (&part.literal, &part.head, &part.tail);
        if head.money {
            let sign = trimmed_end(self.bytes, span(head.start, literal.start));
            // "€4.500": thousands in one country, a price of three places in another.
            let doubtful = literal.decimals == 3 && literal.digits <= 3 && sign.end - sign.start > 1;
            let class = if doubtful { Class::Other } else { Class::Money };
            return (class, super::units::of(super::super::Dimension::Money, 1, 1), sign);
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
        if no_noun && literal.is_plain_whole() && self.is_cited(part) {
            return (Class::Label, Unit::NONE, tail.noun);
        }
        let marked = head.bound != Bound::Exactly || tail.at_least || tail.at_most;
        let class = match head.name {
            _ if (marked && byte(self.bytes, literal.end) != b'^') || literal.grouped => None,
            Name::Id { weak } if literal.is_whole() => {
                Some(if weak && self.is_plural(tail.noun) { Class::Other } else { Class::Id })
            }
            Name::Id { .. } => Some(Class::Label),
            Name::Ids if no_noun && literal.is_whole() && self.list_follows(literal.end) => Some(Class::Id),
            Name::None if no_noun && literal.is_plain_whole() && self.begins_a_list_of_ids(part) => {
                Some(Class::Id)
            }
            Name::Line if literal.is_whole() => Some(Class::LineReference),
            Name::Product => Some(Class::Version),
            Name::Capital | Name::Initials if no_noun && literal.is_whole() => Some(Class::Label),
            Name::Capital if no_noun && self.place != Place::Line => Some(Class::Version),
            Name::Capital | Name::Initials if literal.is_whole() && self.place != Place::Line => {
                Some(Class::Other)
            }
            Name::First if no_noun && literal.is_whole() && self.names_one(literal.end) => Some(Class::Id),
            Name::First if no_noun && self.ends_here(literal.end) && self.place != Place::Line => {
                Some(Class::Version)
            }
            // "Lean 4 Proofs", "Sent 4 mails": who knows.
            Name::First if !no_noun && literal.is_whole() && self.place != Place::Line => Some(Class::Other),
            Name::Argument if no_noun => Some(Class::Other),
            Name::None
                if literal.decimals > 0 && self.place != Place::Heading && self.numbers_a_title(part) =>
            {
                Some(Class::Label)
            }
            // "10^6": a power that is not read.
            _ if byte(self.bytes, literal.end) == b'^' => Some(Class::Other),
            _ if literal.zero_led && literal.is_whole() => Some(Class::Label),
            // "(5)" alone in a cell: less than nothing, a note, or a count.
            _ if no_noun && self.is_a_cell_in_brackets(part) => Some(Class::Other),
            Name::None if self.is_year(part) => Some(Class::Year),
            _ => None,
        };
        if let Some(class) = class {
            return (class, tail.unit, tail.noun);
        }
        if self.numbers_a_heading(part) || self.numbers_a_cell(part) {
            return (Class::ListNumber, Unit::NONE, tail.noun);
        }
        if no_noun && let Some(manner) = self.manner(part) {
            let id_like = matches!(manner, Manner::Id | Manner::Year | Manner::Range);
            let spoken_of = !(id_like && (!literal.is_plain_whole() || marked));
            if spoken_of && !matches!(manner, Manner::Range) {
                return match manner {
                    // "Year 1", "year 2".
                    Manner::Year if literal.digits != 4 => (Class::Id, tail.unit, tail.noun),
                    Manner::Unit { unit, noun } => (Class::Measurement, unit, noun),
                    other => (other.class(), tail.unit, tail.noun),
                };
            }
        }
        (tail.class, tail.unit, tail.noun)
    }

    /// A bare decimal (or a whole number that something was bumped to) in a
    /// sentence about versions.
    pub(super) fn is_version(&self, part: &Part) -> bool {
        let first = self.within.start as usize;
        let text = self.bytes.get(first..).unwrap_or(&[]);
        let at = part.literal.start.saturating_sub(first);
        let short = part.literal.digits <= 5 && !part.literal.grouped && !part.literal.scientific;
        short
            && part.literal.decimals > 0
            && part.head.name != Name::Argument
            && naming::speaks_of_versions(text, at)
    }

    fn is_a_cell_in_brackets(&self, part: &Part) -> bool {
        let Some(cell) = self.numbers.cell else { return false };
        let (start, end) = (part.literal.start, part.literal.end);
        (cell.at.start as usize + 1, cell.at.end as usize - 1) == (start, end)
            && before(self.bytes, start) == b'('
            && byte(self.bytes, end) == b')'
    }

    /// "| 1. Doors | 12 |": where the row stands among its neighbours.
    fn numbers_a_cell(&self, part: &Part) -> bool {
        let Some(cell) = self.numbers.cell else { return false };
        let (start, end) = (part.literal.start, part.literal.end);
        let lead = self.bytes.get(cell.at.start as usize..start).unwrap_or(&[]);
        part.literal.digits <= 2
            && part.literal.is_plain_whole()
            && byte(self.bytes, end) == b'.'
            && byte(self.bytes, end + 1) == b' '
            && byte(self.bytes, end + 2).is_ascii_alphabetic()
            && lead.len() <= 4
            && lead.iter().all(|sign| matches!(sign, b' ' | b'*' | b'_'))
    }

    /// "as shown in [12]", "USP <621>": a reference.
    fn is_cited(&self, part: &Part) -> bool {
        let (start, end) = (part.literal.start, part.literal.end);
        let behind = byte(self.bytes, end);
        match before(self.bytes, start) {
            b'[' => behind == b']' && self.place != Place::Line && start > self.start + 1,
            b'<' => behind == b'>',
            _ => false,
        }
    }

    /// "12, 13 and 14".
    pub(super) fn list_follows(&self, at: usize) -> bool {
        let rest = self.bytes.get(at..self.within.end as usize).unwrap_or(&[]);
        [b", ".as_slice(), b" and ", b" & "]
            .iter()
            .any(|sign| rest.strip_prefix(*sign).and_then(<[u8]>::first).is_some_and(u8::is_ascii_digit))
    }

    /// "Pumps 112, 113 and 115 were blocked": a plural before bare numbers of
    /// which a list is made names its members.
    fn begins_a_list_of_ids(&self, part: &Part) -> bool {
        if !self.list_follows(part.literal.end) {
            return false;
        }
        let first = self.within.start as usize;
        let text = self.bytes.get(first..self.within.end as usize).unwrap_or(&[]);
        let Some((from, to)) = head::word_before(text, part.literal.start - first) else { return false };
        let word = text.get(from..to).unwrap_or(&[]);
        let plural = word.len() > 3 && word.ends_with(b"s") && !word.ends_with(b"ss");
        if !plural || !word.iter().any(u8::is_ascii_lowercase) || Lowered::of(word).is_in(NOT_NAMES) {
            return false;
        }
        let mut at = part.literal.end - first;
        let (mut members, mut closed) = (1, false);
        loop {
            let rest = text.get(at..).unwrap_or(&[]);
            let signs: [&[u8]; 4] = [b", and ", b", ", b" and ", b" & "];
            let Some(sign) = signs.into_iter().find(|sign| rest.starts_with(sign)) else { break };
            let digits =
                rest.get(sign.len()..).unwrap_or(&[]).iter().take_while(|byte| byte.is_ascii_digit()).count();
            if digits == 0 || closed {
                break;
            }
            closed = sign.len() > 2;
            at += sign.len() + digits;
            members += 1;
        }
        let behind = text.get(at..).unwrap_or(&[]);
        let next = behind.trim_ascii_start();
        let word = next.get(..next.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(next.len()));
        let word = Lowered::of(word.unwrap_or(&[]));
        let ends = matches!(behind.first(), None | Some(b'.' | b',' | b';' | b':' | b')' | b' '))
            && (word.as_bytes().is_empty()
                && !next.first().is_some_and(|byte| matches!(byte, b'%' | 0x80..))
                || word.is_in(STOPS)
                || word.is_in(PARTICIPLES));
        members >= 2 && closed && ends && !behind.get(1).is_some_and(u8::is_ascii_digit)
    }

    /// Whether the number that ends at `at` names its noun ("Night 375: clean"):
    /// nothing is reckoned with it. A line of output must say so with a colon.
    pub(super) fn names_one(&self, at: usize) -> bool {
        let rest = self.bytes.get(at..self.within.end as usize).unwrap_or(&[]).trim_ascii_start();
        let next = rest.first().copied().unwrap_or(b':');
        if self.place == Place::Line {
            return next == b':';
        }
        !matches!(next, b'+' | b'*' | b'/' | b'=' | b'<' | b'>' | b'%' | b'|' | 0xC2 | 0xC3)
    }

    pub(super) fn ends_here(&self, at: usize) -> bool {
        at >= self.within.end as usize || matches!(byte(self.bytes, at), b')' | b']')
    }

    /// "3.2 Failover drill" at the beginning of a cell or an item.
    pub(super) fn numbers_a_title(&self, part: &Part) -> bool {
        part.literal.start == self.within.start as usize
            && part.tail.unit == super::units::THINGS
            && byte(self.bytes, part.tail.noun.start as usize).is_ascii_uppercase()
    }

    /// "1. Results", "2.3 Scope" at the beginning of a heading.
    pub(super) fn numbers_a_heading(&self, part: &Part) -> bool {
        // A list within a block of plain text is a list as well.
        let stop = byte(self.bytes, part.literal.end) == b'.' && part.literal.digits < 3;
        let item = self.place == Place::Line && stop && part.literal.is_plain_whole();
        if !(self.place == Place::Heading || item) || part.literal.start != self.start {
            return false;
        }
        let behind = part.literal.end;
        let dotted =
            matches!(byte(self.bytes, behind), b'.' | b')' | b':') && byte(self.bytes, behind + 1) == b' ';
        let numbered = part.literal.decimals > 0 && byte(self.bytes, behind) == b' ';
        dotted || (!item && (numbered || behind >= self.end))
    }

    pub(super) fn is_plural(&self, noun: Span) -> bool {
        let text = self.bytes.get(noun.start as usize..noun.end as usize).unwrap_or(&[]);
        let last = text.rsplit(|byte| *byte == b' ').next().unwrap_or(&[]);
        last.len() > 2 && last.ends_with(b"s") && !last.ends_with(b"ss")
    }

    /// What the column, the row or the key says of a bare number. Only the
    /// number that a cell or value begins with is spoken of, and an id stands
    /// there alone.
    pub(super) fn manner(&self, part: &Part) -> Option<Manner> {
        let (manner, whole) = match self.numbers.cell {
            Some(cell) if cell.is_header => return None,
            Some(cell) => match self.numbers.manner_of_cell() {
                Some(manner) => (manner, cell.at),
                None => self.manner_of_field(part)?,
            },
            None => self.manner_of_field(part)?,
        };
        let bare = |byte: &u8| matches!(byte, b' ' | b'*' | b'_' | b'(' | b'`' | b')' | b'.');
        let outside =
            |from: usize, to: usize| self.bytes.get(from..to).is_some_and(|text| text.iter().all(bare));
        let begins = outside(whole.start as usize, part.head.start);
        let remark =
            self.bytes.get(part.literal.end..whole.end as usize).is_some_and(|rest| rest.starts_with(b" ("));
        let alone = remark || outside(part.literal.end, whole.end as usize);
        let id = matches!(manner, Manner::Id | Manner::Year | Manner::Range);
        // "93 (62.0%)" in a column of percentages: the first is what was counted.
        let rest = self.bytes.get(part.literal.end..whole.end as usize).unwrap_or(&[]);
        if remark && matches!(manner, Manner::Percent) && rest.contains(&b'%') {
            return None;
        }
        (begins && (alone || !id)).then_some(manner)
    }

    pub(super) fn manner_of_field(&self, part: &Part) -> Option<(Manner, Span)> {
        let node = self.node_of(part.literal.start as u32);
        let value = self.enclosing(node, NodeKind::Value)?;
        let node = self.nodes.get(value as usize)?;
        let key = (node.parent + 1..value)
            .rev()
            .take(8)
            .filter_map(|index| self.nodes.get(index as usize))
            .find(|other| other.kind == NodeKind::Key && other.parent == node.parent)?;
        // "Pass: 186" says how many, where a column may number the passes of a tool.
        // "Pass: 41" and "Unit: 20" count results and tests.
        let name = self.bytes.get(key.at.start as usize..key.at.end as usize).unwrap_or(&[]);
        let ids = !is_pass(name) && !name.eq_ignore_ascii_case(b"unit");
        Some((manner_of(self.bytes, key.at, ids)?, node.at))
    }

    pub(super) fn enclosing(&self, node: u32, kind: NodeKind) -> Option<u32> {
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
}
