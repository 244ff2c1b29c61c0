//! Everything that is printed goes through here.

use std::io::{self, Write};

use super::Verdict;
use crate::emit;
use crate::ledger::Fault;

/// The result of the command, on stdout. A reader that has gone away (`| head`)
/// is no fault; a full disk is.
pub fn result(bytes: &[u8]) -> Result<(), Verdict> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => {
            complaint(&format!("the result could not be written: {error}"));
            Err(Verdict::Fault)
        }
    }
}

/// A fault, on stderr, one line.
pub fn fault(fault: &Fault) {
    complaint(&emit::fault_line(fault));
}

/// A line for the person at the keyboard, on stderr.
pub fn complaint(line: &str) {
    // Nothing is left to be told when stderr itself is gone.
    let _ = writeln!(io::stderr().lock(), "crossfoot: {line}");
}
