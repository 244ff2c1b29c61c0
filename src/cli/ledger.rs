//! `crossfoot ledger FILE`: every relation of a report, and what no relation
//! tests.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::load::{AnalyzerArgs, Opened};
use super::{Verdict, say};
use crate::ledger::Detail;
use crate::{check, disk, emit, report};

#[derive(Debug, Args)]
pub struct Ledger {
    /// The reports
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Show instead how the report was read: its structure and its numbers
    #[arg(long)]
    model: bool,

    #[command(flatten)]
    analyzers: AnalyzerArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

impl Ledger {
    pub fn run(self) -> Verdict {
        if self.model {
            return self.each(|_, bytes| report::model_text(&report::parse(bytes)));
        }
        let Opened { project, set, faults } = match self.analyzers.open(&self.files) {
            Ok(opened) => opened,
            Err(verdict) => return verdict,
        };
        faults.iter().for_each(say::fault);
        let settings = project.settings(Detail::Ledger);
        let mut failed = !faults.is_empty();
        let verdict = self.each(|path, bytes| {
            let sheet = check::sheet(path, bytes, &set.analyzers, &settings);
            sheet.faults.iter().for_each(say::fault);
            failed |= !sheet.faults.is_empty();
            match self.format {
                Format::Text => emit::sheet_text(&sheet),
                Format::Json => emit::sheet_json(&sheet),
            }
        });
        if failed { Verdict::Fault } else { verdict }
    }

    /// Prints what `make` makes of each file; a file that cannot be read is
    /// named, and the others go on.
    fn each(&self, mut make: impl FnMut(&str, &[u8]) -> String) -> Verdict {
        let mut verdict = Verdict::Clean;
        for file in &self.files {
            let text = match disk::read(file, check::LONGEST_REPORT) {
                Ok(bytes) => make(&disk::shown(file), &bytes),
                Err(error) => {
                    say::complaint(&error.to_string());
                    verdict = Verdict::Fault;
                    continue;
                }
            };
            if let Err(worse) = say::result(text.as_bytes()) {
                return worse;
            }
        }
        verdict
    }
}
