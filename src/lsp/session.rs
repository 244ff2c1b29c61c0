//! What the server knows: folders, open reports, requests under way.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::Sender;
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response, ResponseError};
use lsp_types::{Diagnostic, MessageType, Uri};
use serde_json::{Value, json};

use super::document::Document;
use super::event::Event;
use super::home::{Home, HomeId, Order};
use super::options::{Abilities, Options};
use super::publish;
use super::reading::Reading;
use super::scan::Scan;
use super::series::{Around, News, Shown};
use super::setup::{Setup, Wish};
use super::snapshot::Snapshot;
use super::uri;
use super::workers::{Job, Workers};
use crate::ledger::Fault;

/// The loop may be held up for as long as nobody notices.
const QUICK: Duration = Duration::from_millis(4);

pub struct Session {
    pub abilities: Abilities,
    pub options: Options,
    pub client: Sender<Message>,
    pub events: Sender<Event>,
    pub workers: Workers,
    pub loader: Sender<Order>,
    pub series: Sender<News>,
    pub homes: BTreeMap<HomeId, Home>,
    /// By the URI as the client writes it.
    pub open: HashMap<String, Open>,
    /// Requests that a worker has; one that was cancelled is no longer here.
    pub running: HashMap<RequestId, ()>,
    /// What our own requests to the client were about.
    pub asked: HashMap<RequestId, Asked>,
    pub counter: i32,
    /// Why nothing can ever be judged.
    pub broken: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    Configuration,
    Nothing,
}

/// An open report.
pub struct Open {
    pub uri: Uri,
    pub document: Document,
    pub home: HomeId,
    pub path: String,
    pub reading: Option<Arc<Reading>>,
    pub around: Option<Around>,
    pub shown: Arc<[Shown]>,
    /// Requests that wait for the text to be judged as it stands.
    pub waiting: Vec<Request>,
    /// What the client was told last, of which version.
    pub published: Option<(i32, Vec<Diagnostic>)>,
}

impl Session {
    pub fn notify(&self, method: &str, params: Value) {
        let _ = self.client.send(Notification { method: method.into(), params }.into());
    }

    pub fn ask(&mut self, method: &str, params: Value, about: Asked) {
        self.counter += 1;
        let id = RequestId::from(format!("crossfoot-{}", self.counter));
        self.asked.insert(id.clone(), about);
        let _ = self.client.send(Request { id, method: method.into(), params }.into());
    }

    pub fn respond(&self, id: RequestId, answer: Result<Value, ResponseError>) {
        let _ = self.client.send(Response { id, response_result: answer }.into());
    }

    pub fn say(&self, kind: MessageType, message: &str) {
        tracing::info!(message, "told the user");
        // Paths and names that strangers chose are quoted in it.
        let message = message.split('\n').map(crate::emit::clean).collect::<Vec<_>>().join("\n");
        self.notify("window/showMessage", json!({"type": kind, "message": format!("crossfoot: {message}")}));
    }

    /// Tells each fault once, until things have gone well again.
    pub fn tell_faults(&mut self, home: HomeId, faults: &[Fault], what: &str) {
        let Some(home) = self.homes.get_mut(&home) else { return };
        let fresh: Vec<String> =
            faults.iter().map(line).filter(|fault| home.told.insert(fault.clone())).collect();
        if !fresh.is_empty() {
            self.say(MessageType::WARNING, &format!("{what}{}", fresh.join("; ")));
        }
    }

    pub fn add_home(&mut self, root: PathBuf, workspace: bool) -> HomeId {
        if let Some((&id, _)) =
            self.homes.iter().find(|(_, home)| home.root == root && home.workspace == workspace)
        {
            return id;
        }
        let id = HomeId(self.homes.keys().next_back().map_or(0, |last| last.0 + 1));
        self.homes.insert(id, Home::new(root, workspace));
        self.load(id);
        id
    }

    /// The innermost workspace folder, else the folder of the file itself.
    pub fn home_for(&mut self, path: Option<&Path>) -> HomeId {
        let folders = self.homes.iter().filter(|(_, home)| home.workspace);
        let around = |home: &Home| path.is_none_or(|path| path.starts_with(&home.root));
        let best = folders
            .filter(|(_, home)| around(home))
            .max_by_key(|(_, home)| home.root.components().count())
            .map(|(&id, _)| id);
        best.unwrap_or_else(|| {
            let here = || std::env::current_dir().unwrap_or_else(|_| PathBuf::from("/"));
            let folder = path.and_then(Path::parent).map_or_else(here, Path::to_owned);
            self.add_home(folder, false)
        })
    }

