//! Tables with a column of targets.

use super::bounds::{is_change, is_of_a_fault, is_trigger};
use super::by_rows::{self, MIXED};
use super::cells::{best, is_expected, is_own_bound, only_target};
use super::column_names::{has_least, is_earlier, is_other_measure, is_used_up, is_wish, tells_how_far};
use super::granted::{
    goes_beyond, is_beyond_the_budget, is_explained, is_multiple_of_a_measure, limits_a_change,
};
use super::labels::ticked;
use super::side::side;
use super::standing::standing;
use super::{Aim, Side, Standing};
use crossfoot_kit::prelude::*;

/// What the columns of a table are.
pub struct Columns<'r> {
    table: Table<'r>,
    targets: Vec<u32>,
    measured: Vec<u32>,
    verdict: Option<u32>,
    /// Where nothing names the side of the targets, the other rows may show it.
    shown: Option<Side>,
    /// What is called a limit is the least of it, as most rows show.
    turned: bool,
}

const PLANNED: Spellings<4> = Spellings::of(["planned", "plan", "budgeted", "geplant"]);

impl<'r> Columns<'r> {
    pub fn of(table: Table<'r>) -> Option<Self> {
        let mut found = Self {
            table,
            targets: Vec::new(),
            measured: Vec::new(),
            verdict: None,
            shown: None,
            turned: false,
        };
        let mut other = Vec::new();
        for column in 0..table.columns().min(16) {
            let roles = table.header_roles(column);
            if column == 0 {
                continue;
            }
            let words = table.header(column).map_or(&[][..], Cell::words);
            if is_used_up(table, column) || is_trigger(table.report, words) {
                continue;
            } else if roles.has(Roles::TARGET) {
                found.targets.push(column);
            } else if is_other_measure(table, column) {
                continue;
            } else if roles.has(Roles::VERDICT_NOUN | Roles::PASS) && !has_numbers(table, column) {
                found.verdict = Some(column);
            } else if roles.has(Roles::DELTA | Roles::NOTED) && !roles.has(Roles::MEASURED)
                || is_earlier(table, column)
            {
                continue;
            } else if roles.has(Roles::MEASURED) && !roles.has(Roles::BEFORE) {
                found.measured.push(column);
            } else {
                other.push(column);
            }
        }
        // "Requirement": "p95 < 200 ms" is its name and its bound.
        let bounds = |row: Row<'r>| row.cell(0).and_then(|cell| only_target(table.report, cell));
        let marked = |target: u32| is_own_bound(table.report, target);
        if found.targets.is_empty()
            && table.header_roles(0).has(Roles::TARGET)
            && !is_trigger(table.report, table.header(0).map_or(&[][..], Cell::words))
            && table.rows().filter_map(bounds).any(marked)
        {
            found.targets.push(0);
        }
        // What must be reached is met where what one would like to reach is not.
        let wished = |target: &u32| is_wish(table, *target);
        if found.targets.iter().any(|target| !wished(target)) || has_least(table) {
            found.targets.retain(|target| !wished(target));
        }
        if found.targets.is_empty() || found.targets.len() > 3 {
            return None;
        }
        if found.measured.is_empty() {
            other.retain(|column| {
                has_numbers(table, *column)
                    && !table.header_roles(*column).has(Roles::BEFORE | Roles::COUNT | Roles::ID_NOUN)
            });
            // "Budget (errors)" beside an objective in percent is of another kind.
            let held = |target: &u32| other.iter().any(|column| is_alike(table, *column, *target));
            if found.targets.len() > 1 && found.targets.iter().filter(|target| held(target)).count() == 1 {
                found.targets.retain(held);
            }
            if other.len() > 1
                && let [target] = *found.targets.as_slice()
            {
                let named: Vec<u32> =
                    other.iter().copied().filter(|column| shares_subject(table, *column, target)).collect();
                if named.len() == 1 {
                    other = named;
                } else {
                    other.retain(|column| is_alike(table, *column, target));
                }
            }
            found.measured = other;
        }
        if found.measured.len() != 1 && found.measured.len() != found.targets.len() {
            return None;
        }
        found.shown = found.side_by_rows();
        found.turned = found.is_turned();
        if found.turned {
            let rows = found.told();
            found.shown = by_rows::are_alike(table, &rows).then_some(Side::AtLeast);
        }
        Some(found)
    }

