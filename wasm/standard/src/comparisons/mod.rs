//! How much more or less one figure is than another, told in so many words: "40 lamps, 12
//! more than the 28 of May", "668, up from 648", "1,152 MWh (forecast 1,100 MWh, +4.7 %)".

mod beside;
mod from;
mod rows;
mod spare;
mod than;
mod thus;

use crossfoot_kit::prelude::*;

pub struct Compared {
    pub figure: u32,
    pub base: u32,
    pub printed: u32,
    less: bool,
}

/// So far from the words that compare them the figures may stand.
const NEAR: u32 = 48;

pub fn told(report: &Report) -> Vec<Compared> {
    let words = than::told(report).chain(from::told(report)).chain(spare::told(report));
    words.chain(beside::told(report)).chain(thus::told(report)).chain(rows::told(report)).collect()
}

/// Printed as it is meant, and by itself.
fn is_plain(report: &Report, index: u32) -> bool {
    report.is_firm(index)
        && report.is_arithmetic(index)
        && report.quantity(index).is_some_and(|quantity| quantity.role == role::ALONE)
}

/// "40 bugs, 12 more than the 30": counts name their things or not.
fn is_count(report: &Report, index: u32) -> bool {
    matches!(report.dimension(index), (dimension::NONE | dimension::THINGS, 0))
}

/// Both are of one unit, and neither is a percentage.
fn are_alike(report: &Report, one: u32, other: u32) -> bool {
    let counts = is_count(report, one) && is_count(report, other);
    !report.is_percentage(one)
        && !report.is_percentage(other)
        && (report.dimension(one) == report.dimension(other) || counts)
}

impl Compared {
    /// What the two give, and how that stands to what is printed. Far from it, something
    /// else is meant.
    pub fn outcome(&self, report: &Report) -> (Value, Outcome) {
        let (figure, base) = (report.base_value(self.figure), report.base_value(self.base));
        let (low, high) = if self.less { (figure, base) } else { (base, figure) };
        let difference = high.sub(low);
        let (value, printed) = if report.is_percentage(self.printed) {
            (difference.times(100).div(base), report.value(self.printed))
        } else {
            (difference, report.base_value(self.printed))
        };
        // The sign only says which way, and that is told by the word.
        let printed = if self.less && printed.below(Value::whole(0)) == Outcome::Holds {
            Value::whole(0).sub(printed)
        } else {
            printed
        };
        let outcome = value.equals(printed);
        let close = value.below(printed.times(2)) == Outcome::Holds
            && printed.below(value.times(2)) == Outcome::Holds;
        (value, if outcome == Outcome::Contradicted && !close { Outcome::Undecided } else { outcome })
    }
}
