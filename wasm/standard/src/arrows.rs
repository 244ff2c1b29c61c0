//! Two states and how much one became of the other: "26 → 8 ms, 225% faster",
//! "3.2x faster (150 → 47 ms)", "from 120 s to 45 s, a 62.5% improvement".

use crate::changes::is_from_to;
use crate::settings;
use crossfoot_kit::prelude::*;

pub struct Moved {
    pub before: u32,
    pub after: u32,
    pub claim: u32,
    pub severity: Severity,
    /// The words say that it is a change, and not something else beside it.
    said: bool,
    /// "22% lower" is of what it was; "22% faster" is told in many ways.
    plainly: bool,
}

pub fn told(report: &Report) -> Vec<Moved> {
    let mut found = Vec::new();
    for (index, quantity) in report.quantities().iter().enumerate() {
        let before = index as u32;
        if quantity.joint == joint::ARROW {
            if settings::is_setting(report, before) {
                continue;
            }
            found.extend(behind_arrow(report, before));
            found.extend(ahead(report, before, true));
        } else if is_versus(report, before) {
            // Which of the two it was before, the words leave open.
            let moved = ahead(report, before, true);
            found.extend(moved.map(|moved| Moved { plainly: false, ..moved }));
        } else if is_from_to(report, before) && !are_workers(report, before + 1) {
            found.extend(in_apposition(report, before));
            found.extend(ahead(report, before, false));
        }
    }
    found
}

/// "3.2x faster (47 ms vs 150 ms)"
fn is_versus(report: &Report, before: u32) -> bool {
    let (Some(one), Some(other)) = (report.quantity(before), report.quantity(before + 1)) else {
        return false;
    };
    let end = report.noun_span(before).end.max(one.at.end).min(other.at.start);
    matches!(report.text(Span { start: end, end: other.at.start }), " vs " | " vs. " | " versus ")
}

/// "1.6× speedup from 1 to 16 threads" is no change of the threads.
fn are_workers(report: &Report, after: u32) -> bool {
    report.noun(after).first().is_some_and(|word| word.is(Roles::THREAD))
        || after.checked_sub(1).is_some_and(|before| settings::is_setting(report, before))
        || settings::is_setting(report, after)
}

const CHANGE: Roles = Roles::FASTER.or(Roles::SLOWER).or(Roles::MORE).or(Roles::LESS).or(Roles::SPEEDUP);

impl Moved {
    fn new(before: u32, claim: u32, severity: Severity, word: Option<&Word>, report: &Report) -> Self {
        let said = word.is_some_and(|word| word.is(CHANGE));
        let plainly = word.is_some_and(|word| {
            let grew = ["more", "higher", "greater", "larger", "bigger", "increase", "increased"];
            word.is(Roles::LESS) || is_any(report.text(word.at), &grew)
        });
        Self { before, after: before + 1, claim, severity, said, plainly }
    }

    /// What it comes to in the reading that fits best, and how the claim stands to it.
    pub fn outcome(&self, report: &Report) -> Option<(Value, Outcome)> {
        let (from, to) = states(report, self.before, self.after)?;
        let class_of = |index: u32| report.quantity(index).map(|quantity| quantity.class);
        let hundred = Value::whole(100);
        let less = |value: Value| Value::whole(0).sub(value);
        let mut readings = match class_of(self.claim)? {
            class::PERCENTAGE if self.plainly => vec![from.change(to), less(from.change(to))],
            class::PERCENTAGE if self.said => vec![
                from.change(to),
                to.change(from),
                less(from.change(to)),
                less(to.change(from)),
                to.times(100).div(from),
                from.times(100).div(to),
            ],
            class::MULTIPLE => {
                let (up, down) = (to.div(from), from.div(to));
                vec![up, down, to.change(from).div(hundred), from.change(to).div(hundred)]
            }
            _ => return None,
        };
        // Of two percentages it may be points.
        if class_of(self.before) == Some(class::PERCENTAGE) {
            readings.extend([to.sub(from), from.sub(to)]);
        }
        let printed = report.value(self.claim);
        let outcomes: Vec<Outcome> = readings.iter().map(|reading| reading.equals(printed)).collect();
        let best = [Outcome::Holds, Outcome::HoldsByHabit, Outcome::Undecided];
        let outcome = best.into_iter().find(|best| outcomes.contains(best)).unwrap_or(Outcome::Contradicted);
        let value = readings
            .into_iter()
            .zip(&outcomes)
            .find(|(_, found)| **found == outcome)
            .map_or(Value::UNKNOWN, |(value, _)| value);
        let outcome =
            if outcome == Outcome::Contradicted && !self.said { Outcome::Undecided } else { outcome };
        Some((value, outcome))
    }
}

/// The two figures, in one unit. "26 → 8 ms": it may stand behind the second only.
fn states(report: &Report, before: u32, after: u32) -> Option<(Value, Value)> {
    let unit = |index: u32| report.quantity(index).map_or(0, |quantity| quantity.unit);
    if unit(before) == unit(after) || report.dimension(before) == (dimension::NONE, 0) {
        return Some((report.value(before), report.value(after)));
    }
    (report.dimension(before) == report.dimension(after))
        .then(|| (report.base_value(before), report.base_value(after)))
}

