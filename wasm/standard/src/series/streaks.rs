//! Counts that are carried forward: "44 consecutive clean rounds", "12 green
//! weeks in a row", `Days without incident: 41`.

use crossfoot_kit::note::NoteWriter;
use crossfoot_kit::prelude::*;

use super::header::Header;
use super::words::{LONGEST, figure, is_defect, is_letters, spoken, tail};
use super::{fact, mix, span};

/// How many a report is remembered to print.
const MOST: usize = 6;

/// A statement with one of these speaks of what is wanted, of what will be, or
/// of another time.
const NOT_NOW: Spellings<37> = Spellings::of([
    "next",
    "will",
    "would",
    "approaching",
    "toward",
    "towards",
    "until",
    "away",
    "need",
    "needs",
    "needed",
    "must",
    "should",
    "if",
    "when",
    "previous",
    "previously",
    "prior",
    "earlier",
    "best",
    "longest",
    "record",
    "ever",
    "once",
    "minimum",
    "maximum",
    "least",
    "broken",
    "ended",
    "cannot",
    "policy",
    "stopped",
    "ends",
    "interrupted",
    "comparison",
    "before",
    "asked",
]);

/// "12 weeks without failure" tell of weeks that passed.
const FAILURES: Spellings<7> =
    Spellings::of(["failure", "failures", "fail", "fails", "failing", "fault", "faults"]);

/// A streak of a report while it is read.
const WITHOUT: Spellings<1> = Spellings::of(["without"]);

pub struct Found {
    pub index: u32,
    name: u32,
    pub head: u32,
    flags: i64,
    spoken: String,
    strength: u8,
}

pub fn find(report: &Report, header: &Header<'_>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for index in 0..report.quantities().len() as u32 {
        if report.count_of(index).is_none() {
            continue;
        }
        let Some(one) = of_number(report, header, index) else { continue };
        let known = |other: &&mut Found| {
            other.name == one.name && report.count(other.index) == report.count(one.index)
        };
        match found.iter_mut().find(known) {
            Some(known) if known.strength < one.strength => *known = one,
            Some(_) => {}
            None => found.push(one),
        }
    }
    found.sort_by_key(|one| std::cmp::Reverse(one.strength));
    found.truncate(MOST);
    found
}

pub fn note(report: &Report, found: &[Found], note: &mut NoteWriter) {
    for one in found {
        let (Some(quantity), Some(value)) = (report.quantity(one.index), report.count(one.index)) else {
            continue;
        };
        let numeral = i64::from(quantity.at.end - quantity.at.start);
        let numbers = [i64::from(one.name), i64::from(one.head), value, numeral, one.flags];
        note.fact(fact::STREAK, figure(report, one.index), &[&one.spoken], &numbers);
    }
}

/// The counter that a number is of, if it is one.
pub fn name_of(report: &Report, header: &Header<'_>, index: u32) -> Option<u32> {
    report.count_of(index)?;
    of_number(report, header, index).map(|found| found.name)
}

fn of_number(report: &Report, header: &Header<'_>, index: u32) -> Option<Found> {
    let quantity = report.quantity(index)?;
    let marked = |words: &[Word]| words.iter().any(|word| word.is(Roles::CONSECUTIVE | Roles::STREAK));
    // Most numbers are no such counters, and that is soon seen.
    let near = report.words_behind(index);
    let near = near.get(..near.len().min(LONGEST)).unwrap_or_default();
    if !marked(near) && !marked(report.label(index)) && report.spelled(&WITHOUT).is_empty() {
        return None;
    }
    let behind = tail(report, index);
    let key = label(report, index);
    let label = if marked(behind) { &[][..] } else { key };
    let without = without(report, index, behind, key);
    if !marked(behind) && !marked(label) && !without {
        return None;
    }
    let statement = report.statement(quantity.node);
    let others = report.words_of(statement);
    if others.iter().any(|word| NOT_NOW.has(word) || word.is(Roles::TARGET)) {
        return None;
    }
    let words: Vec<Word> = label.iter().chain(behind).copied().collect();
    if !without && words.iter().any(|word| word.is(Roles::FAIL | Roles::FAILED) || is_defect(word)) {
        return None;
    }
    let named = name(report, header, &words);
    // What fails may be another thing than what the reports go without.
    let unfailing = without && others.iter().any(|word| FAILURES.has(word));
    let good = unfailing || words.iter().any(|word| word.is(Roles::PASS | Roles::CLEAN));
    Some(Found {
        index,
        strength: strength(report, quantity.node),
        spoken: spoken(report, &words),
        flags: named.flags | if good { fact::GOOD } else { 0 },
        ..named
    })
}

