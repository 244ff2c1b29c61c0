//! # sum-mismatch (XF101)
//!
//! A sum that its terms do not make.
//!
//! ## Why it matters
//! A sum written out invites trust; nobody adds it up again.
//!
//! ## Fires
//! ```report
//! 1415 tests (1412 + 4) were run.
//! ```
//! ```report
//! - Patients: 80 in total (50 treated + 28 control)
//! ```
//! ```report
//! 345 + 3 = 372 rows after the migration.
//! ```
//! ```report
//! | Day | Cycles | Cumulative |
//! |-----|--------|------------|
//! | Mon | 96 | 96 |
//! | Tue | 96 | 192 |
//! | Wed | 96 | 288 |
//! | Thu | 96 | 374 |
//! | Fri | 96 | 470 |
//! ```
//! ```report
//! The import took 38 min, the index took 71 min, 119 min in total.
//! ```
//!
//! ```report
//! Complaints: 11 carried over from February, 18 opened in March, 22 closed, 9 open.
//! ```
//!
//! ```report
//! Documents: 48,212 collected, 9,105 duplicates removed, 39,017 reviewed.
//! ```
//!
//! ```report
//! We tried 20 blue lamps, 12 red lamps and 8 green lamps, for a total of 41.
//! ```
//! ```report
//! They ran 20 unit, 12 API and 8 UI tests (41 in total).
//! ```
//! ```report
//! - Brine: 15.0 mL − 2.6 mL used = 12.9 mL
//! ```
//!
//! ```report
//! - Mean: (8 + 9 + 7) / 3 = 8.5
//! - Share of broken ones: (198 / 6,424) × 100 = 8.1%
//! ```
//! ```report
//! - **Wages**: 2,448 h × €14.50 = €34,596
//! ```
//!
//! ## Stays silent
//! ```report
//! 1415 tests (1412 + 3) were run, and 345 + 3 = 348.
//! ```
//! ```report
//! 20 files (12 + 3, the rest untested). 3.3 s + 3.3 s = 6.7 s
//! ```
//! ```report
//! 8 cores (4 boards + 2 spares)
//! ```
//! ```report
//! Dump took 22 min, transfer 9 min, restore 43 min: 74 min in total. Side by side the scans took 30 min and
//! 45 min, 46 min in total.
//! ```
use crate::subtotals;
use crate::breakdown;
use crate::counted::OPEN;
use crate::disowned;
use crate::expressions::{self, Expression};
use crate::laws::running;
use crate::stocks::{self, Stock};
use crate::terms::{Terms, before, chain, is_equated, span};
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::error("XF101", "sum-mismatch", judge);

fn judge(report: &Report, ledger: &mut Ledger) {
    for table in report.tables().filter(|table| table.columns() > 2) {
        carried_on(report, table, ledger);
    }
    let mut index = 0;
    while let Some(quantity) = report.quantity(index) {
        if !matches!(quantity.joint, joint::PLUS | joint::MINUS) {
            index += 1;
            continue;
        }
        let before = before(report, index);
        match chain(report, index) {
            Some(terms) => {
                if !matches!(before, joint::TIMES | joint::DIVIDE) {
                    around(report, index, &terms, before, ledger);
                }
                index = terms.next;
            }
            None => index += 1,
        }
    }
    in_total(report, ledger);
    for stock in stocks::told(report) {
        left_over(report, &stock, ledger);
    }
    for told in expressions::told(report) {
        written_out(report, &told, ledger);
    }
}

/// "(8 + 9 + 7) / 3 = 8"
fn written_out(report: &Report, told: &Expression, ledger: &mut Ledger) {
    ledger.judge(told.outcome, told.at, |draft| {
        let end = told.numbers.last().and_then(|last| report.quantity(*last)).map_or(told.at.end, |last| last.at.end);
        let whole = report.text(Span { start: told.at.start, end: told.at.end });
        let text = whole.rsplit_once('=').map_or(report.text(Span { start: told.at.start, end }), |(text, _)| text);
        let printed = report.printed(told.result);
        let hull = told.value.hull();
        let says = if told.outcome == Outcome::Contradicted { "the report says" } else { "printed" };
        draft.message(format!("{} is {hull}; {says} {printed}", text.trim()));
        for number in &told.numbers {
            draft.number(report, *number, "term");
        }
        draft.number(report, told.result, "result").blame(told.result);
    });
}

