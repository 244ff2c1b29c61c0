//! A mean, median, least or greatest of figures that the same statement lists: "8.1, 8.4,
//! 8.2 s (mean 8.2 s)", "The mean of 12, 15 and 18 is 15".

use crate::counted::{OPEN, is_near};
use crate::extremes::{Extreme, aggregate, kind_of};
use crossfoot_kit::exact::Ratio;
use crossfoot_kit::prelude::*;

/// Nobody lists more in one sentence.
const MOST: usize = 24;
/// A longer sentence tells of more than one list.
const LONGEST: u32 = 240;

pub fn told(report: &Report) -> Vec<Extreme> {
    let of_many = Roles::AVERAGE | Roles::MEDIAN | Roles::MINIMUM | Roles::MAXIMUM;
    let mut found: Vec<Extreme> = Vec::new();
    for word in report.words_with(of_many) {
        let Some(kind) = kind_of(report.text(word.at)) else { continue };
        let extreme = of(report, word, kind);
        found.extend(extreme.filter(|new| found.iter().all(|known| known.printed != new.printed)));
    }
    found
}

fn of(report: &Report, word: &Word, kind: Roles) -> Option<Extreme> {
    let statement = report.statement(report.node_at(word.at.start));
    let at = report.statement_span(statement);
    let told = matches!(report.kind(statement), kind::SENTENCE | kind::FIELD | kind::LINE);
    let aside = OPEN | Roles::MODAL | Roles::TARGET | Roles::ANOTHER_RUN | Roles::EXCEPT;
    if !told || at.end - at.start > LONGEST || report.roles_in(at).has(aside) {
        return None;
    }
    let numbers: Vec<u32> = report.quantities_in(at).filter(|index| is_plain(report, *index)).collect();
    let lists = lists(report, &numbers);
    let [list] = lists.as_slice() else { return None };
    let (first, last) = (report.quantity(*list.first()?)?.at, report.quantity(*list.last()?)?.at);
    // "mean 8.2 s" behind the list, or "the mean of … is 8.2", "average (…): 8.2".
    let outside = |index: &&u32| !list.contains(index);
    let printed = if word.at.start >= last.end {
        let next = *numbers.iter().find(|index| is_behind(report, **index, word.at.end))?;
        is_beside(report, word.at.end, next).then_some(next)?
    } else if word.at.end <= first.start {
        let next = *numbers.iter().filter(outside).find(|index| is_behind(report, **index, last.end))?;
        let gap =
            report.text(Span { start: end_of(report, *list.last()?), end: report.quantity(next)?.at.start });
        let lead = report.text(Span { start: word.at.end, end: first.start });
        let of = lead.len() <= 40 && (lead.trim_start().starts_with("of ") || lead.ends_with('('));
        let links =
            matches!(gap.trim_matches([' ', '*', '_', ')', ':', '=']), "" | "is" | "was" | "gives" | "are");
        (of && links).then_some(next)?
    } else {
        return None;
    };
    let parts = list.clone();
    let unit = |index: u32| report.quantity(index).map_or(0, |quantity| quantity.unit);
    let one_unit = kind == Roles::AVERAGE || parts.iter().all(|part| unit(*part) == unit(printed));
    let alike = one_unit && parts.iter().all(|part| kin(report, *part, printed));
    (parts.len() > 2 && !parts.contains(&printed) && alike).then_some(Extreme {
        printed,
        kind,
        parts,
        sure: true,
        named: true,
    })
}

/// What the list comes to, in the unit of what is printed.
pub fn outcome(report: &Report, told: &Extreme) -> Option<(Value, Outcome)> {
    if told.kind != Roles::AVERAGE {
        let value = aggregate(report, told.kind, &told.parts)?;
        return Some((value, value.equals(report.base_value(told.printed))));
    }
    let sum = told.parts.iter().fold(Value::whole(0), |sum, part| sum.add(report.value(*part)));
    let value = sum.div(Value::whole(told.parts.len() as i64));
    let printed = report.value(told.printed);
    let outcome = match value.equals(printed) {
        Outcome::Contradicted if is_of_another(report, told, printed) => Outcome::Undecided,
        outcome => outcome,
    };
    // A mean of counts is no count: 667 of 666.7 was rounded.
    let rounded = report.count(told.printed).is_some() && is_near(value, printed);
    let outcome = if outcome == Outcome::Contradicted && rounded { Outcome::HoldsByHabit } else { outcome };
    let scale = report.quantity(told.printed).and_then(|printed| report.unit(printed));
    let scale = scale.and_then(|unit| Ratio::new(i128::from(unit.factor), i128::from(unit.divisor)));
    Some((scale.map_or(value, |scale| value.mul(Value::exactly(scale))), outcome))
}

