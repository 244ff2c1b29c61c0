//! Passed, failed and skipped of one total, wherever they stand, and what they come to.

use crate::counted::{OUTCOMES, is_all_outcomes};
use crate::laws::Ground;
use crossfoot_kit::prelude::*;

#[derive(Default)]
pub struct Tally {
    pub total: Option<u32>,
    pub parts: Vec<u32>,
    pub passed: bool,
    pub failed: bool,
    pub skipped: bool,
    /// Outcomes beyond those three, or something counted twice.
    pub more: bool,
    /// Counts of something else beside them, perhaps of an outcome that no list knows.
    pub others: bool,
    /// The total is whatever the line begins with: "8 jobs: …".
    pub led: bool,
    /// "21/26 pass".
    pub of_fraction: bool,
    /// Only the other rows show that these are a whole and its parts.
    pub shown: bool,
}

impl Tally {
    pub fn add(&mut self, report: &Report, number: u32, roles: Roles) {
        if report.count_of(number).is_none() {
            self.more |=
                roles.has(OUTCOMES) && report.quantity(number).is_some_and(|q| q.class == class::COUNT);
            return;
        }
        let slot = |seen: &mut bool, more: &mut bool| {
            *more |= *seen;
            *seen = true;
        };
        if is_all_outcomes(roles) {
            self.more |= self.total.is_some_and(|total| report.count(total) != report.count(number));
            self.total = Some(number);
            return;
        }
        if roles.has(Roles::PASSED) && !roles.has(Roles::FAILED) {
            slot(&mut self.passed, &mut self.more);
        } else if roles.has(Roles::FAILED) {
            slot(&mut self.failed, &mut self.more);
        } else if roles.has(Roles::SKIPPED) {
            slot(&mut self.skipped, &mut self.more);
        } else if roles.has(Roles::THIRD_OUTCOME) {
            self.more = true;
        } else {
            return;
        }
        self.parts.push(number);
    }

    pub fn judge(&self, report: &Report, at: Span, ledger: &mut Ledger) {
        self.settle(report, at, self.failed && self.skipped, ledger);
    }

    /// Where not all outcomes are named, the missing ones may have had another
    /// that the report does not tell.
    pub fn settle(&self, report: &Report, at: Span, whole: bool, ledger: &mut Ledger) {
        let Some(total) = self.total.filter(|_| self.passed && self.parts.len() > 1) else { return };
        let sum = self.parts.iter().fold(Value::whole(0), |sum, part| sum.add(report.value(*part)));
        let all = report.value(total);
        let outcome = sum.equals(all);
        let describe = |draft: &mut Draft| self.describe(report, total, sum, outcome, draft);
        let short = sum.fits_in(all) != Outcome::Contradicted;
        // An outcome that was not named explains what is short; the rows alone
        // show, but do not prove.
        // "Total: 121, passed 121, skipped 1": some count only what was run.
        let run = self.skipped
            && self.parts.iter().any(|part| sum.sub(report.value(*part)).equals(all) == Outcome::Holds);
        let ground = if (short && !whole) || self.shown || run { Ground::Shown } else { Ground::Named };
        // A program's figures differ in their last places.
        let off = sum.sub(all).times(1_000_000);
        let noise = report.count(total).is_none()
            && off.below(all) == Outcome::Holds
            && Value::whole(0).sub(off).below(all) == Outcome::Holds;
        let open = noise || self.more || short && self.others || self.is_told_otherwise(report, sum, all);
        let judged = if open { Ground::Weak.settle(outcome) } else { outcome };
        ledger.judge_as(ground.severity(), judged, at, describe);
    }

    /// Whether what is missing is what stands beside, one of it or all.
    pub fn is_made_up_by(&self, report: &Report, beside: &[u32]) -> bool {
        let Some(total) = self.total.and_then(|total| report.count(total)) else { return false };
        let sum =
            |parts: &[u32]| parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(report.count(*part)?));
        let missing = sum(&self.parts).and_then(|sum| total.checked_sub(sum)).filter(|missing| *missing > 0);
        missing.is_some_and(|missing| {
            sum(beside) == Some(missing) || beside.iter().any(|one| report.count(*one) == Some(missing))
        })
    }

    /// "4 runs: 40 passed" counts no runs; "(21/26 pass, 44 skipped, 5 fail)" leaves out
    /// what was skipped.
    fn is_told_otherwise(&self, report: &Report, sum: Value, all: Value) -> bool {
        let slack = Value::whole(2);
        let near =
            sum.at_most(all.add(slack)) == Outcome::Holds && all.at_most(sum.add(slack)) == Outcome::Holds;
        let skipped = |part: &&u32| roles_of(report.names(**part)).has(Roles::SKIPPED);
        let run = self.parts.iter().filter(skipped).fold(sum, |sum, part| sum.sub(report.value(*part)));
        // "Total run: 42" leaves out what was skipped.
        let ran = |word: &Word| report.is_one_of(word, &["run", "ran", "executed"]);
        let of_run = self.total.is_some_and(|total| report.names(total).iter().any(ran));
        if of_run && self.skipped && run.equals(all) == Outcome::Holds {
            return true;
        }
        self.led && !near || self.of_fraction && self.skipped && run.equals(all) == Outcome::Holds
    }

    fn describe(&self, report: &Report, total: u32, sum: Value, outcome: Outcome, draft: &mut Draft) {
        let mut terms = String::new();
        for part in &self.parts {
            if !terms.is_empty() {
                terms.push_str(" + ");
            }
            terms.push_str(report.printed(*part));
            let left_out =
                report.words_behind(*part).first().filter(|word| word.is(Roles::NEGATION | Roles::BLOCKED));
            if let Some(word) = left_out.or_else(|| report.names(*part).last()) {
                terms.push(' ');
                terms.push_str(report.text(word.at));
            }
            draft.number(report, *part, "part");
        }
        let printed = report.printed(total);
        draft.number(report, total, "total").blame(total).message(match outcome {
            Outcome::Contradicted => format!("{terms} is {}; the total says {printed}", sum.hull()),
            _ => format!("{terms} is {}; total {printed}", sum.hull()),
        });
    }
}
