//! What the client asks and tells. Requests about a report wait until it has
//! been judged as it stands; those that take time are answered by a worker.

use std::path::PathBuf;
use std::sync::Arc;

use lsp_server::{ErrorCode, Notification, Request, RequestId, ResponseError};
use lsp_types::{
    CancelParams, CodeActionParams, DidChangeConfigurationParams, DidChangeTextDocumentParams,
    DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DidSaveTextDocumentParams, ExecuteCommandParams, InlayHintParams,
    NumberOrString, ReferenceParams, TextDocumentPositionParams,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::document::Document;
use super::home::HomeId;
use super::series::News;
use super::server::{Next, Server};
use super::session::{Asked, Open, error};
use super::snapshot::Snapshot;
use super::workers::{Answer, Job};
use super::{actions, commands, hints, hover, pages, places, publish, scan, uri, watch};
use crate::disk;
use crate::emit;
use crate::policy::{self, Known};

impl Server {
    pub fn request(&mut self, request: Request) {
        if self.shutting_down {
            let refusal = error(ErrorCode::InvalidRequest, "shutting down");
            return self.session.respond(request.id, Err(refusal));
        }
        match request.method.as_str() {
            "shutdown" => {
                self.shutting_down = true;
                self.session.respond(request.id, Ok(Value::Null));
            }
            "initialize" => {
                let refusal = error(ErrorCode::InvalidRequest, "initialized already");
                self.session.respond(request.id, Err(refusal));
            }
            "workspace/executeCommand" => self.execute(request),
            "textDocument/hover"
            | "textDocument/definition"
            | "textDocument/references"
            | "textDocument/inlayHint"
            | "textDocument/codeLens"
            | "textDocument/codeAction"
            | "textDocument/diagnostic" => self.about_report(request),
            other => {
                let refusal = error(ErrorCode::MethodNotFound, format!("no method {other}"));
                self.session.respond(request.id, Err(refusal));
            }
        }
    }

    /// Waits for the reading where there is none yet.
    fn about_report(&mut self, request: Request) {
        let Some(uri) = uri_of(&request.params) else {
            let refusal = error(ErrorCode::InvalidParams, "no textDocument.uri");
            return self.session.respond(request.id, Err(refusal));
        };
        if let Some(broken) = &self.session.broken {
            let refusal = error(ErrorCode::RequestFailed, broken.clone());
            return self.session.respond(request.id, Err(refusal));
        }
        if let Some(snapshot) = self.session.current(&uri) {
            return self.answer(request, snapshot);
        }
        match self.session.open.get_mut(&uri) {
            Some(open) => open.waiting.push(request),
            None => self.session.respond(request.id, Ok(nothing(&request.method))),
        }
    }

    fn answer(&mut self, request: Request, snapshot: Snapshot) {
        let Request { id, method, params } = request;
        match method.as_str() {
            "textDocument/diagnostic" => self.session.respond(id, Ok(pulled(&snapshot, &params))),
            "textDocument/hover" => self.work(id, params, move |params: TextDocumentPositionParams| {
                json!(hover::hover(&snapshot, params.position))
            }),
            "textDocument/definition" => self.work(id, params, move |params: TextDocumentPositionParams| {
                json!(places::definition(&snapshot, params.position))
            }),
            "textDocument/references" => self.work(id, params, move |params: ReferenceParams| {
                let itself = params.context.include_declaration;
                json!(places::references(&snapshot, params.text_document_position.position, itself))
            }),
            "textDocument/inlayHint" if !self.session.options.inlay_hints => {
                self.session.respond(id, Ok(json!([])));
            }
            "textDocument/inlayHint" => self.work(id, params, move |params: InlayHintParams| {
                json!(hints::inlay(&snapshot, params.range))
            }),
            "textDocument/codeLens" if !self.session.options.code_lens => {
                self.session.respond(id, Ok(json!([])));
            }
            "textDocument/codeLens" => {
                self.work(id, params, move |_: Value| json!(hints::lens(&snapshot)));
            }
            _ => self.work(id, params, move |params: CodeActionParams| {
                json!(actions::actions(&snapshot, params.range, params.context.only.as_deref()))
            }),
        }
    }

    /// Lets a worker answer.
    fn work<P: DeserializeOwned + Send + 'static>(
        &mut self,
        id: RequestId,
        params: Value,
        answer: impl FnOnce(P) -> Value + Send + 'static,
    ) {
        match serde_json::from_value(params) {
            Ok(params) => self.submit(id, move || Ok(answer(params))),
            Err(wrong) => self.session.respond(id, Err(error(ErrorCode::InvalidParams, wrong.to_string()))),
        }
    }

    fn submit(&mut self, id: RequestId, answer: impl FnOnce() -> Answer + Send + 'static) {
        self.session.running.insert(id.clone(), ());
        self.session.workers.submit(Job::Answer(id, Box::new(answer)));
    }

    pub fn notification(&mut self, notification: Notification) -> Next {
        let Notification { method, params } = notification;
        let told = match method.as_str() {
            "exit" => return Next::End { well: self.shutting_down },
            _ if self.shutting_down => Ok(()),
            "initialized" => {
                self.initialized();
                Ok(())
            }
            "textDocument/didOpen" => read(params).map(|params| self.did_open(params)),
            "textDocument/didChange" => read(params).map(|params| self.did_change(params)),
            "textDocument/didClose" => read(params).map(|params| self.did_close(&params)),
            "textDocument/didSave" => read(params).map(|params: DidSaveTextDocumentParams| {
                self.saved_or_changed(&[params.text_document.uri.as_str().to_owned()]);
            }),
            "workspace/didChangeWatchedFiles" => read(params).map(|params: DidChangeWatchedFilesParams| {
                let files = params.changes.iter().map(|change| change.uri.as_str().to_owned());
                let files: Vec<String> = files.collect();
                self.saved_or_changed(&files);
            }),
            "workspace/didChangeWorkspaceFolders" => {
                read(params).map(|params| self.did_change_folders(params))
            }
            "workspace/didChangeConfiguration" => {
                read(params).map(|params| self.did_change_configuration(params))
            }
            "$/cancelRequest" => read(params).map(|params| self.cancel(params)),
            // Whatever else a client tells is of no use here.
            _ => Ok(()),
        };
        if let Err(wrong) = told {
            tracing::warn!(method, %wrong, "a notification that cannot be read");
        }
        Next::Go
    }

    fn initialized(&mut self) {
        if self.session.abilities.watches {
            self.session.ask("client/registerCapability", json!(watch::registration()), Asked::Nothing);
        }
    }

    fn did_open(&mut self, params: DidOpenTextDocumentParams) {
        let item = params.text_document;
        let key = item.uri.as_str().to_owned();
        let (home, path) = self.session.locate(&key);
        // A client that opens twice means the later text.
        let waiting = self.session.open.remove(&key).map(|open| open.waiting).unwrap_or_default();
        let open = Open {
            uri: item.uri,
            document: Document::new(item.version, item.text),
            home,
            path,
            reading: None,
            around: None,
            shown: Arc::from([]),
            waiting,
            published: None,
        };
        self.session.open.insert(key.clone(), open);
        self.session.judge(&key);
    }

    fn did_change(&mut self, params: DidChangeTextDocumentParams) {
        let key = params.text_document.uri.as_str().to_owned();
        let encoding = self.session.abilities.encoding;
        let Some(open) = self.session.open.get_mut(&key) else {
            return tracing::warn!(uri = key, "a change of a report that is not open");
        };
        if params.text_document.version <= open.document.version {
            let (told, ours) = (params.text_document.version, open.document.version);
            return tracing::warn!(uri = key, told, ours, "a change from the past");
        }
        open.document.version = params.text_document.version;
        params.content_changes.into_iter().for_each(|change| open.document.apply(change, encoding));
        self.session.judge(&key);
    }

    fn did_close(&mut self, params: &DidCloseTextDocumentParams) {
        let key = params.text_document.uri.as_str();
        let Some(open) = self.session.open.remove(key) else { return };
        for request in open.waiting {
            self.session.respond(request.id, Err(error(ErrorCode::ContentModified, "closed")));
        }
        if !self.session.abilities.pulls {
            self.session
                .notify("textDocument/publishDiagnostics", json!({"uri": open.uri, "diagnostics": []}));
        }
        let _ = self.session.series.send(News::Closed { home: open.home, path: open.path });
        self.saved_or_changed(&[key.to_owned()]);
        let lone = self.session.homes.get(&open.home).is_some_and(|home| !home.workspace);
        if lone && !self.session.open.values().any(|other| other.home == open.home) {
            self.session.drop_home(open.home);
        }
    }

    /// Files that changed on disk: configs, analyzers, reports.
    fn saved_or_changed(&mut self, uris: &[String]) {
        for file in uris.iter().filter_map(|uri| uri::to_path(uri)) {
            let homes: Vec<HomeId> = self.session.homes.keys().copied().collect();
            for id in homes {
                let Some(home) = self.session.homes.get(&id) else { continue };
                let above = file.parent().is_some_and(|folder| home.root.starts_with(folder));
                if home.watched.names(&file) || (watch::is_config(&file) && above) {
                    self.session.load(id);
                } else if home.workspace && file.starts_with(&home.root) && watch::is_report(&file) {
                    self.read_again(id, file.clone());
                }
            }
        }
    }

    /// A report on disk is judged again, when there is time.
    fn read_again(&mut self, id: HomeId, file: PathBuf) {
        let session = &self.session;
        let Some(home) = session.homes.get(&id) else { return };
        let (Some(setup), name) = (home.setup(), home.name_of(&file)) else { return };
        if !setup.covers(&name) {
            return;
        }
        let (series, events) = (session.series.clone(), session.events.clone());
        session.workers.submit(Job::Later(Box::new(move || {
            let judgement = scan::judge_file(&file, &setup, &events);
            let reports = vec![(name, judgement)];
            let _ = series.send(News::OnDisk { home: id, serial: setup.serial, reports });
        })));
    }

    fn did_change_folders(&mut self, params: DidChangeWorkspaceFoldersParams) {
        for folder in params.event.removed {
            let Some(root) = uri::to_path(folder.uri.as_str()) else { continue };
            let gone = self.session.homes.iter().find(|(_, home)| home.workspace && home.root == root);
            if let Some((&id, _)) = gone {
                self.session.drop_home(id);
            }
        }
        for folder in params.event.added {
            if let Some(root) = uri::to_path(folder.uri.as_str()) {
                self.session.add_home(root, true);
            }
        }
        self.move_in();
    }

    /// Each open report belongs to the innermost folder there is now.
    fn move_in(&mut self) {
        let uris: Vec<String> = self.session.open.keys().cloned().collect();
        for key in uris {
            let (home, path) = self.session.locate(&key);
            let Some(open) = self.session.open.get_mut(&key) else { continue };
            if open.home == home && open.path == path {
                continue;
            }
            let old = (open.home, std::mem::replace(&mut open.path, path));
            open.home = home;
            open.around = None;
            open.reading = None;
            let _ = self.session.series.send(News::Closed { home: old.0, path: old.1 });
            self.session.judge(&key);
        }
    }

    fn did_change_configuration(&mut self, params: DidChangeConfigurationParams) {
        if params.settings.get("crossfoot").is_some() {
            return self.configure(&params.settings);
        }
        if self.session.abilities.asks_configuration {
            let items = json!({"items": [{"section": "crossfoot"}]});
            self.session.ask("workspace/configuration", items, Asked::Configuration);
        } else if params.settings.is_object() {
            self.configure(&params.settings);
        }
    }

    fn cancel(&mut self, params: CancelParams) {
        let id = match params.id {
            NumberOrString::Number(number) => RequestId::from(number),
            NumberOrString::String(text) => RequestId::from(text),
        };
        let waited = self.session.open.values_mut().any(|open| {
            let before = open.waiting.len();
            open.waiting.retain(|request| request.id != id);
            before != open.waiting.len()
        });
        if waited || self.session.running.remove(&id).is_some() {
            self.session.respond(id, Err(error(ErrorCode::RequestCanceled, "cancelled")));
        }
    }

    fn execute(&mut self, request: Request) {
        let Request { id, params, .. } = request;
        let params: ExecuteCommandParams = match serde_json::from_value(params) {
            Ok(params) => params,
            Err(wrong) => {
                return self.session.respond(id, Err(error(ErrorCode::InvalidParams, wrong.to_string())));
            }
        };
        let word = |at: usize| params.arguments.get(at).and_then(Value::as_str).unwrap_or_default();
        let (first, second) = (word(0).to_owned(), word(1).to_owned());
        match params.command.as_str() {
            commands::RELOAD => {
                self.reload_all();
                self.session.respond(id, Ok(Value::Null));
            }
            commands::EXPLAIN => {
                let answer = self.explain(&first, &second);
                self.session.respond(id, answer);
            }
            commands::LEDGER => {
                let answer = self.ledger(&first);
                self.session.respond(id, answer);
            }
            commands::ADD_TO_BASELINE => {
                let answer = self.add_to_baseline(&first, &second);
                self.session.respond(id, answer);
            }
            other => {
                let refusal = error(ErrorCode::InvalidParams, format!("no command {other}"));
                self.session.respond(id, Err(refusal));
            }
        }
    }

    /// Answers with the explanation, and opens it where the client can.
    fn explain(&mut self, uri: &str, code: &str) -> Answer {
        let home = self.session.open.get(uri).map(|open| open.home);
        let homes = self.session.homes.iter().filter(|(id, _)| home.is_none_or(|home| home == **id));
        let setups: Vec<_> = homes.filter_map(|(_, home)| home.setup()).collect();
        let found = setups.iter().find_map(|setup| {
            let called = |rule: &&crate::ledger::RuleInfo| {
                rule.code.eq_ignore_ascii_case(code) || rule.name.eq_ignore_ascii_case(code)
            };
            let rule = setup.rules.iter().find(called)?;
            Some((rule.explanation.clone(), setup.pages.get(&rule.code).cloned()))
        });
        let Some((explanation, page)) = found else {
            return Err(failed(format!("no rule is called {code}")));
        };
        self.show(page);
        Ok(json!(explanation))
    }

    fn ledger(&mut self, uri: &str) -> Answer {
        let Some(snapshot) = self.session.current(uri) else { return Err(failed("the report is not open")) };
        let text = emit::sheet_text(&snapshot.sheet());
        self.show(pages::ledger(&snapshot.reading.judged.path, &text));
        Ok(json!(text))
    }

    fn show(&mut self, page: Option<String>) {
        if let Some(page) = page.filter(|_| self.session.abilities.shows_documents) {
            self.session.ask("window/showDocument", json!({"uri": page, "takeFocus": true}), Asked::Nothing);
        }
    }

    fn add_to_baseline(&mut self, uri: &str, fingerprint: &str) -> Answer {
        let Some(snapshot) = self.session.current(uri) else { return Err(failed("the report has changed")) };
        let setup = snapshot.setup();
        let (Some(file), Some(baseline)) = (&setup.baseline, &setup.policy.baseline) else {
            return Err(failed("the config names no baseline"));
        };
        let known = snapshot.shown.iter().map(|shown| &shown.finding);
        let Some(finding) = known.into_iter().find(|finding| finding.fingerprint == fingerprint) else {
            return Err(failed("no such finding any more"));
        };
        let mut baseline = baseline.clone();
        let claim = if finding.claim.is_empty() { &finding.message } else { &finding.claim };
        baseline.known.push(Known {
            path: policy::relative(&setup.policy.place.cwd, &baseline.folder, &finding.path),
            code: finding.code.clone(),
            claim: claim.clone(),
            fingerprint: finding.fingerprint.clone(),
        });
        disk::write_whole(file, baseline.render().as_bytes()).map_err(|error| failed(error.to_string()))?;
        let home = self.session.open.get(uri).map(|open| open.home);
        home.into_iter().for_each(|home| self.session.load(home));
        Ok(Value::Null)
    }
}

