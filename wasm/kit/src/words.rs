//! The words of a report, told apart once, with what the lexicon says of each.

use std::ops::Range;

use crate::bindings::{Node, Span};
use crate::hash;
use crate::lexicon::{self, Extra, Roles};
use crate::report::kind;

/// A word, a phrase of the lexicon, or a sign that judges (`✅`). Markup,
/// comments, program source, targets of links and struck-out text hold none.
///
/// ```
/// use crossfoot_kit::{lexicon::Roles, sample};
/// let report = sample::report();
/// let words = report.words_in(sample::place("3 of 4 pumps"));
/// let texts: Vec<&str> = words.iter().map(|word| report.text(word.at)).collect();
/// assert_eq!(texts, ["3", "of", "4", "pumps"]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// Where it stands.
    pub at: Span,
    /// What the lexicon, and the user, say that it can be.
    pub roles: Roles,
    /// Equal for words that mean the same thing: synonyms of the lexicon, and
    /// singular and plural of any word.
    pub concept: u32,
    hash: u32,
    begins_phrase: bool,
}

impl Word {
    /// Whether it can be one of these.
    ///
    /// ```
    /// use crossfoot_kit::{lexicon::Roles, sample};
    /// let report = sample::report();
    /// let word = report.words_in(sample::place("FAIL"))[0];
    /// assert!(word.is(Roles::FAIL));
    /// ```
    pub fn is(&self, roles: Roles) -> bool {
        self.roles.has(roles)
    }
}

pub(crate) fn tell_apart(source: &str, hidden: &[Span], extra: &Extra) -> Vec<Word> {
    let mut words = Vec::with_capacity(source.len() / 5);
    let mut at = 0;
    for gap in hidden {
        let (start, end) = (gap.start as usize, gap.end as usize);
        if let Some(text) = source.get(at..start) {
            read(text, at as u32, &mut words);
        }
        at = at.max(end);
    }
    if let Some(text) = source.get(at..) {
        read(text, at as u32, &mut words);
    }
    join_phrases(&mut words, extra);
    words
}

fn read(text: &str, offset: u32, words: &mut Vec<Word>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_alphanumeric() || byte >= 0x80 || byte == b'_' {
            at = read_word(text, at, offset, words);
        } else {
            if byte == b'%' {
                push_sign(bytes, at..at + 1, offset, words);
            }
            at += 1;
        }
    }
}

/// Reads a word or a sign beyond ASCII, and says where it ends.
fn read_word(text: &str, start: usize, offset: u32, words: &mut Vec<Word>) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut hash, mut singular) = (start, hash::SEED, Singular::default());
    while let Some(&byte) = bytes.get(at) {
        if byte < 0x80 {
            let apostrophe =
                byte == b'\'' && at > start && bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic);
            if !apostrophe && !byte.is_ascii_alphanumeric() && byte != b'_' {
                break;
            }
            singular.step(byte, hash);
            hash = hash::step(hash, byte);
            at += 1;
            continue;
        }
        let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        let length = character.len_utf8();
        let apostrophe = character == '’' && at > start;
        if !hash::is_word(character) && !apostrophe {
            if at == start {
                push_sign(bytes, at..at + length, offset, words);
                at += length;
            }
            break;
        }
        for byte in bytes.get(at..at + length).unwrap_or_default() {
            singular.step(*byte, hash);
            hash = hash::step(hash, *byte);
        }
        at += length;
    }
    let word = bytes.get(start..at).unwrap_or_default();
    if word.iter().all(|byte| *byte == b'_') || bytes.get(start).is_some_and(|_| hash == hash::SEED) {
        return at.max(start + 1);
    }
    let meaning = lexicon::find(word, hash);
    words.push(Word {
        at: Span { start: offset + start as u32, end: offset + at as u32 },
        roles: meaning.roles,
        concept: if meaning.concept == 0 { singular.hash(hash) } else { meaning.concept },
        hash,
        begins_phrase: meaning.begins_phrase(),
    });
    at
}

