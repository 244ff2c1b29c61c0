//! Things of several kinds and how many they are together: "42 crates, 61 sacks and 5
//! barrels, 110 pieces in all", "40 doors, 12 windows and 3 gates were painted: 55 pieces".

use super::{Breakdown, Kinship, come_near, grade, is_listed, is_part};
use crate::counted::OPEN;
use crossfoot_kit::prelude::*;

/// A longer sentence tells of more than one sum.
const LONGEST: u32 = 240;

pub fn told(report: &Report) -> Vec<Breakdown> {
    let mut found = Vec::new();
    let (mut listed, mut last) = (0, u32::MAX);
    for quantity in report.quantities() {
        listed = if quantity.joint == joint::AND { listed + 1 } else { 0 };
        // Three that are listed, or two before the word "and".
        let statement = if listed == 2 { report.statement(quantity.node) } else { last };
        if statement != last {
            last = statement;
            found.extend(of(report, statement));
        }
    }
    found
}

/// All counts of a sentence but the last, which a colon, a bracket or "in all" makes their sum.
fn of(report: &Report, statement: u32) -> Option<Breakdown> {
    let at = report.statement_span(statement);
    let prose = matches!(report.kind(statement), kind::SENTENCE | kind::FIELD | kind::ITEM);
    if !prose || at.end - at.start > LONGEST || is_aside(report, statement) {
        return None;
    }
    let numbers: Vec<u32> = report.quantities_in(at).filter(|index| report.is_arithmetic(*index)).collect();
    let (total, parts) = numbers.split_last().filter(|(_, parts)| parts.len() > 2)?;
    let listed = parts.iter().zip(parts.iter().skip(1)).all(|(one, next)| is_listed(report, *one, *next));
    let named = numbers.iter().all(|index| is_part(report, *index))
        && parts.iter().all(|index| !report.noun(*index).is_empty());
    let apart = |part: &u32| {
        let thing = report.head_noun(*part).map(|word| word.concept);
        parts.iter().filter(|other| report.head_noun(**other).map(|word| word.concept) == thing).count() == 1
            && report.head_noun(*total).map(|word| word.concept) != thing
    };
    let told = listed && named && parts.iter().all(apart) && is_concluded(report, parts, *total, at);
    let near = come_near(report, parts, *total, (2, 2));
    (told && near).then(|| Breakdown { total: *total, parts: parts.to_vec(), kinship: Kinship::Kinds })
}

/// Words after which the parts need not be whole; "critical" and "major" are grades here.
fn is_aside(report: &Report, statement: u32) -> bool {
    let aside = OPEN | Roles::UNIVERSAL | Roles::MODAL | Roles::AVERAGE | Roles::ANOTHER_RUN;
    let told = |word: &Word| word.is(aside) && grade(word).is_none();
    report.roles_of(statement).has(aside) && report.words_of(statement).iter().any(told)
}

fn is_concluded(report: &Report, parts: &[u32], total: u32, at: Span) -> bool {
    const THINGS: Spellings<16> = Spellings::of([
        "pieces",
        "objects",
        "items",
        "things",
        "parts",
        "units",
        "entries",
        "elements",
        "artefacts",
        "artifacts",
        "positions",
        "lots",
        "people",
        "persons",
        "animals",
        "articles",
    ]);
    let (Some(last), Some(sum)) = (parts.last(), report.quantity(total)) else { return false };
    let Some(part) = report.quantity(*last) else { return false };
    let end = report.noun_span(*last).end.max(part.at.end).min(sum.at.start);
    let gap = report.text(Span { start: end, end: sum.at.start });
    let behind = Span { start: report.noun_span(total).end.max(sum.at.end).min(at.end), end: at.end };
    let rest = report.text(behind).trim_matches(['*', '_', ' ', '.', ')']);
    let in_all = matches!(rest, "in all" | "in total" | "altogether" | "all told" | "together" | "total");
    let gap = gap.trim_end_matches(['*', '_', ' ']);
    let joined = match gap.chars().last() {
        Some(':' | '(' | '=' | '–' | '—') => rest.is_empty() || in_all,
        Some(',' | ';') => in_all,
        _ => gap.ends_with("together") || gap.ends_with("in all") || gap.ends_with("total of"),
    };
    let thing = report.head_noun(total).is_some_and(|word| THINGS.has(word));
    let words = report.words_in(Span { start: end, end: sum.at.start });
    joined && (in_all || thing) && words.len() <= 4 && !gap.contains(['|', '→', '.'])
}
