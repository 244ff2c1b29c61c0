//! A folder of 2,500 reports: read through, edited while it is, and known
//! again in the next session.

mod lsp_client;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use lsp_client::{Client, FALSE, TRUE, at, folder, uri};
use lsp_server::RequestId;
use serde_json::{Value, json};

const REPORTS: u32 = 2_500;
/// In this night the counter stands still.
const SLIP: u32 = 1_200;

fn night(run: u32, clean: u32) -> String {
    format!(
        "# Night run {run}\n\n**Result**: clean\n\n**{clean} consecutive clean runs** since the repair.\n"
    )
}

fn clean_until(run: u32) -> u32 {
    if run < SLIP { run } else { run - 1 }
}

fn path_of(folder: &Path, run: u32) -> PathBuf {
    folder.join(format!("run-{run:04}.md"))
}

fn nights() -> tempfile::TempDir {
    let folder = folder(&[]);
    for run in 1..=REPORTS {
        fs_err::write(path_of(folder.path(), run), night(run, clean_until(run))).unwrap();
    }
    folder
}

/// The real program with a log, and a client that wants to be told of progress.
struct Session {
    client: Client,
    log: PathBuf,
}

impl Session {
    fn begin(folder: &Path, cache: &Path, name: &str) -> Self {
        let log = cache.join(format!("{name}.log"));
        let mut client = Client::spawn(&["--log", log.to_str().unwrap()], cache);
        client.initialize(Some(folder), json!({"window": {"workDoneProgress": true}}), Value::Null);
        Session { client, log }
    }

    /// Until the folder has been read; debug builds on busy machines take their time.
    fn read_through(&mut self) {
        let end = Instant::now() + Duration::from_secs(300);
        while !self.has_ended() {
            assert!(Instant::now() < end, "the folder is never read through");
            self.client.next(Duration::from_secs(1));
        }
    }

    fn has_ended(&self) -> bool {
        self.client.told.iter().any(|told| told.params["value"]["kind"] == "end")
    }

    /// How many reports an analyzer was asked about.
    fn judged(&self) -> u32 {
        let end = Instant::now() + Duration::from_secs(30);
        loop {
            let log = fs_err::read_to_string(&self.log).unwrap();
            if let Some((_, rest)) = log.split_once("judged=") {
                return rest.split(|it: char| !it.is_ascii_digit()).next().unwrap().parse().unwrap();
            }
            assert!(Instant::now() < end, "the log does not tell: {log}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

#[test]
fn a_folder_is_read_once_and_known_again_in_the_next_session() {
    let (folder, cache) = (nights(), tempfile::tempdir().unwrap());
    let (slip, last) = (path_of(folder.path(), SLIP), path_of(folder.path(), REPORTS));

    let mut first = Session::begin(folder.path(), cache.path(), "first");
    first.client.open(&uri(&slip), 1, &night(SLIP, SLIP - 1));
    first.read_through();
    let root = first.client.codes(&uri(&slip), 1, &["XF501"]);
    assert_eq!(root[0]["severity"], 1);
    first.client.open(&uri(&last), 1, &night(REPORTS, REPORTS - 1));
    let heir = first.client.codes(&uri(&last), 1, &["XF501"]);
    assert!(heir[0]["message"].as_str().unwrap().starts_with("inherited from run-1200.md"), "{heir:?}");
    assert_eq!(first.judged(), REPORTS);
    assert!(first.client.goodbye());

    // Nothing has changed: nobody is asked, and the answer is the same.
    let mut second = Session::begin(folder.path(), cache.path(), "second");
    second.client.open(&uri(&slip), 1, &night(SLIP, SLIP - 1));
    second.read_through();
    assert_eq!(second.client.codes(&uri(&slip), 1, &["XF501"]), root);
    assert_eq!(second.judged(), 0);
    assert!(second.client.goodbye());

    // What has changed meanwhile is read anew, and so is all of it when the
    // file of results is damaged.
    fs_err::write(path_of(folder.path(), SLIP + 1), FALSE).unwrap();
    let mut third = Session::begin(folder.path(), cache.path(), "third");
    third.read_through();
    assert_eq!(third.judged(), 1);
    assert!(third.client.goodbye());
    for file in fs_err::read_dir(cache.path().join("crossfoot/results")).unwrap() {
        let file = file.unwrap().path();
        let mut bytes = fs_err::read(&file).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs_err::write(&file, bytes).unwrap();
    }
    let mut fourth = Session::begin(folder.path(), cache.path(), "fourth");
    fourth.read_through();
    assert_eq!(fourth.judged(), REPORTS);
    assert!(fourth.client.goodbye());
}

#[test]
fn while_the_folder_is_read_nothing_that_is_asked_or_typed_is_lost() {
    let (folder, cache) = (nights(), tempfile::tempdir().unwrap());
    let Session { mut client, .. } = Session::begin(folder.path(), cache.path(), "log");
    let report = uri(&folder.path().join("a.md"));
    client.open(&report, 1, TRUE);
    client.diagnostics(&report, 1);
    let mut asked = Vec::new();
    for version in 2..1_002 {
        let figure = if version % 2 == 0 { "119" } else { "120" };
        client.edit(&report, version, (2, 24), (2, 27), figure);
        match version % 100 {
            // From the past: passed over.
            10 => client.replace(&report, version - 5, "# Nothing\n"),
            20 => asked.push(client.ask("textDocument/hover", at(&report, 2, 25))),
            30 => {
                let id = client.ask("textDocument/codeLens", json!({"textDocument": {"uri": report}}));
                client.notify("$/cancelRequest", json!({"id": id.to_string().parse::<i32>().unwrap()}));
                asked.push(id);
            }
            _ => {}
        }
    }
    client.edit(&report, 1_002, (2, 24), (2, 27), "117");
    client.codes(&report, 1_002, &["XF201"]);
    let hover = client.ask("textDocument/hover", at(&report, 2, 25));
    asked.push(hover.clone());
    let answers =
        |client: &Client, id: &RequestId| client.answered.iter().filter(|one| one.id == *id).count();
    while asked.iter().any(|id| answers(&client, id) == 0) {
        client.next(lsp_client::PATIENCE).expect("every request is answered");
    }
    assert!(asked.iter().all(|id| answers(&client, id) == 1), "{:?}", client.answered);
    let last = client.answered.iter().find(|one| one.id == hover).unwrap();
    assert!(format!("{:?}", last.response_result).contains("**117**"), "{last:?}");
    let told = client.told.iter().filter(|told| told.method == "textDocument/publishDiagnostics");
    let versions: Vec<i64> = told.map(|told| told.params["version"].as_i64().unwrap()).collect();
    assert!(versions.is_sorted() && versions.last() == Some(&1_002), "{versions:?}");
    assert!(client.goodbye());
}
