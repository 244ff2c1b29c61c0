//! `crossfoot init`: a crossfoot.toml that says what can be said.

use std::path::PathBuf;

use clap::Args;

use super::{Verdict, say};
use crate::{config, disk};

#[derive(Debug, Args)]
pub struct Init {
    /// The folder to write it to
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
}

impl Init {
    pub fn run(self) -> Verdict {
        let file = self.folder.join("crossfoot.toml");
        if disk::stamp(&file).is_some() {
            say::complaint(&format!("{}: is there already, and stays as it is", disk::shown(&file)));
            return Verdict::Fault;
        }
        match disk::write_whole(&file, config::TEMPLATE.as_bytes()) {
            Ok(()) => {
                say::complaint(&format!("{}: written", disk::shown(&file)));
                Verdict::Clean
            }
            Err(error) => {
                say::complaint(&error.to_string());
                Verdict::Fault
            }
        }
    }
}
