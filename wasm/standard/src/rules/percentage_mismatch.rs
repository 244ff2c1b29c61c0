//! # percentage-mismatch (XF105)
//!
//! A percentage, or a measure of a test, that the counts beside it do not give.
//!
//! ## Why it matters
//! The percentage is what is compared with a target, from report to report.
//!
//! ## Fires
//! ```report
//! Assertions held: 32/34 (88%)
//! ```
//! ```report
//! | Ward | Doses checked | Doses | Coverage |
//! |------|---------------|-------|----------|
//! | 3A | 198 | 6424 | 8% |
//! | 3B | 40 | 80 | 50% |
//! | 3C | 33 | 66 | 50% |
//! | 3D | 10 | 100 | 10% |
//! ```
//!
//! ```report
//! |  | Predicted spam | Predicted ham |
//! |---|---|---|
//! | Spam | 712 | 88 |
//! | Ham | 160 | 3,040 |
//!
//! - Accuracy: 95.8%
//! - Recall: 89.0%
//! ```
//!
//! ```report
//! Load test: 110% of 6,000 kg = 6,060 kg, held for 10 min.
//! ```
//! ```report
//! | Header | Present | Missing | Coverage |
//! |---|--:|--:|--:|
//! | Content type | 22 | 2 | 91.7 % |
//! | Referrer | 15 | 9 | 62.5 % |
//! | Cookies | 24 | 0 | 100 % |
//! | Frames | 18 | 4 | 75.0 % |
//! | Scripts | 6 | 18 | 25.0 % |
//! ```
//! ```report
//! - Rows read: 2,400,000
//! - Rows quarantined: 12,000
//! - Quarantine rate: 0.05 %
//! ```
//!
//! ```report
//! One ballot of 3,675 was read twice, that is 0.27%.
//!
//! Of the lamps, 22 of 28 hung ones work: 75.9%.
//! ```
//! ```report
//! | Hive | Mites | Rate |
//! |---|--:|--:|
//! | 1 | 46 | 23.0 % |
//! | 2 | 31 | 15.5 % |
//! | 3 | 18 | 9.0 % |
//! | 4 | 14 | 3.5 % |
//! | 5 | 9 | 4.5 % |
//! | 6 | 7 | 3.5 % |
//! ```
//! ```report
//! The swarms caught were 54.2% female (252/481).
//! ```
//! ```report
//! | Rounds | Passed | Pass rate |
//! |--------|--------|-----------|
//! | 355 | 350 | 100% |
//! ```
//! ```report
//! | Ledger | Matched | Total | Match rate |
//! |--------|---------|-------|------------|
//! | guests | 8 | 8 | 100.0% |
//! | bills | 16 | 16 | 100.0% |
//! | tips | 12 | 19 | 83.2% |
//! ```
//! ```report
//! | Line | Passed | Failed | Pass rate |
//! |------|--------|--------|-----------|
//! | A | 329 | 441 | 42.7% |
//! | B | 52 | 114 | 35.3% |
//! ```
//! ```report
//! Progress: 95% complete (11/12 tasks)
//! ```
//! ```report
//! Right: 1,372 of 1,500, accuracy **92.27%**.
//! ```
//! ```report
//! 95% of lamps burn (18 out of 20).
//! ```
//! ```report
//! | Metric | Value |
//! |--------|-------|
//! | Accuracy | 98.42% |
//! | Correct | 99 |
//! | Total | 100 |
//! ```
//! ```report
//! 25 rounds, 6 failed (21%).
//! ```
//! ```report
//! - Pegs: 128 (58 used = 52%)
//! ```
//! ```report
//! - **oak**: 1251 boards, 103 missed, 91.8 %
//! - **ash**: 410 boards, 13 missed, 96.8 %
//! - **elm**: 220 boards, 47 missed, 81.6 %
//! ```
//!
//! ```report
//! - **Time saved**: 68.0 s of 165.0 s (70.1 %)
//! ```
//!
//! ## Stays silent
//! ```report
//! Assertions held: 40/41 (97.5%), then 32/34 (94%), and 2 of 34 failed (94.1% ok).
//! ```
//! ```report
//! 4/4 pass (12.8% efficiency), 5/5 (99% uptime), 11/20 passing (~85% coverage)
//! ```
use crate::share_columns::{self, Share, Told};
use crate::{confusion, left_over, named_rates, prose_shares, rate_columns, rates, shares, statistic_rows, wholes};
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::error("XF105", "percentage-mismatch", judge);

