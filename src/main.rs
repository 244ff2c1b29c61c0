//! Parses the arguments, starts tracing, and turns what came of it into an
//! exit code. The faces do not know each other: this is where they part.

use std::process::ExitCode;

use crossfoot::{analyzers, cli};

fn main() -> ExitCode {
    // The compiler's child is this program again; it must not meet the
    // argument parser, whose messages are for people.
    if std::env::args_os().nth(1).is_some_and(|word| word == analyzers::COMPILE_CHILD) {
        return analyzers::compile_child_main();
    }
    cli::main()
}
