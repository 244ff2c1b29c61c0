//! Two dates and the days between them: "2024-05-03 to 2024-05-09 (7 days)", "3 –
//! 9 May 2024 (7 calendar days)".

use crossfoot_kit::prelude::*;

pub struct DateSpan {
    /// Where the first date begins and the second ends.
    pub at: Span,
    pub end: u32,
    pub days: u32,
    /// From the first date to the second.
    pub between: i64,
    pub outcome: Outcome,
    pub severity: Severity,
}

pub fn told(report: &Report) -> Vec<DateSpan> {
    let dates = report.quantities().iter().zip(0u32..).filter(|(quantity, _)| quantity.class == class::DATE);
    dates.filter_map(|(date, end)| at(report, date, end)).collect()
}

fn at(report: &Report, date: &Quantity, end: u32) -> Option<DateSpan> {
    let days = end + 1;
    let quantity = report.quantity(days)?;
    let gap = report.text(Span { start: date.at.end, end: quantity.at.start });
    let tied = matches!(gap.trim_matches(['*', '_']), " (" | ", " | " = " | ": " | " – " | " — ");
    let bracket = gap.ends_with('(');
    if !tied {
        return None;
    }
    let printed = report.firm_count(days).or_else(|| whole_days(report, days))?;
    let behind = report.text(Span { start: quantity.at.end, end: report.line_of(quantity.at).end });
    let behind = behind.get(..40).unwrap_or(behind);
    // "21 days before the fair" are no days between.
    let ends = |rest: &str| rest.is_empty() || rest.starts_with(['.', ',', ';', ')', '|', '\n', '*']);
    let closed = |rest: &str| match rest.strip_prefix(", incl").or_else(|| rest.strip_prefix(" incl")) {
        Some(_) => true,
        None if bracket => rest.starts_with(')'),
        None => ends(rest.trim_start_matches(" in total").trim_end()),
    };
    let plain = ["days", "calendar days", "day", "Tage", "Kalendertage", "jours", "días", "dias", "giorni"]
        .into_iter()
        .any(|unit| behind.trim_start_matches([' ', '-']).strip_prefix(unit).is_some_and(closed));
    if !plain {
        return None;
    }
    let (start, from) = start_before(report, date, end)?;
    let between = date.mantissa.checked_sub(from).filter(|days| (1..=4000).contains(days))?;
    let outcome = match printed {
        _ if printed == between || printed == between + 1 => Outcome::Holds,
        _ if printed == weekdays(from, date.mantissa) => Outcome::Holds,
        _ => Outcome::Contradicted,
    };
    // Fewer days may be those on which something was done.
    let severity = if printed > between { Severity::Error } else { Severity::Warning };
    Some(DateSpan { at: Span { start, end: date.at.end }, end, days, between, outcome, severity })
}

/// "7 days" measures a time, and counts.
fn whole_days(report: &Report, index: u32) -> Option<i64> {
    let quantity = report.quantity(index)?;
    (report.is_firm(index) && report.dimension(index) == (dimension::TIME, 0) && quantity.exponent == 0)
        .then_some(quantity.mantissa)
}

/// The date before a date, or the day alone: "3 – 9 May 2024".
fn start_before(report: &Report, date: &Quantity, end: u32) -> Option<(u32, i64)> {
    let first = report.quantity(end.checked_sub(1)?)?;
    let gap = report.text(Span { start: first.at.end, end: date.at.start }).trim_matches([' ', '*', '_']);
    let sign = without_month(gap).trim();
    // "between 19 and 28 June 2025"
    let between =
        || report.word_before(first.at.start).is_some_and(|word| report.is_one_of(word, &["between"]));
    let joined = matches!(sign, "-" | "–" | "—" | "to" | "until" | "through" | "bis" | "→")
        || sign == "and" && between();
    if !joined || report.statement(first.node) != report.statement(date.node) {
        return None;
    }
    if first.class == class::DATE {
        let month = report.word_before(first.at.start).filter(|word| word.at.end + 1 == first.at.start);
        let start =
            month.filter(|word| is_month(report.text(word.at))).map_or(first.at.start, |word| word.at.start);
        return Some((start, first.mantissa));
    }
    let digits: String = report.text(date.at).chars().take_while(char::is_ascii_digit).collect();
    let (day, last) = (report.count_of(end - 1)?, digits.parse::<i64>().ok()?);
    ((1..last).contains(&day) && last <= 31 && digits.len() <= 2)
        .then_some((first.at.start, date.mantissa - (last - day)))
}

/// "– Jan" of "Jan 5, 2025 – Jan 19, 2025".
fn without_month(gap: &str) -> &str {
    gap.rsplit_once(' ').filter(|(_, month)| is_month(month)).map_or(gap, |(sign, _)| sign)
}

fn is_month(text: &str) -> bool {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    text.get(..3).is_some_and(|start| is_any(start, &MONTHS))
}

/// The days from Monday to Friday among those from one to another, both counted;
/// day 0 was a Thursday.
fn weekdays(from: i64, to: i64) -> i64 {
    (from..=to).filter(|day| (day + 3).rem_euclid(7) < 5).count() as i64
}
