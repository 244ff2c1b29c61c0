//! # verdict-conflict (XF302)
//!
//! A verdict over something that says the opposite: "Result: PASS" above a row
//! that failed, "100% stable" beside one failure.
//!
//! ## Why it matters
//! The verdict is what is read, counted and carried on. What it rests on says
//! otherwise.
//!
//! ## Fires
//! ```report
//! # Nightly restore drill
//!
//! **Result**: PASS
//!
//! | Step | Status |
//! |------|--------|
//! | Fetch snapshot | PASS |
//! | Compare checksums | FAIL |
//! ```
//! ```report
//! The gateway was 100% stable over the week, with 1 failure on Tuesday.
//! ```
//! ```report
//! | Field | Value |
//! |-------|-------|
//! | Executed | 48 |
//! | Failed | 2 |
//! | Verdict | PASSED |
//! ```
//!
//! ## Stays silent
//! ```report
//! **Result**: PASS (0/1190 assertions failed)
//!
//! Every case ends as PASS/FAIL.
//!
//! | Case | Result |
//! |------|--------|
//! | Wrong password | FAIL (expected) |
//! | Right password | PASS |
//! ```
//! ```report
//! ## Attempt 1
//!
//! **Result**: FAILED
//!
//! ## Final run
//!
//! **Result**: PASS
//! ```
use crate::{allowed_failures, failures, hundred, outcomes};
use crossfoot_kit::prelude::*;
use std::collections::BTreeMap;

pub const RULE: Rule = Rule::error("XF302", "verdict-conflict", judge);

/// A verdict in a field, and the section that it speaks about.
struct Claim {
    field: Field,
    reach: u32,
    clean: bool,
    /// What its key names beyond a verdict: "Code Review Status" is that of the review.
    own: Vec<u32>,
}

/// How good something is, all told: no word on each of its parts.
const GRADES: Spellings<12> = Spellings::of([
    "good", "great", "fine", "fair", "excellent", "acceptable", "strong", "solid", "healthy", "adequate", "okay",
    "satisfactory",
]);

/// Words of a key that narrow nothing down.
const WHOLE: Spellings<12> = Spellings::of([
    "overall", "final", "current", "run", "release", "session", "audit", "validation", "verification", "qa", "gate",
    "the",
]);

fn judge(report: &Report, ledger: &mut Ledger) {
    let claims: Vec<Claim> = report.fields().iter().filter_map(|field| claim(report, field)).collect();
    if !claims.is_empty() {
        let lines = result_lines(report, &failures::told(report));
        let failing = failing(report);
        let mut against = setbacks_of(report, &claims);
        for (index, claim) in claims.iter().enumerate() {
            over_setbacks(report, claim, &against.remove(&index).unwrap_or_default(), ledger);
            beside_failures(report, claim, &failing, ledger);
            over_result_line(report, claim, &lines, ledger);
        }
    }
    all_of_them(report, ledger);
}

fn claim(report: &Report, field: &Field) -> Option<Claim> {
    let last = report.words_in(field.key).last()?;
    if !last.is(Roles::VERDICT_NOUN) || field.roles.has(Roles::BEFORE | Roles::TARGET) {
        return None;
    }
    if report.verdict_in(field.value) != Some(Verdict::Pass) {
        return None;
    }
    // Numbers in the value may be what the verdict counts as enough; "all" is
    // another rule's.
    let words = report.words_in(field.value);
    let aside = |word: &Word| word.is(Roles::TARGET | Roles::EXCEPT | Roles::ALL) || GRADES.has(word);
    if words.iter().any(aside) || outcomes::is_only_over(words) || grants_some(report, field.value) {
        return None;
    }
    let plain = Roles::VERDICT_NOUN | Roles::TEST | Roles::TOTAL | Roles::ALL | Roles::ROUND | Roles::ITERATION;
    let key = report.words_in(field.key).iter().filter(|word| !word.is(plain) && !WHOLE.has(word));
    let own = key.map(|word| word.concept).collect();
    let clean = words.iter().any(|word| word.is(Roles::CLEAN));
    Some(Claim { field: *field, reach: report.reach(report.section(field.node)), clean, own })
}

