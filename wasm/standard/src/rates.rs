//! Rates that a report names and whose counts it gives: `Passed: 45`,
//! `Total: 50`, `Pass rate: 90%`.

use crate::counted::HOLDERS;
use crate::kin;
use crossfoot_kit::prelude::*;

/// A named rate with the counts that make it.
pub struct Rate {
    pub percent: u32,
    good: bool,
    passed: Option<u32>,
    failed: Option<u32>,
    skipped: Option<u32>,
    total: Option<u32>,
    /// The counts stand in the same list, block or table, not only in the same
    /// section.
    pub beside: bool,
}

const INNER: Spellings<6> =
    Spellings::of(["assertion", "assertions", "expectation", "expectations", "step", "steps"]);

const CORRECT: Spellings<2> = Spellings::of(["correct", "right"]);

impl Rate {
    pub fn counts(&self) -> impl Iterator<Item = u32> {
        [self.passed, self.failed, self.total].into_iter().flatten()
    }

    /// How it stands to its counts, in whatever way the rate may be meant, and
    /// the plainest of these shares.
    pub fn outcome(&self, report: &Report) -> (Outcome, Value) {
        let value = |index: Option<u32>| index.map(|index| report.value(index));
        let (passed, failed, total) = (value(self.passed), value(self.failed), value(self.total));
        let less = |whole: Option<Value>, part: Option<Value>| Some(whole?.sub(part?));
        let parts = if self.good { [passed, less(total, failed)] } else { [failed, less(total, passed)] };
        let run = less(total, value(self.skipped));
        let both = passed.zip(failed).map(|(passed, failed)| passed.add(failed));
        let printed = report.value(self.percent);
        let mut plainest = None;
        for part in parts.into_iter().flatten() {
            for whole in [total, run, both].into_iter().flatten() {
                let share = part.percent_of(whole);
                let outcome = share.equals(printed);
                if outcome != Outcome::Contradicted {
                    return (outcome, share);
                }
                plainest.get_or_insert(share);
            }
        }
        match plainest {
            Some(share) => (Outcome::Contradicted, share),
            None => (Outcome::Undecided, Value::UNKNOWN),
        }
    }
}

pub fn told(report: &Report) -> Vec<Rate> {
    (0..report.quantities().len() as u32).filter_map(|index| rate(report, index)).collect()
}

fn rate(report: &Report, percent: u32) -> Option<Rate> {
    let quantity = report.quantity(percent)?;
    let plain = quantity.class == class::PERCENTAGE
        && report.is_firm(percent)
        && report.is_arithmetic(percent)
        && !in_many_rows(report, quantity.node);
    let good = if plain { name(report, percent)? } else { return None };
    let statement = report.statement(quantity.node);
    let aside = Roles::TARGET | Roles::ANOTHER_RUN | Roles::MODAL | Roles::UNIVERSAL | Roles::AVERAGE;
    let percents = report.quantities_of(statement).filter(|other| report.is_percentage(*other));
    if report.roles_of(statement).has(aside) || percents.count() > 1 {
        return None;
    }
    let mut found =
        Rate { percent, good, passed: None, failed: None, skipped: None, total: None, beside: true };
    // "Test coverage: 13 areas" counts no tests.
    let counts = |field: &&Field| !field.roles.has(Roles::COVERAGE);
    let group = kin::field_at(report, quantity.at.start).map(|own| kin::beside(report, own));
    let kin = group.into_iter().flatten().filter(counts);
    let sole = |field: &Field| {
        let mut numbers = report.quantities_in(field.value).filter(|index| report.is_arithmetic(*index));
        let first = numbers.next().filter(|index| report.count_of(*index).is_some());
        // "1 failed, 11 passed, 12 total" are several.
        let aside = first.and_then(|first| report.quantity(first)).is_some_and(|first| {
            report.text(Span { start: first.at.end, end: field.value.end }).trim_start().starts_with('(')
        });
        first.filter(|_| aside || !numbers.any(|index| report.count_of(index).is_some()))
    };
    found.take(report, kin.filter_map(sole).collect())?;
    // Accuracy may be of anything else that the section tells.
    let accurate = report.label(percent).iter().any(|word| is_any(report.text(word.at), &["accuracy"]));
    if !found.is_whole() && (accurate || report.label(percent).is_empty() && said_accurate(report, percent)) {
        return None;
    }
    if !found.is_whole() {
        let section = report.section(quantity.node);
        let alone = |index: &u32| {
            report.section_of(*index) == section
                && report.count_of(*index).is_some()
                && report
                    .quantity(*index)
                    .is_some_and(|q| q.role == role::ALONE && !in_many_rows(report, q.node))
        };
        // Among so many no one knows what belongs to what.
        let all = report.quantities_of(section);
        let counts: Vec<u32> = if all.len() > 256 { return None } else { all.filter(alone).collect() };
        found = Rate { beside: false, passed: None, failed: None, skipped: None, total: None, ..found };
        found.take(report, counts)?;
    }
    found.is_whole().then_some(found)
}

/// "The accuracy was 99%": the word stands before the number.
fn said_accurate(report: &Report, percent: u32) -> bool {
    let Some(place) = report.quantity(percent).map(|quantity| quantity.at.start) else { return false };
    let before = report.words_in(Span { start: place.saturating_sub(24), end: place });
    before.iter().any(|word| is_any(report.text(word.at), &["accuracy"]))
}

