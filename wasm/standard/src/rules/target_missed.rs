//! # target-missed (XF301)
//!
//! A figure that is said to meet its target and does not, or that does not show
//! that it does.
//!
//! ## Why it matters
//! The word PASS is read, and the figures beside it are not. A measured
//! "48,000+" neither meets nor misses a target of 50,000: the bound was never
//! tested.
//!
//! ## Fires
//! ```report
//! | Metric | Target | Measured | Status |
//! |--------|--------|----------|--------|
//! | Throughput | 50,000 samples/s | 48,000 samples/s | PASS |
//! | P99 latency | <50 ms | 64 ms | PASS |
//! ```
//! ```report
//! | Metric | Goal | Actual | Met? |
//! |---|---|---|---|
//! | Throughput | 50,000 req/s | 48,000+ | Yes |
//! ```
//! ```report
//! The p95 latency was 212 ms against a limit of 200 ms: PASS.
//! ```
//! ```report
//! | Parameter | Acceptance criterion | Observed | Conforms |
//! |---|---|---|---|
//! | Moisture | NMT 2.0 % | 2.4 % | Yes |
//! | Tablets in the strip | 10 | 10 | Yes |
//! ```
//! ```report
//! - Line coverage: 87% (target: 95%+) - MET
//! ```
//!
//! ## Stays silent
//! ```report
//! | Metric | Target | Measured | Status |
//! |---|---|---|---|
//! | Memory growth | <100 MB/hr | 6 MB/hr | PASS |
//! | Soak time | 60 s | 61 s | PASS |
//! | Error rate | 0% | 0.4% | FAIL |
//! ```
//! ```report
//! - Largest difference: 0.000001 (tolerance 0.001), PASS
//! - Efficiency: 45% (target: 50%)
//! ```
use std::cmp::Ordering;

use crossfoot_kit::bindings::Unit;
use crossfoot_kit::exact::Ratio;
use crossfoot_kit::interval::{End, Interval};
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::error("XF301", "target-missed", judge);

/// On which side of a target a figure should lie.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    AtLeast,
    AtMost,
    /// The target itself says it: `<50`, `95%+`, `90–110`.
    Inside,
    Exactly,
}

/// How a figure stands to its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Meets,
    Misses,
    /// Some of the values that it can stand for do, and some do not, because
    /// the report gives only a bound.
    NotShown,
    /// Another count than was expected: worth a look, no more.
    Differs,
    Unclear,
}

/// One figure beside its target.
#[derive(Clone, Copy)]
pub struct Aim {
    pub target: u32,
    pub measured: u32,
    pub standing: Standing,
    pub verdict: Option<Verdict>,
}

fn judge(report: &Report, ledger: &mut Ledger) {
    for table in report.tables() {
        if let Some(columns) = Columns::of(table) {
            for row in table.rows() {
                columns.aims(row, |aim| write(report, &aim, row.label(), ledger));
            }
        }
    }
    for index in 0..report.quantities().len() as u32 {
        if let Some(aim) = in_statement(report, index) {
            let at = report.span(report.statement_of(aim.measured));
            write(report, &aim, head(report, metric_of(report, aim.measured, at)), ledger);
        }
    }
}

fn write(report: &Report, aim: &Aim, name: &[Word], ledger: &mut Ledger) {
    let Some(measured) = report.quantity(aim.measured) else { return };
    let passes = aim.verdict == Some(Verdict::Pass);
    let (status, finding) = match (aim.standing, aim.verdict) {
        (Standing::Meets, Some(Verdict::Pass) | None) => (Status::Holds, None),
        (Standing::Misses, Some(Verdict::Fail)) => (Status::Holds, None),
        (Standing::Misses, _) if passes => (Status::Contradicted, Some(Severity::Error)),
        (Standing::NotShown | Standing::Differs, _) if passes => (Status::Undecided, Some(Severity::Warning)),
        _ => (Status::Undecided, None),
    };
    ledger.write(status, finding, measured.at, |draft| describe(report, aim, name, draft));
}

