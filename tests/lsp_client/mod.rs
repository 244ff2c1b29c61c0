//! A client for the tests: it speaks to a server in this process, or to one
//! over stdio, and keeps what it is told.

#![allow(dead_code, reason = "each test target uses its part")]

use std::io::{BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, unbounded};
use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};

pub const PATIENCE: Duration = Duration::from_secs(30);

/// The false line of the fixtures: 176 to 295 are 120 rounds.
pub const FALSE: &str = "# Rounds\n\n- Round 176-295: Clean (119 rounds)\n";
pub const TRUE: &str = "# Rounds\n\n- Round 176-295: Clean (120 rounds)\n";

pub struct Client {
    send: Box<dyn Fn(Message) + Send>,
    receiver: Receiver<Message>,
    /// Everything that came and was not asked for, in order.
    pub told: Vec<Notification>,
    /// What the server asked of us. Each was answered with null.
    pub asked: Vec<Request>,
    /// Responses that came while something else was waited for.
    pub answered: Vec<Response>,
    pub capabilities: Value,
    counter: i32,
    server: Option<JoinHandle<bool>>,
    pub child: Option<Child>,
}

impl Client {
    /// A server in this process, with a workspace folder.
    pub fn start(folder: &Path, capabilities: Value, options: Value) -> Self {
        let mut client = Self::unstarted();
        client.initialize(Some(folder), capabilities, options);
        client
    }

    pub fn unstarted() -> Self {
        let (ours, theirs) = Connection::memory();
        let server = thread::spawn(move || crossfoot::lsp::serve(&theirs));
        let sender = ours.sender;
        Client {
            server: Some(server),
            ..Self::over(ours.receiver, Box::new(move |it| drop(sender.send(it))))
        }
    }

    /// The real program.
    pub fn spawn(arguments: &[&str], cache: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_crossfoot"))
            .arg("lsp")
            .args(arguments)
            .env("XDG_CACHE_HOME", cache)
            .env("XDG_STATE_HOME", cache)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, receiver) = unbounded();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        thread::spawn(move || {
            while let Ok(Some(message)) = Message::read(&mut stdout) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let stdin = std::sync::Mutex::new(child.stdin.take().unwrap());
        let send = move |message: Message| drop(message.write(&mut *stdin.lock().unwrap()));
        Client { child: Some(child), ..Self::over(receiver, Box::new(send)) }
    }

    fn over(receiver: Receiver<Message>, send: Box<dyn Fn(Message) + Send>) -> Self {
        Client {
            send,
            receiver,
            told: Vec::new(),
            asked: Vec::new(),
            answered: Vec::new(),
            capabilities: Value::Null,
            counter: 0,
            server: None,
            child: None,
        }
    }

    pub fn initialize(&mut self, folder: Option<&Path>, capabilities: Value, options: Value) {
        let folders = folder.map(|folder| json!([{"uri": uri(folder), "name": "w"}]));
        let params = json!({
            "processId": std::process::id(),
            "rootUri": null,
            "capabilities": capabilities,
            "initializationOptions": options,
            "workspaceFolders": folders,
        });
        let result = self.request("initialize", params).unwrap();
        self.capabilities = result["capabilities"].clone();
        self.notify("initialized", json!({}));
    }

    pub fn send(&self, message: impl Into<Message>) {
        (self.send)(message.into());
    }

    pub fn notify(&self, method: &str, params: Value) {
        self.send(Notification { method: method.into(), params });
    }

    /// Sends a request and goes on.
    pub fn ask(&mut self, method: &str, params: Value) -> RequestId {
        self.counter += 1;
        let id = RequestId::from(self.counter);
        self.send(Request { id: id.clone(), method: method.into(), params });
        id
    }

    pub fn request(&mut self, method: &str, params: Value) -> Result<Value, (i32, String)> {
        let id = self.ask(method, params);
        self.response(&id)
    }

    pub fn response(&mut self, id: &RequestId) -> Result<Value, (i32, String)> {
        loop {
            if let Message::Response(response) = self.next(PATIENCE).expect("a response in time") {
                assert_eq!(response.id, *id, "a response to another request");
                return response.response_result.map_err(|error| (error.code, error.message));
            }
        }
    }

    /// The next message. Notifications are kept as well, requests answered.
    pub fn next(&mut self, patience: Duration) -> Option<Message> {
        let message = match self.receiver.recv_timeout(patience) {
            Ok(message) => message,
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
        };
        match &message {
            Message::Notification(notification) => self.told.push(notification.clone()),
            Message::Request(request) => {
                self.asked.push(request.clone());
                self.send(Response::new_ok(request.id.clone(), Value::Null));
            }
            Message::Response(response) => self.answered.push(response.clone()),
        }
        Some(message)
    }

    /// Waits for a notification for which `wanted` has a value.
    pub fn until<T>(&mut self, method: &str, mut wanted: impl FnMut(&Value) -> Option<T>) -> T {
        let end = Instant::now() + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.next(left) {
                Some(Message::Notification(told)) if told.method == method => {
                    if let Some(found) = wanted(&told.params) {
                        return found;
                    }
                }
                Some(_) => {}
                None => panic!("no such {method} in time; told: {:#?}", self.told),
            }
        }
    }

