//! Where sentences end, in what the fields of a run have left over and in
//! values of more than one sentence.

use super::inline::{Mark, Run};
use super::text::{Lowered, Words, before, byte, is_space, is_word, trimmed};
use super::{NodeKind, Span};

/// Words whose full stop ends no sentence.
static ABBREVIATIONS: Words = Words::new(&[
    "al", "app", "approx", "art", "avg", "ca", "cf", "ch", "dept", "dr", "e.g", "ed", "eq", "etc", "ext",
    "fig", "figs", "i.e", "incl", "inv", "max", "min", "mr", "mrs", "ms", "no", "nos", "p", "para", "pp",
    "ref", "refs", "rel", "resp", "rev", "sec", "sect", "ser", "spec", "st", "tab", "tel", "v", "ver", "viz",
    "vol", "vs",
]);

pub(super) fn find(bytes: &[u8], run: &mut Run) {
    let mut fields = std::mem::take(&mut run.wrappers);
    let mut found = std::mem::take(&mut run.spare);
    found.clear();
    let mut start = run.at.start;
    for mark in fields.drain(..) {
        match mark.kind {
            NodeKind::Field => {
                // A field may stand in bold: the marks around it are no sentence.
                let whole = run.outer(mark.at.start).unwrap_or(mark.at);
                split(bytes, run, Span::new(start, whole.start), 1, &mut found);
                start = whole.end.max(mark.at.end);
                found.push(mark);
            }
            NodeKind::Value => {
                found.push(mark);
                split(bytes, run, mark.at, 2, &mut found);
            }
            _ => found.push(mark),
        }
    }
    split(bytes, run, Span::new(start, run.at.end), 1, &mut found);
    run.wrappers = found;
    run.spare = fields;
}

/// Adds the sentences of `at` if there are at least `least` of them.
fn split(bytes: &[u8], run: &Run, at: Span, least: usize, found: &mut Vec<Mark>) {
    let first = found.len();
    let mut start = at.start;
    let text = bytes.get(at.start as usize..at.end as usize).unwrap_or(&[]);
    for stop in memchr::memchr3_iter(b'.', b'!', b'?', text) {
        let here = at.start + stop as u32;
        if ends_sentence(bytes, here as usize, at.end as usize) && !run.is_marked(here) {
            push(bytes, Span::new(start, here + 1), found);
            start = here + 1;
        }
    }
    push(bytes, Span::new(start, at.end), found);
    if found.len() - first < least {
        found.truncate(first);
    }
}

fn push(bytes: &[u8], at: Span, found: &mut Vec<Mark>) {
    let at = trimmed(bytes, at);
    let text = bytes.get(at.start as usize..at.end as usize).unwrap_or(&[]);
    let says = text.iter().any(u8::is_ascii_alphanumeric)
        || std::str::from_utf8(text).is_ok_and(|text| text.chars().any(char::is_alphanumeric));
    if says {
        found.push(Mark { kind: NodeKind::Sentence, at, data: 0 });
    }
}

fn ends_sentence(bytes: &[u8], at: usize, end: usize) -> bool {
    let sign = byte(bytes, at);
    if !matches!(sign, b'.' | b'!' | b'?') {
        return false;
    }
    let mut next = at + 1;
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
            let listed = word.is_in(&ABBREVIATIONS);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(ABBREVIATIONS.sorted.is_sorted());
    }
}