fn describe(report: &Report, aim: &Aim, name: &[Word], draft: &mut Draft) {
    let name = match (name.first(), name.last()) {
        (Some(first), Some(last)) => report.text(Span { start: first.at.start, end: last.at.end }),
        _ => "the figure",
    };
    let (measured, target) = (with_unit(report, aim.measured), with_unit(report, aim.target));
    let says = match aim.verdict {
        Some(Verdict::Pass) => "; the report says that it is met",
        Some(Verdict::Fail) => "; the report says that it is missed",
        _ => "",
    };
    draft.message(match aim.standing {
        Standing::Meets => format!("{name}: {measured} meets the target {target}{says}"),
        Standing::Misses => format!("{name}: {measured} misses the target {target}{says}"),
        Standing::NotShown => {
            format!("{name}: {measured} does not show that the target {target} is met{says}")
        }
        Standing::Differs => format!("{name}: {measured} is not the expected {target}{says}"),
        Standing::Unclear => format!("{name}: whether {measured} meets the target {target} cannot be told"),
    });
    draft.step(format!("measured: {}", report.value(aim.measured).hull()));
    draft.step(format!("target: {target}"));
    draft.number(report, aim.measured, "measured").number(report, aim.target, "target").blame(aim.measured);
    if aim.standing != Standing::Meets
        && let Some(quantity) = report.quantity(aim.target)
    {
        draft.related(quantity.at, "the target".into());
    }
    draft.claim(format!("{name}: {measured} against {target}"));
}

/// A number as printed, with its unit; a range or fraction whole.
fn with_unit(report: &Report, index: u32) -> String {
    let Some(quantity) = report.quantity(index) else { return String::new() };
    let mut at = quantity.at;
    let mut noun = quantity.noun;
    if quantity.role != role::ALONE
        && let Some(mate) = report.quantity(quantity.mate)
        && quantity.role != role::ERROR
    {
        at = Span { start: at.start.min(mate.at.start), end: at.end.max(mate.at.end) };
        noun = if mate.at.end > quantity.at.end { mate.noun } else { noun };
    }
    if report.unit(quantity).is_some() && noun.end > at.end && noun.start <= at.end + 1 {
        at.end = noun.end;
    }
    report.text(at).to_owned()
}

// --- how a figure stands to its target ------------------------------------

/// A figure beside a target, on the side that the words give.
fn standing(report: &Report, measured: u32, target: u32, side: Option<Side>) -> Standing {
    let (Some(figure), Some(aim)) = (report.quantity(measured), report.quantity(target)) else {
        return Standing::Unclear;
    };
    let Some((value, goal)) = commensurate(report, measured, target) else { return Standing::Unclear };
    let bounded = aim.flags & flag::MARKED != 0 && aim.flags & (flag::NO_LOW | flag::NO_HIGH) != 0
        || aim.flags & flag::MARKED != 0 && aim.low != aim.high && aim.flags & flag::HEDGED == 0
        || matches!(aim.role, role::VALUE_START | role::VALUE_END);
    if aim.flags & flag::HEDGED != 0 {
        return Standing::Unclear;
    }
    let side = if bounded { Some(Side::Inside) } else { side };
    let Some(side) = side else {
        return if value.point == goal.point { Standing::Meets } else { Standing::Unclear };
    };
    let (reach, wanted) = (value.hull, goal.accepted(side));
    let point = Interval::exactly(value.point);
    let (Some(can), Some(as_printed)) = (reach.meets(wanted), point.meets(wanted)) else {
        return Standing::Unclear;
    };
    let loose = figure.flags & (flag::MARKED | flag::HEDGED | flag::NO_LOW | flag::NO_HIGH) != 0
        || matches!(figure.role, role::VALUE_START | role::VALUE_END);
    let hedged = figure.flags & flag::HEDGED != 0;
    match (can, as_printed) {
        (false, _) if !hedged => Standing::Misses,
        (_, true) if !loose || hedged || contains(wanted, reach) => Standing::Meets,
        _ if loose => Standing::NotShown,
        _ => Standing::Unclear,
    }
}

fn contains(outer: Interval, inner: Interval) -> bool {
    let low = match (outer.low, inner.low) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(a), Some(b)) => match a.at.compare(b.at) {
            Some(Ordering::Less) => true,
            Some(Ordering::Equal) => !a.open || b.open,
            _ => false,
        },
    };
    let high = match (outer.high, inner.high) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(a), Some(b)) => match a.at.compare(b.at) {
            Some(Ordering::Greater) => true,
            Some(Ordering::Equal) => !a.open || b.open,
            _ => false,
        },
    };
    low && high
}

