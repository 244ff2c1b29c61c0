//! Commands that the server carries out.

use lsp_server::{ErrorCode, Request, ResponseError};
use lsp_types::ExecuteCommandParams;
use serde_json::{Value, json};

use super::pages;
use super::server::Server;
use super::session::{Asked, error};
use super::workers::Answer;
use crate::disk;
use crate::emit;
use crate::policy::{self, Known};

pub const EXPLAIN: &str = "crossfoot.server.explain";
pub const LEDGER: &str = "crossfoot.server.ledger";
pub const ADD_TO_BASELINE: &str = "crossfoot.server.addToBaseline";
pub const RELOAD: &str = "crossfoot.server.reload";

pub const ALL: [&str; 4] = [EXPLAIN, LEDGER, ADD_TO_BASELINE, RELOAD];

impl Server {
    pub fn execute(&mut self, request: Request) {
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
            RELOAD => {
                self.reload_all();
                self.session.respond(id, Ok(Value::Null));
            }
            EXPLAIN => {
                let answer = self.explain(&first, &second);
                self.session.respond(id, answer);
            }
            LEDGER => {
                let answer = self.ledger(&first);
                self.session.respond(id, answer);
            }
            ADD_TO_BASELINE => {
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

fn failed(message: impl Into<String>) -> ResponseError {
    error(ErrorCode::RequestFailed, message)
}
