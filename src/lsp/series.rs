//! The series around the open reports. An actor of its own: it keeps the
//! judgements of a folder, is told what changed, and asks `conclude` once the
//! typing has paused.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};
use lsp_types::{DiagnosticRelatedInformation, Location};

use super::encoding::Encoding;
use super::event::Event;
use super::home::HomeId;
use super::setup::Setup;
use super::uri;
use crate::check::{self, Judged, Judgement};
use crate::emit;
use crate::ledger::{Fault, Finding, Severity};
use crate::policy;
use crate::report;

/// So long nothing must have changed: longer than from one key to the next, so
/// that the series is not asked between them.
const PAUSE: Duration = Duration::from_millis(200);
/// Under steady typing the series is asked this often all the same.
const LONGEST_WAIT: Duration = Duration::from_secs(5);
/// Related places beyond these are not listed.
const MOST_HEIRS: usize = 20;

pub enum News {
    /// A folder has another setup. Judgements stay where they are as good.
    Setup {
        home: HomeId,
        root: PathBuf,
        setup: Arc<Setup>,
        keep: bool,
    },
    /// Reports on disk, judged; one that is gone has no judgement.
    OnDisk {
        home: HomeId,
        serial: u64,
        reports: Vec<(String, Option<Arc<Judgement>>)>,
    },
    /// The folder has been read through: the series is whole.
    Scanned {
        home: HomeId,
        serial: u64,
    },
    /// An open report was judged. It goes before what is on disk.
    Open {
        home: HomeId,
        serial: u64,
        path: String,
        text: Arc<str>,
        judgement: Arc<Judgement>,
        again: bool,
    },
    Closed {
        home: HomeId,
        path: String,
    },
    Gone {
        home: HomeId,
    },
}

/// What the series says about one open report.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// The text that the places below point into.
    pub text: Arc<str>,
    /// Findings that the report alone does not show.
    pub findings: Vec<Shown>,
    /// Findings of the report that only repeat an earlier report's, by
    /// fingerprint: they are shown as `findings` in another dress.
    pub handed_down: BTreeSet<String>,
    /// Where a finding of this report is carried on, by fingerprint.
    pub heirs: BTreeMap<String, Vec<DiagnosticRelatedInformation>>,
}

/// A finding, and its places in other reports.
#[derive(Clone, Debug)]
pub struct Shown {
    pub finding: Finding,
    pub elsewhere: Vec<DiagnosticRelatedInformation>,
}

pub fn start(events: Sender<Event>, encoding: Encoding) -> Sender<News> {
    let (sender, news) = unbounded();
    thread::spawn(move || Series { encoding, events, homes: BTreeMap::new() }.run(&news));
    sender
}

struct Series {
    encoding: Encoding,
    events: Sender<Event>,
    homes: BTreeMap<HomeId, Reports>,
}

struct Reports {
    root: PathBuf,
    setup: Arc<Setup>,
    on_disk: BTreeMap<String, Arc<Judgement>>,
    open: BTreeMap<String, (Arc<str>, Arc<Judgement>)>,
    scanned: bool,
    /// When the first change since the last conclusion came, and the last one.
    changed: Option<(Instant, Instant)>,
    /// Nobody is typing this: there is no pause to wait for.
    at_once: bool,
    /// How long the last conclusion took: the pause is never shorter.
    took: Duration,
}

