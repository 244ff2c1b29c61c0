//! The language server in Neovim, as a real client. It takes a few seconds and
//! needs `nvim`; where there is none it says so and does nothing.

mod lsp_client;

use std::path::Path;
use std::process::Command;

use lsp_client::{FALSE, folder};
use serde_json::Value;

#[test]
fn diagnostics_arrive_and_an_action_is_applied() {
    if Command::new("nvim").arg("--version").output().is_err() {
        return eprintln!("SKIPPED: there is no `nvim` on the PATH (Debian: apt-get install neovim)");
    }
    let folder = folder(&[("a.md", FALSE), (".git/HEAD", "")]);
    let seen = folder.path().join("seen.json");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/editors/neovim.lua");
    let status = Command::new("nvim")
        .args(["--headless", "-u", "NONE", "-i", "NONE", "-n", "-S"])
        .arg(&script)
        .env("CROSSFOOT", env!("CARGO_BIN_EXE_crossfoot"))
        .env("REPORT", folder.path().join("a.md"))
        .env("SEEN", &seen)
        .env("XDG_CACHE_HOME", folder.path().join("cache"))
        .env("XDG_STATE_HOME", folder.path().join("state"))
        .status()
        .unwrap();
    assert!(status.success());
    let seen: Value = serde_json::from_slice(&fs_err::read(seen).unwrap()).unwrap();
    assert_eq!(seen["trouble"], Value::Null, "{seen}");
    assert_eq!(seen["line"], 2);
    let text = seen["text"].as_str().unwrap();
    assert!(text.contains("<!-- crossfoot-ignore XF201: a reason -->\n- Round 176-295"), "{text}");
    assert!(seen["hover"].as_str().unwrap().contains("**119**: a count"), "{seen}");
}