/// A number on the scale that it shares with its counterpart.
#[derive(Clone, Copy)]
struct Scaled {
    point: Ratio,
    hull: Interval,
}

impl Scaled {
    fn accepted(self, side: Side) -> Interval {
        match side {
            Side::AtLeast => Interval { low: Some(End::closed(self.point)), high: None },
            Side::AtMost => Interval { low: None, high: Some(End::closed(self.point)) },
            Side::Inside => self.hull,
            Side::Exactly => Interval::exactly(self.point),
        }
    }
}

/// Both numbers in one unit, if they can be compared at all.
fn commensurate(report: &Report, measured: u32, target: u32) -> Option<(Scaled, Scaled)> {
    let (a, b) = (report.quantity(measured)?, report.quantity(target)?);
    if a.role == role::NUMERATOR || b.role == role::NUMERATOR {
        return fractions(report, measured, target);
    }
    let percents = (a.class == class::PERCENTAGE, b.class == class::PERCENTAGE);
    let (one, other) = (report.dimension(measured), report.dimension(target));
    if percents.0 != percents.1
        && (one != (0, 0) || other != (0, 0) || is_percent(report, measured) != is_percent(report, target))
    {
        return None;
    }
    if (a.class == class::MULTIPLE) != (b.class == class::MULTIPLE) && (a.unit != 0 || b.unit != 0) {
        return None;
    }
    let (unit_a, unit_b) = (report.unit(a), report.unit(b));
    match (measure(unit_a), measure(unit_b)) {
        (Some(x), Some(y)) if x != y => None,
        (Some(x), Some(_)) if x.0 == dimension::NAMED || x.0 == dimension::THINGS => {
            let head = |index: u32| report.noun(index).first().map(|word| word.concept);
            let same = head(measured).is_none() || head(target).is_none() || head(measured) == head(target);
            same.then_some((scaled(a, unit_a)?, scaled(b, unit_b)?))
        }
        (Some(_), Some(_)) => Some((scaled(a, unit_a)?, scaled(b, unit_b)?)),
        (Some(_), None) => Some((scaled(a, unit_a)?, scaled(b, unit_a)?)),
        _ => Some((scaled(a, unit_b)?, scaled(b, unit_b)?)),
    }
}

fn is_percent(report: &Report, index: u32) -> bool {
    report.quantity(index).is_some_and(|quantity| quantity.class == class::PERCENTAGE)
        || report.label(index).iter().any(|word| word.is(Roles::PERCENTAGE))
}

/// The dimension of a unit of measure; things counted are none.
fn measure(unit: Option<&Unit>) -> Option<(u8, u8)> {
    unit.map(|unit| (unit.dimension, unit.per))
        .filter(|(dimension, per)| (*dimension, *per) != (dimension::THINGS, 0))
}

fn scaled(quantity: &Quantity, unit: Option<&Unit>) -> Option<Scaled> {
    let (factor, divisor) =
        unit.filter(|unit| unit.divisor != 0).map_or((1, 1), |unit| (unit.factor, unit.divisor));
    let scale = Ratio::new(i128::from(factor), i128::from(divisor))?;
    let point = Ratio::decimal(quantity.mantissa, quantity.exponent)?.mul(scale)?;
    let value = Value::scaled(quantity, factor, divisor);
    value.is_known().then(|| Scaled { point, hull: value.hull() })
}

/// `12/13` beside `13/13`, or beside `95%`.
fn fractions(report: &Report, measured: u32, target: u32) -> Option<(Scaled, Scaled)> {
    let share = |index: u32| {
        let quantity = report.quantity(index)?;
        let point = match quantity.role {
            role::NUMERATOR => {
                let (part, whole) = (report.count(index)?, report.count(quantity.mate)?);
                Ratio::whole(part).mul(Ratio::whole(100))?.div(Ratio::whole(whole))?
            }
            _ if quantity.class == class::PERCENTAGE => return scaled(quantity, None),
            _ => return None,
        };
        Some(Scaled { point, hull: Interval::exactly(point) })
    };
    Some((share(measured)?, share(target)?))
}

// --- which side the words give ---------------------------------------------

