//! Totals over all rounds so far: "273 attempts across 93 rounds", "93 clean
//! rounds, 273 attempts".

use crossfoot_kit::note::NoteWriter;
use crossfoot_kit::prelude::*;

use super::fact;
use super::span;
use super::streaks::Found;
use super::words::{figure, spoken, tail};

const MOST: usize = 4;
const OVER: Spellings<6> = Spellings::of(["across", "over", "in", "during", "throughout", "within"]);

pub fn note(report: &Report, streaks: &[Found], note: &mut NoteWriter) {
    let mut known: Vec<(u32, i64)> = Vec::new();
    for index in 0..report.quantities().len() as u32 {
        let Some((total, groups)) = pair(report, streaks, index) else { continue };
        let (Some(all), Some(rounds)) = (report.count_of(total), report.count_of(groups)) else { continue };
        let (Some(thing), Some(group)) = (tail(report, total).last(), head(report, streaks, groups)) else {
            continue;
        };
        if known.contains(&(thing.concept, all)) || known.len() >= MOST || thing.concept == group.concept {
            continue;
        }
        known.push((thing.concept, all));
        let Some(quantity) = report.quantity(total) else { continue };
        let part = own_part(report, total, thing.concept, group.concept);
        let numeral = i64::from(quantity.at.end - quantity.at.start);
        let numbers = [i64::from(thing.concept), i64::from(group.concept), all, rounds, part, numeral];
        let texts =
            [spoken(report, std::slice::from_ref(thing)), spoken(report, std::slice::from_ref(group))];
        note.fact(fact::TOTAL, figure(report, total), &[&texts[0], &texts[1]], &numbers);
    }
}

/// A total and the number of rounds it is said to span.
fn pair(report: &Report, streaks: &[Found], index: u32) -> Option<(u32, u32)> {
    let other = report.quantity(index + 1)?;
    let streak = streaks.iter().any(|streak| streak.index == index);
    let over = report.words_behind(index).last().filter(|word| OVER.has(word));
    if !streak && over.is_none() || report.statement_of(index) != report.statement_of(index + 1) {
        return None;
    }
    let between = report.text(span(figure(report, index).end, other.at.start));
    let between = between.trim_matches([' ', '*', '_', '\n']);
    // Nothing but that word, and not at the head of a sentence.
    if over.is_some_and(|over| between == report.text(over.at)) && !between.starts_with(char::is_uppercase) {
        return Some((index, index + 1));
    }
    (streak && between == ",").then_some((index + 1, index))
}

fn head<'r>(report: &'r Report, streaks: &[Found], index: u32) -> Option<&'r Word> {
    let words = tail(report, index);
    let streak = streaks.iter().find(|streak| streak.index == index);
    match streak {
        Some(streak) => words.iter().find(|word| word.concept == streak.head),
        None => words.last(),
    }
}

/// How many of the thing this report adds, where it says so: -1 where it does not, -2
/// where it says so in more ways than one.
fn own_part(report: &Report, total: u32, thing: u32, group: u32) -> i64 {
    let Some(whole) = report.count(total) else { return -1 };
    let mut part = -1;
    for index in 0..report.quantities().len() as u32 {
        let Some(count) = report.count_of(index).filter(|count| *count > 0 && *count < whole) else {
            continue;
        };
        let behind = tail(report, index);
        let named = match behind {
            [] => report.label(index).iter().any(|word| word.concept == thing),
            _ => behind.last().is_some_and(|word| word.concept == thing),
        };
        if !named {
            continue;
        }
        // "12 attempts in this round", but not "4 attempts per round".
        let words = report.words_of(report.statement_of(index));
        let own = words.windows(2).any(|pair| match pair {
            [this, next] => {
                next.concept == group && report.is_one_of(this, &["this", "diese", "cette", "esta"])
            }
            _ => false,
        });
        if !own && words.iter().any(|word| word.concept == group) {
            continue;
        }
        match part {
            known if known > 0 && known != count => return -2,
            _ => part = count,
        }
    }
    part
}
