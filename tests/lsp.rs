//! The language server, through its protocol.

mod lsp_client;

use std::time::Duration;

use lsp_client::{Client, FALSE, TRUE, at, codes, folder, uri};
use lsp_server::{Message, Request, RequestId};
use serde_json::{Value, json};

const UTF8: &str = r#"{"general": {"positionEncodings": ["utf-8", "utf-16"]}}"#;

fn utf8() -> Value {
    serde_json::from_str(UTF8).unwrap()
}

#[test]
fn a_false_figure_is_underlined_and_a_mended_one_is_not() {
    let folder = folder(&[]);
    let mut client = Client::start(folder.path(), json!({}), Value::Null);
    let report = uri(&folder.path().join("a.md"));
    client.open(&report, 1, FALSE);
    let found = client.codes(&report, 1, &["XF201"]);
    assert_eq!(found[0]["severity"], 1);
    assert_eq!(found[0]["source"], "crossfoot");
    let page = found[0]["codeDescription"]["href"].as_str().unwrap().strip_prefix("file://").unwrap();
    assert!(fs_err::read_to_string(page).unwrap().starts_with("# range-count-mismatch (XF201)"));
    assert_eq!(found[0]["range"]["start"]["line"], 2);
    client.edit(&report, 2, (2, 24), (2, 27), "120");
    assert_eq!(client.diagnostics(&report, 2), Vec::<Value>::new());
    client.edit(&report, 3, (2, 24), (2, 27), "121");
    client.codes(&report, 3, &["XF201"]);
    client.close(&report);
    client.until("textDocument/publishDiagnostics", |told| {
        (told["diagnostics"] == json!([]) && told["version"].is_null()).then_some(())
    });
    assert!(client.goodbye());
}

#[test]
fn each_encoding_points_at_the_same_figure() {
    let text = "# Rounds\n\n- 😀→é Round 176-295: Clean (119 rounds)\n";
    for (offered, chosen, shift) in [("utf-8", "utf-8", 10), ("utf-16", "utf-16", 5), ("utf-32", "utf-32", 4)]
    {
        let folder = folder(&[]);
        let capabilities = json!({"general": {"positionEncodings": [offered]}});
        let mut client = Client::start(folder.path(), capabilities, Value::Null);
        assert_eq!(client.capabilities["positionEncoding"], chosen);
        let report = uri(&folder.path().join("a.md"));
        client.open(&report, 1, FALSE);
        let plain = client.codes(&report, 1, &["XF201"])[0]["range"]["start"]["character"].as_u64().unwrap();
        client.replace(&report, 2, text);
        let moved = client.codes(&report, 2, &["XF201"])[0]["range"]["start"]["character"].as_u64().unwrap();
        // Where the place begins before the wide characters, it stays there.
        assert!(moved == plain || moved == plain + shift, "{offered}: {plain} and {moved}");
        client.edit(&report, 3, (2, 24 + shift as u32), (2, 27 + shift as u32), "120");
        assert_eq!(client.diagnostics(&report, 3), Vec::<Value>::new(), "{offered}");
        assert!(client.goodbye());
    }
}

#[test]
fn the_folder_is_read_once_with_progress() {
    let folder = folder(&[("a.md", FALSE), ("sub/b.md", TRUE)]);
    let mut client = Client::start(folder.path(), json!({"window": {"workDoneProgress": true}}), Value::Null);
    client.until("$/progress", |params| (params["value"]["kind"] == "end").then_some(()));
    let begun = client.told.iter().filter(|told| told.params["value"]["kind"] == "begin").count();
    assert_eq!(begun, 1);
    assert!(client.asked.iter().any(|asked| asked.method == "window/workDoneProgress/create"));
    assert!(client.goodbye());
}

