//! Wrong usage and broken inputs of every kind: a clear word, exit code 2, and
//! the rest of the work is done.

use std::process::Stdio;

use crate::repo::{Repo, report, run};

fn small() -> Repo {
    let repo = Repo::new();
    repo.write("reports/a.md", &report(1, false));
    repo.write("reports/b.md", &report(2, true));
    repo
}

#[test]
fn what_is_wrong_is_said_and_ends_with_2() {
    let repo = small();
    repo.write("broken.json", "{\"version\": \"1\", \"findings\": [{]}");
    repo.write("half.json", "{\"version\": \"1\", \"findings\": [{\"path\": \"a.md\"}]}");
    repo.write("future.json", "{\"version\": \"9\", \"findings\": []}");
    fs_err::write(repo.path().join("bytes.json"), [0xff, 0xfe, 0x00]).unwrap();
    fs_err::create_dir(repo.path().join("empty")).unwrap();
    let cases: &[(&[&str], &str)] = &[
        (&["none.md"], "fault[not-found]: none.md: no such file or folder"),
        (&["empty"], "fault[no-reports]: empty: a folder without reports"),
        (&["--config", "none.toml"], "none.toml: no such file or folder"),
        (&["--config", "reports"], "reports: a folder, where a file was wanted"),
        (&["--baseline", "none.json"], "fault[not-found]: none.json: no such file or folder"),
        (&["--baseline", "reports"], "reports: a folder, where a file was wanted"),
        (
            &["--baseline", "broken.json"],
            "broken.json: not a baseline: key must be a string at line 1 column 32",
        ),
        (&["--baseline", "half.json"], "half.json: not a baseline: missing field `code`"),
        (&["--baseline", "future.json"], "version \"9\" of a baseline, this crossfoot reads \"1\""),
        (&["--baseline", "bytes.json"], "bytes.json: not a baseline: expected value"),
        (&["--select", "range-cont-mismatch"], "did you mean `range-count-mismatch`?"),
        (&["--ignore", "XF777"], "--ignore: no rule is called `XF777`"),
        (&["--format", "sarif="], "no file behind `=`"),
        (
            &["--format", "sarif=none/out.sarif"],
            "fault[unwritable]: none/out.sarif: cannot be written: its folder",
        ),
        (&["--format", "sarif=reports"], "reports: a folder, where a file was wanted"),
        (&["--write-baseline=none/b.json"], "fault[unwritable]: none/b.json: cannot be written"),
        (&["--notes-out", "none/n"], "fault[unwritable]: none/n: cannot be written"),
        (&["--prune-baseline"], "there is no baseline to prune"),
        (&["--maybe"], "--maybe says which fixes: give --fix or --diff as well"),
        (&["--stdin-filename", "reports/x.md"], "--stdin-filename names a report from stdin: give `-`"),
        (&["-", "--stdin-filename", "reports"], "--stdin-filename is a folder"),
        (&["--fail-on", "eror"], "a similar value exists: 'error'"),
        (&["--analyzer", "none.wasm"], "none.wasm: no such file or folder"),
        (&["--analyzer", "broken.json"], "fault[malformed]"),
        (&["--since", "main"], "git knows no revision `main`"),
    ];
    for (arguments, said) in cases {
        let mut command = repo.command(env!("CARGO_BIN_EXE_crossfoot"), &["check"]);
        command.args(*arguments).stdin(Stdio::null());
        let ran = run(command);
        assert_eq!(ran.code, 2, "{arguments:?}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains(said), "{arguments:?} should say `{said}`: {}", ran.err);
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
    }
    let left: Vec<String> = fs_err::read_dir(repo.path().join("reports"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name != "a.md" && name != "b.md")
        .collect();
    assert!(left.is_empty(), "something was left behind: {left:?}");
}

#[test]
fn the_rest_is_done_and_shown() {
    let repo = small();
    fs_err::write(repo.path().join("reports/bytes.md"), b"# Log\n\n\xff\xfe 32/34 (12%)\n").unwrap();
    let ran = repo.crossfoot(&[
        "check",
        "reports",
        "none.md",
        "--format",
        "sarif=none/out.sarif",
        "--format",
        "json=out.json",
        "--format",
        "text",
    ]);
    assert_eq!(ran.code, 2);
    assert!(ran.out.contains("error[XF201]"), "{}", ran.out);
    let json: serde_json::Value = serde_json::from_str(&repo.read("out.json")).unwrap();
    let kinds: Vec<&str> =
        json["faults"].as_array().unwrap().iter().map(|fault| fault["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["not-found", "not-utf8"]);
    for said in ["none.md: no such", "reports/bytes.md: not UTF-8", "fault[unwritable]: none/out.sarif"] {
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
    }
}

#[test]
fn a_pipe_is_written_to_and_never_replaced() {
    let repo = small();
    let mut command = repo
        .command("bash", &["-c", "mkfifo p && cat p > got & sleep 0.3; exec \"$0\" check --format json=p"]);
    command.arg(env!("CARGO_BIN_EXE_crossfoot"));
    assert_eq!(run(command).code, 1);
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert!(repo.read("got").starts_with("{\n  \"version\": \"1\""));
    use std::os::unix::fs::FileTypeExt;
    assert!(fs_err::metadata(repo.path().join("p")).unwrap().file_type().is_fifo());
}