/// The answer to a pull: whole, or "as before".
fn pulled(snapshot: &Snapshot, params: &Value) -> Value {
    let items = publish::diagnostics(&snapshot.reading, &snapshot.shown, &snapshot.uri, snapshot.encoding);
    let items = json!(items);
    let id = crate::host::hex(&<sha2::Sha256 as sha2::Digest>::digest(items.to_string()));
    if params.get("previousResultId").and_then(Value::as_str) == Some(id.as_str()) {
        return json!({"kind": "unchanged", "resultId": id});
    }
    json!({"kind": "full", "resultId": id, "items": items})
}

fn nothing(method: &str) -> Value {
    match method {
        "textDocument/diagnostic" => json!({"kind": "full", "items": []}),
        "textDocument/hover" => Value::Null,
        _ => json!([]),
    }
}

fn uri_of(params: &Value) -> Option<String> {
    let text = params.pointer("/textDocument/uri")?.as_str()?;
    // As the types would write it, which is how open reports are known.
    text.parse::<lsp_types::Uri>().ok().map(|uri| uri.as_str().to_owned())
}

fn read<P: DeserializeOwned>(params: Value) -> Result<P, serde_json::Error> {
    serde_json::from_value(params)
}

fn failed(message: impl Into<String>) -> ResponseError {
    error(ErrorCode::RequestFailed, message)
}