impl Series {
    fn run(mut self, news: &Receiver<News>) {
        loop {
            let wait = self.homes.values().filter_map(Reports::due_in).min();
            let next = match wait {
                Some(wait) => news.recv_timeout(wait),
                None => news.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match next {
                Ok(next) => self.hear(next),
                Err(RecvTimeoutError::Timeout) => self.conclude(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn hear(&mut self, news: News) {
        match news {
            News::Setup { home, root, setup, keep } => self.set_up(home, root, setup, keep),
            News::OnDisk { home, serial, reports } => {
                if let Some(home) = self.current(home, serial) {
                    for (path, judgement) in reports {
                        match judgement {
                            Some(judgement) => home.on_disk.insert(path, judgement),
                            None => home.on_disk.remove(&path),
                        };
                    }
                    home.touch();
                }
            }
            News::Scanned { home, serial } => {
                if let Some(home) = self.current(home, serial) {
                    home.scanned = true;
                    home.at_once = true;
                    home.touch();
                }
            }
            News::Open { home, serial, path, text, judgement, again } => {
                if let Some(home) = self.current(home, serial) {
                    home.open.insert(path, (text, judgement));
                    if again {
                        home.touch();
                    }
                }
            }
            News::Closed { home, path } => {
                if let Some(home) = self.homes.get_mut(&home) {
                    home.open.remove(&path);
                    home.touch();
                }
            }
            News::Gone { home } => {
                self.homes.remove(&home);
            }
        }
    }

    /// News that speak of another setup than ours come from the past.
    fn current(&mut self, home: HomeId, serial: u64) -> Option<&mut Reports> {
        self.homes.get_mut(&home).filter(|home| home.setup.serial == serial)
    }

    fn set_up(&mut self, home: HomeId, root: PathBuf, setup: Arc<Setup>, keep: bool) {
        if let Some(known) = self.homes.get_mut(&home)
            && keep
        {
            known.setup = setup;
            known.at_once = true;
            return known.touch();
        }
        let reports = Reports {
            root,
            setup,
            on_disk: BTreeMap::new(),
            open: BTreeMap::new(),
            scanned: false,
            changed: None,
            at_once: false,
            took: Duration::ZERO,
        };
        self.homes.insert(home, reports);
    }

    fn conclude(&mut self) {
        for (&home, reports) in &mut self.homes {
            if reports.due_in().is_some_and(|wait| wait.is_zero()) {
                let began = Instant::now();
                let (around, faults) = reports.conclude(self.encoding);
                reports.changed = None;
                reports.at_once = false;
                reports.took = began.elapsed();
                tracing::debug!(reports = reports.on_disk.len(), took = ?reports.took, "concluded");
                let serial = reports.setup.serial;
                let _ = self.events.send(Event::Concluded { home, serial, around, faults });
            }
        }
    }
}

impl Reports {
    fn touch(&mut self) {
        let now = Instant::now();
        self.changed = Some((self.changed.map_or(now, |(first, _)| first), now));
    }

    /// Half a folder is no series: it would look as if reports were missing.
    fn due_in(&self) -> Option<Duration> {
        let (first, last) = self.changed.filter(|_| self.scanned)?;
        if self.at_once {
            return Some(Duration::ZERO);
        }
        let pause = self.took.clamp(PAUSE, LONGEST_WAIT);
        let due = (last + pause).min(first + LONGEST_WAIT.max(pause));
        Some(due.saturating_duration_since(Instant::now()))
    }

    fn all(&self) -> BTreeMap<&str, &Arc<Judgement>> {
        let on_disk = self.on_disk.iter().map(|(path, judgement)| (path.as_str(), judgement));
        let open = self.open.iter().map(|(path, (_, judgement))| (path.as_str(), judgement));
        on_disk.chain(open.filter(|(path, _)| self.setup.covers(path))).collect()
    }

    fn conclude(&self, encoding: Encoding) -> (Vec<(String, Around)>, Vec<Fault>) {
        let all = self.all();
        let judged = all.iter().map(|(path, judgement)| Judged {
            path: (*path).to_owned(),
            judgement: self.without_resting(judgement),
        });
        let setup = &self.setup;
        let mut outcome = check::conclude(judged.collect(), &setup.set.analyzers, &setup.settings);
        policy::apply(&mut outcome, &setup.policy, &|path| !self.root.join(path).exists());
        let elsewhere = Elsewhere { root: &self.root, all: &all, encoding };
        let around = self.open.iter().map(|(path, (text, judgement))| {
            (path.clone(), around(path, text, judgement, &outcome.findings, &elsewhere))
        });
        // Faults about a report are shown with that report.
        let faults = outcome.faults.iter().filter(|fault| fault.path.is_none()).cloned().collect();
        (around.collect(), faults)
    }

    /// An analyzer that rests is not asked about the series either.
    fn without_resting(&self, judgement: &Arc<Judgement>) -> Arc<Judgement> {
        let rests: Vec<bool> =
            self.setup.set.analyzers.iter().map(|one| self.setup.rest.is_resting(one.digest())).collect();
        if !rests.contains(&true) {
            return Arc::clone(judgement);
        }
        let mut judgement = Judgement::clone(judgement);
        for (part, rests) in judgement.parts.iter_mut().zip(rests) {
            if rests && part.fault.is_none() {
                part.fault = Some(Box::new(Fault::of_analyzer("", crate::ledger::FaultKind::Trap, "rests")));
            }
        }
        Arc::new(judgement)
    }
}

/// Places of reports that are not open: their lines are known, their text is not.
struct Elsewhere<'a> {
    root: &'a PathBuf,
    all: &'a BTreeMap<&'a str, &'a Arc<Judgement>>,
    encoding: Encoding,
}

impl Elsewhere<'_> {
    fn place(&self, path: &str, range: report::Range, message: &str) -> Option<DiagnosticRelatedInformation> {
        let lines = &self.all.get(path)?.lines;
        let uri = uri::of_path(&self.root.join(path)).parse().ok()?;
        let location = Location { uri, range: self.encoding.range(lines, range) };
        Some(DiagnosticRelatedInformation { location, message: message.to_owned() })
    }
}

fn around(
    path: &str,
    text: &Arc<str>,
    judgement: &Judgement,
    findings: &[Finding],
    elsewhere: &Elsewhere<'_>,
) -> Around {
    let own: BTreeSet<&str> = judgement
        .parts
        .iter()
        .flat_map(|part| &part.findings)
        .map(|seed| seed.fingerprint.as_str())
        .collect();
    let kept: BTreeSet<&str> =
        findings.iter().filter(|finding| finding.path == path).map(|one| one.fingerprint.as_str()).collect();
    let handed_down = own.difference(&kept).map(|print| (*print).to_owned()).collect();
    let mut around = Around { text: Arc::clone(text), handed_down, ..Around::default() };
    for finding in findings.iter().filter(|finding| finding.suppressed.is_none()) {
        if finding.path == path {
            let heirs = finding.inherited.iter().take(MOST_HEIRS);
            let heirs =
                heirs.filter_map(|heir| elsewhere.place(&heir.path, heir.range, "carried on here")).collect();
            if own.contains(finding.fingerprint.as_str()) {
                around.heirs.insert(finding.fingerprint.clone(), heirs);
            } else if !finding.code.starts_with("XF0") {
                let mut shown = shown(finding.clone(), path, elsewhere);
                shown.elsewhere.extend(heirs);
                around.findings.push(shown);
            }
        }
        for heir in finding.inherited.iter().filter(|heir| heir.path == path) {
            around.findings.push(inherited(finding, heir.range, path, elsewhere));
        }
    }
    around
}

fn shown(finding: Finding, path: &str, elsewhere: &Elsewhere<'_>) -> Shown {
    let others = finding.related.iter().filter(|related| related.path != path);
    let others = others.filter_map(|related| elsewhere.place(&related.path, related.range, &related.message));
    Shown { elsewhere: others.collect(), finding }
}

/// A report that only carries an error on is told so, as a piece of news and
/// not as its own fault.
fn inherited(root: &Finding, range: report::Range, path: &str, elsewhere: &Elsewhere<'_>) -> Shown {
    let finding = Finding {
        severity: Severity::Info,
        path: path.to_owned(),
        range,
        message: format!("inherited from {}: {}", emit::clean(&root.path), root.message),
        related: Vec::new(),
        inherited: Vec::new(),
        fixes: Vec::new(),
        ..root.clone()
    };
    let origin = elsewhere.place(&root.path, root.range, "it went wrong here");
    Shown { finding, elsewhere: origin.into_iter().collect() }
}
