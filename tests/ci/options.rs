//! Choosing, fixing, configuring: the options of `check` at work.

use std::time::{Duration, Instant};

use crate::repo::{Repo, report, run};

/// Two reports: a right one and a wrong one.
fn small() -> Repo {
    let repo = Repo::new();
    repo.write("reports/a.md", &report(1, false));
    repo.write("reports/b.md", &report(2, true));
    repo
}

#[test]
fn several_formats_at_once_and_one_on_stdout() {
    let repo = small();
    let ran = repo.crossfoot(&[
        "check",
        "--format",
        "json",
        "--format",
        "sarif=r.sarif",
        "--format",
        "junit=r.xml",
        "--format",
        "gitlab=r.json",
        "--format",
        "markdown=r.md",
        "--format",
        "jsonl=r.jsonl",
    ]);
    assert_eq!(ran.code, 1);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["summary"]["findings"]["error"], 1);
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&repo.read("r.json")).unwrap()[0]["severity"],
        "major"
    );
    assert!(repo.read("r.xml").contains("failures=\"1\""));
    assert!(repo.read("r.md").starts_with("### crossfoot: 1 error"));
    assert_eq!(repo.read("r.jsonl").lines().count(), 3);

    let two = repo.crossfoot(&["check", "--format", "json", "--format", "text"]);
    assert_eq!(two.code, 2);
    let wrong = repo.crossfoot(&["check", "--format", "sarfi"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("did you mean `sarif`?"), "{}", wrong.err);
}

#[test]
fn github_gets_annotations_and_a_summary() {
    let repo = small();
    let mut command = repo.command(env!("CARGO_BIN_EXE_crossfoot"), &["check", "--format", "github"]);
    command.env("GITHUB_STEP_SUMMARY", repo.path().join("summary"));
    assert_eq!(run(command).code, 1);
    assert!(
        repo.read("summary").contains("| ❌ error | <code>reports/b.md:5</code> |"),
        "{}",
        repo.read("summary")
    );
}

#[test]
fn only_shows_some_and_judges_all() {
    let repo = small();
    for (arguments, code) in [
        (&["check", "reports", "--only", "reports/a.md"][..], 0),
        (&["check", "--context", ".", "--only", "reports/b.md"], 1),
        (&["check", "--context", ".", "--only"], 0),
        (&["check", "reports/a.md", "--context", "reports"], 0),
    ] {
        let ran = repo.crossfoot(arguments);
        assert_eq!(ran.code, code, "{arguments:?}: {}{}", ran.out, ran.err);
    }
    let json = repo.crossfoot(&["check", "--context", ".", "--only", "reports/a.md", "--format", "json"]).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["summary"]["reports"], &json["findings"]), (&2.into(), &serde_json::json!([])));
}

#[test]
fn a_report_comes_from_stdin_under_its_name() {
    let repo = small();
    let file = fs_err::File::open(repo.path().join("reports/b.md")).unwrap();
    let mut command = repo.command(
        env!("CARGO_BIN_EXE_crossfoot"),
        &["check", "-", "--stdin-filename", "reports/new.md", "--format", "github"],
    );
    command.stdin(file.into_file());
    let ran = run(command);
    assert_eq!(ran.code, 1);
    assert!(ran.out.starts_with("::error file=reports/new.md,line=5"), "{}", ran.out);
}

