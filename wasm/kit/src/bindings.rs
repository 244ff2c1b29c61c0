//! The contract, as wit-bindgen writes it down in Rust.

wit_bindgen::generate!({
    path: "../wit",
    world: "analyzer",
    pub_export_macro: true,
    export_macro_name: "export_analyzer",
    default_bindings_module: "crossfoot_kit::bindings",
    additional_derives: [PartialEq],
});

pub use exports::crossfoot::analyzer::analysis::*;
