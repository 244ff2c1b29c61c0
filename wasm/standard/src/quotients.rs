//! Quotients and remainders written out: "2,728 / 719 = 3.79x", "960 ÷ 4 = 240",
//! "3733 mod 7 = 2".

use crossfoot_kit::prelude::*;

pub struct Quotient {
    pub dividend: u32,
    pub divisor: u32,
    pub result: u32,
    pub sign: &'static str,
    pub value: Value,
    pub outcome: Outcome,
}

pub fn told(report: &Report) -> impl Iterator<Item = Quotient> {
    (0..report.quantities().len() as u32).filter_map(|first| {
        let divisor = report.quantity(first + 1).filter(|divisor| divisor.joint == joint::EQUALS)?;
        let dividend = report.quantity(first)?;
        match dividend.joint {
            joint::DIVIDE => divided(report, first),
            joint::NONE if is_modulo(report, dividend, divisor) => remainder(report, first),
            _ => None,
        }
    })
}

/// Whether a division gives what is printed behind it, so that it is no share.
pub fn is_quotient(report: &Report, dividend: u32) -> bool {
    let Some(divisor) = report.quantity(dividend + 1) else { return false };
    let result = divisor.joint == joint::EQUALS && report.is_arithmetic(dividend + 2);
    result && report.quantity(dividend + 2).is_some_and(|result| result.class != class::PERCENTAGE)
}

fn divided(report: &Report, dividend: u32) -> Option<Quotient> {
    let (divisor, result) = (dividend + 1, dividend + 2);
    let [one, other, printed] = [dividend, divisor, result].map(|index| report.quantity(index));
    let (one, other, printed) = (one?, other?, printed?);
    if !stands_alone(report, dividend, result) || printed.role != role::ALONE {
        return None;
    }
    // A share in percent is told elsewhere; money and bytes hide a factor.
    let share = printed.class == class::PERCENTAGE && one.class != class::PERCENTAGE;
    let hidden = [one, other, printed].iter().any(|quantity| quantity.class == class::MONEY)
        || [dividend, divisor, result].iter().any(|index| report.dimension(*index).0 == dimension::BYTES);
    if share || hidden || other.class == class::PERCENTAGE {
        return None;
    }
    // "4/5 = 4 stars" says the same in other words, and so does "3/4 = 2 failed".
    if one.role == role::NUMERATOR
        && report.value(dividend).below(report.value(divisor)) != Outcome::Contradicted
    {
        return None;
    }
    // "12 / 3 = 12 in favour", "18 / 20 = 90 points": told in other words.
    let percent = report.value(dividend).percent_of(report.value(divisor));
    let again = [report.value(dividend), report.value(divisor), percent]
        .into_iter()
        .any(|value| value.equals(report.value(result)) == Outcome::Holds);
    const MARKS: Spellings<6> = Spellings::of(["points", "stars", "votes", "marks", "point", "star"]);
    let marks = report.noun(result).first().is_some_and(|word| MARKS.has(word));
    if marks || again && report.value(divisor).equals(Value::whole(1)) == Outcome::Contradicted {
        return None;
    }
    // The unit of a divisor is often left unsaid: bare numbers divide, too.
    let bare = report.value(dividend).div(report.value(divisor));
    let united = report.base_value(dividend).div(report.base_value(divisor));
    let outcome = united.equals(report.base_value(result));
    let (value, outcome) = match outcome {
        Outcome::Contradicted => (bare, bare.equals(report.value(result))),
        outcome => (bare, outcome),
    };
    // Whole results are often rounded: "100 / 3 = 33".
    let rounded = printed.class == class::COUNT
        && (bare.sub(report.value(result)).at_most(Value::whole(1)) != Outcome::Contradicted)
        && (report.value(result).sub(bare).at_most(Value::whole(1)) != Outcome::Contradicted);
    let outcome = if outcome == Outcome::Contradicted && rounded { Outcome::Holds } else { outcome };
    Some(Quotient { dividend, divisor, result, sign: "÷", value, outcome })
}

fn remainder(report: &Report, dividend: u32) -> Option<Quotient> {
    let (divisor, result) = (dividend + 1, dividend + 2);
    let whole = |index: u32| {
        let quantity = report.quantity(index)?;
        u64::try_from(quantity.mantissa).ok().filter(|_| quantity.exponent == 0 && quantity.flags == 0)
    };
    let rest = whole(dividend)?.checked_rem(whole(divisor)?)?;
    let value = Value::whole(i64::try_from(rest).ok()?);
    let ends = stands_alone(report, dividend, result) && report.is_arithmetic(result);
    let outcome = value.equals(report.value(result));
    ends.then_some(Quotient { dividend, divisor, result, sign: "mod", value, outcome })
}

fn is_modulo(report: &Report, dividend: &Quantity, divisor: &Quantity) -> bool {
    let between = Span { start: dividend.at.end, end: divisor.at.start };
    between.end.saturating_sub(between.start) <= 10 && matches!(report.text(between).trim(), "mod" | "modulo")
}

/// Nothing else is reckoned with before it or behind it.
fn stands_alone(report: &Report, first: u32, result: u32) -> bool {
    let joint_of = |index: u32| report.quantity(index).map_or(joint::NONE, |quantity| quantity.joint);
    let free =
        first.checked_sub(1).is_none_or(|before| !matches!(joint_of(before), joint::PLUS..=joint::DIVIDE));
    let amounts = [first, result].into_iter().all(|index| report.is_arithmetic(index));
    let (Some(one), Some(last)) = (report.quantity(first), report.quantity(result)) else { return false };
    let between = report.text(Span { start: one.at.start, end: last.at.start });
    let ends = !matches!(last.joint, joint::PLUS..=joint::EQUALS);
    free && ends && amounts && !between.contains(['(', ')', '|', '\n'])
}
