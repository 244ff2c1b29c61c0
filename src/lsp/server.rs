//! The loop: one event after the other, none of which takes long.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::{select, unbounded};
use lsp_server::{Connection, ErrorCode, Message, Response};
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CodeLensOptions, DiagnosticOptions,
    DiagnosticServerCapabilities, ExecuteCommandOptions, HoverProviderCapability, InitializeParams,
    MessageType, OneOf, SaveOptions, ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions, WorkspaceFoldersServerCapabilities,
    WorkspaceServerCapabilities,
};
use serde_json::{Value, json};

use super::event::Event;
use super::home::{self, HomeId};
use super::options::{Abilities, Options};
use super::reading::Reading;
use super::series::{self, Around, News};
use super::session::{Asked, Session, error, line};
use super::setup::{Setup, Sources};
use super::uri;
use super::watch;
use super::workers::Workers;
use super::{actions, commands};
use crate::analyzers::Live;
use crate::ledger::Fault;

const TICK: Duration = Duration::from_secs(1);

/// Speaks the protocol until the client leaves. True if it said goodbye.
pub fn serve(connection: &Connection) -> bool {
    let (id, params) = match connection.initialize_start() {
        Ok(started) => started,
        Err(failure) => {
            tracing::warn!(%failure, "no session");
            return false;
        }
    };
    let params: InitializeParams = match serde_json::from_value(params) {
        Ok(params) => params,
        Err(failure) => {
            let error = error(ErrorCode::InvalidParams, failure.to_string());
            let _ = connection.sender.send(Response { id, response_result: Err(error) }.into());
            return false;
        }
    };
    let abilities = Abilities::of(&params);
    let result = json!({
        "capabilities": capabilities(abilities),
        "serverInfo": {"name": "crossfoot", "version": env!("CARGO_PKG_VERSION")},
    });
    let _ = connection.sender.send(Response::new_ok(id, result).into());
    Server::start(connection, abilities, &params).run(connection)
}

fn capabilities(abilities: Abilities) -> ServerCapabilities {
    let pull = DiagnosticOptions {
        identifier: Some("crossfoot".into()),
        inter_file_dependencies: true,
        workspace_diagnostics: false,
        ..DiagnosticOptions::default()
    };
    let actions = CodeActionOptions {
        code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, CodeActionKind::new(actions::FIX_ALL)]),
        ..CodeActionOptions::default()
    };
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
        ..TextDocumentSyncOptions::default()
    };
    let folders = WorkspaceFoldersServerCapabilities {
        supported: Some(true),
        change_notifications: Some(OneOf::Left(true)),
    };
    ServerCapabilities {
        position_encoding: Some(abilities.encoding.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        inlay_hint_provider: Some(OneOf::Left(true)),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
        code_action_provider: Some(CodeActionProviderCapability::Options(actions)),
        diagnostic_provider: abilities.pulls.then_some(DiagnosticServerCapabilities::Options(pull)),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: commands::ALL.map(String::from).to_vec(),
            ..ExecuteCommandOptions::default()
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(folders),
            file_operations: None,
        }),
        ..ServerCapabilities::default()
    }
}

pub struct Server {
    pub session: Session,
    inbox: crossbeam_channel::Receiver<Event>,
    parent: Option<u32>,
    /// The client has asked us to end; only `exit` is awaited.
    pub shutting_down: bool,
}

/// Whether to go on, or how it ended.
pub enum Next {
    Go,
    End { well: bool },
}

impl Server {
    fn start(connection: &Connection, abilities: Abilities, params: &InitializeParams) -> Self {
        let (events, inbox) = unbounded();
        let mut session = Session {
            abilities,
            options: Options::default(),
            client: connection.sender.clone(),
            workers: Workers::start(&events),
            loader: home::start_loader(events.clone()),
            series: series::start(events.clone(), abilities.encoding),
            events,
            homes: BTreeMap::new(),
            open: HashMap::new(),
            running: HashMap::new(),
            asked: HashMap::new(),
            counter: 0,
            broken: None,
        };
        match Options::read(params.initialization_options.as_ref().unwrap_or(&Value::Null)) {
            Ok(options) => session.options = options,
            Err(message) => session.say(MessageType::WARNING, &format!("the editor's settings: {message}")),
        }
        for folder in folders(params) {
            session.add_home(folder, true);
        }
        Server { session, inbox, parent: params.process_id, shutting_down: false }
    }

    fn run(mut self, connection: &Connection) -> bool {
        let ticker = crossbeam_channel::tick(TICK);
        loop {
            let event = select! {
                recv(connection.receiver) -> message => message.map_or(Event::ClientGone, Event::Client),
                recv(self.inbox) -> event => event.unwrap_or(Event::ClientGone),
                recv(ticker) -> _ => Event::Tick,
            };
            if let Next::End { well } = self.handle(event) {
                return well;
            }
        }
    }

