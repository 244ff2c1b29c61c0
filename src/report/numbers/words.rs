//! Numbers in words, where they count something.

use super::super::lexicon::{Lowered, PARTICIPLES};
use super::super::text::{before, byte};
use super::super::{Class, flags};
use super::head::{self, Name, Word};
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
        let sentence = self.bytes.get(first..).unwrap_or(&[]);
        let before = head::word_at(sentence, start - first);
        let previous = before.as_ref().map_or(b"".as_slice(), |word| word.lowered.as_bytes());
        let literal = Literal::spelled(start, end, value);
        let mut part = Part {
            literal,
            head: head::read(self.bytes, first, start),
            tail: tail::read(self.bytes, &literal, self.limit(), self.one_line()),
        };
        let noun = part.tail.noun.start as usize..part.tail.noun.end as usize;
        let noun = self.bytes.get(noun).unwrap_or(&[]);
        let is_half = names::counts_hundreds(noun) || ends_a_number(sentence, before.as_ref());
        // "one of the three", "the last two of five": these in particular, as often as not.
        let may_be_part = !is_half
            && value != 1
            && !matches!(word.as_bytes(), b"both" | b"dozen")
            && !self.is_a_way_of_speaking(end)
            && !matches!(
                previous,
                b"or" | b"first" | b"last" | b"next" | b"other" | b"past" | b"final" | b"these" | b"those"
            );
        if may_be_part && let Some(end) = self.part_of(&part, self.limit()) {
            return end;
        }
        part.head.name = Name::None;
        let first = noun.split(|byte| *byte == b' ').next().unwrap_or(&[]);
        let counts = match word.as_bytes() {
            _ if is_half => false,
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

impl Reader<'_, '_, '_> {
    /// "Nine of ten requests came from the cache (91%)": the share follows, and the
    /// words only round it. Far ahead nothing is looked for, to stay linear.
    fn is_a_way_of_speaking(&self, at: usize) -> bool {
        let rest = self.text(at, self.limit().saturating_sub(at).min(120));
        memchr::memchr(b'%', rest).is_some() || memchr::memmem::find(rest, b"percent").is_some()
    }
}

/// "forty two", "a hundred and two": the word before begins the same number.
fn ends_a_number(text: &[u8], before: Option<&Word>) -> bool {
    let Some(word) = before else { return false };
    let joined = word.lowered.is("and");
    let further = if joined { head::word_at(text, word.start) } else { None };
    let lead = further.as_ref().unwrap_or(word).lowered;
    let hundreds = matches!(lead.as_bytes(), b"hundred" | b"thousand" | b"million");
    hundreds || !joined && names::is_tens(lead.as_bytes())
}
