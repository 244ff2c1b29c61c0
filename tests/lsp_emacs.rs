//! The language server in Emacs, set up by the very snippet of
//! `docs/editors.md`. It takes a few seconds and needs `emacs` with eglot and
//! markdown-mode; where they are missing it says so and does nothing.

mod lsp_client;

use std::path::Path;
use std::process::Command;

use lsp_client::{FALSE, TRUE, folder};
use serde_json::Value;

fn emacs() -> Command {
    let mut emacs = Command::new("emacs");
    emacs.args(["-q", "--batch"]);
    emacs
}

fn missing() -> Option<&'static str> {
    let asked = "(progn (package-initialize) (require 'eglot) (require 'markdown-mode))";
    match emacs().args(["--eval", asked]).output() {
        Err(_) => Some("there is no `emacs` on the PATH"),
        Ok(ran) if !ran.status.success() => Some("this Emacs has no eglot or no markdown-mode"),
        Ok(_) => None,
    }
}

/// The first block for Emacs in the documentation.
fn snippet() -> String {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/editors.md");
    let docs = fs_err::read_to_string(docs).unwrap();
    let (_, rest) = docs.split_once("```elisp\n").unwrap();
    rest.split_once("```").unwrap().0.to_owned()
}

#[test]
fn diagnostics_arrive_and_the_fix_is_applied() {
    if let Some(why) = missing() {
        let packages = "Debian: apt-get install emacs-nox elpa-eglot elpa-markdown-mode";
        return eprintln!("SKIPPED: {why} ({packages})");
    }
    let folder = folder(&[("a.md", FALSE), (".git/HEAD", ""), ("set-up.el", &snippet())]);
    let at = |name: &str| folder.path().join(name);
    let program = Path::new(env!("CARGO_BIN_EXE_crossfoot")).parent().unwrap();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths([program.to_owned()].into_iter().chain(std::env::split_paths(&path)));
    let ran = emacs()
        .arg("-l")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/editors/emacs.el"))
        .env("PATH", path.unwrap())
        .env("HOME", folder.path())
        .env("SNIPPET", at("set-up.el"))
        .env("REPORT", at("a.md"))
        .env("SEEN", at("seen.json"))
        .env("XDG_CACHE_HOME", at("cache"))
        .env("XDG_STATE_HOME", at("state"))
        .output()
        .unwrap();
    assert!(ran.status.success(), "{ran:?}");
    let seen: Value = serde_json::from_slice(&fs_err::read(at("seen.json")).unwrap()).unwrap();
    assert_eq!(seen["trouble"], Value::Null, "{seen}");
    assert_eq!(seen["hooked"], true);
    assert!(seen["message"].as_str().unwrap().contains("176–295 is 120"), "{seen}");
    assert_eq!(seen["text"], TRUE);
    assert!(seen["hover"].as_str().unwrap().contains("**120**: a count"), "{seen}");
}
