//! How far apart two figures are, in a bracket behind them that says no more: "203 before,
//! 61 after (142 fewer)", "120 min allowed, 104 min used (16 min to spare)", "102.7 MB
//! (last: 101.2 MB, 1.5 MB larger)".

use super::{Compared, NEAR, are_alike, is_plain};
use crossfoot_kit::prelude::*;

const APART: Spellings<16> = Spellings::of([
    "more", "higher", "greater", "larger", "longer", "bigger", "heavier", "less", "fewer", "lower",
    "smaller", "shorter", "lighter", "spare", "over", "under",
]);

pub fn told(report: &Report) -> impl Iterator<Item = Compared> {
    report.spelled(&APART).into_iter().filter_map(|place| of(report, place))
}

fn of(report: &Report, place: usize) -> Option<Compared> {
    let word = report.words().get(place)?;
    let line = report.line_of(word.at);
    // "(142 fewer)", "(142 fewer, a drop of 70 %)", but not "(2 fewer than planned)".
    let end = line.end.min(word.at.end.saturating_add(48)).max(word.at.end);
    let behind = report.text(Span { start: word.at.end, end }).trim_start_matches(['*', '_']);
    let share = behind
        .strip_prefix(',')
        .and_then(|rest| rest.split(')').next())
        .is_some_and(|rest| rest.contains('%'));
    if !behind.starts_with(')') && !share {
        return None;
    }
    let near = Span { start: word.at.start.saturating_sub(24).max(line.start), end: word.at.start };
    let printed = report.quantities_in(near).next_back()?;
    let figure = printed.checked_sub(1)?;
    // "102.7 MB (7.3.2: 101.2 MB, 1.5 MB larger)"
    let names = |index: &u32| {
        report.quantity(*index).is_some_and(|it| it.class == class::VERSION || it.class == class::DATE)
    };
    let base = printed.checked_sub(2)?;
    let base = if names(&base) { base.checked_sub(1)? } else { base };
    let [was, is, change] = [base, figure, printed].map(|index| report.quantity(index));
    let (was, is, change) = (was?, is?, change?);
    let spans = |index: u32, quantity: &Quantity| report.noun_span(index).end.max(quantity.at.end);
    // The word may have been taken for the noun of the figure.
    let unit = report.text(Span { start: change.at.end.min(word.at.start), end: word.at.start });
    let of_own = unit.trim_end_matches(" to ").split_whitespace().count() <= 1 && !unit.contains(['(', ',']);
    let alike = are_alike(report, figure, base) && are_alike(report, printed, figure) && was.unit == is.unit;
    let close = is.at.start.saturating_sub(was.at.end) <= NEAR
        && change.at.start.saturating_sub(is.at.end) <= NEAR
        && was.at.start >= line.start;
    let plain =
        [base, figure, printed].into_iter().all(|index| is_plain(report, index) && report.is_amount(index));
    if !(of_own && alike && close && plain) {
        return None;
    }
    let lead = report.text(Span { start: spans(base, was).min(is.at.start), end: is.at.start });
    let gap = report.text(Span { start: spans(figure, is).min(change.at.start), end: change.at.start });
    let told = is_aside(lead, gap) || behind_both(report, (was, is, change), (lead, gap));
    let less = report.base_value(figure).below(report.base_value(base)) == Outcome::Holds;
    // "(last: 101.2 MB, …": what is compared with stands in the bracket.
    told.then_some(Compared { figure, base, printed, less })
}

/// "102.7 MB (last: 101.2 MB, 1.5 MB larger)"
fn is_aside(lead: &str, gap: &str) -> bool {
    let named = lead.trim_start_matches(['*', ' ']).strip_prefix('(').is_some_and(|name| {
        let name = name.trim_end().trim_end_matches(':');
        !name.is_empty() && name.split(' ').count() <= 4 && !name.contains([')', '(', ',', ';', '→', '|'])
    });
    named && matches!(gap.trim(), "," | ";" | "–" | "—")
}

/// "203 before, 61 after (", "120 min allowed, 104 min used (": their words say which two
/// they are.
fn behind_both(
    report: &Report,
    (was, is, change): (&Quantity, &Quantity, &Quantity),
    (lead, gap): (&str, &str),
) -> bool {
    const LIMITS: [&str; 6] = ["allowed", "permitted", "budget", "limit", "target", "planned"];
    const NOW: [&str; 9] =
        ["after", "now", "used", "measured", "actual", "found", "needed", "taken", "afterwards"];
    let one_word =
        |text: &str| text.split_whitespace().count() <= 3 && !text.contains(['.', '|', '\n', '(', ')']);
    let opens = gap.strip_suffix('(').is_some_and(one_word);
    let before = report.words_in(Span { start: was.at.end, end: is.at.start });
    let after = report.words_in(Span { start: is.at.end, end: change.at.start });
    let begins = before.iter().any(|word| word.is(Roles::BEFORE) || report.is_one_of(word, &LIMITS));
    let ends = after.iter().any(|word| report.is_one_of(word, &NOW));
    opens && lead.contains(',') && one_word(lead) && begins && ends
}
