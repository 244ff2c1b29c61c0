//! The series around an open report, through the protocol.

mod lsp_client;

use std::time::Duration;

use lsp_client::{Client, folder, uri};
use serde_json::{Value, json};

fn night(run: u32, clean: u32) -> String {
    format!(
        "# Night run {run}\n\n**Result**: clean\n\n**{clean} consecutive clean runs** since the new firmware.\n"
    )
}

fn nights() -> tempfile::TempDir {
    let counts = [(31, 12), (32, 13), (33, 13), (34, 14)];
    let texts = counts.map(|(run, clean)| (format!("run-{run}.md"), night(run, clean)));
    folder(&texts.each_ref().map(|(name, text)| (name.as_str(), text.as_str())))
}

/// As editors show an old version beside the new one.
#[test]
fn a_document_that_is_no_file_is_judged_alone() {
    let folder = nights();
    let mut client = Client::start(folder.path(), json!({}), Value::Null);
    let last = uri(&folder.path().join("run-33.md"));
    client.open(&last, 1, &night(33, 13));
    client.codes(&last, 1, &["XF501"]);
    let old = "fugitive:///r/.git//0123/run-35.md";
    client.open(old, 1, &night(33, 14));
    assert_eq!(client.diagnostics(old, 1), Vec::<Value>::new());
    // In the series it would be the next night, which only carries the slip on.
    client.replace(&last, 2, &night(33, 14));
    client.codes(&last, 2, &[]);
    client.settle(Duration::from_millis(600));
    let told: Vec<_> = client.told.iter().filter(|told| told.params["uri"] == old).collect();
    assert!(told.iter().all(|told| told.params["diagnostics"] == json!([])), "{told:?}");
    assert!(client.goodbye());
}

#[test]
fn the_root_is_underlined_and_the_heir_only_told() {
    let folder = nights();
    let mut client = Client::start(folder.path(), json!({}), Value::Null);
    let at = |run: u32| uri(&folder.path().join(format!("run-{run}.md")));
    client.open(&at(33), 1, &night(33, 13));
    let root = client.codes(&at(33), 1, &["XF501"]);
    assert_eq!(root[0]["severity"], 1);
    let related = root[0]["relatedInformation"].to_string();
    assert!(related.contains("run-32.md") || related.contains("run-34.md"), "{related}");
    client.open(&at(34), 1, &night(34, 14));
    let heir = client.codes(&at(34), 1, &["XF501"]);
    assert_eq!(heir[0]["severity"], 3);
    assert!(heir[0]["message"].as_str().unwrap().starts_with("inherited from run-33.md"), "{heir:?}");

    // Lines above move the finding along at once, before the series is asked.
    client.edit(&at(33), 2, (0, 0), (0, 0), "\n\n");
    let moved = client.codes(&at(33), 2, &["XF501"]);
    let line = |found: &[Value]| found[0]["range"]["start"]["line"].as_u64().unwrap();
    assert_eq!(line(&moved), line(&root) + 2);

    // An unsaved correction here mends the open report behind it as well.
    client.replace(&at(33), 3, &night(33, 14));
    client.codes(&at(33), 3, &[]);
    client.replace(&at(34), 2, &night(34, 15));
    client.codes(&at(34), 2, &[]);
    assert!(client.goodbye());
}
