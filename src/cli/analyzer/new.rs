//! `crossfoot analyzer new NAME`: a project that builds with nothing but this
//! program and the language's own tools.
//!
//! The templates are the examples of the repository, which its tests build and
//! run; only their name is exchanged.

use std::path::{Path, PathBuf};

use clap::Args;

use super::lang::Lang;
use crate::cli::{Verdict, say};
use crate::disk;

include!(concat!(env!("OUT_DIR"), "/kit.rs"));

/// The contract, as the languages' own tools read it.
pub const CONTRACT_TEXT: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/wasm/wit/analyzer.wit"));

/// The name and the code of the examples.
const NAME: &str = "house-rules";
const CODE: &str = "HOUSE1";

macro_rules! template {
    ($folder:literal: $($file:literal),+ $(,)?) => {
        &[$(($file, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/analyzers/", $folder, "/", $file)))),+]
    };
}

const RUST: &[(&str, &str)] = template!("house-rules-rust":
    "Cargo.toml", ".gitignore", "README.md",
    "src/lib.rs", "src/attempts_short.rs", "src/attempts_short.md",
    "fixtures/round.md", "fixtures/round.md.expected",
);

const JS: &[(&str, &str)] = template!("house-rules-js":
    "package.json", ".gitignore", "README.md",
    "analyzer.js", "attempts-short.js",
    "fixtures/round.md", "fixtures/round.md.expected",
);

const PYTHON: &[(&str, &str)] = template!("house-rules-python":
    "pyproject.toml", ".gitignore", "README.md",
    "analyzer.py", "attempts_short.py",
    "fixtures/round.md", "fixtures/round.md.expected",
);

const C: &[(&str, &str)] = template!("house-rules-c":
    ".gitignore", "README.md",
    "house-rules.c", "attempts_short.h",
    "contract/analyzer.c", "contract/analyzer.h",
    "contract/libc/libc.c", "contract/libc/stdlib.h", "contract/libc/string.h",
    "fixtures/round.md", "fixtures/round.md.expected",
);

#[derive(Debug, Args)]
pub struct New {
    /// Its name: lower-case words joined by hyphens; also the folder to make
    name: String,

    /// The language to write it in
    #[arg(long, value_enum, default_value_t = Lang::Rust)]
    lang: Lang,

    /// Rust: build against this copy of the kit instead of writing one beside the project
    #[arg(long, value_name = "PATH")]
    kit: Option<PathBuf>,
}

impl New {
    pub fn run(self) -> Verdict {
        match self.make() {
            Ok(text) => say::result(text.as_bytes()).err().unwrap_or(Verdict::Clean),
            Err(problem) => {
                say::complaint(&problem);
                Verdict::Fault
            }
        }
    }

    fn make(&self) -> Result<String, String> {
        let folder = Path::new(&self.name);
        self.check_name()?;
        if folder.exists() {
            return Err(format!("{} is there already; nothing was written", self.name));
        }
        for (path, text) in self.files()? {
            let path = folder.join(path);
            let told = |error: disk::DiskError| error.to_string();
            disk::make_folder(path.parent().unwrap_or(folder)).map_err(told)?;
            disk::write_whole(&path, text.as_bytes()).map_err(told)?;
        }
        Ok(format!(
            "{name}/ holds an analyzer in {lang}, with one rule and its tests\n\n  cd {name}\n  crossfoot analyzer build\n  crossfoot analyzer test\n",
            name = self.name,
            lang = self.lang.spoken(),
        ))
    }

    fn check_name(&self) -> Result<(), String> {
        let word = |word: &str| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        let starts = self.name.starts_with(|sign: char| sign.is_ascii_lowercase());
        if starts && self.name.len() <= 64 && self.name.split('-').all(word) {
            return Ok(());
        }
        Err(format!("`{}` is no name for an analyzer: use lower-case words joined by hyphens", self.name))
    }

    fn files(&self) -> Result<Vec<(String, String)>, String> {
        let template = match self.lang {
            Lang::Rust => RUST,
            Lang::Js => JS,
            Lang::Python => PYTHON,
            Lang::C => C,
        };
        let mut files: Vec<(String, String)> =
            template.iter().map(|(path, text)| (self.renamed(path), self.renamed(text))).collect();
        match self.lang {
            Lang::Rust => self.bring_kit(&mut files)?,
            Lang::Js | Lang::Python => files.push(("wit/analyzer.wit".into(), CONTRACT_TEXT.into())),
            Lang::C => {}
        }
        Ok(files)
    }

    fn bring_kit(&self, files: &mut Vec<(String, String)>) -> Result<(), String> {
        let place = match &self.kit {
            None => "kit".to_owned(),
            Some(kit) if !kit.join("Cargo.toml").is_file() => {
                return Err(format!("{} holds no kit: it has no Cargo.toml", disk::shown(kit)));
            }
            Some(kit) => {
                let kit = std::path::absolute(kit).map_err(|error| error.to_string())?;
                disk::shown(&kit)
            }
        };
        for (_, text) in files.iter_mut().filter(|(path, _)| path == "Cargo.toml") {
            *text = text.replace("\"../../../wasm/kit\"", &toml::Value::String(place.clone()).to_string());
        }
        if self.kit.is_none() {
            files.extend(KIT.iter().map(|(path, text)| (format!("kit/{path}"), (*text).to_owned())));
        }
        Ok(())
    }

    /// The template under the project's own name.
    fn renamed(&self, text: &str) -> String {
        text.replace(NAME, &self.name)
            .replace(&NAME.replace('-', "_"), &self.name.replace('-', "_"))
            .replace(&capitalized(NAME), &capitalized(&self.name))
            .replace(CODE, &self.code())
    }

    /// Codes are letters, then digits; `XF` is crossfoot's own.
    fn code(&self) -> String {
        let first = self.name.split('-').next().unwrap_or_default();
        let letters: String = first.chars().filter(char::is_ascii_lowercase).take(8).collect();
        let letters = letters.to_uppercase();
        if letters.starts_with("XF") { "MY1".into() } else { format!("{letters}1") }
    }
}

/// `house-rules` is `HouseRules`.
fn capitalized(name: &str) -> String {
    name.split('-')
        .flat_map(|word| {
            let mut signs = word.chars();
            signs.next().map(|sign| sign.to_ascii_uppercase()).into_iter().chain(signs)
        })
        .collect()
}

impl Lang {
    fn spoken(self) -> &'static str {
        match self {
            Lang::Rust => "Rust",
            Lang::Js => "JavaScript",
            Lang::Python => "Python",
            Lang::C => "C",
        }
    }
}
