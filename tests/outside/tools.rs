//! Other people's tools, installed once under `target/outside`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::repo::home;

const PYTHON: [&str; 3] = ["check-jsonschema==0.39.0", "junitparser", "pre-commit"];
const NPM: [&str; 3] =
    ["@microsoft/sarif-multitool-linux@5.7.0", "codeclimate-types@0.3.1", "typescript@5.9.3"];

const SPARK: &str = "pyspark==4.3.0";

pub struct Tools {
    python: Result<PathBuf, String>,
    npm: Result<PathBuf, String>,
}

impl Tools {
    pub fn install() -> Tools {
        let folder = home().join("target/outside");
        fs_err::create_dir_all(&folder).unwrap();
        Tools { python: python(&folder), npm: npm(&folder) }
    }

    /// A program of the Python packages.
    pub fn python(&self, program: &str) -> Result<PathBuf, String> {
        self.python.clone().map(|bin| bin.join(program))
    }

    /// A Python that has Spark. It needs a Java, which PyPI has not.
    pub fn spark(&self) -> Result<PathBuf, String> {
        try_run(Command::new("java").arg("-version"))?;
        let folder = home().join("target/outside/spark");
        let python = folder.join("bin/python");
        if !folder.join("bin/spark-submit").exists() {
            try_run(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
            try_run(Command::new(&python).args(["-m", "pip", "install", "-q", SPARK]))?;
        }
        Ok(python)
    }

    /// The folder of an npm package.
    pub fn npm(&self, package: &str) -> Result<PathBuf, String> {
        self.npm.clone().map(|modules| modules.join(package))
    }
}

fn python(folder: &Path) -> Result<PathBuf, String> {
    let bin = folder.join("venv/bin");
    if !bin.join("pre-commit").exists() {
        try_run(Command::new("python3").args(["-m", "venv"]).arg(folder.join("venv")))?;
        try_run(Command::new(bin.join("pip")).args(["install", "-q"]).args(PYTHON))?;
    }
    Ok(bin)
}

fn npm(folder: &Path) -> Result<PathBuf, String> {
    let modules = folder.join("node_modules");
    let there = ["@microsoft/sarif-multitool-linux/Sarif.Multitool", "codeclimate-types", "typescript"];
    if !there.iter().all(|part| modules.join(part).exists()) {
        try_run(
            Command::new("npm").args(["install", "--silent", "--no-save", "--prefix"]).arg(folder).args(NPM),
        )?;
    }
    Ok(modules)
}

fn try_run(command: &mut Command) -> Result<(), String> {
    match command.output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr);
            Err(format!("SKIPPED, for {command:?} failed: {}", said.trim().lines().last().unwrap_or("")))
        }
        Err(error) => Err(format!("SKIPPED, for {command:?} cannot be run: {error}")),
    }
}
