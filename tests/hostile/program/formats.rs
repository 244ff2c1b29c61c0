//! Nothing that a report, a path or an analyzer says acts on whoever reads the
//! output, in any format.

use super::*;

const FORMATS: [&str; 8] = ["text", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown"];

#[cfg(unix)]
#[test]
fn a_path_with_escape_codes_acts_on_nothing_in_any_format() {
    let folder = tempfile::tempdir().unwrap();
    let name = "a\nerror[XF201]: b\u{1b}[31mred\u{202e}dm.md";
    put(folder.path(), name, WRONG);
    for format in FORMATS {
        let (output, text) =
            run(crossfoot(folder.path()).args(["check", ".", "--no-cache", "--format", format]));
        assert_eq!(output.status.code(), Some(1), "{format}: {output:?}");
        let errors = String::from_utf8(output.stderr).unwrap();
        for text in [&text, &errors] {
            let hostile = |at: char| (at.is_control() && at != '\n') || at == '\u{202e}';
            assert!(!text.contains(hostile), "{format}: {text:?}");
            assert!(!text.lines().any(|line| line.starts_with("error[XF201]: b")), "{format}: {text}");
        }
        assert!(text.contains("red"), "{format}: {text}");
    }
}

/// What a terminal, a browser or an eye would obey.
fn acts(at: char) -> bool {
    (at.is_control() && at != '\n') || matches!(at, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Every report of the model's bad input, and worse ones, end in every format
/// with an answer that its readers can take in.
#[test]
fn bad_reports_come_out_whole_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let mut inputs: Vec<Vec<u8>> = bad_inputs();
    for of in ["fixtures/model", "fuzz/found"] {
        let files = fs_err::read_dir(root().join(of)).unwrap();
        inputs.extend(files.map(|file| fs_err::read(file.unwrap().path()).unwrap()));
    }
    assert!(inputs.len() > 20);
    for (at, bytes) in inputs.iter().enumerate() {
        put(folder.path(), &format!("{at:03}.md"), bytes);
    }
    for format in FORMATS {
        let (output, text) = run(check(folder.path()).args([".", "--no-cache", "--format", format]));
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{format}: {errors}");
        assert!(errors.contains("not-utf8") && !errors.contains("internal"), "{format}: {errors}");
        for text in [&text, &errors] {
            assert!(!text.contains(acts), "{format}: {:?}", text.lines().find(|line| line.contains(acts)));
        }
        match format {
            "json" | "sarif" | "gitlab" => drop(serde_json::from_str::<Value>(&text).unwrap()),
            "jsonl" => text.lines().for_each(|line| drop(serde_json::from_str::<Value>(line).unwrap())),
            "github" => assert!(text.lines().all(|line| line.starts_with("::")), "{text}"),
            _ => assert!(!text.is_empty(), "{format}"),
        }
    }
}

/// One false figure each, so that there is something to show of it.
fn bad_inputs() -> Vec<Vec<u8>> {
    let wrong = std::str::from_utf8(WRONG).unwrap();
    let with = |before: &[u8], after: &[u8]| [before, wrong.trim_end().as_bytes(), after, b"\n"].concat();
    vec![
        with(b"\xff\xfe", b""),
        with(b"\xef\xbb\xbf", b""),
        with(b"", b" \xc3\x28 \xe2\x82 \xf0\x9f"),
        with(b"", b" \0\0\0"),
        with(b"", b" \x1b[2J\x1b]0;title\x07\x9b31m"),
        with(b"", " \u{202e}dessap\u{2066} \u{9b}31m \u{85} \u{2028}".as_bytes()),
        with(b"", b"\r- another\r\n\x0b\x0c"),
        with(b"", b" ]]></failure><x>&amp; | `code` <!-- crossfoot-ignore XF201: so there --> %0A::error::x"),
        with(b"> ".repeat(2_000).as_slice(), b""),
        with(&b"[".repeat(20_000), b""),
        with(&b"| ".repeat(5_000), b"|"),
        with("→ 7 + 5 = 13; ".repeat(5_000).as_bytes(), b""),
        with(b"\t\t", b"\t\x08\x08\x7f"),
        with(b"<!--", b""),
        with(b"```\n", b""),
        with(b"---\n", b"\n---"),
        with(b"99999999999999999999999999999999999999 + 1 = 2; ", b""),
        [&b"\xfe\xff\0-\0 \x001\x002"[..], b"\n"].concat(),
        b"\n".repeat(50_000),
        vec![0x1b; 3_000],
    ]
}

/// Whoever chose the analyzer's name of file chose it to be printed.
#[cfg(unix)]
#[test]
fn an_analyzers_file_name_acts_on_nothing() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "a.md", WRONG);
    let name = "x\nerror[XF201]: b\u{1b}[31m\u{202e}.wasm";
    put(folder.path(), name, b"no analyzer");
    for format in FORMATS {
        let (output, text) =
            run(check(folder.path()).args(["a.md", "--no-cache", "--format", format, "--analyzer", name]));
        assert_eq!(output.status.code(), Some(2), "{format}");
        let errors = String::from_utf8(output.stderr).unwrap();
        assert!(errors.contains("malformed"), "{errors}");
        for text in [&text, &errors] {
            assert!(!text.contains(acts) && !text.contains("\nerror[XF201]: b"), "{format}: {text:?}");
        }
    }
    for command in [&["rules"][..], &["explain", "XF201"], &["ledger", "a.md"]] {
        let (output, text) = run(crossfoot(folder.path()).args(command).args(["--analyzer", name]));
        let errors = String::from_utf8(output.stderr).unwrap();
        assert!(!text.contains(acts) && !errors.contains(acts), "{command:?}: {errors:?}");
    }
}

