//! A line of totals below a list or a table: "Total: 351 passed, 0 failed" under
//! rows that each say how many passed, "Total 565." under a list of counts.

use crate::breakdown::grade;
use crate::counted::OPEN;
use crate::overlaps;
use crossfoot_kit::prelude::*;

pub struct Toll {
    pub total: u32,
    pub parts: Vec<u32>,
    /// The line names what the others are of; else they are near each other and
    /// read so.
    pub sure: bool,
}

const EACH: Spellings<3> = Spellings::of(["both", "each", "either"]);
const TOGETHER: Spellings<1> = Spellings::of(["together"]);

pub fn told(report: &Report) -> Vec<Toll> {
    let mut found = Vec::new();
    let together = report.spelled(&TOGETHER).into_iter().filter_map(|place| report.words().get(place));
    let mut leading: Vec<&Word> = report.words_with(Roles::TOTAL).chain(together).collect();
    leading.sort_by_key(|word| word.at.start);
    for word in leading {
        let statement = report.statement(report.node_at(word.at.start));
        if !matches!(report.kind(statement), kind::SENTENCE | kind::FIELD) {
            continue;
        }
        if !leads(report, statement, word) {
            found.extend(trailing(report, statement, word));
            continue;
        }
        let Some(holder) = above(report, statement) else { continue };
        let lines = lines(report, holder, statement);
        if lines.len() > 1 && !report.roles_of(holder).has(OPEN.without(Roles::SELECTION)) {
            under(report, statement, &lines, &mut found);
        }
    }
    found
}

/// "Total: 351 passed": the word stands first, and a number soon behind it.
fn leads(report: &Report, statement: u32, word: &Word) -> bool {
    let at = report.span(statement);
    let first = report.words_in(at).first().is_some_and(|first| first.at == word.at);
    let next = report.quantities_in(Span { start: word.at.end, end: at.end }).next();
    let close = next.and_then(|next| report.quantity(next)).is_some_and(|next| {
        let gap = report.text(Span { start: word.at.end, end: next.at.start });
        gap.trim_matches([' ', ':', '*', '_', '=']).is_empty()
    });
    first && close && !report.roles_in(at).has(OPEN | Roles::TARGET | Roles::ANOTHER_RUN | Roles::BEFORE)
}

/// "44 findings in total, 7 more than in October", behind a list of grades or
/// one that is headed "Findings".
fn trailing(report: &Report, statement: u32, word: &Word) -> Option<Toll> {
    let at = report.span(statement);
    let total = report.quantities_of(statement).next().filter(|index| report.firm_count(*index).is_some())?;
    let quantity = report.quantity(total)?;
    let leading = report.text(Span { start: at.start, end: quantity.at.start });
    let [noun] = report.noun(total) else { return None };
    let close = report.text(Span { start: noun.at.end, end: word.at.start }).trim().is_empty();
    if !leading.trim_matches(['*', '_', ' ']).is_empty() || !close {
        return None;
    }
    let list = above(report, statement).filter(|node| report.kind(*node) == kind::LIST)?;
    let lines = lines(report, list, statement);
    let parts = sole(report, &lines).filter(|parts| parts.len() > 2)?;
    let graded = |index: &u32| matches!(report.label(*index), [word] if grade(word).is_some());
    let before = report.previous_sibling(list)?;
    let headed = report.words_of(before).iter().any(|word| word.concept == noun.concept)
        && parts.iter().all(|part| !report.label(*part).is_empty());
    (headed || parts.iter().all(graded)).then_some(Toll { total, parts, sure: false })
}

/// The list or table right above: of which it is the last item, or behind which
/// nothing else stands.
fn above(report: &Report, statement: u32) -> Option<u32> {
    let block = report.parent(statement);
    if report.kind(block) == kind::ITEM {
        let list = report.parent(block);
        return (report.next_sibling(block).is_none() && report.kind(list) == kind::LIST).then_some(list);
    }
    let first = report.children(block).next() == Some(statement);
    let before = report.previous_sibling(block)?;
    (first && matches!(report.kind(before), kind::LIST | kind::TABLE | kind::PARAGRAPH)).then_some(before)
}

/// The items or rows, without the line of totals itself.
fn lines(report: &Report, holder: u32, statement: u32) -> Vec<u32> {
    let own = report.parent(statement);
    let is_line = |child: &u32| match report.kind(*child) {
        kind::ITEM => *child != own,
        kind::ROW => report.data(*child) != 0,
        kind::SENTENCE | kind::FIELD => !report.quantities_of(*child).is_empty(),
        _ => false,
    };
    report.children(holder).filter(is_line).collect()
}

fn under(report: &Report, statement: u32, lines: &[u32], found: &mut Vec<Toll>) {
    for total in report.quantities_of(statement).filter(|index| report.firm_count(*index).is_some()) {
        let parts = match report.noun(total).last() {
            Some(word) => named(report, lines, word),
            None => sole(report, lines)
                .filter(|parts| parts.len() > 2 && is_list(report, lines) && !are_unlike(report, parts)),
        };
        if let Some(parts) = parts {
            found.push(Toll { total, parts, sure: true });
        }
    }
}

