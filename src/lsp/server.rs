//! The loop: one event after the other, none of which takes long.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::time::Duration;

use crossbeam_channel::{Receiver, select, unbounded};
use lsp_server::{Connection, ErrorCode, Message, Response};
use lsp_types::{InitializeParams, MessageType};
use serde_json::{Value, json};

use super::capabilities::capabilities;
use super::event::Event;
use super::home::{self, HomeId};
use super::options::{Abilities, Options};
use super::series;
use super::session::{Asked, Session, error};
use super::uri;
use super::watch;
use super::workers::Workers;

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

pub struct Server {
    pub session: Session,
    inbox: Receiver<Event>,
    /// What the client has sent and nobody has looked at.
    pub incoming: Receiver<Message>,
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
        Server {
            session,
            inbox,
            incoming: connection.receiver.clone(),
            parent: params.process_id,
            shutting_down: false,
        }
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