#[test]
fn a_hover_says_what_a_number_stands_for_and_what_is_known_of_it() {
    let folder = folder(&[]);
    let mut client = Client::start(folder.path(), utf8(), Value::Null);
    let report = uri(&folder.path().join("a.md"));
    client.open(&report, 1, FALSE);
    let hover = client.request("textDocument/hover", at(&report, 2, 26)).unwrap();
    let text = hover["contents"]["value"].as_str().unwrap();
    for part in ["**119**: a count", "exactly 119", "XF201", "range-count-mismatch", "Why it matters"] {
        assert!(text.contains(part), "{part:?} is missing in {text}");
    }
    assert_eq!(hover["range"]["start"], json!({"line": 2, "character": 24}));
    let nothing = client.request("textDocument/hover", at(&report, 1, 0)).unwrap();
    assert_eq!(nothing, Value::Null);
    assert!(client.goodbye());
}

#[test]
fn hints_and_lenses_come_only_when_asked_for() {
    let folder = folder(&[]);
    let report = uri(&folder.path().join("a.md"));
    let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}});
    let params = json!({"textDocument": {"uri": report}, "range": whole});
    let mut client = Client::start(folder.path(), utf8(), Value::Null);
    client.open(&report, 1, TRUE);
    assert_eq!(client.request("textDocument/inlayHint", params.clone()), Ok(json!([])));
    assert_eq!(client.request("textDocument/codeLens", params.clone()), Ok(json!([])));
    let settings = json!({"settings": {"crossfoot": {"inlayHints": true, "codeLens": true}}});
    client.notify("workspace/didChangeConfiguration", settings);
    let hints = client.request("textDocument/inlayHint", params.clone()).unwrap();
    let labels: Vec<&str> =
        hints.as_array().unwrap().iter().map(|it| it["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["= 120", "✓"]);
    let lenses = client.request("textDocument/codeLens", params).unwrap();
    let title = lenses[0]["command"]["title"].as_str().unwrap();
    assert!(title.contains("1 relation") && title.contains("1 holds"), "{title}");
    assert!(client.goodbye());
}

fn actions(client: &mut Client, report: &str, only: &[&str]) -> Vec<Value> {
    let all = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    let context =
        if only.is_empty() { json!({"diagnostics": []}) } else { json!({"diagnostics": [], "only": only}) };
    let params = json!({"textDocument": {"uri": report}, "range": all, "context": context});
    client.request("textDocument/codeAction", params).unwrap().as_array().unwrap().clone()
}

/// Applies the edits of an action to a text that is plain ASCII.
fn applied(action: &Value, uri: &str, text: &str) -> String {
    let mut edits = action["edit"]["changes"][uri].as_array().unwrap().clone();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit["range"]["start"].to_string()));
    let offset = |position: &Value| {
        let line = position["line"].as_u64().unwrap() as usize;
        let before: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        before + position["character"].as_u64().unwrap() as usize
    };
    let mut text = text.to_owned();
    for edit in edits {
        let (start, end) = (offset(&edit["range"]["start"]), offset(&edit["range"]["end"]));
        text.replace_range(start..end, edit["newText"].as_str().unwrap());
    }
    text
}

#[test]
fn a_finding_can_be_silenced_with_a_reason_and_explained() {
    let folder = folder(&[]);
    let mut client = Client::start(folder.path(), utf8(), Value::Null);
    let report = uri(&folder.path().join("a.md"));
    client.open(&report, 1, FALSE);
    let found = actions(&mut client, &report, &["quickfix"]);
    let silence = found.iter().find(|it| it["title"].as_str().unwrap().starts_with("Silence")).unwrap();
    assert_eq!(silence["diagnostics"][0]["code"], "XF201");
    let silenced = applied(silence, &report, FALSE);
    assert_eq!(
        silenced,
        "# Rounds\n\n<!-- crossfoot-ignore XF201: -->\n- Round 176-295: Clean (119 rounds)\n"
    );
    client.replace(&report, 2, &silenced);
    client.codes(&report, 2, &["XF001", "XF201"]);
    client.replace(&report, 3, &silenced.replace("XF201: ", "XF201: round 220 was void "));
    client.codes(&report, 3, &[]);

    let explain = found.iter().find(|it| it["title"] == "Explain XF201").unwrap();
    let explanation = client.request("workspace/executeCommand", explain["command"].clone()).unwrap();
    assert!(explanation.as_str().unwrap().starts_with("# range-count-mismatch"));
    assert!(client.goodbye());
}

