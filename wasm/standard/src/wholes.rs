//! A number and some of it, tied by words: "31 findings, of which 15 are fixed
//! (48%)", "Of the 74 endpoints 69 were tested".

use crossfoot_kit::prelude::*;

const CHOOSING: Spellings<2> = Spellings::of(["of", "thereof"]);
const WHICH: Spellings<2> = Spellings::of(["which", "whom"]);
const THESE: Spellings<3> = Spellings::of(["these", "those", "them"]);
const THEREOF: Spellings<1> = Spellings::of(["thereof"]);

pub struct Chosen {
    pub whole: u32,
    pub parts: Vec<u32>,
    /// The words leave no other number that it may be some of.
    pub sure: bool,
}

/// Whatever a report says to be some of something, in the order of the text.
pub fn told(report: &Report) -> Vec<Chosen> {
    let mut found = Vec::new();
    let words = report.words();
    for place in report.spelled(&CHOOSING) {
        let Some(word) = words.get(place) else { break };
        if THEREOF.has(word) {
            found.extend(of_which(report, word.at));
            continue;
        }
        let Some(next) = words.get(place + 1) else { break };
        let said = Span { start: word.at.start, end: next.at.end };
        if WHICH.has(next) || THESE.has(next) && begins_clause(report, said) {
            found.extend(of_which(report, said));
        } else {
            found.extend(of_the(report, word));
        }
    }
    found
}

/// "… 14 positions, of these 9": with a number right before it ("44 of these 101
/// errors") the words choose from what follows, not from what stands before.
fn begins_clause(report: &Report, said: Span) -> bool {
    let start = report.span(report.statement(report.node_at(said.start))).start;
    let before = report.text(Span { start, end: said.start }).trim_end();
    !before.ends_with(|last: char| last.is_alphanumeric() || matches!(last, '%' | ')'))
        || ["and", "but", "while"].iter().any(|word| before.ends_with(word))
}

/// The percentage in a bracket behind a part, with nothing counted between.
pub fn percent_behind(report: &Report, part: u32) -> Option<u32> {
    let (before, percent) = (report.quantity(part)?, report.quantity(part + 1)?);
    if percent.class != class::PERCENTAGE || percent.at.start.saturating_sub(before.at.end) > 80 {
        return None;
    }
    let between = report.text(Span { start: before.at.end, end: percent.at.start });
    let end = report.line_of(percent.at).end;
    let bare = percent.role == role::ALONE
        && report.noun(part + 1).is_empty()
        && !report.printed(part + 1).starts_with(['+', '-', '−'])
        && report.text(Span { start: percent.at.end, end }).starts_with(')');
    let close = between.ends_with('(')
        && between.matches('(').count() == 1
        && !between.contains([';', '.', '|', '\n', ':'])
        && report.words_in(Span { start: before.at.end, end: percent.at.start }).len() <= 8;
    (bare && close).then_some(part + 1)
}

/// "31 findings in total, of which 15 are fixed", "… 14 positions. Of these 9".
fn of_which(report: &Report, said: Span) -> Option<Chosen> {
    let statement = report.statement(report.node_at(said.start));
    let at = report.span(statement);
    if report.kind(statement) == kind::ROW {
        return None;
    }
    let own = counts_in(report, Span { start: at.start, end: said.start });
    let before = if own.is_empty() { before_statement(report, statement) } else { own };
    let whole = before.last().copied()?;
    let parts = parts_behind(report, Span { start: said.end, end: at.end }, 2)?;
    let alone = before.iter().all(|index| report.count(*index) == report.count(whole));
    let sure = alone && !are_others(report, whole, &parts);
    Some(Chosen { whole, parts, sure })
}

/// The counts of the sentence before, for one that begins with "Of these".
fn before_statement(report: &Report, statement: u32) -> Vec<u32> {
    let before = report.previous_sibling(statement);
    before.map_or(Vec::new(), |before| counts_in(report, report.span(before)))
}