    /// "Brix | Limit | OK", where more than half of the rows pass above the limit, or fail
    /// below it: it is the least that is asked for.
    fn is_turned(&self) -> bool {
        let ([target], [measured]) = (self.targets.as_slice(), self.measured.as_slice()) else {
            return false;
        };
        let report = self.table.report;
        let loose = |word: &Word| report.is_one_of(word, &["limit", "limits", "threshold", "bound"]);
        let named = self.table.header(*target).is_some_and(|header| header.words().iter().any(loose));
        if !named || (1..self.table.columns()).any(|column| tells_how_far(self.table, column)) {
            return false;
        }
        let agrees = |row: Row<'r>| {
            let number = |column: u32| row.cell(column)?.number();
            let standing = standing(report, number(*measured)?, number(*target)?, Some(Side::AtMost));
            match (standing, self.verdict(row)?) {
                (Standing::Meets, Verdict::Pass) | (Standing::Misses, Verdict::Fail) => Some(true),
                (Standing::Meets, Verdict::Fail) | (Standing::Misses, Verdict::Pass) => Some(false),
                _ => None,
            }
        };
        let rows: Vec<bool> = self.table.rows().filter_map(agrees).collect();
        let against = rows.iter().filter(|agrees| !**agrees).count();
        against > 1 && 2 * against > rows.len()
    }

    /// By rows that each have one figure, one target and a verdict, and none of
    /// which is a bound by itself.
    fn side_by_rows(&self) -> Option<Side> {
        if (1..self.table.columns()).any(|column| tells_how_far(self.table, column)) {
            return None;
        }
        let rows = self.told();
        by_rows::side(self.table, &rows)
    }

    /// The figure, the target and the verdict of each row that has all three.
    fn told(&self) -> Vec<(u32, u32, Verdict)> {
        let ([target], [measured]) = (self.targets.as_slice(), self.measured.as_slice()) else {
            return Vec::new();
        };
        let report = self.table.report;
        let plain = |cell: Cell<'r>| cell.number().filter(|number| report.is_firm(*number));
        let told = |row: Row<'r>| {
            Some((plain(row.cell(*measured)?)?, plain(row.cell(*target)?)?, self.verdict(row)?))
        };
        self.table.rows().filter_map(told).collect()
    }

    /// Gives each target of a row with its figure.
    pub fn aims(&self, row: Row<'r>, mut give: impl FnMut(Aim)) {
        let report = row.report;
        let verdict = self.verdict(row);
        for (place, column) in self.targets.iter().enumerate() {
            let measured =
                if self.measured.len() == 1 { self.measured.first() } else { self.measured.get(place) };
            let (Some(target), Some(figure)) =
                (row.cell(*column), measured.and_then(|column| row.cell(*column)))
            else {
                continue;
            };
            let target_cell = target;
            let Some(target) = only_target(report, target_cell) else { continue };
            if *column == 0 && !is_own_bound(report, target) {
                continue;
            }
            let header = self.table.header(*column).map_or(&[][..], Cell::words);
            let bound = report.words_in(target_cell.at());
            let in_cell = roles_of(bound).has(Roles::LOWER | Roles::UPPER);
            let around = if in_cell { bound } else { header };
            let mut side = side(report, target, around, row.label());
            if self.turned {
                side = None;
            }
            let named = measured.and_then(|column| self.table.header(*column)).map(Cell::words);
            // "Score" says nothing of rows that are measures of different kinds.
            let first = self.table.header(0).and_then(|header| header.words().last());
            let mixed = first.is_none_or(|word| {
                report.is_one_of(word, &MIXED)
                    || report.is_one_of(word, &["eval", "evals", "evaluation", "dimension"])
            });
            if side.is_none()
                && !self.turned
                && !mixed
                && let Some(metric) = named
            {
                side = super::side::side(report, target, around, metric);
            }
            if side.is_none() && is_expected(report, header, target) {
                side = Some(Side::Exactly);
            }
            let Some(found) = best(report, figure, target, side) else { continue };
            // "## Reduction vs. baseline" over percentages.
            let heading =
                report.heading(report.section(self.table.node())).filter(|_| report.is_percentage(target));
            let above = heading.map_or(&[][..], |heading| report.words_of(heading));
            let texts = [bound, header, figure.words(), named.unwrap_or_default(), above];
            let missed = found.1 == Standing::Misses;
            if missed
                && (is_of_a_fault(report, target, row.label())
                    || texts.into_iter().any(is_change)
                    || is_multiple_of_a_measure(report, target, row.label())
                    || is_beyond_the_budget(row, header))
            {
                continue;
            }
            if missed
                && side == Some(Side::Exactly)
                && is_explained(
                    self.table,
                    row,
                    self.verdict.and_then(|column| row.cell(column)),
                    (target, found.0),
                )
            {
                continue;
            }
            if found.1 == Standing::Misses
                && (limits_a_change(self.table, row, header, (target, found.0)) || goes_beyond(row))
            {
                continue;
            }
            let shown = self.shown.filter(|_| side.is_none() && found.1 == Standing::Unclear);
            let (measured, standing) = match shown.and_then(|shown| best(report, figure, target, Some(shown)))
            {
                // A tick beside what was planned says that it was done.
                Some((_, Standing::Misses)) if header.iter().any(|word| PLANNED.has(word)) => found,
                // What only the other rows show is worth a look, no more.
                Some((measured, Standing::Misses)) => (measured, Standing::NotShown),
                guessed => guessed.unwrap_or(found),
            };
            let exact = side == Some(Side::Exactly) && standing == Standing::Misses;
            let standing = if exact { Standing::Differs } else { standing };
            give(Aim { target, measured, standing, verdict });
        }
    }

    /// What the row says of itself.
    fn verdict(&self, row: Row<'r>) -> Option<Verdict> {
        let Some(cell) = self.verdict.and_then(|column| row.cell(column)) else {
            let sign = |cell: Cell<'r>| row.report.cell_verdict(cell.at()).or_else(|| ticked(cell));
            let mut signs = row.cells().skip(1).filter_map(sign);
            return signs.next().filter(|_| signs.next().is_none());
        };
        let header = self.table.header_roles(cell.column);
        // "✅ (rounds to 80%)" says itself that it is not quite met.
        if ["(round", "(within", "(near", "(borderline"].iter().any(|grant| cell.text().contains(grant)) {
            return None;
        }
        let text = cell.text().trim_matches([' ', '*', '_', '`']);
        match () {
            () if header.has(Roles::FAIL) => None,
            // "✅ Close" owns up to it.
            () if cell.words().iter().any(|word| NEARLY.has(word)) => None,
            // "🟢 92%" is a colour on a scale.
            () if !text.contains(char::is_alphabetic) && cell.number().is_some() => None,
            () if text.eq_ignore_ascii_case("yes") || text.eq_ignore_ascii_case("y") => Some(Verdict::Pass),
            () if text.eq_ignore_ascii_case("no") || text.eq_ignore_ascii_case("n") => Some(Verdict::Fail),
            () => row.report.cell_verdict(cell.at()),
        }
    }
}