#[test]
fn fixes_mend_the_text_and_can_be_applied_together() {
    let folder = folder(&[]);
    let mut client = Client::start(folder.path(), utf8(), Value::Null);
    let report = uri(&folder.path().join("a.md"));
    client.open(&report, 1, FALSE);
    let found = actions(&mut client, &report, &["quickfix"]);
    let fix = found.iter().find(|it| it["isPreferred"].is_boolean()).expect("a fix");
    client.replace(&report, 2, &applied(fix, &report, FALSE));
    client.codes(&report, 2, &[]);
    let all = actions(&mut client, &report, &["source.fixAll.crossfoot"]);
    assert!(all.is_empty(), "nothing is left to fix");
    assert!(client.goodbye());
}

#[test]
fn all_safe_fixes_are_applied_at_once() {
    let folder = folder(&[]);
    let mut client = Client::start(folder.path(), utf8(), Value::Null);
    let report = uri(&folder.path().join("a.md"));
    let text = "# Rounds\n\nFrom 8 â†’ 9 rounds.\n\nThen 9 â†’ 10 rounds.\n";
    client.open(&report, 1, text);
    let all = actions(&mut client, &report, &["source.fixAll"]);
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(all[0]["kind"], "source.fixAll.crossfoot");
    let fixed = applied(&all[0], &report, text);
    assert_eq!(fixed, "# Rounds\n\nFrom 8 → 9 rounds.\n\nThen 9 → 10 rounds.\n");
    client.replace(&report, 2, &fixed);
    client.codes(&report, 2, &[]);
    assert!(client.goodbye());
}

#[test]
fn from_a_figure_to_the_others_that_it_is_tied_to() {
    let folder = folder(&[]);
    let mut client = Client::start(folder.path(), utf8(), Value::Null);
    let report = uri(&folder.path().join("a.md"));
    client.open(&report, 1, FALSE);
    let places = client.request("textDocument/definition", at(&report, 2, 26)).unwrap();
    let starts: Vec<u64> = places
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["range"]["start"]["character"].as_u64().unwrap())
        .collect();
    assert!(!starts.is_empty() && starts.iter().all(|start| *start < 24), "{places}");
    let mut params = at(&report, 2, 26);
    params["context"] = json!({"includeDeclaration": true});
    let all = client.request("textDocument/references", params).unwrap();
    assert!(all.as_array().unwrap().len() > starts.len());
    assert!(client.goodbye());
}

#[test]
fn diagnostics_are_pulled_by_those_who_can() {
    let folder = folder(&[]);
    let capabilities =
        json!({"textDocument": {"diagnostic": {}}, "workspace": {"diagnostic": {"refreshSupport": true}}});
    let mut client = Client::start(folder.path(), capabilities, Value::Null);
    assert!(client.capabilities["diagnosticProvider"].is_object());
    let report = uri(&folder.path().join("a.md"));
    client.open(&report, 1, FALSE);
    let params = json!({"textDocument": {"uri": report}});
    let first = client.request("textDocument/diagnostic", params.clone()).unwrap();
    assert_eq!(codes(first["items"].as_array().unwrap()), ["XF201"]);
    let again = json!({"textDocument": {"uri": report}, "previousResultId": first["resultId"]});
    assert_eq!(client.request("textDocument/diagnostic", again).unwrap()["kind"], "unchanged");
    client.replace(&report, 2, TRUE);
    let second = client.request("textDocument/diagnostic", params).unwrap();
    assert_eq!(second["items"], json!([]));
    client.settle(Duration::from_millis(200));
    assert!(!client.told.iter().any(|told| told.method == "textDocument/publishDiagnostics"));
    assert!(client.goodbye());
}

