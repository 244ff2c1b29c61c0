//! The straight line as its user meets it: paths in, findings and faults out,
//! and the promised exit codes.

#[allow(dead_code)]
#[path = "hostile/attack.rs"]
mod attack;

use std::path::Path;
use std::process::{Command, Output};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn with(files: &[(&str, &[u8])]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (name, bytes) in files {
            let path = folder.path().join(name);
            fs_err::create_dir_all(path.parent().unwrap()).unwrap();
            fs_err::write(path, bytes).unwrap();
        }
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn run(&self, arguments: &[&str]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_crossfoot"))
            .args(arguments)
            .current_dir(self.path())
            .env_remove("CROSSFOOT_LOG")
            .output()
            .unwrap();
        Run(output)
    }
}

struct Run(Output);

impl Run {
    fn code(&self) -> i32 {
        self.0.status.code().expect("the process was killed")
    }

    fn out(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).unwrap()
    }

    fn err(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).unwrap()
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.0.stdout).unwrap()
    }
}

const WRONG: &[u8] = b"# Soak log\n\n- Round 41-60: Clean (19 rounds)\n";
const RIGHT: &[u8] = b"# Soak log\n\n- Round 41-60: Clean (20 rounds)\n";

#[test]
fn a_finding_is_exit_code_1_and_shows_its_sum() {
    let folder = Folder::with(&[("wrong.md", WRONG), ("right.md", RIGHT)]);
    let run = folder.run(&["check", "."]);
    assert_eq!(run.code(), 1, "{}", run.err());
    assert!(run.out().contains("XF201"), "{}", run.out());
    assert!(run.out().contains("wrong.md:3"), "{}", run.out());
    assert!(run.out().contains("20"), "{}", run.out());
    assert!(!run.out().contains("right.md"), "{}", run.out());
    assert_eq!(folder.run(&["check", "right.md"]).code(), 0);
    assert_eq!(folder.run(&["check", "--fail-on", "never", "wrong.md"]).code(), 0);
}

#[test]
fn each_bad_input_is_named_and_the_others_are_still_checked() {
    let folder = Folder::with(&[
        ("wrong.md", WRONG),
        ("latin.md", b"# Caf\xe9\n\nnothing\n"),
        ("empty.md", b""),
        ("broken.wasm", b"\0asm\x01\0\0\0\x0b"),
        ("bare/note.txt", b"no report"),
    ]);
    let run = folder.run(&[
        "check",
        "none.md",
        "bare",
        "wrong.md",
        "latin.md",
        "empty.md",
        "--analyzer",
        "broken.wasm",
        "--analyzer",
        "gone.wasm",
    ]);
    assert_eq!(run.code(), 2);
    for named in ["none.md", "bare", "latin.md", "empty.md", "broken.wasm", "gone.wasm"] {
        assert_eq!(
            run.err().lines().filter(|line| line.contains(named)).count(),
            1,
            "{named}: {}",
            run.err()
        );
    }
    assert!(run.out().contains("XF201"), "the good report is still checked: {}", run.out());
}

#[test]
fn a_mistyped_path_does_not_pass_unless_one_means_it() {
    let folder = Folder::with(&[("bare/note.txt", b"no report"), ("empty.md", b"\n")]);
    assert_eq!(folder.run(&["check", "bare", "empty.md"]).code(), 2);
    assert_eq!(folder.run(&["check", "--allow-empty", "bare", "empty.md"]).code(), 0);
    assert_eq!(
        folder.run(&["check", "--allow-empty", "none"]).code(),
        2,
        "a path that is not there stays a fault"
    );
}

#[test]
fn a_file_named_outright_is_read_whatever_its_ending() {
    let folder = Folder::with(&[("report.txt", WRONG)]);
    assert_eq!(folder.run(&["check", "report.txt"]).code(), 1);
    assert_eq!(folder.run(&["check", "."]).code(), 2);
}

#[test]
fn what_git_ignores_is_left_out() {
    let folder = Folder::with(&[(".gitignore", b"build/\n"), ("build/wrong.md", WRONG), ("right.md", RIGHT)]);
    let git = Command::new("git").args(["init", "-q"]).current_dir(folder.path()).status();
    assert!(git.is_ok_and(|status| status.success()), "git is needed for this test");
    assert_eq!(folder.run(&["check", "."]).code(), 0);
}