/// "95% compliant (43/45)" says itself that some are not.
fn grants_some(report: &Report, value: Span) -> bool {
    report.quantities_in(value).any(|index| {
        let Some(quantity) = report.quantity(index) else { return false };
        match quantity.role {
            role::NUMERATOR => report.count(index) < report.count(quantity.mate),
            _ => {
                quantity.class == class::PERCENTAGE
                    && report.value(index).equals(Value::whole(100)) == Outcome::Contradicted
            }
        }
    })
}

// --- rows and fields that say otherwise ------------------------------------------

/// The setbacks that each claim is nearest to, of those that speak of their
/// section: the innermost, and of several there one without a name of its own.
fn setbacks_of<'r>(report: &'r Report, claims: &[Claim]) -> BTreeMap<usize, Vec<&'r Setback>> {
    // Most reports tell of none.
    if report.setbacks().is_empty() {
        return BTreeMap::new();
    }
    let mut first = BTreeMap::new();
    let is_plain = |(_, claim): &(usize, &Claim)| claim.own.is_empty();
    let (plain, named): (Vec<_>, Vec<_>) = claims.iter().enumerate().partition(is_plain);
    for (index, claim) in plain.into_iter().chain(named) {
        first.entry(claim.reach).or_insert(index);
    }
    let tables: Vec<u32> = report.tables().filter(|table| is_judged_by(report, *table)).map(Table::node).collect();
    let mut found: BTreeMap<usize, Vec<&Setback>> = BTreeMap::new();
    for setback in report.setbacks() {
        if report.table_at(setback.holder).is_some() && tables.binary_search(&setback.holder).is_err() {
            continue;
        }
        let mut section = report.section(setback.node);
        while section != 0 && !first.contains_key(&section) {
            section = report.section(report.parent(section));
        }
        if let Some(index) = first.get(&section) {
            found.entry(*index).or_default().push(setback);
        }
    }
    found
}

fn over_setbacks(report: &Report, claim: &Claim, setbacks: &[&Setback], ledger: &mut Ledger) {
    let mut against: Vec<(&Setback, Severity)> = Vec::new();
    for &setback in setbacks {
        if let Some(severity) = weight(report, claim, setback)
            && speaks_of(report, claim, setback)
        {
            against.push((setback, severity));
        }
    }
    let Some((first, _)) = against.first() else { return };
    let worst = against.iter().map(|(_, severity)| *severity).max();
    let status = if worst == Some(Severity::Error) { Status::Contradicted } else { Status::Undecided };
    ledger.write(status, worst, report.statement_span(claim.field.node), |draft| {
        let said = report.text(claim.field.value).trim();
        draft.message(format!(
            "the verdict is \"{said}\", but {}: {}",
            name(report, first),
            report.text(first.at).trim()
        ));
        draft.part(claim.field.value, "verdict");
        for (setback, _) in &against {
            let message = format!("{}: {}", name(report, setback), report.text(setback.at).trim());
            draft.part(setback.at, "setback").related(setback.at, message);
        }
    });
}

fn name<'r>(report: &'r Report, setback: &Setback) -> &'r str {
    report.text(setback.label).trim().trim_matches(['*', '_', '`'])
}

