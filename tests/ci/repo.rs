//! A git repository made for the purpose, and the program run in it.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

pub struct Repo {
    folder: TempDir,
}

/// What a command left behind.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Repo {
    pub fn new() -> Repo {
        let repo = Repo { folder: tempfile::tempdir().unwrap() };
        repo.git(&["init", "-q", "-b", "main"]);
        repo
    }

    /// Two years of weekly reports, a commit each. Every thirteenth has a
    /// count that its range does not give: eight findings that everybody
    /// has got used to.
    pub fn with_two_years() -> Repo {
        let repo = Repo::new();
        for week in 1..=104 {
            let wrong = week % 13 == 0;
            repo.write(&report_path(week), &report(week, wrong));
            repo.commit(&format!("report of week {week}"), week);
        }
        repo
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, path: &str, text: &str) {
        let file = self.path().join(path);
        fs_err::create_dir_all(file.parent().unwrap()).unwrap();
        fs_err::write(file, text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs_err::read_to_string(self.path().join(path)).unwrap()
    }

    pub fn git(&self, arguments: &[&str]) -> Ran {
        let ran = run(self.command("git", arguments));
        assert_eq!(ran.code, 0, "git {arguments:?}: {}", ran.err);
        ran
    }

    pub fn commit(&self, message: &str, week: u32) {
        self.git(&["add", "-A"]);
        let date = format!("{} +0000", 1_700_000_000 + u64::from(week) * 604_800);
        let mut command = self.command("git", &["commit", "-q", "--no-verify", "-m", message]);
        command.env("GIT_AUTHOR_DATE", &date).env("GIT_COMMITTER_DATE", &date);
        assert_eq!(run(command).code, 0);
    }

    /// `crossfoot …` in the repository.
    pub fn crossfoot(&self, arguments: &[&str]) -> Ran {
        run(self.command(env!("CARGO_BIN_EXE_crossfoot"), arguments))
    }

    /// A command that sees nothing of the machine's own settings.
    pub fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.path());
        for (name, value) in [
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_AUTHOR_NAME", "Ada"),
            ("GIT_AUTHOR_EMAIL", "ada@example.org"),
            ("GIT_COMMITTER_NAME", "Ada"),
            ("GIT_COMMITTER_EMAIL", "ada@example.org"),
        ] {
            command.env(name, value);
        }
        for name in ["GITHUB_STEP_SUMMARY", "GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "CI", "NO_COLOR"] {
            command.env_remove(name);
        }
        command
    }
}

pub fn run(mut command: Command) -> Ran {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

pub fn report_path(week: u32) -> String {
    format!("reports/week-{week:03}.md")
}

/// A release record; line 5 carries the count.
pub fn report(week: u32, wrong: bool) -> String {
    let (first, last) = (week * 20 + 1, week * 20 + 20);
    // By another amount each time: these are mistakes of their own, and none
    // is a copy of an earlier one.
    let count = if wrong { 19 - week % 12 } else { 20 };
    format!(
        "# Release record of week {week}\n\nAll vials were inspected by hand.\n\n\
         - Batch {first}-{last}: released ({count} batches)\n\nSigned by the pharmacist.\n"
    )
}

/// The folder of this repository.
pub fn home() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
