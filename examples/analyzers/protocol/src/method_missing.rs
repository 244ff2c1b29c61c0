//! The rule; `method_missing.md` explains it and holds its examples.

use crossfoot_kit::prelude::*;
use crossfoot_kit::setting;

pub const RULE: Rule = Rule::warning("PROTO102", "method-missing", judge);

fn judge(report: &Report, ledger: &mut Ledger) {
    let methods = setting::texts_of(ledger.settings(), "methods");
    if methods.is_empty() {
        return;
    }
    for section in report.of_kind(kind::SECTION) {
        let Some(heading) = report.heading(section).filter(|&heading| is_attempt(report, heading)) else {
            continue;
        };
        let text = report.text(report.span(section)).to_lowercase();
        let named = methods.iter().any(|method| text.contains(&method.to_lowercase()));
        let outcome = if named { Outcome::Holds } else { Outcome::Contradicted };
        ledger.judge(outcome, report.span(heading), |draft| {
            let title = report.text(report.span(heading)).trim_matches(['#', ' ']);
            draft
                .part(report.span(heading), "attempt")
                .message(format!("{title} names no method; the protocol knows {}", methods.join(", ")));
        });
    }
}

/// `### Attempt 2`
fn is_attempt(report: &Report, heading: u32) -> bool {
    let text = report.text(report.span(heading)).trim_matches(['#', ' ']).to_lowercase();
    let number = text.strip_prefix("attempt ").unwrap_or_default();
    number.starts_with(|sign: char| sign.is_ascii_digit())
}
