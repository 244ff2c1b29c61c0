//! `crossfoot completions SHELL` and `crossfoot man`, made from the arguments.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Cli, Verdict, say};

#[derive(Debug, Args)]
pub struct Completions {
    shell: Shell,
}

#[derive(Debug, Args)]
pub struct Man {}

impl Completions {
    pub fn run(self) -> Verdict {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "crossfoot", &mut script);
        print(&script)
    }
}

impl Man {
    /// One page: the command, then each subcommand.
    pub fn run(self) -> Verdict {
        let mut command = Cli::command();
        command.build();
        let mut page = Vec::new();
        let mut rendered = clap_mangen::Man::new(command.clone()).render(&mut page);
        let hidden = |command: &&clap::Command| command.is_hide_set() || command.get_name() == "help";
        for subcommand in command.get_subcommands().filter(|command| !hidden(command)) {
            let man = clap_mangen::Man::new(subcommand.clone());
            let mut sections = || {
                man.render_synopsis_section(&mut page)?;
                man.render_description_section(&mut page)?;
                man.render_options_section(&mut page)
            };
            rendered = rendered.and_then(|()| sections());
        }
        match rendered {
            Ok(()) => print(&page),
            Err(_) => Verdict::Fault,
        }
    }
}

fn print(bytes: &[u8]) -> Verdict {
    match say::result(bytes) {
        Ok(()) => Verdict::Clean,
        Err(verdict) => verdict,
    }
}