/// "Of the 74 endpoints 69 were tested", at the head of a clause.
fn of_the(report: &Report, of: &Word) -> Option<Chosen> {
    // "Out of 250 parcels, 245 came"
    let out = report
        .word_before(of.at.start)
        .filter(|out| report.text(out.at) == "Out" && out.at.end + 1 == of.at.start);
    if !report.text(of.at).starts_with('O') && out.is_none() {
        return None;
    }
    let head = out.map_or(of.at.start, |out| out.at.start);
    let statement = report.statement(report.node_at(of.at.start));
    let at = report.span(statement);
    let before = report.text(Span { start: at.start, end: head });
    if !matches!(report.kind(statement), kind::SENTENCE | kind::FIELD | kind::ITEM)
        || !before.trim_matches([' ', '-', '*', '_']).is_empty() && !before.trim_end().ends_with(['.', ':'])
    {
        return None;
    }
    let whole = *parts_behind(report, Span { start: of.at.end, end: at.end }, 2)?.first()?;
    // "Of the people 19 are …" says not how many people there are.
    let lead = report.words_in(Span { start: of.at.end, end: report.quantity(whole)?.at.start });
    let bare = |word: &Word| report.is_one_of(word, &["the", "these", "those", "our", "all", "its", "their"]);
    if !lead.iter().all(bare) {
        return None;
    }
    let from = report.noun_span(whole).end.max(report.quantity(whole)?.at.end);
    let parts = parts_behind(report, Span { start: from, end: at.end }, 3)?;
    let sure = !are_others(report, whole, &parts);
    Some(Chosen { whole, parts, sure })
}

/// "Out of 3 runs, 12 errors": more, and things of another name.
fn are_others(report: &Report, whole: u32, parts: &[u32]) -> bool {
    let thing = |index: u32| report.head_noun(index);
    parts.iter().any(|part| {
        let named = thing(*part).zip(thing(whole)).is_some_and(|(one, other)| one.concept != other.concept);
        named && report.count(*part) > report.count(whole)
    })
}

/// Plain counts of a span.
fn counts_in(report: &Report, at: Span) -> Vec<u32> {
    report.quantities_in(at).filter(|index| is_plain(report, *index)).collect()
}

fn is_plain(report: &Report, index: u32) -> bool {
    report.firm_count(index).is_some() && !report.is_each(index)
}

/// The first count of a span, so many words in at the most, and those listed
/// behind it.
fn parts_behind(report: &Report, at: Span, near: usize) -> Option<Vec<u32>> {
    let first = report.quantities_in(at).next()?;
    let place = report.quantity(first)?.at.start;
    let lead = Span { start: at.start, end: place };
    if !is_plain(report, first)
        || report.words_in(lead).len() > near
        || report.text(lead).contains(['(', ';', '.', '|'])
        || report.roles_in(lead).has(Roles::MODAL | Roles::EXCEPT | Roles::SELECTION)
    {
        return None;
    }
    let mut parts = vec![first];
    while let Some(last) = parts.last().copied() {
        let next = if percent_behind(report, last).is_some() { last + 2 } else { last + 1 };
        if !is_plain(report, next) || !is_listed(report, last, next, at.end) {
            break;
        }
        parts.push(next);
    }
    Some(parts)
}

/// "3 were repaired and 2 cut out", "9 (64%), 5 (36%)".
fn is_listed(report: &Report, one: u32, other: u32, end: u32) -> bool {
    let (Some(before), Some(next)) = (report.quantity(one), report.quantity(other)) else { return false };
    if next.at.start >= end {
        return false;
    }
    let between = Span { start: before.at.end, end: next.at.start };
    let text = report.text(between).trim_end();
    let joined = text.ends_with(',') || text.ends_with(" and") || text.ends_with('&');
    joined
        && !text.contains([';', '.', '|', '\n', ':'])
        && report.words_in(between).len() <= 6
        && !report.roles_in(between).has(Roles::SELECTION | Roles::MODAL)
}