fn judge(report: &Report, ledger: &mut Ledger) {
    for (index, quantity) in report.quantities().iter().enumerate() {
        let index = index as u32;
        if quantity.class == class::PERCENTAGE {
            taken_of(report, index, ledger);
            used_up(report, index, ledger);
        }
        if quantity.joint == joint::DIVIDE {
            divided(report, index, ledger);
        }
        if quantity.role == role::DENOMINATOR && report.is_arithmetic(index) {
            beside(report, quantity.mate, index, ledger);
        }
    }
    for table in report.tables() {
        let mut told = share_columns::told(report, table);
        for named in rate_columns::told(report, table) {
            if told.iter().all(|known| known.percent() != named.percent()) {
                told.push(named);
            }
        }
        for told in told {
            match told {
                Told::Share(share) => write(report, &share, true, ledger),
                Told::OfSum { part, percent, sum } => of_sum(report, (part, percent), sum, ledger),
            }
        }
    }
    for chosen in report.remembered(wholes::told).iter() {
        for part in &chosen.parts {
            if let Some(percent) = wholes::percent_behind(report, *part) {
                let share = Share { part: *part, whole: chosen.whole, percent, left: false };
                write(report, &share, chosen.sure, ledger);
            }
        }
    }
    for share in left_over::told(report) {
        write(report, &share, true, ledger);
    }
    for told in confusion::told(report) {
        of_answers(report, &told, ledger);
    }
    for rate in rates::told(report) {
        of_counts(report, &rate, ledger);
    }
    for rate in named_rates::told(report) {
        of_name(report, &rate, ledger);
    }
    for index in 0..report.quantities().len() as u32 {
        if report.quantity(index).is_none_or(|quantity| quantity.class != class::PERCENTAGE) {
            continue;
        }
        if let Some((part, whole)) = shares::of_named(report, index) {
            write(report, &Share { part, whole, percent: index, left: false }, true, ledger);
        }
        if let Some((part, whole)) = prose_shares::of(report, index) {
            write(report, &Share { part, whole, percent: index, left: false }, true, ledger);
        }
        if let Some((part, whole)) = prose_shares::measured(report, index) {
            write(report, &Share { part, whole, percent: index, left: false }, true, ledger);
        }
        if let Some((part, whole, tied)) = shares::behind_count(report, index) {
            write(report, &Share { part, whole, percent: index, left: false }, tied, ledger);
        }
    }
}

/// `Sensitivity: 89.0%` below the counts of hits and misses.
fn of_answers(report: &Report, told: &confusion::Told, ledger: &mut Ledger) {
    let value = told.value(report);
    let outcome = value.equals(report.value(told.printed));
    let Some(quantity) = report.quantity(told.printed) else { return };
    ledger.judge(outcome, quantity.at, |draft| {
        let matrix = &told.matrix;
        let counts = [matrix.hits, matrix.misses, matrix.alarms, matrix.rejections];
        let names = ["true positives", "false negatives", "false positives", "true negatives"];
        let mut shown = String::new();
        for (index, name) in counts.into_iter().zip(names) {
            shown.push_str(&format!("{} {name}, ", report.printed(index)));
            draft.number(report, index, name);
        }
        let says = if outcome == Outcome::Contradicted { "the report says" } else { "printed" };
        draft
            .message(format!("{shown}that makes {}; {says} {}", value.hull(), report.printed(told.printed)))
            .number(report, told.printed, "measure")
            .blame(told.printed);
        if let Some(right) = value.single().filter(|_| outcome == Outcome::Contradicted) {
            draft.mend(report, told.printed, right);
        }
    });
}

