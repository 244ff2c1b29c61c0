//! How a word is found in the lexicon. The build script, which lays the table
//! out, and the kit, which reads it, both compile this file.

/// FNV-1a, a byte at a time, so that it can be kept up while a word is read.
pub const SEED: u32 = 0x811c_9dc5;

pub const fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ byte.to_ascii_lowercase() as u32).wrapping_mul(0x0100_0193)
}

pub const fn of(bytes: &[u8]) -> u32 {
    let mut hash = SEED;
    let mut index = 0;
    while index < bytes.len() {
        hash = step(hash, bytes[index]);
        index += 1;
    }
    hash
}

/// The first place to look in a table of `size`, a power of two.
pub const fn slot(hash: u32, size: usize) -> usize {
    (hash ^ (hash >> 15)) as usize & (size - 1)
}

/// Whether a character belongs to a word. Beyond ASCII: letters of the scripts
/// in use, and not the punctuation, arrows, symbols and pictures.
pub const fn is_word(character: char) -> bool {
    match character {
        '0'..='9' | 'a'..='z' | 'A'..='Z' | '_' => true,
        '\u{00b5}' | '\u{00c0}'..='\u{1fff}' | '\u{2c00}'..='\u{2dff}' => !matches!(character, '×' | '÷'),
        '\u{3040}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => true,
        _ => false,
    }
}
