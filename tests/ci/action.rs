//! action.yml, run by a shell as a runner would.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

use crate::repo::{Ran, Repo, home, run};

/// A step of a composite action: its variables and its script.
struct Step {
    variables: Vec<(String, String)>,
    script: String,
}

/// Runs the steps of action.yml in a repository: inputs put into the
/// variables, each script in a file of its own, bash with `-e` and `pipefail`,
/// ending at the first step that fails. What a step writes to `GITHUB_PATH` is
/// in front of the path of the next one.
pub fn run_action(repo: &Repo, source: &Path, inputs: &[(&str, &str)], path: OsString) -> Ran {
    let action = fs_err::read_to_string(home().join("action.yml")).unwrap();
    let mut values = defaults(&action);
    values.extend(inputs.iter().map(|(name, value)| (format!("inputs.{name}"), (*value).to_owned())));
    values.insert("github.action_path".into(), source.display().to_string());
    let files = [("GITHUB_STEP_SUMMARY", ".summary"), ("GITHUB_OUTPUT", ".output"), ("GITHUB_PATH", ".path")];
    let mut all = Ran { code: 0, out: String::new(), err: String::new() };
    let mut path = path;
    for step in steps(&action) {
        repo.write(".step.sh", &step.script);
        repo.write(".path", "");
        let script = repo.path().join(".step.sh");
        let bash = ["/usr/bin/bash", "/bin/bash"].into_iter().find(|bash| Path::new(bash).exists());
        let mut command = repo.command(
            bash.unwrap_or("bash"),
            &["--noprofile", "--norc", "-eo", "pipefail", script.to_str().unwrap()],
        );
        command.env("PATH", &path).env("CI", "true").env("GITHUB_ACTIONS", "true");
        command.env("RUNNER_TEMP", repo.path().join(".git/runner"));
        for (name, file) in files {
            command.env(name, repo.path().join(file));
        }
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
        for folder in repo.read(".path").lines() {
            path = in_front(Path::new(folder), &path);
        }
    }
    all
}

pub fn in_front(folder: &Path, path: &OsString) -> OsString {
    std::env::join_paths(std::iter::once(folder.to_owned()).chain(std::env::split_paths(path))).unwrap()
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

/// Writes a small program into a folder of the repository.
pub fn program(repo: &Repo, path: &str, script: &str) {
    use std::os::unix::fs::PermissionsExt;
    repo.write(path, &format!("#!/usr/bin/env -S bash -eu\n{script}\n"));
    fs_err::set_permissions(repo.path().join(path), std::fs::Permissions::from_mode(0o755)).unwrap();
}
