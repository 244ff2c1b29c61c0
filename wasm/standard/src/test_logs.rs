//! What a test runner says it will run, and what came of it further down in the
//! same log: "running 42 tests" and "41 passed; 0 failed; 0 ignored".

use crossfoot_kit::prelude::*;

/// How many were announced, and how many came to which end.
pub struct Ran {
    pub announced: u32,
    pub outcomes: Vec<u32>,
    pub at: Span,
    /// The runner always tells all outcomes, so that none can be missing.
    pub whole: bool,
}

pub fn told(report: &Report) -> Vec<Ran> {
    let mut found = Vec::new();
    for block in report.of_kind(kind::BLOCK) {
        let mut open: Option<Ran> = None;
        for index in report.quantities_of(block) {
            if announces(report, index) {
                found.extend(open.take());
                let at = report.span(report.statement_of(index));
                open = Some(Ran { announced: index, outcomes: Vec::new(), at, whole: false });
            } else if let Some(run) = open.as_mut()
                && is_outcome(report, index)
            {
                run.at.end = report.span(report.statement_of(index)).end;
                run.outcomes.push(index);
            }
        }
        found.extend(open);
    }
    found.retain_mut(|run| is_plain(report, run));
    found
}

/// "running 42 tests", "collected 120 items".
fn announces(report: &Report, index: u32) -> bool {
    let Some(quantity) = report.quantity(index).filter(|_| report.firm_count(index).is_some()) else {
        return false;
    };
    let begins = report.word_before(quantity.at.start).is_some_and(|word| {
        is_any(report.text(word.at), &["running", "collected"])
            && quantity.at.start - word.at.end == 1
            && word.at.start <= report.span(report.statement_of(index)).start + 2
    });
    let tests = |word: &Word| is_any(report.text(word.at), &["test", "tests", "items"]);
    begins && report.words_behind(index).first().is_some_and(tests)
}

const OUTCOMES: [&str; 9] =
    ["passed", "failed", "skipped", "ignored", "xfailed", "xpassed", "deselected", "measured", "error"];

fn is_outcome(report: &Report, index: u32) -> bool {
    report.firm_count(index).is_some() && outcome_of(report, index).is_some()
}

impl Ran {
    /// What the outcomes make, and how the number that was announced stands to it.
    pub fn outcome(&self, report: &Report) -> (i64, Outcome, Severity) {
        let count = |index: &u32| report.count(*index).unwrap_or_default();
        let is = |index: &u32, name: &str| outcome_of(report, *index).is_some_and(|said| said == name);
        let sum_of = |wanted: &dyn Fn(&u32) -> bool| {
            self.outcomes.iter().filter(|one| wanted(one)).map(count).sum::<i64>()
        };
        let errors = sum_of(&|one| is(one, "error"));
        let failed = sum_of(&|one| is(one, "failed"));
        let sum = sum_of(&|one| !is(one, "error"));
        let announced = count(&self.announced);
        // An error may be a test of its own, or come behind one that has passed.
        if (sum..=sum + errors).contains(&announced) {
            return (sum, Outcome::Holds, Severity::Error);
        }
        // A run that ends with the first failure leaves the rest out.
        let ended = announced > sum && failed + errors > 0 && !self.whole;
        let severity = if announced < sum || self.whole { Severity::Error } else { Severity::Warning };
        (sum, if ended { Outcome::Undecided } else { Outcome::Contradicted }, severity)
    }
}

/// The name of an outcome, in one form.
fn outcome_of(report: &Report, index: u32) -> Option<&'static str> {
    let word = report.words_behind(index).first()?;
    let said = report.text(word.at);
    OUTCOMES.into_iter().find(|name| said.eq_ignore_ascii_case(name) || *name == "error" && said == "errors")
}

/// Each outcome told once, one of them of what passed, and nothing left out in between.
fn is_plain(report: &Report, run: &mut Ran) -> bool {
    let mut known: Vec<(&str, Option<i64>)> = Vec::new();
    let mut outcomes = Vec::new();
    for index in &run.outcomes {
        let Some(name) = outcome_of(report, *index) else { continue };
        match known.iter().find(|(other, _)| *other == name) {
            // What was deselected is told at the start and at the end.
            Some((_, count)) if *count == report.count(*index) && name == "deselected" => {}
            Some(_) => return false,
            None => {
                known.push((name, report.count(*index)));
                outcomes.push(*index);
            }
        }
    }
    run.outcomes = outcomes;
    let has = |name: &str| known.iter().any(|(other, _)| *other == name);
    run.whole = has("ignored") && has("measured");
    let elided = report.text(run.at).lines().any(|line| {
        matches!(line.trim(), "..." | "…" | "[...]" | "[…]" | "(...)" | "⋮" | "# ..." | "// ...")
    });
    has("passed") && !elided
}
