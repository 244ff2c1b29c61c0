//! Our own repository, as others clone it, built by their tools.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::action::{in_front, program};
use crate::repo::{Repo, home, run};

/// A clone: only what is committed can be built from it.
pub struct Source {
    pub folder: PathBuf,
    pub revision: String,
}

impl Source {
    pub fn of_head() -> Result<Self, String> {
        let folder = home().join("target/outside/source");
        let git = |at: &Path, arguments: &[&str]| {
            let mut command = Command::new("git");
            command.current_dir(at).args(arguments);
            let ran = run(command);
            if ran.code == 0 {
                Ok(ran.out)
            } else {
                Err(format!("SKIPPED, for git said: {}", ran.err.trim()))
            }
        };
        let revision = git(&home(), &["rev-parse", "HEAD"])?.trim().to_owned();
        if !folder.exists() {
            git(&home(), &["clone", "--quiet", "--no-checkout", ".", folder.to_str().unwrap()])?;
        }
        git(&folder, &["fetch", "--quiet", home().to_str().unwrap(), "HEAD"])?;
        git(&folder, &["checkout", "--quiet", "--detach", "--force", &revision])?;
        Ok(Self { folder, revision })
    }

    /// A path without crossfoot, whose cargo builds as the tests are built:
    /// with the versions of our lock file, and without the half hour that a
    /// release build takes. What it builds into has the dependencies already.
    pub fn path(&self, repo: &Repo) -> OsString {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        program(
            repo,
            ".git/cargo/cargo",
            &format!(
                "if [ \"$1\" = install ]; then shift; set -- install --debug --locked \"${{@/#--locked/--quiet}}\"; fi\n\
                 # What our own cargo has set for these tests is not what others have set.\n\
                 home=\"${{CARGO_HOME-}}\"; unset \"${{!CARGO_@}}\"; [ -z \"$home\" ] || export CARGO_HOME=\"$home\"\n\
                 export CARGO_TARGET_DIR={}\n\
                 exec {} \"$@\"",
                home().join("target").display(),
                cargo.display()
            ),
        );
        in_front(&repo.path().join(".git/cargo"), &std::env::var_os("PATH").unwrap_or_default())
    }
}
