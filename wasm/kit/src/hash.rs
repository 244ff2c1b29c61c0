//! How a word is found in the lexicon. The build script, which lays the table
//! out, and the kit, which reads it, both compile this file.

/// FNV-1a, a byte at a time, so that it can be kept up while a word is read. It
/// has 64 bits so that two words are one if their hashes are.
pub const SEED: u64 = 0xcbf2_9ce4_8422_2325;

const PRIME: u64 = 0x0100_0000_01b3;

pub const fn step(hash: u64, byte: u8) -> u64 {
    step_small(hash, byte.to_ascii_lowercase())
}

/// The same for a byte that is no capital letter.
pub const fn step_small(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(PRIME)
}

pub const fn of(bytes: &[u8]) -> u64 {
    let mut hash = SEED;
    let mut index = 0;
    while index < bytes.len() {
        hash = step(hash, bytes[index]);
        index += 1;
    }
    hash
}

/// The first place to look in a table of `size`, a power of two.
pub const fn slot(hash: u64, size: usize) -> usize {
    folded(hash) as usize & (size - 1)
}

/// Half as long, for what need not tell all words of the world apart.
pub const fn folded(hash: u64) -> u32 {
    (hash ^ (hash >> 32)) as u32
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