/// The side that the words around a target give, or else the metric's name.
fn side(report: &Report, around: &[Word], metric: &[Word]) -> Option<Side> {
    let said = roles_of(around);
    if said.has(Roles::LOWER) || (said.has(Roles::LESS) && said.has(Roles::UPPER)) {
        return Some(Side::AtLeast);
    }
    if said.has(Roles::UPPER) {
        return Some(Side::AtMost);
    }
    by_metric(report, metric)
}

/// Of the words of a name the last that has a direction gives it: less loss of
/// throughput is better. What follows a preposition or stands in brackets only
/// says where it was measured.
fn by_metric(report: &Report, metric: &[Word]) -> Option<Side> {
    let metric = head(report, metric);
    if metric.first().is_some_and(|word| report.text(word.at).eq_ignore_ascii_case("failed")) {
        return Some(Side::AtMost);
    }
    for word in metric.iter().rev() {
        let more = word.is(Roles::HIGHER_BETTER | Roles::PASSED);
        let less = word.is(Roles::LOWER_BETTER);
        if word.is(Roles::NOMINAL) || (more && less) {
            return None;
        }
        if more || less {
            return Some(if more { Side::AtLeast } else { Side::AtMost });
        }
        if !word.is(NEUTRAL) {
            return None;
        }
    }
    None
}

/// Words that leave the direction of a name as it is.
const NEUTRAL: Roles = Roles::AVERAGE
    .or(Roles::MEDIAN)
    .or(Roles::MAXIMUM)
    .or(Roles::MINIMUM)
    .or(Roles::MEASURED)
    .or(Roles::TOTAL)
    .or(Roles::PERCENTAGE);

fn head<'w>(report: &Report, metric: &'w [Word]) -> &'w [Word] {
    let mut end = None::<u32>;
    for (index, word) in metric.iter().enumerate() {
        let text = report.text(word.at);
        let preposition =
            ["at", "under", "of", "for", "during", "in", "on", "with", "per", "after", "over", "from", "to"]
                .iter()
                .any(|known| text.eq_ignore_ascii_case(known));
        let bracket = end.is_some_and(|end| {
            report.text(Span { start: end, end: word.at.start }).contains(['(', '[', ','])
        });
        if index > 0 && (preposition || bracket) {
            return metric.get(..index).unwrap_or_default();
        }
        end = Some(word.at.end);
    }
    metric
}

// --- tables ------------------------------------------------------------------

/// What the columns of a table are.
pub struct Columns<'r> {
    table: Table<'r>,
    targets: Vec<u32>,
    measured: Vec<u32>,
    verdict: Option<u32>,
}

impl<'r> Columns<'r> {
    pub fn of(table: Table<'r>) -> Option<Self> {
        let mut found = Self { table, targets: Vec::new(), measured: Vec::new(), verdict: None };
        let mut other = Vec::new();
        for column in 0..table.columns().min(16) {
            let roles = table.header_roles(column);
            if column == 0 {
                continue;
            }
            if roles.has(Roles::TARGET) {
                found.targets.push(column);
            } else if roles.has(Roles::VERDICT_NOUN | Roles::PASS) && !has_numbers(table, column) {
                found.verdict = Some(column);
            } else if roles.has(Roles::DELTA | Roles::NOTED) && !roles.has(Roles::MEASURED) {
                continue;
            } else if roles.has(Roles::MEASURED) && !roles.has(Roles::BEFORE) {
                found.measured.push(column);
            } else {
                other.push(column);
            }
        }
        if found.targets.is_empty() || found.targets.len() > 3 {
            return None;
        }
        if found.measured.is_empty() {
            other.retain(|column| {
                has_numbers(table, *column)
                    && !table.header_roles(*column).has(Roles::BEFORE | Roles::COUNT | Roles::ID_NOUN)
            });
            found.measured = other;
        }
        (found.measured.len() == 1 || found.measured.len() == found.targets.len()).then_some(found)
    }

