//! # all-claim-conflict (XF303)
//!
//! "All" of something is said to have passed, and one of them has not.
//!
//! ## Why it matters
//! The heading is quoted, the row is not. Whoever reads "all achieved" does not
//! look for the one that was missed.
//!
//! ## Fires
//! ```report
//! ## Acceptance checks (all passed)
//!
//! | Check | Result |
//! |-------|--------|
//! | Label text | PASS |
//! | Seal strength | FAIL |
//! ```
//! ```report
//! ## Goals (All Achieved)
//!
//! | Metric | Target | Measured | Status |
//! |--------|--------|----------|--------|
//! | Throughput | 50,000 req/s | 48,000+ | PASS |
//! | P99 latency | <50 ms | 12 ms | PASS |
//! ```
//! ```report
//! ## Cut-over
//!
//! All tasks are complete.
//!
//! - [x] Freeze writes
//! - [ ] Compare row counts
//! ```
//! ```report
//! # Night run
//!
//! All tests passed.
//!
//! ~~~
//! Tests: 2 failed, 1 skipped, 141 passed, 144 total
//! ~~~
//! ```
//! ```report
//! | Lane | Passes | Errors |
//! |------|--------|--------|
//! | 1 | 480 | 0 |
//! | 2 | 478 | 2 |
//!
//! No errors were found.
//! ```
//!
//! ```report
//! ## Findings
//!
//! | ID | Severity | Status |
//! |----|----------|--------|
//! | F1 | Critical | Open |
//! | F2 | Low | Fixed |
//!
//! ## Conclusion
//!
//! All critical findings are fixed.
//! ```
//! ```report
//! | Suite | Passed | Failed |
//! |-------|--------|--------|
//! | unit | 41 | 0 |
//! | api | 12 | 1 |
//!
//! All tests pass.
//! ```
//! ```report
//! ## Excursions
//!
//! All excursions were closed before the audit ended.
//!
//! 1. EX-201 – truck 4 – 9.1 °C – closed
//! 2. EX-203 – dock 1 – 12.0 °C – rejected, back to the sender
//! ```
//! ```report
//! ~~~
//! Test Suites: 1 failed, 22 passed, 23 total
//! Tests:       2 failed, 201 passed, 203 total
//! ~~~
//!
//! ## Verdict
//!
//! All 203 tests pass.
//! ```
//! ```report
//! | Severity | Found | Fixed | Open |
//! |---|--:|--:|--:|
//! | Critical | 4 | 3 | 1 |
//! | High | 9 | 9 | 0 |
//!
//! ## Conclusion
//!
//! No critical issues remain open.
//! ```
//! ```report
//! | t (h) | Messages | Lost |
//! |--:|--:|--:|
//! | 12 | 43,200,000 | 0 |
//! | 24 | 86,400,000 | 12 |
//!
//! Not a single message was lost.
//! ```
//! ```report
//! All 42 tests pass.
//!
//! ~~~
//! 42 tests, 1 failure, 0 skipped
//! ~~~
//! ```
//! ```report
//! | Mill | Flour |
//! |------|-------|
//! | north | 310 kg/h |
//! | south | 287 kg/h |
//! | west | 305 kg/h |
//!
//! All mills keep at least 300 kg/h.
//! ```
//! ```report
//! ## Aims
//!
//! | Aim | Target | Measured | Met |
//! |---|---|---|---|
//! | Flour | ≥ 18 kg | 19 kg | yes |
//! | Bran | ≥ 2 kg | 1.5 kg | no |
//!
//! All aims are met.
//! ```
//!
//! ## Stays silent
//! ```report
//! ## Checks
//!
//! All checks passed except the seal strength.
//!
//! | Check | Result |
//! |-------|--------|
//! | Label text | PASS |
//! | Seal strength | FAIL |
//! ```
//! ```report
//! ## Status
//!
//! - **All P1 items**: Complete
//! - **Review gaps**: 12/13 closed
//! - **Installer**: Blocked by the new runtime
//! ```
//! ```report
//! # Night run
//!
//! The first run ended with 2 failed, 142 passed. After the fix all tests passed.
//! ```
use crate::exceptions::{self, Exception};
use crate::sweeps::{self, Sweep};
use crate::ties::Tie;
use crate::universal::{self, Claim};
use crate::{denials, failures};
use crossfoot_kit::prelude::*;

pub const RULE: Rule = Rule::error("XF303", "all-claim-conflict", judge);

fn judge(report: &Report, ledger: &mut Ledger) {
    let claims = universal::claims(report);
    if !claims.is_empty() {
        let told = failures::told(report);
        for claim in &claims {
            write(report, claim, &exceptions::of(report, claim, &told), ledger);
        }
    }
    for sweep in sweeps::told(report) {
        bounded(report, &sweep, ledger);
    }
    for denial in denials::told(report) {
        ledger.write(Status::Undecided, Some(Severity::Warning), denial.at, |draft| {
            let (said, counted) = (report.text(denial.at), report.text(denial.counted));
            let name = report.text(denial.name);
            draft.message(format!("\"{said}\", but the count of {name} is {counted}"));
            draft
                .part(denial.at, "claim")
                .part(denial.counted, "count")
                .related(denial.counted, "counted here".into());
        });
    }
}

/// "All scenarios keep 300K+ rows/s" over a row that has fewer.
fn bounded(report: &Report, sweep: &Sweep<'_>, ledger: &mut Ledger) {
    let (status, finding) = match sweep.broken {
        Some(_) => (Status::Undecided, Some(Severity::Warning)),
        None => (Status::Holds, None),
    };
    ledger.write(status, finding, sweep.at, |draft| {
        let said = report.text(sweep.at);
        draft.part(sweep.at, "claim").number(report, sweep.bound, "bound");
        let Some((row, number)) = sweep.broken else {
            draft.message(format!("\"{said}\": all rows keep to it"));
            return;
        };
        let name = row.cell(0).map_or("", Cell::text).trim();
        draft
            .message(format!("\"{said}\", but {name} has {}", report.printed(number)))
            .number(report, number, "exception");
        if let Some(quantity) = report.quantity(number) {
            draft.related(quantity.at, "told here".into());
        }
    });
}

fn write(report: &Report, claim: &Claim, exceptions: &[Exception], ledger: &mut Ledger) {
    let tied = || exceptions.iter().filter(|exception| exception.tie == Tie::Words);
    let finding = tied().map(|exception| exception.severity).max();
    let status = match finding {
        Some(Severity::Error) => Status::Contradicted,
        Some(_) => Status::Undecided,
        None if exceptions.is_empty() => return,
        None => Status::Undecided,
    };
    ledger.write(status, finding, claim.at, |draft| {
        let said = report.text(claim.at);
        draft.part(claim.at, "claim").claim(said.to_owned());
        let shown: Vec<&Exception> =
            if finding.is_some() { tied().collect() } else { exceptions.iter().collect() };
        let Some(first) = shown.first() else { return };
        draft.message(if finding.is_some() {
            format!("\"{said}\", but {}", first.message)
        } else {
            format!("whether \"{said}\" speaks of \"{}\" cannot be told", first.message)
        });
        for exception in shown {
            draft.part(exception.at, "exception").related(exception.at, exception.message.clone());
        }
    });
}