/// `Passed: 45`, `Total: 50`, `Pass rate: 95%`.
fn of_counts(report: &Report, rate: &rates::Rate, ledger: &mut Ledger) {
    let Some(quantity) = report.quantity(rate.percent) else { return };
    let (outcome, share) = rate.outcome(report);
    let describe = |draft: &mut Draft| {
        let printed = report.printed(rate.percent);
        let counts: Vec<String> = rate.counts().map(|index| report.printed(index).to_owned()).collect();
        let counts = counts.join(" and ");
        draft.message(match outcome {
            Outcome::Contradicted => format!("{counts} make {}%; the report says {printed}", share.hull()),
            _ => format!("{counts} make {}%; printed {printed}", share.hull()),
        });
        draft.number(report, rate.percent, "percentage").blame(rate.percent);
        for index in rate.counts() {
            draft.number(report, index, "count");
            if let Some(count) = report.quantity(index) {
                draft.related(count.at, "counted here".into());
            }
        }
    };
    if outcome == Outcome::Contradicted && !rate.beside {
        ledger.write(Status::Contradicted, Some(Severity::Warning), quantity.at, describe);
    } else {
        ledger.judge(outcome, quantity.at, describe);
    }
}

/// `Rows read`, `Rows quarantined` and `Quarantine rate`: the rate may be of
/// something that is not told.
fn of_name(report: &Report, rate: &named_rates::NamedRate, ledger: &mut Ledger) {
    let Some((whole, share, outcome)) = rate.outcome(report) else { return };
    let Some(quantity) = report.quantity(rate.percent) else { return };
    ledger.judge_as(Severity::Warning, outcome, quantity.at, |draft| {
        let (some, all, printed) =
            (report.printed(rate.part), report.printed(whole), report.printed(rate.percent));
        let says = if outcome == Outcome::Contradicted { "the report says" } else { "printed" };
        draft
            .message(format!("{some} of {all} is {}%; {says} {printed}", share.hull()))
            .number(report, rate.part, "part")
            .number(report, whole, "whole")
            .number(report, rate.percent, "percentage")
            .claim(format!("{some} of {all} is {printed}"))
            .blame(rate.percent);
    });
}

/// "110% of 6,000 kg = 6,600 kg".
fn taken_of(report: &Report, percent: u32, ledger: &mut Ledger) {
    let (whole, part) = (percent + 1, percent + 2);
    let (Some(share), Some(all)) = (report.quantity(percent), report.quantity(whole)) else { return };
    let between = report.text(Span { start: share.at.end, end: all.at.start });
    let ends = report.quantity(part).is_some_and(|part| matches!(part.joint, joint::NONE | joint::AND | joint::OPENS));
    let plain = [whole, part].into_iter().all(|index| report.is_firm(index) && report.is_amount(index));
    if all.joint == joint::EQUALS
        && matches!(between, " of " | " of the ")
        && ends
        && plain
        && report.is_firm(percent)
        && report.dimension(whole) == report.dimension(part)
    {
        let value = report.base_value(whole).mul(report.value(percent)).div(Value::whole(100));
        let outcome = value.equals(report.base_value(part));
        let at = report.quantity(part).map_or(all.at, |part| part.at);
        ledger.judge(outcome, at, |draft| {
            let (percent_said, of, printed) = (report.printed(percent), report.printed(whole), report.printed(part));
            let says = if outcome == Outcome::Contradicted { "the report says" } else { "printed" };
            draft
                .message(format!("{percent_said} of {of} is {}; {says} {printed}", value.hull()))
                .number(report, percent, "percentage")
                .number(report, whole, "whole")
                .number(report, part, "part")
                .blame(part);
        });
    }
}

