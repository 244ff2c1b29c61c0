//! Any bytes give a report that keeps every promise of the contract.

#![no_main]

extern crate self as crossfoot;

#[path = "../../tests/report/hold.rs"]
mod hold;
#[path = "../../src/report/mod.rs"]
pub mod report;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    hold::hold(bytes);
});