/// "11 carried over, 18 opened, 22 closed, 9 open".
fn left_over(report: &Report, stock: &Stock, ledger: &mut Ledger) {
    let (sum, outcome) = (stock.sum(report), stock.outcome(report));
    let Some(quantity) = report.quantity(stock.end) else { return };
    ledger.judge(outcome, quantity.at, |draft| {
        let mut terms = report.printed(stock.start).to_owned();
        draft.number(report, stock.start, "before");
        for (flow, out) in &stock.flows {
            terms.push_str(if *out { " − " } else { " + " });
            terms.push_str(report.printed(*flow));
            draft.number(report, *flow, if *out { "gone" } else { "come" });
        }
        let printed = report.printed(stock.end);
        let says = if outcome == Outcome::Contradicted { "the report says" } else { "printed" };
        draft
            .message(format!("{terms} is {}; {says} {printed}", sum.hull()))
            .number(report, stock.end, "left")
            .blame(stock.end);
        if let Some(right) = sum.single().filter(|_| outcome == Outcome::Contradicted) {
            draft.mend(report, stock.end, right);
        }
    });
}

/// "38 min, then 71 min, 109 min in total". What is done side by side takes
/// less than its sum, and what is not told takes more: a warning, no error.
fn in_total(report: &Report, ledger: &mut Ledger) {
    for parts in breakdown::in_total(report) {
        let sum = parts.sum(report);
        let terms =
            Terms { next: parts.total, terms: parts.parts.into_iter().map(|part| (part, false)).collect() };
        let over = report.dimension(parts.total).0 == dimension::TIME
            && sum.fits_in(report.value(parts.total)) == Outcome::Contradicted;
        write(report, &terms, parts.total, (!over).then_some(Severity::Warning), ledger);
    }
}

/// `| Cycles | Cumulative |`: each row adds to the one above.
fn carried_on(report: &Report, table: Table<'_>, ledger: &mut Ledger) {
    for step in running::steps(report, table) {
        let Some(at) = report.quantity(step.sum).map(|quantity| quantity.at) else { continue };
        ledger.judge(step.outcome, at, |draft| {
            let (a, b) = (report.printed(step.before), report.printed(step.added));
            let (sum, printed) =
                (report.value(step.before).add(report.value(step.added)).hull(), report.printed(step.sum));
            draft
                .message(match step.outcome {
                    Outcome::Contradicted => format!("{a} + {b} is {sum}; the running total says {printed}"),
                    _ => format!("{a} + {b} is {sum}; the running total is {printed}"),
                })
                .claim(format!("{a} + {b} = {printed}"))
                .number(report, step.before, "before")
                .number(report, step.added, "added")
                .number(report, step.sum, "running total")
                .blame(step.sum);
            let before = report.quantity(step.before).filter(|_| step.outcome == Outcome::Contradicted);
            if let Some(before) = before {
                draft.related(before.at, "the row before".into());
            }
        });
    }
}

/// The result stands behind an equals sign, before one, or before a bracket.
fn around(report: &Report, first: u32, terms: &Terms, before: u8, ledger: &mut Ledger) {
    let last = terms.next - 1;
    let behind = is_equated(report, last);
    if behind {
        let free = report
            .quantity(terms.next)
            .is_some_and(|result| !matches!(result.joint, joint::PLUS..=joint::DIVIDE));
        if free && report.is_arithmetic(terms.next) {
            let tied = (!hangs_on_another(report, first)).then_some(Severity::Error);
            write(report, terms, terms.next, tied, ledger);
        }
        return;
    }
    let Some(result) = first.checked_sub(1).filter(|result| report.is_arithmetic(*result)) else { return };
    match before {
        joint::EQUALS => {
            // "n = 10" and "k = 2 + 3" on the next line are two.
            let place = |index: u32| report.quantity(index).map_or(0, |quantity| quantity.at.start);
            if report.text(Span { start: place(result), end: place(first) }).contains('\n') {
                return;
            }
            let chained = result.checked_sub(1).and_then(|index| report.quantity(index));
            if chained.is_none_or(|chained| !matches!(chained.joint, joint::PLUS..=joint::DIVIDE)) {
                write(report, terms, result, Some(Severity::Error), ledger);
            }
        }
        joint::OPENS => {
            // "the four steps: (5 + 10 + 20) MB/s" counts the terms.
            let spelled = report.quantity(result).is_some_and(|whole| whole.flags & flag::WORD != 0);
            // "1.5 * (1090 + 278)" is multiplied.
            let start = report.quantity(first).map_or(0, |first| first.at.start);
            let end = report.quantity(result).map_or(start, |whole| whole.at.end);
            let times = report.text(Span { start: end.min(start), end: start }).contains(['*', '×', '·', '/', '÷']);
            let bold = report.text(Span { start: end.min(start), end: start }).contains("**");
            if times && !bold {
                return;
            }
            let tied = (!spelled && is_whole(report, terms, result)).then_some(Severity::Error);
            write(report, terms, result, tied, ledger);
        }
        _ => {}
    }
}

