//! # proof-without-proof (XF401)
//!
//! "Proven" or "formally verified", in a report that names no proof: no model,
//! no specification, no checker, only review and tests.
//!
//! ## Why it matters
//! Tests show that nothing was found; a proof shows that nothing is there. The
//! word promises the second.
//!
//! ## Fires
//! ```report
//! **Result**: PROVEN CORRECT after 3 code reviews and a stress test
//! ```
//!
//! ## Stays silent
//! ```report
//! **Result**: PROVEN CORRECT; the TLA+ model was checked with TLC
//! ```
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::info("XF401", "proof-without-proof", judge);

fn judge(report: &Report, ledger: &mut Ledger) {
    if report.words_with(Roles::PROOF_METHOD).next().is_some() {
        return;
    }
    let Some(claim) = report.words_with(Roles::PROOF).find(|word| claims(report, word)) else { return };
    ledger.write(Status::Undecided, Some(Severity::Info), claim.at, |draft| {
        let said = report.text(claim.at);
        draft
            .message(format!("\"{said}\", but the report names no model, proof or checker"))
            .part(claim.at, "claim");
    });
}

/// A word that claims a proof as a result: "PROVEN", "formally verified", not
/// "a proven supplier" and not "proof of delivery".
fn claims(report: &Report, word: &Word) -> bool {
    let text = report.text(word.at);
    let formal =
        is_any(text, &["formally verified", "mathematically proven"]);
    let loud = text.eq_ignore_ascii_case("proven") && text.chars().all(|letter| letter.is_uppercase());
    if !formal && !loud {
        return false;
    }
    let start = report.span(report.statement(report.node_at(word.at.start))).start;
    let before = report.words_in(Span { start, end: word.at.start });
    !before.iter().any(|word| word.is(Roles::NEGATION | Roles::MODAL))
}
