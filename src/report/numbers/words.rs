//! Numbers in words, where they count something.

use super::super::lexicon::{Lowered, PARTICIPLES};
use super::super::text::{before, byte};
use super::super::{Class, flags};
use super::head::{self, Name};
use super::literal::Literal;
use super::scan::{Part, Reader};
use super::{names, tail};

impl Reader<'_, '_, '_> {
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
            b"both" => first.ends_with(b"s") && !Lowered::of(first).is_in(PARTICIPLES),
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
                !pronoun && !noun.is_empty() && !Lowered::of(first).is_in(PARTICIPLES)
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
        // "two h 30 min": the figures are read already.
        part.tail.at_end.max(end)
    }
}
