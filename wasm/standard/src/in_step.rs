//! A column that goes in step with a column of counts: `| Failures | Rate |` where all rates
//! are of the same 200 runs, `| Requests | req/s |` where all were counted for half an hour.
//! What the one is of, the other rows tell.

use crossfoot_kit::prelude::*;

/// A figure, the count that it goes in step with, and what the other rows say that one is of.
pub struct Step {
    pub count: u32,
    pub figure: u32,
    /// What so many would be a hundred percent of, or how long it took.
    pub whole: Value,
}

/// Percentages of one whole that is not printed.
pub fn shares(report: &Report, table: Table<'_>, percent: u32) -> Vec<Step> {
    let whole = |count: Value, figure: Value| count.times(100).div(figure);
    let mut steps = of(report, table, percent, (whole, 4)).unwrap_or_default();
    if let Some(whole) = steps.first().and_then(snapped) {
        steps.iter_mut().for_each(|step| step.whole = whole);
    }
    let broken = |step: &&Step| {
        let share = report.value(step.count).percent_of(step.whole);
        share.equals(report.value(step.figure)) == Outcome::Contradicted
    };
    // "of which urgent: 45, 50 %" is of the row above.
    let of_other = |step: &Step| {
        steps.iter().any(|other| {
            let share = report.value(step.count).percent_of(report.value(other.count));
            other.count != step.count && share.equals(report.value(step.figure)) == Outcome::Holds
        })
    };
    let mut odd = steps.iter().filter(broken);
    match (odd.next(), odd.next()) {
        (None, _) => steps,
        (Some(one), None) if !of_other(one) => steps,
        _ => Vec::new(),
    }
}

/// What is counted is a whole number: the only one that the other rows leave.
fn snapped(step: &Step) -> Option<Value> {
    let low = i64::try_from(step.whole.hull().low?.at.rounded(0)?).ok()?;
    let fits = |count: &i64| Value::whole(*count).equals(step.whole) == Outcome::Holds;
    let mut near = (low.saturating_sub(1)..=low.saturating_add(2)).filter(fits);
    near.next().filter(|_| near.next().is_none()).map(Value::whole)
}

/// Rates over one time that is not printed.
pub fn rates(report: &Report, table: Table<'_>) -> Vec<Step> {
    let is_rate = |column: &u32| {
        let figure = table.rows().find_map(|row| row.cell(*column)?.number());
        figure.is_some_and(|figure| {
            let (dimension, per) = report.dimension(figure);
            per == dimension::TIME && matches!(dimension, dimension::THINGS | dimension::NAMED)
        })
    };
    // Phases and runs may each take their own time; what is called side by side does not.
    let first = table.header(0).map_or(&[][..], Cell::words);
    let listed = |known: &[&str]| first.iter().any(|word| report.is_one_of(word, known));
    if listed(&[
        "phase", "stage", "step", "run", "round", "hour", "level", "users", "load", "threads", "test",
    ]) {
        return Vec::new();
    }
    let beside =
        listed(&["endpoint", "route", "path", "url", "operation", "query", "method", "service", "api"]);
    let rule: Rule = (Value::div, if beside { 3 } else { 4 });
    let columns = (1..table.columns().min(MOST_COLUMNS)).filter(is_rate);
    columns.flat_map(|column| of(report, table, column, rule).unwrap_or_default()).collect()
}

/// Wider tables are data.
const MOST_COLUMNS: u32 = 12;

type Rule = (fn(Value, Value) -> Value, usize);

/// The column of counts that nearly all rows are in step with: all but one at most, and at
/// least so many whose figures tell more than their size.
fn of(report: &Report, table: Table<'_>, figures: u32, (whole, least): Rule) -> Option<Vec<Step>> {
    let columns = table.columns();
    if !(3..=MOST_COLUMNS).contains(&columns) || !(least + 1..=200).contains(&table.rows().len()) {
        return None;
    }
    (1..columns).filter(|column| *column != figures).find_map(|column| {
        let pair = |row: Row<'_>| {
            let number = |column: u32| row.cell(column)?.number().filter(|index| report.is_firm(*index));
            let count =
                number(column).filter(|index| report.firm_count(*index).is_some_and(|many| many > 0))?;
            Some((count, number(figures)?))
        };
        let pairs: Vec<(u32, u32)> = table.rows().filter_map(pair).collect();
        in_step(report, &pairs, (whole, least))
    })
}

fn in_step(report: &Report, pairs: &[(u32, u32)], (whole, least): Rule) -> Option<Vec<Step>> {
    let wholes: Vec<Value> =
        pairs.iter().map(|(count, figure)| whole(report.value(*count), report.base_value(*figure))).collect();
    let keeps = |one: Value, other: Value| one.equals(other) != Outcome::Contradicted;
    // The figures with the most digits tell most of what they are of.
    let digits = |figure: u32| report.quantity(figure).map_or(0, |quantity| quantity.mantissa.unsigned_abs());
    let mut places: Vec<usize> = (0..pairs.len()).collect();
    places.sort_by_key(|place| pairs.get(*place).map(|(_, figure)| std::cmp::Reverse(digits(*figure))));
    let precise = |place: usize| pairs.get(place).is_some_and(|(_, figure)| digits(*figure) >= 30);
    let (mut best, mut most) = (None, 0);
    for place in places.into_iter().take(3).filter(|place| precise(*place)) {
        let one = *wholes.get(place)?;
        let kept = wholes.iter().filter(|other| keeps(one, **other)).count();
        if kept > most {
            (best, most) = (Some(one), kept);
        }
    }
    let whole = best?;
    let mut told: Vec<i64> = pairs
        .iter()
        .zip(&wholes)
        .enumerate()
        .filter(|(place, (_, other))| precise(*place) && keeps(whole, **other))
        .filter_map(|(_, ((count, _), _))| report.count(*count))
        .collect();
    told.sort_unstable();
    told.dedup();
    let enough = told.len() >= least && most + 1 >= pairs.len() && pairs.len() > least;
    enough
        .then(|| pairs.iter().map(|(count, figure)| Step { count: *count, figure: *figure, whole }).collect())
}