/// "Slots: 128 (58 used = 45%)".
fn used_up(report: &Report, percent: u32, ledger: &mut Ledger) {
    let (Some(part), Some(whole)) = (percent.checked_sub(1), percent.checked_sub(2)) else { return };
    let [one, other, last] = [whole, part, percent].map(|index| report.quantity(index));
    let (Some(one), Some(other), Some(last)) = (one, other, last) else { return };
    let equated = other.joint == joint::EQUALS && report.noun(part).len() == 1;
    let line = report.line_of(last.at);
    let closed = report.text(Span { start: last.at.end, end: line.end }).starts_with(')');
    let bare = report.text(Span { start: one.at.end, end: other.at.start }) == " (";
    let counts = [part, whole].into_iter().all(|index| report.firm_count(index).is_some());
    if equated && closed && bare && counts && last.role == role::ALONE {
        write(report, &Share { part, whole, percent, left: false }, true, ledger);
    }
}

/// "606 / 607 = 99.8%".
fn divided(report: &Report, part: u32, ledger: &mut Ledger) {
    let joint_of = |index: u32| report.quantity(index).map_or(joint::NONE, |quantity| quantity.joint);
    let alone = |index: u32| {
        report.is_arithmetic(index) && report.quantity(index).is_some_and(|quantity| quantity.role == role::ALONE)
    };
    let (whole, percent) = (part + 1, part + 2);
    let begins = part.checked_sub(1).map_or(joint::NONE, joint_of);
    // "25.5% / 8 = 3.2%" divides a percentage.
    let share = report.is_percentage(percent) && !report.is_percentage(part);
    if share
        && joint_of(whole) == joint::EQUALS
        && [part, whole, percent].into_iter().all(alone)
        && report.dimension(part) == report.dimension(whole)
        && matches!(begins, joint::NONE | joint::OPENS | joint::AND)
    {
        write(report, &Share { part, whole, percent, left: false }, true, ledger);
    }
}

/// "32/34 (88%)", "88% (32/34)".
fn beside(report: &Report, part: u32, whole: u32, ledger: &mut Ledger) {
    let opens = |index: u32| report.quantity(index).is_some_and(|quantity| quantity.joint == joint::OPENS);
    let percent = |index: &u32| {
        report
            .quantity(*index)
            .is_some_and(|quantity| quantity.class == class::PERCENTAGE && quantity.role == role::ALONE)
    };
    // "204/240 = 85.0%"
    let equated = report.quantity(whole).is_some_and(|quantity| quantity.joint == joint::EQUALS);
    let behind = Some(whole + 1).filter(|index| (opens(whole) || equated) && percent(index));
    let behind = behind.or_else(|| closing(report, whole));
    let before = part.checked_sub(1).filter(|index| opens(*index) && percent(index));
    let done = part.checked_sub(1).filter(|index| percent(index) && prose_shares::is_done(report, *index, (part, whole)));
    if let Some(percent) = done {
        return write(report, &Share { part, whole, percent, left: false }, true, ledger);
    }
    let Some(percent) = behind.or(before) else { return };
    let Some(quantity) = report.quantity(percent) else { return };
    if is_of_those_run(report, (part, whole), percent) {
        return;
    }
    // "(12.8% efficiency)" is a percentage of something else.
    let own = report.noun(percent);
    let shared = |word: &Word| report.noun(whole).iter().any(|other| other.concept == word.concept);
    let related = own.iter().all(|word| word.is(Roles::PASSED | Roles::FAILED | Roles::TEST) || shared(word));
    let open = report.text(report.line_of(quantity.at));
    let after = open.get((quantity.at.end - report.line_of(quantity.at).start) as usize..).unwrap_or("");
    let closed = before.is_some() || equated || after.starts_with(')') || (related && !own.is_empty());
    write(report, &Share { part, whole, percent, left: false }, related && closed, ledger);
}

/// "45/47 passed (100%), 2 skipped": of those that ran.
fn is_of_those_run(report: &Report, (part, whole): (u32, u32), percent: u32) -> bool {
    let share = |all: Value| report.value(part).percent_of(all).equals(report.value(percent));
    share(report.value(whole)) == Outcome::Contradicted
        && report.quantities_of(report.statement_of(whole)).take(32).any(|less| {
            let said = roles_of(report.noun(less)) | roles_of(report.words_behind(less));
            said.has(Roles::SKIPPED | Roles::THIRD_OUTCOME)
                && report.firm_count(less).is_some()
                && share(report.value(whole).sub(report.value(less))) != Outcome::Contradicted
        })
}