#[test]
fn threads_order_and_caches_change_no_byte() {
    let names: Vec<String> = (0..80).map(|number| format!("r/{number:02}.md")).collect();
    let files: Vec<(&str, &[u8])> = names
        .iter()
        .enumerate()
        .map(|(number, name)| (name.as_str(), if number % 3 == 0 { WRONG } else { RIGHT }))
        .collect();
    let folder = Folder::with(&files);
    let plain = folder.run(&["check", "--format", "json", "--no-cache", "--threads", "1", "r"]);
    assert_eq!(plain.code(), 1, "{}", plain.err());
    let mut shuffled: Vec<&str> = names.iter().map(String::as_str).collect();
    shuffled.reverse();
    shuffled.swap(3, 40);
    let others: [Vec<&str>; 4] = [
        vec!["check", "--format", "json", "--no-cache", "--threads", "8", "r"],
        [vec!["check", "--format", "json", "--no-cache"], shuffled].concat(),
        vec!["check", "--format", "json", "r"],
        vec!["check", "--format", "json", "r"],
    ];
    for arguments in others {
        assert_eq!(folder.run(&arguments).out(), plain.out(), "{arguments:?}");
    }
    assert!(
        folder.path().join(".crossfoot_cache/results").exists(),
        "the last run read what the one before kept"
    );
}

#[test]
fn damaged_results_cost_time_and_nothing_else() {
    let names: Vec<String> = (0..70).map(|number| format!("r/{number:02}.md")).collect();
    let folder = Folder::with(&names.iter().map(|name| (name.as_str(), WRONG)).collect::<Vec<_>>());
    let first = folder.run(&["check", "--format", "json", "r"]);
    let results = folder.path().join(".crossfoot_cache/results");
    let mut bytes = fs_err::read(&results).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x40;
    fs_err::write(&results, bytes).unwrap();
    let second = folder.run(&["check", "--format", "json", "r"]);
    assert_eq!((second.code(), second.out()), (1, first.out()));
}

#[test]
fn json_has_the_promised_shape() {
    let folder = Folder::with(&[("wrong.md", WRONG)]);
    let report = folder.run(&["check", "--format", "json", "wrong.md"]).json();
    let keys = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let sorted = |mut keys: Vec<String>| {
        keys.sort();
        keys
    };
    assert_eq!(sorted(keys(&report)), ["analyzers", "faults", "findings", "summary", "tool", "version"]);
    assert_eq!(report["version"], "1");
    let finding = &report["findings"][0];
    assert_eq!(
        sorted(keys(finding)),
        [
            "code",
            "derivation",
            "fingerprint",
            "fixes",
            "inherited",
            "message",
            "path",
            "range",
            "related",
            "rule",
            "severity",
            "suppressed"
        ]
    );
    assert_eq!(finding["code"], "XF201");
    assert_eq!(finding["range"]["start"]["line"], 3);
    assert_eq!(report["summary"]["findings"]["error"], 1);
}

#[test]
fn an_analyzer_that_never_ends_is_a_fault_and_silences_nobody() {
    let endless = root().join("fixtures/hostile/loop-in-inspect.wat");
    let folder =
        Folder::with(&[("wrong.md", WRONG), ("endless.wasm", &attack::Attack::read(&endless).bytes)]);
    let run = folder.run(&["check", "wrong.md", "--analyzer", "endless.wasm"]);
    assert_eq!(run.code(), 2);
    assert!(run.err().contains("out-of-fuel"), "{}", run.err());
    assert!(run.out().contains("XF201"), "{}", run.out());
}

#[test]
fn rules_explain_themselves() {
    let folder = Folder::with(&[]);
    let rules = folder.run(&["rules"]);
    assert_eq!(rules.code(), 0);
    assert!(rules.out().contains("range-count-mismatch"));
    for name in ["XF201", "range-count-mismatch"] {
        let explained = folder.run(&["explain", name]);
        assert_eq!(explained.code(), 0);
        assert!(explained.out().contains("Stays silent"), "{}", explained.out());
    }
    let unknown = folder.run(&["explain", "XF20"]);
    assert_eq!(unknown.code(), 2);
    assert!(unknown.err().contains("XF2"), "the nearest is named: {}", unknown.err());
}

#[test]
fn the_ledger_accounts_for_every_number() {
    let folder = Folder::with(&[("right.md", RIGHT)]);
    let ledger = folder.run(&["ledger", "right.md"]);
    assert_eq!(ledger.code(), 0, "{}", ledger.err());
    assert!(ledger.out().contains("1 relation; 1 holds"), "{}", ledger.out());
    let json = folder.run(&["ledger", "--format", "json", "right.md"]).json();
    assert_eq!(json["relations"]["holds"], 1);
    assert_eq!(json["entries"][0]["code"], "XF201");
    let model = folder.run(&["ledger", "--model", "right.md"]);
    assert!(model.out().contains("RangeStart"), "{}", model.out());
}