/// "12 + 4 part-time = 14 FTE", "60 dB + 60 dB = 63 dB": levels and net figures do not add up.
fn is_otherwise(report: &Report, parts: &[u32], result: u32) -> bool {
    const NET: [&str; 7] = ["fte", "full-time", "ftes", "net", "netto", "vollzeit", "equivalents"];
    let behind = |index: u32, known: &[&str]| {
        report.quantity(index).is_some_and(|quantity| {
            let line = report.line_of(quantity.at);
            let near = Span { start: quantity.at.end, end: line.end.min(quantity.at.end + 30).max(quantity.at.end) };
            report.words_in(near).iter().take(2).any(|word| report.is_one_of(word, known))
        })
    };
    behind(result, &NET) || parts.iter().any(|part| behind(*part, &["db", "dba"]))
}

/// "229 tests across 14 files + 8 inline tests = 237": the first term is the number
/// before.
fn hangs_on_another(report: &Report, first: u32) -> bool {
    const LINKS: [&str; 9] = ["of", "across", "in", "over", "within", "from", "on", "among", "with"];
    let Some(quantity) = report.quantity(first) else { return false };
    let statement = report.statement(quantity.node);
    let earlier = first.checked_sub(1).is_some_and(|before| report.statement_of(before) == statement);
    let link = report.word_before(quantity.at.start).filter(|word| quantity.at.start - word.at.end <= 1);
    earlier && link.is_some_and(|word| report.is_one_of(word, &LINKS))
}

/// A bracket that holds nothing but the sum, of things of one kind.
fn is_whole(report: &Report, terms: &Terms, result: u32) -> bool {
    const KINDS: Roles =
        Roles::THREAD.or(Roles::ITERATION).or(Roles::OPERATION).or(Roles::TEST).or(Roles::COUNTABLE);
    let kind_of =
        |index: u32| report.noun(index).last().filter(|word| word.is(KINDS)).map(|word| word.concept);
    let own = kind_of(result);
    let same = terms.terms.iter().all(|(term, _)| match (kind_of(*term), own) {
        (Some(term), Some(own)) => term == own,
        _ => true,
    });
    let nouns: Vec<u32> = terms
        .terms
        .iter()
        .filter_map(|(term, _)| report.noun(*term).last().map(|word| word.concept))
        .collect();
    let strange = own.is_some()
        && nouns.len() == terms.terms.len()
        && terms.terms.iter().all(|(term, _)| {
            report
                .noun(*term)
                .last()
                .is_some_and(|word| Some(word.concept) != own && word.roles == Roles::NONE)
        })
        && !is_said_total(report, result, terms);
    let Some(last) = report.quantity(terms.next - 1) else { return false };
    let line = report.line_of(last.at);
    let rest = report.text(Span { start: last.at.end, end: line.end });
    let inside = rest.split(')').next().unwrap_or(rest);
    let end = last.at.end + inside.len() as u32;
    let behind = Span { start: report.noun_span(terms.next - 1).end.max(last.at.end), end };
    let open = report.roles_in(Span { start: last.at.end, end }).has(OPEN | Roles::REST);
    same && !open && (!strange || plural_nouns(report, terms)) && report.quantities_in(behind).is_empty()
}

