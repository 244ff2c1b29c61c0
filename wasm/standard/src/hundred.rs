//! A hundred percent of something, beside a count of what failed: "100% stable, 1
//! failure".

use crossfoot_kit::prelude::*;

/// The percentage, and the count that stands in the same statement.
pub fn beside_failures(report: &Report) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    for (index, quantity) in report.quantities().iter().enumerate() {
        let index = index as u32;
        if quantity.class != class::PERCENTAGE || quantity.role != role::ALONE || !is_hundred(quantity) {
            continue;
        }
        let names = report.names(index);
        if report.is_hidden(quantity.at)
            || !roles_of(names).has(Roles::PASS | Roles::PASSED)
            || roles_of(names).has(Roles::TARGET)
        {
            continue;
        }
        let statement = report.statement(quantity.node);
        let at = report.span(statement);
        if !matches!(report.kind(statement), kind::SENTENCE | kind::FIELD | kind::HEADING | kind::LINE) {
            continue;
        }
        let words = report.words_in(at);
        if words.iter().any(|word| {
            word.is(Roles::MODAL | Roles::NOTED | Roles::EXCEPT | Roles::TARGET | Roles::ANOTHER_RUN)
                || compares(report.text(word.at))
        }) {
            continue;
        }
        let failure = report
            .quantities_in(at)
            .find(|other| counts_failures(report, *other) && !is_of_other(report, index, *other));
        found.extend(failure.map(|failure| (index, failure)));
    }
    found
}

fn compares(text: &str) -> bool {
    is_any(text, &["before", "after", "until", "since", "now"])
}

fn is_hundred(quantity: &Quantity) -> bool {
    let hundred =
        10_i64.checked_pow(quantity.exponent.unsigned_abs()).and_then(|scale| scale.checked_mul(100));
    quantity.flags & (flag::MARKED | flag::HEDGED) == 0
        && quantity.exponent <= 0
        && hundred == Some(quantity.mantissa)
}

fn counts_failures(report: &Report, index: u32) -> bool {
    let noun = report.noun(index);
    noun.len() <= 2
        && noun.last().is_some_and(|word| word.is(Roles::FAILED) && !word.is(Roles::PASS))
        && report.count_of(index).is_some_and(|count| count > 0)
}

/// The failures are of something else: told in a clause with a subject of its own, or as many
/// of them were found as there were.
fn is_of_other(report: &Report, share: u32, failure: u32) -> bool {
    const MEANT: Spellings<9> = Spellings::of([
        "seeded",
        "planted",
        "injected",
        "detected",
        "caught",
        "found",
        "recovered",
        "simulated",
        "provoked",
    ]);
    let (Some(one), Some(other)) = (report.quantity(share), report.quantity(failure)) else { return true };
    let statement = report.statement_of(share);
    let count = report.count(failure);
    let twice = report.quantities_of(statement).filter(|index| report.count(*index) == count).count() > 1;
    let gap =
        report.text(Span { start: one.at.end.min(other.at.end), end: one.at.start.max(other.at.start) });
    let clause = [", and ", ", while ", "; "].iter().any(|joint| gap.contains(joint));
    twice || clause || report.words_of(statement).iter().any(|word| MEANT.has(word))
}
