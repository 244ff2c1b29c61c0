//! The first byte of an input says what the others are.

/// A file that claims to be an analyzer.
pub const COMPONENT: u8 = 0;
/// What a guest answers to `inspect`, as it lies in its memory.
pub const INSPECTION: u8 = 1;
pub const CONCLUSION: u8 = 2;
/// What is written over the manifest of an honest guest.
pub const MANIFEST: u8 = 3;
