//! Analyzers that are replaced, and some that fail, while reports are open.
//! They are compiled in a child process, so the server is the real program.

mod lsp_client;

#[allow(dead_code, reason = "most of it serves the attacks")]
#[path = "hostile/attack.rs"]
mod attack;

use std::path::{Path, PathBuf};
use std::time::Duration;

use lsp_client::{Client, FALSE, codes, folder, uri};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Finds one thing in every report, and says this letter about it.
fn saying(letter: char) -> Vec<u8> {
    let zeros = r#""\00\00\00\00" "\00\00\00\00""#;
    let word = r#""\00\11\00\00" "\01\00\00\00""#;
    attack::honest(&format!(
        r#"(func (export "inspect")
             (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32) i32.const 4096)
           (data (i32.const 4096) "\20\10\00\00" "\01\00\00\00" {zeros} {zeros})
           (data (i32.const 4128) "\00\00\00\00" "\01\01\02\00" "\00\00\00\00" "\01\00\00\00"
             {word} {zeros} {zeros} {zeros} {zeros} {word})
           (data (i32.const 4352) "{letter}")"#
    ))
}

fn config(name: &str, bytes: &[u8], more: &str) -> String {
    let digest = crossfoot::host::hex(&Sha256::digest(bytes));
    format!("{more}[analyzers.hostile]\nfile = \"{name}\"\nsha256 = \"{digest}\"\n")
}

fn start(folder: &Path, cache: &Path) -> Client {
    let mut client = Client::spawn(&[], cache);
    client.initialize(Some(folder), json!({}), Value::Null);
    client
}

fn told_of(path: &Path) -> Value {
    json!({"changes": [{"uri": uri(path), "type": 2}]})
}

#[test]
fn an_analyzer_replaced_a_hundred_times_is_never_half_there() {
    let (one, two) = (saying('A'), saying('B'));
    let (first, second) = (
        config("a.wasm", &one, "[severity]\nXF201 = \"error\"\n"),
        config("b.wasm", &two, "[severity]\nXF201 = \"warning\"\n"),
    );
    let folder = folder(&[("crossfoot.toml", &first)]);
    fs_err::write(folder.path().join("a.wasm"), &one).unwrap();
    fs_err::write(folder.path().join("b.wasm"), &two).unwrap();
    let file = folder.path().join("crossfoot.toml");
    let cache = tempfile::tempdir().unwrap();
    let mut client = start(folder.path(), cache.path());
    let report = uri(&folder.path().join("a.md"));
    client.open(&report, 1, FALSE);
    client.codes(&report, 1, &["HX1", "XF201"]);
    // Whole or not at all, as editors save: a file seen while it is empty would
    // be a config in its own right.
    let save = |text: &String| {
        let beside = folder.path().join("crossfoot.toml.new");
        fs_err::write(&beside, text).unwrap();
        fs_err::rename(&beside, &file).unwrap();
    };
    for turn in 0..100 {
        save(if turn % 2 == 0 { &second } else { &first });
        client.notify("workspace/didChangeWatchedFiles", told_of(&file));
        client.replace(&report, turn + 2, FALSE);
        client.settle(Duration::from_millis(5));
    }
    save(&second);
    client.notify("workspace/didChangeWatchedFiles", told_of(&file));
    let is_last = |told: &Value| told["version"] == 101 && told["diagnostics"][0]["message"] == "B";
    // Where the config before the last was never read, there is nothing new to tell.
    let mut told = client.told.iter().rev();
    let newest = told.find(|told| told.method == "textDocument/publishDiagnostics");
    if !newest.is_some_and(|newest| is_last(&newest.params)) {
        client.until("textDocument/publishDiagnostics", |told| is_last(told).then_some(()));
    }
    client.settle(Duration::from_millis(500));
    let mut seen = std::collections::BTreeMap::<String, usize>::new();
    for told in client.told.iter().filter(|told| told.method == "textDocument/publishDiagnostics") {
        let diagnostics = told.params["diagnostics"].as_array().unwrap();
        assert_eq!(codes(diagnostics), ["HX1", "XF201"], "{:?} {told:?}", client.messages());
        let pair =
            (diagnostics[0]["message"].as_str().unwrap(), diagnostics[1]["severity"].as_u64().unwrap());
        assert!(pair == ("A", 1) || pair == ("B", 2), "{pair:?}");
        *seen.entry(pair.0.to_owned()).or_default() += 1;
    }
    assert_eq!(seen.len(), 2, "both were at work: {seen:?}");
    assert!(client.messages().is_empty(), "{:?}", client.messages());
    assert!(client.goodbye());
}

