//! Other people's tools: started, and named when they are missing.

use std::io::{self, ErrorKind};
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs a tool to its end. What it prints goes to stderr, for stdout is ours.
/// `install` says where it comes from.
pub fn run(command: &mut Command, install: &str) -> Result<(), String> {
    let shown = shown(command);
    match command.stdin(Stdio::null()).stdout(io::stderr()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{shown}` failed ({status}); what it said is above")),
        Err(error) => Err(not_started(command, &error, install)),
    }
}

/// The first line that a tool prints.
pub fn answer(command: &mut Command, install: &str) -> Result<String, String> {
    match command.stdin(Stdio::null()).output() {
        Ok(output) => {
            Ok(String::from_utf8_lossy(&output.stdout).lines().next().unwrap_or_default().trim().to_owned())
        }
        Err(error) => Err(not_started(command, &error, install)),
    }
}

fn not_started(command: &Command, error: &io::Error, install: &str) -> String {
    let program = command.get_program().to_string_lossy();
    if error.kind() == ErrorKind::NotFound {
        return format!("`{program}` is not installed, or not on the PATH; {install}");
    }
    format!("`{program}` does not start: {error}")
}

/// So many words tell one command from another.
const SHOWN: usize = 3;

/// The command as one would type it.
fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    let name = words.first().map(|program| {
        Path::new(program.as_ref())
            .file_name()
            .map_or_else(|| program.to_string(), |name| name.to_string_lossy().into_owned())
    });
    let rest = words.iter().skip(1).take(SHOWN).map(|word| word.to_string());
    let cut = (words.len() > SHOWN + 1).then(|| "…".to_owned());
    name.into_iter().chain(rest).chain(cut).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_tool_is_named_with_where_it_comes_from() {
        let problem = run(&mut Command::new("no-such-tool-of-ours"), "install it from the shop").unwrap_err();
        assert_eq!(
            problem,
            "`no-such-tool-of-ours` is not installed, or not on the PATH; install it from the shop"
        );
    }
}
