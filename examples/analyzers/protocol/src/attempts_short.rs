//! The rule; `attempts_short.md` explains it and holds its examples.

use crossfoot_kit::prelude::*;
use crossfoot_kit::setting;

pub const RULE: Rule = Rule::error("PROTO101", "attempts-short", judge);

fn judge(report: &Report, ledger: &mut Ledger) {
    let least = setting::number_of(ledger.settings(), "attempts");
    for index in 0..report.quantities().len() as u32 {
        let Some(quantity) = report.quantity(index).filter(|quantity| counts_attempts(report, quantity)) else {
            continue;
        };
        let printed = report.printed(index);
        let outcome = Value::whole(least).at_most(report.value(index));
        ledger.judge(outcome, quantity.at, |draft| {
            draft
                .number(report, index, "attempts")
                .message(format!("{printed} where the house asks for at least {least} attempts"))
                .claim(format!("{printed} attempts, at least {least}"));
        });
    }
}

/// `2 attempts`, or the value of a field `Attempts: 2`.
fn counts_attempts(report: &Report, quantity: &Quantity) -> bool {
    if quantity.class != class::COUNT || quantity.role != role::ALONE {
        return false;
    }
    if report.text(quantity.noun).split_whitespace().last().is_some_and(is_attempts) {
        return true;
    }
    let Some(field) = report.within(quantity.node, kind::FIELD) else { return false };
    let key = report.children(field).find(|child| report.kind(*child) == kind::KEY);
    key.is_some_and(|key| is_attempts(report.text(report.span(key)).trim_matches(['*', '_', ':', ' '])))
}

fn is_attempts(word: &str) -> bool {
    word.eq_ignore_ascii_case("attempts") || word.eq_ignore_ascii_case("attempt")
}