    /// Orders a setup for a folder. While one is being made, another change
    /// only makes a note that one more is needed.
    pub fn load(&mut self, id: HomeId) {
        let Some(home) = self.homes.get_mut(&id) else { return };
        if home.loading {
            home.again = true;
            return;
        }
        home.loading = true;
        home.again = false;
        let wish = Wish { root: home.root.clone(), client: self.options.config.clone() };
        let _ = self.loader.send(Order { home: id, wish, live: home.live.clone() });
    }

    pub fn scan(&mut self, id: HomeId, setup: Arc<Setup>) {
        let Some(home) = self.homes.get_mut(&id) else { return };
        home.stop_scanning();
        if !home.workspace {
            let _ = self.series.send(News::Scanned { home: id, serial: setup.serial });
            return;
        }
        home.scanning = true;
        Scan {
            home: id,
            root: home.root.clone(),
            setup,
            stop: Arc::clone(&home.stop_scan),
            events: self.events.clone(),
            series: self.series.clone(),
        }
        .start();
    }

    pub fn drop_home(&mut self, id: HomeId) {
        if let Some(mut home) = self.homes.remove(&id) {
            home.stop_scanning();
            let _ = self.series.send(News::Gone { home: id });
        }
    }

    /// The reading of a report that is likely to be quick: waking a worker, and
    /// being woken by it, would take about as long again.
    pub fn read_at_once(&self, uri: &str) -> Option<Reading> {
        let open = self.open.get(uri)?;
        open.reading.as_ref().filter(|before| before.took < QUICK)?;
        let setup = self.homes.get(&open.home).and_then(Home::setup)?;
        Reading::of(&open.path, open.document.version, open.document.text().into(), setup)
    }

    /// Lets a worker read a report.
    pub fn judge(&self, uri: &str) {
        let Some(open) = self.open.get(uri) else { return };
        let Some(setup) = self.homes.get(&open.home).and_then(Home::setup) else { return };
        self.workers.submit(Job::Judge {
            uri: uri.to_owned(),
            path: open.path.clone(),
            version: open.document.version,
            text: open.document.text().into(),
            setup,
        });
    }

    pub fn judge_all(&self, home: HomeId) {
        let uris = self.open.iter().filter(|(_, open)| open.home == home).map(|(uri, _)| uri.clone());
        uris.collect::<Vec<_>>().iter().for_each(|uri| self.judge(uri));
    }

    /// The reading of a report as it stands now, with the setup of now.
    pub fn current(&self, uri: &str) -> Option<Snapshot> {
        let open = self.open.get(uri)?;
        let serial = self.homes.get(&open.home)?.setup()?.serial;
        let reading = open.reading.as_ref()?;
        let fresh = reading.version == open.document.version && reading.setup.serial == serial;
        fresh.then(|| Snapshot {
            uri: open.uri.clone(),
            reading: Arc::clone(reading),
            shown: Arc::clone(&open.shown),
            encoding: self.abilities.encoding,
        })
    }

    /// Puts together what is to be shown, and tells the client where that has
    /// changed. True if a client that asks for itself should ask again.
    pub fn publish(&mut self, uri: &str) -> bool {
        let Some(open) = self.open.get_mut(uri) else { return false };
        let Some(reading) = open.reading.clone() else { return false };
        open.shown = publish::merge(&reading, open.around.as_ref()).into();
        let diagnostics = publish::diagnostics(&reading, &open.shown, &open.uri, self.abilities.encoding);
        let told = (reading.version, diagnostics);
        if open.published.as_ref() == Some(&told) {
            return false;
        }
        let first_of_version = open.published.as_ref().is_none_or(|(version, _)| *version != told.0);
        if !self.abilities.pulls {
            let params = json!({"uri": open.uri, "version": told.0, "diagnostics": told.1});
            open.published = Some(told);
            self.notify("textDocument/publishDiagnostics", params);
            return false;
        }
        open.published = Some(told);
        !first_of_version
    }

    /// The file behind a URI, how reports name it, and whose it is.
    pub fn locate(&mut self, text: &str) -> (HomeId, String) {
        let file = uri::to_path(text);
        let id = self.home_for(file.as_deref());
        let home = self.homes.get(&id);
        let path = match (&file, home) {
            (Some(file), Some(home)) => home.name_of(file),
            _ => text.to_owned(),
        };
        (id, path)
    }
}

/// A fault in one line.
pub fn line(fault: &Fault) -> String {
    let mut text = String::new();
    for part in fault.path.iter().chain(&fault.analyzer) {
        text.push_str(part);
        text.push_str(": ");
    }
    text + &fault.message
}

pub fn error(code: ErrorCode, message: impl Into<String>) -> ResponseError {
    ResponseError { code: code as i32, message: message.into(), data: None }
}
