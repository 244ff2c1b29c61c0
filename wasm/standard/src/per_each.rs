//! So many for each, told behind what it was divided from: "2,484 pallets on 78
//! trucks (31.8 per truck)", "$250 for 100 runs, $2.50 per run on average".

use crossfoot_kit::prelude::*;

pub struct PerEach {
    pub total: u32,
    pub groups: u32,
    pub each: u32,
    pub outcome: Outcome,
    pub quotient: Value,
    /// A bracket or a word draws the sum; behind a comma it may be a setting.
    pub sure: bool,
}

/// What is said farther away is said of something else.
const NEAR: u32 = 120;

const PER: Spellings<1> = Spellings::of(["per"]);

pub fn told(report: &Report) -> Vec<PerEach> {
    let places = report.spelled(&PER);
    places.into_iter().filter_map(|place| at(report, place)).collect()
}

/// The word "per", a figure before it and the name of one of several behind.
fn at(report: &Report, place: usize) -> Option<PerEach> {
    let per = report.words().get(place)?;
    let statement = report.statement(report.node_at(per.at.start));
    if !matches!(report.kind(statement), kind::SENTENCE | kind::FIELD | kind::ITEM) {
        return None;
    }
    let within = report.statement_span(statement);
    let one = report.words().get(place + 1).filter(|word| word.at.start == per.at.end + 1)?;
    let each = report.quantities_in(Span { start: within.start, end: per.at.start }).next_back()?;
    let figure = report.quantity(each)?;
    let between = report.words_in(Span { start: figure.at.end, end: per.at.start });
    if between.len() > 1 || !report.is_firm(each) || !report.is_arithmetic(each) {
        return None;
    }
    // Two before the figure, and nothing else that could be divided.
    let own = |index: &u32| {
        report.is_arithmetic(*index) && report.quantity(*index).is_some_and(|it| it.at.start >= within.start)
    };
    let (first, second) = (each.checked_sub(2)?, each.checked_sub(1)?);
    let third = each.checked_sub(3).filter(own);
    if !own(&first) || !own(&second) || third.is_some() || is_bound(report, within, first, per) {
        return None;
    }
    let is_group = |index: u32| {
        let named = report.head_noun(index).is_some_and(|word| word.concept == one.concept);
        named && report.firm_count(index).is_some_and(|count| count > 1)
    };
    let (total, groups) = match (is_group(first), is_group(second)) {
        (false, true) => (first, second),
        (true, false) => (second, first),
        _ => return None,
    };
    let sure = is_concluded(report, second, figure)?;
    if !report.is_firm(total) || !are_alike(report, total, each, between) {
        return None;
    }
    let quotient = report.base_value(total).div(report.value(groups));
    let outcome = compared(report, quotient, each);
    Some(PerEach { total, groups, each, outcome, quotient, sure })
}

/// "At most 5 per user", "target", "should": no mean.
fn is_bound(report: &Report, within: Span, first: u32, per: &Word) -> bool {
    let bounds = Roles::MAXIMUM
        | Roles::MINIMUM
        | Roles::TARGET
        | Roles::MODAL
        | Roles::UPPER
        | Roles::LOWER
        | Roles::UNIVERSAL
        | Roles::EXCEPT
        | Roles::MEDIAN
        | Roles::NEGATION;
    let start = report.quantity(first).map_or(per.at.start, |first| first.at.start);
    let around = Span {
        start: start.saturating_sub(NEAR).max(within.start),
        end: per.at.end.saturating_add(NEAR).min(within.end),
    };
    const OTHERS: [&str; 5] = ["possible", "capacity", "planned", "tax", "quota"];
    report
        .words_in(around)
        .iter()
        .any(|word| word.is(bounds) && !PER.has(word) || report.is_one_of(word, &OTHERS))
}

/// In a bracket right behind the two, or by a word that draws the sum.
fn is_concluded(report: &Report, last: u32, figure: &Quantity) -> Option<bool> {
    let before = report.quantity(last)?;
    let start = report.noun_span(last).end.max(before.at.end).min(figure.at.start);
    let gap = report.text(Span { start, end: figure.at.start });
    let gap = gap.trim_matches([' ', '*', '_', '~', '$', '€', '£']);
    let sure = matches!(
        gap,
        "(" | "="
            | "(average"
            | "(avg"
            | "(mean"
            | "(an average of"
            | "(i.e."
            | ", i.e."
            | ", that is"
            | ", or"
            | ", or about"
            | ", an average of"
            | "– average"
            | ", average"
            | "; average"
            | ", avg"
    );
    (sure || gap == ",").then_some(sure)
}

