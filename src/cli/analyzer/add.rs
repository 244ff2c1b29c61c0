//! `crossfoot analyzer add FILE`: shows what it is, and writes the pin.

use std::path::{Component, Path, PathBuf};

use clap::Args;

use super::limits::LimitArgs;
use super::opened::Opened;
use super::pin::Pin;
use crate::analyzers::{self, Project};
use crate::cli::{Verdict, say};
use crate::disk;

/// A config is written by hand; one larger than this is something else.
const LONGEST_CONFIG: u64 = 1 << 20;

#[derive(Debug, Args)]
pub struct Add {
    /// The component, where it will stay: the pin names it relative to the config
    file: PathBuf,

    /// The config to write into; else the nearest one upwards, else ./crossfoot.toml
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    #[command(flatten)]
    limits: LimitArgs,
}

impl Add {
    pub fn run(self) -> Verdict {
        match self.add() {
            Ok(verdict) => verdict,
            Err(problem) => {
                say::complaint(&problem);
                Verdict::Fault
            }
        }
    }

    fn add(&self) -> Result<Verdict, String> {
        let opened = Opened::file(&self.file, analyzers::limits(&self.limits.read()?))?;
        let shown = opened.describe();
        let Ok(analyzer) = &opened.loaded else {
            let _ = say::result(shown.as_bytes());
            return Err(format!("{} was not added: it would not be accepted", opened.file));
        };
        let cwd = std::env::current_dir().map_err(|error| format!("the folder cannot be told: {error}"))?;
        let config = self.config(&cwd)?;
        let text = read(&config)?;
        let pin = Pin {
            name: analyzer.manifest().name.clone(),
            file: relative(&config, &cwd.join(&self.file)),
            sha256: opened.sha256.clone(),
            limits: self.limits.table(),
        };
        let table = if config.ends_with("pyproject.toml") { "tool.crossfoot.analyzers" } else { "analyzers" };
        let written = pin.write_into(&text, table).map_err(|by_hand| {
            format!("{} cannot be edited safely; write into it:\n{by_hand}", disk::shown(&config))
        })?;
        disk::write_whole(&config, written.text.as_bytes()).map_err(|error| error.to_string())?;
        let place = disk::shown(config.strip_prefix(&cwd).unwrap_or(&config));
        let told = format!("{shown}\n{place}: {}\n", written.what);
        Ok(say::result(told.as_bytes()).err().unwrap_or(Verdict::Clean))
    }

    fn config(&self, cwd: &Path) -> Result<PathBuf, String> {
        let project = match &self.config {
            Some(file) if !cwd.join(file).exists() => return Ok(cwd.join(file)),
            Some(file) => Project::at(file, cwd),
            None => Project::above(cwd, cwd),
        };
        match project.faults.first() {
            Some(fault) => Err(format!(
                "{}: {}; mend the config first",
                fault.path.as_deref().unwrap_or_default(),
                fault.message
            )),
            None => Ok(project.file.unwrap_or_else(|| cwd.join("crossfoot.toml"))),
        }
    }
}

fn read(config: &Path) -> Result<String, String> {
    if !config.exists() {
        return Ok(String::new());
    }
    let bytes = disk::read(config, LONGEST_CONFIG).map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|_| format!("{}: not UTF-8", disk::shown(config)))
}

/// A file as seen from the folder of a config, with forward slashes, so that
/// one pin serves every system.
fn relative(config: &Path, file: &Path) -> String {
    let folder = plain(config.parent().unwrap_or(Path::new("")));
    let file = plain(file);
    let shared = folder.components().zip(file.components()).take_while(|(one, other)| one == other).count();
    let up = folder.components().count() - shared;
    let mut path: PathBuf = std::iter::repeat_n("..", up).collect();
    path.extend(file.components().skip(shared));
    disk::shown(&path)
}

/// Without `.` and `..`, as far as the names alone tell.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_as_seen_from_the_config() {
        let cases = [
            ("/p/crossfoot.toml", "/p/tools/a.wasm", "tools/a.wasm"),
            ("/p/crossfoot.toml", "/p/sub/../a.wasm", "a.wasm"),
            ("/p/q/crossfoot.toml", "/p/a.wasm", "../a.wasm"),
            ("/p/q/r/crossfoot.toml", "/p/x/a.wasm", "../../x/a.wasm"),
        ];
        for (config, file, want) in cases {
            assert_eq!(relative(Path::new(config), Path::new(file)), want);
        }
    }
}
