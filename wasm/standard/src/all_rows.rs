//! "All 7 test suites pass", and the table of test suites, wherever it stands.

use crate::counted::{Listed, matter};
use crate::universal::{self, Claim};
use crossfoot_kit::prelude::*;

pub fn told(report: &Report) -> Vec<Listed> {
    let counted = |word: &Word| {
        report.text(Span { start: word.at.end, end: word.at.end + 2 }).starts_with([' ', '*'])
            && report.quantities_in(Span { start: word.at.end, end: word.at.end + 5 }).next().is_some()
    };
    // "All" is said often, and seldom of how many.
    if !report.words_with(Roles::ALL | Roles::PASS).any(|word| ends_with_all(report, word) && counted(word)) {
        return Vec::new();
    }
    let claims = universal::claims(report);
    let claims = claims.iter().filter(|claim| !claim.in_heading && !claim.noun.is_empty());
    let mut found: Vec<Listed> = claims.filter_map(|claim| of(report, claim)).collect();
    let passes = |word: &&Word| ends_with_all(report, word) && counted(word);
    for word in report.words_with(Roles::ALL | Roles::PASS).filter(passes) {
        if let Some(listed) = passed_by(report, word).and_then(|claim| of(report, &claim))
            && found.iter().all(|known| known.count != listed.count)
        {
            found.push(listed);
        }
    }
    found
}

/// "all", "passes all"
fn ends_with_all(report: &Report, word: &Word) -> bool {
    let text = report.text(word.at);
    text.len() >= 3 && text.get(text.len() - 3..).is_some_and(|last| last.eq_ignore_ascii_case("all"))
}

/// "The cohort passes all three release gates".
fn passed_by<'r>(report: &'r Report, all: &Word) -> Option<Claim<'r>> {
    let said = all.is(Roles::PASS);
    let count = report.quantities_in(Span { start: all.at.end, end: all.at.end + 5 }).next()?;
    let (at, noun) = (report.quantity(count)?.at, report.noun(count));
    let meets = |verb: &Word| {
        all.at.start - verb.at.end == 1
            && report.is_one_of(verb, &["passed", "meets", "met", "cleared", "clears"])
    };
    let near = said || report.word_before(all.at.start).is_some_and(meets);
    let statement = report.statement_of(count);
    let end = noun.last()?.at.end;
    (near && report.kind(statement) == kind::SENTENCE).then(|| Claim {
        at: Span { start: all.at.start, end: end.max(at.end) },
        statement,
        section: report.section(statement),
        noun: noun.iter().collect(),
        in_heading: false,
        is_counted: true,
        is_only_over: false,
        behind: &[],
    })
}

fn of(report: &Report, claim: &Claim<'_>) -> Option<Listed> {
    let mut counts = report.quantities_in(claim.at).filter(|index| report.firm_count(*index).is_some());
    let count = counts.next().filter(|_| counts.next().is_none())?;
    let stated = report.count(count)?;
    let noun = *claim.noun.last()?;
    let judged = |table: &Table<'_>| {
        let named = |word: &&&Word| !KINDS.has(word);
        verdict_column(*table).is_some()
            && claim.noun.iter().filter(named).all(|word| report.is_about(table.node(), word))
            && claim.noun.iter().any(|word| named(&word))
    };
    let tables: Vec<Table<'_>> = report.tables().filter(judged).collect();
    let lists = |table: &&Table<'_>| {
        table
            .header(0)
            .and_then(|header| header.words().last())
            .is_some_and(|word| word.concept == noun.concept)
    };
    let mut named = tables.iter().filter(lists);
    let (table, by_name) = match (named.next(), named.next(), tables.as_slice()) {
        (Some(table), None, _) => (*table, true),
        (None, _, [table]) => (*table, false),
        _ => return None,
    };
    let size = matter(table)?.len() as i64;
    // Far more than rows are what those hold; and one figure of theirs may say so.
    let told = report.quantities_in(table.at()).any(|index| report.count(index) == Some(stated));
    let most = if by_name { size.unsigned_abs().max(2) } else { 2 };
    let near = size > 2 && stated.abs_diff(size) <= most;
    (near && (stated == size || !told)).then_some(Listed {
        count,
        size,
        at: table.at(),
        what: "rows",
        tied: true,
    })
}

/// "7 test categories" may be listed as tests.
const KINDS: Spellings<8> =
    Spellings::of(["categories", "suites", "groups", "items", "kinds", "areas", "entries", "types"]);
