//! What other people's tools say of us: the validators of SARIF, JUnit and
//! the services' files, and the real pre-commit. They come from PyPI and npm,
//! so this is not part of an ordinary `cargo test`: `.ci/run` sets
//! `CROSSFOOT_OUTSIDE=1`. Spark is 450 MB to download and takes a minute to
//! run; only `CROSSFOOT_OUTSIDE=all` asks for it. What cannot be run here says
//! so and why.

#[path = "../ci/action.rs"]
mod action;
#[path = "../ci/repo.rs"]
mod repo;
mod source;
mod tools;

use std::process::ExitCode;

use action::run_action;
use repo::{Ran, Repo, home, report, report_path, run};
use source::Source;
use tools::Tools;

type Check = fn(&Tools) -> Result<(), String>;

const CHECKS: [(&str, Check); 9] = [
    ("the official validator and the official schema accept our SARIF", sarif),
    ("junitparser reads our JUnit", junit),
    ("our code quality report has the type that others give to it", gitlab_types),
    ("our code quality report has the shape that GitLab documents", gitlab),
    ("action.yml and the examples have the shape that their services want", services),
    ("our own schema holds for the template of `crossfoot init` and the examples", own_schema),
    ("pre-commit accepts our hook", manifest),
    ("pre-commit builds the hook, blocks a bad report and lets a good one pass", pre_commit),
    ("the action builds crossfoot from its folder and checks", action_builds),
];

/// What takes too long for every change.
const LARGE: [(&str, Check); 1] = [("shards judged by Spark are as good as one run", spark)];

fn main() -> ExitCode {
    let Some(wanted) = std::env::var_os("CROSSFOOT_OUTSIDE") else {
        println!(
            "SKIPPED: {} checks with tools from PyPI and npm; CROSSFOOT_OUTSIDE=1 runs all but the {} large, \
             CROSSFOOT_OUTSIDE=all those too",
            CHECKS.len() + LARGE.len(),
            LARGE.len()
        );
        return ExitCode::SUCCESS;
    };
    let tools = Tools::install();
    let large: &[(&str, Check)] = if wanted == "all" { &LARGE } else { &[] };
    if large.is_empty() {
        println!("SKIPPED, for CROSSFOOT_OUTSIDE is not \"all\": {}", LARGE[0].0);
    }
    let mut failed = 0;
    for (name, check) in CHECKS.iter().chain(large) {
        match check(&tools) {
            Ok(()) => println!("ok      {name}"),
            Err(why) if why.starts_with("SKIPPED") => println!("{why}: {name}"),
            Err(why) => {
                failed += 1;
                println!("FAILED  {name}\n{why}");
            }
        }
    }
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Every kind of finding at once: new, known, silenced, fixable.
fn outputs() -> Repo {
    let repo = Repo::new();
    for week in 1..=6 {
        repo.write(&report_path(week), &report(week, week % 2 == 0));
    }
    let silenced = report(6, true).replace("- Batch", "<!-- crossfoot-ignore XF201: recalled -->\n\n- Batch");
    repo.write(&report_path(6), &silenced);
    let bare = report(5, true).replace("- Batch", "<!-- crossfoot-ignore XF201 -->\n\n- Batch");
    repo.write("reports/ä <b>&'\" report.md", &bare);
    repo.crossfoot(&["check", &report_path(2), "--write-baseline=known.json"]);
    let ran = repo.crossfoot(&[
        "check",
        "reports",
        "none.md",
        "--baseline",
        "known.json",
        "--format",
        "sarif=out.sarif",
        "--format",
        "junit=out.xml",
        "--format",
        "gitlab=out.json",
    ]);
    assert_eq!(ran.code, 2, "a fault is among them: {}", ran.err);
    repo
}

fn accepted(ran: &Ran) -> Result<(), String> {
    if ran.code == 0 { Ok(()) } else { Err(format!("exit code {}\n{}{}", ran.code, ran.out, ran.err)) }
}

fn sarif(tools: &Tools) -> Result<(), String> {
    let repo = outputs();
    let multitool = tools.npm("@microsoft/sarif-multitool-linux")?;
    let validator = |file: &str| {
        let program = multitool.join("Sarif.Multitool");
        let mut command = repo.command(program.to_str().unwrap(), &["validate", file]);
        command.env("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1");
        command
    };
    let ran = run(validator("out.sarif"));
    accepted(&ran)?;
    // It ends with 0 whatever it says.
    if ran.out.contains(": error ") || !ran.out.contains("Analysis completed successfully") {
        return Err(ran.out);
    }
    repo.write("broken.sarif", &repo.read("out.sarif").replace("\"ruleIndex\": ", "\"ruleIndex\": 99"));
    let ran = run(validator("broken.sarif"));
    if !ran.out.contains(": error SARIF1009") {
        return Err(format!("the validator accepts anything: {}", ran.out));
    }
    let schema = multitool.join("sarif-2.1.0.json");
    let check = tools.python("check-jsonschema")?;
    let mut command = repo.command(check.to_str().unwrap(), &["--schemafile"]);
    command.arg(schema).arg("out.sarif");
    accepted(&run(command))?;
    let text = repo.read("out.sarif");
    for part in
        ["inSource", "external", "\"unchanged\"", "\"new\"", "\"fixes\"", "toolExecutionNotifications"]
    {
        assert!(text.contains(part), "the file that was validated has no {part}");
    }
    Ok(())
}

fn junit(tools: &Tools) -> Result<(), String> {
    let repo = outputs();
    let python = tools.python("python")?;
    let script = "import junitparser\n\
        xml = junitparser.JUnitXml.fromfile('out.xml')\n\
        cases = [case for suite in xml for case in suite]\n\
        kinds = sorted(type(result).__name__ for case in cases for result in case.result)\n\
        assert xml.tests == len(cases), (xml.tests, len(cases))\n\
        assert kinds == ['Error'] + ['Failure'] * 3 + ['Skipped'] * 2, kinds\n";
    accepted(&run(repo.command(python.to_str().unwrap(), &["-c", script])))
}

/// The type is not ours: `codeclimate-types` describes the reports of Code
/// Climate, of which GitLab reads a part, and TypeScript holds ours against it.
fn gitlab_types(tools: &Tools) -> Result<(), String> {
    let repo = outputs();
    let compiler = tools.npm("typescript/bin/tsc")?;
    let types = tools.npm("codeclimate-types")?;
    fs_err::create_dir(repo.path().join("node_modules")).unwrap();
    std::os::unix::fs::symlink(types, repo.path().join("node_modules/codeclimate-types")).unwrap();
    let held = |report: &str| {
        let code = format!(
            "import type {{ Issue }} from 'codeclimate-types'\nexport const report: Issue[] = {report}"
        );
        repo.write("report.mts", &code);
        let options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "report.mts"];
        let mut command = repo.command("node", &[compiler.to_str().unwrap()]);
        command.args(options);
        run(command)
    };
    let report = repo.read("out.json");
    accepted(&held(&report))?;
    for (right, wrong) in [("\"major\"", "\"grave\""), ("\"begin\"", "\"start\""), ("\"issue\"", "\"error\"")]
    {
        assert!(report.contains(right), "{right} is not in {report}");
        if held(&report.replace(right, wrong)).code == 0 {
            return Err(format!("the compiler accepts {wrong}"));
        }
    }
    Ok(())
}

