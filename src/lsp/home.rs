//! A folder whose reports belong together, and the thread that makes setups
//! for such folders off the path.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Sender, unbounded};

use super::event::Event;
use super::setup::{Setup, Sources, Wish};
use crate::analyzers::{CodeCache, Compiler, Live, Loader};
use crate::disk;
use crate::host::{Host, HostOptions};

/// Nobody waits longer for an answer while typing.
const DEADLINE: Duration = Duration::from_millis(500);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HomeId(pub u32);

pub struct Home {
    /// Absolute. Reports are named as seen from here.
    pub root: PathBuf,
    /// Whether it is a folder of the workspace, or only where a lone report lies.
    pub workspace: bool,
    pub live: Option<Arc<Live<Setup>>>,
    /// What open reports are judged with. The loader may be ahead: another
    /// setup is at work only once the loop has heard of it.
    pub at_work: Option<Arc<Setup>>,
    /// The files to look at for changes: those of the last attempt, even if it failed.
    pub watched: Sources,
    pub loading: bool,
    /// A further change came while the last one was being loaded.
    pub again: bool,
    pub scanning: bool,
    pub stop_scan: Arc<AtomicBool>,
    /// What the user has been told since the last good load.
    pub told: BTreeSet<String>,
}

impl Home {
    pub fn new(root: PathBuf, workspace: bool) -> Self {
        Home {
            root,
            workspace,
            live: None,
            at_work: None,
            watched: Sources::default(),
            loading: false,
            again: false,
            scanning: false,
            stop_scan: Arc::default(),
            told: BTreeSet::new(),
        }
    }

    pub fn setup(&self) -> Option<Arc<Setup>> {
        self.at_work.clone()
    }

    /// How a report is called in outcomes.
    pub fn name_of(&self, file: &Path) -> String {
        disk::shown(file.strip_prefix(&self.root).unwrap_or(file))
    }

    pub fn stop_scanning(&mut self) {
        self.stop_scan.store(true, Ordering::Relaxed);
        self.stop_scan = Arc::default();
        self.scanning = false;
    }
}

/// A wish for a setup; what is live until then is kept if nothing comes of it.
pub struct Order {
    pub home: HomeId,
    pub wish: Wish,
    pub live: Option<Arc<Live<Setup>>>,
}

/// One thread: the last order for a folder is the last to be carried out.
pub fn start_loader(events: Sender<Event>) -> Sender<Order> {
    let (sender, orders) = unbounded::<Order>();
    thread::spawn(move || {
        let host = match Host::new(HostOptions { deadline: DEADLINE, ..HostOptions::default() }) {
            Ok(host) => host,
            Err(error) => {
                let _ = events.send(Event::NoEngine(error.to_string()));
                return;
            }
        };
        let loader = Loader { host, cache: CodeCache::in_user_folder(), compiler: Compiler::default() };
        for order in orders {
            if events.send(carry_out(order, &loader)).is_err() {
                return;
            }
        }
    });
    sender
}

fn carry_out(order: Order, loader: &Loader) -> Event {
    let Order { home, wish, live } = order;
    let Some(live) = live else {
        // The first one: whatever works is better than nothing.
        let (setup, faults) = wish.load(loader);
        let sources = setup.sources.clone();
        return Event::Loaded { home, live: Arc::new(Live::new(setup)), sources, faults };
    };
    let mut sources = Sources::default();
    let reloaded = live.reload(|| {
        let (setup, faults) = wish.load(loader);
        sources = setup.sources.clone();
        (setup, faults)
    });
    Event::Loaded { home, live, sources, faults: reloaded.err().unwrap_or_default() }
}
