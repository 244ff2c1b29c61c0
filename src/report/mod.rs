//! Text to [`Report`]: the structure of a document, and every number in it
//! with the interval of values it can stand for.
//!
//! This room is pure. It never fails, never touches a file, knows nothing of
//! verdicts, targets or counters (that is the analyzers' business), and its
//! work is linear in the length of the text.

mod lines;
mod model;

pub use lines::{Lines, Position, Range};
pub use model::*;
