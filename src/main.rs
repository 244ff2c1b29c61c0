//! Parses the arguments, starts tracing, and turns what came of it into an
//! exit code. The faces do not know each other: this is where they part.

use std::process::ExitCode;

use crossfoot::{analyzers, cli, lsp};

fn main() -> ExitCode {
    // The compiler's child is this program again, and so is the first stage of
    // a release; neither must meet the argument parser, whose messages are for
    // people.
    match std::env::args_os().nth(1) {
        Some(word) if word == analyzers::COMPILE_CHILD => return analyzers::compile_child_main(),
        Some(word) if word == analyzers::COMPILE_AHEAD => return analyzers::compile_ahead_main(),
        _ => {}
    }
    if std::env::args_os().nth(1).is_some_and(|word| word == "lsp") {
        return lsp::main(std::env::args_os().skip(2));
    }
    cli::main()
}