fn gitlab(tools: &Tools) -> Result<(), String> {
    let repo = outputs();
    let schema = home().join("tests/outside/gitlab-code-quality.schema.json");
    let check = tools.python("check-jsonschema")?;
    accepted(&run(
        repo.command(check.to_str().unwrap(), &["--schemafile", schema.to_str().unwrap(), "out.json"])
    ))?;
    let issues: Vec<serde_json::Value> = serde_json::from_str(&repo.read("out.json")).unwrap();
    let prints: std::collections::BTreeSet<String> =
        issues.iter().map(|issue| issue["fingerprint"].to_string()).collect();
    if prints.len() == issues.len() && !issues.is_empty() {
        Ok(())
    } else {
        Err("fingerprints are not unique".into())
    }
}

fn services(tools: &Tools) -> Result<(), String> {
    let check = tools.python("check-jsonschema")?;
    for (schema, file) in [
        ("vendor.github-actions", "action.yml"),
        ("vendor.github-workflows", "examples/ci/github/reports.yml"),
        ("vendor.github-workflows", "examples/shards/matrix.yml"),
        ("vendor.gitlab-ci", "templates/crossfoot.gitlab-ci.yml"),
        ("vendor.gitlab-ci", "examples/ci/gitlab/.gitlab-ci.yml"),
    ] {
        let mut command = std::process::Command::new(&check);
        command.current_dir(home()).args(["--builtin-schema", schema, file]);
        accepted(&run(command)).map_err(|why| format!("{file}: {why}"))?;
    }
    Ok(())
}

