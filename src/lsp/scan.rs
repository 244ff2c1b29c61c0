//! Reading a workspace folder through once, so that the series is known.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crossbeam_channel::Sender;
use rayon::prelude::*;

use super::event::Event;
use super::home::HomeId;
use super::reading;
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
        thread::spawn(move || {
            // One core is left for the reports that are open.
            let cores = thread::available_parallelism().map_or(1, usize::from);
            let pool = rayon::ThreadPoolBuilder::new().num_threads(cores.saturating_sub(1).max(1)).build();
            match pool {
                Ok(pool) => pool.install(|| self.run()),
                Err(_) => self.run(),
            }
        });
    }

    fn run(&self) {
        let files = self.files();
        let (home, serial) = (self.home, self.setup.serial);
        for (turn, some) in files.chunks(STRIDE).enumerate() {
            if self.stop.load(Ordering::Relaxed) {
                return;
            }
            let _ = self.events.send(Event::Scanning { home, done: turn * STRIDE, of: files.len() });
            let reports = some.par_iter().map(|(file, name)| (name.clone(), self.judge(file))).collect();
            let _ = self.series.send(News::OnDisk { home, serial, reports });
        }
        if !self.stop.load(Ordering::Relaxed) {
            let _ = self.series.send(News::Scanned { home, serial });
            let _ = self.events.send(Event::Scanning { home, done: files.len(), of: files.len() });
        }
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

    fn judge(&self, file: &Path) -> Option<Arc<Judgement>> {
        judge_file(file, &self.setup, &self.events)
    }
}

/// A report on disk; none where it cannot be read.
pub fn judge_file(file: &Path, setup: &Setup, events: &Sender<Event>) -> Option<Arc<Judgement>> {
    let bytes = disk::read(file, LONGEST_REPORT).ok()?;
    let (judgement, retired) = reading::judge(&bytes, setup);
    if !retired.is_empty() {
        let _ = events.send(Event::Retired(retired));
    }
    Some(Arc::new(judgement))
}
