//! Reading a workspace folder through once, so that the series is known.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use crossbeam_channel::Sender;
use rayon::prelude::*;

use super::event::Event;
use super::home::HomeId;
use super::reading;
use super::remembered::Remembered;
use super::series::News;
use super::setup::Setup;
use crate::check::{Judgement, LONGEST_REPORT};
use crate::disk::{self, Choice};

/// After so many reports it is told how far it is, and looked whether it is
/// still wanted.
const STRIDE: usize = 128;

pub struct Scan {
    pub home: HomeId,
    pub root: PathBuf,
    pub setup: Arc<Setup>,
    pub stop: Arc<AtomicBool>,
    pub events: Sender<Event>,
    pub series: Sender<News>,
}

impl Scan {
    pub fn start(self) {
        // A pool that ends with the scan. The threads that judge open reports
        // sleep most of the time, so the system lets them go first.
        thread::spawn(move || match rayon::ThreadPoolBuilder::new().build() {
            Ok(pool) => pool.install(|| self.run()),
            Err(_) => self.run(),
        });
    }

    fn run(&self) {
        let began = Instant::now();
        let files = self.files();
        let earlier = Remembered::of(&self.root, &self.setup, files.len());
        let judged = AtomicUsize::new(0);
        let (home, serial) = (self.home, self.setup.serial);
        for (turn, some) in files.chunks(STRIDE).enumerate() {
            if self.stop.load(Ordering::Relaxed) {
                return;
            }
            let _ = self.events.send(Event::Scanning { home, done: turn * STRIDE, of: files.len() });
            let one = |(file, name): &(PathBuf, String)| {
                (name.clone(), self.judgement(file, earlier.as_ref(), &judged))
            };
            let _ =
                self.series.send(News::OnDisk { home, serial, reports: some.par_iter().map(one).collect() });
        }
        let _ = self.series.send(News::Scanned { home, serial });
        let judged = judged.into_inner();
        tracing::info!(root = ?self.root, reports = files.len(), judged, took = ?began.elapsed(), "read through");
        // First kept and then told: who is told may leave at once.
        if let Some(earlier) = earlier {
            earlier.keep();
        }
        if !self.stop.load(Ordering::Relaxed) {
            let _ = self.events.send(Event::Scanning { home, done: files.len(), of: files.len() });
        }
    }

    /// Analyzers are asked only where no earlier session has asked them.
    fn judgement(
        &self,
        file: &Path,
        earlier: Option<&Remembered>,
        judged: &AtomicUsize,
    ) -> Option<Arc<Judgement>> {
        let bytes = disk::read(file, LONGEST_REPORT).ok()?;
        let judge = || {
            judged.fetch_add(1, Ordering::Relaxed);
            judge(&bytes, &self.setup, &self.events)
        };
        Some(Arc::new(match earlier {
            Some(earlier) => earlier.judgement(&bytes, judge),
            None => judge(),
        }))
    }

    fn files(&self) -> Vec<(PathBuf, String)> {
        let include = self.setup.config.include.patterns().to_vec();
        let found = disk::find(std::slice::from_ref(&self.root), &Choice { include, exclude: Vec::new() });
        let named = found.files.into_iter().map(|file| {
            let name = disk::shown(file.strip_prefix(&self.root).unwrap_or(&file));
            (file, name)
        });
        named.filter(|(_, name)| self.setup.covers(name)).collect()
    }
}

/// A report on disk; none where it cannot be read.
pub fn judge_file(file: &Path, setup: &Setup, events: &Sender<Event>) -> Option<Arc<Judgement>> {
    let bytes = disk::read(file, LONGEST_REPORT).ok()?;
    Some(Arc::new(judge(&bytes, setup, events)))
}

fn judge(bytes: &[u8], setup: &Setup, events: &Sender<Event>) -> Judgement {
    let (judgement, retired) = reading::judge(bytes, setup);
    if !retired.is_empty() {
        let _ = events.send(Event::Retired(retired));
    }
    judgement
}