/// The name of a counter: its head noun, and whatever else tells it apart.
fn name(report: &Report, header: &Header<'_>, words: &[Word]) -> Found {
    let plain = |word: &&Word| {
        !word.is(Roles::CONSECUTIVE | Roles::STREAK | Roles::PASS | Roles::CLEAN) && is_letters(report, word)
    };
    let limit = words.iter().position(|word| WITHOUT.has(word));
    let words: Vec<&Word> = words.iter().take(limit.unwrap_or(words.len())).filter(plain).collect();
    let counted =
        Roles::ID_NOUN | Roles::ROUND | Roles::ITERATION | Roles::ATTEMPT | Roles::TEST | Roles::COUNTABLE;
    let head = words.iter().rfind(|word| word.is(counted)).or(words.last()).copied();
    let titled: Vec<u32> = header.title_words().iter().map(|word| word.concept).collect();
    let days = limit.is_some() && head.is_some_and(|head| report.is_one_of(head, &["day", "days"]));
    let flags = match head {
        Some(_) if days => fact::DAYS,
        Some(head) if is_titled(report, header, head) => fact::TITLED,
        _ => 0,
    };
    let head = head.map_or(0, |head| head.concept);
    let mut rest: Vec<u32> = words
        .iter()
        .map(|word| word.concept)
        .filter(|concept| *concept != head && !titled.contains(concept))
        .collect();
    rest.sort_unstable();
    rest.dedup();
    rest.push(head);
    Found { index: 0, name: mix(rest), head, flags, spoken: String::new(), strength: 0 }
}

/// Titles of reports that come as often as what they count.
const RHYTHMS: Spellings<4> = Spellings::of(["nightly", "daily", "weekly", "monthly"]);
/// What each of them counts.
const BEATS: [[&str; 2]; 4] = [["night", "nights"], ["day", "days"], ["week", "weeks"], ["month", "months"]];

/// Whether a report is about one of what it counts: "backups", under the title
/// "Nightly backup"; "weeks", under "Weekly report".
fn is_titled(report: &Report, header: &Header<'_>, head: &Word) -> bool {
    let counts = |counted: [&str; 2]| report.is_one_of(head, &counted);
    header.title_words().iter().any(|word| {
        let beat = RHYTHMS.position(word).and_then(|place| BEATS.get(place));
        word.concept == head.concept || beat.is_some_and(|counted| counts(*counted))
    })
}

/// The key or header over a number that stands first in its value. A table of
/// several columns tells of several things.
fn label(report: &Report, index: u32) -> &[Word] {
    let Some(quantity) = report.quantity(index) else { return &[] };
    let mut node = quantity.node;
    while node != 0 && !matches!(report.kind(node), kind::VALUE | kind::CELL) {
        node = report.parent(node);
    }
    if node == 0 || report.quantities_of(node).next() != Some(index) {
        return &[];
    }
    let row = report.parent(node);
    let wide = report.kind(node) == kind::CELL
        && report.table_at(report.parent(row)).is_none_or(|table| table.columns() != 2);
    if wide { &[] } else { report.label(index) }
}

/// "41 days without incident", `Days without incident: 41`.
fn without(report: &Report, index: u32, behind: &[Word], label: &[Word]) -> bool {
    let Some(quantity) = report.quantity(index) else { return false };
    let pair = |words: &[Word]| {
        let limit = words.iter().position(|word| WITHOUT.has(word));
        let kept_out = limit.and_then(|limit| words.get(limit.max(1) + 1..)).unwrap_or_default();
        limit != Some(0) && kept_out.iter().take(3).any(|word| is_defect(word) || word.is(Roles::ERRORS))
    };
    if behind.is_empty() {
        return pair(label);
    }
    let end = report.span(report.statement(quantity.node)).end;
    let words = report.words_in(span(quantity.at.end, end));
    pair(words.get(..words.len().min(6)).unwrap_or_default())
}

/// A field, a cell or bold print states a figure; a sentence mentions it, and
/// a heading may celebrate it.
fn strength(report: &Report, node: u32) -> u8 {
    match () {
        () if report.within(node, kind::HEADING).is_some() => 1,
        () if [kind::VALUE, kind::CELL, kind::STRONG]
            .iter()
            .any(|kind| report.within(node, *kind).is_some()) =>
        {
            3
        }
        () => 2,
    }
}