    /// Gives each target of a row with its figure.
    pub fn aims(&self, row: Row<'r>, mut give: impl FnMut(Aim)) {
        let report = row.report;
        let verdict = self.verdict(row);
        for (place, column) in self.targets.iter().enumerate() {
            let measured =
                if self.measured.len() == 1 { self.measured.first() } else { self.measured.get(place) };
            let (Some(target), Some(measured)) =
                (row.cell(*column), measured.and_then(|column| row.cell(*column)))
            else {
                continue;
            };
            let target_cell = target;
            let Some(target) = only_target(report, target_cell) else { continue };
            let header = self.table.header(*column).map_or(&[][..], Cell::words);
            let bound = report.words_in(target_cell.at());
            let in_cell = roles_of(bound).has(Roles::LOWER | Roles::UPPER);
            let mut side = side(report, if in_cell { bound } else { header }, row.label());
            if side.is_none() && is_expected(report, header, target) {
                side = Some(Side::Exactly);
            }
            let Some((measured, standing)) = best(report, measured, target, side) else { continue };
            let exact = side == Some(Side::Exactly) && standing == Standing::Misses;
            let standing = if exact { Standing::Differs } else { standing };
            give(Aim { target, measured, standing, verdict });
        }
    }

    /// What the row says of itself.
    fn verdict(&self, row: Row<'r>) -> Option<Verdict> {
        let Some(cell) = self.verdict.and_then(|column| row.cell(column)) else {
            let mut signs = row.cells().skip(1).filter_map(|cell| row.report.cell_verdict(cell.at()));
            return signs.next().filter(|_| signs.next().is_none());
        };
        let header = self.table.header_roles(cell.column);
        let text = cell.text().trim_matches([' ', '*', '_', '`']);
        match () {
            () if header.has(Roles::FAIL) => None,
            () if text.eq_ignore_ascii_case("yes") || text.eq_ignore_ascii_case("y") => Some(Verdict::Pass),
            () if text.eq_ignore_ascii_case("no") || text.eq_ignore_ascii_case("n") => Some(Verdict::Fail),
            () => row.report.cell_verdict(cell.at()),
        }
    }
}

fn has_numbers(table: Table, column: u32) -> bool {
    table.rows().any(|row| {
        row.cell(column).is_some_and(|cell| {
            let led = cell.quantities().find(|index| cell.report.is_arithmetic(*index));
            led.is_some() && cell.report.cell_verdict(cell.at()).is_none()
        })
    })
}

/// The target of a cell that holds just one: a number, a range, a fraction.
fn only_target(report: &Report, cell: Cell) -> Option<u32> {
    let mut targets = cell.quantities().filter(|index| report.is_arithmetic(*index) && leads(report, *index));
    let target = targets.next()?;
    let alone = targets.next().is_none();
    alone.then_some(target)
}

/// Whether a number is not the second of a pair.
fn leads(report: &Report, index: u32) -> bool {
    report.quantity(index).is_some_and(|quantity| {
        !matches!(quantity.role, role::DENOMINATOR | role::VALUE_END | role::ERROR | role::RANGE_END)
    })
}

fn is_expected(report: &Report, header: &[Word], target: u32) -> bool {
    report.count_of(target).is_some()
        && header.iter().any(|word| report.text(word.at).eq_ignore_ascii_case("expected"))
}

/// The figure of a cell beside a target: where the cell holds several, all of
/// them must stand alike.
fn best(report: &Report, cell: Cell, target: u32, side: Option<Side>) -> Option<(u32, Standing)> {
    let mut found: Option<(u32, Standing)> = None;
    for index in cell.quantities().filter(|index| report.is_arithmetic(*index) && leads(report, *index)) {
        if commensurate(report, index, target).is_none() {
            continue;
        }
        let standing = standing(report, index, target, side);
        match found {
            Some((_, before)) if before != standing => return Some((index, Standing::Unclear)),
            Some(_) => {}
            None => found = Some((index, standing)),
        }
    }
    found
}

// --- sentences and fields ----------------------------------------------------

/// A target named in running text, "(target: 95%)", with the one figure of the
/// statement that it can be a target of.
fn in_statement(report: &Report, target: u32) -> Option<Aim> {
    let quantity = report.quantity(target)?;
    if !report.is_arithmetic(target) || !leads(report, target) {
        return None;
    }
    let word = target_word(report, quantity)?;
    let span = report.within(quantity.node, kind::CELL).unwrap_or_else(|| report.statement(quantity.node));
    if report.kind(span) == kind::HEADING {
        return None;
    }
    let at = report.span(span);
    let measured = figure_for(report, target, word, at)?;
    let metric = metric_of(report, measured, at);
    let from = word.at.start;
    let around =
        report.words_in(Span { start: from.saturating_sub(16).max(at.start), end: quantity.at.start });
    let side = side(report, around, metric);
    let standing = standing(report, measured, target, side);
    Some(Aim { target, measured, standing, verdict: claim_of(report, at, around) })
}

