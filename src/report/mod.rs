//! Text to [`Report`]: the structure of a document, and every number in it
//! with the interval of values it can stand for.
//!
//! This room is pure. It never fails, never touches a file, knows nothing of
//! verdicts, targets or counters (that is the analyzers' business), and its
//! work is linear in the length of the text.

mod blocks;
mod code_blocks;
mod comments;
mod decode;
mod fields;
mod front_matter;
#[cfg(test)]
mod growth;
mod html;
mod inline;
mod kinds;
mod leaders;
mod lexicon;
mod lines;
mod model;
mod numbers;
mod output;
mod pipe_tables;
mod plain_tables;
mod print;
mod sections;
mod sentences;
mod text;
mod tree;
mod wide_keys;

pub use comments::{Comment, comments};
pub use lines::{Lines, Position, Range};
pub use model::*;
pub use print::model_text;

use blocks::Walker;

/// Reads a report. Never fails: what could not be read as it stands is told
/// in the complaints.
pub fn parse(bytes: &[u8]) -> Report<'_> {
    let mut complaints = Vec::new();
    let source = decode::decode(bytes, &mut complaints);
    let mut walker = Walker::new(&source);
    let start = decode::byte_order_mark(&source);
    let body = front_matter::read(&source, start, &mut walker.tree, &mut walker.run, &mut walker.numbers);
    walker.walk(body);
    complaints.append(&mut walker.complaints);
    complaints.append(&mut walker.numbers.complaints);
    complaints.sort_by_key(|complaint| complaint.at);
    let nodes = std::mem::take(&mut walker.tree.nodes);
    let quantities = std::mem::take(&mut walker.numbers.quantities);
    let units = walker.numbers.into_units();
    Report { source, nodes, quantities, units, complaints }
}