#[test]
fn files_outside_any_folder_unsaved_buffers_and_windows_line_ends() {
    let folder = folder(&[]);
    let elsewhere = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path(), json!({}), Value::Null);
    for report in [uri(&elsewhere.path().join("lone.md")), "untitled:Untitled-1".to_owned()] {
        client.open(&report, 1, &FALSE.replace('\n', "\r\n"));
        let found = client.codes(&report, 1, &["XF201"]);
        assert_eq!(found[0]["range"]["start"]["line"], 2, "{report}");
        client.edit(&report, 2, (2, 24), (2, 27), "120");
        client.codes(&report, 2, &[]);
        client.close(&report);
    }
    assert!(client.goodbye());
}

#[test]
fn what_a_client_should_not_send_does_no_harm() {
    let folder = folder(&[]);
    let mut client = Client::start(folder.path(), json!({}), Value::Null);
    let report = uri(&folder.path().join("a.md"));
    client.notify("textDocument/didOpen", json!({"nonsense": true}));
    client.notify("textDocument/didChange", json!([1, 2]));
    client.notify("no/such", Value::Null);
    client.edit(&report, 1, (0, 0), (0, 0), "not open");
    client.open(&report, 5, FALSE);
    client.codes(&report, 5, &["XF201"]);
    // From the past, twice the same, and far outside the text.
    client.replace(&report, 4, TRUE);
    client.replace(&report, 5, TRUE);
    client.edit(&report, 6, (99, 99), (4_000_000_000, 0), "end");
    client.codes(&report, 6, &["XF201"]);
    assert_eq!(client.request("no/such", Value::Null).unwrap_err().0, -32601);
    assert_eq!(client.request("textDocument/hover", json!(3)).unwrap_err().0, -32602);
    assert_eq!(
        client.request("textDocument/hover", json!({"textDocument": {"uri": report}})).unwrap_err().0,
        -32602
    );
    assert_eq!(client.request("initialize", json!({})).unwrap_err().0, -32600);
    assert_eq!(client.request("textDocument/hover", at("file:///not/open.md", 0, 0)), Ok(Value::Null));
    assert!(client.goodbye());
}

#[test]
fn before_initialize_nothing_is_answered_and_after_shutdown_nothing_is_done() {
    let mut client = Client::unstarted();
    assert_eq!(client.request("textDocument/hover", json!({})).unwrap_err().0, -32002);
    client.initialize(None, json!({}), Value::Null);
    assert_eq!(client.request("shutdown", Value::Null), Ok(Value::Null));
    assert_eq!(client.request("textDocument/hover", json!({})).unwrap_err().0, -32600);
    client.notify("exit", Value::Null);
    assert!(client.ended());

    let mut rude = Client::unstarted();
    rude.initialize(None, json!({}), Value::Null);
    rude.notify("exit", Value::Null);
    assert!(!rude.ended(), "an exit without a shutdown is no clean end");
}

#[test]
fn a_cancelled_request_is_answered_once() {
    let folder = folder(&[]);
    let mut client = Client::start(folder.path(), json!({}), Value::Null);
    let report = uri(&folder.path().join("a.md"));
    let long = FALSE.repeat(2_000);
    client.open(&report, 1, &long);
    let ids: Vec<RequestId> = (0..20).map(|_| client.ask("textDocument/hover", at(&report, 2, 26))).collect();
    for id in 1..=20 {
        client.notify("$/cancelRequest", json!({"id": id + 1}));
    }
    let mut answered = Vec::new();
    while answered.len() < ids.len() {
        if let Message::Response(response) =
            client.next(lsp_client::PATIENCE).expect("every request is answered")
        {
            answered.push(response.id);
        }
    }
    client.settle(Duration::from_millis(300));
    answered.sort();
    let mut expected = ids;
    expected.sort();
    assert_eq!(answered, expected, "each exactly once");
    assert!(client.goodbye());
}

