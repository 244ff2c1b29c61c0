//! The command line: one file a subcommand. The only room that prints.
//!
//! Exit codes: 0 nothing at or above `--fail-on`; 1 findings; 2 a fault or
//! wrong usage, whatever else was found.

mod analyzer;
mod check;
mod completions;
mod explain;
mod init;
mod judge;
mod ledger;
mod load;
mod progress;
mod rules;
mod say;
mod schema;
mod trace;

use std::process::ExitCode;

use clap::{ArgAction, Parser, Subcommand};

/// Recomputes what a verification report prints, and says where it cannot be
/// true.
#[derive(Debug, Parser)]
#[command(name = "crossfoot", version, max_term_width = 100)]
pub struct Cli {
    /// Tell what is being done, with times, on stderr; -vv tells more
    #[arg(short, long, global = true, action = ArgAction::Count)]
    verbose: u8,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check reports and say where they cannot be true
    Check(Box<check::Check>),
    /// Bring together what `check --notes-out` wrote on several machines
    Conclude(Box<check::Conclude>),
    /// Show every relation of a report: what holds, what does not, what nothing tests
    Ledger(ledger::Ledger),
    /// Explain a rule, by its code or name
    Explain(explain::Explain),
    /// List the rules
    Rules(rules::Rules),
    /// Write a commented crossfoot.toml
    Init(init::Init),
    /// Print the JSON schema of crossfoot.toml
    Schema(schema::Schema),
    /// Print completions for a shell
    Completions(completions::Completions),
    /// Print the manual page
    Man(completions::Man),
    /// Write, build, test, inspect and pin analyzers
    #[command(subcommand)]
    Analyzer(analyzer::Analyzer),
}

/// What came of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Clean,
    Findings,
    Fault,
}

impl From<Verdict> for ExitCode {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Clean => ExitCode::SUCCESS,
            Verdict::Findings => ExitCode::from(1),
            Verdict::Fault => ExitCode::from(2),
        }
    }
}

pub fn main() -> ExitCode {
    let cli = Cli::parse();
    trace::start(cli.verbose);
    match cli.command {
        Command::Check(command) => command.run(),
        Command::Conclude(command) => command.run(),
        Command::Ledger(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::Rules(command) => command.run(),
        Command::Init(command) => command.run(),
        Command::Schema(command) => command.run(),
        Command::Completions(command) => command.run(),
        Command::Man(command) => command.run(),
        Command::Analyzer(command) => command.run(),
    }
    .into()
}
