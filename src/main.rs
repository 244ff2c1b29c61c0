//! Parses the arguments, starts tracing, and turns what came of it into an
//! exit code. The faces do not know each other: this is where they part.

use std::process::ExitCode;
use std::thread;

use crossfoot::{analyzers, cli, lsp};

const STACK_BYTES: usize = 8 * 1024 * 1024;
/// What Rust gives a program whose main thread panicked.
const PANICKED: u8 = 101;

fn main() -> ExitCode {
    // The compiler's child is this program again, and so is the first stage of
    // a release; neither must meet the argument parser, whose messages are for
    // people.
    match std::env::args_os().nth(1) {
        Some(word) if word == analyzers::COMPILE_CHILD => return analyzers::compile_child_main(),
        Some(word) if word == analyzers::COMPILE_AHEAD => return analyzers::compile_ahead_main(),
        _ => {}
    }
    // Guests run on the stack of whoever calls them. How large that of the main
    // thread is depends on the system (one megabyte, or as `ulimit -s` says); a
    // guest that recurses must meet its own limit before the system's.
    match thread::Builder::new().stack_size(STACK_BYTES).spawn(run).map(thread::JoinHandle::join) {
        Ok(Ok(code)) => code,
        Ok(Err(_)) => ExitCode::from(PANICKED),
        Err(_) => run(),
    }
}

fn run() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|word| word == "lsp") {
        return lsp::main(std::env::args_os().skip(2));
    }
    cli::main()
}