/// "26 → 8 ms, 692% faster".
fn behind_arrow(report: &Report, before: u32) -> Option<Moved> {
    let (after, claim) = (before + 1, before + 2);
    let (a, b, c) = (report.quantity(before)?, report.quantity(after)?, report.quantity(claim)?);
    let plain =
        |quantity: &Quantity| matches!(quantity.class, class::COUNT | class::MEASUREMENT | class::MONEY);
    if !usable(report, [before, after, claim]) || !plain(a) || !plain(b) {
        return None;
    }
    let between = Span { start: report.noun_span(after).end, end: c.at.start };
    let near = report.words_in(between).len() <= 4 && !report.text(between).contains(['.', ';', '|', '\n']);
    let word = word_behind(report, claim);
    // "40% more load" is about the load.
    let alone = word.is_none_or(|word| is_alone(report, word));
    let moved = Moved::new(before, claim, Severity::Error, word.filter(|_| alone), report);
    near.then(|| if is_named(report, between) { Moved { said: true, plainly: true, ..moved } } else { moved })
}

/// "40% more", and not "40% more load".
fn is_alone(report: &Report, word: &Word) -> bool {
    let rest = report.text(Span { start: word.at.end, end: report.line_of(word.at).end });
    word.is(Roles::FASTER | Roles::SLOWER)
        || !rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_alphabetic))
}

/// "(reduction 94.5%)": the bracket names what the percentage is of.
fn is_named(report: &Report, between: Span) -> bool {
    const REDUCTIONS: [&str; 10] = [
        "reduction",
        "decrease",
        "increase",
        "redução",
        "reducción",
        "réduction",
        "reduktion",
        "riduzione",
        "aumento",
        "zunahme",
    ];
    let [word] = report.words_in(between) else { return false };
    let lead = report.text(Span { start: between.start, end: word.at.start });
    lead.trim_matches([' ', '*', '_']) == "(" && report.is_one_of(word, &REDUCTIONS)
}

/// "from 120 s to 45 s, a 62.5% improvement", "from 512 MB to 300 MB (41% reduction)".
fn in_apposition(report: &Report, before: u32) -> Option<Moved> {
    let claim = before + 2;
    let quantity = report.quantity(claim)?;
    let from = report.noun_span(before + 1).end.max(report.quantity(before + 1)?.at.end);
    let gap = Span { start: from.min(quantity.at.start), end: quantity.at.start };
    let text = report.text(gap);
    let article = report.words_in(gap).iter().all(|word| report.is_one_of(word, &["a", "an"]));
    let apart = text.trim_start().starts_with([',', '(', '–', '—']) && text.len() < 12;
    let word = word_behind(report, claim).filter(|word| word.is(CHANGE) && is_alone(report, word))?;
    (apart && article && usable(report, [before, before + 1, claim]))
        .then(|| Moved::new(before, claim, Severity::Warning, Some(word), report))
}

/// "3.2x faster (150 → 47 ms)", "cut by 60% (from 500 ms to 200 ms)", "rose 3x,
/// from 100 to 300 req/s".
fn ahead(report: &Report, before: u32, by_arrow: bool) -> Option<Moved> {
    let claim = before.checked_sub(1)?;
    let (one, first, last) =
        (report.quantity(claim)?, report.quantity(before)?, report.quantity(before + 1)?);
    if first.at.start.saturating_sub(one.at.end) > 48 || !usable(report, [before, before + 1, claim]) {
        return None;
    }
    let gap = Span { start: one.at.end, end: first.at.start };
    let text = report.text(gap).trim_end();
    let lead = text.strip_suffix("from").or(text.strip_suffix("From")).unwrap_or(text).trim_end();
    let opened = lead.ends_with('(') && lead.matches('(').count() == 1;
    let end = report.noun_span(before + 1).end.max(last.at.end);
    let rest = report.text(Span { start: end, end: report.line_of(last.at).end });
    let closed = rest.trim_start_matches(['*', '`', '_']).starts_with(')');
    // "**426% test increase**: from 141 to 601"
    let from = lead.len() < text.len() && lead.ends_with(':');
    let said = if from { lead.trim_end_matches(':') } else { lead };
    let plain = !said.contains(['.', ';', ':', ')', '|', '\n', '→']) && report.words_in(gap).len() <= 5;
    if !plain || (opened != closed) || by_arrow && !opened {
        return None;
    }
    let start = report.span(report.statement(one.node)).start;
    let around = Span { start: start.max(one.at.start.saturating_sub(40)), end: first.at.start };
    let near = |word: &&Word| word.at.end + 24 >= one.at.start && word.is(CHANGE);
    let word = report.words_in(around).iter().rev().find(near)?;
    let severity = if opened { Severity::Error } else { Severity::Warning };
    Some(Moved::new(before, claim, severity, Some(word), report))
}

fn word_behind(report: &Report, claim: u32) -> Option<&Word> {
    let end = report.quantity(claim)?.at.end;
    report.noun(claim).first().or_else(|| report.words_in(Span { start: end, end: end + 24 }).first())
}

/// Printed as they are meant, and in one statement.
fn usable(report: &Report, numbers: [u32; 3]) -> bool {
    let [first, ..] = numbers;
    let statement = report.statement_of(first);
    numbers.iter().all(|index| {
        let alone = report.quantity(*index).is_some_and(|quantity| quantity.role == role::ALONE);
        alone && report.is_arithmetic(*index) && report.statement_of(*index) == statement
    })
}
