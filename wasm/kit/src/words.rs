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
    /// Of its letters, in any case.
    pub(crate) hash: u64,
    /// Where the lexicon keeps the phrases that begin with it; 0 if none do.
    phrases: u16,
    /// The next word in its slot of the report's index.
    pub(crate) next: u32,
    /// The next word that has a role, counted from 1.
    pub(crate) telling: u32,
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
            read(text, at as u32, &mut |word| words.push(word));
        }
        at = at.max(end);
    }
    if let Some(text) = source.get(at..) {
        read(text, at as u32, &mut |word| words.push(word));
    }
    join_phrases(source, &mut words, extra);
    words
}

/// What a byte is to a word: its small letter, 0 for what ends the word, and
/// [`BEYOND`] for a sign, or a part of a character, that must be looked at.
const LETTERS: [i8; 256] = letters();
const BEYOND: i8 = -1;

const fn letters() -> [i8; 256] {
    let mut letters = [0; 256];
    let mut byte = 0;
    while byte < letters.len() {
        letters[byte] = match byte as u8 {
            letter if letter.is_ascii_alphanumeric() || letter == b'_' => letter.to_ascii_lowercase() as i8,
            0x80.. | b'%' => BEYOND,
            _ => 0,
        };
        byte += 1;
    }
    letters
}

fn read(text: &str, offset: u32, found: &mut impl FnMut(Word)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let letter = LETTERS[usize::from(byte)];
        if letter == 0 {
            at += 1;
            continue;
        }
        let sign = if letter == BEYOND { character(text, at) } else { None };
        at = match sign.filter(|sign| !hash::is_word(*sign)) {
            Some(sign) => read_sign(bytes, at..at + sign.len_utf8(), offset, found),
            None => read_word(text, at, offset, found),
        };
    }
}

fn character(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Reads the word that begins here, and says where it ends.
fn read_word(text: &str, start: usize, offset: u32, found: &mut impl FnMut(Word)) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut hash) = (start, hash::SEED);
    loop {
        (at, hash) = plain_letters(bytes, at, hash);
        // Most words end here: what follows is a blank.
        let Some(byte @ (0x80.. | b'\'')) = bytes.get(at).copied() else { break };
        let Some(length) = further_letter(text, at, byte) else { break };
        let letter = bytes.get(at..at + length).unwrap_or_default();
        hash = letter.iter().fold(hash, |hash, byte| hash::step(hash, *byte));
        at += length;
    }
    let word = bytes.get(start..at).unwrap_or_default();
    if word.first().is_none_or(|first| *first == b'_') && word.iter().all(|byte| *byte == b'_') {
        return at.max(start + 1);
    }
    let meaning = lexicon::find(hash);
    found(Word {
        at: Span { start: offset + start as u32, end: offset + at as u32 },
        roles: meaning.roles,
        concept: if meaning.concept == 0 { hash::folded(singular(word, hash)) } else { meaning.concept },
        hash,
        phrases: meaning.phrases,
        next: 0,
        telling: 0,
    });
    at
}

/// Reads on over letters of ASCII.
fn plain_letters(bytes: &[u8], mut at: usize, mut hash: u64) -> (usize, u64) {
    let plain =
        |byte: u8| Some(LETTERS[usize::from(byte)]).filter(|letter| *letter > 0).map(|letter| letter as u8);
    // By fours, since a turn costs a guest more than a letter.
    let (fours, _) = bytes.get(at..).unwrap_or_default().as_chunks();
    for [a, b, c, d] in fours {
        let (Some(a), Some(b), Some(c), Some(d)) = (plain(*a), plain(*b), plain(*c), plain(*d)) else {
            break;
        };
        hash = [a, b, c, d].into_iter().fold(hash, hash::step_small);
        at += 4;
    }
    while let Some(letter) = bytes.get(at).and_then(|byte| plain(*byte)) {
        hash = hash::step_small(hash, letter);
        at += 1;
    }
    (at, hash)
}

/// The length of what goes on a word beyond ASCII, and of an apostrophe in it.
fn further_letter(text: &str, at: usize, byte: u8) -> Option<usize> {
    if byte == b'\'' {
        return text.as_bytes().get(at + 1).is_some_and(u8::is_ascii_alphabetic).then_some(1);
    }
    let letter = character(text, at)?;
    (hash::is_word(letter) || letter == '’').then(|| letter.len_utf8())
}

