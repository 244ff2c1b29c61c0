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
use crate::failures;
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
    // All that the prose counts, for what its parts come to.
    let mut counted: Vec<Mention> = Vec::new();
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
            None => {
                counted.push(mention);
                if !is_of_else(report, index) {
                    told.push(mention);
                }
            }
        }
    }
    // Of so many counts none is surely the log's.
    const MANY: usize = 64;
    if logged.is_empty() || counted.len() > MANY {
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
            let is_other = is_told_apart(report, &counted, mention, figure);
            against_log(report, mention, figure, is_other, ledger);
        }
    }
}

fn against_log(report: &Report, told: &Mention, first: &Mention, is_other: bool, ledger: &mut Ledger) {
    if !told.is_same(first) {
        return;
    }
    let (Some(here), Some(there)) = (report.quantity(told.index), report.quantity(first.index)) else {
        return;
    };
    let mut outcome = report.told(told).equals(report.told(first));
    let other = || {
        is_other
            || !may_be_of_the_run(report, told, first.index)
            || is_some_of(report, told, first.index)
            || came_otherwise(report, told.index, first.index)
    };
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

/// What the text tells of the same noun is more than the log's figure: the parts of it, or
/// the same statement tells that one, too.
fn is_told_apart(report: &Report, counted: &[Mention], told: &Mention, logged: &Mention) -> bool {
    let is_logged = |value: Value| value.equals(report.told(logged)) == Outcome::Holds;
    let statement = report.statement_of(told.index);
    let same = || counted.iter().filter(|mention| mention.is_same(logged));
    let beside = |mention: &Mention| report.statement_of(mention.index) == statement;
    let all = same().fold(Value::whole(0), |sum, mention| sum.add(report.told(mention)));
    same().any(|mention| beside(mention) && is_logged(report.told(mention)))
        || same().count() > 1 && is_logged(all)
}

/// A count is the log's where it says how the run came out, stands alone, or is said of what ran.
fn may_be_of_the_run(report: &Report, told: &Mention, logged: u32) -> bool {
    let near = |one: Value, other: Value| one.at_most(other.mul(Value::whole(2))) == Outcome::Holds;
    let (here, there) = (report.base_value(told.index), report.base_value(logged));
    if matches!(told.kind, Kind::Passed | Kind::Failed | Kind::Skipped) {
        return true;
    }
    let logged = report.words_of(report.statement_of(logged));
    let ran = |word: &Word| {
        let in_log = |other: &Word| other.concept == word.concept;
        word.concept != told.concept && (RAN.has(word) || logged.iter().any(in_log))
    };
    let alone = report.words_of(report.statement_of(told.index)).len() <= 3;
    let labelled = !report.label(told.index).is_empty();
    near(here, there)
        && near(there, here)
        && (alone || labelled || report.words_of(report.statement_of(told.index)).iter().any(ran))
}

/// What a run does, and where it is read.
const RAN: Spellings<40> = Spellings::of([
    "run",
    "ran",
    "runs",
    "made",
    "makes",
    "processed",
    "sent",
    "served",
    "completed",
    "executed",
    "found",
    "reported",
    "reports",
    "printed",
    "prints",
    "logged",
    "measured",
    "total",
    "totals",
    "all",
    "every",
    "sustained",
    "averaged",
    "achieved",
    "finished",
    "took",
    "performed",
    "checked",
    "scanned",
    "suite",
    "log",
    "output",
    "shows",
    "showed",
    "result",
    "summary",
    "counted",
    "observed",
    "throughput",
    "rate",
]);

/// "The seven that ran" of "8 jobs: 6 succeeded, 1 failed, 1 skipped": what some parts
/// of the log's line come to.
fn is_some_of(report: &Report, told: &Mention, logged: u32) -> bool {
    // As many as a line of a log tells.
    const PARTS: usize = 6;
    let Some(wanted) = report.count(told.index) else { return false };
    let line = report.statement_span(report.statement_of(logged));
    // All that were counted may be what passed and what failed; what passed is only that.
    let counts = |index: u32| index != logged || told.kind == Kind::Count;
    let other = |index: &u32| counts(*index) && report.count_of(*index).is_some();
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
    words.iter().any(|word| word.is(APART) || SET_APART.has(word) || failures::is_undone(word))
}

const APART: Roles = Roles::ANOTHER_RUN
    .or(Roles::TARGET)
    .or(Roles::LEGEND)
    .or(Roles::MODAL)
    .or(Roles::SELECTION)
    .or(Roles::EXCEPT)
    .or(Roles::DERIVED);

const SET_APART: Spellings<9> =
    Spellings::of(["before", "after", "usage", "run:", "per", "respectively", "another", "second", "each"]);

/// A figure of a row among many, of one thing by name, of another time, or "+413 lines", by
/// how much it grew.
fn is_of_else(report: &Report, index: u32) -> bool {
    report.quantity(index).is_none_or(|quantity| in_many_rows(report, quantity.node))
        || sets_apart(report, index)
        || counts_one(report, index)
        || report.printed(index).starts_with(['+', '-', '−'])
}

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
    "added", "add", "adds", "new", "wrote", "written", "created", "removed", "deleted", "changed", "more",
]);

fn in_many_rows(report: &Report, node: u32) -> bool {
    let Some(table) = report.within(node, kind::TABLE) else { return false };
    report.table_at(table).is_none_or(|table| table.columns() != 2)
}
