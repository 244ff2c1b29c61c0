//! A bound and what came of it, side by side, with a tick or a verdict: "✅ p95 < 200 ms
//! (measured: 240 ms)", "Coverage: 78.4% (≥ 80%), met".

use super::Aim;
use super::bounds::{is_condition, is_trigger};
use super::cells::leads;
use super::standing::{commensurate, is_measure, standing};
use crossfoot_kit::prelude::*;

/// Gives each bound of a line that holds just that and one figure, where the line says
/// that it is met.
pub fn in_lines<'r>(report: &'r Report, mut give: impl FnMut(Aim, &'r [Word])) {
    for (index, quantity) in report.quantities().iter().enumerate() {
        if is_bound(quantity)
            && let Some((aim, name)) = beside(report, index as u32)
        {
            give(aim, name);
        }
    }
}

/// "< 200 ms", "80%+": marked, on one side, and not hedged.
fn is_bound(quantity: &Quantity) -> bool {
    quantity.flags & flag::MARKED != 0
        && (quantity.flags & (flag::NO_LOW | flag::NO_HIGH) != 0 || quantity.low != quantity.high)
        && quantity.flags & flag::HEDGED == 0
        && quantity.role == role::ALONE
}

fn beside(report: &Report, target: u32) -> Option<(Aim, &[Word])> {
    let bound = report.quantity(target)?;
    let statement = report.statement(bound.node);
    if matches!(report.kind(statement), kind::ROW | kind::HEADING | kind::LINE) {
        return None;
    }
    let at = report.statement_span(statement);
    let own = |index: &u32| {
        report.quantity(*index).is_some_and(|it| at.start <= it.at.start && it.at.start < at.end)
            && report.is_arithmetic(*index)
    };
    let (before, behind) = (target.checked_sub(1).filter(own), Some(target + 1).filter(own));
    // A third number, and no one knows what is of what.
    let third = behind.and_then(|next| Some(next + 1).filter(own)).or(before.filter(|_| behind.is_some()));
    let measured = before.or(behind).filter(|_| third.is_none())?;
    let earlier = before.and_then(|before| before.checked_sub(1)).filter(own);
    let firm = report.is_firm(measured)
        && leads(report, measured)
        && (is_measure(report, measured) || is_answer(report, target, measured, at));
    if earlier.is_some() || !firm || !is_joined(report, measured, target, at) {
        return None;
    }
    commensurate(report, measured, target)?;
    let verdict = says_met(report, bound.node, at).or_else(|| stays(report, bound))?;
    let lead = report.words_in(Span { start: at.start, end: bound.at.start.max(at.start) });
    let heading =
        report.heading(report.section(bound.node)).map_or(&[][..], |heading| report.words_of(heading));
    if is_condition(report, target, lead) || is_trigger(report, heading) || is_trigger(report, lead) {
        return None;
    }
    let standing = standing(report, measured, target, None);
    let first = measured.min(target);
    let start = report.quantity(first).map_or(at.start, |quantity| quantity.at.start);
    let words = report.words_in(Span { start: at.start, end: start });
    let mut name = words.get(words.len().saturating_sub(3)..).unwrap_or_default();
    while let Some((sign, rest)) = name.split_first()
        && sign.is(Roles::VERDICT)
    {
        name = rest;
    }
    Some((Aim { target, measured, standing, verdict: Some(verdict) }, name))
}

/// "At most 5 open bugs: 7": a count that a colon answers, and nothing else.
fn is_answer(report: &Report, target: u32, measured: u32, at: Span) -> bool {
    let (Some(bound), Some(figure)) = (report.quantity(target), report.quantity(measured)) else {
        return false;
    };
    let start = report.text(Span { start: at.start, end: bound.at.start.max(at.start) });
    let between = report.text(Span { start: bound.at.end.min(figure.at.start), end: figure.at.start });
    let rest = report.text(Span { start: figure.at.end, end: at.end.max(figure.at.end) });
    let led = report.words_in(Span { start: at.start, end: bound.at.start.max(at.start) });
    let first = led.iter().all(|word| {
        word.is(Roles::UPPER | Roles::LOWER | Roles::VERDICT)
            || report.is_one_of(word, &["at", "no", "more", "fewer", "less", "than"])
    });
    let name = start.trim_start_matches(|sign: char| !sign.is_alphabetic());
    let named = first || name.split("**").count() > 1 && led.len() <= 4;
    measured > target
        && named
        && report.count(measured).is_some()
        && between.len() < 64
        && between.trim_end_matches(['*', '_', ' ']).ends_with(':')
        && !between.contains(['.', '(', ';', '|'])
        && rest.trim_matches(['*', '_', ' ', '.', '✅', '✓']).is_empty()
}