/// The word that makes a number a target: right before it, but for "of" and
/// "is".
fn target_word<'r>(report: &'r Report, quantity: &Quantity) -> Option<&'r Word> {
    let mut place = quantity.at.start;
    for _ in 0..2 {
        let word = report.word_before(place)?;
        if quantity.at.start - word.at.end > 8 {
            return None;
        }
        let text = report.text(word.at);
        if word.is(Roles::TARGET) {
            let wish = ["expect", "plan", "desir", "intend", "aim", "require", "allow", "permit"];
            let short = text
                .get(..3)
                .is_some_and(|start| wish.iter().any(|wish| wish[..3].eq_ignore_ascii_case(start)));
            let gap = report.text(Span { start: word.at.end, end: quantity.at.start });
            return (!short && !gap.contains([')', ';', '.', '\n', '|'])).then_some(word);
        }
        if !["of", "is", "was", "at"].iter().any(|known| text.eq_ignore_ascii_case(known)) {
            return None;
        }
        place = word.at.start;
    }
    None
}

/// The figure of a statement that a target is for: the only one that can be
/// compared with it, or the one right before the bracket that names it.
fn figure_for(report: &Report, target: u32, word: &Word, at: Span) -> Option<u32> {
    let mut found = None;
    let mut several = false;
    for index in report.quantities_in(at) {
        let Some(quantity) = report.quantity(index) else { continue };
        let own = index == target
            || report.quantity(target).is_some_and(|aim| aim.role != role::ALONE && aim.mate == index);
        if own
            || !report.is_arithmetic(index)
            || !leads(report, index)
            || commensurate(report, index, target).is_none()
        {
            continue;
        }
        if target_word(report, quantity).is_some() {
            return None;
        }
        if quantity.at.end <= word.at.start {
            let end = quantity.noun.end.max(quantity.at.end);
            let between = report.text(Span { start: end, end: word.at.start });
            if matches!(between.trim_matches(['*', '_', ' ']), "(" | "[") {
                return Some(index);
            }
        }
        several |= found.is_some();
        found = Some(index);
    }
    found.filter(|_| !several)
}

/// What a figure measures: the key of its field, or the words before it.
fn metric_of(report: &Report, measured: u32, at: Span) -> &[Word] {
    let label = report.label(measured);
    if !label.is_empty() {
        return label;
    }
    let start = report.quantity(measured).map_or(at.end, |quantity| quantity.at.start);
    let mut words = report.words_in(Span { start: at.start, end: start });
    while let Some((last, rest)) = words.split_last() {
        let text = report.text(last.at);
        let verb = ["was", "is", "of", "at", "were", "reached", "averaged", "hit", "stayed"]
            .iter()
            .any(|known| text.eq_ignore_ascii_case(known));
        if !verb {
            break;
        }
        words = rest;
    }
    let from = words.len().saturating_sub(3);
    words.get(from..).unwrap_or_default()
}

/// The verdict of a statement about a figure. "Achieved 48,000 (target 50,000)"
/// only says what was measured, and a sentence that turns ("but", "below") says
/// more than a word of judgement can.
fn claim_of(report: &Report, at: Span, around: &[Word]) -> Option<Verdict> {
    let words = report.words_in(at);
    let turns = |word: &Word| word.is(Roles::EXCEPT | Roles::MODAL | Roles::LESS | Roles::MORE);
    if words.iter().any(turns) {
        return None;
    }
    let measures = |word: &Word| {
        let next = report.quantities_in(Span { start: word.at.end, end: at.end }).next();
        let near =
            next.and_then(|next| report.quantity(next)).is_some_and(|next| next.at.start - word.at.end <= 12);
        word.is(Roles::MEASURED) && word.is(Roles::PASS) && near
    };
    if words.iter().any(measures) {
        return None;
    }
    if around.iter().any(|word| report.text(word.at).eq_ignore_ascii_case("within")) {
        return Some(Verdict::Pass);
    }
    report.verdict_in(at)
}
