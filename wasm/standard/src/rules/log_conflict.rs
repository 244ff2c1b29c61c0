//! # log-conflict (XF403)
//!
//! A figure in prose that the log printed in the same section contradicts.
//!
//! ## Why it matters
//! The log is the evidence. Where the prose says something else, one of them
//! was edited or comes from another run.
//!
//! ## Fires
//! ```report
//! ## Unit tests
//!
//! All is well: 25 tests passed.
//!
//! ~~~
//! 24 passed, 1 failed in 3.21s
//! ~~~
//! ```
//! ```report
//! ## Load run
//!
//! ~~~
//! Total requests: 12800
//! Throughput: 3790.3 req/s
//! ~~~
//!
//! The run made 12,900 requests at 3,890 req/s.
//! ```
//!
//! ## Stays silent
//! ```report
//! ## Load run
//!
//! ~~~
//! Total requests: 12800
//! Throughput: 3790.3 req/s
//! ~~~
//!
//! The run made 12,800 requests at 3790 req/s; the previous run made 9,000 requests.
//! ```
//! ```report
//! ## Board support
//!
//! Added 23 tests (18 unit, 5 on the bench).
//!
//! ~~~
//! running 187 tests
//! ~~~
//! ```
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::error("XF403", "log-conflict", judge);

fn judge(report: &Report, ledger: &mut Ledger) {
    let mut sections: Vec<u32> = Vec::new();
    for block in report.of_kind(kind::BLOCK) {
        let section = report.section(block);
        if report.data(block) == 0 && !sections.contains(&section) {
            sections.push(section);
            in_section(report, section, ledger);
        }
    }
}

fn in_section(report: &Report, section: u32, ledger: &mut Ledger) {
    let mut logged: Vec<Mention> = Vec::new();
    let mut told: Vec<Mention> = Vec::new();
    for index in report.quantities_of(section) {
        let Some(quantity) = report.quantity(index) else { continue };
        if report.section(quantity.node) != section {
            continue;
        }
        let Some(mention) = report.mention(index) else { continue };
        match report.within(quantity.node, kind::BLOCK) {
            Some(block) if report.data(block) == 0 => {
                if is_of_another_run(report, block) {
                    return;
                }
                logged.push(mention);
            }
            Some(_) => {}
            None if in_many_rows(report, quantity.node) || sets_apart(report, index) => {}
            None if counts_one(report, index) => {}
            // "+413 lines" is by how much it grew.
            None if report.printed(index).starts_with(['+', '-', '−']) => {}
            None => told.push(mention),
        }
    }
    if logged.is_empty() {
        return;
    }
    // What the log counts, once each, in the order of its names.
    let name = |mention: &Mention| (mention.kind as u8, mention.concept);
    logged.sort_by_key(name);
    let value = |mention: &Mention| report.value(mention.index);
    let alike = |figures: &&[Mention]| {
        figures.windows(2).all(|pair| matches!(pair, [one, other] if value(one) == value(other)))
    };
    // A log is held against the prose where it prints the figure just once, or
    // always alike.
    let figures = logged.chunk_by(|one, other| name(one) == name(other)).filter(alike);
    let figures: Vec<&Mention> = figures.filter_map(<[Mention]>::first).collect();
    // Of which the prose tells three different counts, those are of parts or of stages.
    told.sort_by_key(name);
    let is_one = |figures: &&[Mention]| {
        let mut values: Vec<i64> = figures.iter().filter_map(|figure| report.count(figure.index)).collect();
        values.sort_unstable();
        values.dedup();
        values.len() < 3
    };
    let alike = told.chunk_by(|one, other| name(one) == name(other)).filter(is_one);
    let mut told: Vec<&Mention> = alike.flatten().collect();
    told.sort_by_key(|mention| mention.index);
    for mention in told {
        let place = figures.partition_point(|figure| name(figure) < name(mention));
        if let Some(figure) = figures.get(place).filter(|figure| name(figure) == name(mention)) {
            against_log(report, mention, figure, ledger);
        }
    }
}

