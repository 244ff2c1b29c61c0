//! Where the findings go, and in which dress; several at once.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, ValueEnum};

use crate::cli::judge::fault;
use crate::cli::{Verdict, say};
use crate::disk;
use crate::emit::{self, Format, TextStyle};
use crate::ledger::Outcome;

#[derive(Clone, Debug, Default, Args)]
pub struct OutputArgs {
    /// How to print what was found, and where to: text, json, jsonl, sarif, github, gitlab, junit, markdown; may be repeated
    #[arg(long = "format", value_name = "NAME[=FILE]", help_heading = "Output")]
    formats: Vec<Target>,

    /// List what is otherwise only counted
    #[arg(long, value_enum, value_name = "WHAT", help_heading = "Output")]
    show: Vec<Show>,

    /// When to use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t, help_heading = "Output")]
    color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Show {
    /// Every report that inherits a finding
    Inherited,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

/// `sarif`, or `sarif=report.sarif`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Target {
    format: Format,
    file: Option<PathBuf>,
}

impl FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, file) = match text.split_once('=') {
            Some((_, "")) => return Err("no file behind `=`".into()),
            Some((name, file)) => (name, Some(PathBuf::from(file))),
            None => (text, None),
        };
        let names = || Format::ALL.iter().map(|(name, _)| *name);
        let format = Format::named(name).ok_or_else(|| match crate::config::nearest(name, names()) {
            Some(right) => format!("no format `{name}`; did you mean `{right}`?"),
            None => format!("no format `{name}`; there are {}", names().collect::<Vec<_>>().join(", ")),
        })?;
        Ok(Target { format, file })
    }
}

impl OutputArgs {
    /// Two formats on one stdout would be neither.
    pub fn validate(&self) -> Result<(), Verdict> {
        if self.formats.iter().filter(|target| target.file.is_none()).count() > 1 {
            say::complaint(
                "only one format can go to stdout; give the others a file: --format sarif=report.sarif",
            );
            return Err(Verdict::Fault);
        }
        Ok(())
    }

    pub fn show(&self, outcome: &Outcome) -> Result<(), Verdict> {
        let targets = self.targets();
        let style = self.style();
        // One that cannot be written must not cost the others.
        let wrote = targets.iter().map(|target| target.write(outcome, &style)).fold(Ok(()), Result::and);
        let said = targets.iter().any(|target| target.file.is_none() && target.format == Format::Text);
        if !said {
            say::complaint(&emit::summary_line(outcome));
        }
        wrote
    }

    fn targets(&self) -> Vec<Target> {
        if self.formats.is_empty() {
            return vec![Target { format: Format::Text, file: None }];
        }
        self.formats.clone()
    }

    fn style(&self) -> TextStyle {
        let terminal = std::io::stdout().is_terminal();
        let color = match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && !is_set("NO_COLOR") && !in_ci() && !is("TERM", "dumb"),
        };
        let links = terminal && color && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout);
        let cwd = std::env::current_dir().ok();
        TextStyle {
            color,
            width: terminal.then(terminal_size::terminal_size).flatten().map(|(width, _)| width.0.into()),
            hyperlinks: cwd.filter(|_| links).map(|cwd| emit::folder_address(&disk::shown(&cwd))),
            show_inherited: self.show.contains(&Show::Inherited),
        }
    }
}

impl Target {
    fn write(&self, outcome: &Outcome, style: &TextStyle) -> Result<(), Verdict> {
        let told = |error| {
            say::fault(&fault(&error));
            Verdict::Fault
        };
        let text = self.format.render(outcome, style);
        let wrote = match &self.file {
            None => say::result(text.as_bytes()),
            Some(file) => disk::write_whole(file, text.as_bytes()).map_err(told),
        };
        match self.format {
            Format::Github => wrote.and(add_to_step_summary(outcome)),
            _ => wrote,
        }
    }
}

/// GitHub shows what a step appends to this file on the run's page.
fn add_to_step_summary(outcome: &Outcome) -> Result<(), Verdict> {
    let Some(file) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|file| !file.is_empty()) else {
        return Ok(());
    };
    disk::append(file.as_ref(), emit::markdown(outcome).as_bytes()).map_err(|error| {
        say::fault(&fault(&error));
        Verdict::Fault
    })
}

fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

fn is(name: &str, value: &str) -> bool {
    std::env::var_os(name).is_some_and(|found| found == value)
}

fn in_ci() -> bool {
    is_set("CI") && !is("CI", "false")
}
