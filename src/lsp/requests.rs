//! What the client asks. Requests about a report wait until it has been judged
//! as it stands; those that take time are answered by a worker.

use lsp_server::{ErrorCode, Request, RequestId};
use lsp_types::{
    CancelParams, CodeActionParams, InlayHintParams, NumberOrString, ReferenceParams,
    TextDocumentPositionParams,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::server::Server;
use super::session::error;
use super::snapshot::Snapshot;
use super::workers::{Answer, Job};
use super::{actions, hints, hover, places, publish};

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

    pub fn cancel(&mut self, params: CancelParams) {
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