const NEARLY: Spellings<6> = Spellings::of(["close", "nearly", "almost", "near", "acceptable", "mostly"]);

/// Whether two headers name one thing: "Peak °C" and "Limit °C", "F0" and
/// "Required F0".
fn shares_subject(table: Table, column: u32, target: u32) -> bool {
    const STATE: Roles = Roles::TARGET
        .or(Roles::MEASURED)
        .or(Roles::MAXIMUM)
        .or(Roles::MINIMUM)
        .or(Roles::AVERAGE)
        .or(Roles::UPPER)
        .or(Roles::LOWER);
    let subject = |column: u32| {
        let words = table.header(column).map_or(&[][..], Cell::words);
        words.iter().filter(|word| !word.is(STATE)).map(|word| word.concept).collect::<Vec<_>>()
    };
    let (one, other) = (subject(column), subject(target));
    one.iter().any(|concept| other.contains(concept))
}

/// Whether two columns hold figures of one unit of measure, or percentages, row
/// by row: the one can be the target of the other.
fn is_alike(table: Table, column: u32, target: u32) -> bool {
    let report = table.report;
    let measure = |index: u32| {
        let quantity = report.quantity(index)?;
        let percent = quantity.class == class::PERCENTAGE;
        let dimension = report.dimension(index);
        (percent || !matches!(dimension, (dimension::NONE | dimension::THINGS, 0)))
            .then_some((percent, dimension))
    };
    let pairs = || {
        table.rows().filter_map(|row| {
            let led = |column: u32| row.cell(column)?.quantities().find(|index| report.is_arithmetic(*index));
            Some((led(column)?, led(target)?))
        })
    };
    pairs().next().is_some()
        && pairs().all(|(figure, target)| measure(figure).is_some() && measure(figure) == measure(target))
}

fn has_numbers(table: Table, column: u32) -> bool {
    table.rows().any(|row| {
        row.cell(column).is_some_and(|cell| {
            let led = cell.quantities().find(|index| cell.report.is_arithmetic(*index));
            led.is_some() && cell.report.cell_verdict(cell.at()).is_none()
        })
    })
}
