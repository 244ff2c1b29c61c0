//! What an editor shows acts on nothing, whatever reports and their names say.

use serde_json::{Value, json};

use crate::lsp_client::{Client, folder};

const NAME: &str = "run\nerror[XF201]: b\u{1b}[31m\u{202e}\u{9b}31m-33.md";

fn night(run: u32, clean: u32) -> String {
    format!(
        "# Night run {run}\n\n**Result**: clean\n\n**{clean} consecutive clean runs** since the new firmware.\n"
    )
}

fn address(folder: &std::path::Path, name: &str) -> String {
    let path = folder.join(name);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._".contains(&byte);
    let percent = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    format!("file://{}", path.to_str().unwrap().bytes().map(percent).collect::<String>())
}

/// Every text in what the server sent, but what is no text for people: the
/// addresses of files, and what would be written into the report.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(fields) => {
            let shown =
                fields.iter().filter(|(key, _)| !["uri", "newText", "changes"].contains(&key.as_str()));
            shown.for_each(|(_, field)| texts(field, found));
        }
        _ => {}
    }
}

#[cfg(unix)]
#[test]
fn a_name_with_escape_codes_is_shown_without_them() {
    let nights = [(31, 12), (32, 13), (33, 13), (34, 14)];
    let name = |run: u32| if run == 33 { NAME.to_owned() } else { format!("run-{run}.md") };
    let files = nights.map(|(run, clean)| (name(run), night(run, clean)));
    let folder = folder(&files.each_ref().map(|(name, text)| (name.as_str(), text.as_str())));
    let mut client = Client::start(folder.path(), json!({}), Value::Null);
    let root = address(folder.path(), NAME);
    client.open(&root, 1, &night(33, 13));
    client.codes(&root, 1, &["XF501"]);
    // The heir's message names the root's report.
    let heir = address(folder.path(), "run-34.md");
    client.open(&heir, 1, &night(34, 14));
    let told = client.codes(&heir, 1, &["XF501"]);
    let message = told[0]["message"].as_str().unwrap();
    assert!(message.contains("inherited from run") && message.contains("33.md"), "{message:?}");
    // Something worse, and all that an editor asks about it.
    let worse = "- Round 176-295: Clean (119 rounds) \u{1b}[2J \u{202e}x \u{9b}31m\n";
    client.replace(&root, 2, worse);
    client.codes(&root, 2, &["XF201"]);
    let document = json!({"uri": root});
    let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}});
    let mut shown: Vec<Value> = Vec::new();
    for (method, parameters) in [
        ("textDocument/hover", json!({"textDocument": document, "position": {"line": 0, "character": 9}})),
        (
            "textDocument/codeAction",
            json!({"textDocument": document, "range": whole, "context": {"diagnostics": []}}),
        ),
        ("textDocument/inlayHint", json!({"textDocument": document, "range": whole})),
        ("textDocument/documentSymbol", json!({"textDocument": document})),
        ("textDocument/codeLens", json!({"textDocument": document})),
    ] {
        shown.extend(client.request(method, parameters).ok());
    }
    assert!(shown.iter().filter(|value| !value.is_null()).count() >= 2, "{shown:?}");
    shown.extend(client.told.iter().map(|told| told.params.clone()));
    let mut found = Vec::new();
    shown.iter().for_each(|value| texts(value, &mut found));
    assert!(found.len() > 10);
    for text in found {
        let acts = |at: char| (at.is_control() && at != '\n') || matches!(at, '\u{202A}'..='\u{202E}');
        assert!(!text.contains(acts), "{text:?}");
        assert!(!text.contains("\nerror[XF201]: b"), "{text:?}");
    }
    assert!(client.goodbye());
}