    fn handle(&mut self, event: Event) -> Next {
        match event {
            Event::Client(message) => return self.message(message),
            Event::ClientGone => return Next::End { well: self.shutting_down },
            Event::Judged { uri, reading } => self.judged(&uri, *reading),
            Event::Answered { id, answer } => {
                if self.session.running.remove(&id).is_some() {
                    self.session.respond(id, answer);
                }
            }
            Event::Loaded { home, live, sources, faults } => self.loaded(home, live, sources, &faults),
            Event::NoEngine(message) => self.broken(message),
            Event::Concluded { home, serial, around, faults } => {
                self.concluded(home, serial, around, &faults)
            }
            Event::Scanning { home, done, of } => self.scanning(home, done, of),
            Event::Retired(faults) => self.retired(&faults),
            Event::Tick => return self.tick(),
        }
        Next::Go
    }

    fn message(&mut self, message: Message) -> Next {
        match message {
            Message::Request(request) => self.request(request),
            Message::Notification(notification) => return self.notification(notification),
            Message::Response(response) => {
                if self.session.asked.remove(&response.id) == Some(Asked::Configuration)
                    && let Ok(Value::Array(sections)) = response.response_result
                    && let Some(settings) = sections.first()
                {
                    self.configure(settings);
                }
            }
        }
        Next::Go
    }

    /// Takes new settings of the client's, where they are any.
    pub fn configure(&mut self, settings: &Value) {
        if settings.is_null() {
            return;
        }
        match Options::read(settings) {
            Ok(options) if options == self.session.options => {}
            Ok(options) => {
                let other_config = options.config != self.session.options.config;
                self.session.options = options;
                if other_config {
                    self.reload_all();
                }
                self.refresh_decorations();
            }
            Err(message) => {
                self.session.say(MessageType::WARNING, &format!("the editor's settings: {message}"));
            }
        }
    }

    pub fn reload_all(&mut self) {
        let ids: Vec<HomeId> = self.session.homes.keys().copied().collect();
        ids.into_iter().for_each(|id| self.session.load(id));
    }

    fn judged(&mut self, uri: &str, reading: Reading) {
        let session = &mut self.session;
        let Some(open) = session.open.get_mut(uri) else { return };
        let serial = session.homes.get(&open.home).and_then(home::Home::setup).map(|setup| setup.serial);
        let stale = reading.version != open.document.version || Some(reading.setup.serial) != serial;
        if stale || reading.judged.path != open.path {
            return;
        }
        let retired = reading.retired.clone();
        let again = open.reading.as_ref().is_none_or(|before| !before.notes_like(&reading));
        let _ = session.series.send(News::Open {
            home: open.home,
            serial: reading.setup.serial,
            path: open.path.clone(),
            text: Arc::clone(&reading.text),
            judgement: Arc::clone(&reading.judged.judgement),
            again,
        });
        open.reading = Some(Arc::new(reading));
        let waiting = std::mem::take(&mut open.waiting);
        session.publish(uri);
        waiting.into_iter().for_each(|request| self.request(request));
        self.retired(&retired);
    }

    fn concluded(&mut self, home: HomeId, serial: u64, around: Vec<(String, Around)>, faults: &[Fault]) {
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

    fn retired(&self, faults: &[Fault]) {
        for fault in faults {
            let message = format!("{}; it failed three times and rests until it is loaded anew", line(fault));
            self.session.say(MessageType::WARNING, &message);
        }
    }

    /// Another setup is at work, or the old one still is.
    fn loaded(&mut self, id: HomeId, live: Arc<Live<Setup>>, sources: Sources, faults: &[Fault]) {
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
    fn broken(&mut self, message: String) {
        self.session.say(MessageType::ERROR, &message);
        self.session.broken = Some(message);
        let waiting: Vec<_> =
            self.session.open.values_mut().flat_map(|open| open.waiting.drain(..)).collect();
        waiting.into_iter().for_each(|request| self.request(request));
    }

    fn scanning(&mut self, id: HomeId, done: usize, of: usize) {
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

    fn tick(&mut self) -> Next {
        if self.parent.is_some_and(watch::is_gone) {
            tracing::warn!("the editor is gone");
            return Next::End { well: false };
        }
        let changed: Vec<HomeId> = self
            .session
            .homes
            .iter()
            .filter(|(_, home)| !home.loading && home.live.is_some() && home.watched.changed())
            .map(|(&id, _)| id)
            .collect();
        changed.into_iter().for_each(|id| self.session.load(id));
        Next::Go
    }
}

fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    let named = params.workspace_folders.iter().flatten().map(|folder| folder.uri.as_str().to_owned());
    let mut folders: Vec<PathBuf> = named.filter_map(|folder| uri::to_path(&folder)).collect();
    #[expect(deprecated, reason = "what older clients send instead")]
    if folders.is_empty()
        && let Some(root) = &params.root_uri
    {
        folders.extend(uri::to_path(root.as_str()));
    }
    folders
}
