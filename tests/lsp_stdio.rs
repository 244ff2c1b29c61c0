//! The language server as a program: over real pipes, with real ends.

mod lsp_client;

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use lsp_client::{Client, FALSE, folder, uri};
use serde_json::{Value, json};

#[test]
fn a_session_over_stdio_ends_cleanly_and_leaves_a_log() {
    let (folder, cache) = (folder(&[]), tempfile::tempdir().unwrap());
    let log = folder.path().join("lsp.log");
    let mut client = Client::spawn(&["--stdio", "--log", log.to_str().unwrap()], cache.path());
    client.initialize(Some(folder.path()), json!({}), Value::Null);
    let report = uri(&folder.path().join("a.md"));
    client.open(&report, 1, FALSE);
    let found = client.codes(&report, 1, &["XF201"]);
    let page = found[0]["codeDescription"]["href"].as_str().unwrap();
    let page = fs_err::read_to_string(page.strip_prefix("file://").unwrap()).unwrap();
    assert!(page.starts_with("# range-count-mismatch"), "the code links to its explanation");
    assert!(client.goodbye());
    assert!(fs_err::read_to_string(log).unwrap().contains("a setup is at work"));
}

#[test]
fn malformed_messages_are_answered_and_the_session_goes_on() {
    let cache = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_crossfoot"))
        .arg("lsp")
        .env("XDG_CACHE_HOME", cache.path())
        .env("XDG_STATE_HOME", cache.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut frame = |body: &str| write!(stdin, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
    frame("{nonsense");
    frame("[]");
    frame(r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#);
    frame(r#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#);
    frame("null");
    frame(r#"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#);
    frame(r#"{"jsonrpc":"2.0","method":"exit"}"#);
    let mut output = String::new();
    child.stdout.take().unwrap().read_to_string(&mut output).unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(output.matches("-32700").count(), 1, "{output}");
    assert_eq!(output.matches("-32600").count(), 2, "{output}");
    assert!(output.contains(r#""id":2,"result":null"#), "{output}");
}

#[test]
fn it_ends_when_stdin_does() {
    let cache = tempfile::tempdir().unwrap();
    let mut client = Client::spawn(&[], cache.path());
    client.initialize(None, json!({}), Value::Null);
    let mut child = client.child.take().unwrap();
    drop(client);
    let status = child.wait().unwrap();
    assert!(!status.success(), "nobody said goodbye");
}

#[test]
#[cfg(target_os = "linux")]
fn it_ends_when_the_process_that_started_it_does() {
    let cache = tempfile::tempdir().unwrap();
    let mut parent = Command::new("sleep").arg("60").spawn().unwrap();
    let mut client = Client::spawn(&[], cache.path());
    let params = json!({"processId": parent.id(), "capabilities": {}});
    client.request("initialize", params).unwrap();
    client.notify("initialized", json!({}));
    parent.kill().unwrap();
    parent.wait().unwrap();
    let mut child = client.child.take().unwrap();
    let end = Instant::now() + Duration::from_secs(10);
    while child.try_wait().unwrap().is_none() {
        assert!(Instant::now() < end, "it goes on although its parent is gone");
        std::thread::sleep(Duration::from_millis(50));
    }
}
