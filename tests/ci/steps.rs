//! The action, the GitLab template and the examples, run as their services
//! would run them.

use std::ffi::OsString;
use std::path::Path;

use crate::action::{in_front, program, run_action};
use crate::repo::{Ran, Repo, home, run};

/// The folder of the program in front: it counts as installed.
fn path_with_crossfoot() -> OsString {
    let folder = Path::new(env!("CARGO_BIN_EXE_crossfoot")).parent().unwrap();
    in_front(folder, &std::env::var_os("PATH").unwrap_or_default())
}

/// As where crossfoot is installed already.
fn installed(repo: &Repo, inputs: &[(&str, &str)]) -> Ran {
    run_action(repo, &home(), inputs, path_with_crossfoot())
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
    let ran = installed(&repo, &[("since", "main"), ("paths", "reports\n")]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert_eq!(ran.out.lines().filter(|line| line.starts_with("::error")).count(), 1, "{}", ran.out);
    assert!(repo.read(".summary").starts_with("### crossfoot: 1 error"), "{}", repo.read(".summary"));
    assert_eq!(repo.read(".output"), "sarif=crossfoot.sarif\nexit-code=1\n");
    assert!(repo.read("crossfoot.sarif").contains("week-105.md"));
}

#[test]
fn what_stands_in_the_actions_inputs_is_never_run() {
    let repo = example();
    let ran = installed(
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
    assert_eq!(installed(&repo, &[("paths", "reports")]).code, 0);

    let mut command = repo.command("bash", &["-eo", "pipefail", "-c", &gitlab_script()]);
    command.env("PATH", path_with_crossfoot()).env("CROSSFOOT_OPTIONS", "").env("CROSSFOOT_PATHS", "reports");
    let ran = run(command);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(repo.read("gl-code-quality-report.json"), "[]\n");
    assert!(repo.read("crossfoot.xml").contains("skipped=\"1\""));
}

/// Cargo and rustup are stand-ins here, which write down what they are asked
/// for; `tests/outside` builds in earnest.
#[test]
fn the_action_builds_what_is_not_there_and_puts_it_on_the_path() {
    let repo = crate::branch_with_a_bad_report();
    program(&repo, ".git/bin/rustup", "echo \"rustup $*\" >>.git/asked");
    let built = env!("CARGO_BIN_EXE_crossfoot");
    program(
        &repo,
        ".git/bin/cargo",
        &format!("echo \"cargo $*\" >>.git/asked\nmkdir -p \"$6/bin\"\ncp {built} \"$6/bin/crossfoot\""),
    );
    let tools = in_front(&repo.path().join(".git/bin"), &"/usr/bin:/bin".into());
    let ran = run_action(&repo, repo.path(), &[("since", "main")], tools.clone());
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("::error file=reports/week-105.md"), "{}", ran.out);
    let root = repo.path().join(".git/runner/crossfoot");
    assert_eq!(
        repo.read(".git/asked"),
        format!(
            "rustup target add wasm32-unknown-unknown\ncargo install --locked --path . --root {}\n",
            root.display()
        )
    );
    let again = run_action(&repo, repo.path(), &[], in_front(&root.join("bin"), &tools));
    assert_eq!(again.code, 1, "{}", again.err);
    assert_eq!(repo.read(".git/asked").lines().count(), 2, "what is there is not built again");
}

#[test]
fn the_action_says_what_it_needs() {
    let repo = example();
    fs_err::create_dir(repo.path().join(".git/bin")).unwrap();
    let ran = run_action(&repo, repo.path(), &[], repo.path().join(".git/bin").into());
    assert_eq!(ran.code, 2, "{}{}", ran.out, ran.err);
    assert!(ran.out.starts_with("::error title=crossfoot is not installed::"), "{}", ran.out);
}
