//! The contract in Rust: what the host hands over, and what it wants back.
//! `wasm/wit/analyzer.wit` explains every field.

#[cfg(target_arch = "wasm32")]
wit_bindgen::generate!({
    path: "../wit",
    world: "analyzer",
    pub_export_macro: true,
    export_macro_name: "export_analyzer",
    default_bindings_module: "crossfoot_kit::bindings",
    additional_derives: [PartialEq],
});

#[cfg(target_arch = "wasm32")]
pub use exports::crossfoot::analyzer::analysis::*;

#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(not(target_arch = "wasm32"))]
pub use native::*;

/// Natively there is nothing to export: the pack is called as a library.
#[cfg(not(target_arch = "wasm32"))]
#[macro_export]
macro_rules! export_analyzer {
    ($pack:ident) => {};
}
#[cfg(not(target_arch = "wasm32"))]
pub use crate::export_analyzer;