fn own_schema(tools: &Tools) -> Result<(), String> {
    let repo = Repo::new();
    repo.crossfoot(&["init"]);
    repo.write("full.toml", &fs_err::read_to_string(home().join("tests/outside/full.toml")).unwrap());
    repo.write("wrong.toml", "fail-on = \"sometimes\"\n");
    let schema = home().join("schema/crossfoot.schema.json");
    let check = tools.python("check-jsonschema")?;
    let held = |file: &str| {
        run(repo.command(check.to_str().unwrap(), &["--schemafile", schema.to_str().unwrap(), file]))
    };
    for file in ["crossfoot.toml", "full.toml"] {
        accepted(&held(file))?;
    }
    if held("wrong.toml").code == 0 {
        return Err("the schema accepts a wrong value".into());
    }
    let (_, faults) = crossfoot::config::Config::parse(&repo.read("full.toml"), "full.toml");
    if faults.is_empty() { Ok(()) } else { Err(format!("we refuse what the schema accepts: {faults:?}")) }
}

fn manifest(tools: &Tools) -> Result<(), String> {
    let pre_commit = tools.python("pre-commit")?;
    let mut command = std::process::Command::new(pre_commit);
    command.current_dir(home()).args(["validate-manifest", ".pre-commit-hooks.yaml"]);
    accepted(&run(command))
}

/// As others get it: from a repository, by its revision, built by pre-commit
/// with the cargo that it finds.
fn pre_commit(tools: &Tools) -> Result<(), String> {
    let pre_commit = tools.python("pre-commit")?;
    let source = Source::of_head()?;
    let repo = Repo::with_two_years();
    let config =
        fs_err::read_to_string(home().join("examples/ci/pre-commit/.pre-commit-config.yaml")).unwrap();
    let config =
        config.replace("../crossfoot", source.folder.to_str().unwrap()).replace("v0.1.0", &source.revision);
    repo.write(".pre-commit-config.yaml", &config);
    repo.commit("pre-commit", 104);
    let path = source.path(&repo);
    let command = |program: &str, arguments: &[&str]| {
        let mut command = repo.command(program, arguments);
        // What was built for a revision serves again.
        command.env("PATH", &path).env("PRE_COMMIT_HOME", home().join("target/outside/pre-commit-home"));
        run(command)
    };
    accepted(&command(pre_commit.to_str().unwrap(), &["install"]))?;
    let commit = |wrong: bool| {
        repo.write(&report_path(105), &report(105, wrong));
        repo.git(&["add", "-A"]);
        command("git", &["commit", "-m", "report of week 105"])
    };
    let blocked = commit(true);
    let said = format!("{}{}", blocked.out, blocked.err);
    if blocked.code == 0 || !said.contains("reports/week-105.md:5:") || said.contains("week-104.md") {
        return Err(format!("the bad report was not blocked, or not it alone: {said}"));
    }
    accepted(&commit(false))
}

fn action_builds(_: &Tools) -> Result<(), String> {
    let source = Source::of_head()?;
    let repo = Repo::new();
    repo.write("reports/a.md", &report(1, true));
    let ran = run_action(&repo, &source.folder, &[("paths", "reports")], source.path(&repo));
    let installed = repo.path().join(".git/runner/crossfoot/bin/crossfoot").exists();
    if ran.code == 1 && installed && ran.out.contains("::error file=reports/a.md,line=5") {
        return Ok(());
    }
    Err(format!("exit code {}, installed: {installed}\n{}{}", ran.code, ran.out, ran.err))
}

/// `examples/shards` on a real Spark, in local mode.
fn spark(tools: &Tools) -> Result<(), String> {
    let python = tools.spark()?;
    let repo = Repo::new();
    // In the twentieth week the streak is not raised; a later one has a slip of its own.
    for week in 1..=40 {
        let streak = if week < 20 { week } else { week - 1 };
        let text = report(week, week == 31) + &format!("\n**{streak} consecutive clean weeks** so far.\n");
        repo.write(&report_path(week), &text.replacen("# Release record of week", "# Week", 1));
    }
    let script = home().join("examples/shards/spark_shards.py");
    for (format, parts) in [("json", "3"), ("text", "7")] {
        let whole = repo.crossfoot(&["check", "--no-cache", "--format", format, "reports"]);
        let mut command = repo.command(python.to_str().unwrap(), &[script.to_str().unwrap()]);
        command.args(["--parts", parts, "--crossfoot", env!("CARGO_BIN_EXE_crossfoot"), "reports"]);
        command.args(["--", "--format", format]).env("SPARK_LOCAL_IP", "127.0.0.1");
        let shards = run(command);
        if !whole.out.contains("XF501") || (whole.code, &whole.out) != (shards.code, &shards.out) {
            return Err(format!("{}\nis not\n{}\n{}", shards.out, whole.out, shards.err));
        }
    }
    Ok(())
}
