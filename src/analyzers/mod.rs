//! From what a user named to a set of analyzers that can be run: reading,
//! pins, compiling in a child process, the cache of compiled code, hot swap.
//!
//! What is absent: what analyzers say, and about what; a broken analyzer is a
//! fault here and the others go on.

mod ahead;
mod cache;
mod child;
mod key;
mod live;
mod load;
mod project;
mod rest;

pub use ahead::{COMPILE_AHEAD, compile_ahead_main};
pub use cache::CodeCache;
pub use child::{COMPILE_CHILD, Compiler, compile_child_main};
pub use key::{Key, results_key};
pub use live::Live;
pub use load::{AnalyzerSet, Loader, Wanted, load};
pub use project::{Project, limits};
pub use rest::Rest;
