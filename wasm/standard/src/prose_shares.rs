//! A share told in running words: "1 ballot of 3,675, that is 0.03%", "22 of 28
//! claimed calls work: 78.6%", "95% complete (11/12 tasks)".

use crate::counted::is_exact;
use crossfoot_kit::prelude::*;

/// Words, or a colon, that lead from a count to the share that it makes.
const LEADS: [&str; 10] = [
    "rate of",
    "share of",
    "accuracy of",
    "that is",
    "which is",
    "i.e.",
    "that makes",
    "which makes",
    "equal to",
    ":",
];

/// The part and the whole that a percentage tells the share of.
pub fn of(report: &Report, percent: u32) -> Option<(u32, u32)> {
    let quantity = report.quantity(percent).filter(|quantity| quantity.role == role::ALONE)?;
    let whole = percent.checked_sub(1)?;
    let counted = report.quantity(whole)?;
    let between = Span { start: counted.at.end, end: quantity.at.start };
    let said = report.text(between);
    let leads = LEADS.iter().any(|lead| said.trim_end().ends_with(lead)) || is_named(report, between);
    if !leads
        || said.replace("i.e.", "").contains(['(', '|', '\n', '.', ';'])
        || report.words_in(between).len() > 8
        || report.printed(percent).starts_with(['+', '-', '−'])
        || report.statement(counted.node) != report.statement(quantity.node)
        || !ends(report, quantity)
    {
        return None;
    }
    let part = match counted.role {
        role::DENOMINATOR => counted.mate,
        role::ALONE => chosen(report, whole)?,
        _ => return None,
    };
    (is_exact(report, part) && is_exact(report, whole) && report.count(part) <= report.count(whole))
        .then_some((part, whole))
}

/// ", accuracy **92.27%**": what the share is called, and nothing else.
fn is_named(report: &Report, between: Span) -> bool {
    const SHARES: [&str; 8] =
        ["accuracy", "rate", "share", "pass rate", "success rate", "hit rate", "coverage", "precision"];
    let text = report.text(between).trim_start_matches(['*', '_']);
    let words = report.words_in(between);
    let called = words.last().is_some_and(|word| report.is_one_of(word, &SHARES));
    called && words.len() <= 2 && text.starts_with(", ")
}

/// Nothing behind it says that it is a percentage of something else.
fn ends(report: &Report, quantity: &Quantity) -> bool {
    let rest = report.text(Span { start: quantity.at.end, end: report.line_of(quantity.at).end });
    let rest = rest.trim_start_matches(['*', '_']);
    rest.trim().is_empty() || rest.starts_with([',', '.', ';', ')']) || rest.starts_with(" of all")
}

/// "Five precincts were drawn by lot out of 62": the count before, with words
/// and nothing else between.
fn chosen(report: &Report, whole: u32) -> Option<u32> {
    let part = whole.checked_sub(1)?;
    let (some, all) = (report.quantity(part)?, report.quantity(whole)?);
    let between = Span { start: some.at.end, end: all.at.start };
    let words = report.words_in(between);
    let article = |word: &&Word| !is_any(report.text(word.at), &["the", "all", "our", "these"]);
    let of = words.iter().rev().find(article)?;
    let clause = some.role == role::ALONE
        && report.statement(some.node) == report.statement(all.node)
        && words.len() <= 8
        && !report.text(between).contains([',', ';', '.', ':', '(', '|', '\n']);
    (clause && is_any(report.text(of.at), &["of"])).then_some(part)
}

/// "95% complete (11/12 tasks)": so much of them, and nothing else is in the bracket.
pub fn is_done(report: &Report, percent: u32, (part, whole): (u32, u32)) -> bool {
    const DONE: [&str; 14] = [
        "complete",
        "completed",
        "completion",
        "compliant",
        "compliance",
        "done",
        "finished",
        "passing",
        "passed",
        "pass rate",
        "success",
        "success rate",
        "successful",
        "accuracy",
    ];
    let (Some(share), Some(some), Some(all)) =
        (report.quantity(percent), report.quantity(part), report.quantity(whole))
    else {
        return false;
    };
    let gap = report.text(Span { start: share.at.end, end: some.at.start });
    let end = report.noun_span(whole).end.max(all.at.end);
    let rest = report.text(Span { start: end, end: report.line_of(all.at).end });
    let said = gap.strip_suffix('(').map(|said| said.trim().trim_matches(['*', '_', ':']).to_lowercase());
    // "95% of tests pass (18 out of 20)"
    let of_these = |said: &str| said.starts_with("of ") && said.split(' ').count() <= 5;
    // "52.4% female (252/481)"
    let kind = |said: &str| {
        let words = report.words_in(Span { start: share.at.end, end: some.at.start });
        let aside = Roles::SPEEDUP
            | Roles::FASTER
            | Roles::SLOWER
            | Roles::LESS
            | Roles::MORE
            | Roles::DELTA
            | Roles::TARGET
            | Roles::MINIMUM
            | Roles::MAXIMUM;
        let of_them = report.value(part).percent_of(report.value(whole));
        let near = |one: Value, other: Value| one.at_most(other.add(Value::whole(25))) == Outcome::Holds;
        let close = near(of_them, report.value(percent)) && near(report.value(percent), of_them);
        matches!(words, [word] if !word.is(aside)) && !said.contains(' ') && end == all.at.end && close
    };
    let told = said.is_some_and(|said| DONE.contains(&said.as_str()) || of_these(&said) || kind(&said));
    report.is_firm(percent) && rest.starts_with(')') && told
}

/// "68.0 s of 165.0 s (41.2 %)": measures of one unit.
pub fn measured(report: &Report, percent: u32) -> Option<(u32, u32)> {
    let (whole, part) = (percent.checked_sub(1)?, percent.checked_sub(2)?);
    let [share, all, some] = [percent, whole, part].map(|index| report.quantity(index));
    let (share, all, some) = (share?, all?, some?);
    let end = |index: u32, quantity: &Quantity| report.noun_span(index).end.max(quantity.at.end);
    let of = report.text(Span { start: end(part, some).min(all.at.start), end: all.at.start });
    let opens = report.text(Span { start: end(whole, all).min(share.at.start), end: share.at.start });
    let closes = report.text(Span { start: share.at.end, end: report.line_of(share.at).end });
    let joined = matches!(of, " of " | " of the ")
        && opens.trim_matches(['*', '_']) == " ("
        && closes.starts_with(')');
    let unit =
        some.unit == all.unit && !matches!(report.dimension(part), (dimension::NONE | dimension::THINGS, 0));
    let plain = [part, whole].into_iter().all(|index| report.is_firm(index) && report.is_amount(index));
    let signed = report.printed(percent).starts_with(['+', '-', '−']);
    (joined && unit && plain && !signed && report.is_firm(percent)).then_some((part, whole))
}
