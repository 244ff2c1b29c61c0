//! Hot reload, through the protocol: what changes on disk is picked up whole
//! or not at all, and nothing is lost meanwhile.

mod lsp_client;

use std::time::Duration;

use lsp_client::{Client, FALSE, TRUE, at, folder, uri};
use serde_json::{Value, json};

fn told_of(path: &std::path::Path) -> Value {
    json!({"changes": [{"uri": uri(path), "type": 2}]})
}

#[test]
fn a_changed_config_is_picked_up_when_the_client_tells_of_it() {
    let folder = folder(&[("crossfoot.toml", "")]);
    let config = folder.path().join("crossfoot.toml");
    let watches = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
    let mut client = Client::start(folder.path(), watches, Value::Null);
    let report = uri(&folder.path().join("a.md"));
    client.open(&report, 1, FALSE);
    assert_eq!(client.codes(&report, 1, &["XF201"])[0]["severity"], 1);
    assert!(client.asked.iter().any(|asked| asked.method == "client/registerCapability"));
    fs_err::write(&config, "[severity]\nXF201 = \"info\"\n").unwrap();
    client.notify("workspace/didChangeWatchedFiles", told_of(&config));
    assert_eq!(client.codes(&report, 1, &["XF201"])[0]["severity"], 3);
    assert!(client.goodbye());
}

#[test]
fn a_changed_config_is_noticed_without_the_client() {
    let folder = folder(&[]);
    let mut client = Client::start(folder.path(), json!({}), Value::Null);
    let report = uri(&folder.path().join("a.md"));
    client.open(&report, 1, FALSE);
    client.codes(&report, 1, &["XF201"]);
    // It was not there at all before.
    fs_err::write(folder.path().join("crossfoot.toml"), "ignore = [\"XF201\"]\n").unwrap();
    client.codes(&report, 1, &[]);
    assert!(client.goodbye());
}

#[test]
fn a_broken_config_leaves_the_old_one_at_work_and_says_so_once() {
    let folder = folder(&[("crossfoot.toml", "[severity]\nXF201 = \"warning\"\n")]);
    let config = folder.path().join("crossfoot.toml");
    let mut client = Client::start(folder.path(), json!({}), Value::Null);
    let report = uri(&folder.path().join("a.md"));
    client.open(&report, 1, FALSE);
    client.codes(&report, 1, &["XF201"]);
    fs_err::write(&config, "[severity\n").unwrap();
    for _ in 0..3 {
        client.notify("workspace/didChangeWatchedFiles", told_of(&config));
    }
    client.until("window/showMessage", |_| Some(()));
    client.settle(Duration::from_millis(1500));
    let messages = client.messages();
    assert_eq!(messages.len(), 1, "{messages:?}");
    assert!(
        messages[0].contains("the old setup stays") && messages[0].contains("crossfoot.toml"),
        "{messages:?}"
    );
    client.replace(&report, 2, FALSE);
    assert_eq!(client.codes(&report, 2, &["XF201"])[0]["severity"], 2);
    fs_err::write(&config, "[severity]\nXF201 = \"info\"\n").unwrap();
    client.notify("workspace/didChangeWatchedFiles", told_of(&config));
    assert_eq!(client.codes(&report, 2, &["XF201"])[0]["severity"], 3);
    assert!(client.goodbye());
}

#[test]
fn a_report_that_changes_on_disk_changes_no_open_one_and_is_read_again() {
    let folder = folder(&[("a.md", FALSE), ("b.md", TRUE)]);
    let mut client = Client::start(folder.path(), json!({}), Value::Null);
    let report = uri(&folder.path().join("a.md"));
    client.open(&report, 1, TRUE);
    client.codes(&report, 1, &[]);
    fs_err::write(folder.path().join("b.md"), FALSE).unwrap();
    client.notify("workspace/didChangeWatchedFiles", told_of(&folder.path().join("b.md")));
    client.settle(Duration::from_millis(500));
    client.replace(&report, 2, FALSE);
    client.codes(&report, 2, &["XF201"]);
    assert!(client.goodbye());
}

/// Every answer stems from one whole setup: under the first config both lines
/// are errors, under the second both are warnings, and nothing in between.
#[test]
fn a_hundred_reloads_while_edits_arrive_lose_and_mix_nothing() {
    let mild = "[severity]\nXF201 = \"warning\"\n";
    let folder = folder(&[("crossfoot.toml", "")]);
    let config = folder.path().join("crossfoot.toml");
    let mut client = Client::start(folder.path(), json!({}), Value::Null);
    let report = uri(&folder.path().join("a.md"));
    let text = format!("{FALSE}\n- Round 1-10: Clean (11 rounds)\n");
    client.open(&report, 1, &text);
    client.codes(&report, 1, &["XF201", "XF201"]);
    let mut hovers = Vec::new();
    for turn in 0..100 {
        fs_err::write(&config, if turn % 2 == 0 { mild } else { "" }).unwrap();
        client.notify("workspace/didChangeWatchedFiles", told_of(&config));
        client.replace(&report, turn + 2, &text);
        hovers.push(client.ask("textDocument/hover", at(&report, 2, 26)));
        client.settle(Duration::from_millis(3));
    }
    fs_err::write(&config, mild).unwrap();
    client.notify("workspace/didChangeWatchedFiles", told_of(&config));
    let is_last = |told: &Value| told["version"] == 101 && told["diagnostics"][0]["severity"] == 2;
    let last = |client: &Client| {
        let mut told = client.told.iter().rev();
        told.find(|told| told.method == "textDocument/publishDiagnostics")
            .is_some_and(|told| is_last(&told.params))
    };
    // A slow server may have told of it before it was asked for the last time.
    if !last(&client) {
        client.until("textDocument/publishDiagnostics", |told| is_last(told).then_some(()));
    }
    client.settle(Duration::from_millis(500));
    assert!(last(&client));
    for told in client.told.iter().filter(|told| told.method == "textDocument/publishDiagnostics") {
        let severities: Vec<&Value> =
            told.params["diagnostics"].as_array().unwrap().iter().map(|one| &one["severity"]).collect();
        assert!(severities == [1, 1] || severities == [2, 2], "{severities:?}");
    }
    for id in hovers {
        let answers: Vec<_> = client.answered.iter().filter(|answer| answer.id == id).collect();
        assert_eq!(answers.len(), 1, "each question has one answer");
        assert!(answers[0].response_result.is_ok(), "{answers:?}");
    }
    assert!(client.messages().is_empty(), "{:?}", client.messages());
    assert!(client.goodbye());
}