impl Rate {
    /// Sorts counts by what they count; `None` if there are two of a kind.
    fn take(&mut self, report: &Report, counts: Vec<u32>) -> Option<()> {
        // "13 passed (21 assertions)": a test may hold several.
        let of_tests = |index: &u32| {
            !report.noun(*index).iter().any(|word| INNER.has(word))
                && !report.label(*index).iter().any(|word| HOLDERS.has(word))
        };
        // "Tests per round: 50", "20 iterations of 50 tests"
        if counts.iter().any(|index| is_of_each(report, *index)) {
            return None;
        }
        for index in counts.into_iter().filter(of_tests) {
            let roles = roles_of(report.names(index)) | roles_of(report.label(index));
            // `Correct: 99`, `Total: 100`, `Accuracy: 99%`
            let correct = matches!(report.label(index), [word] if CORRECT.has(word));
            let slot = if correct || roles.has(Roles::PASSED) && !roles.has(Roles::FAILED | Roles::TOTAL) {
                &mut self.passed
            } else if roles.has(Roles::FAILED | Roles::ERRORS) {
                &mut self.failed
            } else if roles.has(Roles::SKIPPED | Roles::THIRD_OUTCOME) {
                &mut self.skipped
            } else if roles.has(Roles::TOTAL | Roles::TEST | Roles::OPERATION) && !roles.has(Roles::TARGET) {
                &mut self.total
            } else {
                continue;
            };
            match *slot {
                None => *slot = Some(index),
                Some(known) if report.count(known) == report.count(index) => {}
                Some(_) => return None,
            }
        }
        Some(())
    }

    fn is_whole(&self) -> bool {
        let part = self.passed.is_some() || self.failed.is_some();
        part && (self.total.is_some() || self.passed.is_some() && self.failed.is_some())
    }
}

/// Whether a percentage is called a rate of what went well, or of what did not.
fn name(report: &Report, percent: u32) -> Option<bool> {
    let at = report.quantity(percent)?.at;
    let label = report.label(percent);
    if !label.is_empty() {
        let good = label.iter().find_map(|word| rate_of(report, word))?;
        return is_of_all(report, label, at).then_some(good);
    }
    let statement = report.span(report.statement_of(percent));
    let last = report.word_before(at.start).filter(|word| word.at.start >= statement.start)?;
    let verb = report.is_one_of(last, &["was", "is", "of", "at"]);
    let named = if verb { report.word_before(last.at.start) } else { Some(last) };
    let named = named.filter(|word| word.at.start >= statement.start)?;
    let good = rate_of(report, named)?;
    // "Assertion pass rate", "after the retry the pass rate"
    let plain = |word: &Word| {
        let apart = report.text(Span { start: word.at.end, end: named.at.start }) != " ";
        apart
            || word.is(Roles::ALL | Roles::TOTAL | Roles::TEST) && !INNER.has(word)
            || report.is_one_of(
                word,
                &["the", "a", "an", "overall", "and", "with", "at", "final", "our", "has", "gives"],
            )
    };
    let before = report.word_before(named.at.start).filter(|word| word.at.start >= statement.start);
    let near = Span { start: statement.start.max(named.at.start.saturating_sub(80)), end: named.at.start };
    let again = report.words_in(near).iter();
    let again =
        again.into_iter().any(|word| report.is_one_of(word, &["retry", "retries", "rerun", "re-run"]));
    (before.is_none_or(plain) && !again).then_some(good)
}

/// "Linux pass rate", "Error rate (5xx)", "Max error rate", "0.4% (5xx only)" are rates of
/// something else than all.
fn is_of_all(report: &Report, label: &[Word], at: Span) -> bool {
    const ALL: [&str; 10] =
        ["overall", "total", "test", "tests", "final", "current", "the", "overall:", "combined", "global"];
    let own = |word: &Word| {
        rate_of(report, word).is_some() || word.is(Roles::ALL | Roles::TOTAL) || report.is_one_of(word, &ALL)
    };
    let line = report.line_of(at);
    let (Some(first), Some(last)) = (label.first(), label.last()) else { return false };
    let gap = report.text(Span { start: last.at.end.min(at.start), end: at.start });
    let behind = report.text(Span { start: at.end, end: line.end });
    let key = report.text(Span { start: first.at.start, end: last.at.end.max(first.at.start) });
    label.iter().all(own)
        && !gap.contains(['(', ','])
        && !key.contains(['(', ','])
        && !["only", "excl", "after retr", "without", "at peak"].iter().any(|said| behind.contains(said))
}

/// A count of each round, or of each of several.
fn is_of_each(report: &Report, index: u32) -> bool {
    let Some(quantity) = report.quantity(index) else { return false };
    let key = report.label(index);
    let per = key.iter().any(|word| report.is_one_of(word, &["per", "each", "pro", "par", "por"]));
    let before = index.checked_sub(1).and_then(|before| report.quantity(before));
    let times = quantity.joint == joint::TIMES || before.is_some_and(|before| before.joint == joint::TIMES);
    let of = before.is_some_and(|before| {
        let gap = report.text(Span { start: before.at.end.min(quantity.at.start), end: quantity.at.start });
        let one =
            ["iteration", "round", "run", "batch", "cycle", "pass"].iter().any(|each| gap.contains(each));
        gap.len() < 24 && one && gap.ends_with(" of ")
    });
    report.is_each(index) || per || times || of
}

fn rate_of(report: &Report, word: &Word) -> Option<bool> {
    let is = |name: &str| report.text(word.at).eq_ignore_ascii_case(name);
    match () {
        () if is("accuracy") => Some(true),
        () if !word.is(Roles::PERCENTAGE) => None,
        () if is("pass rate") || is("success rate") => Some(true),
        () if is("failure rate") || is("error rate") => Some(false),
        () => None,
    }
}

fn in_many_rows(report: &Report, node: u32) -> bool {
    let Some(table) = report.within(node, kind::TABLE) else { return false };
    report.table_at(table).is_none_or(|table| table.columns() != 2)
}