/// How much a setback weighs against a claim. What was skipped, is open or was
/// expected weighs nothing; what the report calls not covered, or a bug that it
/// knows, weighs against a clean result.
fn weight(report: &Report, claim: &Claim, setback: &Setback) -> Option<Severity> {
    let says = |part: &str| {
        report.words_in(setback.at).iter().any(|word| {
            let text = report.text(word.at);
            text.len() >= part.len() && text.to_ascii_lowercase().contains(part)
        })
    };
    match setback.verdict {
        Verdict::Fail if report.words_in(setback.at).iter().any(|word| outcomes::TURNED_AWAY.has(word)) => None,
        Verdict::Fail => Some(Severity::Error),
        Verdict::Blocked if says("covered") || says("not verified") || says("unverified") => {
            Some(Severity::Warning)
        }
        Verdict::Noted if claim.clean && says("bug") => Some(Severity::Warning),
        _ => None,
    }
}

/// Whether a setback lies in what the claim speaks about, and is no history,
/// no retried attempt, and nothing of lesser weight.
fn speaks_of(report: &Report, claim: &Claim, setback: &Setback) -> bool {
    let own = setback.node == claim.field.node;
    if own
        || !report.section_within(report.section(setback.node), claim.reach)
        || report.is_elsewhere(setback.node, claim.reach)
    {
        return false;
    }
    let apart = Roles::TARGET | Roles::ANOTHER_RUN | Roles::NOTED | Roles::ATTEMPT;
    if report.roles_in(setback.label).has(apart) || outcomes::is_excused(report, setback) {
        return false;
    }
    let narrow = |words: &[Word]| words.iter().any(|word| claim.own.contains(&word.concept));
    if !claim.own.is_empty() && !narrow(report.words_in(setback.label)) {
        return false;
    }
    // A field stands for its own section only.
    let fields = report.fields();
    let place = fields.partition_point(|field| field.node < setback.node);
    report.table_at(setback.holder).is_some()
        || report.section(setback.node) == report.section(claim.field.node)
            && fields.get(place).is_some_and(|field| field.node == setback.node && field.group == claim.field.group)
}

/// Whether a verdict above a table may speak of its rows: no attempts, no grades,
/// nothing that was tried again, and something that passed. Where nothing did, it
/// tells of what was looked at, not of the looking.
fn is_judged_by(report: &Report, table: Table<'_>) -> bool {
    let repeated = Roles::ATTEMPT | Roles::ROUND | Roles::ITERATION;
    let graded = Roles::TARGET | Roles::ORDINAL_WORD | Roles::BEFORE | Roles::AFTER;
    let header = |column: u32| table.header_roles(column);
    let passed = |row: Row<'_>| row.cells().any(|cell| report.cell_verdict(cell.at()) == Some(Verdict::Pass));
    !header(0).has(repeated)
        && !outcomes::lists_states(table)
        && !outcomes::lists_candidates(table)
        && !(0..table.columns()).any(|column| {
            header(column).has(graded.without(Roles::VERDICT_NOUN)) && !header(column).has(Roles::MEASURED)
        })
        && !report
            .words_in(table.at())
            .iter()
            .any(|word| word.is(Roles::ANOTHER_RUN) || retried(report.text(word.at)))
        && (table.rows().len() == 1 || table.rows().any(passed))
}

fn retried(text: &str) -> bool {
    is_any(text, &["retest", "retested", "retry", "retried", "optional", "informational", "non-blocking"])
}

// --- counts of failures beside a verdict -------------------------------------------

/// `Failed: 2` and `Verdict: PASSED` in one list or table.
fn beside_failures(report: &Report, claim: &Claim, failing: &Failing, ledger: &mut Ledger) {
    let kin = failing.get(&claim.field.group).map_or(&[][..], Vec::as_slice);
    let Some((field, index)) = kin.iter().find(|(field, _)| field.node != claim.field.node) else { return };
    let index = *index;
    if report.section(field.node) != report.section(claim.field.node)
        || allowed_failures::are_allowed(report, &claim.field)
        || allowed_failures::are_all(report, &claim.field, index)
    {
        return;
    }
    ledger.write(
        Status::Contradicted,
        Some(Severity::Error),
        report.statement_span(claim.field.node),
        |draft| {
            let said = report.text(claim.field.value).trim();
            let (key, count) = (report.text(field.key).trim(), report.printed(index));
            draft.message(format!("the verdict is \"{said}\" beside {key}: {count}"));
            draft.part(claim.field.value, "verdict").number(report, index, "failures");
            draft.related(report.statement_span(field.node), "these failed".into());
        },
    );
}

