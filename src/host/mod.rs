//! The sandbox: the only room that names wasmtime. Bytes in, answers or typed
//! faults out.
//!
//! It screens a component, compiles it, links compiled code to an
//! [`Analyzer`], and runs each call in a fresh store with limits on time,
//! memory and output. Nothing a guest says leaves this room before `convert`
//! has checked it.
//!
//! What is absent: files, paths, clocks in results, configuration, printing.

mod analyzer;
mod bindings;
mod budget;
mod census;
mod convert;
mod engine;
mod fault;
mod limits;
mod lower;
mod meter;
mod records;
mod run;
mod screen;
mod slots;
mod survey;
mod ticker;

pub use analyzer::{Analyzer, Cost, Origin};
pub use engine::{CompiledCode, Host, HostOptions, Pool, Reservations};
pub use fault::{HostError, LoadFault};
pub use limits::Limits;
pub use screen::ComponentBytes;
pub use survey::{Form, Survey};

/// The interface an analyzer exports, with the one version that is spoken here.
pub const CONTRACT: &str = "crossfoot:analyzer/analysis@0.1.0";

/// Lower-case hex, as `sha256sum` prints it.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble & 15)).copied().unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}