#[test]
fn after_a_thousand_edits_at_once_the_last_text_is_judged() {
    let folder = folder(&[]);
    let mut client = Client::start(folder.path(), json!({}), Value::Null);
    let report = uri(&folder.path().join("a.md"));
    client.open(&report, 1, TRUE);
    for version in 2..1002 {
        let figure = if version % 2 == 0 { "119" } else { "120" };
        client.edit(&report, version, (2, 24), (2, 27), figure);
    }
    client.edit(&report, 1002, (2, 24), (2, 27), "117");
    client.codes(&report, 1002, &["XF201"]);
    client.settle(Duration::from_millis(300));
    let versions: Vec<i64> = client
        .told
        .iter()
        .filter(|told| told.method == "textDocument/publishDiagnostics")
        .map(|told| told.params["version"].as_i64().unwrap())
        .collect();
    assert!(versions.is_sorted(), "{versions:?}");
    assert!(client.goodbye());
}

#[test]
fn a_huge_document_is_told_to_be_too_long() {
    let folder = folder(&[]);
    let mut client = Client::start(folder.path(), json!({}), Value::Null);
    let report = uri(&folder.path().join("a.md"));
    client.open(&report, 1, &"0123456789abcde\n".repeat((16 << 20) / 16 + 1));
    client.codes(&report, 1, &["too-large"]);
    client.replace(&report, 2, FALSE);
    client.codes(&report, 2, &["XF201"]);
    assert!(client.goodbye());
}

#[test]
fn the_config_of_the_file_goes_before_that_of_the_client() {
    let folder = folder(&[("crossfoot.toml", "[severity]\nXF201 = \"warning\"\n")]);
    let options = json!({"config": {"severity": {"XF201": "info"}, "exclude": ["drafts/**"]}});
    let mut client = Client::start(folder.path(), json!({}), options);
    let report = uri(&folder.path().join("a.md"));
    client.open(&report, 1, FALSE);
    assert_eq!(client.codes(&report, 1, &["XF201"])[0]["severity"], 2);
    let draft = uri(&folder.path().join("drafts/a.md"));
    client.open(&draft, 1, FALSE);
    client.codes(&draft, 1, &[]);
    assert!(client.goodbye());
}

#[test]
fn several_folders_each_with_its_own_config() {
    let strict = folder(&[]);
    let mild = folder(&[("crossfoot.toml", "[severity]\nXF201 = \"warning\"\n")]);
    let mut client = Client::start(strict.path(), json!({}), Value::Null);
    let added = json!([{"uri": uri(mild.path()), "name": "mild"}]);
    client.notify("workspace/didChangeWorkspaceFolders", json!({"event": {"added": added, "removed": []}}));
    let (one, two) = (uri(&strict.path().join("a.md")), uri(&mild.path().join("a.md")));
    client.open(&one, 1, FALSE);
    assert_eq!(client.codes(&one, 1, &["XF201"])[0]["severity"], 1);
    client.open(&two, 1, FALSE);
    assert_eq!(client.codes(&two, 1, &["XF201"])[0]["severity"], 2);
    assert!(client.goodbye());
}

#[test]
fn a_finding_is_added_to_the_baseline_and_is_gone() {
    let folder = folder(&[("crossfoot.toml", "baseline = \"known.json\"\n")]);
    let mut client = Client::start(folder.path(), utf8(), Value::Null);
    let report = uri(&folder.path().join("a.md"));
    client.open(&report, 1, FALSE);
    client.codes(&report, 1, &["XF201"]);
    let found = actions(&mut client, &report, &["quickfix"]);
    let add = found.iter().find(|it| it["title"] == "Add this XF201 to the baseline").unwrap();
    assert_eq!(client.request("workspace/executeCommand", add["command"].clone()), Ok(Value::Null));
    client.codes(&report, 1, &[]);
    let written = fs_err::read_to_string(folder.path().join("known.json")).unwrap();
    assert!(written.contains("\"path\": \"a.md\"") && written.contains("XF201"), "{written}");
    assert!(client.goodbye());
}

#[test]
fn a_request_with_a_text_for_an_id_is_answered_under_it() {
    let folder = folder(&[]);
    let mut client = Client::start(folder.path(), json!({}), Value::Null);
    let id = RequestId::from("seven".to_owned());
    client.send(Request { id: id.clone(), method: "no/such".into(), params: Value::Null });
    assert!(client.response(&id).is_err());
    assert!(client.goodbye());
}
