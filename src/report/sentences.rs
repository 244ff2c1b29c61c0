//! Where sentences end, in what the fields of a run have left over and in
//! values of more than one sentence.

use super::inline::{Mark, Run};
use super::kinds::{Kinds, STOP};
use super::lexicon::{ABBREVIATIONS, Lowered};
use super::text::{before, byte, is_space, is_word, trimmed};
use super::{NodeKind, Span};

pub(super) fn find(bytes: &[u8], kinds: &Kinds, run: &mut Run) {
    let mut fields = std::mem::take(&mut run.wrappers);
    let mut found = std::mem::take(&mut run.spare);
    found.clear();
    let mut start = run.at.start;
    for mark in fields.drain(..) {
        match mark.kind {
            NodeKind::Field => {
                // A field may stand in bold: the marks around it are no sentence.
                let whole = run.outer(mark.at.start).unwrap_or(mark.at);
                split(bytes, kinds, run, Span::new(start, whole.start), 1, &mut found);
                start = whole.end.max(mark.at.end);
                found.push(mark);
            }
            NodeKind::Value => {
                found.push(mark);
                split(bytes, kinds, run, mark.at, 2, &mut found);
            }
            _ => found.push(mark),
        }
    }
    split(bytes, kinds, run, Span::new(start, run.at.end), 1, &mut found);
    run.wrappers = found;
    run.spare = fields;
}

/// Adds the sentences of `at` if there are at least `least` of them.
fn split(bytes: &[u8], kinds: &Kinds, run: &Run, at: Span, least: usize, found: &mut Vec<Mark>) {
    if at.is_empty() {
        return;
    }
    let first = found.len();
    let mut start = at.start;
    let (mut from, end) = (at.start as usize, at.end as usize);
    while let Some(stop) = kinds.find(STOP, from, end) {
        from = stop + 1;
        // "**All checks are green.** Next audit: May": with the marks that close behind it.
        let close = from + closing_marks(bytes, from, end);
        if ends_sentence(bytes, stop, close, end)
            && !run.is_marked(if close > from { close } else { stop } as u32)
        {
            from = close;
            push(bytes, Span::new(start, from as u32), found);
            start = from as u32;
        }
    }
    push(bytes, Span::new(start, at.end), found);
    if found.len() - first < least {
        found.truncate(first);
    }
}

/// Adds the sentence `at`, if it says anything.
pub(super) fn push(bytes: &[u8], at: Span, found: &mut Vec<Mark>) {
    let at = trimmed(bytes, at);
    if at.is_empty() {
        return;
    }
    let text = bytes.get(at.start as usize..at.end as usize).unwrap_or(&[]);
    let says = text.first().is_some_and(u8::is_ascii_alphanumeric)
        || text.iter().any(u8::is_ascii_alphanumeric)
        || std::str::from_utf8(text).is_ok_and(|text| text.chars().any(char::is_alphanumeric));
    if says {
        found.push(Mark { kind: NodeKind::Sentence, at, data: 0 });
    }
}

/// How many signs of emphasis stand at a place, as many as may close one.
fn closing_marks(bytes: &[u8], at: usize, end: usize) -> usize {
    bytes.get(at..end).unwrap_or(&[]).iter().take(3).take_while(|sign| **sign == b'*').count()
}

/// Whether the sign at `at` ends a sentence, of which nothing but marks stands before
/// `close`.
fn ends_sentence(bytes: &[u8], at: usize, close: usize, end: usize) -> bool {
    let sign = byte(bytes, at);
    if !matches!(sign, b'.' | b'!' | b'?') {
        return false;
    }
    let mut next = close;
    if next >= end || !is_space(byte(bytes, next)) {
        return false;
    }
    while next < end && is_space(byte(bytes, next)) {
        next += 1;
    }
    let follows = byte(bytes, next);
    let goes_on = follows.is_ascii_lowercase() || (sign == b'.' && is_abbreviated(bytes, at, follows));
    !goes_on
}

fn is_abbreviated(bytes: &[u8], stop: usize, follows: u8) -> bool {
    let mut start = stop;
    while start > 0 && (is_word(before(bytes, start)) || before(bytes, start) == b'.') && stop - start < 12 {
        start -= 1;
    }
    let word = bytes.get(start..stop).unwrap_or(&[]);
    match word {
        [one] => one.is_ascii_uppercase() || (*one == b'p' && follows.is_ascii_digit()),
        _ => {
            let word = Lowered::of(word);
            let listed = word.is_in(ABBREVIATIONS);
            // "min" and "no" end sentences too; before a figure they hardly do.
            listed
                && (follows.is_ascii_digit()
                    || !matches!(
                        word.as_bytes(),
                        b"etc"
                            | b"no"
                            | b"min"
                            | b"max"
                            | b"ms"
                            | b"sec"
                            | b"app"
                            | b"art"
                            | b"ch"
                            | b"ed"
                            | b"tab"
                            | b"spec"
                            | b"ser"
                            | b"rel"
                    ))
        }
    }
}
