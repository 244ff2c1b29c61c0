//! A sum that the report itself calls wrong, or that some machine gives: "the page showed
//! 12 + 30 = 1230", "255 + 1 = 0 (wraps)", "17 + 8 = 2 (mod 23)".

use crossfoot_kit::prelude::*;

/// What is said farther away is said of another sum.
const NEAR: u32 = 400;

/// Whether the sentence or line around a result says that it is none.
pub fn is_disowned(report: &Report, result: u32) -> bool {
    const WRONG: [&str; 42] = [
        "wrong",
        "wrongly",
        "incorrect",
        "incorrectly",
        "bug",
        "mutant",
        "mutation",
        "wraps",
        "wrap",
        "wrapped",
        "overflow",
        "overflows",
        "overflowed",
        "saturating",
        "saturates",
        "saturated",
        "mod",
        "modulo",
        "typo",
        "corrected",
        "claims",
        "claimed",
        "must fail",
        "concatenation",
        "octal",
        "binary",
        "hex",
        "falsch",
        "showed",
        "mistake",
        "mistaken",
        "erroneous",
        "erroneously",
        "unique",
        "distinct",
        "union",
        "merge",
        "duplicates",
        "duplicate",
        "overlap",
        "overlapping",
        "deduplicated",
    ];
    let Some(at) = report.quantity(result).map(|quantity| quantity.at) else { return false };
    let statement = report.statement_span(report.statement_of(result));
    let line = report.line_of(at);
    // Words stand on borders of characters, whatever a line of a hundred pages holds.
    let near = at.start.saturating_sub(NEAR);
    let near =
        report.words_in(Span { start: near, end: at.start }).first().map_or(at.start, |word| word.at.start);
    let from = statement.start.max(line.start);
    let from = if at.start - from > NEAR { near.max(from) } else { from };
    let sentence =
        report.text(Span { start: from, end: at.start }).rfind(". ").map_or(from, |stop| from + stop as u32);
    let around = Span { start: sentence, end: line.end.min(at.end + 80).max(at.end) };
    let before = report.label(result).iter().any(|word| word.is(Roles::BEFORE));
    before || report.words_in(around).iter().any(|word| report.is_one_of(word, &WRONG))
}

/// "12 + 30 = 1230": the terms one behind the other.
pub fn is_strung_together(report: &Report, terms: &[u32], result: u32) -> bool {
    let strung: String = terms.iter().map(|term| report.printed(*term)).collect();
    terms.len() > 1 && strung == report.printed(result)
}
