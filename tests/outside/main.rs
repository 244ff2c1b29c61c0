//! What other people's tools say of us: the validators of SARIF, JUnit and
//! the services' files, and the real pre-commit. They come from PyPI and npm,
//! so this is not part of an ordinary `cargo test`: `.ci/run` sets
//! `CROSSFOOT_OUTSIDE=1`. What cannot be run here says so and why.

#[path = "../ci/repo.rs"]
mod repo;
mod tools;

use std::process::ExitCode;

use repo::{Ran, Repo, home, report, report_path, run};
use tools::{Tools, path_with_crossfoot};

type Check = fn(&Tools) -> Result<(), String>;

const CHECKS: [(&str, Check); 7] = [
    ("the official validator and the official schema accept our SARIF", sarif),
    ("junitparser reads our JUnit", junit),
    ("our code quality report has the shape that GitLab documents", gitlab),
    ("action.yml and the examples have the shape that their services want", services),
    ("our own schema holds for the template of `crossfoot init` and the examples", own_schema),
    ("pre-commit blocks a bad report and lets a good one pass", pre_commit),
    ("pre-commit accepts our hook", manifest),
];

fn main() -> ExitCode {
    if std::env::var_os("CROSSFOOT_OUTSIDE").is_none() {
        println!(
            "SKIPPED: {} checks with tools from PyPI and npm; CROSSFOOT_OUTSIDE=1 runs them",
            CHECKS.len()
        );
        return ExitCode::SUCCESS;
    }
    let tools = Tools::install();
    let mut failed = 0;
    for (name, check) in CHECKS {
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

/// The hook as others get it, from a repository with a tag; only that the
/// program is taken from here instead of being built.
fn hook_repository() -> Repo {
    let hook = Repo::new();
    hook.write(
        ".pre-commit-hooks.yaml",
        &fs_err::read_to_string(home().join(".pre-commit-hooks.yaml")).unwrap(),
    );
    hook.commit("hook", 1);
    hook.git(&["tag", "v0.1.0"]);
    hook
}

fn pre_commit(tools: &Tools) -> Result<(), String> {
    let pre_commit = tools.python("pre-commit")?;
    let hook = hook_repository();
    let repo = Repo::with_two_years();
    let config =
        fs_err::read_to_string(home().join("examples/ci/pre-commit/.pre-commit-config.yaml")).unwrap();
    let config = config
        .replace("../crossfoot", hook.path().to_str().unwrap())
        .replace("- id: crossfoot", "- id: crossfoot\n        language: system");
    repo.write(".pre-commit-config.yaml", &config);
    repo.commit("pre-commit", 104);
    let command = |program: &str, arguments: &[&str]| {
        let mut command = repo.command(program, arguments);
        command
            .env("PATH", path_with_crossfoot())
            .env("PRE_COMMIT_HOME", repo.path().join(".git/pre-commit-home"));
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

fn manifest(tools: &Tools) -> Result<(), String> {
    let pre_commit = tools.python("pre-commit")?;
    let hook = hook_repository();
    accepted(&run(
        hook.command(pre_commit.to_str().unwrap(), &["validate-manifest", ".pre-commit-hooks.yaml"])
    ))
}
