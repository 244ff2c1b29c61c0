//! The contract, as wasmtime writes it down in Rust. Types only: calls are
//! made by `analyzer.rs`, one typed function at a time.

wasmtime::component::bindgen!({
    path: "wasm/wit",
    world: "analyzer",
    ownership: Borrowing { duplicate_if_necessary: true },
});

pub use exports::crossfoot::analyzer::analysis::*;