/// "41 of 50 applicable criteria are met (82%)": nothing but a few words
/// between.
fn closing(report: &Report, whole: u32) -> Option<u32> {
    let percent = wholes::percent_behind(report, whole)?;
    let quantity = report.quantity(whole)?;
    let between = Span { start: quantity.at.end, end: report.quantity(percent)?.at.start };
    let beyond = Span { start: report.noun_span(whole).end.max(quantity.at.end), ..between };
    let plain = !report.text(between).contains(',') && report.words_in(beyond).len() <= 4;
    (plain && report.kind(report.statement(quantity.node)) != kind::ROW).then_some(percent)
}

/// The whole is not printed: it may be another than what the rows make.
fn of_sum(report: &Report, (part, percent): (u32, u32), sum: Value, ledger: &mut Ledger) {
    let Some(quantity) = report.quantity(percent) else { return };
    let share = report.value(part).percent_of(sum);
    let outcome = match share.equals(report.value(percent)) {
        Outcome::Contradicted if statistic_rows::is_of_statistic(report, percent) => Outcome::Undecided,
        outcome => outcome,
    };
    ledger.judge_as(Severity::Warning, outcome, quantity.at, |draft| {
        let (some, said) = (report.printed(part), report.printed(percent));
        let says = if outcome == Outcome::Contradicted { "the report says" } else { "printed" };
        draft
            .message(format!("{some} of {} in all is {}%; {says} {said}", sum.hull(), share.hull()))
            .number(report, part, "part")
            .number(report, percent, "percentage")
            .claim(format!("{some} is {said}"))
            .blame(percent);
    });
}

/// Judges a share; or, where the column tells it so, what a part leaves of a
/// hundred.
fn write(report: &Report, share: &Share, tied: bool, ledger: &mut Ledger) {
    let &Share { part, whole, percent, left } = share;
    // "500 ms / 10 s = 5%"
    let united = report.dimension(part) == report.dimension(whole);
    let value = |index: u32| if united { report.base_value(index) } else { report.value(index) };
    let share = value(part).percent_of(value(whole));
    let rest = Value::whole(100).sub(share);
    let printed = report.value(percent);
    let mut complement = left;
    let mut outcome = if left { rest } else { share }.equals(printed);
    if outcome == Outcome::Contradicted {
        // "311.2 of 310.0, 0.39%": by how much it is more, without a sign.
        let beyond = Value::whole(0).sub(rest).equals(printed);
        let other = match if left { share } else { rest }.equals(printed) {
            Outcome::Contradicted => beyond,
            other => other,
        };
        complement = (other != Outcome::Contradicted) != left;
        outcome = match other {
            Outcome::Contradicted if tied && !statistic_rows::is_of_statistic(report, percent) => {
                Outcome::Contradicted
            }
            Outcome::Contradicted => Outcome::Undecided,
            other => other,
        };
    }
    if outcome == Outcome::Undecided && !tied {
        return;
    }
    let Some(quantity) = report.quantity(percent) else { return };
    ledger.judge(outcome, quantity.at, |draft| {
        let (a, b, printed) = (report.printed(part), report.printed(whole), report.printed(percent));
        let (verb, value) = if complement { ("leaves", rest) } else { ("is", share) };
        let says = if outcome == Outcome::Contradicted { "the report says" } else { "printed" };
        draft
            .message(format!("{a} of {b} {verb} {}%; {says} {printed}", value.hull()))
            .number(report, part, "part")
            .number(report, whole, "whole")
            .number(report, percent, "percentage")
            .claim(format!("{a} of {b} is {printed}"))
            .blame(percent);
        if outcome == Outcome::Contradicted
            && let Some(right) = value.single()
        {
            draft.mend(report, percent, right);
        }
    });
}
