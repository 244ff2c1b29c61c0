//! Words around a number.

use std::sync::LazyLock;

use crossfoot_kit::bindings::Span;
use crossfoot_kit::prelude::*;
use crossfoot_kit::words::concept_of;

use super::span;

/// Words that end what a number counts.
const ENDS: Spellings<34> = Spellings::of([
    "since",
    "for",
    "with",
    "without",
    "of",
    "in",
    "on",
    "at",
    "after",
    "before",
    "and",
    "or",
    "to",
    "from",
    "by",
    "were",
    "was",
    "have",
    "has",
    "had",
    "is",
    "are",
    "now",
    "so",
    "that",
    "which",
    "the",
    "this",
    "across",
    "over",
    "during",
    "throughout",
    "within",
    "achieved",
]);

/// Whether a word is letters, not a numeral.
pub fn is_letters(report: &Report, word: &Word) -> bool {
    report.text(word.at).chars().next().is_some_and(char::is_alphabetic)
}

/// The most words that are read behind a number.
pub const LONGEST: usize = 7;

/// The words right behind a number, up to a sign, a further number or a word
/// that begins something else.
pub fn tail(report: &Report, index: u32) -> &[Word] {
    let Some(quantity) = report.quantity(index) else { return &[] };
    let words = report.words_behind(index);
    let mut end = quantity.at.end;
    let mut count = 0;
    let is_close = |sign| matches!(sign, ' ' | '*' | '_' | '-' | '`' | '‑' | '\n');
    for word in words.iter().take(LONGEST) {
        let gap = report.text(span(end, word.at.start));
        if ENDS.has(word) || gap != " " && !gap.chars().all(is_close) {
            break;
        }
        end = word.at.end;
        count += 1;
    }
    words.get(..count).unwrap_or_default()
}

/// A number with the words right behind it.
pub fn figure(report: &Report, index: u32) -> Span {
    let Some(quantity) = report.quantity(index) else { return span(0, 0) };
    let end = tail(report, index).last().map_or(quantity.at.end, |word| word.at.end);
    span(quantity.at.start, end)
}

/// Words as text, in small letters, marks left out.
pub fn spoken(report: &Report, words: &[Word]) -> String {
    let length = |word: &Word| (word.at.end - word.at.start + 1) as usize;
    let mut text = String::with_capacity(words.iter().map(length).sum());
    for word in words {
        if !text.is_empty() {
            text.push(' ');
        }
        let letters = report.text(word.at);
        let start = text.len();
        if letters.is_ascii() {
            text.push_str(letters);
            text.get_mut(start..).unwrap_or_default().make_ascii_lowercase();
        } else {
            text.push_str(&letters.to_lowercase());
        }
    }
    text
}

/// What goes wrong, one by one.
pub fn is_defect(word: &Word) -> bool {
    const DEFECTS: [&str; 14] = [
        "bug",
        "defect",
        "issue",
        "problem",
        "vulnerability",
        "gap",
        "failure",
        "error",
        "crash",
        "deviation",
        "violation",
        "incident",
        "regression",
        "fault",
    ];
    static CONCEPTS: LazyLock<[u32; 14]> = LazyLock::new(|| DEFECTS.map(concept_of));
    word.is(Roles::ERRORS) || CONCEPTS.contains(&word.concept)
}