/// The first fields of each list, block or table that count failures: two, for
/// one may be the claim itself.
type Failing = BTreeMap<u32, Vec<(Field, u32)>>;

fn failing(report: &Report) -> Failing {
    let mut found = Failing::new();
    for field in report.fields() {
        if let Some(index) = failed(report, field) {
            let first: &mut Vec<(Field, u32)> = found.entry(field.group).or_default();
            if first.len() < 2 {
                first.push((*field, index));
            }
        }
    }
    found
}

/// The result lines with failures of each section that has just one run, and does not account
/// for them elsewhere.
type ResultLines = BTreeMap<u32, Vec<failures::Failure>>;

fn result_lines(report: &Report, told: &[failures::Failure]) -> ResultLines {
    let mut found = ResultLines::new();
    for failure in told.iter().filter(|failure| failure.is_tally) {
        found.entry(report.section(failure.statement)).or_default().push(*failure);
    }
    found.retain(|section, lines| {
        let accounted = |line: &failures::Failure| allowed_failures::are_accounted_for(report, *section, line.index);
        failures::runs(report, *section).len() == 1 && !lines.first().is_some_and(accounted)
    });
    found
}

/// `Result: CLEAN` in a section whose only run ends in "2 failed, 141 passed".
fn over_result_line(report: &Report, claim: &Claim, lines: &ResultLines, ledger: &mut Ledger) {
    // "ok. 14 passed; 0 failed" is a run of its own.
    if report.quantities_in(claim.field.value).any(|index| roles_of(report.noun(index)).has(Roles::FAILED))
        || allowed_failures::are_only_new(report, &claim.field)
    {
        return;
    }
    let lines = lines.get(&report.section(claim.field.node)).map_or(&[][..], Vec::as_slice);
    let Some(failure) = lines.iter().find(|line| line.statement != claim.field.node) else { return };
    let Some(quantity) = report.quantity(failure.index) else { return };
    let at = Span { start: quantity.at.start, end: report.noun_span(failure.index).end };
    ledger.write(
        Status::Undecided,
        Some(Severity::Warning),
        report.statement_span(claim.field.node),
        |draft| {
            let (said, failed) = (report.text(claim.field.value).trim(), report.text(at));
            draft.message(format!("the verdict is \"{said}\" over a run with {failed}"));
            draft.part(claim.field.value, "verdict").number(report, failure.index, "failures");
            draft.related(at, "these failed".into());
        },
    );
}

/// The count of a field that counts failures, and nothing else.
fn failed(report: &Report, field: &Field) -> Option<u32> {
    let words = report.words_in(field.key);
    let (first, rest) = words.split_first()?;
    let counts = first.is(Roles::FAILED) && rest.iter().all(|word| word.is(Roles::TEST | Roles::COUNT));
    let mut numbers = report.quantities_in(field.value);
    let index = numbers.next().filter(|_| counts && numbers.next().is_none())?;
    let excused = report.words_in(field.value).iter().any(|word| word.is(Roles::VERDICT));
    (report.count_of(index)? > 0 && !excused).then_some(index)
}

/// "100% stable, 1 failure".
fn all_of_them(report: &Report, ledger: &mut Ledger) {
    for (share, failure) in hundred::beside_failures(report) {
        let statement = report.statement_span(report.statement_of(share));
        ledger.write(Status::Contradicted, Some(Severity::Error), statement, |draft| {
            let last = report.noun(failure).last().map_or("", |word| report.text(word.at));
            draft.message(format!("{} beside {} {last}", report.printed(share), report.printed(failure)));
            draft.number(report, share, "share").number(report, failure, "failures");
        });
    }
}