#[test]
fn since_says_what_is_wrong_with_a_revision() {
    let repo = small();
    repo.commit("first", 1);
    let ran = repo.crossfoot(&["check", "--since", "origin/main"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("fault[bad-revision]: --since: git knows no revision `origin/main`"),
        "{}",
        ran.err
    );
    let injected = repo.crossfoot(&["check", "--since=--output=x"]);
    assert_eq!(injected.code, 2);
    assert!(!repo.path().join("x").exists());
    assert_eq!(repo.crossfoot(&["check", "--since", "HEAD"]).code, 0, "nothing has changed");
    repo.write("reports/new.md", &report(3, true));
    assert_eq!(repo.crossfoot(&["check", "--since", "HEAD"]).code, 1, "a file that git does not know yet");
}

#[test]
fn the_config_is_found_upwards_and_refused_when_wrong() {
    let repo = small();
    let cases = [
        ("exclude = [\"b.md\"]", 0, "2 relations"),
        ("ignore = [\"2xx\"]", 0, "1 suppressed"),
        ("fail-on = \"never\"", 0, "1 error"),
        ("[severity]\nXF201 = \"warning\"", 0, "1 warning"),
        ("[[overrides]]\npaths = [\"reports/b.md\"]\nignore = [\"XF201\"]", 0, "1 suppressed"),
        ("[[overrides]]\npaths = [\"reports/a.md\"]\nignore = [\"XF201\"]", 1, "1 error"),
        (
            "fail-on = \"neverr\"",
            2,
            "crossfoot.toml: line 1: `fail-on` cannot be \"neverr\"; did you mean \"never\"?",
        ),
        ("\nignore = [\"XF999\"]", 2, "crossfoot.toml: line 2: no rule is called `XF999`"),
        ("[analyzers.standard.settings]\nfoo = 1", 2, "line 2: `standard` declares no setting `foo`"),
        ("[analyzers.acme]\nfile = \"acme.wasm\"", 2, "acme: needs its `sha256`"),
        ("baseline = \"none.json\"", 2, "none.json: no such file or folder"),
    ];
    for (config, code, said) in cases {
        repo.write("crossfoot.toml", config);
        let ran = repo.crossfoot(&["check", "reports"]);
        let all = format!("{}{}", ran.out, ran.err);
        assert_eq!(ran.code, code, "{config}: {all}");
        let said = if config.starts_with("exclude") { "1 relation:" } else { said };
        assert!(all.contains(said), "{config}: {all}");
        assert_eq!(repo.crossfoot(&["check", "--no-config"]).code, 1);
    }
    fs_err::remove_file(repo.path().join("crossfoot.toml")).unwrap();
    repo.write("pyproject.toml", "[tool.crossfoot]\nfail-on = \"never\"\n");
    assert_eq!(repo.crossfoot(&["check"]).code, 0);
    let elsewhere = repo.command(env!("CARGO_BIN_EXE_crossfoot"), &["check", "."]);
    let mut elsewhere = elsewhere;
    elsewhere.current_dir(repo.path().join("reports"));
    assert_eq!(run(elsewhere).code, 0, "found above");
}

#[test]
fn init_writes_what_check_accepts() {
    let repo = small();
    assert_eq!(repo.crossfoot(&["init"]).code, 0);
    assert_eq!(repo.crossfoot(&["check"]).code, 1);
    assert_eq!(repo.crossfoot(&["init"]).code, 2, "never over an old one");
    assert!(repo.crossfoot(&["schema"]).out.contains("\"fail-on\""));
    assert!(repo.crossfoot(&["completions", "bash"]).out.contains("--write-baseline"));
    assert!(repo.crossfoot(&["man"]).out.contains(".TH crossfoot"));
}

#[test]
fn fixes_are_shown_and_written() {
    let repo = small();
    assert_eq!(repo.crossfoot(&["check", "--fix"]).code, 1, "it is not a safe one");
    let diff = repo.crossfoot(&["check", "--diff", "--maybe"]);
    assert_eq!(diff.code, 1);
    assert!(
        diff.out.contains("-- Batch 41-60: released (17 batches)\n+- Batch 41-60: released (20 batches)"),
        "{}",
        diff.out
    );
    assert_eq!(repo.read("reports/b.md"), report(2, true), "only shown");
    let fixed = repo.crossfoot(&["check", "--fix", "--maybe"]);
    assert_eq!(fixed.code, 0, "{}{}", fixed.out, fixed.err);
    assert_eq!(repo.read("reports/b.md"), report(2, false));
    assert_eq!(repo.crossfoot(&["check", "--diff", "--maybe"]).code, 0);
}

#[test]
fn the_gravest_are_shown_and_all_are_counted() {
    let repo = small();
    repo.write("reports/c.md", &report(3, true));
    let ran = repo.crossfoot(&["check", "--max-findings", "1"]);
    assert_eq!(ran.out.matches("error[XF201]").count(), 1);
    assert!(ran.out.contains("2 errors (1 not shown)"), "{}", ran.out);
}

#[test]
fn watch_checks_again_when_a_report_or_the_config_changes() {
    let repo = small();
    let log = repo.path().join("log.txt");
    let mut command = repo.command(env!("CARGO_BIN_EXE_crossfoot"), &["check", "--watch"]);
    command.stdout(fs_err::File::create(&log).unwrap().into_file()).stderr(std::process::Stdio::null());
    let mut watching = command.spawn().unwrap();
    let until = |what: &str| {
        let end = Instant::now() + Duration::from_secs(60);
        while !repo.read("log.txt").contains(what) {
            assert!(Instant::now() < end, "no `{what}` in {}", repo.read("log.txt"));
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    until("1 error\n");
    repo.write("reports/b.md", &report(2, false));
    until("no findings");
    repo.write("reports/b.md", &report(2, true));
    repo.write("crossfoot.toml", "[severity]\nXF201 = \"info\"\n");
    until("1 info");
    watching.kill().unwrap();
    watching.wait().unwrap();
}

/// Through `script`, which gives the program a terminal of its own.
#[test]
fn colours_are_for_terminals_and_for_nobody_who_declines() {
    let repo = small();
    let shown = |variables: &[(&str, &str)], arguments: &str| {
        let line = format!("{} check {arguments}", env!("CARGO_BIN_EXE_crossfoot"));
        let mut command = repo.command("script", &["-qec", &line, "/dev/null"]);
        command.env("TERM", "xterm-256color").stdin(std::process::Stdio::null());
        command.envs(variables.iter().copied());
        run(command).out
    };
    if std::process::Command::new("script").arg("--version").output().is_err() {
        println!("SKIPPED: there is no `script` here to give a terminal");
        return;
    }
    let coloured = |text: &str| text.contains("\u{1b}[");
    assert!(coloured(&shown(&[], "")));
    assert!(!coloured(&shown(&[("NO_COLOR", "1")], "")));
    assert!(!coloured(&shown(&[("CI", "true")], "")));
    assert!(!coloured(&shown(&[], "--color never")));
    assert!(!coloured(&repo.crossfoot(&["check"]).out));
    assert!(coloured(&repo.crossfoot(&["check", "--color", "always"]).out));
}

#[test]
fn the_order_of_files_and_the_threads_change_no_byte() {
    let repo = Repo::with_two_years();
    // A fault, a comment, an heir and something known are among them.
    repo.write("reports/week-105.md", &report(105, true));
    repo.write("reports/week-106.md", &report(106, true).replace("(9 batches)", "(10 batches)"));
    let excused = report(13, true).replace("- Batch", "<!-- crossfoot-ignore XF201: recalled -->\n\n- Batch");
    repo.write("reports/week-013.md", &excused);
    fs_err::write(repo.path().join("reports/bytes.md"), b"\xff").unwrap();
    repo.crossfoot(&["check", "reports/week-026.md", "--write-baseline=known.json"]);
    let mut files: Vec<String> = fs_err::read_dir(repo.path().join("reports"))
        .unwrap()
        .map(|entry| format!("reports/{}", entry.unwrap().file_name().to_string_lossy()))
        .collect();
    files.sort();
    let formats = ["text", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown"];
    let all = |order: &[String], more: &[&str]| -> Vec<String> {
        let targets = formats.map(|name| format!("--format={name}=out.{name}"));
        let order = order.iter().map(String::as_str);
        let given = ["check", "--baseline", "known.json"].into_iter().chain(more.iter().copied());
        let given: Vec<&str> = given.chain(targets.iter().map(String::as_str)).chain(order).collect();
        let ran = repo.crossfoot(&given);
        assert_eq!(ran.code, 2, "{}", ran.err);
        let told = formats.map(|name| repo.read(&format!("out.{name}")));
        told.into_iter().chain([ran.err]).collect()
    };
    let first = all(&files, &["--threads", "1", "--no-cache"]);
    for words in ["inherited by", "\"suppressions\": [\n", "recalled", "\"unchanged\"", "not-utf8"] {
        assert!(first.iter().any(|text| text.contains(words)), "nothing of `{words}` is compared");
    }
    for (seed, threads) in [(1, "1"), (2, "2"), (3, "3"), (4, "7"), (5, "16")] {
        shuffle(&mut files, seed);
        let again = all(&files, &["--threads", threads]);
        for (at, (one, other)) in first.iter().zip(&again).enumerate() {
            let name = formats.get(at).unwrap_or(&"stderr");
            assert!(one == other, "{name} differs with {threads} threads, order {seed}");
        }
    }
}

/// Another order for each seed, and the same again for the same one.
fn shuffle(files: &mut [String], seed: u64) {
    let mut state = seed;
    for at in (1..files.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        files.swap(at, (state >> 33) as usize % (at + 1));
    }
}

/// Code scanning takes 25,000 results: the gravest must be among them.
#[test]
fn sarif_holds_the_gravest_of_very_many() {
    let repo = Repo::new();
    // By another amount each, or the later ones would only inherit.
    let line = |log: usize, at: usize| {
        format!("- Batch {at}1-{at}9: released ({} batches)\n", 10 + at + log * 1_000)
    };
    for log in 0..28 {
        let mild: String = (1..=900).map(|at| line(log, at)).collect();
        repo.write(&format!("mild/log-{log}.md"), &format!("# Log\n\n{mild}"));
    }
    repo.write("reports/z.md", &report(2, true));
    repo.write("crossfoot.toml", "[[overrides]]\npaths = [\"mild/\"]\nseverity = { XF201 = \"warning\" }\n");
    let ran = repo.crossfoot(&["check", "--format", "sarif=out.sarif", "--format", "json=out.json"]);
    let json: serde_json::Value = serde_json::from_str(&repo.read("out.json")).unwrap();
    let found = json["findings"].as_array().unwrap().len();
    assert!(found > 25_000, "{found} findings: {}", ran.err);
    let sarif: serde_json::Value = serde_json::from_str(&repo.read("out.sarif")).unwrap();
    let run = &sarif["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 25_000);
    assert_eq!(results[0]["level"], "error");
    assert_eq!(results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "reports/z.md");
    assert_eq!(run["properties"]["resultsLeftOut"], found - 25_000);
}
