//! The standard pack, as built from `wasm/standard`: a component like anyone's.

pub const COMPONENT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/standard.wasm"));
