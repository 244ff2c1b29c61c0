//! `crossfoot analyzer …`: from an empty folder to a pinned analyzer.

mod add;
mod build;
mod diff;
mod fences;
mod fixtures;
mod inspect;
mod lang;
mod limits;
mod new;
mod opened;
mod pin;
mod test;
mod toolchain;

use clap::Subcommand;

use super::Verdict;

#[derive(Debug, Subcommand)]
pub enum Analyzer {
    /// Make a small project that builds, with a rule, its tests and a README
    New(new::New),
    /// Run the language's own build and end in a component
    Build(build::Build),
    /// Run the examples and fixtures of an analyzer in the sandbox, and tell its cost
    Test(test::Test),
    /// Show what a component is, and whether it would be accepted
    Inspect(inspect::Inspect),
    /// Pin a component in crossfoot.toml, so that `check` and editors run it
    Add(add::Add),
}

impl Analyzer {
    pub fn run(self) -> Verdict {
        match self {
            Analyzer::New(command) => command.run(),
            Analyzer::Build(command) => command.run(),
            Analyzer::Test(command) => command.run(),
            Analyzer::Inspect(command) => command.run(),
            Analyzer::Add(command) => command.run(),
        }
    }
}