/// Money of money, bytes of bytes; a bare figure of whatever it was.
fn are_alike(report: &Report, total: u32, each: u32, between: &[Word]) -> bool {
    let class_of = |index: u32| report.quantity(index).map(|quantity| quantity.class);
    let (whole, part) = (report.dimension(total), report.dimension(each));
    let counts = |dimension: (u8, u8)| matches!(dimension.0, dimension::NONE | dimension::THINGS);
    if class_of(total) == Some(class::PERCENTAGE) || class_of(each) == Some(class::PERCENTAGE) {
        return false;
    }
    // Several at once take less than one after another.
    if whole.0 == dimension::TIME || part.0 == dimension::TIME {
        return false;
    }
    let named = between.first().is_none_or(|word| {
        report.head_noun(total).is_some_and(|noun| noun.concept == word.concept)
            || part.0 == whole.0 && !counts(whole)
    });
    let money = |index: u32| class_of(index) == Some(class::MONEY);
    named && money(total) == money(each) && (counts(whole) && counts(part) || whole.0 == part.0)
}

/// A mean is rounded to what is printed, be it to a whole number, or cut off.
fn compared(report: &Report, quotient: Value, each: u32) -> Outcome {
    let Some(count) = report.count_of(each) else { return quotient.equals(report.base_value(each)) };
    let twice = quotient.times(2);
    let Some(double) = count.checked_mul(2) else { return Outcome::Undecided };
    let too_low = twice.below(Value::whole(double.saturating_sub(1)));
    let too_high = Value::whole(double.saturating_add(2)).below(twice);
    match () {
        () if too_low == Outcome::Holds || too_high == Outcome::Holds => Outcome::Contradicted,
        () if too_low == Outcome::Undecided || too_high == Outcome::Undecided => Outcome::Undecided,
        () => Outcome::Holds,
    }
}

/// So many groups of so many each, and what that makes.
pub struct Groups {
    pub groups: u32,
    pub each: u32,
    pub total: u32,
}

/// "3 suites with 120 tests each, 360 tests in total".
pub fn groups(report: &Report) -> Vec<Groups> {
    let all = 1..report.quantities().len().saturating_sub(1) as u32;
    all.filter_map(|each| of_groups(report, each)).collect()
}

fn of_groups(report: &Report, each: u32) -> Option<Groups> {
    report.firm_count(each)?;
    let quantity = report.quantity(each)?;
    let (groups, total) = (each.checked_sub(1)?, each + 1);
    let (first, last) = (report.quantity(groups)?, report.quantity(total)?);
    let end = report.noun_span(each).end.max(quantity.at.end).min(last.at.start);
    let behind = report.text(Span { start: end, end: last.at.start });
    let rest = behind.trim_start().strip_prefix("each")?;
    let concluded = matches!(
        rest.trim_matches([' ', '*', '_', ',', ':', '=', '–', '—', '(']),
        "" | "that is"
            | "i.e."
            | "for a total of"
            | "a total of"
            | "making"
            | "thus"
            | "so"
            | "which makes"
            | "in total"
    );
    let before = report.noun_span(groups).end.max(first.at.end).min(quantity.at.start);
    let of = report.text(Span { start: before, end: quantity.at.start }).trim();
    let statement = report.statement_of(each);
    let near = report.statement_of(groups) == statement && report.statement_of(total) == statement;
    let noun = |index: u32| report.head_noun(index).map(|word| word.concept);
    let named = noun(total).is_some() && noun(total) == noun(each) && noun(groups) != noun(each);
    let plain =
        report.firm_count(groups).is_some_and(|count| count > 1) && report.firm_count(total).is_some();
    // "350 tests passed" are some of them.
    let line = report.line_of(last.at);
    let after = report.noun_span(total).end.max(last.at.end).min(line.end);
    let rest = Span { start: after, end: line.end };
    let whole = report.text(rest).trim_start_matches(['*', '_']).starts_with(['.', ',', ';', ')']);
    let ends = whole
        || report.text(rest).trim().is_empty()
        || report
            .words_in(Span { start: after, end: line.end.min(after.saturating_add(16)) })
            .first()
            .is_some_and(|word| word.is(Roles::TOTAL));
    let near = near && ends;
    let tied =
        matches!(of, "of" | "with" | "×" | "x" | "à" | ", " | ",") && concluded && near && named && plain;
    tied.then_some(Groups { groups, each, total })
}
