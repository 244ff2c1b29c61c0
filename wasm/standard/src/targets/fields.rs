//! Targets in fields of their own: `Target: 200 ms`, `Actual: 212 ms`,
//! `Status: PASS`, in a list or a section.

use super::bounds::{is_change, is_of_a_fault};
use super::cells::leads;
use super::side::side;
use super::standing::standing;
use super::{Aim, Standing};
use crossfoot_kit::prelude::*;

/// Fields further apart than this belong to other figures.
const REACH: usize = 3;

/// Gives each target with its figure and the name of what is measured.
pub fn in_fields<'r>(report: &'r Report, mut give: impl FnMut(Aim, &'r [Word])) {
    let fields = report.fields();
    for (place, field) in fields.iter().enumerate() {
        if !field.roles.has(Roles::TARGET) || report.kind(field.node) != kind::FIELD {
            continue;
        }
        if let Some((aim, name)) = around(report, fields, place) {
            give(aim, name);
        }
    }
}

fn around<'r>(report: &'r Report, fields: &'r [Field], place: usize) -> Option<(Aim, &'r [Word])> {
    let own = fields.get(place)?;
    let key = report.words_in(own.key);
    let target = only_number(report, own)?;
    if key.len() > 4 || own.roles.has(Roles::VERDICT_NOUN | Roles::MEASURED | Roles::BEFORE) {
        return None;
    }
    let kin =
        |field: &&Field| field.group == own.group && report.section(field.node) == report.section(own.node);
    // What follows belongs to this target until the next one begins.
    let behind = fields.get(place + 1..)?.iter().take(REACH).take_while(kin);
    let behind: Vec<&Field> = behind.take_while(|field| !is_target(field)).collect();
    let same = |field: &&&Field| {
        let other = subject(report, report.words_in(field.key));
        let mine = subject(report, key);
        mine.is_empty() || other.is_empty() || mine == other
    };
    let measures = |field: &&&Field| {
        field.roles.has(Roles::MEASURED)
            && !field.roles.has(Roles::BEFORE)
            && only_number(report, field).is_some()
    };
    let mut figures = behind.iter().filter(measures).filter(same);
    let (figure, None) = (figures.next()?, figures.next()) else { return None };
    let measured = only_number(report, figure)?;
    let judged = behind.iter().find(|field| {
        field.node != figure.node
            && report
                .words_in(field.key)
                .last()
                .is_some_and(|word| word.is(Roles::VERDICT_NOUN | Roles::PASS))
    });
    let verdict = match judged {
        Some(field) => said(report, field),
        None => report.verdict_in(figure.value),
    };
    let metric = metric(report, own, key);
    let side = side(report, target, &limits(report, own), metric);
    let standing = standing(report, measured, target, side);
    let known = standing != Standing::Unclear || verdict.is_some();
    let changed = is_change(report.words_in(own.value)) || is_change(report.words_in(figure.value));
    if standing == Standing::Misses && (changed || is_of_a_fault(report, target, metric)) {
        return None;
    }
    known.then_some((Aim { target, measured, standing, verdict }, metric))
}

fn is_target(field: &&Field) -> bool {
    field.roles.has(Roles::TARGET) && !field.roles.has(Roles::VERDICT_NOUN | Roles::MEASURED)
}

fn only_number(report: &Report, field: &Field) -> Option<u32> {
    let mut numbers = report
        .quantities_in(field.value)
        .filter(|index| report.is_arithmetic(*index) && leads(report, *index));
    numbers.next().filter(|_| numbers.next().is_none())
}

fn said(report: &Report, field: &Field) -> Option<Verdict> {
    let text = report.text(field.value).trim().trim_matches(['*', '_', '`', '.']);
    match () {
        () if text.eq_ignore_ascii_case("yes") => Some(Verdict::Pass),
        () if text.eq_ignore_ascii_case("no") => Some(Verdict::Fail),
        () => report.verdict_in(field.value),
    }
}

/// The words of a key that say what it is about.
fn subject(report: &Report, key: &[Word]) -> Vec<u32> {
    let about = |word: &&Word| {
        !word.is(Roles::TARGET | Roles::MEASURED | Roles::UPPER | Roles::LOWER | Roles::VERDICT_NOUN)
            && report.text(word.at).len() > 1
    };
    key.iter().filter(about).map(|word| word.concept).collect()
}

/// What is measured: the key itself, or what stands above the fields.
fn metric<'r>(report: &'r Report, own: &Field, key: &'r [Word]) -> &'r [Word] {
    if !subject(report, key).is_empty() {
        // "Target availability", "Availability target"
        let from = key.iter().take_while(|word| word.is(Roles::TARGET)).count();
        let behind = key.iter().rev().take_while(|word| word.is(Roles::TARGET)).count();
        return key.get(from..key.len().saturating_sub(behind)).unwrap_or_default();
    }
    let list = report.parent(report.parent(own.node));
    if report.kind(list) == kind::LIST && report.kind(report.parent(list)) == kind::ITEM {
        return report.words_in(report.item_head(report.parent(list)));
    }
    report.heading(report.section(own.node)).map_or(&[], |heading| report.words_of(heading))
}

/// The words that say on which side the target lies.
fn limits(report: &Report, own: &Field) -> Vec<Word> {
    let value = report.words_in(own.value).iter().filter(|word| word.is(Roles::LOWER | Roles::UPPER));
    let bound: Vec<Word> = value.copied().collect();
    if bound.is_empty() { report.words_in(own.key).to_vec() } else { bound }
}