fn push_sign(bytes: &[u8], at: Range<usize>, offset: u32, words: &mut Vec<Word>) {
    let sign = bytes.get(at.clone()).unwrap_or_default();
    let hash = hash::of(sign);
    let meaning = lexicon::find(sign, hash);
    if meaning.roles == Roles::NONE {
        return;
    }
    words.push(Word {
        at: Span { start: offset + at.start as u32, end: offset + at.end as u32 },
        roles: meaning.roles,
        concept: meaning.concept,
        hash,
        begins_phrase: false,
    });
}

/// The hash of a word without its plural ending, kept up while it is read.
#[derive(Default)]
struct Singular {
    /// The last three letters, the newest in the lowest byte.
    tail: u32,
    before: [u32; 3],
}

impl Singular {
    fn step(&mut self, byte: u8, hash: u32) {
        let [_, second, third] = self.before;
        self.before = [second, third, hash];
        self.tail = self.tail << 8 | u32::from(byte.to_ascii_lowercase());
    }

    fn hash(&self, whole: u32) -> u32 {
        let [ies, es, s] = self.before;
        match self.tail.to_be_bytes() {
            [0, ..] => whole,
            [_, b'i', b'e', b's'] => hash::step(ies, b'y'),
            [_, b'x' | b'h' | b'z', b'e', b's'] | [b's', b's', b'e', b's'] => es,
            [_, _, b's' | b'u' | b'i', b's'] => whole,
            [.., b's'] => s,
            _ => whole,
        }
    }
}

/// Puts the words of each phrase together, in place.
fn join_phrases(words: &mut Vec<Word>, extra: &Extra) {
    let (mut from, mut to) = (0, 0);
    while let Some(&word) = words.get(from) {
        let mut joined = word;
        let mut length = 1;
        // Words of one phrase stand close: a blank, a hyphen or a slash apart.
        let hash_of = |index: usize| {
            let word = words.get(from + index)?;
            let close = index == 0 || word.at.start - words.get(from + index - 1)?.at.end <= 2;
            close.then_some(word.hash)
        };
        if word.begins_phrase
            && let Some((count, meaning)) = lexicon::phrase(word.hash, hash_of)
        {
            length = count;
            joined.roles = meaning.roles;
            joined.concept = meaning.concept;
        }
        if !extra.is_empty()
            && let Some((count, roles)) = extra.find(hash_of)
            && count >= length
        {
            length = count;
            joined.roles = joined.roles | roles;
        }
        if let Some(last) = words.get(from + length - 1) {
            joined.at.end = last.at.end;
        }
        if let Some(place) = words.get_mut(to) {
            *place = joined;
        }
        to += 1;
        from += length;
    }
    words.truncate(to);
}

/// What a reader does not see, or sees as struck out, in the order of the text.
pub(crate) fn hidden(nodes: &[Node]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for node in nodes {
        let span = match node.kind {
            kind::COMMENT | kind::HTML | kind::IMAGE | kind::STRUCK => node.at,
            kind::BLOCK if node.data == 1 => node.at,
            kind::LINK if node.data > node.at.start && node.data < node.at.end => {
                Span { start: node.data, end: node.at.end }
            }
            _ => continue,
        };
        if spans.last().is_none_or(|last| last.end <= span.start) {
            spans.push(span);
        } else if let Some(last) = spans.last_mut() {
            last.end = last.end.max(span.end);
            last.start = last.start.min(span.start);
        }
    }
    spans
}

/// What a single word means: the concept that a [`Word`] of this text has.
///
/// ```
/// use crossfoot_kit::words::concept_of;
/// assert_eq!(concept_of("pumps"), concept_of("Pump"));
/// assert_ne!(concept_of("pump"), concept_of("valve"));
/// ```
pub fn concept_of(word: &str) -> u32 {
    let mut words = Vec::new();
    read(word, 0, &mut words);
    words.first().map_or(0, |word| word.concept)
}