/// "< 200 ms (measured: 240 ms)", "< 200 ms: achieved 240 ms", "240 ms (< 200 ms)":
/// nothing between but that it was measured, and nothing in the bracket behind.
fn is_joined(report: &Report, measured: u32, target: u32, at: Span) -> bool {
    let (first, last) = (measured.min(target), measured.max(target));
    let (Some(one), Some(other)) = (report.quantity(first), report.quantity(last)) else { return false };
    let end = report.noun_span(first).end.max(one.at.end).min(other.at.start);
    let gap = Span { start: end, end: other.at.start };
    let signs = ['✅', '✓', '✔', '\u{fe0f}'];
    let text = report.text(gap).trim_matches([' ', '*', '_', '<', '>', '≤', '≥', '=']);
    let text = text.trim_matches(signs).trim();
    // "< 200 ms: PASS (243 ms)"
    let judged =
        text.strip_prefix(':').is_some_and(|said| said.trim_matches(['*', '_', ' ', '(']).len() <= 6);
    let said: Vec<Word> = report
        .words_in(gap)
        .iter()
        .filter(|word| !word.is(Roles::PASS) || !judged && word.is(Roles::MEASURED))
        .copied()
        .collect();
    let tied = if measured < target {
        let dashed = matches!(text, "—" | "–" | "-") || text.is_empty();
        (text == "(" || dashed && report.text(gap).contains(signs)) && said.is_empty()
    } else {
        // "≤ 300 MB: peak 341 MB"
        let most = report.quantity(target).is_some_and(|bound| bound.flags & flag::NO_HIGH == 0);
        let extreme = if most { Roles::MAXIMUM } else { Roles::MINIMUM };
        let told = said.iter().all(|word| word.is(Roles::MEASURED | extreme) && !word.is(Roles::BEFORE));
        told && (text.starts_with(['(', ':', '—', '–', '→', ',']) || !said.is_empty())
            && !text.contains(['.', ';', '|', '\n'])
    };
    if is_answer(report, target, measured, at) {
        return true;
    }
    let behind = report.noun_span(last).end.max(other.at.end);
    let rest = report.text(Span { start: behind, end: at.end });
    let bracket = report.text(gap).contains('(');
    let start = report.quantity(first).map_or(at.start, |quantity| quantity.at.start);
    let name = Span { start: at.start, end: start };
    if measured > target && said.is_empty() && is_of_the_test(report, target, report.text(gap), name) {
        return false;
    }
    tied && (if bracket {
        rest.trim_start_matches([' ', '✅', '✓', '✔', '\u{fe0f}']).starts_with(')')
    } else {
        report.words_in(Span { start: behind, end: at.end }).len() <= 1
    })
}

/// "Memory stays under 100 MB (peak 132 MB)"
fn stays(report: &Report, bound: &Quantity) -> Option<Verdict> {
    const STAYS: Spellings<7> =
        Spellings::of(["stays", "stay", "stayed", "remains", "remain", "remained", "kept"]);
    let signed = report.word_before(bound.at.start)?;
    let word = if STAYS.has(signed) { Some(signed) } else { report.word_before(signed.at.start) };
    word.filter(|word| STAYS.has(word) && bound.at.start - word.at.end <= 12).map(|_| Verdict::Pass)
}

/// "responds in under 200 ms (243 ms)": the time that the test itself took, where the name
/// before the bound is none of a measure.
pub fn is_of_the_test(report: &Report, target: u32, around: &str, name: Span) -> bool {
    let timed = report.dimension(target) == (dimension::TIME, 0);
    let words = report.words_in(name);
    let measure = words.iter().any(|word| word.is(Roles::LOWER_BETTER | Roles::HIGHER_BETTER));
    let text = report.text(name);
    let percentile = text.split(' ').any(|word| {
        let digits = word.trim_start_matches(['p', 'P', '*', '`']).trim_end_matches(['*', '`', ':']);
        digits.len() < word.len()
            && !digits.is_empty()
            && digits.chars().all(|letter| letter.is_ascii_digit())
    });
    timed && around.contains('(') && !measure && !percentile
}

/// A verdict in the line, a sign at its head, a box that is ticked.
fn says_met(report: &Report, node: u32, at: Span) -> Option<Verdict> {
    const TICKED: u32 = 2;
    let turns = Roles::NEGATION | Roles::MODAL | Roles::EXCEPT | Roles::BEFORE | Roles::ANOTHER_RUN;
    // "Cold start" is no earlier state.
    let turned = |word: &Word| STARTS.has(word) || word.is(turns) && !report.is_one_of(word, &["start"]);
    if report.words_in(at).iter().any(turned) {
        return None;
    }
    let line = report.line_of(Span { start: at.start, end: at.start });
    let head = Span { start: line.start, end: at.start };
    let sign = report.verdict_in(head).filter(|_| report.text(head).trim().chars().count() <= 6);
    let ticked = report.within(node, kind::ITEM).is_some_and(|item| report.data(item) == TICKED);
    report
        .verdict_in(at)
        .or(sign)
        .or(ticked.then_some(Verdict::Pass))
        .filter(|verdict| *verdict == Verdict::Pass)
}

/// What starts at the bound asks for nothing: "Alert for disk usage > 80% (64%)".
pub const STARTS: Spellings<22> = Spellings::of([
    "alert",
    "alerts",
    "alarm",
    "alarms",
    "warn",
    "warns",
    "page",
    "pages",
    "notify",
    "notifies",
    "trigger",
    "triggers",
    "throttle",
    "throttles",
    "scale",
    "scales",
    "autoscale",
    "show",
    "shows",
    "highlight",
    "evict",
    "rotate",
]);
