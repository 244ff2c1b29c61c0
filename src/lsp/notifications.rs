//! What the client tells: what is open and how it changes, and what it wishes.

use std::sync::Arc;

use lsp_server::{ErrorCode, Notification};
use lsp_types::{
    DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::document::Document;
use super::series::News;
use super::server::{Next, Server};
use super::session::{Asked, Open, error};
use super::watch;

impl Server {
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
        // Where more has come already, this text may be past before it is read.
        match self.incoming.is_empty().then(|| self.session.read_at_once(&key)).flatten() {
            Some(reading) => self.judged(&key, reading),
            None => self.session.judge(&key),
        }
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
}

fn read<P: DeserializeOwned>(params: Value) -> Result<P, serde_json::Error> {
    serde_json::from_value(params)
}
