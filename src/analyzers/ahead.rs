//! The standard pack compiled ahead of time: made by a first stage of the
//! program itself, embedded in the second, so that a release starts cold in
//! milliseconds.

use std::io::{self, Write};
use std::process::ExitCode;

use sha2::{Digest, Sha256};

use crate::host::{CompiledCode, ComponentBytes, Host};
use crate::standard;

/// The word that makes the program write the code of its own standard pack.
pub const COMPILE_AHEAD: &str = "__compile-standard";

pub(super) fn compiled(digest: &[u8; 32]) -> Option<CompiledCode> {
    let code = standard::compiled(digest)?;
    // SAFETY: embedded by the build that embedded the component, from what
    // `compile_ahead_main` below wrote for that same digest; whoever could put
    // other bytes there could as well have put them into the program.
    #[expect(unsafe_code, reason = "code that came with the program is as good as the program")]
    Some(unsafe { CompiledCode::assume_ours(code) })
}

/// Writes the standard pack's code to stdout, for any CPU of this kind.
pub fn compile_ahead_main() -> ExitCode {
    let digest: [u8; 32] = Sha256::digest(standard::COMPONENT).into();
    let code = Host::for_travel().map_err(|error| error.to_string()).and_then(|host| {
        host.compile(&ComponentBytes::trusted(standard::COMPONENT)).map_err(|fault| fault.message)
    });
    let written = code.and_then(|code| {
        let bytes = standard::write_compiled(&digest, code.bytes());
        io::stdout().lock().write_all(&bytes).map_err(|error| error.to_string())
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            let _ = writeln!(io::stderr().lock(), "crossfoot: {message}");
            ExitCode::FAILURE
        }
    }
}
