//! `crossfoot analyzer inspect FILE`: what a component is.

use std::path::PathBuf;

use clap::Args;

use super::limits::LimitArgs;
use super::opened::Opened;
use crate::analyzers;
use crate::cli::{Verdict, say};

#[derive(Debug, Args)]
pub struct Inspect {
    /// A component, or a core module that carries its component type
    file: PathBuf,

    #[command(flatten)]
    limits: LimitArgs,
}

impl Inspect {
    pub fn run(self) -> Verdict {
        let opened = match self
            .limits
            .read()
            .and_then(|limits| Opened::file(&self.file, analyzers::limits(&limits)))
        {
            Ok(opened) => opened,
            Err(problem) => {
                say::complaint(&problem);
                return Verdict::Fault;
            }
        };
        match say::result(opened.describe().as_bytes()) {
            Ok(()) if opened.loaded.is_ok() => Verdict::Clean,
            _ => Verdict::Fault,
        }
    }
}