fn against_log(report: &Report, told: &Mention, first: &Mention, ledger: &mut Ledger) {
    if !told.is_same(first) {
        return;
    }
    let (Some(here), Some(there)) = (report.quantity(told.index), report.quantity(first.index)) else {
        return;
    };
    let mut outcome = report.told(told).equals(report.told(first));
    let other = || is_some_of(report, told.index, first.index) || came_otherwise(report, told.index, first.index);
    if outcome == Outcome::Contradicted && other() {
        outcome = Outcome::Undecided;
    }
    ledger.judge(outcome, here.at, |draft| {
        let (says, prints) = (report.text(span_of(here)), report.text(span_of(there)));
        let message = match outcome {
            Outcome::Contradicted => {
                format!("the text says {says}; the log of the same section prints {prints}")
            }
            _ => format!("{says} in the text, {prints} in the log"),
        };
        draft.message(message).number(report, told.index, "told").number(report, first.index, "logged");
        draft.blame(told.index).related(there.at, "the log".into());
    });
}

/// "The seven that ran" of "8 jobs: 6 succeeded, 1 failed, 1 skipped": what some parts
/// of the log's line come to.
fn is_some_of(report: &Report, told: u32, logged: u32) -> bool {
    // As many as a line of a log tells.
    const PARTS: usize = 6;
    let Some(wanted) = report.count(told) else { return false };
    let line = report.statement_span(report.statement_of(logged));
    let other = |index: &u32| *index != logged && report.count_of(*index).is_some();
    let parts: Vec<i64> = report
        .quantities_in(line)
        .filter(other)
        .filter_map(|index| report.count(index))
        .take(PARTS)
        .collect();
    let chosen = |set: u32| {
        let own = parts.iter().enumerate().filter(|(place, _)| set >> place & 1 == 1);
        own.fold(0_i64, |sum, (_, part)| sum.saturating_add(*part))
    };
    (1..1_u32 << parts.len()).any(|set| chosen(set) == wanted)
}

/// "2 tables differ" in the log, and "4 of 6 tables agree" in the text.
fn came_otherwise(report: &Report, told: u32, logged: u32) -> bool {
    const DIFFER: Spellings<4> = Spellings::of(["differ", "differs", "differed", "diverge"]);
    let judged = |word: &&Word| word.is(Roles::VERDICT | Roles::PASSED | Roles::FAILED) || DIFFER.has(word);
    let mut verbs = report.words_behind(logged).iter().take(2).filter(judged);
    verbs.any(|verb| report.words_behind(told).iter().take(3).all(|word| word.concept != verb.concept))
}

/// The number with its unit or noun.
fn span_of(quantity: &Quantity) -> Span {
    let joined = quantity.noun.start >= quantity.at.end && quantity.noun.start <= quantity.at.end + 1;
    Span {
        start: quantity.at.start,
        end: if joined { quantity.noun.end.max(quantity.at.end) } else { quantity.at.end },
    }
}

/// What stands right before a block says that it shows something else: another
/// run, an example, what should come out.
fn is_of_another_run(report: &Report, block: u32) -> bool {
    let Some(before) = block.checked_sub(1) else { return false };
    let end = report.span(block).start;
    let start = report.span(report.statement(before)).start;
    let words = report.words_in(Span { start, end });
    words.iter().any(|word| word.is(APART) || SET_APART.has(word))
}

const APART: Roles = Roles::ANOTHER_RUN
    .or(Roles::TARGET)
    .or(Roles::LEGEND)
    .or(Roles::MODAL)
    .or(Roles::SELECTION)
    .or(Roles::EXCEPT)
    .or(Roles::DERIVED);

const SET_APART: Spellings<9> = Spellings::of([
    "before",
    "after",
    "usage",
    "run:",
    "per",
    "respectively",
    "another",
    "second",
    "each",
]);

/// A statement that says it speaks of something else than the log.
fn sets_apart(report: &Report, index: u32) -> bool {
    let at = report.span(report.statement_of(index));
    report.words_in(at).iter().any(|word| word.is(APART) || SET_APART.has(word) || MADE.has(word))
}

/// "`TestHistory` (6 tests)": in a bracket behind the name of what they are of.
fn counts_one(report: &Report, index: u32) -> bool {
    let Some(quantity) = report.quantity(index) else { return false };
    let statement = report.span(report.statement_of(index));
    let before = report.text(Span { start: statement.start, end: quantity.at.start });
    before.trim_end_matches(['*', '_']).ends_with("` (")
}

/// "Added 23 tests" speaks of those, not of the run.
const MADE: Spellings<11> = Spellings::of([
    "added",
    "add",
    "adds",
    "new",
    "wrote",
    "written",
    "created",
    "removed",
    "deleted",
    "changed",
    "more",
]);

fn in_many_rows(report: &Report, node: u32) -> bool {
    let Some(table) = report.within(node, kind::TABLE) else { return false };
    report.table_at(table).is_none_or(|table| table.columns() != 2)
}
