//! What an analyzer is written with.
pub mod bindings;
