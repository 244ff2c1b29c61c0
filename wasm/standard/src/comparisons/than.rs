//! "48 s, 12 s more than the 36 s on main", "62 kWh, 5.5% less than in June (66 kWh)".

use super::{Compared, NEAR, are_alike, is_count, is_plain};
use crossfoot_kit::prelude::*;

/// Some are one phrase with the word before.
const THAN: Spellings<12> = Spellings::of([
    "than",
    "more than",
    "higher than",
    "greater than",
    "larger than",
    "longer than",
    "bigger than",
    "less than",
    "fewer than",
    "lower than",
    "smaller than",
    "shorter than",
]);
const MORE: Spellings<8> =
    Spellings::of(["more", "higher", "greater", "larger", "longer", "bigger", "heavier", "better"]);
const LESS: Spellings<8> =
    Spellings::of(["less", "fewer", "lower", "smaller", "shorter", "lighter", "cheaper", "worse"]);

pub fn told(report: &Report) -> impl Iterator<Item = Compared> {
    report.spelled(&THAN).into_iter().filter_map(|place| of(report, place))
}

fn of(report: &Report, place: usize) -> Option<Compared> {
    let than = report.words().get(place)?;
    let phrase = report.text(than.at).to_lowercase();
    let (more, less) = match phrase.strip_suffix("than")?.trim_end() {
        "" => {
            let more = place.checked_sub(1).and_then(|before| report.words().get(before))?;
            let less = LESS.has(more);
            (more, if less || MORE.has(more) { less } else { return None })
        }
        more => (than, is_any(more, &["less", "fewer", "lower", "smaller", "shorter"])),
    };
    let statement = report.statement(report.node_at(than.at.start));
    let at = report.statement_span(statement);
    if !matches!(report.kind(statement), kind::SENTENCE | kind::FIELD) {
        return None;
    }
    let printed = report
        .quantities_in(Span { start: than.at.start.saturating_sub(NEAR).max(at.start), end: more.at.start })
        .next_back()?;
    let figure = printed.checked_sub(1)?;
    let base = report
        .quantities_in(Span { start: than.at.end, end: at.end.min(than.at.end + NEAR) })
        .find(|index| report.is_arithmetic(*index))?;
    let (change, own) = (report.quantity(printed)?, report.quantity(figure)?);
    // "12 s more", "5.5 % less": nothing else stands between.
    let end = report.noun_span(printed).end.max(change.at.end);
    let gap = report.text(Span { start: end.min(more.at.start), end: more.at.start });
    let told = report.text(Span { start: than.at.end, end: report.quantity(base)?.at.start });
    let alike = are_alike(report, figure, base) && own.class <= class::MONEY;
    let of_kind = report.is_percentage(printed) || are_alike(report, printed, figure);
    let noun = |index: u32| report.head_noun(index).map(|word| word.concept);
    let one = !is_count(report, figure) || noun(figure) == noun(base) || noun(base).is_none();
    let near = at.start <= own.at.start && change.at.start - own.at.end <= NEAR;
    // "May use 62 kWh, 5% less …"
    let around =
        Span { start: own.at.start.saturating_sub(24).max(at.start), end: report.quantity(base)?.at.end };
    let aside = report.roles_in(around).has(Roles::MODAL | Roles::EXCEPT);
    (!aside
        && gap.trim_matches([' ', '*', '_']).is_empty()
        && [figure, printed, base].into_iter().all(|index| is_plain(report, index))
        && !told.contains(['.', ';', '|', '\n'])
        && alike
        && of_kind
        && one
        && near)
        .then_some(Compared { figure, base, printed, less })
}