/// "Total: 80 (…", "80 in all (…".
fn is_said_total(report: &Report, result: u32, terms: &Terms) -> bool {
    let (Some(sum), Some((first, _))) = (report.quantity(result), terms.terms.first()) else { return false };
    let end = report.quantity(*first).map_or(sum.at.end, |first| first.at.start);
    report.roles(result).has(Roles::TOTAL)
        || roles_of(report.label(result)).has(Roles::TOTAL)
        || report.roles_in(Span { start: sum.at.end, end }).has(Roles::TOTAL)
}

/// "50 sequential + 80 batch" are kinds of one thing, "4 boards + 2 spares" are
/// things of their own.
fn plural_nouns(report: &Report, terms: &Terms) -> bool {
    terms
        .terms
        .iter()
        .all(|(term, _)| report.noun(*term).last().is_none_or(|word| !report.text(word.at).ends_with('s')))
}

/// A contradiction weighs as much as the words tie the terms to the result; where
/// they do not, it stays undecided.
fn write(report: &Report, terms: &Terms, result: u32, tied: Option<Severity>, ledger: &mut Ledger) {
    let unit = report.dimension(result);
    let plain = terms.terms.iter().any(|(term, _)| {
        let own = report.dimension(*term);
        own != unit && own.0 != 0 && own.0 != dimension::THINGS && unit.0 != 0 && unit.0 != dimension::THINGS
    });
    let class_of = |index: u32| report.quantity(index).map_or(0, |quantity| quantity.class);
    let percent = class_of(result) == class::PERCENTAGE;
    if plain || terms.terms.iter().any(|(term, _)| (class_of(*term) == class::PERCENTAGE) != percent) {
        return;
    }
    let united = terms.terms.iter().all(|(term, _)| report.dimension(*term) == unit);
    let value = |index: u32| if united { report.base_value(index) } else { report.value(index) };
    let mut sum = Value::whole(0);
    for (term, minus) in &terms.terms {
        sum = if *minus { sum.sub(value(*term)) } else { sum.add(value(*term)) };
    }
    let mut outcome = sum.equals(value(result));
    if outcome == Outcome::Contradicted
        && (tied.is_none() || (!united && unit.0 > dimension::NONE && unit.0 != dimension::THINGS))
    {
        outcome = Outcome::Undecided;
    }
    // "(640.40) + 6.50 + 42.00 = (591.90)": what stands in brackets alone may be negative.
    let numbers = || terms.terms.iter().map(|(term, _)| *term).chain([result]);
    if outcome == Outcome::Contradicted && numbers().any(|index| subtotals::is_bracketed(report, index)) {
        outcome = Outcome::Undecided;
    }
    let parts: Vec<u32> = terms.terms.iter().map(|(term, _)| *term).collect();
    if outcome == Outcome::Contradicted
        && (disowned::is_disowned(report, result)
            || disowned::is_strung_together(report, &parts, result)
            || is_otherwise(report, &parts, result))
    {
        outcome = Outcome::Undecided;
    }
    // "On 19.08. (31 + 38": whole numbers make no hundredths.
    let decimals = |index: u32| report.quantity(index).is_some_and(|quantity| quantity.exponent < 0);
    let opened = terms.terms.first().is_some_and(|(first, _)| before(report, *first) == joint::OPENS);
    if outcome == Outcome::Contradicted
        && opened
        && decimals(result)
        && !terms.terms.iter().any(|(term, _)| decimals(*term))
    {
        outcome = Outcome::Undecided;
    }
    let at = span(report, terms, result);
    let describe = |draft: &mut Draft| {
        let mut text = String::new();
        let mut shown = Value::whole(0);
        for (index, (term, minus)) in terms.terms.iter().enumerate() {
            if index > 0 {
                text.push_str(if *minus { " − " } else { " + " });
            }
            text.push_str(report.printed(*term));
            let own = report.value(*term);
            shown = if *minus { shown.sub(own) } else { shown.add(own) };
            draft.number(report, *term, "term");
        }
        let printed = report.printed(result);
        draft
            .message(match outcome {
                Outcome::Contradicted => format!("{text} is {}; the report says {printed}", shown.hull()),
                _ => format!("{text} is {}; printed {printed}", shown.hull()),
            })
            .number(report, result, "sum")
            .blame(result);
        if outcome == Outcome::Contradicted
            && let Some(right) = shown.single()
        {
            draft.mend(report, result, right);
        }
    };
    ledger.judge_as(tied.unwrap_or(Severity::Error), outcome, at, describe);
}
