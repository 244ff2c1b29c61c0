//! The standard pack, as built from `wasm/standard`: a component like anyone's.

pub const COMPONENT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/standard.wasm"));

/// What [`write_compiled`] wrote, in a build of two stages; else empty.
const COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/standard.compiled"));

/// The native code of the component with this SHA-256, if this program was
/// built with it.
pub fn compiled(digest: &[u8; 32]) -> Option<&'static [u8]> {
    COMPILED.strip_prefix(digest)
}

/// Native code in the form in which a second stage embeds it.
pub fn write_compiled(digest: &[u8; 32], code: &[u8]) -> Vec<u8> {
    [digest.as_slice(), code].concat()
}
