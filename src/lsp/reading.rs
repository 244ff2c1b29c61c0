//! One report, judged as it stands in the editor.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::setup::Setup;
use crate::check::{self, Judged, Judgement, LONGEST_REPORT, Part};
use crate::ledger::{Fault, FaultKind, Finding};
use crate::policy;

/// What came of judging one version of a text with one setup.
pub struct Reading {
    pub version: i32,
    pub text: Arc<str>,
    pub setup: Arc<Setup>,
    pub judged: Judged,
    /// What the report says by itself; silenced findings are left out.
    pub findings: Vec<Finding>,
    pub faults: Vec<Fault>,
    /// Analyzers that failed once too often just now.
    pub retired: Vec<Fault>,
    /// How long all this took: a guess at how long the next version will take.
    pub took: Duration,
}

impl Reading {
    /// None where we stumbled, which is written to the log.
    pub fn of(path: &str, version: i32, text: Arc<str>, setup: Arc<Setup>) -> Option<Self> {
        let reading = catch_unwind(AssertUnwindSafe(|| Self::of_or_panic(path, version, text, setup)));
        reading.inspect_err(|_| tracing::error!(path, "a panic while judging")).ok()
    }

    fn of_or_panic(path: &str, version: i32, text: Arc<str>, setup: Arc<Setup>) -> Self {
        let began = Instant::now();
        let (judgement, retired) = judge(text.as_bytes(), &setup);
        let judged = Judged { path: path.to_owned(), judgement: Arc::new(judgement) };
        let mut reading = Reading {
            version,
            text,
            setup,
            judged,
            findings: Vec::new(),
            faults: Vec::new(),
            retired,
            took: Duration::ZERO,
        };
        if reading.setup.covers(path) {
            reading.show();
        }
        reading.took = began.elapsed();
        reading
    }

    fn show(&mut self) {
        let mut outcome = check::alone(&self.judged, &self.setup.set.analyzers);
        // What of the baseline no longer occurs is not asked here, so nobody
        // needs to look whether its reports still exist.
        policy::apply(&mut outcome, &self.setup.policy, &|_| false);
        outcome.findings.retain(|finding| finding.suppressed.is_none());
        self.findings = outcome.findings;
        self.faults = outcome.faults;
    }

    /// Whether the series would say the same of both.
    pub fn notes_like(&self, other: &Reading) -> bool {
        let (one, two) = (&self.judged.judgement, &other.judged.judgement);
        let alike = |(one, two): (&Part, &Part)| {
            one.note == two.note && one.findings == two.findings && one.fault == two.fault
        };
        self.setup.serial == other.setup.serial
            && one.length == two.length
            && one.directives == two.directives
            && one.parts.len() == two.parts.len()
            && one.parts.iter().zip(&two.parts).all(alike)
    }
}

/// Judges with the analyzers that are awake; also gives those that failed once
/// too often by it.
pub fn judge(bytes: &[u8], setup: &Setup) -> (Judgement, Vec<Fault>) {
    if bytes.len() as u64 > LONGEST_REPORT {
        return (too_long(bytes.len()), Vec::new());
    }
    let all = &setup.set.analyzers;
    let awake: Vec<bool> = all.iter().map(|one| !setup.rest.is_resting(one.digest())).collect();
    let mut judgement = match awake.iter().all(|awake| *awake) {
        true => check::judge(bytes, all, &setup.settings),
        false => {
            let mut judgement = check::judge(bytes, &setup.awake(), &setup.settings);
            let mut heard = std::mem::take(&mut judgement.parts).into_iter();
            // The parts stand in the order of the whole set.
            let part = |(awake, analyzer): (&bool, &Arc<crate::host::Analyzer>)| match awake {
                true => heard.next().unwrap_or_default(),
                false => {
                    Part { fault: Some(Box::new(resting(&analyzer.manifest().name))), ..Part::default() }
                }
            };
            judgement.parts = awake.iter().zip(all).map(part).collect();
            judgement
        }
    };
    // A report that could not be read at all has no parts.
    if judgement.parts.len() != all.len() {
        judgement.parts.resize_with(all.len(), Part::default);
    }
    let mut retired = Vec::new();
    for ((part, analyzer), awake) in judgement.parts.iter().zip(all).zip(awake) {
        if let Some(fault) = part.fault.as_deref().filter(|_| awake)
            && setup.rest.failed(analyzer.digest())
        {
            retired.push(fault.clone());
        }
    }
    (judgement, retired)
}

fn resting(analyzer: &str) -> Fault {
    let message = "failed too often and rests until it is loaded anew";
    Fault::of_analyzer(analyzer, FaultKind::Trap, message)
}

fn too_long(length: usize) -> Judgement {
    let message = format!("{length} bytes; at most {LONGEST_REPORT} are read");
    let fault = Fault { path: None, analyzer: None, kind: FaultKind::TooLarge, message };
    Judgement { length: length as u32, faults: vec![fault], ..Judgement::default() }
}
