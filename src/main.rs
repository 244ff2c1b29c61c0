use std::process::ExitCode;

use crossfoot::analyzers;

fn main() -> ExitCode {
    // The compiler's child is this program again.
    if std::env::args_os().nth(1).is_some_and(|word| word == analyzers::COMPILE_CHILD) {
        return analyzers::compile_child_main();
    }
    ExitCode::SUCCESS
}
