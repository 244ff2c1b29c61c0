//! Claims that all of something passed: "All verification tests pass",
//! "Platform checks (8/8 PASS)".

use crate::breakdown::grade;
use crate::outcomes;
use crossfoot_kit::prelude::*;

/// Words that say that all of something passed.
pub struct Claim<'r> {
    pub at: Span,
    pub statement: u32,
    pub section: u32,
    /// What all of it is: "verification tests"; empty for "all achieved".
    pub noun: Vec<&'r Word>,
    pub in_heading: bool,
    /// It says how many: "4/4 PASS". What was not run is none of these.
    pub is_counted: bool,
    /// It says that all is over, and not that it went well: "all tests completed".
    pub is_only_over: bool,
    /// What stands behind the verdict: "on Linux" of "all tests pass on Linux".
    pub behind: &'r [Word],
}

/// The claims of a report: those in words, and those that headings count.
pub fn claims(report: &Report) -> Vec<Claim<'_>> {
    let mut found: Vec<Claim> = Vec::new();
    let all = report.words_with(Roles::ALL | Roles::PASS).filter(|word| is_all(report.text(word.at)));
    for word in all {
        let statement = report.statement(report.node_at(word.at.start));
        if found.last().is_none_or(|last| last.statement != statement) {
            found.extend(spoken(report, statement, word));
        }
    }
    let last = found.last().map(|claim| claim.statement);
    let headings = report.of_kind(kind::HEADING).filter(|heading| Some(*heading) != last);
    let counted: Vec<Claim> = headings.filter_map(|heading| counted(report, heading)).collect();
    found.extend(counted);
    found
}

/// The lexicon knows "all passed" as one word.
fn is_all(text: &str) -> bool {
    let first = |text: &str| text.split_once([' ', '-']).map_or(text.len(), |(first, _)| first.len());
    text.starts_with(['a', 'A', 'e', 'E'])
        && text.get(..first(text)).is_some_and(|first| is_any(first, &["all", "every", "everything"]))
}

/// "All verification tests pass", `All tests: PASS`, "(All Achieved)".
fn spoken<'r>(report: &'r Report, statement: u32, all: &Word) -> Option<Claim<'r>> {
    let in_heading = report.kind(statement) == kind::HEADING;
    if !in_heading && !matches!(report.kind(statement), kind::SENTENCE | kind::FIELD) {
        return None;
    }
    // "- [ ] All tests pass" is still to be seen.
    if report.within(statement, kind::ITEM).is_some_and(|item| report.data(item) == 1) {
        return None;
    }
    let whole = report.span(statement);
    let end = clause_end(report, all.at.end, whole.end);
    let clause = Span { start: all.at.start, end };
    if report.verdict_in(clause) != Some(Verdict::Pass) {
        return None;
    }
    let from = if all.is(Roles::PASS) { all.at.start } else { all.at.end };
    let words = report.words_in(Span { start: from, end });
    let judged = words.iter().position(|word| word.is(Roles::PASS) && !word.is(Roles::TEST))?;
    let last = words.get(judged)?;
    // "Contracts (all safe)" says which were chosen.
    if SORTS.has(last) {
        return None;
    }
    let graded = words.iter().take(judged).any(|word| grade(word).is_some());
    let denied = report
        .word_before(all.at.start)
        .is_some_and(|word| word.at.start >= whole.start && word.is(Roles::NEGATION | Roles::MODAL));
    let rest = [Span { start: whole.start, end: clause.start }, Span { start: end, end: whole.end }];
    if denied
        || judged > if graded { 8 } else { 5 }
        || rest.into_iter().any(|part| names_exception(report, part))
        || names_exception_word(words)
    {
        return None;
    }
    // "All points that concern development", "all milestones due this quarter".
    let chosen =
        |word: &Word| report.is_one_of(word, &["that", "which", "who", "whose", "due", "assigned", "where"]);
    if words.iter().take(judged).any(chosen) {
        return None;
    }
    let noun = words.iter().take(judged).filter(|word| names(report.text(word.at))).collect();
    let at = Span { start: all.at.start, end: last.at.end };
    Some(Claim {
        at,
        statement,
        section: report.section(statement),
        noun,
        in_heading,
        is_counted: false,
        is_only_over: outcomes::are_only_over(words),
        behind: words.get(judged + 1..).unwrap_or_default(),
    })
}

/// What things are, and no outcome of a check.
const SORTS: Spellings<6> = Spellings::of(["safe", "secure", "active", "available", "enabled", "supported"]);

/// Not an article, a helping verb or a numeral.
fn names(text: &str) -> bool {
    const BARE: [&str; 30] = [
        "and", "or", "the", "are", "is", "were", "was", "have", "has", "been", "be", "now", "of", "our",
        "these", "those", "them", "it", "two", "three", "four", "five", "six", "seven", "eight", "nine",
        "ten", "eleven", "twelve", "both",
    ];
    !BARE.iter().any(|bare| text.eq_ignore_ascii_case(bare))
        && !text.starts_with(|first: char| first.is_ascii_digit())
}

/// Where the clause around a claim ends.
fn clause_end(report: &Report, from: u32, end: u32) -> u32 {
    let rest = report.text(Span { start: from, end });
    let stop = rest.char_indices().find(|(place, sign)| {
        matches!(sign, ';' | ',' | '(' | ')' | '—' | '–' | '|')
            || (matches!(sign, '.' | '-') && rest.get(place + 1..).is_some_and(|next| next.starts_with(' ')))
    });
    stop.map_or(end, |(place, _)| from + place as u32)
}

fn names_exception_word(words: &[Word]) -> bool {
    words.iter().any(|word| word.is(Roles::EXCEPT | Roles::SCOPE_WORD | Roles::MODAL))
}

fn names_exception(report: &Report, part: Span) -> bool {
    let words = report.words_in(part);
    names_exception_word(words)
        || !matches!(report.verdict_in(part), None | Some(Verdict::Pass))
        || words.iter().any(|word| word.is(Roles::FAIL))
}

/// A heading that counts as many as there are: "Platform checks (8/8 PASS)".
fn counted(report: &Report, heading: u32) -> Option<Claim<'_>> {
    let whole = report.span(heading);
    let part = report.quantities_in(whole).find(|index| {
        let mate = report
            .quantity(*index)
            .filter(|quantity| quantity.role == role::NUMERATOR)
            .map(|quantity| quantity.mate);
        mate.is_some_and(|mate| report.count(*index).is_some() && report.count(*index) == report.count(mate))
    })?;
    if report.verdict_in(whole) != Some(Verdict::Pass) {
        return None;
    }
    let start = report.quantity(part)?.at.start;
    let last = report.words_in(Span { start, end: whole.end }).iter().find(|word| word.is(Roles::PASS))?;
    let at = Span { start, end: last.at.end };
    Some(Claim {
        at,
        statement: heading,
        section: report.section(heading),
        noun: Vec::new(),
        in_heading: true,
        is_counted: true,
        is_only_over: outcomes::are_only_over(report.words_of(heading)),
        behind: &[],
    })
}
