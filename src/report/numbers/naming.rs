//! Words before a number that make it an id, a version or an argument.

use super::super::lexicon::{ID_NOUNS, ID_PLURALS, Lowered, MARKS, NOT_NAMES, PRODUCTS, VERSION_WORDS, WEAK};
use super::super::text::{before, byte, is_space, is_word};
use super::head::{Head, Name, Word, word_before};
use super::interval::Bound;

/// `word` is the one right before `at`, if there is one.
pub(super) fn read(text: &[u8], at: usize, word: Option<&Word>, head: &mut Head) {
    match before(text, at) {
        b'#' if !is_word(before(text, at - 1)) => {
            head.name = Name::Id { weak: false };
            head.named = (at - 1, at);
            return;
        }
        b'=' if head.bound == Bound::Exactly => return assigned(text, at, head),
        b'(' if is_word(before(text, at - 1)) => {
            head.name = Name::Argument;
            return;
        }
        b' ' if before(text, at - 1) == b'`' => {
            // A name in code and a number: its version, argument or count.
            head.name = Name::Argument;
            return;
        }
        _ => {}
    }
    let Some(word) = word else {
        let rest = text.get(..at).unwrap_or(&[]);
        if rest.ends_with("№".as_bytes()) || rest.ends_with("§".as_bytes()) || is_serial(rest) {
            head.name = Name::Id { weak: false };
        }
        return;
    };
    let (start, end, lowered) = (word.start, word.end, &word.lowered);
    if text.get(end..at).is_some_and(|gap| gap.contains(&b'\n') && gap.contains(&b'\r')) {
        return;
    }
    let word = text.get(start..end).unwrap_or(&[]);
    // "customer no. 4711": without its full stop it is a word of denial.
    let dotted = byte(text, end) == b'.' && end + 1 < at && matches!(word, b"no" | b"nr" | b"nos");
    head.name = if dotted { Name::Id { weak: false } } else { name_of(text, start, word, lowered) };
    head.named = (start, end);
}

/// "s/n 112", "P/N: 4711".
fn is_serial(text: &[u8]) -> bool {
    let text = text.trim_ascii_end();
    let text = text.strip_suffix(b":").unwrap_or(text);
    let [rest @ .., b's' | b'S' | b'p' | b'P', b'/', b'n' | b'N'] = text else { return false };
    !rest.last().is_some_and(|&before| is_word(before) || before == b'/')
}

/// `N=2498`, `id=7`.
fn assigned(text: &[u8], at: usize, head: &mut Head) {
    let mut end = at - 1;
    while before(text, end) == b' ' {
        end -= 1;
    }
    let mut start = end;
    while is_word(before(text, start)) && end - start < 24 {
        start -= 1;
    }
    let word = text.get(start..end).unwrap_or(&[]);
    let lowered = Lowered::of(word);
    let name = lowered.as_bytes();
    let is_counter = matches!(word, [one] if one.is_ascii_uppercase());
    let is_strong = lowered.is_in(ID_NOUNS) && !lowered.is_in(WEAK);
    if is_counter || lowered.is("id") || name.ends_with(b"_id") || is_strong {
        head.name = Name::Id { weak: false };
        head.named = (start, at);
        return;
    }
    let option = before(text, start) == b'-'
        && matches!(before(text, start.saturating_sub(1)), 0 | b' ' | b'-' | b'(' | b'`');
    let setting = word.contains(&b'_')
        && word.iter().all(|byte| byte.is_ascii_uppercase() || !byte.is_ascii_alphabetic());
    if option || setting {
        head.name = Name::Argument;
    }
}

fn name_of(text: &[u8], start: usize, word: &[u8], lowered: &Lowered) -> Name {
    let listed = lowered.is_in(ID_NOUNS | ID_PLURALS | PRODUCTS | MARKS);
    let capital = if lowered.as_bytes().is_empty() {
        word.iter().any(u8::is_ascii_uppercase)
    } else {
        lowered.has_capitals()
    };
    if !(listed || capital) {
        return Name::None;
    }
    let lower = lowered.as_bytes();
    match lower {
        b"line" | b"lines" | b"ln" => return Name::Line,
        // "N mod 7 = 5": the sign of equality is not between these two.
        b"mod" | b"modulo" => return Name::Argument,
        b"no" | b"number" | b"num" | b"nr" | b"id" if word.first().is_some_and(u8::is_ascii_uppercase) => {
            return Name::Id { weak: false };
        }
        _ => {}
    }
    if lowered.is_in(PRODUCTS) && capital || lowered.is("version") || lowered.is("v") {
        return Name::Product;
    }
    if lowered.is_in(ID_NOUNS) {
        return Name::Id { weak: lowered.is_in(WEAK) };
    }
    if lowered.is_in(ID_PLURALS) {
        return Name::Ids;
    }
    let plural = lower.ends_with(b"s") && !lower.ends_with(b"ss") && !lower.ends_with(b"os");
    let verb = lower.ends_with(b"ed") || lower.ends_with(b"ing") || lower.ends_with(b"ly");
    let shouted = word.len() > 3 && word.iter().all(u8::is_ascii_uppercase);
    if !capital || plural || verb || shouted || lowered.is_in(NOT_NAMES) {
        return Name::None;
    }
    if begins_sentence(text, start) {
        return Name::First;
    }
    // "SD 11.2", "RAM 5.2": initials name a quantity as often as a thing.
    if word.len() < 5 && word.iter().all(u8::is_ascii_uppercase) { Name::Initials } else { Name::Capital }
}

fn begins_sentence(text: &[u8], start: usize) -> bool {
    let mut at = start;
    while at > 0
        && (is_space(before(text, at)) || matches!(before(text, at), b'*' | b'_' | b'"' | b'(' | b'`'))
    {
        at -= 1;
    }
    at == 0 || matches!(before(text, at), b'.' | b'!' | b'?' | b':' | b'|' | b'-' | b'>' | b';' | 0x80..)
}

/// Whether one of the words shortly before `at` speaks of versions.
pub(super) fn speaks_of_versions(text: &[u8], at: usize) -> bool {
    let mut end = at;
    for _ in 0..5 {
        let Some((start, to)) = word_before(text, end) else { return false };
        let word = Lowered::of(text.get(start..to).unwrap_or(&[]));
        if word.is_in(VERSION_WORDS) || word.is_in(PRODUCTS) {
            return true;
        }
        end = start;
    }
    false
}
