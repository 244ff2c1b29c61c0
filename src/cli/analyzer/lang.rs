//! The languages for which there is a template, and which of them a project
//! is written in.

use std::path::Path;

use clap::ValueEnum;

use crate::disk;

/// Manifests of projects are small.
const LONGEST_MANIFEST: u64 = 1 << 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    Rust,
    Js,
    Python,
    C,
}

/// A project on disk: its language, and the name that its component takes.
#[derive(Debug, PartialEq, Eq)]
pub struct Written {
    pub lang: Lang,
    pub name: String,
}

impl Written {
    pub fn in_folder(folder: &Path) -> Result<Written, String> {
        let there = |name: &str| folder.join(name).is_file();
        if there("Cargo.toml") {
            return Ok(Written { lang: Lang::Rust, name: toml_name(folder, "Cargo.toml", "package")? });
        }
        if there("package.json") {
            return Ok(Written { lang: Lang::Js, name: json_name(folder)? });
        }
        if there("pyproject.toml") {
            return Ok(Written { lang: Lang::Python, name: toml_name(folder, "pyproject.toml", "project")? });
        }
        if let Some(name) = c_name(folder)? {
            return Ok(Written { lang: Lang::C, name });
        }
        Err(format!(
            "{} holds no analyzer: no Cargo.toml, package.json, pyproject.toml or single .c file; `crossfoot analyzer new NAME` makes one",
            place(folder)
        ))
    }
}

pub fn place(folder: &Path) -> String {
    match disk::shown(folder) {
        shown if shown.is_empty() || shown == "." => "this folder".into(),
        shown => shown,
    }
}

pub fn toml_of(folder: &Path, file: &str) -> Result<toml::Table, String> {
    let path = folder.join(file);
    let bytes = disk::read(&path, LONGEST_MANIFEST).map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&bytes);
    text.parse()
        .map_err(|error: toml::de::Error| format!("{}: not TOML: {}", disk::shown(&path), error.message()))
}

fn toml_name(folder: &Path, file: &str, table: &str) -> Result<String, String> {
    let manifest = toml_of(folder, file)?;
    let name = manifest.get(table).and_then(|table| table.get("name")).and_then(|name| name.as_str());
    named(folder, file, name)
}

fn json_name(folder: &Path) -> Result<String, String> {
    let path = folder.join("package.json");
    let bytes = disk::read(&path, LONGEST_MANIFEST).map_err(|error| error.to_string())?;
    let manifest: serde_json::Value = serde_json::from_slice(&bytes)
        .map_err(|error| format!("{}: not JSON: {error}", disk::shown(&path)))?;
    named(folder, "package.json", manifest.get("name").and_then(|name| name.as_str()))
}

/// A name becomes the name of a file here: it must not lead elsewhere.
fn named(folder: &Path, file: &str, name: Option<&str>) -> Result<String, String> {
    let plain = |name: &&str| {
        !name.is_empty() && name.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_'))
    };
    let name = name.filter(plain);
    name.map(str::to_owned).ok_or_else(|| {
        format!("{} gives no plain name (letters, digits, hyphens)", disk::shown(&folder.join(file)))
    })
}

fn c_name(folder: &Path) -> Result<Option<String>, String> {
    let files = disk::files_in(folder).map_err(|error| error.to_string())?;
    let mut sources = files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "c"));
    match (sources.next(), sources.next()) {
        (Some(source), None) => Ok(source.file_stem().map(|stem| stem.to_string_lossy().into_owned())),
        _ => Ok(None),
    }
}