    /// Whatever comes while it stays busy.
    pub fn settle(&mut self, quiet: Duration) {
        while self.next(quiet).is_some() {}
    }

    pub fn open(&self, uri: &str, version: i32, text: &str) {
        let item = json!({"uri": uri, "languageId": "markdown", "version": version, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": item}));
    }

    /// Replaces the whole text.
    pub fn replace(&self, uri: &str, version: i32, text: &str) {
        let params = json!({
            "textDocument": {"uri": uri, "version": version},
            "contentChanges": [{"text": text}],
        });
        self.notify("textDocument/didChange", params);
    }

    pub fn edit(&self, uri: &str, version: i32, start: (u32, u32), end: (u32, u32), text: &str) {
        let at = |(line, character): (u32, u32)| json!({"line": line, "character": character});
        let change = json!({"range": {"start": at(start), "end": at(end)}, "text": text});
        let params = json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]});
        self.notify("textDocument/didChange", params);
    }

    pub fn close(&self, uri: &str) {
        self.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    }

    /// The diagnostics of a version, as soon as they come.
    pub fn diagnostics(&mut self, uri: &str, version: i32) -> Vec<Value> {
        self.until("textDocument/publishDiagnostics", |params| {
            (params["uri"] == uri && params["version"] == version)
                .then(|| params["diagnostics"].as_array().unwrap().clone())
        })
    }

    /// Waits until the diagnostics of a version have these codes.
    pub fn codes(&mut self, uri: &str, version: i32, expected: &[&str]) -> Vec<Value> {
        self.until("textDocument/publishDiagnostics", |params| {
            let diagnostics = params["diagnostics"].as_array().unwrap();
            let fits = params["uri"] == uri && params["version"] == version && codes(diagnostics) == expected;
            fits.then(|| diagnostics.clone())
        })
    }

    pub fn messages(&self) -> Vec<String> {
        let shown = self.told.iter().filter(|told| told.method == "window/showMessage");
        shown.map(|told| told.params["message"].as_str().unwrap().to_owned()).collect()
    }

    /// `shutdown` and `exit`; true if the server ended as it should.
    pub fn goodbye(mut self) -> bool {
        assert_eq!(self.request("shutdown", Value::Null), Ok(Value::Null));
        self.notify("exit", Value::Null);
        match (self.server.take(), self.child.take()) {
            (Some(server), _) => server.join().unwrap(),
            (_, Some(mut child)) => child.wait().unwrap().success(),
            _ => false,
        }
    }

    /// How the server ended by itself.
    pub fn ended(&mut self) -> bool {
        self.server.take().unwrap().join().unwrap()
    }
}

pub fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

pub fn codes(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().map(|one| one["code"].as_str().unwrap()).collect()
}

/// A folder with files in it.
pub fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs_err::create_dir_all(path.parent().unwrap()).unwrap();
        fs_err::File::create(path).unwrap().write_all(text.as_bytes()).unwrap();
    }
    folder
}

pub fn at(uri: &str, line: u32, character: u32) -> Value {
    json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": character}})
}