/// A sign is kept if it means something. Says where it ends.
fn read_sign(bytes: &[u8], at: Range<usize>, offset: u32, found: &mut impl FnMut(Word)) -> usize {
    let end = at.end;
    let sign = bytes.get(at.clone()).unwrap_or_default();
    let hash = hash::of(sign);
    let meaning = lexicon::find(hash);
    if meaning.roles != Roles::NONE {
        found(Word {
            at: Span { start: offset + at.start as u32, end: offset + end as u32 },
            roles: meaning.roles,
            concept: meaning.concept,
            hash,
            phrases: 0,
            next: 0,
            telling: 0,
        });
    }
    end
}

/// The hash of a word without its plural ending.
fn singular(word: &[u8], hash: u64) -> u64 {
    let Some([fourth, third, second, b's' | b'S']) = word.last_chunk() else { return hash };
    let without_s = before_last(hash, b's');
    match [*fourth, *third, *second].map(|byte| byte.to_ascii_lowercase()) {
        [_, b'i', b'e'] => hash::step(before_last(before_last(without_s, b'e'), b'i'), b'y'),
        [_, b'x' | b'h' | b'z', b'e'] | [b's', b's', b'e'] => before_last(without_s, b'e'),
        [_, _, b's' | b'u' | b'i'] => hash,
        _ => without_s,
    }
}

/// The hash of a word before its last letter was read: the factor of `hash::step`
/// has an inverse in 64 bits.
fn before_last(hash: u64, letter: u8) -> u64 {
    hash.wrapping_mul(0xce96_5057_aff6_957b) ^ u64::from(letter)
}

/// Puts the words of each phrase together, in place.
fn join_phrases(source: &str, words: &mut Vec<Word>, extra: &Extra) {
    let may_begin_one = |word: &Word| word.phrases != 0 || !extra.is_empty();
    // Most words stay as they are; up to the first phrase also where they are.
    let Some(mut from) = words.iter().position(may_begin_one) else { return };
    let mut to = from;
    while let Some(word) = words.get(from) {
        let mut length = 1;
        if may_begin_one(word) {
            let mut joined = *word;
            length = join(words, from, extra, &mut joined);
            if length > 1
                && let Some(last) = words.get(from + length - 1)
            {
                joined.at.end = last.at.end;
                let text = source.get(joined.at.start as usize..joined.at.end as usize);
                joined.hash = hash::of(text.unwrap_or_default().as_bytes());
            }
            if let Some(place) = words.get_mut(from) {
                *place = joined;
            }
        }
        if from != to {
            words.copy_within(from..=from, to);
        }
        to += 1;
        from += length;
    }
    words.truncate(to);
}

/// How many words from here on make a phrase, or are one that a user has added.
fn join(words: &[Word], from: usize, extra: &Extra, joined: &mut Word) -> usize {
    // Words of one phrase stand close: a blank, a hyphen or a slash apart.
    let hash_of = |index: usize| {
        let word = words.get(from + index)?;
        let close = index == 0 || word.at.start - words.get(from + index - 1)?.at.end <= 2;
        close.then_some(word.hash)
    };
    let mut length = 1;
    if let Some((count, meaning)) = lexicon::phrase(joined.phrases, hash_of) {
        length = count;
        joined.roles = meaning.roles;
        joined.concept = meaning.concept;
    }
    if let Some((count, roles)) = extra.find(hash_of).filter(|(count, _)| *count >= length) {
        length = count;
        joined.roles = joined.roles | roles;
    }
    length
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
    let mut first = None;
    read(word, 0, &mut |word| {
        first.get_or_insert(word.concept);
    });
    first.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_are_told_from_the_end_of_the_hash() {
        let same = [
            ("gizmos", "gizmo"),
            ("Queries", "query"),
            ("boxes", "box"),
            ("LYNXES", "lynx"),
            ("molasses", "molass"),
            ("switches", "switch"),
        ];
        for (many, one) in same {
            assert_eq!(
                singular(many.as_bytes(), hash::of(many.as_bytes())),
                hash::of(one.as_bytes()),
                "{many}"
            );
        }
        for whole in ["gas", "glass", "virus", "oasis", "gizmo", "its", ""] {
            assert_eq!(singular(whole.as_bytes(), hash::of(whole.as_bytes())), hash::of(whole.as_bytes()));
        }
    }

    #[test]
    fn words_are_letters_of_any_script_and_signs_that_judge() {
        let text = "__init__ ___ Größe’s 日本語 – can't 'quoted' 95% ✅ 🦀 a-b";
        let found = tell_apart(text, &[], &Extra::default());
        let found: Vec<&str> = found.iter().map(|w| &text[w.at.start as usize..w.at.end as usize]).collect();
        let expected = ["__init__", "Größe’s", "日本語", "can't", "quoted", "95", "%", "✅", "a", "b"];
        assert_eq!(found, expected);
    }
}