#[test]
fn an_analyzer_that_keeps_failing_rests_until_it_is_replaced() {
    let failing = attack::Attack::read(&root().join("fixtures/hostile/divide-by-zero.wat")).bytes;
    let honest = saying('A');
    let folder = folder(&[("crossfoot.toml", &config("bad.wasm", &failing, ""))]);
    fs_err::write(folder.path().join("bad.wasm"), &failing).unwrap();
    fs_err::write(folder.path().join("good.wasm"), &honest).unwrap();
    let cache = tempfile::tempdir().unwrap();
    let mut client = start(folder.path(), cache.path());
    let report = uri(&folder.path().join("a.md"));
    client.open(&report, 1, FALSE);
    for version in 2..=6 {
        // What works goes on: the standard pack is not silenced by a neighbour.
        client.codes(&report, version - 1, &["trap", "XF201"]);
        client.replace(&report, version, FALSE);
    }
    let last = client.codes(&report, 6, &["trap", "XF201"]);
    assert!(last[0]["message"].as_str().unwrap().contains("rests"), "{last:?}");
    client.settle(Duration::from_millis(200));
    let told: Vec<String> = client.messages().into_iter().filter(|told| told.contains("rests")).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    let file = folder.path().join("crossfoot.toml");
    fs_err::write(&file, config("good.wasm", &honest, "")).unwrap();
    client.notify("workspace/didChangeWatchedFiles", told_of(&file));
    client.codes(&report, 6, &["HX1", "XF201"]);
    assert!(client.goodbye());
}

#[test]
fn an_analyzer_that_does_not_load_leaves_the_old_set_at_work() {
    let honest = saying('A');
    let good = config("a.wasm", &honest, "");
    let folder = folder(&[("crossfoot.toml", &good)]);
    fs_err::write(folder.path().join("a.wasm"), &honest).unwrap();
    let cache = tempfile::tempdir().unwrap();
    let mut client = start(folder.path(), cache.path());
    let report = uri(&folder.path().join("a.md"));
    client.open(&report, 1, FALSE);
    client.codes(&report, 1, &["HX1", "XF201"]);
    // The file is replaced and its pin is not: noticed without the client.
    fs_err::write(folder.path().join("a.wasm"), b"no component").unwrap();
    let message = client.until("window/showMessage", |told| Some(told["message"].to_string()));
    assert!(message.contains("the old setup stays"), "{message}");
    client.replace(&report, 2, FALSE);
    client.codes(&report, 2, &["HX1", "XF201"]);
    assert!(client.goodbye());
}

/// The component that was built when the contract was made, as an author would
/// pin it: its findings come and go while one types, under the user's settings.
#[test]
fn a_pinned_analyzer_speaks_while_one_types() {
    let component = fs_err::read(root().join("fixtures/contract/house-rules-0.1.0.wasm")).unwrap();
    let pinned = config("house-rules.wasm", &component, "").replace("hostile", "house-rules");
    let pinned = format!("{pinned}settings = {{ attempts = 4 }}\n");
    let folder = folder(&[("crossfoot.toml", &pinned)]);
    fs_err::write(folder.path().join("house-rules.wasm"), &component).unwrap();
    let cache = tempfile::tempdir().unwrap();
    let mut client = start(folder.path(), cache.path());
    let report = uri(&folder.path().join("round.md"));
    client.open(&report, 1, "# Round 7\n\n**Attempts**: 3\n");
    let told = client.codes(&report, 1, &["HOUSE101"]);
    assert_eq!(told[0]["message"], "3 where the house asks for at least 4 attempts");
    assert_eq!(told[0]["range"]["start"], json!({"line": 2, "character": 14}));
    client.replace(&report, 2, "# Round 7\n\n**Attempts**: 4\n");
    client.codes(&report, 2, &[]);
    let explain = json!({"command": "crossfoot.server.explain", "arguments": [report, "HOUSE101"]});
    let told = client.request("workspace/executeCommand", explain).unwrap();
    assert!(told.to_string().contains("# attempts-short (HOUSE101)"), "{told}");
    assert!(client.goodbye());
}
