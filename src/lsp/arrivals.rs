//! What comes back from the workers, the loader, the series and the scan.
//! Whatever speaks of a text or a setup that is no longer ours is dropped.

use std::sync::Arc;

use lsp_types::MessageType;
use serde_json::{Value, json};

use super::home::{self, HomeId};
use super::reading::Reading;
use super::series::{Around, News};
use super::server::Server;
use super::session::{Asked, line};
use super::setup::{Setup, Sources};
use super::uri;
use crate::analyzers::Live;
use crate::ledger::Fault;

impl Server {
    pub fn judged(&mut self, key: &str, reading: Reading) {
        let session = &mut self.session;
        let Some(open) = session.open.get_mut(key) else { return };
        let serial = session.homes.get(&open.home).and_then(home::Home::setup).map(|setup| setup.serial);
        let stale = reading.version != open.document.version || Some(reading.setup.serial) != serial;
        if stale || reading.judged.path != open.path {
            return;
        }
        let retired = reading.retired.clone();
        let again = open.reading.as_ref().is_none_or(|before| !before.notes_like(&reading));
        // What is no file is a draft, or an old version shown for comparison:
        // beside the files of the folder it would contradict its own successor.
        if uri::to_path(key).is_some() {
            let _ = session.series.send(News::Open {
                home: open.home,
                serial: reading.setup.serial,
                path: open.path.clone(),
                text: Arc::clone(&reading.text),
                judgement: Arc::clone(&reading.judged.judgement),
                again,
            });
        }
        open.reading = Some(Arc::new(reading));
        let waiting = std::mem::take(&mut open.waiting);
        session.publish(key);
        waiting.into_iter().for_each(|request| self.request(request));
        self.retired(&retired);
    }

    pub fn concluded(&mut self, home: HomeId, serial: u64, around: Vec<(String, Around)>, faults: &[Fault]) {
        let session = &mut self.session;
        let Some(setup) = session.homes.get(&home).and_then(home::Home::setup) else { return };
        if setup.serial != serial {
            return;
        }
        let mut ask_again = false;
        for (path, around) in around {
            let here = session.open.iter().find(|(_, open)| open.home == home && open.path == path);
            let Some(uri) = here.map(|(uri, _)| uri.clone()) else { continue };
            if let Some(open) = session.open.get_mut(&uri) {
                open.around = Some(around);
            }
            ask_again |= session.publish(&uri);
        }
        if ask_again {
            session.ask("workspace/diagnostic/refresh", Value::Null, Asked::Nothing);
        }
        let mut retired = Vec::new();
        for fault in faults {
            let named = |analyzer: &&Arc<crate::host::Analyzer>| {
                fault.analyzer.as_ref() == Some(&analyzer.manifest().name)
            };
            if let Some(analyzer) = setup.set.analyzers.iter().find(named)
                && setup.rest.failed(analyzer.digest())
            {
                retired.push(fault.clone());
            }
        }
        session.tell_faults(home, faults, "");
        self.retired(&retired);
    }

    pub fn retired(&self, faults: &[Fault]) {
        for fault in faults {
            let message = format!("{}; it failed three times and rests until it is loaded anew", line(fault));
            self.session.say(MessageType::WARNING, &message);
        }
    }

    /// Another setup is at work, or the old one still is.
    pub fn loaded(&mut self, id: HomeId, live: Arc<Live<Setup>>, sources: Sources, faults: &[Fault]) {
        let session = &mut self.session;
        let Some(home) = session.homes.get_mut(&id) else { return };
        home.loading = false;
        home.watched = sources;
        let first = home.live.is_none();
        let again = home.again;
        if !faults.is_empty() {
            session.tell_faults(id, faults, if first { "" } else { "not reloaded, the old setup stays: " });
        }
        if first || faults.is_empty() {
            self.swap(id, live, first);
        }
        if again {
            self.session.load(id);
        }
    }

    fn swap(&mut self, id: HomeId, live: Arc<Live<Setup>>, first: bool) {
        let session = &mut self.session;
        let Some(home) = session.homes.get_mut(&id) else { return };
        let setup = live.current();
        if !first {
            home.told.clear();
        }
        let before = home.at_work.replace(Arc::clone(&setup));
        home.live = Some(live);
        tracing::info!(root = ?home.root, serial = setup.serial, "a setup is at work");
        let same_reports = |before: &Arc<Setup>| {
            before.judges_like(&setup)
                && before.config.include.patterns() == setup.config.include.patterns()
                && before.config.exclude.patterns() == setup.config.exclude.patterns()
        };
        let keep = !home.scanning && before.as_ref().is_some_and(same_reports);
        let root = home.root.clone();
        let _ = session.series.send(News::Setup { home: id, root, setup: Arc::clone(&setup), keep });
        // What the series said under the old setup is no longer true.
        session.open.values_mut().filter(|open| open.home == id).for_each(|open| open.around = None);
        session.judge_all(id);
        if !keep {
            session.scan(id, setup);
        }
        self.refresh_decorations();
    }

    pub fn refresh_decorations(&mut self) {
        if self.session.abilities.refresh_hints {
            self.session.ask("workspace/inlayHint/refresh", Value::Null, Asked::Nothing);
        }
        if self.session.abilities.refresh_lenses {
            self.session.ask("workspace/codeLens/refresh", Value::Null, Asked::Nothing);
        }
    }

    /// Nothing will ever be judged: nobody shall wait for it.
    pub fn broken(&mut self, message: String) {
        self.session.say(MessageType::ERROR, &message);
        self.session.broken = Some(message);
        let waiting: Vec<_> =
            self.session.open.values_mut().flat_map(|open| open.waiting.drain(..)).collect();
        waiting.into_iter().for_each(|request| self.request(request));
    }

    pub fn scanning(&mut self, id: HomeId, done: usize, of: usize) {
        let session = &mut self.session;
        let Some(home) = session.homes.get_mut(&id) else { return };
        if done == of {
            home.scanning = false;
        }
        if !session.abilities.progress {
            return;
        }
        let token = format!("crossfoot-scan-{}", id.0);
        let name = home.root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let value = match (done, done == of) {
            (_, true) => json!({"kind": "end", "message": format!("{of} reports")}),
            (0, _) => {
                session.ask("window/workDoneProgress/create", json!({"token": token}), Asked::Nothing);
                json!({"kind": "begin", "title": format!("crossfoot: reading {name}"), "percentage": 0})
            }
            _ => {
                json!({"kind": "report", "message": format!("{done} of {of}"), "percentage": done * 100 / of})
            }
        };
        if of > 0 {
            session.notify("$/progress", json!({"token": token, "value": value}));
        }
    }
}
