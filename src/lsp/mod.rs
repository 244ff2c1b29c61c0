//! The editor's face: `crossfoot lsp`, the Language Server Protocol over
//! stdio.
//!
//! One loop ([`server`]) takes one closed type of events ([`event`]). Whatever
//! takes time is done elsewhere and sees frozen snapshots only: open reports
//! are judged and questions answered by [`workers`], folders are read through
//! by [`scan`], the series is asked by [`series`], and setups are made by the
//! loader in [`home`]. What they send back carries the document's version and
//! the setup's serial; what is stale is dropped.
//!
//! What is absent: rules, arithmetic, and anything that a client must have
//! asked for before it is true.

mod actions;
mod arrivals;
mod capabilities;
mod commands;
mod document;
mod encoding;
mod event;
mod folders;
mod hints;
mod home;
mod hover;
mod kept;
mod notifications;
mod options;
mod pages;
mod places;
mod publish;
mod reading;
mod remembered;
mod requests;
mod scan;
mod series;
mod server;
mod session;
mod setup;
mod snapshot;
mod transport;
mod uri;
mod watch;
mod workers;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use tracing_subscriber::EnvFilter;

pub use server::serve;

use crate::disk;

/// Speak the Language Server Protocol over stdin and stdout.
#[derive(Debug, Parser)]
#[command(name = "crossfoot lsp", version, max_term_width = 100)]
struct Arguments {
    /// Write what is being done to this file
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,

    /// Taken for the sake of clients that pass it; there is no other way
    #[arg(long)]
    stdio: bool,
}

/// Runs until the client is done. The arguments are those behind `lsp`.
pub fn main(arguments: impl Iterator<Item = std::ffi::OsString>) -> ExitCode {
    let name = std::ffi::OsString::from("crossfoot lsp");
    let arguments = Arguments::parse_from(std::iter::once(name).chain(arguments));
    if let Some(file) = &arguments.log
        && let Err(error) = log_to(file)
    {
        // stdout belongs to the protocol.
        let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("crossfoot: {error}\n").as_bytes());
        return ExitCode::from(2);
    }
    let (connection, writer) = transport::stdio();
    let ended_well = serve(&connection);
    drop(connection);
    let _ = writer.join();
    if ended_well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn log_to(file: &std::path::Path) -> Result<(), disk::DiskError> {
    let file = disk::append_to(file)?;
    let filter = std::env::var("CROSSFOOT_LOG").unwrap_or_else(|_| "crossfoot=debug".into());
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(filter))
        .with_ansi(false)
        .with_writer(std::sync::Mutex::new(file))
        .init();
    Ok(())
}