/// "With 1, 2, 4 and 8 threads; average 12 ms", "14.2, 8.1, 8.3 s, mean 8.2 s without the
/// cold run": beyond them all, of another unit, or of some.
fn is_of_another(report: &Report, told: &Extreme, printed: Value) -> bool {
    let value = |part: &u32| report.value(*part);
    // Farther off than they are from each other.
    let least = aggregate(report, Roles::MINIMUM, &told.parts).unwrap_or(Value::UNKNOWN);
    let greatest = aggregate(report, Roles::MAXIMUM, &told.parts).unwrap_or(Value::UNKNOWN);
    let spread = greatest.sub(least);
    let under = told.parts.iter().all(|part| printed.add(spread).below(value(part)) == Outcome::Holds);
    let over = told.parts.iter().all(|part| value(part).add(spread).below(printed) == Outcome::Holds);
    let noun = |index: u32| report.noun(index).first().map(|word| word.concept);
    let own = told.parts.last().and_then(|last| noun(*last));
    let other = own.is_some() && noun(told.printed).is_some() && own != noun(told.printed);
    let at = report.statement_span(report.statement_of(told.printed));
    let without = report.words_in(at).iter().any(|word| {
        report.is_one_of(
            word,
            &["without", "excluding", "cold", "warm-up", "warmup", "outlier", "buckets", "sizes"],
        )
    });
    under || over || other || without
}

/// Figures right behind each other, with nothing but a comma or "and" between, and the
/// same unit or none.
fn lists(report: &Report, numbers: &[u32]) -> Vec<Vec<u32>> {
    let mut found: Vec<Vec<u32>> = Vec::new();
    for index in numbers {
        let joins = found.last().and_then(|list| list.last()).is_some_and(|last| {
            let place = report.quantity(*index).map_or(0, |quantity| quantity.at.start);
            let gap = report.text(Span { start: end_of(report, *last).min(place), end: place });
            last + 1 == *index
                && matches!(gap.trim_matches([' ', '*', '_', '`']), "," | "and" | ", and" | "/" | ";")
        });
        match found.last_mut().filter(|_| joins) {
            Some(list) => list.push(*index),
            None => found.push(vec![*index]),
        }
    }
    found.retain(|list| (3..=MOST).contains(&list.len()));
    found
}

/// Where a number ends, with its unit.
fn end_of(report: &Report, index: u32) -> u32 {
    let Some(quantity) = report.quantity(index) else { return 0 };
    let noun = report.noun_span(index);
    if noun.start <= quantity.at.end + 1 { noun.end.max(quantity.at.end) } else { quantity.at.end }
}

fn is_plain(report: &Report, index: u32) -> bool {
    report.is_firm(index)
        && report.is_arithmetic(index)
        && report
            .quantity(index)
            .is_some_and(|quantity| quantity.role == role::ALONE && quantity.class <= class::PERCENTAGE)
}

fn is_behind(report: &Report, index: u32, place: u32) -> bool {
    report.quantity(index).is_some_and(|quantity| quantity.at.start >= place)
}

/// "mean 8.2 s", "average: 8.2", "mean of 8.2".
fn is_beside(report: &Report, from: u32, index: u32) -> bool {
    let place = report.quantity(index).map_or(0, |quantity| quantity.at.start);
    let gap = report.text(Span { start: from.min(place), end: place });
    matches!(gap.trim_matches([' ', '*', '_']), "" | ":" | "=" | "is" | "was" | "of" | "of about")
}

/// Of one unit, which the last of a list may carry for all.
fn kin(report: &Report, part: u32, printed: u32) -> bool {
    let (one, other) = (report.dimension(part), report.dimension(printed));
    let bare = |dimension: (u8, u8)| matches!(dimension, (dimension::NONE | dimension::THINGS, 0));
    let unit = |index: u32| report.quantity(index).map_or(0, |quantity| quantity.unit);
    let same = one == other && unit(part) == unit(printed);
    (same || bare(one))
        && (report.is_percentage(part) == report.is_percentage(printed)
            || bare(one) && !report.is_percentage(part))
}
