//! A field or a line that tells the difference of two beside it: "Source: 3,418,960", "Target:
//! 3,418,918", "Difference: 42"; `passed   851   887   +36` in a block.

use super::{Compared, are_alike, is_plain};
use crossfoot_kit::prelude::*;

pub fn told(report: &Report) -> impl Iterator<Item = Compared> {
    in_fields(report).into_iter().chain(in_blocks(report))
}

/// Right below the two that it is of.
fn in_fields(report: &Report) -> Vec<Compared> {
    const APART: Spellings<6> =
        Spellings::of(["difference", "gap", "delta", "diff", "differenz", "discrepancy"]);
    let named = |field: &Field| matches!(report.words_in(field.key), [word] if APART.has(word));
    let only = |field: &Field| {
        let mut numbers = report.quantities_in(field.value);
        let index = numbers.next().filter(|_| numbers.next().is_none())?;
        (is_plain(report, index) && report.is_amount(index)).then_some(index)
    };
    let fields = report.fields().windows(3);
    let of = |window: &[Field]| {
        let [first, second, last] = window else { return None };
        let one = first.group == last.group && second.group == last.group;
        let (base, figure, printed) =
            (only(first)?, only(second)?, only(last).filter(|_| one && named(last))?);
        let aside = Roles::PERCENTAGE | Roles::TOTAL;
        let alike = are_alike(report, figure, base) && are_alike(report, printed, figure);
        let plain = alike && !first.roles.has(aside) && !second.roles.has(aside);
        let less = report.base_value(figure).below(report.base_value(base)) == Outcome::Holds;
        plain.then_some(Compared { figure, base, printed, less })
    };
    fields.filter_map(of).collect()
}

/// Lines of three numbers, the last with a sign: all but one at most tell what the second is
/// more than the first.
fn in_blocks(report: &Report) -> Vec<Compared> {
    let mut found = Vec::new();
    for block in report.of_kind(kind::BLOCK) {
        let lines: Vec<Compared> = report.children(block).filter_map(|line| triple(report, line)).collect();
        let kept = lines.iter().filter(|line| line.outcome(report).1 != Outcome::Contradicted).count();
        if kept > 1 && kept + 1 >= lines.len() && lines.len() > 2 {
            found.extend(lines);
        }
    }
    found
}

fn triple(report: &Report, line: u32) -> Option<Compared> {
    let mut numbers = report.quantities_of(line);
    let (base, figure, printed) = (numbers.next()?, numbers.next()?, numbers.next()?);
    if numbers.next().is_some() || report.kind(line) != kind::LINE {
        return None;
    }
    let counts = [base, figure].into_iter().all(|index| report.firm_count(index).is_some());
    let sign = report.printed(printed);
    let signed =
        sign.starts_with(['+', '-', '−']) || report.value(printed).equals(Value::whole(0)) == Outcome::Holds;
    let whole = report.quantity(printed).is_some_and(|it| it.exponent == 0 && it.class == class::COUNT);
    let less = report.value(figure).below(report.value(base)) == Outcome::Holds;
    (counts && signed && whole).then_some(Compared { figure, base, printed, less })
}
