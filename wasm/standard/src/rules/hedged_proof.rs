//! # hedged-proof (XF405)
//!
//! Everything is said to be proven, while the report itself calls a part of it
//! undefined, unfalsifiable or not covered.
//!
//! ## Why it matters
//! A proof of what was modelled says nothing of what was left out, and the
//! sentence that says "all" does not say so.
//!
//! ## Fires
//! ```report
//! **Result**: all categories proven
//!
//! | Aspect | Status |
//! |--------|--------|
//! | Lock order | proven |
//! | Signal handlers | not covered |
//! ```
//!
//! ## Stays silent
//! ```report
//! **Result**: all modelled states proven, signal handlers are out of scope
//!
//! | Aspect | Status |
//! |--------|--------|
//! | Lock order | proven |
//! | Signal handlers | not covered |
//! ```
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::info("XF405", "hedged-proof", judge);

fn judge(report: &Report, ledger: &mut Ledger) {
    let Some((claim, statement)) = report.words_with(Roles::PROOF).find_map(|word| all_proven(report, word)) else {
        return;
    };
    let hedge =
        report.words_with(Roles::UNKNOWN | Roles::BLOCKED).find(|word| hedges(report, word) && !within(report.span(statement), word));
    let Some(hedge) = hedge else { return };
    ledger.write(Status::Undecided, Some(Severity::Info), claim, |draft| {
        let (said, doubt) = (report.text(claim), report.text(hedge.at));
        draft.message(format!("\"{said}\", while the report calls something \"{doubt}\""));
        draft.part(claim, "claim").part(hedge.at, "hedge").related(hedge.at, "not in the proof".into());
    });
}

/// "all … proven" in one clause, with nothing that limits it.
fn all_proven(report: &Report, proven: &Word) -> Option<(Span, u32)> {
    if !says(report, proven, &["proven", "proved", "verified"]) {
        return None;
    }
    let statement = report.statement(report.node_at(proven.at.start));
    let at = report.span(statement);
    let words = report.words_in(at);
    let limited = Roles::SCOPE_WORD | Roles::EXCEPT | Roles::NEGATION | Roles::MODAL;
    if words.iter().any(|word| word.is(limited)) {
        return None;
    }
    let all = words.iter().find(|word| word.at.start < proven.at.start && word.is(Roles::ALL))?;
    (proven.at.start - all.at.start <= 60)
        .then_some((Span { start: all.at.start, end: proven.at.end }, statement))
}

/// A word that takes something out of the proof.
fn hedges(report: &Report, word: &Word) -> bool {
    (word.is(Roles::UNKNOWN) && says(report, word, &["undefined", "unfalsifiable", "inconclusive"]))
        || (word.is(Roles::BLOCKED)
            && says(report, word, &["not covered", "uncovered", "not verified", "unverified"]))
}

fn says(report: &Report, word: &Word, known: &[&str]) -> bool {
    let text = report.text(word.at).to_ascii_lowercase();
    known.iter().any(|known| text.ends_with(known))
}

fn within(at: Span, word: &Word) -> bool {
    at.start <= word.at.start && word.at.end <= at.end
}
