//! The action, the GitLab template and the examples, run as their services
//! would run them.

use std::collections::BTreeMap;
use std::path::Path;

use crate::repo::{Ran, Repo, home, run};

/// A step of a composite action: its variables and its script.
struct Step {
    variables: Vec<(String, String)>,
    script: String,
}

/// Runs the steps of action.yml in a repository, as a runner does: inputs put
/// into the variables, each script in a file of its own, bash with `-e` and
/// `pipefail`, ending at the first step that fails.
pub fn run_action(repo: &Repo, inputs: &[(&str, &str)]) -> Ran {
    let action = fs_err::read_to_string(home().join("action.yml")).unwrap();
    let mut values = defaults(&action);
    values.extend(inputs.iter().map(|(name, value)| (format!("inputs.{name}"), (*value).to_owned())));
    values.insert("github.action_path".into(), home().display().to_string());
    let mut all = Ran { code: 0, out: String::new(), err: String::new() };
    for step in steps(&action) {
        let script = repo.path().join(".step.sh");
        fs_err::write(&script, &step.script).unwrap();
        let mut command =
            repo.command("bash", &["--noprofile", "--norc", "-eo", "pipefail", script.to_str().unwrap()]);
        command.env("PATH", path_with_crossfoot());
        command.env("CI", "true").env("GITHUB_ACTIONS", "true");
        command.env("GITHUB_STEP_SUMMARY", repo.path().join(".summary"));
        command.env("GITHUB_OUTPUT", repo.path().join(".output"));
        for (name, value) in &step.variables {
            let key = value.trim_start_matches("${{").trim_end_matches("}}").trim();
            command.env(name, values.get(key).unwrap_or_else(|| panic!("no value for {key}")));
        }
        let ran = run(command);
        all.out.push_str(&ran.out);
        all.err.push_str(&ran.err);
        all.code = ran.code;
        if ran.code != 0 {
            break;
        }
    }
    all
}

/// The folder of the program in front: it counts as installed.
pub fn path_with_crossfoot() -> std::ffi::OsString {
    let folder = Path::new(env!("CARGO_BIN_EXE_crossfoot")).parent().unwrap().to_owned();
    let old = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(std::iter::once(folder).chain(std::env::split_paths(&old))).unwrap()
}

/// The inputs and their defaults. The file is ours and plainly laid out; its
/// shape as YAML is checked by others in `tests/outside`.
fn defaults(action: &str) -> BTreeMap<String, String> {
    let inputs = action.split("\ninputs:\n").nth(1).unwrap().split("\noutputs:\n").next().unwrap();
    let mut values = BTreeMap::new();
    let mut name = String::new();
    for line in inputs.lines() {
        let bare = line.trim_start();
        match line.len() - bare.len() {
            2 => name = bare.trim_end_matches(':').to_owned(),
            4 if bare.starts_with("default: ") => {
                let value = bare.trim_start_matches("default: ").trim_matches('"').to_owned();
                values.insert(format!("inputs.{name}"), value);
            }
            _ => {}
        }
    }
    values
}

fn steps(action: &str) -> Vec<Step> {
    let part = action.split("\n  steps:\n").nth(1).unwrap();
    part.split("    - name: ").skip(1).map(step).collect()
}

fn step(text: &str) -> Step {
    let (head, script) = text.split_once("      run: |\n").unwrap();
    let variables = head.split("      env:\n").nth(1).unwrap_or("").lines();
    let variables = variables.filter_map(|line| line.trim().split_once(": "));
    Step {
        variables: variables.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        script: script.lines().map(|line| format!("{}\n", line.get(8..).unwrap_or(""))).collect(),
    }
}

/// The line of the GitLab job that does the work.
fn gitlab_script() -> String {
    let template = fs_err::read_to_string(home().join("templates/crossfoot.gitlab-ci.yml")).unwrap();
    let script = template.split("\n  script:\n    - ").nth(1).unwrap();
    script.lines().next().unwrap().to_owned()
}

/// The example's reports and config, in a repository of their own.
fn example() -> Repo {
    let repo = Repo::new();
    let source = home().join("examples/ci");
    for file in ["crossfoot.toml", "reports/week-01.md", "reports/week-02.md"] {
        repo.write(file, &fs_err::read_to_string(source.join(file)).unwrap());
    }
    repo.commit("example", 1);
    repo
}

#[test]
fn the_action_annotates_sums_up_and_leaves_sarif() {
    let repo = crate::branch_with_a_bad_report();
    let ran = run_action(&repo, &[("since", "main"), ("paths", "reports\n")]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert_eq!(ran.out.lines().filter(|line| line.starts_with("::error")).count(), 1, "{}", ran.out);
    assert!(repo.read(".summary").starts_with("### crossfoot: 1 error"), "{}", repo.read(".summary"));
    assert_eq!(repo.read(".output"), "sarif=crossfoot.sarif\nexit-code=1\n");
    assert!(repo.read("crossfoot.sarif").contains("week-105.md"));
}

#[test]
fn what_stands_in_the_actions_inputs_is_never_run() {
    let repo = example();
    let ran = run_action(
        &repo,
        &[("paths", "$(touch a)\n`touch b`\n\"; touch c; \""), ("sarif", "x$(touch d).sarif")],
    );
    assert_eq!(ran.code, 2, "{}{}", ran.out, ran.err);
    for file in ["a", "b", "c", "d"] {
        assert!(!repo.path().join(file).exists(), "{file}");
    }
}

#[test]
fn the_examples_are_at_work() {
    let repo = example();
    let ran = repo.crossfoot(&["check"]);
    let readme = fs_err::read_to_string(home().join("examples/ci/README.md")).unwrap();
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(readme.contains(&ran.out), "the page shows what it prints: {}", ran.out);
    assert_eq!(run_action(&repo, &[("paths", "reports")]).code, 0);

    let mut command = repo.command("bash", &["-eo", "pipefail", "-c", &gitlab_script()]);
    command.env("PATH", path_with_crossfoot()).env("CROSSFOOT_OPTIONS", "").env("CROSSFOOT_PATHS", "reports");
    let ran = run(command);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(repo.read("gl-code-quality-report.json"), "[]\n");
    assert!(repo.read("crossfoot.xml").contains("skipped=\"1\""));
}
