//! # all-claim-conflict (XF303)
//!
//! "All" of something is said to have passed, and one of them has not.
//!
//! ## Why it matters
//! The heading is quoted, the row is not. Whoever reads "all achieved" does not
//! look for the one that was missed.
//!
//! ## Fires
//! ```report
//! ## Acceptance checks (all passed)
//!
//! | Check | Result |
//! |-------|--------|
//! | Label text | PASS |
//! | Seal strength | FAIL |
//! ```
//! ```report
//! ## Goals (All Achieved)
//!
//! | Metric | Target | Measured | Status |
//! |--------|--------|----------|--------|
//! | Throughput | 50,000 req/s | 48,000+ | PASS |
//! | P99 latency | <50 ms | 12 ms | PASS |
//! ```
//! ```report
//! ## Cut-over
//!
//! All tasks are complete.
//!
//! - [x] Freeze writes
//! - [ ] Compare row counts
//! ```
//!
//! ## Stays silent
//! ```report
//! ## Checks
//!
//! All checks passed except the seal strength.
//!
//! | Check | Result |
//! |-------|--------|
//! | Label text | PASS |
//! | Seal strength | FAIL |
//! ```
//! ```report
//! ## Status
//!
//! - **All P1 items**: Complete
//! - **Review gaps**: 12/13 closed
//! - **Installer**: Blocked by the new runtime
//! ```
use crossfoot_kit::prelude::*;

use super::target_missed::{Columns, Standing};

pub const RULE: Rule = Rule::error("XF303", "all-claim-conflict", judge);

/// Words that say that all of something passed.
struct Claim<'r> {
    at: Span,
    statement: u32,
    section: u32,
    /// What all of it is: "verification tests"; empty for "all achieved".
    noun: Vec<&'r Word>,
    in_heading: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tie {
    /// The words tie the claim to the thing.
    Words,
    /// They only stand near each other.
    Place,
}

/// Something that is not what the claim says of all.
struct Exception {
    at: Span,
    tie: Tie,
    severity: Severity,
    message: String,
}

fn judge(report: &Report, ledger: &mut Ledger) {
    let mut last = u32::MAX;
    for word in report.words() {
        if !word.is(Roles::ALL | Roles::PASS) || !is_all(report.text(word.at)) {
            continue;
        }
        let statement = report.statement(report.node_at(word.at.start));
        if statement != last
            && let Some(claim) = spoken(report, statement, word)
        {
            last = statement;
            hold_against(report, &claim, ledger);
        }
    }
    for heading in report.of_kind(kind::HEADING) {
        if heading != last
            && let Some(claim) = counted(report, heading)
        {
            hold_against(report, &claim, ledger);
        }
    }
}

/// The lexicon knows "all passed" as one word.
fn is_all(text: &str) -> bool {
    let first = text.split_once([' ', '-']).map_or(text, |(first, _)| first);
    ["all", "every", "everything"].iter().any(|known| first.eq_ignore_ascii_case(known))
}

/// "All verification tests pass", `All tests: PASS`, "(All Achieved)".
fn spoken<'r>(report: &'r Report, statement: u32, all: &Word) -> Option<Claim<'r>> {
    let in_heading = report.kind(statement) == kind::HEADING;
    if !in_heading && !matches!(report.kind(statement), kind::SENTENCE | kind::FIELD) {
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
    let denied = report
        .word_before(all.at.start)
        .is_some_and(|word| word.at.start >= whole.start && word.is(Roles::NEGATION | Roles::MODAL));
    let rest = [Span { start: whole.start, end: clause.start }, Span { start: end, end: whole.end }];
    if denied
        || judged > 5
        || rest.into_iter().any(|part| names_exception(report, part))
        || names_exception_word(words)
    {
        return None;
    }
    let noun = words.iter().take(judged).filter(|word| names(report.text(word.at))).collect();
    let at = Span { start: all.at.start, end: last.at.end };
    Some(Claim { at, statement, section: report.section(statement), noun, in_heading })
}

/// Not an article, a helping verb or a numeral.
fn names(text: &str) -> bool {
    const BARE: [&str; 16] = [
        "the", "are", "is", "were", "was", "have", "has", "been", "be", "now", "of", "our", "these", "those",
        "them", "it",
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
    })
}