/// "Files", "lines" and "tests" are things of their own.
fn are_unlike(report: &Report, parts: &[u32]) -> bool {
    let thing = |part: &u32| {
        let things = Roles::COUNTABLE | Roles::TEST | Roles::OPERATION;
        report.label(*part).last().filter(|word| word.is(things)).map(|word| word.concept)
    };
    let mut things = parts.iter().filter_map(thing);
    things.next().is_some_and(|first| things.any(|thing| thing != first))
}

fn is_list(report: &Report, lines: &[u32]) -> bool {
    lines.first().is_some_and(|line| report.kind(*line) == kind::ITEM)
}

/// One number in each line that is named so: "214 passed".
fn named(report: &Report, lines: &[u32], word: &Word) -> Option<Vec<u32>> {
    let of = |line: &u32| {
        // "52 more lines" are lines, too.
        let is = |index: &u32| {
            let end = report.quantity(*index).map_or(0, |quantity| quantity.at.end);
            let same = |word: &&Word| !report.text(Span { start: end, end: word.at.start }).contains('|');
            let behind = report.words_behind(*index).iter().take(2).take_while(same);
            report.firm_count(*index).is_some()
                && report.noun(*index).last().into_iter().chain(behind).any(|own| own.concept == word.concept)
        };
        let mut numbers = report.quantities_of(*line).filter(is);
        numbers.next().filter(|_| numbers.next().is_none())
    };
    lines.iter().map(of).collect()
}

/// The only number of each line.
fn sole(report: &Report, lines: &[u32]) -> Option<Vec<u32>> {
    let of = |line: &u32| {
        let mut numbers = report.quantities_of(*line).filter(|index| report.is_arithmetic(*index));
        numbers.next().filter(|index| numbers.next().is_none() && report.firm_count(*index).is_some())
    };
    lines.iter().map(of).collect()
}

impl Toll {
    pub fn sum(&self, report: &Report) -> Value {
        self.parts.iter().fold(Value::whole(0), |sum, part| sum.add(report.value(*part)))
    }

    /// Whether the total lies within a half of what the parts come to.
    pub fn is_near(&self, report: &Report) -> bool {
        let sum = self.parts.iter().filter_map(|part| report.count(*part)).fold(0, i64::saturating_add);
        let off = report.count(self.total).map_or(u64::MAX, |total| total.abs_diff(sum));
        off <= sum.unsigned_abs() / 2
    }

    /// "needs 510 lines, that is 66 more": the last number of each line is meant.
    fn makes_last(&self, report: &Report, total: i64) -> bool {
        let last = |part: &u32| {
            let mut numbers = report.quantities_of(report.statement_of(*part)).rev();
            let last = numbers.next().filter(|last| *last != *part && *last < part + 4)?;
            report.firm_count(last).and(report.count(last))
        };
        let lasts: Option<Vec<i64>> = self.parts.iter().map(last).collect();
        lasts.is_some_and(|lasts| lasts.iter().fold(0, |sum: i64, last| sum.saturating_add(*last)) == total)
    }

    /// What only some of the lines make may be meant: then nothing is wrong.
    pub fn outcome(&self, report: &Report) -> Outcome {
        let outcome = self.sum(report).equals(report.value(self.total));
        let Some(total) = report.count(self.total).filter(|_| outcome == Outcome::Contradicted) else {
            return outcome;
        };
        let parts: Vec<i64> = self.parts.iter().filter_map(|part| report.count(*part)).collect();
        // "5 passed in both modes" is said of each.
        let repeated = parts.iter().all(|part| *part == total)
            && report.words_of(report.statement_of(self.total)).iter().any(|word| EACH.has(word));
        if repeated {
            return Outcome::Undecided;
        }
        // "Round 1: 214 passed", "Round 2: 216 passed", and 216 in the end; or as many on
        // each platform.
        let last = parts.last() == Some(&total) || parts.iter().max() == Some(&total);
        let over = parts.iter().fold(0, |sum: i64, part| sum.saturating_add(*part)) > total;
        let own = report.statement_of(self.total);
        let at = report.span(own);
        let short = at.end - at.start < 400;
        if last
            || over && short && overlaps::is_told(report, own)
            || over && self.parts.last().is_some_and(|last| overlaps::is_told_behind(report, *last))
        {
            return Outcome::Undecided;
        }
        if self.makes_last(report, total) {
            return Outcome::Undecided;
        }
        let bare = report.noun(self.total).is_empty();
        // "Opening: 20", "Received: 12", "Sold: 8", "Total: 24"
        let sum = parts.iter().fold(0, |sum: i64, part| sum.saturating_add(*part));
        let less = |part: &i64| sum.saturating_sub(part.saturating_mul(2)) == total;
        if bare && (!self.is_near(report) || parts.iter().any(less)) {
            return Outcome::Undecided;
        }
        if bare && (parts.len() > 12 || some_make(&parts, total)) { Outcome::Undecided } else { outcome }
    }
}

/// Whether some of these numbers make that one.
fn some_make(parts: &[i64], total: i64) -> bool {
    match parts.split_first() {
        _ if total == 0 => true,
        None => false,
        Some((first, rest)) => some_make(rest, total) || some_make(rest, total.saturating_sub(*first)),
    }
}