/// What a hostile manifest says is shown by the commands that are there to look at it.
#[test]
fn looking_at_an_analyzer_is_safe() {
    let folder = tempfile::tempdir().unwrap();
    for name in [
        "rule-name-with-escapes",
        "name-of-two-lines",
        "version-of-nonsense",
        "setting-with-escapes",
        "loop-in-describe",
        "import-with-an-endless-name",
        "exports-in-numbers",
        "bomb-of-instances",
        "bomb-of-types",
        "instances-of-many-parts",
    ] {
        let attack = Attack::read(&root().join(format!("fixtures/hostile/{name}.wat")));
        put(folder.path(), "attack.wasm", &attack.bytes);
        let began = Instant::now();
        for command in [&["analyzer", "inspect", "attack.wasm"][..], &["rules", "--analyzer", "attack.wasm"]]
        {
            let (output, text) = run(crossfoot(folder.path()).args(command));
            let errors = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{name}: {text}{errors}");
            let kind = attack.told.as_str();
            assert!(format!("{text}{errors}").contains(kind), "{name}: {kind} is not in {text}{errors}");
            assert!(!text.contains(acts) && !errors.contains(acts), "{name}: {text:?}{errors:?}");
        }
        assert!(began.elapsed() < Duration::from_secs(20), "{name} took {:?}", began.elapsed());
    }
}

/// A name with a line end would make a header of its own in a patch.
#[cfg(unix)]
#[test]
fn a_patch_names_no_file_but_the_reports() {
    let folder = tempfile::tempdir().unwrap();
    let name = "a\n+++ b\u{1b}[31mx\".md";
    put(folder.path(), name, "before \u{e2}\u{2020}\u{2019} after\n".as_bytes());
    let (output, text) = run(check(folder.path()).args([".", "--no-cache", "--diff"]));
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(!text.contains(acts), "{text:?}");
    assert_eq!(text.lines().filter(|line| line.starts_with("+++ ")).count(), 1, "{text}");
    assert!(text.contains(r#"+++ "b/a\n+++ b\033[31mx\".md""#), "{text}");
    if Command::new("git").arg("--version").output().is_err() {
        println!("skipped: no git to apply the patch");
        return;
    }
    put(folder.path(), "fix.patch", text.as_bytes());
    let applied =
        Command::new("git").current_dir(folder.path()).args(["apply", "fix.patch"]).output().unwrap();
    assert!(applied.status.success(), "{applied:?}");
    assert!(fs_err::read_to_string(folder.path().join(name)).unwrap().contains('→'));
}