fn hold_against(report: &Report, claim: &Claim, ledger: &mut Ledger) {
    let mut exceptions: Vec<Exception> = Vec::new();
    for setback in report.setbacks() {
        let Some(severity) = weight(setback.verdict) else { continue };
        let Some(tie) = tie(report, claim, setback.holder, setback.node) else { continue };
        let (name, said) = (report.text(setback.label).trim(), report.text(setback.at).trim());
        let message =
            if setback.label == setback.at { format!("not done: {name}") } else { format!("{name}: {said}") };
        exceptions.push(Exception { at: setback.at, tie, severity, message });
    }
    for table in report.tables() {
        let Some(columns) = Columns::of(table) else { continue };
        let Some(tie) = tie(report, claim, table.node(), table.node()) else { continue };
        for row in table.rows() {
            columns.aims(row, |aim| {
                let (severity, what) = match aim.standing {
                    Standing::Misses if aim.verdict != Some(Verdict::Fail) => {
                        (Severity::Error, "its target is missed")
                    }
                    Standing::NotShown => (Severity::Warning, "its target is not shown to be met"),
                    _ => return,
                };
                let name = row.cell(0).map_or("", |cell| cell.text());
                let Some(measured) = report.quantity(aim.measured) else { return };
                let message = format!("{name}: {what}");
                exceptions.push(Exception { at: measured.at, tie, severity, message });
            });
        }
    }
    write(report, claim, &exceptions, ledger);
}

fn weight(verdict: Verdict) -> Option<Severity> {
    match verdict {
        Verdict::Fail => Some(Severity::Error),
        Verdict::Partial | Verdict::Blocked | Verdict::Unknown => Some(Severity::Warning),
        Verdict::Pass | Verdict::Noted => None,
    }
}

/// What ties a claim to a thing, if anything does.
fn tie(report: &Report, claim: &Claim, holder: u32, node: u32) -> Option<Tie> {
    if node == claim.statement {
        return None;
    }
    let section = report.section(node);
    let inside = report.section_within(section, claim.section);
    let named = || claim.noun.iter().all(|word| report.is_about(holder, word));
    if claim.in_heading {
        return (inside && !report.is_elsewhere(node, claim.section))
            .then(|| if named() { Tie::Words } else { Tie::Place });
    }
    if section == claim.section {
        let introduced = introduces(report, claim.statement, holder);
        let task = introduced
            && report.kind(node) == kind::ITEM
            && claim.noun.last().is_some_and(|word| names_tasks(report, word));
        let colon = introduced && report.text(report.statement_span(claim.statement)).ends_with(':');
        let about = !claim.noun.is_empty() && named();
        let tied = task || colon || about || (introduced && claim.noun.is_empty());
        return Some(if tied { Tie::Words } else { Tie::Place });
    }
    let reach = report.reach(claim.section);
    let reached = report.section_within(section, reach) && !report.is_elsewhere(node, reach);
    (reached && !claim.noun.is_empty() && named()).then_some(Tie::Words)
}

/// Words for the points of a list that are ticked off.
fn names_tasks(report: &Report, word: &Word) -> bool {
    const TASKS: [&str; 9] = [
        "tasks",
        "items",
        "steps",
        "actions",
        "points",
        "prerequisites",
        "criteria",
        "boxes",
        "preconditions",
    ];
    TASKS.iter().any(|known| report.text(word.at).eq_ignore_ascii_case(known))
}

/// Whether a statement is what introduces a table or list, or stands right
/// below a list: nothing else is between them.
fn introduces(report: &Report, statement: u32, holder: u32) -> bool {
    let follows = |node: u32| report.next_sibling(node).is_some_and(|next| next == holder);
    let block = report.parent(statement);
    let sums_up = || report.next_sibling(holder) == Some(block) && report.kind(holder) == kind::LIST;
    follows(statement) || (report.next_sibling(statement).is_none() && follows(block)) || sums_up()
}

fn write(report: &Report, claim: &Claim, exceptions: &[Exception], ledger: &mut Ledger) {
    let tied = || exceptions.iter().filter(|exception| exception.tie == Tie::Words);
    let finding = tied().map(|exception| exception.severity).max();
    let status = match finding {
        Some(Severity::Error) => Status::Contradicted,
        Some(_) => Status::Undecided,
        None if exceptions.is_empty() => return,
        None => Status::Undecided,
    };
    ledger.write(status, finding, claim.at, |draft| {
        let said = report.text(claim.at);
        draft.part(claim.at, "claim").claim(said.to_owned());
        let shown: Vec<&Exception> =
            if finding.is_some() { tied().collect() } else { exceptions.iter().collect() };
        let Some(first) = shown.first() else { return };
        draft.message(if finding.is_some() {
            format!("\"{said}\", but {}", first.message)
        } else {
            format!("whether \"{said}\" speaks of \"{}\" cannot be told", first.message)
        });
        for exception in shown {
            draft.part(exception.at, "exception").related(exception.at, exception.message.clone());
        }
    });
}
